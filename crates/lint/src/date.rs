//! A day of the calendar: law begins to bind on one, and a regime is read as of one.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the Gregorian calendar; earlier days are smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day that stands in the sources, written by us.
    pub(crate) const fn of(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// Today in universal time, by the machine's clock.
    pub fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let mut left = seconds / 86_400;
        let mut year = 1970;
        while left >= days_of_year(year) {
            left -= days_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while left >= u64::from(days_of(year, month)) {
            left -= u64::from(days_of(year, month));
            month += 1;
        }
        Self { year, month, day: left as u8 + 1 }
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_of(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date; write it as 2026-07-27");
        let mut parts = text.split('-');
        let mut part = |length: usize| parts.next().filter(|part| part.len() == length);
        let year: u16 = part(4).and_then(|year| year.parse().ok()).ok_or_else(wrong)?;
        let month: u8 = part(2).and_then(|month| month.parse().ok()).ok_or_else(wrong)?;
        let day: u8 = part(2).and_then(|day| day.parse().ok()).ok_or_else(wrong)?;
        let exists = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        if exists && parts.next().is_none() { Ok(Self { year, month, day }) } else { Err(wrong()) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_it_is_written() {
        for text in ["2025-02-02", "2024-02-29", "2027-12-02"] {
            assert_eq!(text.parse::<Date>().expect("a date").to_string(), text);
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_none() {
        for text in ["2025-02-29", "2025-13-01", "2025-00-10", "2025-2-2", "02-02-2025", "2025-02-02-02", "today"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_in_order() {
        assert!(Date::of(2025, 2, 1) < Date::of(2025, 2, 2) && Date::of(2025, 12, 31) < Date::of(2026, 1, 1));
        assert!(Date::today() > Date::of(2025, 7, 29));
    }
}
