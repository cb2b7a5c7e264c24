//! The words of the page: one file of texts for each language, and nothing said in one that is not said in the other.
//!
//! A text names what is put into it in braces. The English words of a measure stand with the measure itself, since
//! tables and programs use them, too; other languages say them here.

use crate::Bilingual;
use crate::measures::About;
use model::measures::groups::Group;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One language.
pub(crate) struct Words {
    /// As HTML names it.
    pub(crate) language: &'static str,
    texts: BTreeMap<String, String>,
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::read("en", include_str!("../../texts/en.json")));
static GERMAN: LazyLock<Words> = LazyLock::new(|| Words::read("de", include_str!("../../texts/de.json")));

/// Every language, the first one for whom the reader's is not among them.
pub(crate) fn every() -> [&'static Words; 2] {
    [english(), german()]
}

pub(crate) fn english() -> &'static Words {
    &ENGLISH
}

pub(crate) fn german() -> &'static Words {
    &GERMAN
}

impl Words {
    fn read(language: &'static str, file: &str) -> Self {
        Self { language, texts: serde_json::from_str(file).expect("a file of texts is keys and words") }
    }

    /// A text as it stands.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.get(key).unwrap_or_else(|| panic!("{}: no text `{key}`", self.language))
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// A text with what is put into it, as it is.
    pub(crate) fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        let mut said = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a brace is closed");
            let part = parts.iter().find(|(part, _)| *part == name);
            said += before;
            said += part.unwrap_or_else(|| panic!("{}: `{key}` wants {name}", self.language)).1;
            rest = after;
        }
        said + rest
    }

    /// A text of HTML, with what people typed put into it as text.
    pub(crate) fn html(&self, key: &str, parts: &[(&str, &str)]) -> String {
        let escaped: Vec<String> = parts.iter().map(|(_, part)| escape(part)).collect();
        let parts: Vec<(&str, &str)> = parts.iter().zip(&escaped).map(|((name, _), part)| (*name, &**part)).collect();
        self.say(key, &parts)
    }

    /// `a, b and c`.
    pub(crate) fn list(&self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => self.say("list", &[("rest", &rest.join(", ")), ("last", last)]),
        }
    }

    /// In quotation marks.
    pub(crate) fn quoted(&self, word: &str) -> String {
        self.say("quoted", &[("word", word)])
    }

    pub(crate) fn name<'a, Of, By>(&'a self, about: &'a About<Of, By>) -> &'a str {
        self.own(&format!("measure.{}", about.key)).unwrap_or(about.name)
    }

    pub(crate) fn sentence<'a, Of, By>(&'a self, about: &'a About<Of, By>) -> &'a str {
        self.own(&format!("measure.{}.sentence", about.key)).unwrap_or(about.sentence)
    }

    pub(crate) fn misses<'a, Of, By>(&'a self, about: &'a About<Of, By>) -> &'a str {
        self.own(&format!("measure.{}.misses", about.key)).unwrap_or(about.misses)
    }

    pub(crate) fn formula<'a, Of, By>(&'a self, about: &'a About<Of, By>) -> &'a str {
        self.own(&format!("measure.{}.formula", about.key)).unwrap_or(about.formula)
    }

    pub(crate) fn source<'a, Of, By>(&'a self, about: &'a About<Of, By>) -> &'a str {
        self.own(&format!("measure.{}.source", about.key)).unwrap_or(about.source)
    }

    pub(crate) fn is_english(&self) -> bool {
        self.language == "en"
    }

    /// What the author of a file wrote, which is English as far as the files of the project go.
    pub(crate) fn written(&self, text: &str) -> String {
        let text = escape(text);
        if self.is_english() { text } else { format!("<span lang=\"en\">{text}</span>") }
    }

    /// Words that come from elsewhere.
    pub(crate) fn of<'a>(&self, words: &'a Bilingual) -> &'a str {
        if self.is_english() { &words.english } else { &words.german }
    }

    /// A context of life, as the catalogue of acts names it.
    pub(crate) fn context(&self, context: &str) -> String {
        self.get(&format!("context.{context}")).unwrap_or(context).to_owned()
    }

    /// A text that English has elsewhere; its absence in another language is a fault that a test finds.
    fn own(&self, key: &str) -> Option<&str> {
        if self.is_english() { None } else { Some(self.text(key)) }
    }

    /// A dimension of groups: `residence`.
    pub(crate) fn kind(&self, kind: &str) -> String {
        self.text(&format!("kind.{kind}")).to_owned()
    }

    /// A group of people; names of districts and looks come from the city's file and stay as they are.
    pub(crate) fn group(&self, group: &Group) -> String {
        let part = |name: &str| self.get(&format!("group.{name}")).unwrap_or(name).to_owned();
        group.name.split(" × ").map(part).collect::<Vec<_>>().join(" × ")
    }
}

/// Text as HTML, with what stands between backticks as code.
pub(crate) fn ticked(text: &str) -> String {
    let part = |(at, part): (usize, &str)| match at % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    };
    match text.matches('`').count() % 2 {
        0 => text.split('`').enumerate().map(part).collect(),
        _ => escape(text),
    }
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{BESIDE, EVERY};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// What a text puts in.
    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    fn is_measure(key: &str) -> bool {
        key.starts_with("measure.")
    }

    #[test]
    fn no_text_is_lost_in_either_language() {
        let keys = |words: &Words| words.texts.keys().filter(|key| !is_measure(key)).cloned().collect::<Vec<_>>();
        assert_eq!(keys(english()), keys(german()));
        for (key, text) in &english().texts {
            assert_eq!(names(text), names(german().text(key)), "{key}");
            assert_eq!(text.matches('<').count(), german().text(key).matches('<').count(), "{key}");
        }
    }

    #[test]
    fn every_measure_is_told_in_german_and_no_other() {
        let keys = EVERY.iter().map(|about| about.key).chain(BESIDE.iter().map(|about| about.key));
        let ends = ["", ".sentence", ".misses", ".formula", ".source"];
        let wanted = keys.flat_map(|key| ends.map(|end| format!("measure.{key}{end}")));
        let told = german().texts.keys().filter(|key| is_measure(key)).cloned();
        assert_eq!(told.collect::<BTreeSet<_>>(), wanted.collect::<BTreeSet<_>>());
    }

    /// Families of keys whose last part is a name that comes from the model, the linter or a measure.
    const NAMED_ELSEWHERE: [&str; 8] =
        ["measure.", "group.", "context.", "kind.", "outcome.", "severity.", "verdict.", "sign."];

    #[test]
    fn every_text_is_used() {
        let sources = sources();
        let is_written = |word: &str| sources.contains(&format!("\"{word}\""));
        let is_made = |key: &str| {
            let (family, word) = key.rsplit_once('.').unwrap_or(("", key));
            let of_a_section = ["short", "heading"].contains(&word) && is_written(family);
            of_a_section || sources.contains(&format!("\"{family}.{{")) && is_written(word)
        };
        let elsewhere = |key: &str| NAMED_ELSEWHERE.iter().any(|family| key.starts_with(family));
        let unused: Vec<_> =
            english().texts.keys().filter(|key| !is_written(key) && !is_made(key) && !elsewhere(key)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    /// All that draws the page.
    fn sources() -> String {
        let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let files = ["src/page", "templates"].map(|name| fs::read_dir(folder(name)).expect("a folder of the page"));
        let files = files.into_iter().flatten().map(|entry| entry.expect("a file").path());
        files.map(|path| fs::read_to_string(path).expect("a text")).collect()
    }

    #[test]
    fn what_is_put_in_is_text_and_never_markup() {
        assert_eq!(english().html("quoted", &[("word", "<b>&")]), "“&lt;b&gt;&amp;”");
    }

    #[test]
    fn what_stands_between_backticks_is_code_and_a_lone_one_is_none() {
        assert_eq!(ticked("a `b` <c>"), "a <code>b</code> &lt;c&gt;");
        assert_eq!(ticked("a ` b"), "a ` b");
    }

    #[test]
    fn every_context_of_the_model_has_its_word() {
        let named = |words: &Words| {
            let contexts = words.texts.keys().filter_map(|key| key.strip_prefix("context.").map(str::to_owned));
            contexts.collect::<BTreeSet<_>>()
        };
        let wanted: BTreeSet<_> = model::parameters::CONTEXTS.iter().map(|context| (*context).to_owned()).collect();
        assert_eq!((named(english()), named(german())), (wanted.clone(), wanted));
    }

    #[test]
    fn names_of_places_stay_as_they_are_written() {
        let group = |kind, name: &str| Group { kind, name: name.to_owned() };
        assert_eq!(german().group(&group("district", "Haidian")), "Haidian");
        assert_eq!(german().group(&group("residence × income", "migrant × lowest")), "zugezogen × niedrigstes");
    }
}
