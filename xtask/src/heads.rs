//! The head of a mechanism: the comment it opens with, taken apart.
//!
//! ```text
//! //! Who sees an act, and who reports it.
//! //!
//! //! ## Equation     ## Symbols     ## Source     ## Reads     ## Writes     ## Left out
//! ```

use crate::tree::Tree;

pub(crate) const FOLDER: &str = "crates/model/src/mechanisms/";
/// The sections of a head, in their order.
pub(crate) const SECTIONS: &[&str] = &["Equation", "Symbols", "Source", "Reads", "Writes", "Left out"];

/// What a mechanism says of itself.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// `observation`
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) sentence: String,
    /// Title, line of the title, and the lines under it.
    pub(crate) sections: Vec<Section>,
}

#[derive(Debug, Default)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) line: usize,
    pub(crate) lines: Vec<String>,
}

impl Head {
    pub(crate) fn section(&self, title: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.title == title)
    }
}

impl Section {
    pub(crate) fn text(&self) -> String {
        self.lines.join("\n").trim().to_string()
    }

    /// The single words of a list, without what stands in parentheses: `work, arrears (shared with …); the bands`
    /// holds `work` and `arrears`.
    pub(crate) fn words(&self) -> Vec<String> {
        let plain = without_parentheses(&self.text());
        let items =
            plain.split([',', ';', '.', '\n']).map(|item| item.trim().trim_matches('`').trim_start_matches("people."));
        let word = |item: &&str| !item.is_empty() && item.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        items.filter(word).map(str::to_string).collect()
    }

    /// Whether a reason in parentheses follows this word of the list.
    pub(crate) fn explains(&self, word: &str) -> bool {
        self.text().split_once(word).is_some_and(|(_, rest)| rest.contains('('))
    }

    /// What stands in backticks, with its line.
    pub(crate) fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.lines.iter().enumerate();
        numbered.flat_map(move |(row, line)| {
            line.split('`').skip(1).step_by(2).map(move |name| (self.line + 1 + row, name))
        })
    }
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

/// The `//!` lines that a source opens with.
pub(crate) fn opening(source: &str) -> Vec<&str> {
    let bare = |line: &str| line.len() >= 3 && line.starts_with("//!");
    source.lines().take_while(|line| bare(line)).map(|line| line[3..].strip_prefix(' ').unwrap_or(&line[3..])).collect()
}

pub(crate) fn parse(path: &str, source: &str) -> Head {
    let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".rs").to_string();
    let mut head = Head { name, path: path.to_string(), ..Head::default() };
    let mut before = Vec::new();
    for (row, line) in opening(source).into_iter().enumerate() {
        match (line.strip_prefix("## "), head.sections.last_mut()) {
            (Some(title), _) => {
                head.sections.push(Section { title: title.trim().to_string(), line: row + 1, lines: Vec::new() });
            }
            (None, Some(section)) => section.lines.push(line.to_string()),
            (None, None) => before.push(line),
        }
    }
    head.sentence = before.join("\n").trim().to_string();
    head
}

/// Every mechanism's head, in the order of `mod` lines, which is the order of the day.
pub(crate) fn all(tree: &Tree) -> Vec<Head> {
    let order: Vec<String> = mod_lines(tree.text(&format!("{FOLDER}mod.rs")).unwrap_or_default());
    let place = |head: &Head| order.iter().position(|name| *name == head.name).unwrap_or(usize::MAX);
    let files = tree.under(FOLDER, ".rs").filter(|(path, _)| !path.ends_with("/mod.rs"));
    let mut heads: Vec<Head> = files.map(|(path, text)| parse(path, text)).collect();
    heads.sort_by_key(place);
    heads
}

/// The mechanisms in the order in which a day first runs a stage of theirs.
pub(crate) fn order_of_day(day: &str, names: &[String]) -> Vec<String> {
    let lived = day.split_once("fn live(").map_or("", |(_, rest)| rest);
    let first = |name: &String| {
        let at = |(at, _): (usize, &str)| !lived[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        lived.match_indices(&format!("{name}::")).find(|found| at(*found)).map(|(at, _)| at)
    };
    let mut placed: Vec<(usize, String)> = names.iter().filter_map(|name| Some((first(name)?, name.clone()))).collect();
    placed.sort();
    placed.into_iter().map(|(_, name)| name).collect()
}

pub(crate) fn mod_lines(source: &str) -> Vec<String> {
    let name = |line: &str| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_string);
    source.lines().filter_map(name).collect()
}

/// A head that breaks no rule, for tests.
#[cfg(test)]
pub(crate) const FIXTURE: &str = "\
//! Who sees an act.
//!
//! ## Equation
//! p = coverage · sensitivity
//!
//! ## Symbols
//! p the chance that an act leaves a mark
//!
//! ## Source
//! `stylised`, `npl2023`
//!
//! ## Reads
//! district, seen; the published bands
//!
//! ## Writes
//! seen
//!
//! ## Left out
//! Night and weather.

fn rule() {}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_a_sentence_and_its_sections() {
        let head = parse("crates/model/src/mechanisms/observation.rs", FIXTURE);
        assert_eq!((head.name.as_str(), head.sentence.as_str()), ("observation", "Who sees an act."));
        let titles: Vec<&str> = head.sections.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, SECTIONS);
        let source = head.section("Source").unwrap();
        assert_eq!(source.names().collect::<Vec<_>>(), [(10, "stylised"), (10, "npl2023")]);
    }

    #[test]
    fn a_list_holds_its_single_words_and_reasons_stand_in_parentheses() {
        let lines =
            vec!["work, `arrears` (shared with".to_string(), "`gates`, which ends it); stars and more".to_string()];
        let section = Section { lines, ..Section::default() };
        assert_eq!(section.words(), ["work", "arrears"]);
        assert!(section.explains("work") && !section.explains("stars"));
    }

    #[test]
    fn mechanisms_come_in_the_order_of_their_mod_lines() {
        let tree = Tree::of(&[
            ("crates/model/src/mechanisms/mod.rs", "pub mod life;\npub mod conduct;\n"),
            ("crates/model/src/mechanisms/conduct.rs", FIXTURE),
            ("crates/model/src/mechanisms/life.rs", FIXTURE),
        ]);
        assert_eq!(all(&tree).iter().map(|head| head.name.as_str()).collect::<Vec<_>>(), ["life", "conduct"]);
    }
}
