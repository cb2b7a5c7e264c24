//! A picture is drawn once, however many languages it is told in: long paths that stand in the page more than once are
//! kept in one place, and shown from there.

use std::collections::BTreeMap;
use std::fmt::Write;

const OPEN: &str = "<path d=\"";
/// Shorter paths are not worth it.
const LEAST: usize = 100;

/// Where the shapes are kept, and the texts that show them from there.
pub(crate) fn shapes(tellings: Vec<String>) -> (String, Vec<String>) {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    tellings.iter().flat_map(|text| paths(text)).for_each(|path| *times.entry(path).or_default() += 1);
    let often = times.into_iter().filter(|(_, times)| *times > 1).map(|(path, _)| path);
    let numbers: BTreeMap<&str, usize> = often.enumerate().map(|(number, path)| (path, number)).collect();
    let mut kept = String::new();
    for (path, number) in &numbers {
        let _ = write!(kept, "<path id=\"shape-{number}\" d=\"{path}\"/>");
    }
    let shown = tellings.iter().map(|text| shown(text, &numbers)).collect();
    (format!("<svg aria-hidden=\"true\" width=\"0\" height=\"0\" class=\"shapes\"><defs>{kept}</defs></svg>"), shown)
}

/// The long paths of a text. What people typed is escaped and cannot look like one.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.split(OPEN).skip(1);
    starts.filter_map(|rest| rest.split_once('"')).map(|(path, _)| path).filter(|path| path.len() >= LEAST)
}

fn shown(text: &str, numbers: &BTreeMap<&str, usize>) -> String {
    let mut parts = text.split(OPEN);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (path, rest) = part.split_once('"').unwrap_or((part, ""));
        let _ = match numbers.get(path) {
            Some(number) => write!(shown, "<use href=\"#shape-{number}\"{rest}"),
            None => write!(shown, "{OPEN}{part}"),
        };
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_twice_is_kept_once() {
        let long = "M0 0h1".repeat(20);
        let picture = |word: &str| format!("<svg>{word}<path d=\"{long}\" fill=\"red\" /><path d=\"M1 1\" /></svg>");
        let (kept, shown) = shapes(vec![picture("one"), picture("eins")]);
        assert_eq!(kept.matches(&long).count(), 1);
        for (shown, word) in shown.iter().zip(["one", "eins"]) {
            let use_of_it = r##"<use href="#shape-0" fill="red" /><path d="M1 1" />"##;
            assert_eq!(*shown, format!("<svg>{word}{use_of_it}</svg>"));
        }
        assert!(!shapes(vec![picture("alone")]).0.contains("shape-0"));
    }
}
