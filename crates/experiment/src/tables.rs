//! The tables of `what/`, which grow while days pass.

use crate::data::TEXTS;
use crate::folder::Folder;
use crate::journal::LeftByWorld;
use crate::{Failure, Request};
use model::measures::groups::{Group, Groups};
use report::{BandsWriter, Columns, Counts, DailyWriter, DigestsWriter, EffectsWriter, Mark, Run, TalliesWriter};
use scenario::Experiment;
use std::io;
use std::path::PathBuf;

/// Where else the tables are wanted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Also {
    in_memory: bool,
    /// In a folder beside `what/`.
    as_text: bool,
}

impl From<&Request> for Also {
    fn from(request: &Request) -> Self {
        Self { in_memory: request.keep_tables, as_text: request.as_csv }
    }
}

pub(crate) struct Tables {
    daily: DailyWriter,
    bands: BandsWriter,
    digests: DigestsWriter,
    effects: EffectsWriter,
    tallies: TalliesWriter,
    what: PathBuf,
}

impl Tables {
    pub(crate) fn create(folder: &Folder, experiment: &Experiment, run: &Run, also: Also) -> Result<Self, Failure> {
        let (mark, what) = (Mark::of(run), folder.what());
        let groups = groups(experiment);
        let create = || -> io::Result<_> {
            Ok((
                DailyWriter::create(&what.join("daily.parquet"), &mark, &groups)?,
                BandsWriter::create(&what.join("bands.parquet"), &mark, &groups)?,
                DigestsWriter::create(&what.join("digests.csv"), &mark)?,
                EffectsWriter::create(&what.join("effects.parquet"), &mark, &groups)?,
                TalliesWriter::create(&what.join("tallies.parquet"), &mark, &groups)?,
            ))
        };
        let (mut daily, mut bands, digests, mut effects, mut tallies) = create().map_err(Failure::disk(&what))?;
        if also.in_memory {
            (daily, bands) = (daily.keeping(), bands.keeping());
            (effects, tallies) = (effects.keeping(), tallies.keeping());
        }
        if also.as_text {
            let texts = folder.root().join(TEXTS);
            let beside = |name: &str| texts.join(name);
            let tell = || -> io::Result<_> {
                std::fs::create_dir_all(&texts)?;
                Ok((
                    daily.telling(&beside("daily.csv"))?,
                    bands.telling(&beside("bands.csv"))?,
                    effects.telling(&beside("effects.csv"))?,
                    tallies.telling(&beside("tallies.csv"))?,
                ))
            };
            (daily, bands, effects, tallies) = tell().map_err(Failure::disk(&texts))?;
        }
        Ok(Self { daily, bands, digests, effects, tallies, what })
    }

    /// Adds what an evening left behind in one world.
    pub(crate) fn push(&mut self, seed: u64, arm: &str, left: &LeftByWorld) -> Result<(), Failure> {
        let LeftByWorld { record, bands, digest, effects: _, tallies: _, flows: _ } = left;
        let mut write = || -> io::Result<()> {
            self.daily.push(seed, arm, record.day, &record.counts)?;
            if !record.bands_by_group.is_empty() {
                self.bands.push(seed, arm, record.day, bands, &record.bands_by_group)?;
            }
            digest.iter().try_for_each(|digest| self.digests.push(seed, arm, record.day, digest))
        };
        write().map_err(Failure::disk(&self.what))
    }

    /// Ends the row groups that are begun.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        let flushed = self.daily.flush().and_then(|()| self.bands.flush());
        flushed.map_err(Failure::disk(&self.what))
    }

    /// Adds what a whole seed came to in one world. `total`: of all its days.
    pub(crate) fn push_last(
        &mut self,
        seed: u64,
        arm: &str,
        left: &LeftByWorld,
        total: &Counts,
    ) -> Result<(), Failure> {
        let written = self.effects.push(seed, arm, &left.effects);
        let written = written.and_then(|()| self.tallies.push(seed, arm, &left.tallies, total));
        written.map_err(Failure::disk(&self.what))
    }

    /// Ends the files; the tables come back with what was kept of them.
    pub(crate) fn finish(self) -> Result<Vec<(&'static str, Columns)>, Failure> {
        let failed = Failure::disk(&self.what);
        let finish = || -> io::Result<_> {
            Ok(vec![
                ("daily", self.daily.finish()?),
                ("bands", self.bands.finish()?),
                ("effects", self.effects.finish()?),
                ("tallies", self.tallies.finish()?),
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
