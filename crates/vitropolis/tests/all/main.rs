//! The command line as a person meets it: the real program, run in a folder that vanishes.
mod bad_input;
mod beside;
mod cases;
mod changes;
#[cfg(unix)]
mod country;
mod dictionary;
mod differences;
mod faces;
mod fria;
mod good_use;
mod grammar;
mod lab;
mod lint;
mod lives;
#[cfg(unix)]
mod long;
#[cfg(unix)]
mod machine;
mod observatory;
mod policies;
#[cfg(unix)]
mod recipes;
#[cfg(unix)]
mod robustness;
mod sampling;
mod seals;
mod twins;
