//! The same bits, whoever does the work; and twins that differ only by the rule that was changed.
mod checkpoint;
mod goldens;
mod same_bits;
mod twins;
