//! Who is still tied to whom on an evening: between which bands the ties run, and how large a part of the city hangs
//! together across bands.

use crate::City;
use crate::population::Place;
use crate::state::Block;

/// Ends of ties of a block's people from a band to a band, by row and column of a square of `bands`.
pub fn between_bands(city: &City, place: &Place, block: &Block, board: &[u8], bands: usize) -> Vec<i64> {
    let mut ends = vec![0; bands * bands];
    each_of(city, place, block, |from, to| {
        let [from, to] = [from, to].map(|person| usize::from(board[person as usize]));
        ends[from * bands + to] += 1;
    });
    ends
}

/// People of the largest part of the city that hangs together by ties and holds more than one band; 0 if there is none.
pub fn largest_mixed_part(city: &City, blocks: &[Block], board: &[u8]) -> i64 {
    // Of the first of a part less its people, of everybody else somebody nearer to the first.
    let mut parents: Vec<i32> = vec![-1; board.len()];
    each(city, blocks, |from, to| {
        let (from, to) = (root(&mut parents, from), root(&mut parents, to));
        if from != to {
            let (first, other) = (from.min(to) as usize, from.max(to) as usize);
            parents[first] += parents[other];
            parents[other] = first as i32;
        }
    });
    let mut largest = 0;
    for person in 0..city.people {
        let first = root(&mut parents, person) as usize;
        let people = -i64::from(parents[first]);
        if people > largest && board[person as usize] != board[first] {
            largest = people;
        }
    }
    largest
}

/// Every end of every tie.
fn each(city: &City, blocks: &[Block], mut visit: impl FnMut(u32, u32)) {
    for (place, block) in city.places.iter().zip(blocks) {
        each_of(city, place, block, &mut visit);
    }
}

/// Every tie of a block's people: friends given at the start and not dropped, and those found.
pub(crate) fn each_of(city: &City, place: &Place, block: &Block, mut visit: impl FnMut(u32, u32)) {
    let mut found = block.new_ties.clone();
    found.sort_unstable();
    let mut found = found.into_iter().peekable();
    let people = place.first()..place.first() + place.len() as u32;
    let friends = city.contacts.friends_of_all(place.district, people.clone());
    let friends = friends.chunks(city.contacts.friend_count().max(1) as usize);
    for (slot, (person, friends)) in people.zip(friends.chain(std::iter::repeat(&[][..]))).enumerate() {
        let dropped = block.people.bonds[slot].ties;
        for (bit, friend) in friends.iter().enumerate() {
            if dropped >> bit & 1 == 0 && *friend != person {
                visit(person, *friend);
            }
        }
        while let Some((_, friend)) = found.next_if(|(from, _)| usize::from(*from) == slot) {
            visit(person, friend);
        }
    }
}

/// The first of somebody's part; paths are halved on the way.
fn root(parents: &mut [i32], mut person: u32) -> u32 {
    while let Ok(above) = u32::try_from(parents[person as usize]) {
        if parents[above as usize] >= 0 {
            parents[person as usize] = parents[above as usize];
        }
        person = above;
    }
    person
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_town::Town;

    fn town() -> (City, Vec<Block>) {
        let city = Town::busy().build(400, 1);
        let blocks = city.places.iter().map(|place| Block::empty(place, &city.groups)).collect();
        (city, blocks)
    }

    #[test]
    fn friends_of_many_at_once_are_those_of_each() {
        let (city, _) = town();
        for place in &city.places {
            let people = place.first()..place.first() + place.len() as u32;
            let each = people.clone().flat_map(|person| city.contacts.friends(place.district, person));
            assert!(each.eq(city.contacts.friends_of_all(place.district, people)));
        }
    }

    #[test]
    fn ties_between_two_bands_are_seen_from_both_ends() {
        let (city, blocks) = town();
        let board: Vec<u8> = (0..city.people).map(|person| (person % 3) as u8).collect();
        let mut ends = [0; 9];
        for (place, block) in city.places.iter().zip(&blocks) {
            let own = between_bands(&city, place, block, &board, 3);
            ends.iter_mut().zip(own).for_each(|(sum, n)| *sum += n);
        }
        assert!((0..3).all(|a| (0..3).all(|b| ends[a * 3 + b] == ends[b * 3 + a])));
        assert!(ends.iter().sum::<i64>() <= i64::from(city.people * city.contacts.friend_count()));
    }

    #[test]
    fn who_has_dropped_everybody_hangs_together_with_nobody() {
        let (city, mut blocks) = town();
        let board: Vec<u8> = (0..city.people).map(|person| (person % 2) as u8).collect();
        assert!(largest_mixed_part(&city, &blocks, &board) > i64::from(city.people) / 2);
        assert_eq!(largest_mixed_part(&city, &blocks, &vec![1; board.len()]), 0, "one band is no mixture");
        blocks.iter_mut().for_each(|block| block.people.bonds.iter_mut().for_each(|bond| bond.ties = u8::MAX));
        assert_eq!(largest_mixed_part(&city, &blocks, &board), 0);
        blocks[0].new_ties = vec![(3, 0), (0, 3)];
        assert_eq!(largest_mixed_part(&city, &blocks, &board), 2);
    }
}
