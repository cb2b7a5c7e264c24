//! What a person writes, right and wrong.

mod broken;
mod language;
mod lock;
mod schema;
mod shipped;
