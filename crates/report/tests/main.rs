//! What a run writes and says, tried on made-up numbers.

#[path = "../examples/sample/made_up.rs"]
mod made_up;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt16Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use made_up::{LAWFUL, Rates, SCORED};
use model::measures::Measure;
use model::measures::groups::{Group, Groups};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use report::measures::{self, ERRONEOUS, RIGHTS, SANCTIONS, WRONGS};
use report::robust::{Point, Points, every, lines};
use report::statistics::Told;
use report::{
    BandsWriter, Compared, Counts, DailyWriter, DigestsWriter, Mark, Measured, Pair, Robust, Run, SYNTHETIC,
    compared_table, html,
};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A file of this test run; the name is the test's.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn mark() -> Mark {
    Mark::of(&made_up::run(3, 20_000))
}

fn groups() -> Vec<Group> {
    Groups::new(&["north".to_owned(), "south".to_owned()], &["common".to_owned()]).list
}

fn daily(path: &Path, days: u16) {
    days_so_far(path, days).finish().unwrap();
}

/// A table that has not come to its end.
fn days_so_far(path: &Path, days: u16) -> DailyWriter {
    let groups = groups();
    let mut counts = vec![7; groups.len() * Measure::COUNT];
    for (group, row) in counts.chunks_exact_mut(Measure::COUNT).enumerate() {
        let people = if groups[group].kind == "chat size" { 0 } else { 500 };
        row[Measure::People as usize] = if groups[group].name == "south" { 9 } else { people };
    }
    let mut writer = DailyWriter::create(path, &mark(), &groups).unwrap();
    for day in 0..days {
        counts[Measure::Offences as usize] = i64::from(day);
        writer.push(1, "as-reported", day, &counts).unwrap();
    }
    writer
}

fn bands(path: &Path) {
    let groups = groups();
    let names = ["low".to_owned(), "high".to_owned()];
    let people = (0..groups.len() * 2).map(|cell| cell as i64 + 8).collect::<Vec<_>>();
    let mut writer = BandsWriter::create(path, &mark(), &groups).unwrap();
    writer.push(1, "as-reported", 0, &names, &people).unwrap();
    writer.push(1, "ordinary-law", 0, &[], &[]).unwrap();
    writer.finish().unwrap();
}

type Pairs = Vec<(String, Option<String>)>;

/// Metadata, rows and the number of row groups of a Parquet file.
fn read(path: &Path) -> (Pairs, Vec<RecordBatch>, usize) {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let metadata = builder.metadata().clone();
    let pairs = metadata.file_metadata().key_value_metadata().unwrap();
    let pairs = pairs.iter().map(|pair| (pair.key.clone(), pair.value.clone())).collect();
    let row_groups = metadata.num_row_groups();
    (pairs, builder.build().unwrap().map(Result::unwrap).collect(), row_groups)
}

fn assert_marked(pairs: &Pairs) {
    for (key, value) in mark().pairs() {
        assert!(pairs.contains(&(key.clone(), Some(value))), "{key}");
    }
    assert_eq!(pairs[0].1.as_deref(), Some(SYNTHETIC), "the synthetic people come first");
}

#[test]
fn daily_parquet_carries_the_mark() {
    let path = scratch("daily_mark.parquet");
    daily(&path, 2);
    assert_marked(&read(&path).0);
}

#[test]
fn bands_parquet_carries_the_mark() {
    let path = scratch("bands_mark.parquet");
    bands(&path);
    assert_marked(&read(&path).0);
}

#[test]
fn digests_csv_carries_the_mark_as_comments_before_its_head() {
    let path = scratch("digests.csv");
    let mut writer = DigestsWriter::create(&path, &mark()).unwrap();
    writer.push(1, "as-reported", 30, "00ff").unwrap();
    writer.finish().unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = text.lines().collect::<Vec<_>>();
    assert_eq!(lines[0], format!("# synthetic = {SYNTHETIC}"));
    assert_eq!(lines[..lines.len() - 2], mark().lines());
    assert_eq!(lines[lines.len() - 2..], ["seed,arm,day,digest", "1,as-reported,30,00ff"]);
}

#[test]
fn measures_csv_carries_the_mark_and_tells_what_the_run_tells() {
    let run = made_up::run(4, 20_000);
    let text = Measured::of(&run).csv(&Mark::of(&run));
    assert_eq!(text.lines().take(mark().lines().len()).collect::<Vec<_>>(), Mark::of(&run).lines());
    let read = Measured::read(&text).unwrap();
    assert!(read == Measured::of(&run), "what was written is read back");
    let groups: Vec<usize> = (0..run.groups.len()).filter(|group| large(&run, *group)).collect();
    assert!(groups.len() == read.groups.len() && groups.len() > 10);
    for about in measures::EVERY {
        for arm in 0..run.arms.len() {
            for (place, group) in groups.iter().enumerate() {
                let (world, reference) = (read.world(arm), read.world(run.reference));
                let told = (world.told(about, place), world.less(reference, about, place));
                let wanted = (run.told(about, arm, *group), run.difference(about, arm, *group));
                assert_eq!(told, wanted, "{} in world {arm}, group {group}", about.key);
            }
        }
    }
}

#[test]
fn a_line_of_measures_csv_that_is_no_row_is_told_by_its_number() {
    let run = made_up::run(1, 20_000);
    let text = Measured::of(&run).csv(&Mark::of(&run));
    let lines = text.lines().count();
    assert_eq!(Measured::read(&format!("{text}1,as-reported,all\n")), Err(lines + 1));
    assert_eq!(
        Measured::read(&Mark::of(&run).lines().join("\n")),
        Err(Mark::of(&run).lines().len()),
        "nothing measured"
    );
}

/// Groups that `seeds.csv` holds: ten people or more in every world.
fn large(run: &Run, group: usize) -> bool {
    let people = |cell: &report::Cell| cell.total.get(group, Measure::People) >= 10;
    run.groups[group].kind == "chat size" || run.cells.iter().flatten().all(people)
}

#[test]
fn summary_json_carries_the_mark_and_pairs_every_other_world() {
    let run = made_up::run(4, 200_000);
    let summary: serde_json::Value = serde_json::from_str(&report::summary_json(&run)).unwrap();
    assert_eq!(summary["synthetic"], SYNTHETIC);
    assert_eq!(summary["version"], run.version);
    assert_eq!(summary["experiment_hash"], run.experiment_hash);
    assert_eq!(summary["regime_hashes"][0]["hash"], run.arms[0].regime_hash);
    assert_eq!(summary["seeds"], serde_json::json!(run.seeds));
    let measures = |arm: usize| summary["arms"][arm]["measures"].as_array().unwrap();
    assert_eq!(measures(0).len(), measures::EVERY.len());
    assert!(measures(0).iter().any(|line| line["paired_difference"]["low"].is_number()));
    assert!(measures(run.reference).iter().all(|line| line["paired_difference"].is_null()));
}

#[test]
fn the_page_carries_the_mark_for_readers_and_for_programs() {
    let run = made_up::run(3, 20_000);
    let page = report::html(&run);
    for (key, value) in Mark::of(&run).pairs() {
        assert!(page.contains(&format!(r#"<meta name="{key}" content="{value}">"#)), "{key}");
    }
    let head = &page[..page.find("<main>").unwrap()];
    assert!(head.contains("synthetic people only</title>"));
    assert!(head.contains("synthetic people only · not evidence about any real population"));
}

#[test]
fn the_terminal_table_carries_the_mark_and_a_row_for_each_world() {
    let run = made_up::run(4, 20_000);
    let table = report::summary_table(&run);
    assert!(table.contains(SYNTHETIC) && table.contains("over 4 seeds"));
    for arm in &run.arms {
        assert!(table.lines().any(|line| line.starts_with(&arm.name)), "{}", arm.name);
    }
}

#[test]
fn daily_parquet_reads_back_with_units_and_descriptions() {
    let path = scratch("daily.parquet");
    daily(&path, 3);
    let (_, batches, _) = read(&path);
    let schema = batches[0].schema();
    assert_eq!(schema.fields().len(), 5 + Measure::COUNT);
    for measure in Measure::ALL {
        let field = schema.field_with_name(measure.name()).unwrap();
        assert_eq!(field.metadata()["unit"], measure.unit());
        assert!(field.metadata()["description"].starts_with(measure.text()));
    }
    let rows = &batches[0];
    let days = rows.column_by_name("day").unwrap().as_primitive::<UInt16Type>();
    let offences = rows.column_by_name("offences").unwrap().as_primitive::<Int64Type>();
    let kinds = rows.column_by_name("group_kind").unwrap().as_string::<i32>();
    for row in (0..rows.num_rows()).filter(|row| kinds.value(*row) == "all") {
        assert_eq!(offences.value(row), i64::from(days.value(row)));
    }
    assert_eq!(rows.column_by_name("seed").unwrap().as_primitive::<UInt64Type>().value(0), 1);
}

#[test]
fn a_group_of_nine_people_is_not_written_but_a_chat_size_is() {
    let path = scratch("daily_small.parquet");
    daily(&path, 1);
    let (_, batches, _) = read(&path);
    let names = batches[0].column_by_name("group").unwrap().as_string::<i32>();
    let names = (0..names.len()).map(|row| names.value(row)).collect::<Vec<_>>();
    assert!(names.contains(&"north") && names.contains(&"121+"));
    assert!(!names.contains(&"south"));
    assert_eq!(names.len(), groups().len() - 1);
}

#[test]
fn a_band_of_nine_people_is_suppressed() {
    let path = scratch("bands.parquet");
    bands(&path);
    let (_, batches, _) = read(&path);
    let people = batches[0].column_by_name("people").unwrap().as_primitive::<Int64Type>();
    assert!(people.is_null(0) && people.is_null(1));
    assert_eq!(people.value(2), 10);
}

#[test]
fn many_days_are_written_in_bounded_row_groups() {
    let path = scratch("daily_long.parquet");
    let days = 5000;
    daily(&path, days);
    let (_, batches, row_groups) = read(&path);
    let rows = batches.iter().map(RecordBatch::num_rows).sum::<usize>();
    assert_eq!(rows, usize::from(days) * (groups().len() - 1));
    assert_eq!(row_groups, rows.div_ceil(100_000));
}

#[test]
fn what_a_run_that_died_had_written_can_be_read_up_to_the_last_whole_row_group() {
    let path = scratch("daily_died.parquet");
    // Of an earlier run of this test.
    let _ = std::fs::remove_file(&path);
    let days = 8000;
    let rows = usize::from(days) * (groups().len() - 1);
    std::mem::forget(days_so_far(&path, days));
    assert!(!path.exists());
    let parts = std::fs::read_dir(path.with_extension("parquet.parts")).unwrap();
    let mut parts: Vec<PathBuf> = parts.map(|part| part.unwrap().path()).collect();
    parts.sort();
    assert!(parts.len() > 1 && parts.len() == rows / 100_000, "{parts:?}");
    let mut read_days = Vec::new();
    for part in &parts {
        let (pairs, batches, row_groups) = read(part);
        assert_marked(&pairs);
        assert_eq!(row_groups, 1);
        let days =
            batches.iter().map(|batch| batch.column_by_name("day").unwrap().as_primitive::<UInt16Type>().clone());
        read_days.extend(days.flat_map(|days| days.values().to_vec()));
    }
    assert!(read_days.is_sorted() && read_days.len() > rows - 101_000);
    // The whole table has the very bytes that one writer gives, and leaves no parts behind.
    days_so_far(&path, days).finish().unwrap();
    assert!(!path.with_extension("parquet.parts").exists());
    assert_eq!(read(&path).2, rows.div_ceil(100_000));
}

#[test]
fn the_same_numbers_give_the_same_bytes() {
    let (one, two) = (scratch("same_1.parquet"), scratch("same_2.parquet"));
    daily(&one, 20);
    daily(&two, 20);
    assert!(std::fs::read(&one).unwrap() == std::fs::read(&two).unwrap());
    bands(&one);
    bands(&two);
    assert!(std::fs::read(&one).unwrap() == std::fs::read(&two).unwrap());
    let run = made_up::run(3, 20_000);
    assert!(report::html(&run) == report::html(&run.clone()));
    assert_eq!(report::summary_json(&run), report::summary_json(&run.clone()));
}

#[test]
fn a_file_that_cannot_be_made_is_an_error_and_not_a_panic() {
    let nowhere = scratch("no such folder").join("daily.parquet");
    assert!(DailyWriter::create(&nowhere, &mark(), &groups()).is_err());
    assert!(DigestsWriter::create(&nowhere, &mark()).is_err());
}

#[test]
fn a_flawless_regime_that_punishes_speech_does_not_look_better() {
    let flawed = Rates { erroneous: 0.05, rights: 0.0, disproportionate: 0.01, ..SCORED };
    let flawless = Rates { erroneous: 0.0, rights: 0.2, disproportionate: 0.01, ..SCORED };
    let run = made_up::run_of(4, 200_000, &[("flawless", flawless), ("flawed", flawed), ("ordinary-law", LAWFUL)]);
    let mean = |about, arm| run.told(about, arm, 0).mean().unwrap();
    assert_eq!(mean(&ERRONEOUS, 0), 0.0);
    assert!(mean(&RIGHTS, 0) > mean(&ERRONEOUS, 1), "the wrong is not lost with the error");
    let page = report::html(&run);
    let story = section(&page, "people");
    for (about, _) in WRONGS {
        let word = about.name.split(' ').next().unwrap();
        assert!(story.contains(word), "the paragraph tells all three wrongs: {word}");
        assert!(section(&page, "wrongs").contains(&format!("<h3>{}</h3>", about.name)));
    }
    assert!(section(&page, "wrongs").contains("rights-violating sanctions were highest under “flawless”"));
}

#[test]
fn no_measure_adds_the_three_wrongs_up() {
    let run = made_up::run_of(3, 200_000, &[("as-reported", SCORED), ("ordinary-law", LAWFUL)]);
    let sum = WRONGS.iter().map(|(about, _)| run.told(about, 0, 0).mean().unwrap()).sum::<f64>();
    for about in measures::EVERY {
        let mean = run.told(about, 0, 0).mean().unwrap_or(0.0);
        assert!((mean - sum).abs() > 1e-6, "{}", about.key);
    }
}

#[test]
fn a_small_group_is_too_few_to_tell() {
    let run = made_up::run(3, 60_000);
    let rare = run.groups.iter().position(|group| group.name == "rare").unwrap();
    assert_eq!(run.told(&SANCTIONS, 0, rare), Told::TooFew);
    let parity = measures::parity::between(&run, 0, "appearance");
    assert_eq!(parity, None, "a group that cannot be told is not compared, and so never looks fair");
    let page = report::html(&run);
    assert!(section(&page, "groups").contains("too few to tell"));
}

#[test]
fn a_large_group_that_is_hardly_ever_hit_is_told() {
    let mut run = made_up::run(3, 60_000);
    let migrant = run.groups.iter().position(|group| group.name == "migrant").unwrap();
    for cell in run.cells.iter_mut().flatten() {
        cell.total.0[migrant * Measure::COUNT + Measure::NewlySanctioned as usize] = 0;
    }
    assert_eq!(run.told(&SANCTIONS, 0, migrant).mean(), Some(0.0));
}

#[test]
fn a_world_without_sanctions_divides_by_nothing() {
    let nothing =
        Rates { sanctioned: 0.0, erroneous: 0.0, rights: 0.0, disproportionate: 0.0, offences: 0.0, ..LAWFUL };
    let run = made_up::run_of(3, 20_000, &[("as-reported", SCORED), ("nothing", nothing)]);
    assert_eq!(run.told(&measures::ERRONEOUS_OF_SANCTIONED, 1, 0), Told::Nothing);
    assert_eq!(run.paired_ratio(&ERRONEOUS, 0, 0), Told::Nothing);
    assert_honest_numbers(&run);
}

#[test]
fn an_empty_city_breaks_nothing() {
    let mut run = made_up::run(3, 20_000);
    for cell in run.cells.iter_mut().flatten() {
        let empty = Counts(vec![0; cell.total.0.len()]);
        (cell.total, cell.person_days) = (empty.clone(), empty);
        cell.bands.iter_mut().flatten().for_each(|people| *people = 0);
    }
    assert_honest_numbers(&run);
}

#[test]
fn worlds_without_a_score_have_no_bands_and_break_nothing() {
    let run = made_up::run_of(3, 20_000, &[("stricter-law", LAWFUL), ("ordinary-law", LAWFUL)]);
    let page = report::html(&run);
    assert!(!page.contains("id=\"bands\"") && !page.contains("#bands"));
    let mixed = report::html(&made_up::run(3, 20_000));
    assert!(section(&mixed, "bands").contains("Without a score: “ordinary-law”"));
}

#[test]
fn a_single_world_is_reported_without_a_comparison() {
    let run = made_up::run_of(3, 20_000, &[("as-reported", SCORED)]);
    let page = report::html(&run);
    assert!(!page.contains(r#"id="worlds""#) && page.contains("in 1 world "));
}

#[test]
fn fewer_than_three_seeds_give_no_interval() {
    let run = made_up::run(2, 20_000);
    let page = report::html(&run);
    assert!(section(&page, "people").contains("no intervals: 2 seeds, and 3 are the least"));
    assert!(section(&page, "people").contains("(too few seeds to compare)"));
    assert!(!page.contains("no interval:"), "it is said once above a table, not in each cell");
    assert!(section(&page, "wrongs").contains("Seeds are too few to rank the worlds"));
    assert!(!section(&page, "wrongs").contains("highest"));
    assert!(section(&page, "worlds").contains("2 seeds: no interval, so nothing that moves"));
    assert!(section(&page, "groups").contains("2 seeds: no interval, so in no group can a rise or a fall"));
    assert!(!page.contains("tells a rise") && !page.contains("that these seeds can tell from noise"));
    assert!(report::summary_table(&run).contains("2 seeds: no interval"));
}

#[test]
fn of_two_runs_nothing_is_told_from_noise_where_there_is_no_interval() {
    let beside = |seeds: u64| {
        let run = Measured::of(&made_up::run(seeds, 20_000));
        compared_table(&Compared { a: run.clone(), b: run, pairs: vec![Pair { a: 0, b: 0 }] })
    };
    assert!(beside(2).contains("  2 seeds: no interval, so nothing can be told from noise\n"));
    assert!(!beside(2).contains("nothing else") && beside(3).contains("  nothing else\n"));
}

#[test]
fn one_seed_is_written_as_one() {
    let run = made_up::run(1, 20_000);
    let all = report::html(&run) + &report::summary_table(&run);
    assert!(all.contains("1 seed") && !all.contains("1 seeds"));
}

#[test]
fn worlds_that_the_seeds_cannot_tell_apart_are_named_with_the_highest() {
    let mut run = made_up::run_of(3, 200_000, &[("one", SCORED), ("other", SCORED), ("ordinary-law", LAWFUL)]);
    let erroneous = Measure::NewlyErroneous as usize;
    for (seed, arms) in run.cells.iter_mut().enumerate() {
        arms[1].total.0[erroneous] = arms[0].total.0[erroneous] + [40, -20, 10][seed];
    }
    let page = report::html(&run);
    let wrongs = section(&page, "wrongs");
    assert!(wrongs.contains("erroneous sanctions were highest under “other”"));
    assert!(wrongs.contains(", which the seeds cannot tell from “one”; rights-violating"));
}

#[test]
fn what_sanctioned_means_is_said_where_the_word_comes_first() {
    let mut run = made_up::run(3, 20_000);
    (run.arms[1].kept_apart, run.arms[1].bands) = (true, Vec::new());
    run.cells.iter_mut().for_each(|arms| arms[1].bands.clear());
    let page = report::html(&run);
    let story = section(&page, "people");
    assert!(story.contains("an ordinary fine, a check or a claim after a selection, a refusal or a delay because of"));
    assert!(story.contains("Under “unmerged” there is no common band; there it is the band of one context"));
    assert!(
        story.contains(
            "Under “ordinary-law” there is no score, so only fines count there, and where there is a selection"
        )
    );
}

#[test]
fn appeals_that_wait_are_shown_and_told_where_they_are_most() {
    let mut run = made_up::run(3, 200_000);
    let page = report::html(&run);
    assert!(section(&page, "redress").contains("still waiting on the last evening, all seeds"));
    assert!(!section(&page, "redress").contains("points are suspended"));
    for arms in &mut run.cells {
        let row = &mut arms[3].total.0;
        row[Measure::AppealsWaiting as usize] = row[Measure::AppealsFiled as usize] * 3 / 4;
    }
    let page = report::html(&run);
    let redress = section(&page, "redress");
    assert!(redress.contains("Under “with-appeal” ") && redress.contains(" appeals still wait on the last evening"));
    assert!(redress.contains("points are suspended while they wait, not that marks are corrected"));
    run.arms[3].suspensive = false;
    assert!(!section(&report::html(&run), "redress").contains("points are suspended"));
}

#[test]
fn appeals_of_which_too_little_can_be_told_break_no_sentence() {
    let mut run = made_up::run(3, 200_000);
    let sees = |run: &Run| {
        let page = report::html(run);
        let see = |name| section(&page, name).split(r#"<p class="see">"#).nth(1).unwrap().to_owned();
        [see("redress"), see("de-redress")].map(|see| see.split("</p>").next().unwrap().to_owned())
    };
    let no_false_marks = |run: &mut Run, arm: usize| {
        use Measure::{AppealsFiledWrong, AppealsGrantedWrong, MarksKin, MarksMalice, MarksNoAct, MarksWrongPerson};
        let wrong = [MarksKin, MarksMalice, MarksNoAct, MarksWrongPerson, AppealsFiledWrong, AppealsGrantedWrong];
        for arms in &mut run.cells {
            wrong.iter().for_each(|measure| arms[arm].total.0[*measure as usize] = 0);
        }
    };
    no_false_marks(&mut run, 3);
    let [english, german] = sees(&run);
    assert!(english.contains("Against false marks too few to tell: “with-appeal”."), "{english}");
    assert!(!english.contains("put right too few") && !german.contains("berichtigten zu wenige"), "{german}");
    no_false_marks(&mut run, 4);
    assert!(sees(&run)[0].starts_with("Appeals were filed; against false marks too few"), "{}", sees(&run)[0]);
}

#[test]
fn a_silence_of_exactly_nought_is_explained() {
    let unmerged = Rates { silence: 0.0, ..SCORED };
    let mut run = made_up::run_of(3, 20_000, &[("unmerged", unmerged), ("ordinary-law", LAWFUL)]);
    run.arms[0].kept_apart = true;
    let page = report::html(&run);
    assert!(section(&page, "silence").contains("Under “unmerged” it is exactly 0: records are kept apart"));
    assert!(!section(&report::html(&made_up::run(3, 20_000)), "silence").contains("exactly 0"));
}

#[test]
fn the_widest_gap_is_not_that_of_children_against_adults() {
    let mut run = made_up::run(3, 200_000);
    let child = run.groups.iter().position(|group| group.name == "0-9").unwrap();
    for cell in run.cells.iter_mut().flatten() {
        cell.total.0[child * Measure::COUNT + Measure::NewlySanctioned as usize] = 20;
    }
    let page = report::html(&run);
    let groups = section(&page, "groups");
    let see = groups.split(r#"<p class="see">"#).nth(1).unwrap().split("</p>").next().unwrap();
    assert!(see.contains("age and conduct apart") && !see.contains("0-9"), "{see}");
    assert!(groups.contains("age: 0-9"), "the table keeps it");
}

#[test]
fn a_gap_that_may_be_noise_does_not_lead_and_suggests_no_question() {
    let mut run = made_up::run(3, 200_000);
    let sees = |run: &Run| {
        let groups = section(&report::html(run), "groups").to_owned();
        groups.split(r#"<p class="see">"#).nth(1).unwrap().split("</p>").next().unwrap().to_owned()
    };
    assert!(
        sees(&run).contains("; the first share is ") && sees(&run).ends_with("times the second."),
        "{}",
        sees(&run)
    );
    // The highest rate of all, by appearance, and only in some of the seeds.
    for (seed, arms) in run.cells.iter_mut().enumerate() {
        for (group, what) in run.groups.iter().enumerate().filter(|(_, group)| group.kind != "all") {
            let row = &mut arms[0].total.0[group * Measure::COUNT..][..Measure::COUNT];
            let share = if what.name == "rare" { [0.9, 0.1, 0.9][seed] } else { [0.3, 0.3, 0.3][seed] };
            row[Measure::People as usize] = row[Measure::People as usize].max(100);
            row[Measure::NewlySanctioned as usize] = (row[Measure::People as usize] as f64 * share) as i64;
        }
    }
    assert!(sees(&run).contains("no gap between groups that these seeds can tell from noise"), "{}", sees(&run));
    assert!(!section(&report::html(&run), "questions").contains("the widest gap"));
    assert!(sees(&made_up::run(2, 200_000)).starts_with("2 seeds: no interval, so under"));
}

#[test]
fn the_page_says_that_intervals_are_noise_only() {
    let page = report::html(&made_up::run(3, 20_000));
    let sure = section(&page, "sure");
    assert!(sure.contains("simulation noise only") && sure.contains("has not been computed"));
    assert!(sure.contains("no number here is a finding about a real city"));
}

#[test]
fn the_page_is_small_and_asks_nothing_of_the_network() {
    let page = report::html(&made_up::run(4, 200_000));
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    for reference in ["http://", "https://", "src=", "@import", "url(", "href=\"h", "<script ", "<link", "fetch("] {
        assert!(!page.contains(reference), "{reference}");
    }
}

#[test]
fn a_page_of_twelve_worlds_stays_small_and_says_what_it_left_out() {
    let run = made_up::run_of_many(4, 200_000, 12);
    let page = report::html(&run);
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    for (name, left) in [("groups", "measures.parquet"), ("twins", "effects.parquet"), ("bands", "tallies.parquet")] {
        for language in ["", "de-"] {
            assert!(section(&page, &format!("{language}{name}")).contains(left), "{language}{name}");
        }
    }
    assert!(section(&page, "data").contains("With 12 worlds the page would be larger than 1.5 MB."));
    assert!(run.arms.iter().all(|arm| section(&page, "worlds").contains(&arm.name)), "every world is compared");
    let five = report::html(&made_up::run(4, 200_000));
    assert!(!section(&five, "groups").contains("measures.parquet") && !section(&five, "data").contains("larger than"));
}

#[test]
fn the_german_page_marks_what_is_english_and_says_why() {
    let run = made_up::run(3, 20_000);
    let page = report::html(&run);
    let (english, german) = page.split_at(page.find(r#"<div class="telling" lang="de">"#).unwrap());
    let missing = run.arms[0].missing[0].trim_end_matches('.');
    for written in [&*run.title, &run.question, &run.arms[0].title, &run.arms[0].source, missing] {
        let marked = format!("<span lang=\"en\">{written}</span>");
        assert!(german.contains(&marked), "{written}");
        assert_eq!(german.matches(written).count(), german.matches(&marked).count(), "{written}");
    }
    assert!(!english.contains(r#"<span lang="en">"#));
    assert!(german.contains("stehen in der Sprache, in der die Dateien geschrieben sind"));
}

#[test]
fn days_are_counted_from_nought_and_are_whole() {
    let mut run = made_up::run(4, 200_000);
    for (seed, cell) in run.cells.iter_mut().enumerate() {
        cell[0].flows.iter_mut().for_each(|flow| (flow.from, flow.to) = (0, 123));
        cell[0].effects.iter_mut().for_each(|effect| effect.decorrelated = Some([12, 13, 12, 12][seed]));
    }
    let page = report::html(&run);
    assert!(section(&page, "bands").contains("day 123") && !section(&page, "bands").contains("day 124"));
    assert!(section(&page, "bands").contains("0 to 123"), "the table, too");
    assert!(section(&page, "twins").contains("from day 12 (11 to 13)"));
    run.cells.iter_mut().for_each(|cell| cell[0].effects.iter_mut().for_each(|effect| effect.decorrelated = Some(0)));
    assert!(section(&report::html(&run), "twins").contains("from day 0 (in every seed)"));
}

#[test]
fn the_lines_under_a_figure_speak_of_what_it_shows() {
    let page = report::html(&made_up::run(3, 200_000)).replace("&quot;", "\"").replace("&#34;", "\"");
    let lines = |name: &str| {
        let codes = section(&page, name).split(r#"<code class="python">"#).skip(1);
        codes.map(|code| code.split("</code>").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let [groups, forest] = &lines("groups")[..] else { panic!("two figures") };
    assert!(
        groups.contains(r#"row["measure"] in ["sanctioned"]"#) && groups.contains(r#"["as-reported"]"#),
        "{groups}"
    );
    assert!(forest.contains(r#"["erroneous", "rights_violating", "disproportionate"]"#), "{forest}");
    assert!(forest.contains(r#"["all", "sex", "residence", "income", "appearance", "conduct"]"#), "{forest}");
    assert!(forest.contains(r#""difference_low""#), "{forest}");
    assert!(lines("bands")[0].contains(r#"row["tally"] in ["moves"]"#) && lines("map")[0].contains("range(337, 365)"));
    assert!(lines("redress")[1].contains(r#"row["tally"] in ["correction"]"#));
}

#[test]
fn under_the_title_stands_what_was_run_whatever_the_title_says() {
    let page = report::html(&made_up::run_of(1, 20_000, &[("one", SCORED), ("ordinary-law", LAWFUL)]));
    assert!(page.contains("</h1>\n<p class=\"note\">Here: 365 days, 2 worlds, 20,000 people.</p>"));
    assert!(page.contains("<p class=\"note\">Hier: 365 Tage, 2 Welten, 20.000 Menschen.</p>"));
}

#[test]
fn the_page_is_told_in_english_and_in_german_with_the_same_sections() {
    let page = report::html(&made_up::run(3, 20_000));
    let german = page.find(r#"<div class="telling" lang="de">"#).expect("the German telling");
    let ids = |text: &str| {
        let ids = text.split("<section id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let (english, german) = (ids(&page[..german]), ids(&page[german..]));
    assert_eq!(german, english.iter().map(|id| format!("de-{id}")).collect::<Vec<_>>());
    assert!(section(&page, "people").contains("95\u{202f}% interval of simulation noise"));
    assert!(section(&page, "de-people").contains("95-%-Intervall des Simulationsrauschens"));
}

/// Words of English that no German sentence has.
const ENGLISH: &str = "the of and with people by is are from each share world worlds seeds year years without who which \
                       not to less than more marks mark group score scores days day where under their this that it \
                       be for after what how found here there no evidence only any every measure";

/// What is read on a page, or told to those who do not see it, but for code and for the mark of every file.
fn read_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text += before;
        let (tag, after) = after.split_once('>').expect("a tag is closed");
        let label = tag.split_once("aria-label=\"").and_then(|(_, label)| label.split_once('"'));
        text += &format!(" {} ", label.map_or("", |(label, _)| label));
        rest = match tag.split_whitespace().next() {
            Some("code") => after.split_once("</code>").expect("code ends").1,
            _ => after,
        };
    }
    text.replace(SYNTHETIC, "")
}

#[test]
fn no_english_is_left_in_the_german_page() {
    for seeds in [1, 4] {
        let mut run = made_up::run(seeds, 200_000);
        // What the authors of the files wrote stays as it is.
        (run.title, run.question) = ("Titel".into(), "Frage".into());
        for arm in &mut run.arms {
            (arm.title, arm.source, arm.missing) = ("Titel".into(), "Quelle".into(), vec!["alles".into()]);
            arm.bands = (0..arm.bands.len()).map(|band| format!("Stufe {band}")).collect();
        }
        run.ablation = Some(made_up::ablation());
        let page = report::html(&run);
        let german = &page[page.find(r#"<div class="telling" lang="de">"#).expect("the German telling")..];
        let german = german.split("<script").next().unwrap();
        let text = read_of(german);
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphabetic() && letter != '-').collect();
        let left: Vec<&[&str]> = words
            .windows(5)
            .filter(|window| ENGLISH.split_whitespace().any(|word| word == window[2].to_lowercase()))
            .collect();
        assert!(words.len() > 5_000, "{} words", words.len());
        assert!(left.is_empty(), "{:?}", &left[..left.len().min(40)]);
    }
}

#[test]
fn a_practice_that_is_prohibited_is_not_assessed() {
    let mut run = made_up::run(3, 20_000);
    let told = report::html(&run);
    assert!(section(&told, "questions").contains("What is prohibited is not assessed"));
    assert!(!section(&told, "questions").contains("(a) Use."));
    run.arms.iter_mut().flat_map(|arm| &mut arm.findings).for_each(|findings| findings.retain(|one| !one.prohibited));
    let asked = report::html(&run);
    let questions = section(&asked, "questions");
    assert!(questions.contains("(a) Use.") && questions.contains("(f) Redress."));
    assert!(questions.contains("Synthetic; not evidence about your population."));
}

#[test]
fn safeguards_are_told_by_what_they_change_and_never_without_an_ablation() {
    let mut run = made_up::run(3, 20_000);
    assert!(section(&report::html(&run), "safeguards").contains("It has not been computed for this run"));
    run.ablation = Some(made_up::ablation());
    let page = report::html(&run);
    let told = section(&page, "safeguards");
    assert!(told.contains("erroneous sanction: expiry (−6.00"), "the strongest is named");
    let (expiry, appeal) = (told.find(">−6.00").unwrap(), told.find(">−0.300").unwrap());
    assert!(expiry < appeal, "what lessens a wrong most stands first");
    assert!(told.contains("<td>paper</td>") && section(&page, "de-safeguards").contains("nur auf dem Papier"));
}

#[test]
fn a_wrongful_sanction_is_followed_until_it_is_put_right() {
    let page = report::html(&made_up::run(3, 20_000));
    let told = section(&page, "redress");
    assert!(told.contains("Share of wrongful sanctions not yet put right, by day, under as-reported"));
    assert!(told.contains("66.7\u{202f}%") && told.contains("of wrongful sanctions still stand after 30 days"));
}

#[test]
fn what_a_world_prevents_and_what_it_moves_stands_beside_the_reference_only() {
    let mut run = made_up::run(3, 200_000);
    // In world 0, 800 acts in the open and 550 out of sight; in the reference 1,000 and 500.
    for (arm, acts, hidden) in [(0, 1350, 550), (4, 1500, 500)] {
        for cells in &mut run.cells {
            let everybody = &mut cells[arm].total.0;
            everybody[Measure::Offences as usize] = acts;
            everybody[Measure::ScoredActs as usize] = 0;
            everybody[Measure::HiddenActs as usize] = hidden;
        }
    }
    let page = report::html(&run);
    let told = section(&page, "deterred");
    let see = told.split(r#"<p class="see">"#).nth(1).unwrap().split("</p>").next().unwrap();
    assert!(see.contains("not done is 10.0\u{202f}%") && see.contains("instead is 25.0\u{202f}%"), "{see}");
    assert!(told.contains(r#"row[&#34;measure&#34;] in [&#34;deterrence&#34;, &#34;displacement&#34;]"#));
    let row = told.split("<th scope=\"row\">ordinary-law").nth(1).unwrap().split("</tr>").next().unwrap();
    assert_eq!(row.matches("<td>–</td>").count(), 2, "the reference is beside nothing: {row}");
    assert!(section(&page, "de-deterred").contains("Verlagerung"));
    let alone = report::html(&made_up::run_of(3, 20_000, &[("as-reported", SCORED)]));
    assert!(!alone.contains("id=\"deterred\""));
}

#[test]
fn worlds_under_one_regime_say_in_what_they_differ() {
    let page = report::html(&made_up::run(2, 20_000));
    let told = "Like <b>as-reported</b>, but: <code>safeguard.appeal.enabled = true</code>";
    assert_eq!(page.matches(told).count(), 1);
    let mut same = made_up::run(2, 20_000);
    for differs in same.arms.iter_mut().filter_map(|arm| arm.differs.as_mut()) {
        differs.in_what = (0..10).map(|number| format!("key.{number} = {number}")).collect();
    }
    let page = report::html(&same);
    assert!(
        page.contains("<code>key.7 = 7</code> and 2 more.") && page.contains("<code>key.7 = 7</code> und 2 weitere.")
    );
}

#[test]
fn what_stands_beside_the_reference_is_in_the_tables_too() {
    let run = made_up::run(3, 200_000);
    let path = scratch("measures_beside.parquet");
    report::write_measures(&path, None, &run).unwrap();
    let (_, batches, _) = read(&path);
    let rows = batches.iter().flat_map(|batch| {
        let text = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>().clone();
        let (arms, kinds, measures, told) = (text("arm"), text("group_kind"), text("measure"), text("told"));
        (0..batch.num_rows())
            .filter(move |row| kinds.value(*row) == "all" && measures.value(*row) == "deterrence")
            .map(move |row| (arms.value(row).to_owned(), told.value(row).to_owned()))
            .collect::<Vec<_>>()
    });
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows.len(), run.arms.len());
    for (arm, told) in rows {
        assert_eq!(told, if arm == "ordinary-law" { "nothing to measure" } else { "number" }, "{arm}");
    }
    let in_memory = report::summary_columns(&run);
    let of_each = measures::EVERY.len() + measures::BESIDE.len();
    assert_eq!(in_memory.batches[0].num_rows(), run.arms.len() * of_each);
    assert!(in_memory.schema.field_with_name("group").is_err());
}

#[test]
fn ties_between_bands_are_laid_beside_chance() {
    let page = report::html(&made_up::run(3, 20_000));
    assert!(section(&page, "ties").contains("Ties between bands against chance, under as-reported"));
    assert!(!section(&page, "ties").contains("under ordinary-law\""), "without a score there are no bands");
}

#[test]
fn where_nobody_has_read_the_rules_no_findings_are_told() {
    let mut run = made_up::run(3, 20_000);
    run.arms.iter_mut().for_each(|arm| arm.findings = None);
    assert!(!report::html(&run).contains("id=\"findings\""));
}

#[test]
fn the_page_gives_no_seal() {
    let page = report::html(&made_up::run(3, 20_000)).to_lowercase();
    for word in ["compliant", "approved", "passed"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn every_figure_has_a_sentence_titles_a_caption_and_a_table() {
    let page = report::html(&made_up::run(3, 20_000));
    let figures = page.split("<figure>").skip(1).map(|rest| rest.split("</figure>").next().unwrap());
    let figures = figures.collect::<Vec<_>>();
    assert_eq!(figures.len(), 30, "fifteen in each language");
    for figure in figures {
        let pictures = figure.matches("<svg").count();
        assert!(pictures > 0);
        assert_eq!(figure.matches(r#"<svg role="img" aria-label=""#).count(), pictures);
        assert_eq!(figure.matches("\"currentColor\"><title>").count(), pictures);
        assert!(!figure.contains("<title></title>") && !figure.contains(r#"class="see"></p>"#));
        assert!(figure.contains("<figcaption>") && figure.contains("<caption>") && figure.contains("<tbody>"));
        assert!(figure.contains(r#"class="save""#) && figure.contains("<code>vitropolis run experiments/sample.toml"));
        assert!(figure.contains("vp.run(&#34;experiments/sample.toml&#34;)"), "{figure}");
    }
}

#[test]
fn what_people_type_is_escaped() {
    let mut run = made_up::run(3, 20_000);
    run.title = "<u>&".into();
    run.arms[0].name = "<script>".into();
    run.arms[0].missing = vec!["<img>".into()];
    run.arms[0].bands[0] = "<i>&\"".into();
    let page = report::html(&run);
    assert_eq!(page.matches("<script>").count(), 1, "its own");
    for raw in ["<img>", "<u>&", "<i>&"] {
        assert!(!page.contains(raw), "{raw}: {}", &page[page.find(raw).unwrap_or(0)..][..200]);
    }
}

/// The numbers of a page and a summary are numbers.
fn assert_honest_numbers(run: &Run) {
    let page = report::html(run) + &report::summary_table(run) + &report::summary_json(run);
    for word in ["NaN", "inf ", ">inf", "-inf"] {
        assert!(!page.contains(word), "{word}");
    }
}

/// A section of the page by its name.
fn section<'a>(page: &'a str, name: &str) -> &'a str {
    let start = page.find(&format!(r#"<section id="{name}""#)).unwrap_or_else(|| panic!("no section {name}"));
    let rest = &page[start..];
    &rest[..rest.find("</section>").unwrap()]
}

#[test]
fn effects_parquet_tells_units_and_leaves_small_cells_out() {
    let path = scratch("effects.parquet");
    let run = made_up::run(1, 20_000);
    let mut effects = run.cells[0][0].effects.clone();
    let small =
        report::Effect { group: 1, pairs: vec![((0, 1), 9)], parted: [9, 0, 0, 0, 0, 0, 0], ..effects[0].clone() };
    effects.push(small);
    let mut writer = report::EffectsWriter::create(&path, &mark(), &run.groups).unwrap();
    writer.push(1, "as-reported", &effects).unwrap();
    writer.finish().unwrap();
    let (pairs, batches, _) = read(&path);
    assert_marked(&pairs);
    let rows = batches.iter().map(RecordBatch::num_rows).sum::<usize>();
    assert_eq!(rows, effects.len() - 1, "nine people are no cell");
    for field in batches[0].schema().fields() {
        assert!(field.metadata().contains_key("unit") && field.metadata().contains_key("description"), "{field}");
    }
    let people = batches[0].column_by_name("people").unwrap().as_primitive::<Int64Type>();
    assert!(people.iter().all(|people| people == Some(20_000)));
}

#[test]
fn the_page_says_who_lost_and_who_gained_with_bounds() {
    let page = report::html(&made_up::run(3, 20_000));
    assert!(page.contains("Who lost, and who gained") && page.contains("Fréchet bounds"));
    assert!(page.contains("days under sanction"));
}

/// The sample with draws: in so many of 64 every world has more of everything than the reference, in the others less, as
/// in the small city with the files as they are written.
fn drawn(more: usize) -> Run {
    let mut run = made_up::run(4, 200_000);
    let arms: Vec<String> = run.arms.iter().map(|arm| arm.name.clone()).collect();
    let draw = |sign: f64| -> Points {
        let point = |arm: usize| {
            let difference = if arm == run.reference { 0.0 } else { sign * 0.01 };
            vec![Point { value: Some(0.5 + difference), difference: Some(difference) }; every().count()]
        };
        (0..arms.len()).map(point).collect()
    };
    let draws: Vec<Points> = (0..64).map(|number| draw(if number < more { 1.0 } else { -1.0 })).collect();
    let measures = lines(&arms, run.reference, &draw(-1.0), &draws);
    let word = || "made up".to_owned();
    run.robust = Some(Robust {
        synthetic: word(),
        version: word(),
        experiment: word(),
        experiment_hash: word(),
        likeness: word(),
        people: 10_000,
        days: run.days,
        seed: 1,
        parameters: 3,
        draws: 64,
        done: 64,
        failed: Vec::new(),
        ceilings_raised: 0,
        reference: arms[run.reference].clone(),
        arms,
        measures,
    });
    run
}

#[test]
fn the_headline_is_the_range_over_the_draws_and_says_whether_the_sign_of_this_run_holds() {
    let page = html(&drawn(60));
    assert!(page.contains("Two intervals, never mixed") && !page.contains("simulation noise only"));
    assert!(
        page.contains("over the draws −1.00\u{202f}pts to +1.00\u{202f}pts; this sign holds in 94\u{202f}% of them"),
        "the story"
    );
    assert!(
        page.contains("more: 94\u{202f}%") && page.contains("mehr: 94\u{202f}%"),
        "as in this run, though the small city has less"
    );
    let weak = html(&drawn(40));
    assert!(
        weak.contains("sign not robust: it holds in 62\u{202f}% of them")
            && weak.contains("more: 62\u{202f}%; sign not robust")
    );
    let mut few = drawn(60);
    few.robust.as_mut().expect("draws").done = 63;
    let few = html(&few);
    assert!(
        few.contains("Only 63 of 64 draws")
            && few.contains("Nur 63 von 64 Ziehungen")
            && !few.contains("over the draws")
    );
}
