//! `vitropolis facecalc`: rates and counts of a face search in, the people it names wrongly out.

use crate::numbers::{count, four_digits};
use crate::output::Output;
use clap::{Args, Subcommand};
use experiment::{Drawn, Failure, Identified, Identify, TieRule, Watched, Watchlist};
use serde_json::{Value, json};
use std::fmt::Write;
use std::process::ExitCode;

/// Count whom a face search names wrongly, from rates alone.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    search: Search,
}

#[derive(Subcommand)]
enum Search {
    Identify(IdentifyArguments),
    Watchlist(WatchlistArguments),
}

/// Identify somebody in the gallery of a whole city.
#[derive(Args)]
#[command(
    override_usage = "vitropolis facecalc identify --gallery <N> --fmr <X> --tpir <Y>\n       --searches <S> [--outranks <R>] [--seed <K>] [--json]"
)]
struct IdentifyArguments {
    /// Faces in the gallery (2.2e7 is 22000000)
    #[arg(long, value_name = "N", value_parser = count)]
    gallery: u64,
    /// False match rate of one comparison
    #[arg(long, value_name = "X")]
    fmr: f64,
    /// Chance that the true mate is returned, at that threshold
    #[arg(long, value_name = "Y")]
    tpir: f64,
    /// Searches
    #[arg(long, value_name = "S", value_parser = count)]
    searches: u64,
    /// Chance that the mate outranks a rival; else 1 and 0.5
    #[arg(long, value_name = "R")]
    outranks: Option<f64>,
    /// Seed of the draws
    #[arg(long, value_name = "K", default_value = "1", value_parser = count)]
    seed: u64,
}

/// Alert when a passing face resembles one of a watchlist.
#[derive(Args)]
#[command(
    override_usage = "vitropolis facecalc watchlist --gallery <N> --fmr <X> --tpir <Y>\n       --faces <F> --prevalence <P> [--seed <K>] [--json]"
)]
struct WatchlistArguments {
    /// Faces on the watchlist
    #[arg(long, value_name = "N", value_parser = count)]
    gallery: u64,
    /// False match rate of one comparison
    #[arg(long, value_name = "X")]
    fmr: f64,
    /// Chance that the true mate is returned, at that threshold
    #[arg(long, value_name = "Y")]
    tpir: f64,
    /// Faces that pass (3e6 is 3000000)
    #[arg(long, value_name = "F", value_parser = count)]
    faces: u64,
    /// Share of the passing faces whose person is on the list
    #[arg(long, value_name = "P")]
    prevalence: f64,
    /// Seed of the draws
    #[arg(long, value_name = "K", default_value = "1", value_parser = count)]
    seed: u64,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    match &arguments.search {
        Search::Identify(IdentifyArguments { gallery, fmr, tpir, searches, outranks, seed }) => {
            let (gallery, searches, seed) = (*gallery, *searches, *seed);
            let asked = Identify { gallery, fmr: *fmr, tpir: *tpir, searches, outranks: *outranks, seed };
            let found = experiment::identify(&asked)?;
            output.result(&identified(&asked, &found), || identified_object(&asked, &found))?;
        }
        Search::Watchlist(WatchlistArguments { gallery, fmr, tpir, faces, prevalence, seed }) => {
            let (gallery, faces, seed) = (*gallery, *faces, *seed);
            let asked = Watchlist { gallery, fmr: *fmr, tpir: *tpir, faces, prevalence: *prevalence, seed };
            let found = experiment::watchlist(&asked)?;
            output.result(&watched(&asked, &found), || watched_object(&asked, &found))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn identified(asked: &Identify, found: &Identified) -> String {
    let mut text = head(asked.gallery, found.false_candidates_per_search, found.fpir);
    let _ = writeln!(
        text,
        "drawn: {} in each search\n       ({} repetitions of {} searches)",
        range(&found.drawn_false_candidates_per_search),
        experiment::REPETITIONS,
        found.searches_drawn
    );
    for rule in &found.rules {
        let _ = writeln!(text, "\nIf the true mate outranks a false candidate with chance {}:", rule.outranks);
        let _ = writeln!(text, "  {:<32} {:>12}", "rightly named, per search", four_digits(rule.named_right));
        denominators(
            &mut text,
            ("wrongly named, per search", "searches", rule.named_wrong, &rule.drawn_named_wrong),
            rule.false_alerts,
            rule.ppv,
            rule.innocent_people_alerted_share,
        );
    }
    let _ = writeln!(text, "\nThe person searched is in the gallery, as everybody of a whole city is. Innocent");
    let _ = writeln!(text, "people are named evenly here; those whose group is matched more often bear more.");
    text + &tail(asked.gallery)
}

fn watched(asked: &Watchlist, found: &Watched) -> String {
    let mut text = head(asked.gallery, found.false_candidates_per_search, found.fpir);
    let _ = writeln!(text);
    denominators(
        &mut text,
        (
            "wrong alerts, per passing face",
            "passing faces",
            found.false_alerts_per_face,
            &found.drawn_false_alerts_per_face,
        ),
        found.false_alerts,
        found.ppv,
        found.innocent_people_alerted_share,
    );
    let _ = writeln!(text, "  {:<32} {:>12}", "right alerts", four_digits(found.true_alerts));
    let _ = writeln!(text, "  {:<32} {:>12}", "of the list, passed unnoticed", four_digits(found.missed));
    let _ = writeln!(text, "\ndrawn: {} of the alerts right", range(&found.drawn_ppv));
    let _ = writeln!(text, "       ({} repetitions of {} faces)", experiment::REPETITIONS, found.faces_drawn);
    let _ = writeln!(text, "Each face is another person. For comparison, South Wales 2017: 173 right of 2470");
    let _ = writeln!(text, "alerts, 0.07 (southwales2017).");
    text + &tail(asked.gallery)
}

fn head(gallery: u64, candidates: f64, fpir: f64) -> String {
    format!(
        "{}\n\nfalse candidates in each search   {}, from a gallery of {gallery}\nat least one, with chance         {}\n",
        experiment::SYNTHETIC,
        four_digits(candidates),
        four_digits(fpir)
    )
}

/// The same wrong alerts over everything they can be divided by: searches (with what was drawn), alerts, innocent people.
fn denominators(text: &mut String, searches: (&str, &str, f64, &Drawn), wrong: f64, ppv: f64, innocent: f64) {
    let (label, what, share, drawn) = searches;
    let mut line = |label: &str, share: f64, what: &str| {
        let _ = writeln!(text, "  {label:<32} {:>12}   {} {what}", four_digits(share), out_of(share));
    };
    line(label, share, what);
    line("wrong, per alert", 1.0 - ppv, "alerts");
    line("alerted, per innocent person", innocent, "innocent people");
    let _ = writeln!(text, "  {:<32} {:>12}   the same alarms, each time", "wrong alerts", four_digits(wrong));
    let _ = writeln!(text, "    {label}, drawn: {}", range(drawn));
}

/// A share as people say it.
fn out_of(share: f64) -> String {
    match share {
        none if none.is_nan() => "there are no".to_owned(),
        0.0 => "none of the".to_owned(),
        most if most >= 0.995 => "nearly all".to_owned(),
        most if most >= 0.1 => format!("{:.0} of 100", 100.0 * most),
        few => format!("1 of {:.0}", 1.0 / few),
    }
}

fn tail(gallery: u64) -> String {
    format!(
        "The rates hold at one threshold. They were published for galleries of 1000 and\n\
         10000 (npl2023); beyond that it is our extrapolation (here: {gallery}).\n"
    )
}

fn range(drawn: &Drawn) -> String {
    if drawn.mean.is_nan() {
        return "none".to_owned();
    }
    format!("{} ({} to {})", four_digits(drawn.mean), four_digits(drawn.low), four_digits(drawn.high))
}

fn identified_object(asked: &Identify, found: &Identified) -> Value {
    let rule = |rule: &TieRule| {
        json!({ "outranks": rule.outranks, "named_right_per_search": rule.named_right,
            "named_wrong_per_search": rule.named_wrong, "ppv": rule.ppv, "false_alerts": rule.false_alerts,
            "innocent_people_alerted_share": rule.innocent_people_alerted_share,
            "drawn_named_wrong_per_search": drawn_object(&rule.drawn_named_wrong) })
    };
    let first = &found.rules[0];
    json!({
        "gallery": asked.gallery, "fmr": asked.fmr, "tpir": asked.tpir, "searches": asked.searches, "seed": asked.seed,
        "false_candidates_per_search": found.false_candidates_per_search, "fpir": found.fpir,
        "outranks": first.outranks, "ppv": first.ppv, "false_alerts": first.false_alerts,
        "innocent_people_alerted_share": first.innocent_people_alerted_share,
        "rules": found.rules.iter().map(rule).collect::<Vec<_>>(),
        "drawn_false_candidates_per_search": drawn_object(&found.drawn_false_candidates_per_search),
        "repetitions": experiment::REPETITIONS, "searches_drawn": found.searches_drawn,
    })
}

fn watched_object(asked: &Watchlist, found: &Watched) -> Value {
    json!({
        "gallery": asked.gallery, "fmr": asked.fmr, "tpir": asked.tpir, "faces": asked.faces,
        "prevalence": asked.prevalence, "seed": asked.seed,
        "false_candidates_per_search": found.false_candidates_per_search, "fpir": found.fpir,
        "ppv": found.ppv, "true_alerts": found.true_alerts, "false_alerts": found.false_alerts, "missed": found.missed,
        "false_alerts_per_face": found.false_alerts_per_face,
        "innocent_people_alerted_share": found.innocent_people_alerted_share,
        "drawn_false_alerts_per_face": drawn_object(&found.drawn_false_alerts_per_face),
        "drawn_ppv": drawn_object(&found.drawn_ppv),
        "repetitions": experiment::REPETITIONS, "faces_drawn": found.faces_drawn,
    })
}

fn drawn_object(drawn: &Drawn) -> Value {
    json!({ "mean": drawn.mean, "low": drawn.low, "high": drawn.high })
}
