//! What a person writes, right and wrong.

mod broken;
mod language;
mod lock;
mod safeguards;
mod schema;
mod shipped;
