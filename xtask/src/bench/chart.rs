//! The curves as one picture: what a person-day costs by the size of the city, and by how much happens.

use super::{mark, nanoseconds, number};
use serde_json::Value;

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 200.0;
const MARGIN: f64 = 50.0;

pub(super) fn curves(sizes: &[Value], events: &[Value]) -> String {
    let most = sizes.iter().chain(events).map(nanoseconds).fold(0.0, f64::max) * 1.1;
    let by_size = panel(
        sizes,
        |line| number(line, "people").log10(),
        most,
        "people (log)",
        |line| format!("{:.1} M", number(line, "people") / 1e6),
    );
    let by_events = panel(events, |line| number(line, "events"), most, "rates", |line| format!("× {}", line["events"]));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <!-- {} -->\n<title>Nanoseconds of the processor for a person and day</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{by_size}<g transform=\"translate({} 0)\">\n{by_events}</g>\n</svg>\n",
        2.0 * (WIDTH + MARGIN) + MARGIN,
        HEIGHT + 2.0 * MARGIN,
        mark(&sizes[0]),
        WIDTH + MARGIN,
    )
}

/// One curve from zero upward.
fn panel(
    lines: &[Value],
    at: impl Fn(&Value) -> f64,
    most: f64,
    label: &str,
    text: impl Fn(&Value) -> String,
) -> String {
    let places: Vec<f64> = lines.iter().map(&at).collect();
    let (first, last) = places.iter().fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(*x), high.max(*x)));
    let point = |line: &Value| {
        let along = (at(line) - first) / (last - first).max(f64::MIN_POSITIVE);
        (MARGIN + 20.0 + along * (WIDTH - 60.0), MARGIN + HEIGHT * (1.0 - nanoseconds(line) / most))
    };
    let (left, floor) = (MARGIN, MARGIN + HEIGHT);
    let path: Vec<String> = lines.iter().map(point).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let marks: String = lines
        .iter()
        .map(|line| {
            let (x, y) = point(line);
            format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0} ns</text>\
                 <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
                y - 8.0,
                nanoseconds(line),
                floor + 15.0,
                text(line)
            )
        })
        .collect();
    format!(
        "<path d=\"M{left} {MARGIN}V{floor}H{:.1}\" fill=\"none\" stroke=\"#888\"/>\n\
         <polyline points=\"{}\" fill=\"none\" stroke=\"black\"/>\n{marks}<text x=\"{:.1}\" y=\"{:.1}\">{label}</text>\n\
         <text x=\"{left}\" y=\"{:.1}\">ns a person-day</text>\n",
        left + WIDTH - 20.0,
        path.join(" "),
        left + WIDTH / 2.0 - 30.0,
        floor + 32.0,
        MARGIN - 12.0,
    )
}

#[cfg(test)]
mod tests {
    use super::curves;
    use crate::tree::root;
    use serde_json::json;

    #[test]
    fn the_picture_carries_the_mark_and_so_does_the_one_that_is_committed() {
        let line = |people: u32| {
            json!({ "synthetic": "synthetic people only", "version": "1", "regime_hash": "ab", "seed": 1,
                "people": people, "days": 8, "cpu_seconds": 2.0, "events": people })
        };
        let lines = [line(1), line(2)];
        assert!(
            curves(&lines, &lines)
                .contains("<!-- synthetic people only; vitropolis 1; regime as-reported, hash ab; seed 1 -->\n<title>")
        );
        let committed = std::fs::read_to_string(root().join("docs/performance.svg")).expect("the picture");
        let mark = committed.lines().nth(1).expect("a mark");
        let whole =
            ["synthetic people only; not evidence", "; vitropolis ", "; regime as-reported, hash ", "; seed 1 -->"];
        assert!(whole.iter().all(|part| mark.contains(part)), "{mark}");
    }
}
