//! Fingerprints of a world: one for a day, or one for each column after each stage.

use crate::World;
use model::state::Block;
use std::fmt::Debug;

/// The columns after one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDigest {
    pub stage: &'static str,
    pub columns: Vec<(&'static str, blake3::Hash)>,
}

impl StageDigest {
    pub(crate) fn of(stage: &'static str, blocks: &[Block]) -> Self {
        let mut hashers: Vec<(&'static str, blake3::Hasher)> = Vec::new();
        for block in blocks {
            let mut column = 0;
            block.each_column(|name, bytes| {
                if column == hashers.len() {
                    hashers.push((name, blake3::Hasher::new()));
                }
                hashers[column].1.update(bytes);
                column += 1;
            });
        }
        Self { stage, columns: hashers.into_iter().map(|(name, hasher)| (name, hasher.finalize())).collect() }
    }

    /// With what the stages of a day hand to one another. It is gone by the evening, but without it a difference would
    /// first be seen where it is read, and not where it arose.
    pub(crate) fn traced(stage: &'static str, blocks: &[Block]) -> Self {
        let mut digest = Self::of(stage, blocks);
        digest.columns.extend([
            handed("deeds", blocks, |block| &block.today.deeds),
            handed("occasions", blocks, |block| &block.today.occasions),
            handed("due", blocks, |block| &block.today.due),
            handed("acts", blocks, |block| &block.today.acts),
            handed("sightings", blocks, |block| &block.today.sightings),
            handed("alarms", blocks, |block| &block.today.alarms),
            handed("matches", blocks, |block| &block.today.matches),
            handed("ranked", blocks, |block| &block.today.ranked),
            handed("selected", blocks, |block| &block.today.selected),
            handed("voices", blocks, |block| &block.today.voices),
            handed("lessons", blocks, |block| &block.today.lessons),
            handed("outbox", blocks, |block| &block.outbox),
            handed("refusals", blocks, |block| &block.today.refusals),
        ]);
        digest
    }

    /// The first column that differs.
    pub fn first_difference(&self, other: &Self) -> Option<&'static str> {
        let differs = |(a, b): (&(&'static str, blake3::Hash), &(&'static str, blake3::Hash))| (a != b).then_some(a.0);
        self.columns.iter().zip(&other.columns).find_map(differs)
    }
}

fn handed<T: Debug>(
    name: &'static str,
    blocks: &[Block],
    list: impl Fn(&Block) -> &Vec<T>,
) -> (&'static str, blake3::Hash) {
    let mut hasher = blake3::Hasher::new();
    for block in blocks {
        hasher.update(format!("{:?}", list(block)).as_bytes());
    }
    (name, hasher.finalize())
}

impl World {
    /// The fingerprint of everything that changes, as 32 hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (_, column) in StageDigest::of("day", self.blocks()).columns {
            hasher.update(column.as_bytes());
        }
        hasher.update(self.board());
        for news in self.news() {
            hasher.update(news);
        }
        for attention in self.attention() {
            hasher.update(&attention.to_le_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}
