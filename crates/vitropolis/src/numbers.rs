//! Counts as people type them: `200000`, `200_000`, `2e5`, `2.2e7`; and results as they are read.

/// A whole number; underscores and powers of ten are welcome.
pub(crate) fn count(text: &str) -> Result<u64, String> {
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    if let Ok(number) = plain.parse::<u64>() {
        return Ok(number);
    }
    let number: f64 = plain.parse().map_err(|_| allowed(text))?;
    let whole = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
    if whole { Ok(number as u64) } else { Err(allowed(text)) }
}

/// The same, for counts that fit 32 bits.
pub(crate) fn small_count(text: &str) -> Result<u32, String> {
    u32::try_from(count(text)?).map_err(|_| format!("`{text}` is too large; at most {} is allowed", u32::MAX))
}

fn allowed(text: &str) -> String {
    format!("`{text}` is not a count; a whole number is allowed, such as 200000, 200_000 or 2e5")
}

/// Four digits, whatever the size.
pub(crate) fn four_digits(value: f64) -> String {
    match value.abs() {
        none if none.is_nan() => "–".to_owned(),
        0.0 => "0".to_owned(),
        size if size < 0.001 => format!("{value:.3e}"),
        size if size < 1_000.0 => format!("{value:.4}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_people_type_them() {
        assert_eq!(count("200_000"), Ok(200_000));
        assert_eq!(count("2.2e7"), Ok(22_000_000));
        assert!(count("1.5").is_err());
        assert!(count("-3").is_err());
        assert!(small_count("1e10").is_err());
    }
}
