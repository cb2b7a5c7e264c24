//! WHAT a day is: the science. No I/O, no clock, no threads, no floats while a day runs.
pub mod chance;
pub mod fixed;
pub mod measures;
pub mod parameters;
