//! Every link of a folder of pages leads somewhere, and no page asks a network for anything.

use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Pages that are made of others, or live at another address.
const MADE: &[&str] = &["print.html", "404.html", "toc.html"];

/// What is wrong, a line each.
pub(crate) fn faults(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut files = BTreeSet::new();
    collect(folder, folder, &mut files)?;
    let mut pages = BTreeMap::new();
    for file in files.iter().filter(|file| file.ends_with(".html")) {
        let text = fs::read_to_string(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
        pages.insert(file.clone(), Page::of(&text));
    }
    Ok(broken(&files, &pages))
}

fn collect(top: &Path, folder: &Path, files: &mut BTreeSet<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(top, &path, files)?;
        } else {
            files.insert(path.strip_prefix(top)?.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

/// What a page offers and what it asks for.
#[derive(Debug, Default)]
struct Page {
    anchors: BTreeSet<String>,
    /// Where its links lead.
    links: Vec<String>,
    /// Pictures, styles and scripts.
    parts: Vec<String>,
}

impl Page {
    fn of(text: &str) -> Self {
        let mut page = Self::default();
        for tag in text.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            page.anchors.extend(["id", "name"].iter().filter_map(|name| attribute(tag, name)));
            let is_link = tag.starts_with("a ");
            page.links.extend(attribute(tag, "href").filter(|_| is_link));
            page.parts.extend(["href", "src"].iter().filter_map(|name| attribute(tag, name)).filter(|_| !is_link));
        }
        page
    }
}

/// `href="…"` of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = tag[start..].split('"').next()?;
    Some(value.replace("&amp;", "&").replace("&quot;", "\"").replace("&#x27;", "'"))
}

fn broken(files: &BTreeSet<String>, pages: &BTreeMap<String, Page>) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, page) in pages.iter().filter(|(path, _)| !MADE.contains(&path.as_str())) {
        let asked = page.parts.iter().filter(|part| is_elsewhere(part) && !part.starts_with("data:"));
        faults.extend(asked.map(|part| format!("{path} asks the network for {part}")));
        let inside = page.links.iter().chain(&page.parts).filter(|link| !is_elsewhere(link));
        faults.extend(inside.filter_map(|link| fault(path, link, files, pages)));
    }
    faults
}

fn is_elsewhere(link: &str) -> bool {
    ["http:", "https:", "mailto:", "data:", "javascript:", "//"].iter().any(|scheme| link.starts_with(scheme))
}

fn fault(path: &str, link: &str, files: &BTreeSet<String>, pages: &BTreeMap<String, Page>) -> Option<String> {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { path.to_string() } else { resolved(path, &decoded(file)) };
    if !files.contains(&target) {
        return Some(format!("{path}: `{link}` leads to {target}, which is not there"));
    }
    let known = |page: &Page| page.anchors.contains(&decoded(anchor));
    let missing = !anchor.is_empty() && !pages.get(&target).is_some_and(known);
    missing.then(|| format!("{path}: `{link}` leads to no place in {target}"))
}

/// A link as a path from the top.
fn resolved(from: &str, link: &str) -> String {
    let mut path = PathBuf::from(from);
    path.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.to_string_lossy().into_owned()
}

/// `%C3%A4` as the letter that it stands for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &tail[2..]).0,
            None => (bytes.push(*first), rest = tail).0,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pages: &[(&str, &str)]) -> Vec<String> {
        let files = pages.iter().map(|(path, _)| path.to_string()).collect();
        broken(&files, &pages.iter().map(|(path, text)| (path.to_string(), Page::of(text))).collect())
    }

    #[test]
    fn links_to_pages_and_places_that_are_there_are_quiet() {
        let one =
            "<h1 id=\"größe\">x</h1><a href=\"b/two.html#gr%C3%B6%C3%9Fe\">x</a><a href=\"https://example.org\">x</a>";
        let two = "<h2 id=\"größe\">x</h2><a class=\"y\" href=\"../one.html#größe\">x</a><a href=\"#größe\">x</a>";
        assert_eq!(said(&[("one.html", one), ("b/two.html", two)]), [""; 0]);
    }

    #[test]
    fn a_page_a_place_and_a_picture_that_are_not_there_are_found() {
        let text = "<a href=\"gone.html\">x</a><a href=\"#nowhere\">x</a><img src=\"gone.png\">";
        assert_eq!(said(&[("one.html", text)]).len(), 3);
    }

    #[test]
    fn a_part_from_elsewhere_is_found() {
        let said =
            said(&[("one.html", "<link rel=\"x\" href=\"https://example.org/a.css\"><img src=\"data:image/png\">")]);
        assert!(said.len() == 1 && said[0].contains("asks the network"), "{said:?}");
    }
}
