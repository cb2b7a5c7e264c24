//! What the rules are called and why they are looked for, in German: the one home of these words, for every page that
//! shows a finding. What a finding says of one file stays in English.

use crate::rule::Rule;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static TEXTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../texts/de.json")).expect("a file of texts is keys and words")
});

impl Rule {
    /// Its title in German.
    pub fn german_title(&self) -> &'static str {
        german(self.id)
    }

    /// Why it is looked for, in German.
    pub fn german_text(&self) -> &'static str {
        german(&format!("{}.text", self.id))
    }
}

fn german(key: &str) -> &'static str {
    TEXTS.get(key).unwrap_or_else(|| panic!("no German text `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_is_told_in_german_and_none_that_is_gone() {
        let wanted = RULES.iter().flat_map(|rule| [rule.id.to_owned(), format!("{}.text", rule.id)]);
        assert_eq!(TEXTS.keys().cloned().collect::<BTreeSet<_>>(), wanted.collect::<BTreeSet<_>>());
    }

    #[test]
    fn a_german_text_names_the_numbers_and_laws_of_the_english_one() {
        let numbers = |text: &str| {
            let text = text.replace(',', ".");
            let of = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
            of.map(|number| number.trim_matches('.').to_owned()).filter(|number| !number.is_empty()).collect::<Vec<_>>()
        };
        for rule in RULES {
            let (mut english, mut german) = (numbers(rule.text), numbers(rule.german_text()));
            english.sort();
            german.sort();
            assert_eq!(english, german, "{}", rule.id);
        }
    }
}
