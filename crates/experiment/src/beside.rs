//! Two runs laid beside one another, where that makes sense: the same city, people, days, seeds and version.

use crate::Failure;
use crate::compare::locked;
use report::{Compared, Measured, Pair};
use scenario::Experiment;
use std::path::Path;

/// Two run folders and what came to their worlds, paired seed by seed.
#[derive(Clone, Debug)]
pub struct Beside {
    compared: Compared,
    /// Names of the experiments.
    pub names: [String; 2],
    /// Worlds of the one and of the other that no world is laid beside.
    pub alone: [Vec<String>; 2],
}

/// What a run folder says of itself.
struct Stored {
    experiment: Experiment,
    version: String,
    measured: Measured,
}

/// Lays two run folders beside one another: worlds of the same name, or the two worlds that are named.
pub fn compare(a: &Path, b: &Path, worlds: Option<[&str; 2]>) -> Result<Beside, Failure> {
    let (one, other) = (Stored::read(a)?, Stored::read(b)?);
    let hindrances = one.hindrances(&other);
    if !hindrances.is_empty() {
        let asked = format!("{} and {} cannot be compared: {}", a.display(), b.display(), hindrances.join("; "));
        return Err(Failure::refused(asked, "two runs of one version on the same city, people, days and seeds"));
    }
    let pairs = pairs(&one.measured, &other.measured, worlds)?;
    let alone = |arms: &[String], of: fn(&Pair) -> usize| -> Vec<String> {
        let apart = |place: &usize| !pairs.iter().any(|pair| of(pair) == *place);
        (0..arms.len()).filter(apart).map(|place| arms[place].clone()).collect()
    };
    let alone = [alone(&one.measured.arms, |pair| pair.a), alone(&other.measured.arms, |pair| pair.b)];
    let names = [one.experiment.name, other.experiment.name];
    Ok(Beside { compared: Compared { a: one.measured, b: other.measured, pairs }, names, alone })
}

impl Beside {
    /// Key measures as plain text.
    pub fn table(&self) -> String {
        report::compared_table(&self.compared)
    }

    /// Those that the report tells by group, by the groups of a dimension, as plain text.
    pub fn table_by(&self, kind: &str) -> Result<String, Failure> {
        self.has(kind)?;
        Ok(report::compared_table_by(&self.compared, kind))
    }

    /// Every measure, for a program; of the groups of a dimension, too, if one is named.
    pub fn json(&self, by: Option<&str>) -> Result<serde_json::Value, Failure> {
        by.map_or(Ok(()), |kind| self.has(kind))?;
        Ok(report::compared_json(&self.compared, by))
    }

    fn has(&self, kind: &str) -> Result<(), Failure> {
        let kinds = self.compared.kinds();
        match kinds.contains(&kind) {
            true => Ok(()),
            false => Err(Failure::refused(format!("--by: there are no groups by `{kind}`"), kinds.join(", "))),
        }
    }
}

impl Stored {
    fn read(folder: &Path) -> Result<Self, Failure> {
        let experiment = locked(folder)?;
        let (version, measured) = stored_measures(folder)?;
        Ok(Self { experiment, version, measured })
    }

    /// Why the other cannot be laid beside this one; nothing where it can.
    fn hindrances(&self, other: &Self) -> Vec<String> {
        let (here, there) = (&self.experiment, &other.experiment);
        let mut found = Vec::new();
        let mut differ = |what: &str, one: String, other: String| {
            if one != other {
                found.push(format!("{what} ({one} and {other})"));
            }
        };
        differ("other versions made them", self.version.clone(), other.version.clone());
        let city = |experiment: &Experiment| experiment.city.text("name").unwrap_or_default().to_owned();
        differ("other cities", city(here), city(there));
        differ("other numbers of people", here.people.to_string(), there.people.to_string());
        differ("other numbers of days", here.days.to_string(), there.days.to_string());
        differ("other seeds", seeds(&self.measured), seeds(&other.measured));
        if city(here) == city(there) && here.city != there.city {
            found.push("their cities have one name and other numbers".to_owned());
        }
        if here.catalogue != there.catalogue {
            found.push("people there may do other things: the catalogues of behaviours differ".to_owned());
        }
        found
    }
}

/// The version that made a run, and what it measured.
pub(crate) fn stored_measures(folder: &Path) -> Result<(String, Measured), Failure> {
    let path = folder.join("what/seeds.csv");
    let text = std::fs::read_to_string(&path).map_err(|why| {
        let asked = format!("{}: {why}", path.display());
        Failure::refused(asked, "a folder that `vitropolis run` of this version has written")
    })?;
    let version = text.lines().find_map(|line| line.strip_prefix("# vitropolis = ")).unwrap_or("unknown").to_owned();
    let measured = Measured::read(&text).map_err(|line| {
        let asked = format!("{}, line {line}: this is not a row", path.display());
        Failure::refused(asked, "an unchanged `what/seeds.csv`; `vitropolis verify` says whether it is")
    })?;
    Ok((version, measured))
}

fn pairs(a: &Measured, b: &Measured, worlds: Option<[&str; 2]>) -> Result<Vec<Pair>, Failure> {
    let place = |run: &Measured, name: &str| {
        let found = run.arms.iter().position(|arm| arm == name);
        found.ok_or_else(|| Failure::refused(format!("--arms: there is no world `{name}`"), run.arms.join(", ")))
    };
    if let Some([one, other]) = worlds {
        return Ok(vec![Pair { a: place(a, one)?, b: place(b, other)? }]);
    }
    let beside = |at: usize| b.arms.iter().position(|arm| *arm == a.arms[at]).map(|b| Pair { a: at, b });
    let pairs: Vec<Pair> = (0..a.arms.len()).filter_map(beside).collect();
    if pairs.is_empty() {
        let asked = format!("no world is in both: {}; and {}", a.arms.join(", "), b.arms.join(", "));
        return Err(Failure::refused(asked, "one of each by name: `--arms ONE,OTHER`"));
    }
    Ok(pairs)
}

fn seeds(run: &Measured) -> String {
    run.seeds.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")
}
