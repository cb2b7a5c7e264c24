//! Numbers as a reader of a language reads them: few digits, a unit, and the interval beside it.

use super::words::Words;
use crate::Run;
use crate::measures::Unit;
use crate::statistics::{Estimate, LEAST_SEEDS, Side, Told};

pub(crate) const NOTHING: &str = "–";
/// A space at which no line breaks.
const NARROW: char = '\u{202f}';

impl Words {
    /// A number with its unit: `12.3 %`.
    pub(crate) fn value(&self, unit: Unit, number: f64) -> String {
        let digits = self.digits(scaled(unit, number), 3);
        match unit {
            Unit::Share => format!("{digits}{NARROW}%"),
            Unit::Ratio => format!("×{NARROW}{digits}"),
            Unit::Days => format!("{digits}{NARROW}{}", self.text("unit.days")),
            Unit::PerPersonYear | Unit::PerThousandYears | Unit::Index => digits,
        }
    }

    /// A number as [`Words::value`] writes it, without its unit.
    pub(crate) fn bare(&self, unit: Unit, number: f64) -> String {
        self.digits(scaled(unit, number), 3)
    }

    /// A difference: `+3.1 pts`.
    pub(crate) fn difference(&self, unit: Unit, number: f64) -> String {
        let sign = if number > 0.0 { "+" } else { "" };
        match unit {
            Unit::Share => {
                format!("{sign}{}{NARROW}{}", self.digits(scaled(unit, number), 3), self.text("unit.points"))
            }
            _ => format!("{sign}{}", self.value(unit, number)),
        }
    }

    /// The ends of an interval, without a unit, to the digits of its mean: `11.8 to 12.9`. Nothing where the whole run
    /// has too few seeds for any interval: that is said once, by [`Words::small_type`].
    pub(crate) fn range(&self, unit: Unit, estimate: &Estimate) -> String {
        match estimate.interval {
            None if estimate.of < LEAST_SEEDS => String::new(),
            None => {
                let (seeds, of) = (estimate.seeds.to_string(), estimate.of.to_string());
                self.say("interval.none", &[("seeds", &seeds), ("of", &of)])
            }
            Some((low, high)) if low == high => self.text("interval.every_seed").to_owned(),
            Some(ends) => self.ends(unit, estimate.mean, ends),
        }
    }

    /// `18.2 to 66.1`, to the digits that a number of this size has.
    pub(crate) fn ends(&self, unit: Unit, size: f64, (low, high): (f64, f64)) -> String {
        let places = places(scaled(unit, size), 3);
        let [low, high] = [low, high].map(|end| self.fixed(scaled(unit, end), places));
        self.say("interval", &[("low", &low), ("high", &high)])
    }

    /// A number with its interval, for a sentence.
    pub(crate) fn with_range(&self, unit: Unit, told: Told) -> String {
        match told {
            Told::TooFew => self.text("too_few").to_owned(),
            Told::Nothing => self.text("nothing").to_owned(),
            Told::Number(estimate) => self.bracketed(self.value(unit, estimate.mean), unit, &estimate),
        }
    }

    /// A number and its interval in brackets, where there is one.
    pub(crate) fn bracketed(&self, number: String, unit: Unit, estimate: &Estimate) -> String {
        match self.range(unit, estimate) {
            range if range.is_empty() => number,
            range => format!("{number} ({range})"),
        }
    }

    /// What the small type of a table says: `small type: 95 % interval`.
    pub(crate) fn small_type(&self, run: &Run) -> String {
        match self.no_interval(run) {
            Some(few) => few,
            None => self.text("small_type").to_owned(),
        }
    }

    /// What a square and its line say.
    pub(crate) fn square(&self, run: &Run) -> String {
        match self.no_interval(run) {
            Some(few) => self.say("square.alone", &[("few", &few)]),
            None => self.text("square").to_owned(),
        }
    }

    /// That a run has no intervals, and why.
    fn no_interval(&self, run: &Run) -> Option<String> {
        let (seeds, least) = (self.seeds(run.seeds.len()), LEAST_SEEDS.to_string());
        (run.seeds.len() < LEAST_SEEDS).then(|| self.say("no_intervals", &[("seeds", &seeds), ("least", &least)]))
    }

    /// What a paired difference allows to say: `more than`, `less than`; nothing where there are too few seeds.
    pub(crate) fn against(&self, difference: Told) -> Option<&str> {
        match difference.number().map(|estimate| estimate.side_of(0.0)) {
            Some(Side::Above) => Some(self.text("against.more")),
            Some(Side::Below) => Some(self.text("against.less")),
            Some(Side::Either) => Some(self.text("against.either")),
            Some(Side::Unknown) | None => None,
        }
    }

    /// `1 seed`, `4 seeds`.
    pub(crate) fn seeds(&self, seeds: usize) -> String {
        let key = if seeds == 1 { "seeds.one" } else { "seeds.many" };
        self.say(key, &[("n", &seeds.to_string())])
    }

    /// A number and half the width of its interval, without a unit, for a narrow table.
    pub(crate) fn plus_minus(&self, unit: Unit, told: Told) -> String {
        match told {
            Told::TooFew => self.text("too_few.short").to_owned(),
            Told::Nothing => NOTHING.into(),
            Told::Number(Estimate { mean, interval, .. }) => {
                let places = places(scaled(unit, mean), 3);
                let half = |(low, high)| format!(" ±{}", self.fixed(scaled(unit, (high - low) / 2.0), places));
                self.fixed(scaled(unit, mean), places) + &interval.map(half).unwrap_or_default()
            }
        }
    }

    /// A tick of an axis, with as many decimals as the span needs.
    pub(crate) fn axis(&self, unit: Unit, tick: f64, span: f64) -> String {
        let places = places(scaled(unit, span) / 3.0, 1);
        let number = self.fixed(scaled(unit, tick), places);
        if unit == Unit::Share { format!("{number}{NARROW}%") } else { number }
    }

    /// A tick of an axis of differences.
    pub(crate) fn axis_difference(&self, unit: Unit, tick: f64, span: f64) -> String {
        let number = self.fixed(scaled(unit, tick), places(scaled(unit, span) / 3.0, 1));
        if tick > 0.0 { format!("+{number}") } else { number }
    }

    /// About so many digits that mean something.
    pub(crate) fn digits(&self, number: f64, wanted: i32) -> String {
        self.fixed(number, places(number, wanted))
    }

    /// With so many decimals, a mark at each thousand and a true minus sign.
    pub(crate) fn fixed(&self, number: f64, places: usize) -> String {
        let text = format!("{:.places$}", number.abs());
        let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
        let nought = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let minus = if number < 0.0 && !nought { "−" } else { "" };
        format!("{minus}{}{}", self.grouped(whole), rest.replace('.', self.text("number.point")))
    }

    /// A whole number: `1,234,567`.
    pub(crate) fn count(&self, number: i64) -> String {
        let minus = if number < 0 { "−" } else { "" };
        format!("{minus}{}", self.grouped(&number.unsigned_abs().to_string()))
    }

    fn grouped(&self, whole: &str) -> String {
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push_str(self.text("number.thousands"));
            }
            grouped.push(digit);
        }
        grouped
    }
}

fn scaled(unit: Unit, number: f64) -> f64 {
    if unit == Unit::Share { number * 100.0 } else { number }
}

fn places(number: f64, wanted: i32) -> usize {
    if number == 0.0 || !number.is_finite() {
        return 0;
    }
    // Of the number as it will be written: 9.999 is read as 10.0.
    let written = format!("{:.*e}", wanted as usize - 1, number.abs());
    let power: i32 = written.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0);
    (wanted - 1 - power).clamp(0, 4) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::words::{english, german};

    #[test]
    fn numbers_keep_three_digits_that_mean_something() {
        let words = english();
        assert_eq!(words.value(Unit::Share, 0.1234), "12.3\u{202f}%");
        assert_eq!(words.value(Unit::Share, 0.0), "0\u{202f}%");
        assert_eq!(words.value(Unit::Share, 0.099_999), "10.0\u{202f}%");
        assert_eq!(words.value(Unit::PerPersonYear, 1234567.8), "1,234,568");
        assert_eq!(words.difference(Unit::Share, -0.01), "−1.00\u{202f}pts");
        assert_eq!(words.difference(Unit::Ratio, 2.0), "+×\u{202f}2.00");
    }

    #[test]
    fn german_numbers_have_a_comma_where_english_ones_have_a_point() {
        let words = german();
        assert_eq!(words.value(Unit::Share, 0.1234), "12,3\u{202f}%");
        assert_eq!(words.value(Unit::PerPersonYear, 1234567.8), "1.234.568");
        assert_eq!(words.value(Unit::Days, 12.5), "12,5\u{202f}Tage");
        assert_eq!(words.count(-1234), "−1.234");
    }

    #[test]
    fn an_interval_is_written_to_the_digits_of_its_mean() {
        let estimate = Estimate { mean: 0.1234, interval: Some((0.1184, 0.1284)), seeds: 4, of: 4 };
        assert_eq!(english().range(Unit::Share, &estimate), "11.8 to 12.8");
        assert_eq!(german().range(Unit::Share, &estimate), "11,8 bis 12,8");
        assert_eq!(english().plus_minus(Unit::Share, Told::Number(estimate)), "12.3 ±0.5");
    }

    #[test]
    fn an_interval_that_no_number_of_the_run_can_have_is_not_missed_at_each() {
        let estimate = Estimate { mean: 0.5, interval: None, seeds: 1, of: 1 };
        assert_eq!(english().with_range(Unit::Share, Told::Number(estimate)), "50.0\u{202f}%");
        let some = Estimate { seeds: 2, of: 4, ..estimate };
        assert_eq!(english().range(Unit::Share, &some), "no interval: 2 of 4 seeds");
    }

    #[test]
    fn one_seed_is_a_seed() {
        assert_eq!([1, 2].map(|seeds| english().seeds(seeds)), ["1 seed", "2 seeds"]);
    }

    #[test]
    fn a_small_negative_number_that_rounds_to_nought_has_no_sign() {
        assert_eq!(english().digits(-0.000_001, 3), "0.0000");
    }
}
