//! Questions for an assessment: what is asked, what is only supposed, and when nothing is asked.

use crate::lab::Lab;

/// Three seeds of the world of an experiment that ships and of its reference, on the smallest city.
fn lived(experiment: &str) -> Lab {
    let lab = Lab::new();
    lab.vitropolis(&format!("run experiments/{experiment}.toml --people 1e4 --days 60 --seeds 3 --out run")).done();
    lab
}

const MARK: &str = "synthetic; not evidence about your population";
/// Words that would judge.
const VERDICTS: [&str; 9] =
    ["compliant", "approved", "passed", "lawful", "permitted", "acceptable", "certified", "bestanden", "zulässig"];

#[test]
fn every_point_has_its_questions_and_every_supposed_number_its_mark() {
    let lab = lived("platform-rating");
    let text = lab.vitropolis("fria run --as-of 2026-11-22").done().out;
    for point in ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"] {
        assert!(text.contains(&format!("## {point} ")), "{point}: {text}");
    }
    let object = lab.vitropolis("fria run --as-of 2026-11-22 --json").done().object();
    let points = object["points"].as_array().expect("points");
    assert!(points.len() == 6 && points.iter().all(|point| point["questions"].as_array().unwrap().len() >= 3));
    let hypotheses: Vec<&str> =
        points.iter().filter_map(|point| point["hypotheses"].as_array()).flatten().filter_map(|h| h.as_str()).collect();
    assert!(hypotheses.iter().all(|hypothesis| hypothesis.ends_with(MARK)), "{hypotheses:#?}");
    assert!(
        hypotheses.iter().any(|hypothesis| hypothesis.ends_with(MARK) && hypothesis.contains("than for everybody")),
        "{hypotheses:#?}"
    );
    assert!(hypotheses.iter().any(|hypothesis| hypothesis.contains("than in the world")), "{hypotheses:#?}");
    assert!(text.contains("platform-rating") && text.contains("no assessment") && text.contains("not legal advice"));
}

#[test]
fn with_a_critical_finding_under_article_5_only_the_findings_are_told() {
    let lab = lived("welfare-selection");
    let text = lab.vitropolis("fria run").done().out;
    assert!(text.contains("CTX-1 (critical)") && text.contains("only the findings follow"), "{text}");
    assert!(!text.contains("## (a)") && !text.contains(MARK), "{text}");
    let object = lab.vitropolis("fria run --json").done().object();
    assert_eq!((&object["only_findings"], &object["points"]), (&true.into(), &serde_json::json!([])));
}

#[test]
fn no_text_in_either_language_holds_a_verdict() {
    for experiment in ["credit-on-debts", "welfare-selection"] {
        let lab = lived(experiment);
        for words in ["", " --format html", " --language de", " --language de --format html"] {
            let text = lab.vitropolis(&format!("fria run{words}")).done().out.to_lowercase();
            let found: Vec<_> = VERDICTS.iter().filter(|verdict| text.contains(**verdict)).collect();
            assert!(found.is_empty(), "{experiment}{words}: {found:?}");
        }
    }
}

#[test]
fn the_page_is_whole_and_asks_no_network_and_german_is_german() {
    let lab = lived("credit-on-debts");
    let page = lab.vitropolis("fria run --format html --language de").done().out;
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n") && page.contains("<html lang=\"de\">"));
    assert!(page.contains("Von einem Menschen zu beantworten") && page.contains("synthetisch; kein Beleg"), "{page}");
    assert!(page.contains("<meta name=\"synthetic\""));
    assert!(!page.contains("src=") && !page.contains("href="), "nothing is fetched");
}

#[test]
fn too_few_seeds_suggest_nothing() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/credit-on-debts.toml --people 1e4 --days 20 --seeds 2 --out run").done();
    let text = lab.vitropolis("fria run").done().out;
    assert!(text.contains("fewer than three seeds") && !text.contains(MARK), "{text}");
}

#[test]
fn a_world_is_chosen_by_its_name() {
    let lab = lived("credit-on-debts");
    lab.vitropolis("fria run --arm nobody").ends_with(2).complains_of(&["--arm nobody", "allowed"]);
    let object = lab.vitropolis("fria run --arm ordinary-law --json").done().object();
    assert_eq!(object["arm"], "ordinary-law");
    lab.vitropolis("fria run --as-of yesterday").ends_with(2).complains_of(&["--as-of"]);
    lab.vitropolis("fria experiments").ends_with(2).complains_of(&["is not a run folder"]);
}
