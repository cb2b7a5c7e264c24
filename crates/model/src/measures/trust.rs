//! Who still approves of the regime: by what happened to them, and to the people they are tied to.

use crate::City;
use crate::measures::ties;
use crate::mechanisms::response;
use crate::state::{Block, ever};

/// What happened to oneself.
pub const OWN: [&str; 3] = ["never sanctioned", "sanctioned, never wrongly", "wrongly sanctioned"];
/// What happened to friends.
pub const TIES: [&str; 2] = ["no friend wrongly sanctioned", "a friend wrongly sanctioned"];

/// People of a class, and what they think tonight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opinion {
    pub people: i64,
    pub approving: i64,
}

/// What the people of one block think: by [`OWN`], then by [`TIES`].
pub fn opinions(city: &City, blocks: &[Block], number: usize) -> [[Opinion; 2]; 3] {
    let (place, block) = (&city.places[number], &blocks[number]);
    let mut wronged = vec![false; place.len()];
    ties::each_of(city, place, block, |person, friend| {
        let (home, slot) = city.locate(friend);
        let ever = blocks[city.block_of(home.first())].people.ever[slot];
        wronged[(person - place.first()) as usize] |= ever & ever::ERRONEOUS != 0;
    });
    let mut opinions = [[Opinion::default(); 2]; 3];
    for (slot, belief) in block.people.minds.iter().map(|mind| &mind.legitimacy).enumerate() {
        let opinion = &mut opinions[own(block.people.ever[slot])][usize::from(wronged[slot])];
        opinion.people += 1;
        opinion.approving += i64::from(response::approves(city.seed, place.person(slot), *belief));
    }
    opinions
}

fn own(bits: u8) -> usize {
    match bits {
        _ if bits & ever::ERRONEOUS != 0 => 2,
        _ if bits & ever::SANCTIONED != 0 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_town::Town;

    #[test]
    fn everybody_is_in_one_class_and_an_error_concerns_friends_too() {
        let city = Town::busy().build(400, 1);
        let mut blocks: Vec<Block> = city.places.iter().map(|place| Block::empty(place, &city.groups)).collect();
        let opinions = |blocks: &[Block]| {
            let mut sum = [[Opinion::default(); 2]; 3];
            for number in 0..blocks.len() {
                let own = opinions(&city, blocks, number);
                for (sum, one) in sum.iter_mut().flatten().zip(own.iter().flatten()) {
                    (sum.people, sum.approving) = (sum.people + one.people, sum.approving + one.approving);
                }
            }
            sum
        };
        let quiet = opinions(&blocks);
        assert_eq!(quiet[0][0].people, i64::from(city.people));
        blocks[0].people.ever[0] = ever::SANCTIONED | ever::ERRONEOUS;
        blocks[0].people.ever[1] = ever::SANCTIONED;
        let told = opinions(&blocks);
        assert_eq!(told[2].iter().map(|class| class.people).sum::<i64>(), 1);
        assert_eq!(told[1].iter().map(|class| class.people).sum::<i64>(), 1);
        assert!(told[0][1].people > 0);
        assert_eq!(told.iter().flatten().map(|class| class.people).sum::<i64>(), i64::from(city.people));
    }
}
