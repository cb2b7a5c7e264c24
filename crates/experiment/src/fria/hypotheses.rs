//! What a run suggests to ask about: whom it hit more often than everybody, and which harms it added to the reference.
//!
//! A hypothesis is written only where the whole interval over seeds lies on one side; nothing is concluded from silence.

use super::words::Words;
use report::Measured;
use report::measures::{About, ERRONEOUS, HARMS, REFUSALS, RIGHTS, SANCTIONS, Unit};
use report::statistics::{Estimate, LEAST_SEEDS, Side};

/// Harms of which it is asked whom they hit.
const HITTING: [&About; 4] = [&SANCTIONS, &ERRONEOUS, &RIGHTS, &REFUSALS];
/// What people do is no category of people.
const CONDUCT: &str = "conduct";
/// Groups told for a harm.
const MOST_GROUPS: usize = 4;

/// For each harm the groups that it hit more often than everybody.
pub(super) fn groups(words: &Words, measured: &Measured, arm: usize) -> Vec<String> {
    if measured.seeds.len() < LEAST_SEEDS {
        return vec![words.few_seeds.to_owned()];
    }
    HITTING.into_iter().flat_map(|about| hit(words, measured, arm, about)).collect()
}

fn hit(words: &Words, measured: &Measured, arm: usize, about: &'static About) -> Vec<String> {
    let world = measured.world(arm);
    let groups = (1..measured.groups.len()).filter(|group| measured.groups[*group].0 != CONDUCT);
    let ratio = |group: usize| world.group_by_everybody(about, group).number().map(|ratio| (group, ratio));
    let above = |(_, ratio): &(usize, Estimate)| ratio.side_of(1.0) == Side::Above;
    let mut found: Vec<(usize, Estimate)> = groups.filter_map(ratio).filter(above).collect();
    found.sort_by(|(_, one), (_, other)| other.mean.total_cmp(&one.mean));
    let told = |(group, ratio): &(usize, Estimate)| {
        let (kind, name) = &measured.groups[*group];
        let text = words.more_often.replace("{measure}", words.measure(about));
        let text = text.replace("{group}", &format!("{kind}: {name}"));
        marked(words, text.replace("{ratio}", &words.number(Unit::Ratio, ratio.mean)), Unit::Ratio, ratio)
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
        let difference = format!("{} {}", words.number(about.unit, less.mean.abs()), (words.units)(about.unit));
        let text = text.replace("{measure}", words.measure(about)).replace("{difference}", &difference);
        Some(marked(words, text.replace("{reference}", there.name()), about.unit, &less))
    };
    HARMS.into_iter().filter_map(told).collect()
}

/// With its interval, and whose number it is not.
fn marked(words: &Words, text: String, unit: Unit, estimate: &Estimate) -> String {
    let (low, high) = estimate.interval.expect("a side of an interval has an interval");
    // A difference is told by its size: more, or less.
    let (low, high) = if high < 0.0 { (-high, -low) } else { (low, high) };
    let ends = words.interval.replace("{low}", &words.number(unit, low)).replace("{high}", &words.number(unit, high));
    format!("{text} ({ends}): {}", words.synthetic)
}
