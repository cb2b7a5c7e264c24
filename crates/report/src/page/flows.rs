//! Who moves from band to band: the same people on a few evenings of the run, so that a band's ups and downs are seen
//! as the people who came and went.

use super::Room;
use super::again::{Again, tallied};
use super::bands::legend;
use super::chart::{band_colours, flow};
use super::figure::{Entry, Figure, Panel, Table};
use super::words::Words;
use crate::files::LEAST_PEOPLE;
use crate::measures::Unit;
use crate::statistics::{Told, estimate};
use crate::tallies::Tally;
use crate::{Flow, Run};

/// None where no world followed people from band to band.
pub(crate) fn figure(words: &'static Words, run: &Run, room: Room) -> Option<Figure> {
    let has_flows = |arm: &usize| !run.arms[*arm].bands.is_empty() && !steps(run, *arm).is_empty();
    let mut arms: Vec<usize> = (0..run.arms.len()).filter(has_flows).collect();
    let first = *arms.first()?;
    if room == Room::Narrow {
        arms.truncate(1);
    }
    let panels = arms.iter().map(|&arm| {
        let title = words.say("flows.title", &[("world", &run.arms[arm].name)]);
        let names = &run.arms[arm].bands;
        let picture = flow(words, &title, &shares(run, arm), &days(run, arm), names, &band_colours(names.len()));
        Panel::new(&run.arms[arm].name, "", picture)
    });
    let caption = words.text("flows.caption").to_owned();
    let lines = format!("{MONTHLY}{}", tallied(run, Tally::Moves, &arms));
    let again = Again::new(words, run, &lines);
    let (sentence, table) = (sentence(words, run, first), table(words, run, &arms));
    let figure = Figure::new(words, sentence, panels.collect(), caption, table, again);
    Some(Figure { legend: legend(run, first), ..figure })
}

/// What the tables hold of the same people from evening to evening.
const MONTHLY: &str = "# Bands by number from the lowest: people in band a who are in band b 30 days later, summed over the \
                       run.\n# The evenings of the figure itself stand on the page alone.\n";

fn steps(run: &Run, arm: usize) -> &[Flow] {
    run.cells.first().map_or(&[], |arms| &arms[arm].flows)
}

/// The evenings that are looked at.
fn days(run: &Run, arm: usize) -> Vec<u32> {
    let steps = steps(run, arm);
    steps.iter().map(|flow| flow.from).chain(steps.last().map(|flow| flow.to)).collect()
}

/// By step, band before and band after: share of all people, mean over the seeds.
fn shares(run: &Run, arm: usize) -> Vec<Vec<Vec<f64>>> {
    let bands = run.arms[arm].bands.len();
    let share = |step: usize, from: usize, to: usize| {
        let of = |flow: &Flow| flow.people[from][to] as f64 / flow.all().max(1) as f64;
        run.cells.iter().map(|arms| of(&arms[arm].flows[step])).sum::<f64>() / run.cells.len() as f64
    };
    let row = |step: usize, from: usize| (0..bands).map(|to| share(step, from, to)).collect::<Vec<f64>>();
    (0..steps(run, arm).len()).map(|step| (0..bands).map(|from| row(step, from)).collect()).collect()
}

/// Whether the lowest band lets go, in the last step of the first world with a score; where hardly anybody is in it, who
/// moved at all.
fn sentence(words: &Words, run: &Run, arm: usize) -> String {
    let last = steps(run, arm).len() - 1;
    let step = &steps(run, arm)[last];
    let [from, to] = [step.from, step.to].map(|day| day.to_string());
    let world = &*run.arms[arm].name;
    let flows = || run.cells.iter().map(|arms| &arms[arm].flows[last]);
    let share = |part: &dyn Fn(&Flow) -> i64, whole: fn(&Flow) -> i64| {
        let shares: Vec<f64> = flows().map(|flow| part(flow) as f64 / whole(flow).max(1) as f64).collect();
        words.with_range(Unit::Share, estimate(&shares).map_or(Told::Nothing, Told::Number))
    };
    if let stay @ Told::Number(_) = went(run, arm, last, 0, Way::Stayed) {
        let (stay, band) = (words.with_range(Unit::Share, stay), words.quoted(&run.arms[arm].bands[0]));
        let fell = share(&Flow::fell, Flow::above);
        let parts = [("world", world), ("band", &band), ("from", &from), ("to", &to), ("stay", &stay), ("fell", &fell)];
        return words.say("flows.sentence", &parts);
    }
    let moved = |way: Way| share(&|flow: &Flow| flow.that(|from, to| way.leads(from, to)), Flow::all);
    let (fell, rose) = (moved(Way::Fell), moved(Way::Rose));
    words.say("flows.few", &[("world", world), ("from", &from), ("to", &to), ("fell", &fell), ("rose", &rose)])
}

/// A row for each world, step and band; a column for each band after the step would differ from world to world, so the
/// three things that can happen stand there.
fn table(words: &Words, run: &Run, arms: &[usize]) -> Table {
    let mut rows = Vec::new();
    for &arm in arms {
        for (step, flow) in steps(run, arm).iter().enumerate() {
            for (band, name) in run.arms[arm].bands.iter().enumerate().rev() {
                let days = words.say("flows.days", &[("from", &flow.from.to_string()), ("to", &flow.to.to_string())]);
                let mut row = vec![Entry::words(&run.arms[arm].name), Entry::words(days), Entry::words(name)];
                row.extend(Way::ALL.map(|way| Entry::value(words, Unit::Share, went(run, arm, step, band, way))));
                rows.push(row);
            }
        }
    }
    let head = ["world", "days", "band", "fell", "stayed", "rose"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let caption = words.say("flows.table", &[("small", &words.small_type(run))]);
    Table::new(words, "flows", caption, head, rows)
}

#[derive(Clone, Copy)]
enum Way {
    Fell,
    Stayed,
    Rose,
}

impl Way {
    const ALL: [Self; 3] = [Self::Fell, Self::Stayed, Self::Rose];

    fn leads(self, from: usize, to: usize) -> bool {
        match self {
            Self::Fell => to < from,
            Self::Stayed => to == from,
            Self::Rose => to > from,
        }
    }
}

/// Of those in a band before a step, the share that fell, stayed or rose.
fn went(run: &Run, arm: usize, step: usize, from: usize, way: Way) -> Told {
    let flows = || run.cells.iter().map(|arms| &arms[arm].flows[step]);
    let people = |flow: &Flow| flow.people[from].iter().sum::<i64>();
    if flows().any(|flow| people(flow) < LEAST_PEOPLE) {
        return Told::TooFew;
    }
    let moved = |flow: &Flow| {
        let there = flow.people[from].iter().enumerate().filter(|(to, _)| way.leads(from, *to));
        there.map(|(_, people)| people).sum::<i64>() as f64 / people(flow) as f64
    };
    estimate(&flows().map(moved).collect::<Vec<_>>()).map_or(Told::Nothing, Told::Number)
}
