//! Numbers as a reader reads them: few digits, a unit, and the interval beside it.

use crate::Run;
use crate::measures::Unit;
use crate::statistics::{Estimate, LEAST_SEEDS, Side, Told};

pub(crate) const TOO_FEW: &str = "too few to tell";
pub(crate) const NOTHING: &str = "–";
/// A space at which no line breaks.
const NARROW: char = '\u{202f}';

/// A number with its unit: `12.3 %`.
pub(crate) fn value(unit: Unit, number: f64) -> String {
    let digits = digits(scaled(unit, number), 3);
    match unit {
        Unit::Share => format!("{digits}{NARROW}%"),
        Unit::Ratio => format!("×{NARROW}{digits}"),
        Unit::Days => format!("{digits}{NARROW}days"),
        Unit::PerPersonYear | Unit::PerThousandYears | Unit::Index => digits,
    }
}

/// A number as [`value`] writes it, without its unit.
pub(crate) fn bare(unit: Unit, number: f64) -> String {
    digits(scaled(unit, number), 3)
}

/// A difference: `+3.1 points`.
pub(crate) fn difference(unit: Unit, number: f64) -> String {
    let sign = if number > 0.0 { "+" } else { "" };
    match unit {
        Unit::Share => format!("{sign}{}{NARROW}pts", digits(scaled(unit, number), 3)),
        _ => format!("{sign}{}", value(unit, number)),
    }
}

/// The ends of an interval, without a unit, to the digits of its mean: `11.8 to 12.9`. Nothing where the whole run
/// has too few seeds for any interval: that is said once, by [`interval`].
pub(crate) fn range(unit: Unit, estimate: &Estimate) -> String {
    match estimate.interval {
        None if estimate.of < LEAST_SEEDS => String::new(),
        None => format!("no interval: {} of {} seeds", estimate.seeds, estimate.of),
        Some((low, high)) if low == high => "in every seed".into(),
        Some((low, high)) => {
            let places = places(scaled(unit, estimate.mean), 3);
            format!("{} to {}", fixed(scaled(unit, low), places), fixed(scaled(unit, high), places))
        }
    }
}

/// A number with its interval, for a sentence.
pub(crate) fn with_range(unit: Unit, told: Told) -> String {
    match told {
        Told::TooFew => TOO_FEW.into(),
        Told::Nothing => "nothing to measure".into(),
        Told::Number(estimate) => bracketed(value(unit, estimate.mean), unit, &estimate),
    }
}

/// A number and its interval in brackets, where there is one.
pub(crate) fn bracketed(number: String, unit: Unit, estimate: &Estimate) -> String {
    match range(unit, estimate) {
        range if range.is_empty() => number,
        range => format!("{number} ({range})"),
    }
}

/// What the small type of a table says: `small type: 95 % interval`.
pub(crate) fn small_type(run: &Run) -> String {
    interval(run).map_or_else(|few| few, |interval| format!("small type: {interval}"))
}

/// What a square and its line say.
pub(crate) fn square(run: &Run) -> String {
    match interval(run) {
        Ok(interval) => format!("Square: mean over seeds; line: {interval} of simulation noise."),
        Err(few) => format!("Square: mean over seeds ({few})."),
    }
}

/// `95 % interval`, or that there is none and why.
fn interval(run: &Run) -> Result<String, String> {
    let seeds = run.seeds.len();
    if seeds < LEAST_SEEDS {
        return Err(format!("no intervals: {}, and {LEAST_SEEDS} are the least", self::seeds(seeds)));
    }
    Ok("95 % interval".into())
}

/// What a paired difference allows to say: `more than`, `less than`; nothing where there are too few seeds.
pub(crate) fn against(difference: Told) -> Option<&'static str> {
    match difference.number().map(|estimate| estimate.side_of(0.0)) {
        Some(Side::Above) => Some("more than"),
        Some(Side::Below) => Some("less than"),
        Some(Side::Either) => Some("not clearly different from"),
        Some(Side::Unknown) | None => None,
    }
}

/// `1 seed`, `4 seeds`.
pub(crate) fn seeds(seeds: usize) -> String {
    format!("{seeds} seed{}", if seeds == 1 { "" } else { "s" })
}

/// A number and half the width of its interval, without a unit, for a narrow table.
pub(crate) fn plus_minus(unit: Unit, told: Told) -> String {
    match told {
        Told::TooFew => "too few".into(),
        Told::Nothing => NOTHING.into(),
        Told::Number(Estimate { mean, interval, .. }) => {
            let places = places(scaled(unit, mean), 3);
            let half = interval.map(|(low, high)| format!(" ±{}", fixed(scaled(unit, (high - low) / 2.0), places)));
            fixed(scaled(unit, mean), places) + &half.unwrap_or_default()
        }
    }
}

/// A tick of an axis, with as many decimals as the span needs.
pub(crate) fn axis(unit: Unit, tick: f64, span: f64) -> String {
    let places = places(scaled(unit, span) / 3.0, 1);
    let number = fixed(scaled(unit, tick), places);
    if unit == Unit::Share { format!("{number}{NARROW}%") } else { number }
}

/// A tick of an axis of differences.
pub(crate) fn axis_difference(unit: Unit, tick: f64, span: f64) -> String {
    let number = fixed(scaled(unit, tick), places(scaled(unit, span) / 3.0, 1));
    if tick > 0.0 { format!("+{number}") } else { number }
}

fn scaled(unit: Unit, number: f64) -> f64 {
    if unit == Unit::Share { number * 100.0 } else { number }
}

/// About so many digits that mean something.
pub(crate) fn digits(number: f64, wanted: i32) -> String {
    fixed(number, places(number, wanted))
}

fn places(number: f64, wanted: i32) -> usize {
    if number == 0.0 || !number.is_finite() {
        return 0;
    }
    (wanted - 1 - number.abs().log10().floor() as i32).clamp(0, 4) as usize
}

/// With so many decimals, a comma at each thousand and a true minus sign.
fn fixed(number: f64, places: usize) -> String {
    let text = format!("{:.places$}", number.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let nought = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let minus = if number < 0.0 && !nought { "−" } else { "" };
    format!("{minus}{}{rest}", thousands(whole))
}

/// `1,234,567`.
pub(crate) fn thousands(whole: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `a, b and c`.
pub(crate) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_three_digits_that_mean_something() {
        assert_eq!(value(Unit::Share, 0.1234), "12.3\u{202f}%");
        assert_eq!(value(Unit::Share, 0.0), "0\u{202f}%");
        assert_eq!(value(Unit::PerPersonYear, 1234567.8), "1,234,568");
        assert_eq!(difference(Unit::Share, -0.01), "−1.00\u{202f}pts");
        assert_eq!(difference(Unit::Ratio, 2.0), "+×\u{202f}2.00");
    }

    #[test]
    fn an_interval_is_written_to_the_digits_of_its_mean() {
        let estimate = Estimate { mean: 0.1234, interval: Some((0.1184, 0.1284)), seeds: 4, of: 4 };
        assert_eq!(range(Unit::Share, &estimate), "11.8 to 12.8");
        assert_eq!(plus_minus(Unit::Share, Told::Number(estimate)), "12.3 ±0.5");
    }

    #[test]
    fn an_interval_that_no_number_of_the_run_can_have_is_not_missed_at_each() {
        let estimate = Estimate { mean: 0.5, interval: None, seeds: 1, of: 1 };
        assert_eq!(with_range(Unit::Share, Told::Number(estimate)), "50.0\u{202f}%");
        let some = Estimate { seeds: 2, of: 4, ..estimate };
        assert_eq!(range(Unit::Share, &some), "no interval: 2 of 4 seeds");
    }

    #[test]
    fn one_seed_is_a_seed() {
        assert_eq!([1, 2].map(seeds), ["1 seed", "2 seeds"]);
    }

    #[test]
    fn a_small_negative_number_that_rounds_to_nought_has_no_sign() {
        assert_eq!(digits(-0.000_001, 3), "0.0000");
    }
}
