//! How fast a city lives: by its size, by threads, by how much happens; and beside the peers.
//!
//! Seconds of the processor are what counts, so that what else the machine does counts little; seconds on the wall are
//! kept beside them. `docs/performance.md` is written from the lines that the runs print, and from nothing else.

mod chart;

use crate::host;
use crate::tree::root;
use anyhow::{Context, bail};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

const EXPERIMENT: &str = "experiments/beijing.toml";
const ARM: &str = "as-reported";
/// A city that fits into a processor's own memory, long enough that its first evening does not count: people and days.
const SMALL: [&str; 2] = ["50000", "60"];
/// People of the curve; the last is the whole city.
const PEOPLE: &[&str] = &["200000", "700000", "2200000", "7000000", "21893095"];
/// Where the other two curves are taken.
const MIDDLE: &str = "2200000";
const EVENTS: &[&str] = &["0.5", "1", "2"];
const DAYS: &str = "8";
/// A run for the tests of the tests.
const SMOKE: [&str; 4] = ["20000", "3", "1", "1"];

type Bench = fn() -> anyhow::Result<()>;

const ALL: [(&str, Bench); 4] = [("stages", stages), ("peers", peers), ("curves", curves), ("year", whole_year)];

/// Runs what is asked for; everything if nothing is said.
pub(crate) fn run(only: &[&str]) -> anyhow::Result<()> {
    if let Some(unknown) = only.iter().find(|word| **word != "smoke" && ALL.iter().all(|(name, _)| name != *word)) {
        bail!("`{unknown}` is nothing that is timed; stages, curves, peers, year and smoke are");
    }
    if only.contains(&"smoke") {
        return smoke();
    }
    let wanted = |name: &&str| only.is_empty() || only.contains(name);
    ALL.iter().filter(|(name, _)| wanted(name)).try_for_each(|(_, bench)| bench())?;
    write_page()
}

/// Some seconds in which everything of a curve is tried once.
pub(crate) fn smoke() -> anyhow::Result<()> {
    build()?;
    let line = pace(&SMOKE, &["stages"])?;
    println!("{:.0} ns a person-day, in stages", nanoseconds(&line));
    Ok(())
}

fn stages() -> anyhow::Result<()> {
    host::cargo(&["bench", "-p", "engine"])
}

fn peers() -> anyhow::Result<()> {
    host::run("python3", &["benches/peers/run.py"])
}

/// The main job for everybody, in one world, with all that a run records.
fn whole_year() -> anyhow::Result<()> {
    host::cargo(&["build", "--release", "-p", "vitropolis", "--quiet"])?;
    let out = folder()?.join("year");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let people = PEOPLE[PEOPLE.len() - 1];
    let words = format!("run {EXPERIMENT} --people {people} --arms {ARM} --seeds 1 --robust-draws 0 --out");
    let words: Vec<&str> = words.split(' ').chain([out.to_str().context("a path of letters")?]).collect();
    host::run(root().join("target/release/vitropolis"), &words)
}

fn build() -> anyhow::Result<()> {
    host::cargo(&["build", "--release", "-p", "engine", "--examples", "--quiet"])
}

/// One line of `crates/engine/examples/pace.rs`.
fn pace(size: &[&str; 4], more: &[&str]) -> anyhow::Result<Value> {
    let words = [&[EXPERIMENT, ARM][..], size, more].concat();
    let output = host::command(root().join("target/release/examples/pace"), &words).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line =
        text.lines().last().with_context(|| format!("pace {words:?}: {}", String::from_utf8_lossy(&output.stderr)))?;
    println!("{line}");
    serde_json::from_str(line).with_context(|| format!("pace {words:?} printed {line}"))
}

fn number(line: &Value, key: &str) -> f64 {
    line[key].as_f64().unwrap_or(f64::NAN)
}

/// Nanoseconds of the processor for a person and day.
fn nanoseconds(line: &Value) -> f64 {
    number(line, "cpu_seconds") * 1e9 / number(line, "people") / number(line, "days")
}

/// Seconds on the wall for a year, from the mean day.
fn year(line: &Value) -> f64 {
    let days: Vec<f64> = line["day_seconds"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    365.0 * days.iter().sum::<f64>() / days.len() as f64
}

/// Whose seconds these are not, and what was run, as `pace` has told it.
fn mark(line: &Value) -> String {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    let [synthetic, version, hash] = ["synthetic", "version", "regime_hash"].map(text);
    format!("{synthetic}; vitropolis {version}; regime {ARM}, hash {hash}; seed {}", line["seed"])
}

fn curves() -> anyhow::Result<()> {
    build()?;
    let sizes = PEOPLE.iter().map(|people| pace(&[people, DAYS, "2", "1"], &[])).collect::<anyhow::Result<Vec<_>>>()?;
    let threads = ["1", "2"].map(|threads| pace(&[MIDDLE, DAYS, threads, "1"], &[]));
    let threads = threads.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    let events = EVENTS.iter().map(|events| pace(&[MIDDLE, DAYS, "1", events], &["stages"]));
    let events = events.collect::<anyhow::Result<Vec<_>>>()?;
    let small = pace(&[SMALL[0], SMALL[1], "1", "1"], &[])?;
    let all = serde_json::json!({
        "mark": mark(&sizes[0]), "machine": machine(), "small": small, "people": sizes, "threads": threads, "events": events,
    });
    fs::write(folder()?.join("pace.json"), serde_json::to_string_pretty(&all)?)?;
    Ok(())
}

/// Writes the page that is committed from what was measured on this machine; nothing where there are no curves.
fn write_page() -> anyhow::Result<()> {
    let measured = folder()?.join("pace.json");
    let Ok(text) = fs::read_to_string(&measured) else { return Ok(()) };
    let all: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", measured.display()))?;
    let lines = |key: &str| all[key].as_array().cloned().unwrap_or_default();
    let chart = chart::curves(&lines("people"), &lines("events"));
    fs::write(root().join("docs/performance.svg"), chart)?;
    fs::write(root().join("docs/performance.md"), page(&all)?)?;
    Ok(())
}

fn folder() -> anyhow::Result<PathBuf> {
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn page(all: &Value) -> anyhow::Result<String> {
    let lines = |key: &str| all[key].as_array().map(Vec::as_slice).with_context(|| format!("pace.json has no `{key}`"));
    let (sizes, threads, events) = (lines("people")?, lines("threads")?, lines("events")?);
    let is_middle = |line: &&Value| MIDDLE.parse().is_ok_and(|people: u64| line["people"] == people);
    let middle = sizes.iter().find(is_middle).context("no size in the middle")?;
    let peers = fs::read_to_string(root().join("target/bench/peers/table.md"));
    let peers = peers.unwrap_or_else(|_| "Not measured on this machine.\n".to_owned());
    Ok(format!(
        include_str!("bench/page.md"),
        machine = all["machine"].as_str().unwrap_or_default(),
        days = DAYS,
        year = lived_year(),
        command =
            format_args!("{EXPERIMENT} --people {} --arms {ARM} --seeds 1 --robust-draws 0", PEOPLE[PEOPLE.len() - 1]),
        sizes = table(
            sizes,
            &["people", "ns a person-day", "ns an act", "a year, s", "built in, s", "bytes a person"],
            row
        ),
        threads = table(threads, &["threads", "ns a person-day (all threads)", "a year, s"], |line| {
            vec![number(line, "threads").to_string(), format!("{:.0}", nanoseconds(line)), format!("{:.0}", year(line))]
        }),
        events = by_events(events),
        stages = by_stage(&events[1]),
        triad = format_args!("{:.1}", number(middle, "triad_bytes_per_second") / 1e9),
        draw = format_args!("{:.1}", number(middle, "draw_ns")),
        draws = format_args!("{:.0}", nanoseconds(middle) / number(middle, "draw_ns")),
        small = SMALL[0],
        cached = format_args!("{:.0}", nanoseconds(&all["small"])),
        middle = MIDDLE,
        uncached = format_args!("{:.0}", nanoseconds(&events[1])),
        peers = peers,
    ))
}

/// What the run of a whole year tells of itself, beside what is wanted of it.
fn lived_year() -> String {
    let text = fs::read_to_string(root().join("target/bench/year/how.json")).unwrap_or_default();
    let Ok(how) = serde_json::from_str::<Value>(&text) else { return "Not measured on this machine.\n".to_owned() };
    let gib = |key: &str| number(&how, key) / f64::from(1 << 30);
    let seconds = |key: &str| format!("{:.1} s", number(&how, key));
    let checkpoints = format!("{} ({:.0})", seconds("checkpoint_seconds"), number(&how, "checkpoints"));
    let rows = [
        ("the city is drawn in", seconds("build_seconds"), "60 s"),
        ("the days are lived in", seconds("run_seconds"), "120 s"),
        ("of these for checkpoints (how many)", checkpoints, "5 %"),
        ("person-days a second", format!("{:.2e}", number(&how, "person_days_per_second")), ""),
        ("peak memory", format!("{:.2} GiB", gib("peak_memory_bytes")), "6 GiB"),
        ("memory that was expected beforehand", format!("{:.2} GiB", gib("expected_memory_bytes")), ""),
    ];
    let lines: Vec<String> = rows.iter().map(|(what, got, most)| format!("| {what} | {got} | {most} |")).collect();
    format!("| | measured | wanted: at most |\n|---|---:|---:|\n{}\n", lines.join("\n"))
}

fn row(line: &Value) -> Vec<String> {
    let (people, cpu) = (number(line, "people"), number(line, "cpu_seconds"));
    vec![
        format!("{people:.0}"),
        format!("{:.0}", nanoseconds(line)),
        format!("{:.0}", cpu * 1e9 / number(line, "acts")),
        format!("{:.0}", year(line)),
        format!("{:.1}", number(line, "build_seconds")),
        format!("{:.0}", number(line, "peak_memory_bytes") / people),
    ]
}

fn by_events(events: &[Value]) -> String {
    let head =
        ["rates", "ns a person-day", "against the given rates", "stages of an act, ns", "against the given rates"];
    table(events, &head, |line| {
        let against = |of: fn(&Value) -> f64| format!("{:.2}", of(line) / of(&events[1]));
        let tell = |of: fn(&Value) -> f64| format!("{:.0}", of(line));
        let rates = format!("× {}", line["events"]);
        vec![rates, tell(nanoseconds), against(nanoseconds), tell(of_acts), against(of_acts)]
    })
}

/// From what may happen to what the circles hear of it.
const OF_AN_ACT: [&str; 9] = [
    "occasions",
    "conduct",
    "observation",
    "attribution",
    "denunciation",
    "acts learned",
    "scoring",
    "response",
    "publish",
];

/// Nanoseconds of the processor for a person and day in the stages of an act.
fn of_acts(line: &Value) -> f64 {
    let stages = stages_of(line);
    let sum = |of: &dyn Fn(&str) -> bool| stages.iter().filter(|(name, _)| of(name)).map(|(_, time)| time).sum::<f64>();
    nanoseconds(line) * sum(&|name| OF_AN_ACT.contains(&name)) / sum(&|_| true)
}

fn stages_of(line: &Value) -> Vec<(String, f64)> {
    let named = |stage: &Value| Some((stage[0].as_str()?.to_owned(), stage[1].as_f64()?));
    line["stages_ns"].as_array().into_iter().flatten().filter_map(named).collect()
}

/// The stages that take more than a hundredth, scaled from the wall to the processor.
fn by_stage(line: &Value) -> String {
    let mut stages = stages_of(line);
    stages.sort_by(|a, b| b.1.total_cmp(&a.1));
    let wall: f64 = stages.iter().map(|(_, time)| time).sum();
    let lines: Vec<String> = stages
        .iter()
        .filter(|(_, time)| *time > wall / 100.0)
        .map(|(name, time)| {
            format!("| {name} | {:.1} | {:.0} % |", time / wall * nanoseconds(line), 100.0 * time / wall)
        })
        .collect();
    format!("| stage | ns a person-day | share |\n|---|---:|---:|\n{}\n", lines.join("\n"))
}

fn table(lines: &[Value], head: &[&str], row: impl Fn(&Value) -> Vec<String>) -> String {
    let rows: Vec<String> = lines.iter().map(|line| format!("| {} |", row(line).join(" | "))).collect();
    format!("| {} |\n|{}\n{}\n", head.join(" | "), "---:|".repeat(head.len()), rows.join("\n"))
}

/// The processor, where the system tells (Linux).
fn machine() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    format!("{cores} cores of {}, load {load} when the last run ended", model.unwrap_or("a processor without a name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_seconds_a_year_and_nanoseconds_a_person_day() {
        let line = serde_json::json!({ "people": 1e6, "days": 2.0, "cpu_seconds": 0.2, "day_seconds": [0.1, 0.3] });
        assert!((nanoseconds(&line) - 100.0).abs() < 1e-9);
        assert!((year(&line) - 73.0).abs() < 1e-9);
    }
}
