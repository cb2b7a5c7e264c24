//! Numbers of the model: integers and fixed point, with the curves as tables.
//!
//! | type | unit | range |
//! |---|---|---|
//! | [`Probability`] | 2⁻³² | 0..=2³², so that 1 exists |
//! | points | hundredths, `i32` | |
//! | [`Q16`] | 2⁻¹⁶ | factors, legitimacy, speech |
//!
//! Floats are met only where a table is built, before any day runs; `libm` makes them the same on every platform.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "tables are built here, before any day runs")]

/// A chance in units of 2⁻³², from 0 to 2³² (certain).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Probability(u64);

/// A factor in units of 2⁻¹⁶.
pub type Q16 = u32;
/// The factor 1.
pub const ONE: Q16 = 1 << 16;

impl Probability {
    pub const NEVER: Self = Self(0);
    pub const CERTAIN: Self = Self(1 << 32);

    /// From raw units of 2⁻³²; more than certain is certain.
    pub const fn from_raw(raw: u64) -> Self {
        Self(if raw > 1 << 32 { 1 << 32 } else { raw })
    }
    pub const fn raw(self) -> u64 {
        self.0
    }
    /// Whether a 32-bit draw falls under the chance.
    #[inline]
    pub const fn hit(self, word: u32) -> bool {
        (word as u64) < self.0
    }
    /// Both of two independent things.
    #[inline]
    pub const fn and(self, other: Self) -> Self {
        Self(((self.0 as u128 * other.0 as u128) >> 32) as u64)
    }
    pub const fn not(self) -> Self {
        Self((1 << 32) - self.0)
    }
    /// At least one of two independent things.
    pub const fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }
    /// Times a factor, at most certain.
    #[inline]
    pub const fn times(self, factor: Q16) -> Self {
        Self::from_raw(((self.0 as u128 * factor as u128) >> 16) as u64)
    }
    /// Sum, at most certain.
    pub const fn plus(self, other: Self) -> Self {
        Self::from_raw(self.0 + other.0)
    }
    /// Difference, at least never.
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
    /// As a factor.
    pub const fn q16(self) -> Q16 {
        (self.0 >> 16) as u32
    }
    /// `part ÷ whole`, at most certain; nothing of nothing is never.
    pub const fn ratio(part: u64, whole: u64) -> Self {
        match (whole, part >> 32) {
            (0, _) => Self::NEVER,
            (_, 0) => Self::from_raw((part << 32) / whole),
            _ => Self::from_raw((((part as u128) << 32) / whole as u128) as u64),
        }
    }
}

/// A chance as typed.
pub fn probability(value: f64) -> Probability {
    Probability::from_raw(libm::round(value.clamp(0.0, 1.0) * 4_294_967_296.0) as u64)
}

/// Points as typed, in hundredths.
pub fn hundredths(value: f64) -> i32 {
    libm::round(value * 100.0) as i32
}

/// A count as typed.
pub fn whole(value: f64) -> u32 {
    libm::round(value).clamp(0.0, 4_294_967_295.0) as u32
}

/// A large count as typed.
pub fn whole64(value: f64) -> u64 {
    libm::round(value.max(0.0)) as u64
}

/// A factor as typed, in 2⁻¹⁶.
pub fn q16(value: f64) -> Q16 {
    libm::round(value.clamp(0.0, 65_535.0) * 65_536.0) as u32
}

/// A capacity written for the nominal city, for a city of `people`, in 2⁻¹⁶ a day (kernel.md 8 and 9).
pub fn scaled_capacity(value: f64, people: u64, nominal: u64) -> u64 {
    libm::round(value * people as f64 / nominal as f64 * 65_536.0) as u64
}

/// What a capacity of `c` (2⁻¹⁶ a day) serves on day `t`: ⌊(t+1)c⌋ − ⌊tc⌋.
pub const fn served_today(capacity: u64, day: u64) -> u64 {
    (((day + 1) * capacity) >> 16) - ((day * capacity) >> 16)
}

/// How many of a number of places `c` (2⁻¹⁶) are staffed on day `t`: the whole part, and the rest by turns.
pub const fn places_on(places: u64, day: u64) -> u64 {
    let rest = places & 0xFFFF;
    (places >> 16) + served_today(rest, day)
}

/// η·s^σ for a severity s (0 to 100) in 2⁻¹⁶: what a believed chance of 1 weighs.
pub fn deterrent(eta: f64, severity: Q16, sigma: f64) -> Q16 {
    let severity = f64::from(severity) / 65_536.0;
    if severity <= 0.0 { 0 } else { q16(eta * libm::pow(severity, sigma)) }
}

/// `n` steps of a size, as a shift of log odds.
pub fn shift(n: i32, step: f64) -> f64 {
    f64::from(n) * step
}

/// Powers of a ratio around 1 in the middle.
pub fn steps<const N: usize>(ratio: f64) -> [Q16; N] {
    std::array::from_fn(|i| q16(libm::pow(ratio, i as f64 - (N / 2) as f64)))
}

/// Pay by income class in hundredths: that of the middle class, and a share of it more or less for each class away.
pub fn pay_by_class(middle: f64, step: f64) -> Vec<i64> {
    let classes = -2..=2i32;
    classes.map(|class| i64::from(hundredths(middle * (1.0 + step * f64::from(class)).max(0.0)))).collect()
}

/// A rate a year as a rate a day in units of 2⁻⁴⁰ (tight enough for one in a million years).
pub fn per_day(rate_per_year: f64) -> u64 {
    libm::round(rate_per_year / 365.0 * 1_099_511_627_776.0) as u64
}

/// What happens how often a year: rows that a word picks in proportion to their rates.
#[derive(Clone, Debug)]
pub struct Rates<T>(Vec<(T, f64)>);

impl<T: Copy> Rates<T> {
    /// A row whose rate a year is the product of the factors.
    pub fn add(&mut self, row: T, factors: &[f64]) {
        self.0.push((row, factors.iter().product()));
    }
    pub fn rows(&self) -> impl Iterator<Item = T> + '_ {
        self.0.iter().map(|(row, _)| *row)
    }
    /// Upper ends of 32-bit ranges, one for each row.
    pub fn ends(&self) -> Vec<u32> {
        let total = self.total().max(1e-300);
        let end = |sum: &mut f64, (_, rate): &(T, f64)| {
            *sum += rate;
            Some(probability(*sum / total).raw().min(u64::from(u32::MAX)) as u32)
        };
        self.0.iter().scan(0.0, end).collect()
    }
    /// All rows together, a day, in 2⁻⁴⁰.
    pub fn per_day(&self) -> u64 {
        per_day(self.total())
    }
    fn total(&self) -> f64 {
        self.0.iter().map(|(_, rate)| rate).sum()
    }
}

impl<T> Default for Rates<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// The monthly chance h of a logistic hazard with the given shifts of the log odds.
pub fn logistic(base: f64, shifts: impl IntoIterator<Item = f64>) -> Probability {
    let shift: f64 = shifts.into_iter().sum();
    if base <= 0.0 {
        return Probability::NEVER;
    }
    if base >= 1.0 {
        return Probability::CERTAIN;
    }
    let odds = base / (1.0 - base) * libm::exp(shift);
    probability(odds / (1.0 + odds))
}

/// Coverage of cameras: 1 − e^(−k·density), density in cameras for 8.3 people (press2018).
pub fn camera_coverage(reach: f64, people_per_camera: f64, relative_density: f64) -> Probability {
    probability(-libm::expm1(-reach * 8.3 / people_per_camera * relative_density))
}

/// `part ÷ whole` of two numbers as typed.
pub fn share(part: f64, whole: f64) -> Probability {
    if whole <= 0.0 { Probability::NEVER } else { probability(part / whole) }
}

/// A search over a gallery: expected false candidates λ; chance that at least one comes up (FPIR); that the person
/// searched is named; that somebody else is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceSearch {
    pub false_candidates: f64,
    pub fpir: Probability,
    pub named_right: Probability,
    pub named_wrong: Probability,
}

/// Closed form of the search in `attribution`: K ~ Poisson(λ) rivals, the mate returned with `tpir` outranks each
/// independently with chance r, so P(right) = tpir·e^(−λ(1−r)); else a rival is named if there is one.
pub fn face_search(comparisons: &[(f64, f64)], tpir: f64, outranks: f64) -> FaceSearch {
    let lambda: f64 = comparisons.iter().map(|(people, rate)| people * rate).sum();
    let right = tpir * libm::exp(-lambda * (1.0 - outranks));
    let nobody = (1.0 - tpir) * libm::exp(-lambda);
    FaceSearch {
        false_candidates: lambda,
        fpir: probability(-libm::expm1(-lambda)),
        named_right: probability(right),
        named_wrong: probability((1.0 - right - nobody).max(0.0)),
    }
}

/// Faces and false match rate of each group of a gallery.
pub type Comparisons = Vec<(f64, f64)>;

/// FMR of a probe with faces of a group: the group's rate, times the probe's multiple, times that of other groups.
pub fn match_rate(rate: f64, probe: f64, other_group: Option<f64>) -> f64 {
    rate * probe * other_group.unwrap_or(1.0)
}

/// A gallery with the make-up of the city: faces and false match rate of each group.
pub fn gallery(faces: f64, groups: impl IntoIterator<Item = (f64, f64)>) -> Comparisons {
    let groups: Vec<(f64, f64)> = groups.into_iter().collect();
    let people: f64 = groups.iter().map(|(people, _)| people).sum();
    groups.into_iter().map(|(members, rate)| (faces * members / people, rate)).collect()
}

/// The product of each pair: false candidates by group, from faces and false match rates.
pub fn products(pairs: &[(f64, f64)]) -> Vec<f64> {
    pairs.iter().map(|(one, other)| one * other).collect()
}

/// Upper ends of the ranges of chance that weights stand for.
pub fn cumulative(weights: impl IntoIterator<Item = f64>) -> Vec<Probability> {
    let weights: Vec<f64> = weights.into_iter().collect();
    let total: f64 = weights.iter().sum();
    let mut sum = 0.0;
    let mut end = |weight: &f64| {
        sum += weight;
        share(sum, total)
    };
    weights.iter().map(&mut end).collect()
}

/// 1 − (1−ι)^(n−1): at least one of the others in a group of n reports.
pub fn any_of_others(share: f64, group: u32) -> Probability {
    probability(1.0 - libm::pow(1.0 - share, f64::from(group.saturating_sub(1))))
}

/// e^(−x) for x ≥ 0 as a table with linear steps between: x in 2⁻¹⁶, result a chance. Error below 2·10⁻⁶.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decline {
    table: Vec<u32>,
}

impl Decline {
    const STEPS_PER_UNIT: usize = 256;
    const UNITS: usize = 24;

    pub fn new() -> Self {
        let entry = |i: usize| {
            let x = i as f64 / Self::STEPS_PER_UNIT as f64;
            libm::round(libm::exp(-x) * 4_294_967_295.0) as u32
        };
        Self { table: (0..=Self::UNITS * Self::STEPS_PER_UNIT + 1).map(entry).collect() }
    }

    /// e^(−x), x in 2⁻¹⁶.
    #[inline]
    pub fn at(&self, x: u64) -> Probability {
        let step = (x >> 8) as usize;
        if step + 1 >= self.table.len() {
            return Probability::NEVER;
        }
        let (high, low) = (u64::from(self.table[step]), u64::from(self.table[step + 1]));
        let value = high - (((high - low) * (x & 255)) >> 8);
        Probability::from_raw(value + (x == 0) as u64)
    }
}

impl Default for Decline {
    fn default() -> Self {
        Self::new()
    }
}

/// (1−d)^k for k = 0, 1, 2 …: what is left of a mark after k months of decay, as a factor.
pub fn compound(decay: f64, months: usize) -> Vec<Q16> {
    (0..=months).map(|k| q16(libm::pow(1.0 - decay, k as f64))).collect()
}

/// The levels of a trait that is exponential with mean `scale`, cut at `top`: level `i` of `n` at quantile (i+½)/n.
pub fn exponential_levels(scale: f64, top: f64, n: usize) -> Vec<Q16> {
    let mass = -libm::expm1(-top / scale);
    (0..n).map(|i| q16(-scale * libm::log1p(-mass * (i as f64 + 0.5) / n as f64))).collect()
}

/// An exponential trait as a function of one word: the quantile that the word stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    scale: f64,
    /// Share of the uncut distribution that is kept.
    mass: f64,
}

impl Exponential {
    /// With a mean in 2⁻¹⁶.
    pub fn with_mean(mean: Q16) -> Self {
        Self { scale: f64::from(mean) / 65_536.0, mass: 1.0 }
    }
    /// Cut at 1, with a mean after the cut in 2⁻¹⁶ (0.001 to 0.49).
    pub fn cut_at_one(mean: Q16) -> Self {
        let scale = truncated_scale(f64::from(mean) / 65_536.0);
        Self { scale, mass: -libm::expm1(-1.0 / scale) }
    }
    /// In 2⁻¹⁶.
    pub fn at(&self, word: u32) -> Q16 {
        q16(-self.scale * libm::log1p(-self.mass * (f64::from(word) + 0.5) / 4_294_967_296.0))
    }
}

/// The scale of an exponential cut at 1 whose mean *after* the cut is `mean` (bisection; the mean rises with the scale).
pub fn truncated_scale(mean: f64) -> f64 {
    let mean = mean.clamp(0.001, 0.49);
    let after = |scale: f64| scale - 1.0 / libm::expm1(1.0 / scale);
    let (mut low, mut high) = (1e-4, 1e3);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if after(middle) < mean { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The levels of the propensity: `n` steps, even in the logarithm, largest ÷ smallest = `ratio`, mean 1.
pub fn propensity_levels(ratio: f64, n: usize) -> Vec<Q16> {
    let raw: Vec<f64> = (0..n).map(|i| libm::pow(ratio, (i as f64 + 0.5) / n as f64)).collect();
    let mean = raw.iter().sum::<f64>() / n as f64;
    raw.iter().map(|value| q16(value / mean)).collect()
}

/// A Poisson count by inversion of an integer table of the distribution function.
#[derive(Clone, Debug, PartialEq)]
pub struct Poisson {
    first: u32,
    thresholds: Vec<u64>,
}

impl Poisson {
    /// For a mean in 2⁻⁴⁰.
    pub fn new(mean: u64) -> Self {
        let mean = mean as f64 / 1_099_511_627_776.0;
        if mean <= 0.0 {
            return Self { first: 0, thresholds: Vec::new() };
        }
        let spread = 12.0 * libm::sqrt(mean) + 30.0;
        let first = libm::floor((mean - spread).max(0.0)) as u32;
        let last = libm::ceil(mean + spread) as u32;
        let log_mean = libm::log(mean);
        let mut sum = 0.0;
        let thresholds = (first..=last)
            .map(|k| {
                let k = f64::from(k);
                sum += libm::exp(k * log_mean - mean - libm::lgamma(k + 1.0));
                (sum.min(1.0) * 18_446_744_073_709_551_615.0) as u64
            })
            .collect();
        Self { first, thresholds }
    }

    /// The count for a uniform 64-bit draw.
    pub fn count(&self, draw: u64) -> u32 {
        self.first + self.thresholds.partition_point(|threshold| *threshold <= draw) as u32
    }
}

/// Rounds a bound up to one of eight steps in each power of two, so that few Poisson tables are needed (kernel.md 4).
pub const fn up_to_grid(mean: u64) -> u64 {
    if mean < 16 {
        return mean;
    }
    let step = 1u64 << (60 - mean.leading_zeros());
    mean.div_ceil(step) * step
}

/// The sizes of a repeating cycle of groups with a heavy tail between `smallest` and `largest`.
pub fn heavy_tailed_sizes(smallest: u32, largest: u32, exponent: f64, groups: u32) -> Vec<u32> {
    let (low, high) = (f64::from(smallest), f64::from(largest) + 1.0);
    let mass = 1.0 - libm::pow(low / high, exponent);
    (0..groups)
        .map(|i| {
            // The van der Corput order mixes large and small along the cycle.
            let u = f64::from(i.reverse_bits() >> 16) / 65_536.0 + 0.5 / f64::from(groups);
            let size = low * libm::pow(1.0 - mass * u.min(1.0 - 1e-9), -1.0 / exponent);
            (size as u32).clamp(smallest, largest)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_always_hits_and_never_does_not() {
        assert!(Probability::CERTAIN.hit(u32::MAX));
        assert!(!Probability::NEVER.hit(0));
    }

    #[test]
    fn the_decline_stays_within_its_stated_error() {
        let decline = Decline::new();
        for i in 0..200_000u64 {
            let x = i * 7;
            let exact = libm::exp(-(x as f64) / 65_536.0);
            let got = decline.at(x).raw() as f64 / 4_294_967_296.0;
            assert!((exact - got).abs() < 2e-6, "{x}: {exact} {got}");
        }
        assert_eq!(decline.at(0), Probability::CERTAIN);
    }

    #[test]
    fn a_gallery_of_22_million_at_one_in_a_million_gives_22_false_candidates() {
        let search = face_search(&[(22e6, 1e-6)], 0.89, 1.0);
        assert!((search.false_candidates - 22.0).abs() < 1e-9);
        assert!(search.fpir.raw() > probability(0.999_999).raw());
        assert_eq!(search.named_right, probability(0.89));
    }

    #[test]
    fn the_poisson_table_has_the_mean_and_variance_of_its_mean() {
        for mean in [0.3f64, 4.0, 170.0, 900.0] {
            let table = Poisson::new((mean * 1_099_511_627_776.0) as u64);
            let n = 200_000u64;
            let counts: Vec<f64> =
                (0..n).map(|i| f64::from(table.count((i * 2 + 1).wrapping_mul(u64::MAX / (2 * n))))).collect();
            let average = counts.iter().sum::<f64>() / n as f64;
            let variance = counts.iter().map(|c| (c - average) * (c - average)).sum::<f64>() / n as f64;
            assert!((average / mean - 1.0).abs() < 2e-3, "{mean} {average}");
            assert!((variance / mean - 1.0).abs() < 2e-2, "{mean} {variance}");
        }
    }

    #[test]
    fn a_fractional_capacity_serves_its_sum() {
        let capacity = scaled_capacity(2_000.0, 10_000, 21_893_095);
        let served: u64 = (0..365).map(|day| served_today(capacity, day)).sum();
        assert_eq!(served, (365 * capacity) >> 16);
    }

    #[test]
    fn the_grid_is_never_below_and_at_most_an_eighth_above() {
        for mean in [1u64, 17, 1000, 123_456_789, 1 << 50, (1 << 50) + 1] {
            let up = up_to_grid(mean);
            assert!(up >= mean && up <= mean + mean / 8 + 1, "{mean} {up}");
        }
    }

    #[test]
    fn dissent_has_its_mean_after_truncation() {
        let scale = truncated_scale(0.25);
        let levels = exponential_levels(scale, 1.0, 4096);
        let mean = levels.iter().map(|l| f64::from(*l)).sum::<f64>() / 4096.0 / 65_536.0;
        assert!((mean - 0.25).abs() < 1e-3, "{mean}");
    }
}
