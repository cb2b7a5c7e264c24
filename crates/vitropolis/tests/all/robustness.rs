//! Whether a result holds when the stylised numbers are drawn anew, and which safeguard matters.

use crate::lab::{Lab, PROGRAM, SMALL, SYNTHETIC};
use crate::long::{begun, wait_for};
use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};

fn of<'a>(measures: &'a Value, measure: &str) -> &'a Value {
    let found = measures.as_array().expect("measures").iter().find(|line| line["measure"] == measure);
    found.unwrap_or_else(|| panic!("no {measure}"))
}

#[test]
fn draws_are_the_same_on_any_number_of_threads_and_tell_ranges_and_signs() {
    let lab = Lab::new();
    let object = lab.vitropolis("robust experiments/small.toml --draws 6 --days 3 --out one --json").done().object();
    lab.vitropolis("robust experiments/small.toml --draws 6 --days 3 --threads 1 --out two").done();
    assert!(lab.everything_in("one/what") == lab.everything_in("two/what"));
    let result = &object["result"];
    assert_eq!((&result["draws"], &result["done"], &result["days"]), (&6.into(), &6.into(), &3.into()));
    assert!(result["parameters"].as_u64().expect("a number") > 100);
    let sanctioned = &of(&result["measures"], "sanctioned")["arms"][0];
    let (low, high) = (sanctioned["level"]["low"].as_f64(), sanctioned["level"]["high"].as_f64());
    assert!(low.expect("a number") < high.expect("a number"), "draws differ: {sanctioned}");
    assert!(sanctioned["sign_holds"].is_number() && sanctioned["robust"].is_boolean());
    let silence = of(&result["measures"], "silence");
    assert!(silence["levels"] == false && silence["arms"][0]["level"].is_null(), "a difference only: {silence}");
    for file in ["what/draws.csv", "what/parameters.csv", "what/robust.json", "robust.txt", "how.json"] {
        assert!(lab.read(&format!("one/{file}")).contains(SYNTHETIC), "{file}");
    }
    let draws = lab.read("one/what/draws.csv");
    assert!(draws.lines().filter(|line| line.contains(",silence,")).all(|line| line.contains(",silence,,")));
}

#[test]
fn what_an_arm_sets_and_what_has_a_source_is_never_drawn() {
    let lab = Lab::new();
    let blind =
        SMALL.replacen("\n\n[[arm]]\nname = \"plain\"", "\nset.\"camera.reach\" = 0.5\n\n[[arm]]\nname = \"plain\"", 1);
    lab.write("experiments/small.toml", &blind);
    lab.vitropolis("robust experiments/small.toml --draws 2 --days 1 --arms scored --out out").done();
    let parameters = lab.read("out/what/parameters.csv");
    assert!(parameters.contains("regime,camera.reach,0.5,,,kept"), "a choice, though it is the default");
    assert!(!parameters.contains("face.tpir") && !parameters.contains("nominal_people"), "they have a source");
    assert!(parameters.contains("city,life.effect_flagged,0.5,0,1,linear"));
}

/// Stops a command with Ctrl-C when so many pieces are done; what it says then.
fn stopped_after(lab: &Lab, words: &str, pieces: u64) -> String {
    let mut program = Command::new(PROGRAM);
    program.args(format!("{words} --progress json").split(' ')).current_dir(lab.at("."));
    let mut child = program.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it runs");
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().expect("events")));
    let mut lines = lines.map(|line| line.expect("text"));
    let done = |line: &String| serde_json::from_str::<serde_json::Value>(line).ok().and_then(|at| at["done"].as_u64());
    lines.find(|line| done(line).is_some_and(|done| done >= pieces)).expect("some are done");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("a signal").success());
    let said: Vec<String> = lines.filter(|line| !line.starts_with('{')).collect();
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    said.join("\n")
}

#[test]
fn a_stopped_ranking_goes_on_to_the_same_bytes() {
    let lab = Lab::new();
    let words = "robust experiments/small.toml --design morris --trajectories 3 --days 3 --only life.";
    lab.vitropolis(&format!("{words} --out whole")).done();
    let said = stopped_after(&lab, &format!("{words} --threads 1 --out cut"), 2);
    let told = said.lines().last().expect("words").trim().strip_prefix("vitropolis ").expect("a command");
    assert!(said.contains("pieces are kept") && told.ends_with("--resume cut"), "{said}");
    assert!(lab.read("cut/what/finished.csv").contains(SYNTHETIC) && !lab.at("cut/what/morris.json").exists());
    lab.vitropolis(&told.replace("--trajectories 3", "--trajectories 4"))
        .ends_with(2)
        .complains_of(&["--trajectories 3"]);
    lab.vitropolis(&told.replace("--days 3", "--days 4")).ends_with(2).complains_of(&["another experiment"]);
    lab.vitropolis(told).done();
    assert!(lab.everything_in("whole/what") == lab.everything_in("cut/what"));
    lab.vitropolis(told).ends_with(2).complains_of(&["there is no what/finished.csv"]);
}

#[test]
fn a_stopped_ablation_goes_on_to_the_same_bytes() {
    let lab = Lab::new();
    let words = "ablate experiments/small.toml --draws 1 --days 1 --seeds 2";
    lab.vitropolis(&format!("{words} --out whole")).done();
    let said = stopped_after(&lab, &format!("{words} --threads 1 --out cut"), 3);
    let told = said.lines().last().expect("words").trim().strip_prefix("vitropolis ").expect("a command");
    assert!(told.ends_with("--resume cut"), "{said}");
    let kept = lab.read("cut/what/finished.csv");
    lab.write("cut/what/finished.csv", &kept.replace(",lived,", ",lived,1,"));
    lab.vitropolis(told).ends_with(2).complains_of(&["is no line of what/finished.csv"]);
    lab.write("cut/what/finished.csv", &kept);
    lab.vitropolis(&told.replace("--draws 1", "--draws 2")).ends_with(2).complains_of(&["--draws 1"]);
    lab.vitropolis(told).done();
    assert!(lab.everything_in("whole/what") == lab.everything_in("cut/what"));
}

#[test]
fn a_stopped_result_goes_on_to_the_same_bytes() {
    let lab = Lab::new();
    let whole = "robust experiments/small.toml --draws 40 --days 4";
    lab.vitropolis(&format!("{whole} --out whole")).done();
    let said = stopped_after(&lab, &format!("{whole} --threads 1 --out cut"), 2);
    assert!(said.contains("--resume cut"), "{said}");
    assert!(!lab.at("cut/what/robust.json").exists());
    lab.vitropolis("robust experiments/small.toml --draws 41 --days 4 --resume cut")
        .ends_with(2)
        .complains_of(&["--draws 40"]);
    lab.vitropolis("robust experiments/small.toml --draws 40 --days 5 --resume cut")
        .ends_with(2)
        .complains_of(&["another experiment"]);
    lab.vitropolis(&format!("{whole} --resume cut")).done();
    assert!(lab.everything_in("whole/what") == lab.everything_in("cut/what"));
    lab.vitropolis(&format!("{whole} --resume cut")).ends_with(2).complains_of(&["finished"]);
    assert!(!lab.at("cut/lock").exists(), "nobody holds it any more");
}

#[test]
fn a_killed_result_goes_on_to_the_same_bytes_and_nobody_else_writes_it() {
    let lab = Lab::new();
    for whole in [
        "robust experiments/small.toml --draws 100 --days 4",
        "robust experiments/small.toml --design morris --trajectories 10 --days 4 --only life.",
    ] {
        let mut killed = begun(&lab, &format!("{whole} --out cut --threads 1 --progress json"));
        wait_for(&mut killed, 5);
        lab.vitropolis(&format!("{whole} --resume cut")).ends_with(2).complains_of(&["another run is writing it"]);
        killed.kill().expect("a signal");
        killed.wait().expect("it ends");
        lab.vitropolis(&format!("{whole} --out cut")).ends_with(2).complains_of(&["--resume cut"]);
        lab.vitropolis(&format!("{whole} --out whole")).done();
        lab.vitropolis(&format!("{whole} --resume cut")).done();
        assert!(lab.everything_in("whole/what") == lab.everything_in("cut/what"), "{whole}");
        ["whole", "cut"].iter().for_each(|folder| fs::remove_dir_all(lab.at(folder)).expect("removed"));
    }
}

#[test]
fn a_report_tells_the_ranges_of_a_result_that_fits_and_says_so_without_one() {
    let lab = Lab::new();
    lab.vitropolis("robust experiments/small.toml --draws 64 --days 1 --out robust").done();
    lab.vitropolis("run experiments/small.toml --days 1 --robust robust --out with").done();
    lab.vitropolis("run experiments/small.toml --days 1 --out without").done();
    let (with, without) = (lab.read("with/report.html"), lab.read("without/report.html"));
    assert!(with.contains("over the draws") && with.contains("Two intervals, never mixed"));
    assert!(!with.contains("simulation noise only") && without.contains("simulation noise only"));
    assert!(lab.everything_in("with/what") == lab.everything_in("without/what"), "the tables are the same");
    lab.vitropolis("run experiments/small.toml --days 1 --shard 1/1 --out shard").done();
    lab.vitropolis("merge shard --robust robust --out merged").done();
    assert!(lab.read("merged/report.html").contains("over the draws"));
    assert!(lab.everything_in("merged/what") == lab.everything_in("without/what"), "the tables are the same");
    let refused =
        |words: &str| lab.vitropolis(&format!("run experiments/small.toml {words} --robust robust")).ends_with(2);
    refused("--days 2").complains_of(&["its draws last 1 days"]);
    refused("--days 1 --arms scored").complains_of(&["not those of this run"]);
    lab.vitropolis("robust experiments/small.toml --draws 2 --days 1 --out few").done();
    lab.vitropolis("run experiments/small.toml --days 1 --robust few").ends_with(2).complains_of(&["at least 64"]);
}

#[test]
fn a_report_tells_which_safeguard_matters_by_an_ablation_that_fits() {
    let lab = Lab::new();
    lab.vitropolis("ablate experiments/small.toml --arm scored --days 2 --seeds 3 --out ablated").done();
    lab.vitropolis("run experiments/small.toml --days 2 --ablate ablated --out with").done();
    lab.vitropolis("run experiments/small.toml --days 2 --out without").done();
    let (with, without) = (lab.read("with/report.html"), lab.read("without/report.html"));
    assert!(
        with.contains("safeguards of <b>scored</b> were switched")
            && !with.contains("It has not been computed for this run: <code>vitropolis ablate")
    );
    assert!(without.contains("It has not been computed for this run: <code>vitropolis ablate"));
    assert!(lab.everything_in("with/what") == lab.everything_in("without/what"), "the tables are the same");
    let refused =
        |words: &str| lab.vitropolis(&format!("run experiments/small.toml {words} --ablate ablated")).ends_with(2);
    refused("--days 3").complains_of(&["its worlds last 2 days"]);
    refused("--days 2 --arms scored").complains_of(&["not those of this run"]);
    lab.vitropolis("run experiments/small.toml --days 2 --ablate nowhere").ends_with(2).complains_of(&["nowhere"]);
}

#[test]
fn a_ranking_puts_the_share_of_work_before_what_weighs_on_no_first_day() {
    let lab = Lab::new();
    let words = "robust experiments/small.toml --design morris --trajectories 3 --days 1 --only life.employed,life.effect --json";
    let result = lab.vitropolis(words).done().object()["result"].clone();
    let rankings = result["rankings"].as_array().expect("rankings");
    assert_eq!(rankings.len(), 8, "one for each harm");
    for ranking in rankings {
        let rows = ranking["parameters"].as_array().expect("rows");
        assert_eq!(rows.len() as u64, result["parameters"].as_u64().expect("a number"));
        let strengths: Vec<f64> = rows.iter().map(|row| row["mu_star"].as_f64().expect("a number")).collect();
        assert!(strengths.windows(2).all(|pair| pair[0] >= pair[1]), "the strongest first");
        assert!(rows.iter().all(|row| row["effects"] == 3));
    }
    lab.vitropolis("robust experiments/small.toml --design morris --only luck")
        .ends_with(2)
        .complains_of(&["--only luck"]);
}

/// Two safeguards that do the same and one that does nothing.
const SAFEGUARDS: &str = "\
[safeguard.no-false-alarms]
kind = \"confirmation\"
enabled = false
set.\"channel.camera.false_alarms_per_year\" = 0

[safeguard.alarms-confirmed]
kind = \"confirmation\"
enabled = false
set.\"channel.camera.false_alarms_per_year\" = 0

[safeguard.a-letter]
kind = \"notice\"
enabled = false
set.\"appeal.notice\" = 1
";

/// So hard that every harm occurs within days.
const HARD: &str = "\
set.\"score.hold_down_days\" = 0
set.\"points.critical-message\" = -800
set.\"points.passing-on\" = -800
set.\"points.traffic-offence\" = -800
set.\"points.illegal-parking\" = -800
set.\"points.child-urinating\" = -800
";

/// The reported regime with these safeguards in the place of its own.
fn guarded(lab: &Lab, seeds: u32) {
    let regime = lab.read("regimes/beijing-as-reported-2018.toml");
    let (before, _) = regime.split_once("[safeguard.").expect("safeguards");
    let alarms = "false_alarms_per_year = { value = 0.02, low = 0.005, high = 0.1 }";
    assert!(before.contains(alarms), "the cameras' false alarms");
    let before = before.replacen(alarms, "false_alarms_per_year = 0.9", 1);
    lab.write("regimes/guarded.toml", &(before + SAFEGUARDS));
    let scored = "regime = \"../regimes/beijing-as-reported-2018.toml\"\n";
    let hard = format!("regime = \"../regimes/guarded.toml\"\n{HARD}");
    let experiment = SMALL.replacen(scored, &hard, 1).replace("seeds = 1", &format!("seeds = {seeds}"));
    lab.write("experiments/small.toml", &experiment);
}

#[test]
fn two_redundant_safeguards_are_not_called_paper_and_an_inert_one_is() {
    let lab = Lab::new();
    guarded(&lab, 3);
    let object = lab.vitropolis("ablate experiments/small.toml --arm scored --days 8 --json").done().object();
    let result = &object["result"];
    assert_eq!((&result["exact"], &result["sets"]), (&true.into(), &8.into()));
    let verdicts = &result["verdicts"];
    assert_eq!(verdicts["a-letter"], "paper", "{verdicts}");
    for name in ["no-false-alarms", "alarms-confirmed"] {
        assert!(verdicts[name].as_str().is_some_and(|words| words.starts_with("less harm: ")), "{verdicts}");
        let effects = of(&result["measures"], "false_marks")["safeguards"].as_array().expect("safeguards").clone();
        let effect = effects.iter().find(|effect| effect["safeguard"] == name).expect("the safeguard");
        assert_eq!(effect["left_out"]["mean"], 0.0, "the other stands in");
    }
    assert_eq!(result["safeguards"][2]["sets"], serde_json::json!(["appeal.notice"]));
    let refused = lab.vitropolis("ablate experiments/small.toml --arm plain").ends_with(2);
    refused.complains_of(&["--arm plain", "allowed: scored"]);
}

#[test]
fn with_draws_both_intervals_are_told() {
    let lab = Lab::new();
    guarded(&lab, 1);
    let words = "ablate experiments/small.toml --arm scored --days 2 --draws 3 --seeds 1 --json";
    let result = lab.vitropolis(words).done().object()["result"].clone();
    let effect = &of(&result["measures"], "false_marks")["safeguards"][0];
    assert!(effect["alone"]["draws_range"].is_array() && effect["alone"]["seeds_interval"].is_null(), "{effect}");
    assert_eq!(effect["verdict"], "cannot tell", "one seed has no interval");
}

/// The days of a run, and the draws after them.
const DRAWN: &str = "run experiments/small.toml --days 1 --robust-draws 64";

#[test]
fn a_run_lives_its_draws_after_its_days_and_its_tables_do_not_depend_on_them() {
    let lab = Lab::new();
    lab.vitropolis(&format!("{DRAWN} --out with")).done();
    lab.vitropolis("run experiments/small.toml --days 1 --out without").done();
    lab.vitropolis("robust experiments/small.toml --days 1 --draws 64 --threads 1 --out alone").done();
    assert!(lab.everything_in("with/what") == lab.everything_in("without/what"), "the tables are the same");
    assert!(lab.everything_in("with/robust") == lab.everything_in("alone/what"), "the draws are the same");
    assert!(!lab.at("without/robust").exists());
    let (with, without) = (lab.read("with/report.html"), lab.read("without/report.html"));
    assert!(
        with.contains("over the draws") && with.contains("over 64 draws") && with.contains("10,000 invented people")
    );
    assert!(!with.contains("simulation noise only") && without.contains("simulation noise only"));
    lab.vitropolis("verify with").done();
    lab.vitropolis("replay with").done();
    let told = lab.vitropolis("data with --json").done().object();
    let draws = told["tables"].as_array().expect("tables").iter().find(|table| table["file"] == "robust/draws.csv");
    let columns = draws.expect("the draws")["columns"].as_array().expect("columns").clone();
    let names: Vec<&str> = columns.iter().filter_map(|column| column["name"].as_str()).collect();
    assert!(lab.read("with/robust/draws.csv").contains(&names.join(",")));
}

#[test]
fn an_experiment_says_how_often_its_numbers_are_drawn_and_the_command_line_may_say_otherwise() {
    let lab = Lab::new();
    lab.write("experiments/small.toml", &SMALL.replacen("seed = 1", "seed = 1\nrobust_draws = 64", 1));
    lab.vitropolis("run experiments/small.toml --days 1 --out drawn").done();
    lab.vitropolis("run experiments/small.toml --days 1 --robust-draws 0 --out plain").done();
    assert!(lab.at("drawn/robust/robust.json").exists() && !lab.at("plain/robust").exists());
    assert!(lab.everything_in("drawn/what") == lab.everything_in("plain/what"), "the tables are the same");
    let refused = |words: &str| lab.vitropolis(&format!("run experiments/small.toml {words}")).ends_with(2);
    refused("--robust-draws 63").complains_of(&["--robust-draws 63", "0 for none, or from 64"]);
    lab.write("experiments/small.toml", &SMALL.replacen("seed = 1", "seed = 1\nrobust_draws = 8", 1));
    refused("").complains_of(&["small.toml", "8 draws are too few", "at least 64"]);
}

/// Waits for the second of the draws; what is said afterwards comes back.
fn among_its_draws(lab: &Lab, words: &str, signal: &str) -> String {
    let mut program = Command::new(PROGRAM);
    program.args(format!("{words} --threads 1 --progress json").split(' ')).current_dir(lab.at("."));
    let mut child = program.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it runs");
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().expect("events")));
    let mut lines = lines.map(|line| line.expect("text"));
    let drawn = |line: &String| {
        let event: Value = serde_json::from_str(line).unwrap_or_default();
        event["event"] == "drawing" && event["done"].as_u64().is_some_and(|done| done >= 2)
    };
    lines.find(drawn).expect("some are drawn");
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().expect("a signal").success());
    let said: Vec<String> = lines.filter(|line| !line.starts_with('{')).collect();
    child.wait().expect("it ends");
    said.join("\n")
}

#[test]
fn a_run_that_is_stopped_or_killed_among_its_draws_goes_on_with_the_others() {
    let lab = Lab::new();
    lab.vitropolis(&format!("{DRAWN} --out whole")).done();
    let said = among_its_draws(&lab, &format!("{DRAWN} --out stopped"), "-INT");
    assert!(said.contains("all days are lived, and") && said.contains("--robust-draws 64"), "{said}");
    among_its_draws(&lab, &format!("{DRAWN} --out killed"), "-KILL");
    for out in ["stopped", "killed"] {
        let kept = lab.read(&format!(".{out}.partial/robust/finished.csv"));
        assert!(kept.lines().filter(|line| line.contains(",lived,")).count() >= 2, "{kept}");
        lab.vitropolis(&format!("{DRAWN} --resume {out}")).done();
        for part in ["what", "robust"] {
            assert!(
                lab.everything_in(&format!("{out}/{part}")) == lab.everything_in(&format!("whole/{part}")),
                "{out}"
            );
        }
    }
    among_its_draws(&lab, &format!("{DRAWN} --out more"), "-INT");
    let more = DRAWN.replace("64", "65");
    let answer = lab.vitropolis(&format!("{more} --resume more")).ends_with(0);
    answer.complains_of(&["the draws begin anew", "--draws 64"]);
    let nothing = among_its_draws(&lab, &format!("{DRAWN} --checkpoint-days 0 --out nothing"), "-INT");
    assert!(nothing.contains("nothing was kept") && !lab.at(".nothing.partial").exists(), "{nothing}");
}
