//! What a run suggests to ask about: which harms it added to the reference world, and for whom more than for everybody.
//!
//! A hypothesis is written only where the whole interval over seeds lies on one side; nothing is concluded from silence.

use super::words::Words;
use report::Measured;
use report::measures::{About, ERRONEOUS, HARMS, REFUSALS, RIGHTS, SANCTIONS, Unit};
use report::statistics::{Estimate, LEAST_SEEDS, Side, Told};

/// Harms of which it is asked whom they hit.
const HITTING: [&About; 4] = [&SANCTIONS, &ERRONEOUS, &RIGHTS, &REFUSALS];
/// What people do is no category of people.
const CONDUCT: &str = "conduct";
/// Groups told for a harm.
const MOST_GROUPS: usize = 4;

/// For each harm the groups for which the world adds more of it to the reference than for everybody.
pub(super) fn groups(words: &Words, measured: &Measured, arm: usize, reference: usize) -> Vec<String> {
    if measured.seeds.len() < LEAST_SEEDS {
        return vec![words.few_seeds.to_owned()];
    }
    HITTING.into_iter().flat_map(|about| hit(words, measured, [arm, reference], about)).collect()
}

fn hit(words: &Words, measured: &Measured, [arm, reference]: [usize; 2], about: &'static About) -> Vec<String> {
    let (world, reference) = (measured.world(arm), measured.world(reference));
    let groups = (1..measured.groups.len()).filter(|group| measured.groups[*group].0 != CONDUCT);
    let adds = |group: &usize| match world.less(reference, about, *group) {
        Told::Number(less) => less.side_of(0.0) == Side::Above,
        Told::TooFew => false,
        // The reference has no such harm.
        Told::Nothing => true,
    };
    let excess = |group: usize| world.excess(reference, about, group).number().map(|excess| (group, excess));
    let above = |(_, excess): &(usize, Estimate)| excess.side_of(0.0) == Side::Above;
    let mut found: Vec<(usize, Estimate)> = groups.filter(adds).filter_map(excess).filter(above).collect();
    found.sort_by(|(_, one), (_, other)| other.mean.total_cmp(&one.mean));
    let told = |(group, excess): &(usize, Estimate)| {
        let (kind, name) = &measured.groups[*group];
        let text = words.more_here.replace("{measure}", words.measure(about));
        let text = text.replace("{group}", &format!("{kind}: {name}")).replace("{reference}", reference.name());
        marked(words, text.replace("{difference}", &size(words, about, excess)), about.unit, excess)
    };
    found.iter().take(MOST_GROUPS).map(told).collect()
}

/// The harms of which there were more, or fewer, than in the reference world.
pub(super) fn harms(words: &Words, measured: &Measured, arm: usize, reference: usize) -> Vec<String> {
    if measured.seeds.len() < LEAST_SEEDS {
        return vec![words.few_seeds.to_owned()];
    }
    let (here, there) = (measured.world(arm), measured.world(reference));
    let told = |(about, _): (&'static About, bool)| {
        let less = here.less(there, about, 0).number()?;
        let text = match less.side_of(0.0) {
            Side::Above => words.more,
            Side::Below => words.less,
            Side::Either | Side::Unknown => return None,
        };
        let text = text.replace("{measure}", words.measure(about)).replace("{difference}", &size(words, about, &less));
        Some(marked(words, text.replace("{reference}", there.name()), about.unit, &less))
    };
    HARMS.into_iter().filter_map(told).collect()
}

fn size(words: &Words, about: &About, difference: &Estimate) -> String {
    format!("{} {}", words.number(about.unit, difference.mean.abs()), (words.units)(about.unit))
}

/// With its interval, and whose number it is not.
fn marked(words: &Words, text: String, unit: Unit, estimate: &Estimate) -> String {
    let (low, high) = estimate.interval.expect("a side of an interval has an interval");
    // A difference is told by its size: more, or less.
    let (low, high) = if high < 0.0 { (-high, -low) } else { (low, high) };
    let ends = words.interval.replace("{low}", &words.number(unit, low)).replace("{high}", &words.number(unit, high));
    format!("{text} ({ends}): {}", words.synthetic)
}
