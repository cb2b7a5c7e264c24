//! How people move between bands as the days go by.

use super::chart::{areas, band_colours};
use super::figure::{Entry, Figure, Panel, Table};
use super::words::{small_type, value};
use crate::Run;
use crate::measures::Unit;
use crate::statistics::{Told, estimate};

/// None where no world has a score.
pub(crate) fn figure(run: &Run) -> Option<Figure> {
    let arms = (0..run.arms.len()).filter(|arm| !shares(run, *arm).is_empty()).collect::<Vec<_>>();
    let first = *arms.first()?;
    let legend = legend(run, first);
    let panels = arms.iter().map(|&arm| {
        let bands = &run.arms[arm].bands;
        let title = format!("Share of people in each band by day, under {}", run.arms[arm].name);
        let mut panel =
            Panel::new(&run.arms[arm].name, "", areas(&title, &shares(run, arm), &band_colours(bands.len())));
        if *bands != run.arms[first].bands {
            panel.legend = self::legend(run, arm);
        }
        panel
    });
    Some(Figure {
        sentence: sentence(run, &arms),
        panels: panels.collect(),
        legend,
        caption: format!(
            "Share of all people in each band, by day of the run, mean over seeds.{}",
            without(run, &arms)
        ),
        table: table(run, &arms),
    })
}

/// Worlds that have no bands to show are named, not forgotten.
fn without(run: &Run, arms: &[usize]) -> String {
    let names = (0..run.arms.len()).filter(|arm| !arms.contains(arm)).map(|arm| format!("“{}”", run.arms[arm].name));
    match super::words::list(&names.collect::<Vec<_>>()) {
        names if names.is_empty() => String::new(),
        names => format!(" Without a score: {names}."),
    }
}

fn legend(run: &Run, arm: usize) -> Vec<(String, String)> {
    let bands = &run.arms[arm].bands;
    band_colours(bands.len()).into_iter().zip(bands.iter().cloned()).collect()
}

/// Share of each band on each day, mean over the seeds.
fn shares(run: &Run, arm: usize) -> Vec<Vec<f64>> {
    let bands = run.arms[arm].bands.len();
    let days = run.cells.iter().map(|arms| arms[arm].bands.len()).min().unwrap_or(0);
    if bands == 0 {
        return Vec::new();
    }
    let mean = |day: usize, band: usize| {
        run.cells.iter().map(|arms| share(&arms[arm].bands[day], band)).sum::<f64>() / run.cells.len() as f64
    };
    (0..days).map(|day| (0..bands).map(|band| mean(day, band)).collect()).collect()
}

fn share(people: &[i64], band: usize) -> f64 {
    let all = people.iter().sum::<i64>();
    if all == 0 { 0.0 } else { people[band] as f64 / all as f64 }
}

fn told(run: &Run, arm: usize, day: usize, band: usize) -> Told {
    let values = run.cells.iter().map(|arms| share(&arms[arm].bands[day], band)).collect::<Vec<_>>();
    estimate(&values).map_or(Told::Nothing, Told::Number)
}

/// Who ends in the lowest band, and how far that is from the first evening.
fn sentence(run: &Run, arms: &[usize]) -> String {
    let under = |arm: usize, share: f64| format!("{} under “{}”", value(Unit::Share, share), run.arms[arm].name);
    let ends = arms.iter().map(|&arm| under(arm, shares(run, arm).last().map_or(0.0, |last| last[0])));
    let starts = arms.iter().map(|&arm| (arm, shares(run, arm)[0][0]));
    let (arm, most) = starts.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).expect("a world with a score");
    let lowest = &run.arms[arms[0]].bands[0];
    let same = arms.iter().all(|arm| run.arms[*arm].bands[0] == *lowest);
    let band = if same { format!(" (“{lowest}”)") } else { String::new() };
    let start = if most == 0.0 { "it was empty".into() } else { format!("it held at most {}", under(arm, most)) };
    let ends = super::words::list(&ends.collect::<Vec<_>>());
    format!("Share of all people in the lowest band{band} on the last evening: {ends}. On the first evening {start}.")
}

fn table(run: &Run, arms: &[usize]) -> Table {
    let mut rows = Vec::new();
    for &arm in arms {
        let last = shares(run, arm).len() - 1;
        for (band, name) in run.arms[arm].bands.iter().enumerate().rev() {
            let mut row = vec![Entry::words(&run.arms[arm].name), Entry::words(name)];
            row.extend([0, last / 2, last].map(|day| Entry::value(Unit::Share, told(run, arm, day, band))));
            rows.push(row);
        }
    }
    let head = ["world", "band", "first evening", "halfway", "last evening"].map(str::to_owned).to_vec();
    Table { caption: format!("Share of people in each band; {}", small_type(run)), head, rows }
}
