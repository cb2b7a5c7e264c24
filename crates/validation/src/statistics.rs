//! A simulated value with its interval: exact, over seeds, or of a share.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// What the simulation gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    pub value: f64,
    /// Ends of the 95 % interval of simulation noise; both the value itself where nothing was drawn.
    pub low: f64,
    pub high: f64,
    /// What else was found, in a sentence, or nothing.
    pub note: String,
}

impl Simulated {
    /// Nothing was drawn.
    pub(crate) fn exact(value: f64) -> Self {
        Self::between(value, value, value)
    }

    /// With ends of its own.
    pub(crate) fn between(value: f64, low: f64, high: f64) -> Self {
        Self { value, low, high, note: String::new() }
    }

    /// Mean over independent seeds, with Student's t.
    pub(crate) fn over_seeds(values: &[f64]) -> Self {
        let n = values.len() as f64;
        assert!(n >= 3.0, "an interval needs three seeds");
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
        let t = StudentsT::new(0.0, 1.0, n - 1.0).expect("at least two degrees of freedom").inverse_cdf(0.975);
        let half = t * (variance / n).sqrt();
        Self::between(mean, mean - half, mean + half)
    }

    /// A share of independent trials, with Wilson's interval.
    pub(crate) fn share(hits: f64, trials: f64) -> Self {
        let (share, z2) = (hits / trials, 1.959_964 * 1.959_964);
        let middle = (share + z2 / (2.0 * trials)) / (1.0 + z2 / trials);
        let half = (z2 * (share * (1.0 - share) / trials + z2 / (4.0 * trials * trials))).sqrt() / (1.0 + z2 / trials);
        Self::between(share, middle - half, middle + half)
    }

    pub(crate) fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_over_three_seeds_is_that_of_student() {
        let found = Simulated::over_seeds(&[1.0, 2.0, 3.0]);
        // t(2, 97.5 %) = 4.3027, s = 1
        assert!((found.high - (2.0 + 4.302_653 / 3.0f64.sqrt())).abs() < 1e-4, "{found:?}");
        assert_eq!(found.value, 2.0);
    }

    #[test]
    fn the_interval_of_a_share_is_that_of_wilson() {
        // 173 of 2,470: Wilson's 95 % interval is 0.0606 to 0.0808.
        let found = Simulated::share(173.0, 2_470.0);
        assert!((found.low - 0.060_6).abs() < 2e-4 && (found.high - 0.080_8).abs() < 2e-4, "{found:?}");
        assert_eq!(Simulated::share(0.0, 10.0).low.max(0.0), Simulated::share(0.0, 10.0).low);
    }
}
