//! Who is wrongly marked: from an act, or none, to a mark, to a sanction, to its correction.

use super::EVERYBODY;
use super::again::Again;
use super::chart::{Step, funnel};
use super::figure::{Entry, Figure, Panel, Table};
use super::words::Words;
use crate::Run;
use model::measures::Measure::{self, *};

/// Marks by hidden truth, with the name of each and its colour: what people did, what kin did, what nobody of them did.
const TRUTHS: [(Measure, &str, &str); 7] = [
    (MarksOwn, "truth.own", "#7ea8cb"),
    (MarksSpeech, "truth.speech", "#2c6298"),
    (MarksKin, "truth.kin", "#8b8780"),
    (MarksWrongPerson, "truth.wrong_person", "#9e3410"),
    (MarksNoAct, "truth.no_act", "#d67538"),
    (MarksMalice, "truth.malice", "#e8b48c"),
    (MarksWrongAmount, "truth.wrong_amount", "#6b4a3a"),
];
/// The last four are false.
const FALSE: usize = 3;

/// None where there was no false mark in any world.
pub(crate) fn figure(words: &'static Words, run: &Run) -> Option<Figure> {
    let arms: Vec<usize> = (0..run.arms.len()).filter(|arm| false_marks(run, *arm) > 0).collect();
    arms.first()?;
    let panels = arms.iter().map(|&arm| {
        let title = words.say("funnel.title", &[("world", &run.arms[arm].name)]);
        Panel::new(&run.arms[arm].name, "", funnel(&title, &steps(words, run, arm)))
    });
    let again = Again::new(words, run, "result.plot.funnel()");
    let caption = words.text("funnel.caption").to_owned();
    let figure = Figure::new(words, sentence(words, run, arms[0]), panels.collect(), caption, table(words, run), again);
    let legend = TRUTHS.iter().map(|(_, name, colour)| ((*colour).to_owned(), words.text(name).to_owned()));
    Some(Figure { legend: legend.collect(), ..figure })
}

/// Over all seeds.
fn summed(run: &Run, arm: usize, measure: Measure) -> i64 {
    run.cells.iter().map(|arms| arms[arm].total.get(EVERYBODY, measure)).sum()
}

fn all_marks(run: &Run, arm: usize) -> i64 {
    TRUTHS.iter().map(|(measure, ..)| summed(run, arm, *measure)).sum()
}

fn false_marks(run: &Run, arm: usize) -> i64 {
    TRUTHS[FALSE..].iter().map(|(measure, ..)| summed(run, arm, *measure)).sum()
}

/// All marks; the false ones among them, drawn large; of these, what was contested and what was put right.
fn steps(words: &Words, run: &Run, arm: usize) -> Vec<Step> {
    let parts = |truths: &[(Measure, &str, &'static str)], whole: i64| {
        let share = |measure: Measure| summed(run, arm, measure) as f64 / whole.max(1) as f64;
        truths.iter().map(|(measure, _, colour)| (share(*measure), *colour)).collect::<Vec<_>>()
    };
    let (all, wrong) = (all_marks(run, arm), false_marks(run, arm));
    let label = |key: &str, count: i64| words.say(key, &[("n", &words.count(count))]);
    let of_wrong = |key: &str, count: i64| Step {
        label: label(key, count),
        parts: vec![(count as f64 / wrong as f64, TRUTHS[FALSE].2)],
        opens: None,
    };
    let opens = 1.0 - wrong as f64 / all as f64;
    vec![
        Step { label: label("funnel.marks", all), parts: parts(&TRUTHS, all), opens: Some(opens) },
        Step { label: label("funnel.false", wrong), parts: parts(&TRUTHS[FALSE..], wrong), opens: None },
        Step { label: label("funnel.sanctioned", summed(run, arm, NewlyErroneous)), parts: Vec::new(), opens: None },
        of_wrong("funnel.contested", summed(run, arm, AppealsFiledWrong)),
        of_wrong("funnel.put_right", summed(run, arm, AppealsGrantedWrong)),
    ]
}

fn sentence(words: &Words, run: &Run, arm: usize) -> String {
    let (all, wrong) = (all_marks(run, arm), false_marks(run, arm));
    let of = |count: i64, whole: i64| words.digits(1000.0 * count as f64 / whole.max(1) as f64, 3);
    words.say(
        "funnel.sentence",
        &[
            ("world", &run.arms[arm].name),
            ("wrong", &of(wrong, all)),
            ("contested", &of(summed(run, arm, AppealsFiledWrong), wrong)),
            ("right", &of(summed(run, arm, AppealsGrantedWrong), wrong)),
        ],
    )
}

fn table(words: &Words, run: &Run) -> Table {
    let counted = [
        ("funnel.head.sanctioned", NewlyErroneous),
        ("funnel.head.contested", AppealsFiledWrong),
        ("funnel.head.put_right", AppealsGrantedWrong),
    ];
    let mut head = vec![words.text("head.world").to_owned()];
    head.extend(TRUTHS.iter().map(|(_, name, _)| words.text(name).to_owned()));
    head.extend(counted.iter().map(|(name, _)| words.text(name).to_owned()));
    let rows = (0..run.arms.len()).map(|arm| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        let measures = TRUTHS.iter().map(|(measure, ..)| *measure).chain(counted.iter().map(|(_, measure)| *measure));
        row.extend(measures.map(|measure| Entry::count(words, summed(run, arm, measure))));
        row
    });
    Table::new(words, "funnel", words.text("funnel.table").to_owned(), head, rows.collect())
}
