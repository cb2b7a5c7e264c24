//! The command line as a person meets it: the real program, run in a folder that vanishes.
mod bad_input;
mod changes;
mod differences;
mod faces;
mod good_use;
mod grammar;
mod lab;
mod lives;
#[cfg(unix)]
mod machine;
mod observatory;
mod seals;
mod twins;
