//! Reading ahead: memory answers many questions asked at once far sooner than one after the other.
//!
//! A city is larger than any cache, and a mechanism that goes from person to person waits for each of them. So a block's
//! columns are touched in a plain loop before they are needed. Nothing is learned from it and nothing changes.

use bytemuck::Pod;
use std::hint::black_box;

/// Bytes that memory hands over at once.
const LINE: usize = 64;

/// Touches a whole column.
pub(crate) fn whole<T: Pod>(column: &[T]) {
    let bytes: &[u8] = bytemuck::cast_slice(column);
    black_box(bytes.iter().step_by(LINE).fold(0, |all, byte| all ^ byte));
}

/// Touches the entries of some slots, each less than a line long.
pub(crate) fn some<T: Pod>(column: &[T], slots: impl Iterator<Item = usize>) {
    let bytes: &[u8] = bytemuck::cast_slice(column);
    let ends = |slot: usize| bytes[slot * size_of::<T>()] ^ bytes[(slot + 1) * size_of::<T>() - 1];
    black_box(slots.fold(0, |all, slot| all ^ ends(slot)));
}
