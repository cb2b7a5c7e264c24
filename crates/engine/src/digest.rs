//! Fingerprints of a world: one for a day, or one for each column after each stage.

use crate::{Hands, World};
use model::state::Block;
use std::fmt::Debug;

/// The columns after one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDigest {
    pub stage: &'static str,
    pub columns: Vec<(&'static str, blake3::Hash)>,
}

impl StageDigest {
    /// A column's fingerprint is that of its fingerprints in the blocks, so that all hands can take them.
    pub(crate) fn of(stage: &'static str, blocks: &[Block], hands: &Hands) -> Self {
        let of_blocks = hands.map(blocks.len(), |at| {
            let mut hashes: Vec<(&'static str, blake3::Hash)> = Vec::new();
            blocks[at].each_column(|name, bytes| hashes.push((name, blake3::hash(bytes))));
            hashes
        });
        let names: Vec<&'static str> = of_blocks.first().into_iter().flatten().map(|(name, _)| *name).collect();
        let of_column = |(column, name): (usize, &'static str)| {
            let mut hasher = blake3::Hasher::new();
            of_blocks.iter().for_each(|hashes| {
                hasher.update(hashes[column].1.as_bytes());
            });
            (name, hasher.finalize())
        };
        Self { stage, columns: names.into_iter().enumerate().map(of_column).collect() }
    }

    /// With what the stages of a day hand to one another. It is gone by the evening, but without it a difference would
    /// first be seen where it is read, and not where it arose.
    pub(crate) fn traced(stage: &'static str, blocks: &[Block], hands: &Hands) -> Self {
        let mut digest = Self::of(stage, blocks, hands);
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
        for (_, column) in StageDigest::of("day", self.blocks(), &self.hands).columns {
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
