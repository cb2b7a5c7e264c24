//! What somebody at a surface wishes to see: a regime with some knobs turned, beside another, on one synthetic city.
//!
//! A wish becomes an experiment file like any that a person writes; the laboratory reads that file, and the same file
//! given to the command line makes the same run. Nothing in it describes a person.

use crate::{Failure, Request};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The world that every wish can be laid beside: fines and courts, no score.
const ORDINARY_LAW: &str = "ordinary-law";
/// Most person-days that one wish may cost, all worlds and seeds together.
pub const MOST_PERSON_DAYS: u64 = 600_000_000;
/// Most people of all drawn cities and worlds together: they are held in memory at once.
pub const MOST_PEOPLE: u64 = 2_000_000;
/// Longest run, in days.
pub const MOST_DAYS: u32 = 365;
/// Most cities drawn.
pub const MOST_SEEDS: u32 = 8;

/// Everything that a saved wish says of itself.
const KEYS: &[&str] = &["name", "title", "question", "city", "reference", "people", "days", "seeds", "seed", "arm"];

/// The value that a knob is turned to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Turned {
    Flag(bool),
    Number(f64),
    Word(String),
}

/// One side of the twin: a shipped regime, and the knobs that are turned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Name of a file in `regimes/`, without its ending.
    pub regime: String,
    /// Paths of knobs and their values.
    #[serde(default)]
    pub set: BTreeMap<String, Turned>,
}

/// Exact settings of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub here: Side,
    pub beside: Side,
    /// From 10,000, in each drawn city.
    pub people: u64,
    pub days: u32,
    /// Cities drawn; an interval needs three.
    pub seeds: u32,
    pub seed: u64,
    /// A synthetic life to follow, by the generator's number; else all are drawn by lot.
    #[serde(default)]
    pub life: Option<u32>,
}

impl Wish {
    /// The experiment file.
    pub fn file(&self) -> String {
        let mut text = String::from(
            "#:schema ../docs/schema/experiment.schema.json\n# Written by the observatory. SYNTHETIC PEOPLE ONLY.\n\n",
        );
        let _ = writeln!(text, "name = \"observatory\"");
        let _ = writeln!(text, "title = \"{} beside {}\"", self.names()[0], self.names()[1]);
        let _ = writeln!(text, "question = \"What does the one do to people that the other does not?\"");
        let _ = writeln!(text, "city = \"../cities/beijing.toml\"");
        let numbers =
            [("people", self.people), ("days", self.days.into()), ("seeds", self.seeds.into()), ("seed", self.seed)];
        for (key, value) in numbers {
            let _ = writeln!(text, "{key} = {value}");
        }
        let _ = writeln!(text, "reference = \"{}\"", self.names()[1]);
        let without = Side { regime: ORDINARY_LAW.to_owned(), ..Side::default() };
        for (name, side) in self.names().iter().zip([&self.here, &self.beside, &without]) {
            let _ = write!(text, "\n[[arm]]\nname = \"{name}\"\nregime = \"../regimes/{}.toml\"\n", side.regime);
            for (path, value) in &side.set {
                let _ = writeln!(text, "set.\"{path}\" = {}", written(value));
            }
        }
        text
    }

    /// Names of the arms: here, beside, and ordinary law where neither of them is it.
    pub fn names(&self) -> Vec<String> {
        let called = |side: &Side| {
            if side.set.is_empty() { side.regime.clone() } else { format!("{}-turned", side.regime) }
        };
        let (here, mut beside) = (called(&self.here), called(&self.beside));
        if here == beside {
            beside += "-beside";
        }
        let mut names = vec![here, beside];
        if !names.iter().any(|name| name == ORDINARY_LAW) {
            names.push(ORDINARY_LAW.to_owned());
        }
        names
    }

    /// Checks the wish, writes its file among the experiments of a laboratory, and says how to run it. `root` holds
    /// `cities/`, `regimes/` and `experiments/`.
    pub fn request(&self, root: &Path, file: &str) -> Result<Request, Failure> {
        self.check(root)?;
        let experiment = root.join("experiments").join(file);
        std::fs::write(&experiment, self.file()).map_err(Failure::disk(&experiment))?;
        Ok(Request { experiment, ..Request::default() })
    }

    fn check(&self, root: &Path) -> Result<(), Failure> {
        for side in [&self.here, &self.beside] {
            side.check(root)?;
        }
        let worlds = self.names().len() as u64;
        let (people, days, seeds) = (self.people, u64::from(self.days), u64::from(self.seeds));
        let all = people.saturating_mul(seeds).saturating_mul(worlds);
        let ranges = [
            ("people", people, 10_000, 500_000),
            ("days", days, 1, MOST_DAYS.into()),
            ("cities", seeds, 1, MOST_SEEDS.into()),
            ("people × cities × worlds", all, 0, MOST_PEOPLE),
            ("people × cities × worlds × days", all.saturating_mul(days), 0, MOST_PERSON_DAYS),
        ];
        let outside = ranges.iter().find(|(_, value, low, high)| !(low..=high).contains(&value));
        match outside {
            Some((name, value, low, high)) => Err(Failure::refused(
                format!("{name} = {value}"),
                format!("from {low} to {high} in the observatory; the command line takes more"),
            )),
            None => Ok(()),
        }
    }

    /// Reads back what [`Wish::file`] wrote, or an experiment like it: arms of shipped regimes on the shipped city.
    pub fn from_file(text: &str) -> Result<Self, Failure> {
        let no = |asked: String| Failure::refused(asked, "an experiment as the observatory saves it, with two arms");
        let table: toml::Table = text.parse().map_err(|why: toml::de::Error| no(why.message().to_owned()))?;
        if table.get("city").and_then(toml::Value::as_str) != Some("../cities/beijing.toml") {
            return Err(no("the file is about another city than the one that ships".to_owned()));
        }
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(no(format!("`{key}` is no key of an experiment of the observatory")));
        }
        let number = |key: &str| {
            let value = table.get(key).and_then(toml::Value::as_integer).and_then(|value| u64::try_from(value).ok());
            value.ok_or_else(|| no(format!("`{key}` is not there, or is no whole number")))
        };
        let small = |key: &str| u32::try_from(number(key)?).map_err(|_| no(format!("`{key}` is too large")));
        let arms = table.get("arm").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
        let mut sides = Vec::new();
        for arm in arms.iter().take(2) {
            sides.push(side(arm).ok_or_else(|| no("an arm is not a shipped regime with knobs `set`".to_owned()))?);
        }
        let [here, beside] = <[Side; 2]>::try_from(sides).map_err(|_| no("there are not two arms".to_owned()))?;
        let (people, seed) = (number("people")?, number("seed")?);
        Ok(Self { here, beside, people, days: small("days")?, seeds: small("seeds")?, seed, life: None })
    }

    /// The command that makes the same run from the saved file.
    pub fn command(&self) -> String {
        "vitropolis run experiments/observatory.toml".to_owned()
    }

    /// The same in Python.
    pub fn python(&self) -> String {
        let call = "result = vp.run(\"experiments/observatory.toml\")";
        format!("import vitropolis as vp\n\n{call}\nprint(result)\n")
    }
}

impl Side {
    pub(crate) fn check(&self, root: &Path) -> Result<(), Failure> {
        let known = regimes(root);
        if !known.contains(&self.regime) {
            return Err(Failure::refused(format!("`{}` is no regime that ships", self.regime), known.join(", ")));
        }
        let is_path = |path: &String| {
            path.len() <= 80 && path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        };
        match self.set.keys().find(|path| !is_path(path)) {
            Some(path) => Err(Failure::refused(format!("`{path}` is no knob"), "a path such as `camera.reach`")),
            None => Ok(()),
        }
    }
}

/// Names of the regimes of a laboratory, in order.
pub fn regimes(root: &Path) -> Vec<String> {
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let shipped = crate::list(root).into_iter().filter(|file| file.kind == "regime");
    shipped.filter_map(|file| stem(&file.path)).collect()
}

fn side(arm: &toml::Value) -> Option<Side> {
    if arm.as_table()?.keys().any(|key| !["name", "regime", "set"].contains(&key.as_str())) {
        return None;
    }
    let regime = arm.get("regime")?.as_str()?.strip_prefix("../regimes/")?.strip_suffix(".toml")?.to_owned();
    let mut set = BTreeMap::new();
    if let Some(knobs) = arm.get("set") {
        gather(knobs.as_table()?, "", &mut set)?;
    }
    Some(Side { regime, set })
}

/// Knobs under `set`, as whole paths or as nested keys.
fn gather(table: &toml::Table, above: &str, set: &mut BTreeMap<String, Turned>) -> Option<()> {
    for (key, value) in table {
        let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        let turned = match value {
            toml::Value::Table(inner) => {
                gather(inner, &path, set)?;
                continue;
            }
            toml::Value::Boolean(flag) => Turned::Flag(*flag),
            toml::Value::Integer(number) => Turned::Number(*number as f64),
            toml::Value::Float(number) => Turned::Number(*number),
            toml::Value::String(word) => Turned::Word(word.clone()),
            _ => return None,
        };
        set.insert(path, turned);
    }
    Some(())
}

pub(crate) fn written(value: &Turned) -> String {
    match value {
        Turned::Flag(flag) => flag.to_string(),
        Turned::Number(number) => format!("{number}"),
        Turned::Word(word) => toml::Value::String(word.clone()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        let set = BTreeMap::from([
            ("appeal.enabled".to_owned(), Turned::Flag(true)),
            ("camera.reach".to_owned(), Turned::Number(0.25)),
            ("inject.behaviour".to_owned(), Turned::Word("debt-unpaid".to_owned())),
        ]);
        let side = |set| Side { regime: "beijing-as-reported-2018".to_owned(), set };
        Wish { here: side(set), beside: side(BTreeMap::new()), people: 20_000, days: 90, seeds: 3, seed: 7, life: None }
    }

    #[test]
    fn a_wish_reads_back_from_its_file() {
        assert_eq!(Wish::from_file(&wish().file()).expect("readable"), wish());
    }

    #[test]
    fn ordinary_law_is_added_where_it_is_missing_and_names_are_told_apart() {
        assert_eq!(wish().names(), ["beijing-as-reported-2018-turned", "beijing-as-reported-2018", "ordinary-law"]);
        let same = Wish { here: wish().beside, ..wish() };
        assert_eq!(same.names()[1], "beijing-as-reported-2018-beside");
    }

    #[test]
    fn a_file_with_people_in_it_is_refused() {
        for people in ["[[person]]\nname = \"x\"\n", "[people]\ntable = \"people.csv\"\n"] {
            assert!(Wish::from_file(&(wish().file() + people)).is_err(), "{people}");
        }
        let in_an_arm = wish().file().replacen("[[arm]]\n", "[[arm]]\nage = 40\n", 1);
        assert!(Wish::from_file(&in_an_arm).is_err());
        assert!(Wish::from_file("arm = [{ name = \"somebody\", age = 40 }]").is_err());
    }
}
