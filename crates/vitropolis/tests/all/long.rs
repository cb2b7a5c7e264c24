//! Runs that last: stopped, killed, cut into shards, short of room or of memory, and the same bytes in the end.

use crate::lab::{Answer, Lab, PROGRAM, SYNTHETIC};
use assert_cmd::Command;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Two worlds under two seeds, with appeals and letters under way every evening.
const WORDS: &str = "run experiments/small.toml --days 40 --seeds 2";
const KILLS: u32 = 20;

/// A lab with the whole run in `whole`.
fn lived() -> Lab {
    let lab = Lab::new();
    lab.vitropolis(&format!("{WORDS} --out whole --checkpoint-days 0")).done();
    lab
}

pub(crate) fn begun(lab: &Lab, words: &str) -> Child {
    let mut run = std::process::Command::new(PROGRAM);
    run.args(words.split(' ')).current_dir(lab.at("")).stdout(Stdio::null()).stderr(Stdio::piped());
    run.spawn().expect("the program runs")
}

/// Waits until so many world-days are lived; what is said afterwards comes back when it has ended.
pub(crate) fn wait_for(run: &mut Child, done: u64) -> JoinHandle<String> {
    let said = BufReader::new(run.stderr.take().expect("a pipe"));
    let mut lines = said.lines().map(|line| line.expect("text"));
    let so_far = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["done"].as_u64();
    assert!(lines.any(|line| so_far(&line).is_some_and(|lived| lived >= done)), "it ends before it has lived {done}");
    std::thread::spawn(move || lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn killed_at_twenty_moments_a_run_goes_on_to_the_same_bytes() {
    let lab = lived();
    let whole = lab.everything_in("whole/what");
    let words = format!("{WORDS} --checkpoint-days 3");
    let started = Instant::now();
    lab.vitropolis(&format!("{words} --out timed")).done();
    let lasts = started.elapsed();
    assert!(lab.everything_in("timed/what") == whole, "keeping changes nothing");
    let (mut kills, mut ended, mut resumes) = (0, 0, false);
    loop {
        let out = format!("killed-{ended}");
        // Moments spread over the whole run by the golden ratio; what was killed goes on and is killed again.
        let how = if resumes { "--resume" } else { "--out" };
        let mut run = begun(&lab, &format!("{words} {how} {out} --progress none"));
        if kills < KILLS {
            std::thread::sleep(lasts.mul_f64(0.5 * (f64::from(kills) * 0.618_034).fract()));
            run.kill().expect("a signal");
        }
        let code = run.wait().expect("it ends").code();
        let has_ended = lab.at(&out).exists();
        assert!(code.is_none() || code == Some(if has_ended { 0 } else { 2 }), "{code:?}");
        // Killed before anything was kept, it says so, and begins anew.
        resumes = !has_ended && code.is_none();
        kills += u32::from(code.is_none());
        if has_ended {
            assert!(lab.everything_in(&format!("{out}/what")) == whole, "{out}");
            ended += 1;
        }
        // One that was killed when all was done but the clearing away is whole, too, but not cleared away.
        if has_ended && kills >= KILLS && code == Some(0) {
            break;
        }
    }
    println!("killed {kills} times, ended {ended} times");
    let out = format!("killed-{}", ended - 1);
    assert!(!lab.at(&format!("{out}/journal")).exists() && !lab.at(&format!("{out}/lock")).exists());
    lab.vitropolis(&format!("verify {out}")).done();
}

/// A run that was killed in its second half, with two checkpoints of its second seed.
fn killed(lab: &Lab, out: &str) {
    let mut run = begun(lab, &format!("{WORDS} --checkpoint-days 4 --out {out} --progress json"));
    wait_for(&mut run, 120);
    run.kill().expect("a signal");
    run.wait().expect("it ends");
}

fn resume(lab: &Lab, out: &str) -> Answer {
    lab.vitropolis(&format!("{WORDS} --resume {out}"))
}

#[test]
fn a_cut_a_changed_and_an_alien_checkpoint_are_named_and_the_one_before_is_used() {
    let lab = lived();
    killed(&lab, "a");
    let newest = lab.at(".a.partial/checkpoint/newest");
    let bytes = fs::read(&newest).expect("a checkpoint");
    let before = fs::read(lab.at(".a.partial/checkpoint/before")).expect("the one before");
    let journal = fs::read(lab.at(".a.partial/journal")).expect("a journal");
    // Of another seed, another version, and one that says nothing of the kind.
    lab.vitropolis("run experiments/small.toml --days 40 --seeds 2 --seed 9 --out other --shard 1/2").done();
    let of_another = |from: &[u8], old: &str, new: &str| {
        let end = from.iter().position(|byte| *byte == b'\n').expect("a line");
        let line = String::from_utf8(from[..end].to_vec()).expect("text");
        assert!(line.contains(old), "{line}");
        let body = [line.replace(old, new).as_bytes(), &from[end..from.len() - 32]].concat();
        let hash = blake3::hash(&body);
        [&body[..], hash.as_bytes()].concat()
    };
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    let hash =
        String::from_utf8_lossy(&bytes[..400]).split("experiment_hash\":\"").nth(1).expect("a hash")[..16].to_owned();
    let broken: [(&str, Vec<u8>); 7] = [
        ("cut off or changed", bytes[..bytes.len() - 1].to_vec()),
        ("cut off or changed", Vec::new()),
        ("cut off or changed", flipped),
        ("was written by vitropolis 0.0.1", of_another(&bytes, "\"0.1.0\"", "\"0.0.1\"")),
        ("was written by another build", of_another(&bytes, "\"sources\":\"", "\"sources\":\"x")),
        ("of another experiment", of_another(&bytes, &hash, "0123456789abcdef")),
        ("tells other days", of_another(&bytes, "\"day\":", "\"day\":1")),
    ];
    for (number, (why, bytes)) in broken.iter().enumerate() {
        let out = format!("broken-{number}");
        let partial = format!(".{out}.partial");
        fs::create_dir_all(lab.at(&format!("{partial}/checkpoint"))).expect("a folder");
        fs::write(lab.at(&format!("{partial}/journal")), &journal).expect("written");
        fs::write(lab.at(&format!("{partial}/checkpoint/before")), &before).expect("written");
        fs::write(lab.at(&format!("{partial}/checkpoint/newest")), bytes).expect("written");
        let answer = resume(&lab, &out).ends_with(0);
        answer.complains_of(&["note: ", "checkpoint/newest", why, "is not used"]);
        assert!(lab.everything_in(&format!("{out}/what")) == lab.everything_in("whole/what"), "{why}");
        assert!(lab.read(&format!("{out}/how.json")).contains("\"resumed_after_world_days\": "));
    }
}

#[test]
fn without_any_checkpoint_the_last_whole_seed_is_taken_and_without_that_it_begins_anew() {
    let lab = lived();
    killed(&lab, "a");
    let journal = lab.at(".a.partial/journal");
    let whole = fs::read(&journal).expect("a journal");
    fs::remove_dir_all(lab.at(".a.partial/checkpoint")).expect("removed");
    resume(&lab, "a").done();
    assert!(lab.everything_in("a/what") == lab.everything_in("whole/what"));
    assert!(lab.read("a/how.json").contains("\"resumed_after_world_days\": 80,"), "one seed of two worlds");
    fs::create_dir_all(lab.at(".c.partial")).expect("a folder");
    fs::write(lab.at(".c.partial/journal"), &whole[..400]).expect("written");
    resume(&lab, "c").ends_with(0).complains_of(&["note: nothing was kept there yet"]);
    assert!(lab.everything_in("c/what") == lab.everything_in("whole/what"));
    fs::create_dir_all(lab.at(".d.partial/checkpoint")).expect("a folder");
    fs::write(lab.at(".d.partial/journal"), &whole[..400]).expect("written");
    fs::write(lab.at(".d.partial/checkpoint/newest"), "nothing of the kind").expect("written");
    let before = lab.everything_in(".d.partial");
    resume(&lab, "d").ends_with(2).complains_of(&["--resume d: ", "cut off or changed"]);
    let mut after = lab.everything_in(".d.partial");
    after.remove("lock");
    assert!(after == before, "nothing is touched");
    resume(&lab, "a").ends_with(2).complains_of(&["this run is finished"]);
    resume(&lab, "b").ends_with(2).complains_of(&["no run was stopped there"]);
}

#[test]
fn what_was_stopped_is_taken_up_by_the_same_run_only() {
    let lab = lived();
    killed(&lab, "a");
    for words in ["--days 41", "--seed 2", "--arms plain", "--people 20000", "--shard 1/2"] {
        let words = format!("{WORDS} {words} --resume a").replacen(
            "--days 40 ",
            if words.contains("days") { "" } else { "--days 40 " },
            1,
        );
        lab.vitropolis(&words).ends_with(2).complains_of(&["--resume a: it "]);
    }
    lab.vitropolis(&format!("{WORDS} --out a"))
        .ends_with(2)
        .complains_of(&["was stopped or killed there", "--resume a"]);
    // The name of the unfinished folder is as good.
    lab.vitropolis(&format!("{WORDS} --threads 1 --resume .a.partial")).done();
    assert!(lab.everything_in("a/what") == lab.everything_in("whole/what"));
}

#[test]
fn two_processes_do_not_write_one_folder_and_the_dead_are_no_obstacle() {
    let lab = lived();
    let mut first =
        begun(&lab, "run experiments/small.toml --people 40000 --days 365 --checkpoint-days 1 --out a --progress json");
    wait_for(&mut first, 6);
    let words = "run experiments/small.toml --people 40000 --days 365";
    lab.vitropolis(&format!("{words} --out a")).ends_with(2).complains_of(&["another run is writing it"]);
    lab.vitropolis(&format!("{words} --resume a")).ends_with(2).complains_of(&["another run is writing it"]);
    first.kill().expect("a signal");
    first.wait().expect("it ends");
    // Killed before anything was kept: the name is free again.
    let mut second = begun(&lab, &format!("{words} --out b --checkpoint-days 300 --progress json"));
    wait_for(&mut second, 6);
    second.kill().expect("a signal");
    second.wait().expect("it ends");
    assert!(lab.at(".b.partial/lock").exists());
    lab.vitropolis("run experiments/small.toml --days 2 --out b").done();
    lab.vitropolis("run experiments/small.toml --days 2 --out c --checkpoint-days 0").done();
    assert!(lab.everything_in("b/what") == lab.everything_in("c/what"));
}

#[test]
fn a_full_disk_takes_nothing_that_was_there() {
    let lab = lived();
    killed(&lab, "a");
    let kept = |lab: &Lab| {
        let mut all = lab.everything_in(".a.partial/checkpoint");
        all.remove("unfinished");
        all
    };
    let before = kept(&lab);
    for kib in [100, 300] {
        let line = format!("ulimit -f {kib}; trap '' XFSZ; exec '{PROGRAM}' {WORDS} --checkpoint-days 1 --resume a");
        let mut command = Command::new("bash");
        command.args(["-c", &line]);
        let answer = lab.ask(command).ends_with(2);
        answer.complains_of(&["too large", "what was kept before is still there", "--resume a"]);
        assert!(kept(&lab) == before, "{kib} KiB");
    }
    resume(&lab, "a").done();
    assert!(lab.everything_in("a/what") == lab.everything_in("whole/what"));
}

#[test]
fn ctrl_c_keeps_where_a_run_stands_and_says_how_to_go_on() {
    let lab = Lab::new();
    let words = "run experiments/small.toml --people 20000 --days 200 --tables csv";
    lab.vitropolis(&format!("{words} --out whole")).done();
    for signal in ["INT", "TERM"] {
        let mut run = begun(&lab, &format!("{words} --out {signal} --progress json"));
        let rest = wait_for(&mut run, 8);
        let sent = std::process::Command::new("kill").args([&format!("-{signal}"), &run.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        assert_eq!(run.wait().expect("it ends").code(), Some(130));
        let said = rest.join().expect("text");
        let told = said.lines().last().expect("the words to go on with").trim();
        assert!(
            said.contains("of 200 days in city 1 of 1; go on with") && told.ends_with(&format!("--resume {signal}")),
            "{said}"
        );
        lab.vitropolis(told.strip_prefix("vitropolis ").expect("a command")).done();
        assert!(lab.everything_in(&format!("{signal}/what")) == lab.everything_in("whole/what"));
        assert!(lab.everything_in(&format!("{signal}/csv")) == lab.everything_in("whole/csv"), "the text, too");
        lab.vitropolis(&format!("verify {signal}")).done();
    }
}

#[test]
fn a_run_that_nobody_listens_to_goes_on() {
    let lab = lived();
    let mut run = begun(&lab, &format!("{WORDS} --out alone --progress json"));
    drop(run.stderr.take());
    assert_eq!(run.wait().expect("it ends").code(), Some(0));
    assert!(lab.everything_in("alone/what") == lab.everything_in("whole/what"));
    let mut refused = begun(&lab, "run experiments/nowhere.toml");
    drop(refused.stderr.take());
    assert_eq!(refused.wait().expect("it ends").code(), Some(2));
}

#[test]
fn what_a_killed_run_has_counted_by_the_month_can_be_read() {
    let lab = Lab::new();
    let mut run = begun(&lab, "run experiments/small.toml --days 1000 --out a --progress json");
    wait_for(&mut run, 2 * 70);
    run.kill().expect("a signal");
    run.wait().expect("it ends");
    for table in ["daily", "bands"] {
        for part in ["00001", "00002"] {
            let bytes = fs::read(lab.at(&format!(".a.partial/what/{table}.parquet.parts/{part}.parquet")));
            let bytes = bytes.expect("a row group of thirty days");
            assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{table} {part}");
        }
    }
}

#[test]
fn a_damaged_and_a_lost_journal_are_named() {
    let lab = lived();
    killed(&lab, "a");
    let path = lab.at(".a.partial/journal");
    let mut journal = fs::read(&path).expect("a journal");
    let middle = journal.len() / 8;
    journal[middle] ^= 1;
    fs::write(&path, &journal).expect("written");
    resume(&lab, "a").ends_with(2).complains_of(&["the journal is whole up to day", "of city 1 and damaged after it"]);
    fs::remove_file(&path).expect("removed");
    resume(&lab, "a").ends_with(2).complains_of(&["there are checkpoints, but no journal"]);
}

#[test]
fn shards_put_together_are_the_run() {
    let lab = Lab::new();
    let words = "run experiments/small.toml --days 9 --seeds 5";
    lab.vitropolis(&format!("{words} --out whole")).done();
    for shard in 1..=3 {
        lab.vitropolis(&format!("{words} --shard {shard}/3 --out part-{shard} --threads {shard}")).done();
    }
    assert_eq!(lab.everything_in("part-1").keys().collect::<Vec<_>>(), ["experiment.lock.toml", "how.json", "journal"]);
    for file in ["experiment.lock.toml", "how.json"] {
        assert!(lab.read(&format!("part-1/{file}")).contains(SYNTHETIC), "{file}");
    }
    let journal = fs::read(lab.at("part-1/journal")).expect("a journal");
    assert!(String::from_utf8_lossy(&journal[..200]).contains(SYNTHETIC));
    lab.vitropolis("merge part-2 part-1 part-3 --out merged").done();
    assert!(lab.everything_in("merged/what") == lab.everything_in("whole/what"));
    assert!(lab.read("merged/report.html").contains("vitropolis merge part-2 part-1 part-3"));
    lab.vitropolis("verify merged").done();
    lab.vitropolis("replay merged").done();
    lab.vitropolis("merge part-1 part-3").ends_with(2).complains_of(&["no shard with seed 2"]);
    lab.vitropolis("merge part-1 part-2").ends_with(2).complains_of(&["no shard with seed 4"]);
    lab.vitropolis("merge part-1 part-2 part-3 part-3").ends_with(2).complains_of(&["a second shard with seed"]);
    lab.vitropolis("merge whole").ends_with(2).complains_of(&["run --shard"]);
    lab.vitropolis(&format!("{words} --seed 3 --shard 3/3 --out foreign")).done();
    lab.vitropolis("merge part-1 part-2 foreign").ends_with(2).complains_of(&["another run than the others"]);
    lab.vitropolis(&format!("{words} --shard 6/6")).ends_with(2).complains_of(&["at most as many shards as seeds: 5"]);
    fs::write(lab.at("part-1/journal"), &journal[..journal.len() - 9]).expect("written");
    lab.vitropolis("merge part-1 part-2 part-3").ends_with(2).complains_of(&["days are whole"]);
}

#[test]
fn a_shard_that_was_killed_goes_on() {
    let lab = lived();
    let words = format!("{WORDS} --shard 2/2 --checkpoint-days 5");
    let mut run = begun(&lab, &format!("{words} --out two --progress json"));
    wait_for(&mut run, 40);
    run.kill().expect("a signal");
    run.wait().expect("it ends");
    lab.vitropolis(&format!("{words} --resume two")).done();
    lab.vitropolis(&format!("{WORDS} --shard 1/2 --out one")).done();
    lab.vitropolis("merge one two --out merged").done();
    assert!(lab.everything_in("merged/what") == lab.everything_in("whole/what"));
}

#[test]
fn a_city_that_does_not_fit_is_refused_before_work_starts() {
    let lab = Lab::new();
    let before = lab.everything_in("");
    let started = Instant::now();
    let answer = lab.vitropolis("run experiments/small.toml --people 2e7 --memory 1").ends_with(2);
    answer.complains_of(&["20000000 people", "GiB", "--memory", "--people"]);
    assert!(started.elapsed() < Duration::from_secs(5));
    lab.vitropolis("run experiments/small.toml --people 2e9").ends_with(2).complains_of(&["GiB"]);
    lab.vitropolis("run experiments/small.toml --memory none").ends_with(2);
    lab.vitropolis("run experiments/small.toml --memory 0").ends_with(2).complains_of(&["--memory 0"]);
    assert!(lab.everything_in("").keys().eq(before.keys()));
}

/// The estimate is never less than nine tenths of the peak and never more than twice it.
#[test]
fn the_memory_that_is_expected_is_about_the_memory_that_is_taken() {
    let lab = Lab::new();
    for (out, words) in [
        ("few-days", "small.toml --people 200000 --days 2"),
        ("more-days", "small.toml --people 60000 --days 90"),
        ("five-worlds", "tiny.toml --people 50000 --days 30 --seeds 1"),
    ] {
        lab.vitropolis(&format!("run experiments/{words} --out {out}")).done();
        let how: serde_json::Value = serde_json::from_str(&lab.read(&format!("{out}/how.json"))).expect("an object");
        let bytes = |name: &str| how[name].as_f64().expect("a number");
        let ratio = bytes("expected_memory_bytes") / bytes("peak_memory_bytes");
        println!("{words}: expected is {ratio:.2} of the peak");
        assert!((0.9..=2.0).contains(&ratio), "{words}: {ratio:.2}");
    }
}
