//! Somebody writes a policy down, and lays it beside another.

use crate::lab::Lab;

#[test]
fn a_new_regime_is_written_runs_and_is_not_overwritten() {
    let lab = Lab::new();
    let said = lab.vitropolis("new regime regimes/mine.toml").done().out;
    assert!(said.contains("regimes/mine.toml is written"), "{said}");
    let written = lab.read("regimes/mine.toml");
    assert_eq!(lab.vitropolis("new regime").done().out.replace("my-policy", "mine"), written);
    lab.vitropolis("new experiment experiments/mine.toml --regime regimes/mine.toml").done();
    lab.vitropolis("run experiments/mine.toml --days 2 --seeds 1 --out run").done();
    assert!(lab.read("run/what/experiment.lock.toml").contains("name = \"with-appeal\""));
    for words in ["new regime regimes/mine.toml", "new experiment experiments/mine.toml"] {
        lab.vitropolis(words).ends_with(2).complains_of(&["exists", "nothing is overwritten"]);
    }
    assert_eq!(lab.read("regimes/mine.toml"), written);
}

#[test]
fn what_a_new_file_needs_must_be_there() {
    let lab = Lab::new();
    lab.vitropolis("new regime nowhere/mine.toml").ends_with(2).complains_of(&["a folder that exists"]);
    lab.vitropolis("new regime --city cities/rome.toml")
        .ends_with(2)
        .complains_of(&["cities/rome.toml", "no such file"]);
    lab.vitropolis("new experiment --regime cities/beijing.toml").ends_with(2).complains_of(&["a regime is wanted"]);
    assert!(!lab.at("nowhere").exists());
}

#[test]
fn two_regimes_are_told_apart_in_sentences_and_one_from_itself_by_nothing() {
    let lab = Lab::new();
    let beijing = "regimes/beijing-as-reported-2018.toml";
    let kinder = "name = \"kinder\"\nextends = \"beijing-as-reported-2018\"\n[points]\ndebt-unpaid = -20\n\
                  [score]\nexpiry_days = 365\n[gate.school]\nrefuse_up_to = \"none\"\n";
    lab.write("regimes/kinder.toml", kinder);
    let said = lab.vitropolis(&format!("diff {beijing} regimes/kinder.toml")).ends_with(1).out;
    for sentence in [
        "from beijing-as-reported-2018 to kinder",
        "- marks now expire after 365 days instead of never",
        "- `debt-unpaid` costs 20 points now instead of 50",
        "- the school gate refuses nobody any more, instead of `watched` and below",
    ] {
        assert!(said.lines().any(|line| line == sentence), "{said}");
    }
    assert_eq!(said.lines().count(), 4, "{said}");
    assert!(lab.vitropolis(&format!("diff {beijing} {beijing}")).done().out.contains("no difference"));
    let object = lab.vitropolis(&format!("diff {beijing} regimes/kinder.toml --json")).ends_with(1).object();
    assert_eq!(object["differences"][0]["path"], "score.expiry_days");
    assert_eq!(object["differences"][0]["after"], "365");
    lab.vitropolis(&format!("diff {beijing} regimes/absent.toml")).ends_with(2).complains_of(&["no such file"]);
}

#[test]
fn a_safeguard_in_force_changes_the_run_as_its_keys_do() {
    let lab = Lab::new();
    let arm = "\n[[arm]]\nname = \"ARM\"\nregime = \"../regimes/beijing-as-reported-2018.toml\"\n";
    let small = lab.read("experiments/small.toml");
    let by = |name: &str, set: &str| arm.replace("ARM", name) + set;
    let switched = by("switched", "set.\"safeguard.unmerged.enabled\" = true\n");
    let set = by("set-by-hand", "set.\"score.merged\" = false\n");
    lab.write("experiments/small.toml", &(small + &switched + &set));
    lab.vitropolis("run experiments/small.toml --arms switched,set-by-hand --days 3 --out run").done();
    let digests = lab.read("run/what/digests.csv");
    let of = |arm: &str| -> Vec<String> {
        let rows = digests.lines().filter(|line| line.contains(arm) && !line.starts_with('#'));
        rows.map(|line| line.replacen(arm, "", 1)).collect()
    };
    assert!(!of(",switched,").is_empty() && of(",switched,") == of(",set-by-hand,"), "{digests}");
}

/// The code of a page between fences of one kind.
fn fenced<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let opening = format!("```{kind}\n");
    page.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_how_to_can_be_followed_to_the_letter() {
    let page = std::fs::read_to_string("../../docs/how-to-write-a-policy.md").expect("the page");
    let lab = Lab::new();
    let blocks = fenced(&page, "toml");
    let lines = page.lines().map(|line| line.replace("cargo run --release --", "vitropolis"));
    for command in lines.filter_map(|line| line.strip_prefix("vitropolis ").map(str::to_owned)) {
        let differs = command.starts_with("diff");
        let said = lab.vitropolis(&command).ends_with(i32::from(differs)).out;
        if command.starts_with("new regime") {
            lab.write("regimes/my-court-list.toml", &blocks[..3].join("\n"));
        } else if command.starts_with("new experiment") {
            let experiment = lab.read("experiments/my-court-list.toml");
            lab.write("experiments/my-court-list.toml", &(experiment + blocks[3]));
        } else if differs {
            let sentence = |line: &&str| line.starts_with("- there is a new ") || line.contains(" now");
            let sentences: Vec<&str> = page.lines().filter(|line| line.starts_with("- ")).filter(sentence).collect();
            assert!(sentences.len() == 4 && sentences.iter().all(|line| said.contains(*line)), "{said}");
        }
    }
    assert!(lab.read("runs/my-court-list/1/report.html").contains("forgets-sooner"));
}
