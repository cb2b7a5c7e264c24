//! The name of a synthetic life: equal for equal experiment and seed, so that a run can be replayed; unlinkable
//! otherwise (boundary.md 9).

use crate::chance::{About, Purpose, Seed};

const LETTERS: &[u8; 32] = b"ABCDEFGHJKMNPQRSTVWXYZ0123456789";

/// `SYN-` and ten letters or digits, for the person with this number in the generator's order.
pub fn synthetic_id(seed: Seed, experiment: u64, person: u32) -> String {
    let key = Seed(seed.0 ^ experiment.rotate_left(17));
    let about = About { who: person, other: (experiment >> 32) as u32, day: 0, purpose: Purpose::SyntheticId };
    let words = key.draw(about, experiment as u32);
    let bits = u64::from(words[0]) << 32 | u64::from(words[1]);
    let letter = |place: u32| char::from(LETTERS[(bits >> (5 * place) & 31) as usize]);
    (0..10).map(letter).fold("SYN-".to_owned(), |mut id, letter| {
        id.push(letter);
        id
    })
}
