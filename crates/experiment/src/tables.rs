//! The tables of `what/`, which grow while days pass.

use crate::Failure;
use crate::folder::Folder;
use crate::journal::LeftByWorld;
use model::measures::groups::{Group, Groups};
use report::{BandsWriter, Columns, DailyWriter, DigestsWriter, EffectsWriter, Mark, Run};
use scenario::Experiment;
use std::io;
use std::path::PathBuf;

pub(crate) struct Tables {
    daily: DailyWriter,
    bands: BandsWriter,
    digests: DigestsWriter,
    effects: EffectsWriter,
    what: PathBuf,
}

impl Tables {
    /// `keep`: whether they are also wanted in memory.
    pub(crate) fn create(folder: &Folder, experiment: &Experiment, run: &Run, keep: bool) -> Result<Self, Failure> {
        let (mark, what) = (Mark::of(run), folder.what());
        let groups = groups(experiment);
        let create = || -> io::Result<_> {
            Ok((
                DailyWriter::create(&what.join("daily.parquet"), &mark, &groups)?,
                BandsWriter::create(&what.join("bands.parquet"), &mark, &groups)?,
                DigestsWriter::create(&what.join("digests.csv"), &mark)?,
                EffectsWriter::create(&what.join("effects.parquet"), &mark, &groups)?,
            ))
        };
        let (mut daily, mut bands, digests, mut effects) = create().map_err(Failure::disk(&what))?;
        if keep {
            (daily, bands, effects) = (daily.keeping(), bands.keeping(), effects.keeping());
        }
        Ok(Self { daily, bands, digests, effects, what })
    }

    /// Adds what an evening left behind in one world.
    pub(crate) fn push(&mut self, seed: u64, arm: &str, left: &LeftByWorld) -> Result<(), Failure> {
        let LeftByWorld { record, bands, digest, effects: _ } = left;
        let mut write = || -> io::Result<()> {
            self.daily.push(seed, arm, record.day, &record.counts)?;
            if !record.bands_by_group.is_empty() {
                self.bands.push(seed, arm, record.day, bands, &record.bands_by_group)?;
            }
            digest.iter().try_for_each(|digest| self.digests.push(seed, arm, record.day, digest))
        };
        write().map_err(Failure::disk(&self.what))
    }

    /// Adds one world beside the reference.
    pub(crate) fn push_effects(&mut self, seed: u64, arm: &str, left: &LeftByWorld) -> Result<(), Failure> {
        self.effects.push(seed, arm, &left.effects).map_err(Failure::disk(&self.what))
    }

    /// Ends the files; the tables come back with what was kept of them.
    pub(crate) fn finish(self) -> Result<Vec<(&'static str, Columns)>, Failure> {
        let failed = Failure::disk(&self.what);
        let finish = || -> io::Result<_> {
            Ok(vec![
                ("daily", self.daily.finish()?),
                ("bands", self.bands.finish()?),
                ("effects", self.effects.finish()?),
                ("digests", self.digests.finish()?),
            ])
        };
        finish().map_err(failed)
    }
}

/// The groups of the tables, which are the same for every seed.
pub(crate) fn groups(experiment: &Experiment) -> Vec<Group> {
    let names = |section: &str| experiment.city.names(section).to_vec();
    Groups::new(&names("margin.district"), &names("margin.appearance")).list
}
