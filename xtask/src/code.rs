//! Rust sources as tokens with their lines: without comments, and without the code of tests where a rule is about
//! what ships.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A name, a literal or one sign; a bracket is a token of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// All tokens of a source, brackets included. What does not parse is left to the compiler, and reads as empty.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut list = Vec::new();
    if let Ok(stream) = source.parse::<TokenStream>() {
        flatten(stream, &mut list);
    }
    list
}

/// The tokens of a source without its `#[cfg(test)]` items.
pub(crate) fn shipped(source: &str) -> Vec<Token> {
    let tokens = tokens(source);
    let mut kept = Vec::with_capacity(tokens.len());
    let mut place = 0;
    while place < tokens.len() {
        if at(&tokens, place, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            place = end_of_item(&tokens, place + 7);
        } else {
            kept.push(tokens[place].clone());
            place += 1;
        }
    }
    kept
}

/// Whether these tokens stand at this place.
pub(crate) fn at(tokens: &[Token], place: usize, wanted: &[&str]) -> bool {
    tokens.len() >= place + wanted.len() && wanted.iter().zip(&tokens[place..]).all(|(want, token)| token.text == *want)
}

/// Lines at which a path is named: `std::fs` is found in `std::fs::read` and in `use std::{fs, mem}`.
pub(crate) fn mentions(tokens: &[Token], path: &str) -> Vec<usize> {
    let wanted: Vec<String> = self::tokens(path).into_iter().map(|token| token.text).collect();
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let direct = (0..tokens.len()).filter(|place| at(tokens, *place, &wanted)).map(|place| tokens[place].line);
    let mut lines: Vec<usize> = direct.collect();
    if let [module @ .., last] = wanted.as_slice() {
        lines.extend(in_braces(tokens, module, last));
    }
    lines
}

/// Lines at which `module {… name …}` names something directly inside its braces.
fn in_braces(tokens: &[Token], module: &[&str], name: &str) -> Vec<usize> {
    let mut opening = module.to_vec();
    opening.push("{");
    let mut lines = Vec::new();
    for place in (0..tokens.len()).filter(|place| module.len() > 1 && at(tokens, *place, &opening)) {
        let start = place + opening.len();
        let end = closing(tokens, start - 1);
        let mut depth = 0;
        for inner in start..end {
            match tokens[inner].text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                text if depth == 0 && text == name && matches!(tokens[inner - 1].text.as_str(), "{" | ",") => {
                    lines.push(tokens[inner].line);
                }
                _ => {}
            }
        }
    }
    lines
}

/// The place of the bracket that closes the one at `open`, or the end.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    tokens.len()
}

/// The place after an item: after its braces, or after its semicolon.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut place = start;
    while place < tokens.len() {
        match tokens[place].text.as_str() {
            ";" => return place + 1,
            "{" => return closing(tokens, place) + 1,
            "(" | "[" => place = closing(tokens, place) + 1,
            _ => place += 1,
        }
    }
    place
}

fn flatten(stream: TokenStream, list: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = brackets(group.delimiter());
                list.extend((!open.is_empty()).then(|| Token { text: open.into(), line }));
                flatten(group.stream(), list);
                let line = group.span_close().end().line;
                list.extend((!close.is_empty()).then(|| Token { text: close.into(), line }));
            }
            leaf => list.push(Token { text: leaf.to_string(), line }),
        }
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_not_mentions() {
        let source = "// std::fs\nfn f() { let s = \"std::fs\"; }";
        assert!(mentions(&tokens(source), "std::fs").is_empty());
    }

    #[test]
    fn a_path_is_found_plainly_and_in_braces() {
        let source = "use std::fs::File;\nuse std::{mem, fs};\nfn f() { std::mem::take(x) }";
        assert_eq!(mentions(&tokens(source), "std::fs"), [1, 2]);
    }

    #[test]
    fn test_modules_do_not_ship() {
        let source = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\nfn c() {}\n#[cfg(test)]\nuse d;\nfn e() {}";
        let names: Vec<String> = shipped(source).into_iter().map(|token| token.text).collect();
        assert!(names.contains(&"c".into()) && names.contains(&"e".into()));
        assert!(!names.contains(&"b".into()) && !names.contains(&"d".into()));
    }
}
