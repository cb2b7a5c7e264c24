//! What a person writes, right and wrong.

mod arms;
mod broken;
mod fuzz;
mod language;
mod lock;
mod safeguards;
mod schema;
mod shipped;
