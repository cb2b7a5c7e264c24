//! From which part of life to which: a table of origin against effect, in words and as a picture.

use crate::mark::mark;
use model::parameters::CONTEXTS;
use scenario::{Edge, Flow, Opened, flows};
use std::fmt::Write;

/// Which flows lead from one context to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    regime: String,
    mark: String,
    /// Contexts that occur, in the order of the closed list.
    origins: Vec<&'static str>,
    effects: Vec<&'static str>,
    cells: Vec<Vec<Cell>>,
}

/// The flows from one context to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cell {
    flows: usize,
    /// Of those, how many declare relevance and legal basis.
    declared: usize,
}

/// Origin × effect of everything but ordinary fines, which take effect where an act arose.
pub fn matrix(opened: &Opened) -> Matrix {
    let flows: Vec<Flow> = flows(opened).into_iter().filter(|flow| !matches!(flow.edge, Edge::Fine { .. })).collect();
    let occurring = |side: fn(&Flow) -> &str| {
        let occurs = |context: &&&str| flows.iter().any(|flow| side(flow) == **context);
        CONTEXTS.iter().filter(occurs).copied().collect::<Vec<_>>()
    };
    let (origins, effects) = (occurring(|flow| &flow.origin), occurring(|flow| &flow.effect));
    let cell = |origin: &str, effect: &str| {
        let here = || flows.iter().filter(|flow| flow.origin == origin && flow.effect == effect);
        Cell { flows: here().count(), declared: here().filter(|flow| flow.is_declared()).count() }
    };
    let cells = origins.iter().map(|origin| effects.iter().map(|effect| cell(origin, effect)).collect()).collect();
    let regime = opened.settings.text("name").unwrap_or_default().to_string();
    Matrix { regime, mark: mark(&opened.settings, None), origins, effects, cells }
}

const LEGEND: &str = "rows: where data arose; columns: where it takes effect; numbers: edges; = same context, \
                      ! crosses undeclared, ~ crosses declared (unverified)";

impl Cell {
    fn sign(self, same: bool) -> &'static str {
        match (self.flows, same) {
            (0, _) => "",
            (_, true) => "=",
            _ if self.declared == self.flows => "~",
            _ => "!",
        }
    }
    fn told(self, same: bool) -> String {
        if self.flows == 0 { "·".to_string() } else { format!("{}{}", self.flows, self.sign(same)) }
    }
}

impl Matrix {
    fn told(&self, row: usize, column: usize) -> String {
        self.cells[row][column].told(self.origins[row] == self.effects[column])
    }

    /// As words, one line for each origin.
    pub fn text(&self) -> String {
        if self.origins.is_empty() {
            return format!("{}: nothing but ordinary fines takes effect\n\n{}.\n", self.regime, self.mark);
        }
        let first = self.origins.iter().map(|origin| origin.len()).max().unwrap_or(0).max(6);
        let mut text = format!("{}\n{LEGEND}\n\n{:first$}", self.regime, "");
        for effect in &self.effects {
            let _ = write!(text, "  {effect}");
        }
        for (row, origin) in self.origins.iter().enumerate() {
            let _ = write!(text, "\n{origin:first$}");
            for (column, effect) in self.effects.iter().enumerate() {
                let _ = write!(text, "  {:>width$}", self.told(row, column), width = effect.len());
            }
        }
        let _ = write!(text, "\n\n{}.\n", self.mark);
        text
    }

    /// As a picture; it carries what it is and that nobody real is in it.
    pub fn svg(&self) -> String {
        const LEFT: usize = 110;
        const TOP: usize = 130;
        const WIDE: usize = 46;
        const HIGH: usize = 26;
        let width = LEFT + WIDE * self.effects.len() + 20;
        let height = TOP + HIGH * self.origins.len() + 50;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
             font-size=\"12\" role=\"img\">\n<!-- {} -->\n<title>{}: where data arose, and where it takes effect</title>\n",
            plain(&self.mark),
            plain(&self.regime)
        );
        for (column, effect) in self.effects.iter().enumerate() {
            let x = LEFT + WIDE * column + WIDE / 2;
            let y = TOP - 8;
            let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" transform=\"rotate(-60 {x} {y})\">{effect}</text>");
        }
        for (row, origin) in self.origins.iter().enumerate() {
            let y = TOP + HIGH * row;
            let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{origin}</text>", LEFT - 8, y + 17);
            for column in 0..self.effects.len() {
                svg.push_str(&self.square(row, column, LEFT + WIDE * column, y, (WIDE, HIGH)));
            }
        }
        let _ = writeln!(svg, "<text x=\"8\" y=\"{}\" font-size=\"9\">{LEGEND}</text>\n</svg>", height - 14);
        svg
    }

    fn square(&self, row: usize, column: usize, x: usize, y: usize, (wide, high): (usize, usize)) -> String {
        let sign = self.cells[row][column].sign(self.origins[row] == self.effects[column]);
        let fill = match sign {
            "!" => "#d55e00",
            "~" => "#f0e442",
            "=" => "#9ecae1",
            _ => "#f4f4f4",
        };
        format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"/><text x=\"{}\" y=\"{}\" \
             text-anchor=\"middle\">{}</text>\n",
            wide - 2,
            high - 2,
            x + wide / 2 - 1,
            y + high / 2 + 4,
            self.told(row, column)
        )
    }
}

/// A name without what would end a comment or open a tag.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric() || " -_.,:;".contains(*letter))
        .collect::<String>()
        .replace("--", "-")
}
