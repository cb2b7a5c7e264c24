//! A world laid down for the night, to be taken up again by another process, on another machine, with other hands.
//!
//! What is laid down are the columns that change (`model::carry`), compressed, block by block. Who the people are is
//! not in it: a world is taken up on a city that was drawn again, and [`likeness`] says whether it is the same one.

use crate::{Hands, World};
use bytemuck::Pod;
use model::City;
use model::carry::{Carrier, Lost};
use model::population::Place;
use std::io::{Read, Write};
use zstd::stream::{read::Decoder, write::Encoder};

/// Fast, and small enough: most columns of most people are empty.
const LEVEL: i32 = 1;
/// Items that are packed before they are given away, for each pair of hands: so little is in memory twice.
const AT_ONCE: usize = 8;
/// A list that claims more bytes than this is none of ours.
const MOST_BYTES: u64 = 1 << 40;

/// Keeps what is carried, compressed.
pub struct Keeper {
    packed: Encoder<'static, Vec<u8>>,
}

/// Gives back what a [`Keeper`] kept.
pub struct Taker<'a> {
    packed: Decoder<'static, std::io::BufReader<&'a [u8]>>,
}

/// Why a world could not be taken up.
#[derive(Debug)]
pub enum NotTaken {
    Lost(Lost),
    /// What holds the pieces could not give the next one.
    Read(std::io::Error),
}

/// One compressed piece with what `carry` carries.
pub fn packed(carry: impl FnOnce(&mut Keeper) -> Result<(), Lost>) -> Vec<u8> {
    let mut keeper = Keeper { packed: Encoder::new(Vec::new(), LEVEL).expect("memory to compress in") };
    carry(&mut keeper).expect("whoever keeps looks for nothing");
    keeper.packed.finish().expect("memory takes every byte")
}

/// Carries back what a piece holds.
pub fn unpacked(piece: &[u8], carry: impl FnOnce(&mut Taker) -> Result<(), Lost>) -> Result<(), Lost> {
    let mut taker = Taker { packed: Decoder::new(piece).map_err(|_| Lost("a piece"))? };
    carry(&mut taker)
}

impl Carrier for Keeper {
    fn list<T: Pod>(&mut self, name: &'static str, items: &mut Vec<T>) -> Result<(), Lost> {
        let bytes: &[u8] = bytemuck::cast_slice(items);
        let head = Head { empty: is_empty(bytes), ..Head::of::<T>(name, items.len()) };
        let kept = if head.empty { &[] } else { bytes };
        self.packed
            .write_all(&head.bytes())
            .and_then(|()| self.packed.write_all(kept))
            .expect("memory takes every byte");
        Ok(())
    }
}

impl Carrier for Taker<'_> {
    fn list<T: Pod>(&mut self, name: &'static str, items: &mut Vec<T>) -> Result<(), Lost> {
        let mut head = [0; Head::BYTES];
        self.packed.read_exact(&mut head).map_err(|_| Lost(name))?;
        let empty = head[0] != 0;
        let length = u64::from_le_bytes(head[Head::BYTES - 8..].try_into().expect("eight bytes"));
        let fits = length.checked_mul(size_of::<T>() as u64).is_some_and(|bytes| bytes < MOST_BYTES);
        if !fits || head != (Head { empty, ..Head::of::<T>(name, length as usize) }).bytes() {
            return Err(Lost(name));
        }
        // Memory that nobody has written to is not taken yet.
        *items = bytemuck::zeroed_vec(length as usize);
        if empty {
            return Ok(());
        }
        self.packed.read_exact(bytemuck::cast_slice_mut(items)).map_err(|_| Lost(name))
    }
}

/// Whether nothing but noughts is in a list: most columns of most blocks are so for a long time.
fn is_empty(bytes: &[u8]) -> bool {
    let (large, rest) = bytes.as_chunks::<64>();
    large.iter().all(|bytes| *bytes == [0; 64]) && rest.iter().all(|byte| *byte == 0)
}

/// What stands before a list, so that another one is not taken for it.
struct Head {
    /// Nothing but noughts, which are not written.
    empty: bool,
    name: [u8; 8],
    item: u32,
    length: u64,
}

impl Head {
    const BYTES: usize = 1 + 8 + 4 + 8;

    fn of<T>(name: &str, length: usize) -> Self {
        let hash = blake3::hash(name.as_bytes());
        let name = hash.as_bytes()[..8].try_into().expect("a hash is longer");
        Self { empty: false, name, item: size_of::<T>() as u32, length: length as u64 }
    }

    fn bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[0] = u8::from(self.empty);
        bytes[1..9].copy_from_slice(&self.name);
        bytes[9..13].copy_from_slice(&self.item.to_le_bytes());
        bytes[13..].copy_from_slice(&self.length.to_le_bytes());
        bytes
    }
}

/// Gives away a piece for each item, in order; as many are packed at once as there are hands.
pub fn lay_down_each<T: Send, E>(
    hands: &Hands,
    items: &mut [T],
    carry: impl Fn(&mut T, &mut Keeper) -> Result<(), Lost> + Sync + Send,
    mut give: impl FnMut(Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    for together in items.chunks_mut(AT_ONCE * hands.count()) {
        let mut pieces: Vec<(&mut T, Vec<u8>)> = together.iter_mut().map(|item| (item, Vec::new())).collect();
        hands.each_of(&mut pieces, |_, (item, piece)| *piece = packed(|keeper| carry(item, keeper)));
        pieces.into_iter().try_for_each(|(_, piece)| give(piece))?;
    }
    Ok(())
}

/// Takes the pieces of [`lay_down_each`] up again, on as many items.
pub fn take_up_each<T: Send>(
    hands: &Hands,
    items: &mut [T],
    carry: impl Fn(&mut T, &mut Taker) -> Result<(), Lost> + Sync + Send,
    mut next: impl FnMut() -> std::io::Result<Vec<u8>>,
) -> Result<(), NotTaken> {
    for together in items.chunks_mut(AT_ONCE * hands.count()) {
        let mut pieces = Vec::with_capacity(together.len());
        for item in together {
            pieces.push((item, next().map_err(NotTaken::Read)?, Ok(())));
        }
        hands.each_of(&mut pieces, |_, (item, piece, taken)| *taken = unpacked(piece, |taker| carry(item, taker)));
        pieces.into_iter().try_for_each(|(_, _, taken)| taken).map_err(NotTaken::Lost)?;
    }
    Ok(())
}

impl World {
    /// Gives away everything that is remembered overnight, in pieces.
    pub fn lay_down<E>(&mut self, mut give: impl FnMut(Vec<u8>) -> Result<(), E>) -> Result<(), E> {
        let (blocks, commons, hands) = self.remembered();
        give(packed(|keeper| commons.carry(keeper)))?;
        lay_down_each(hands, blocks, |block, keeper| block.carry(keeper), give)
    }

    /// Takes the pieces up again, on a world of the same city and rules that has not lived yet.
    pub fn take_up(&mut self, mut next: impl FnMut() -> std::io::Result<Vec<u8>>) -> Result<(), NotTaken> {
        let (blocks, commons, hands) = self.remembered();
        let piece = next().map_err(NotTaken::Read)?;
        unpacked(&piece, |taker| commons.carry(taker)).map_err(NotTaken::Lost)?;
        take_up_each(hands, blocks, |block, taker| block.carry(taker), next)
    }
}

/// A fingerprint of who lives where: 32 bytes that two draws of the same city share.
pub fn likeness(city: &City, hands: &Hands) -> [u8; 32] {
    let of_block = |place: &Place| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&place.first().to_le_bytes());
        for slot in 0..place.len() {
            let traits = [place.sex(slot), place.residence(slot), place.income(slot), place.appearance(slot)];
            let small = traits.map(|value| value as u8);
            let levels = [place.age(slot), place.propensity(slot), place.dissent(slot), place.boldness(slot)];
            hasher.update(&[small, levels].concat());
        }
        for size in place.household_sizes() {
            hasher.update(&(size as u32).to_le_bytes());
        }
        hasher.finalize()
    };
    let mut hasher = blake3::Hasher::new();
    for block in hands.map(city.places.len(), |block| of_block(&city.places[block])) {
        hasher.update(block.as_bytes());
    }
    *hasher.finalize().as_bytes()
}
