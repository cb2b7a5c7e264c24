//! Sessions: what is told of one, what happens when nobody looks, and that a run is the command line's.

use crate::client::{Server, impatient, wish};
use std::time::{Duration, Instant};

/// Waits until something holds, at most a minute.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "waited for: {what}");
        std::thread::sleep(Duration::from_millis(40));
    }
}

fn has_day(server: &Server, cookie: &str, id: u64, day: u32) -> bool {
    server.ask("GET", &format!("/api/session/{id}/map/{day}"), cookie, "").status == 200
}

#[test]
fn a_session_lives_and_tells_maps_twins_and_a_life_without_a_figure_of_fewer_than_ten() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let id = server.begin(&cookie, 8);
    let _page = server.watch(id, &cookie);
    server.ask("POST", &format!("/api/session/{id}/pace"), &cookie, "{\"days_a_second\":0}");
    until("the last day", || has_day(&server, &cookie, id, 7));
    let head = server.json("GET", &format!("/api/session/{id}"), &cookie, "");
    let people: Vec<u64> =
        head["cells"]["people"].as_array().expect("cells").iter().filter_map(|n| n.as_u64()).collect();
    assert!(people.iter().all(|people| *people >= 40) && people.iter().sum::<u64>() == 10_000);
    let map = server.ask("GET", &format!("/api/session/{id}/map/7"), &cookie, "").body;
    assert_eq!(map.len(), 2 * 2 * experiment::cells::LAYERS.len() * people.len(), "two worlds, two bytes");
    let life = server.json("GET", &format!("/api/session/{id}/life/0/7"), &cookie, "");
    assert!(life["id"].as_str().is_some_and(|id| id.starts_with("SYN-")), "{life}");
    assert_eq!(life["worlds"].as_array().map(Vec::len), Some(2));
    let chart = server.ask("GET", &format!("/api/session/{id}/chart/sanctioned?day=7"), &cookie, "");
    let svg = String::from_utf8(chart.body).expect("text");
    assert!(
        svg.contains("<svg") && !svg.contains("style=") && !svg.contains("<style") && !svg.contains("<script"),
        "{svg}"
    );
    assert_eq!(server.ask("DELETE", &format!("/api/session/{id}"), &cookie, "").status, 204);
    until("the end", || server.ask("GET", &format!("/api/session/{id}"), &cookie, "").status == 404);
}

#[test]
fn a_life_is_followed_by_its_number_or_by_lot_and_only_a_few_are() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let asked = wish(2).replacen('{', "{\"life\":4711,", 1);
    let id = server.json("POST", "/api/session", &cookie, &asked)["id"].as_u64().expect("a number");
    let _page = server.watch(id, &cookie);
    until("a head", || server.ask("GET", &format!("/api/session/{id}"), &cookie, "").status == 200);
    let head = server.json("GET", &format!("/api/session/{id}"), &cookie, "");
    assert_eq!(head["lives"][0]["number"], 4711);
    assert_eq!(head["lives"].as_array().map(Vec::len), Some(experiment::phone::LIVES));
    assert_eq!(server.ask("GET", &format!("/api/session/{id}/life/6/0"), &cookie, "").status, 404);
    let nobody = wish(2).replacen('{', "{\"life\":10000,", 1);
    let told = server.ask("POST", "/api/session", &cookie, &nobody);
    assert!(told.status == 409 || told.status == 200, "a number beyond the city is found when it is drawn");
}

#[test]
fn a_closed_tab_lets_the_worlds_rest_and_then_forgets_them() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let id = server.begin(&cookie, 300);
    let page = server.watch(id, &cookie);
    until("the first days", || has_day(&server, &cookie, id, 1));
    drop(page);
    // Nobody looks: after a while no further day is lived, and at last the worlds are gone.
    until("the end of it", || server.ask("GET", &format!("/api/session/{id}"), &cookie, "").status == 404);
    assert!(!has_day(&server, &cookie, id, 0));
    server.begin(&cookie, 2);
}

#[test]
fn a_second_page_does_not_end_what_the_first_one_watches() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let id = server.begin(&cookie, 300);
    let _page = server.watch(id, &cookie);
    let second = server.ask("POST", "/api/session", &cookie, &wish(5));
    assert_eq!(second.status, 409, "{}", String::from_utf8_lossy(&second.body));
    let instead = server.json("POST", &format!("/api/session?instead_of={id}"), &cookie, &wish(5));
    assert_ne!(instead["id"].as_u64(), Some(id), "the page that watches may begin anew");
}

#[test]
fn two_runs_at_once_are_one_too_many_and_a_run_can_be_cancelled() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let long = wish(365);
    let first = server.json("POST", "/api/report", &cookie, &long)["id"].as_u64().expect("a number");
    assert_eq!(server.ask("POST", "/api/report", &cookie, &long).status, 409);
    assert_eq!(server.ask("DELETE", &format!("/api/report/{first}"), &cookie, "").status, 204);
    let told = server.ask("GET", &format!("/api/report/{first}/events"), &cookie, "");
    assert!(String::from_utf8_lossy(&told.body).contains("\"state\":\"stopped\""), "{told:?}");
    assert_eq!(server.ask("GET", &format!("/api/report/{first}/report.html"), &cookie, "").status, 404);
}

#[test]
fn what_cannot_be_granted_is_refused_with_what_is_allowed() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    for (from, to, says) in [
        ("\"people\":10000", "\"people\":9999", "from 10000"),
        ("\"people\":10000", "\"people\":2000000", "from 10000 to 500000"),
        ("\"days\":5", "\"days\":4000", "from 1 to 365"),
        ("\"seeds\":1", "\"seeds\":99", "from 1 to 8"),
        ("beijing-as-reported-2018", "../../etc/passwd", "no regime that ships"),
        ("\"set\":{}", "\"set\":{\"camera.reach\":99}", "camera.reach"),
        ("\"set\":{}", "\"set\":{\"a b\\\" = 1\":1}", "is no knob"),
    ] {
        let answer = server.ask("POST", "/api/session", &cookie, &wish(5).replacen(from, to, 1));
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(answer.status == 422 && said.contains(says), "{to}: {said}");
    }
}

#[test]
fn a_wish_is_told_as_file_command_python_and_findings_and_reads_back() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let told = server.json("POST", "/api/check", &cookie, &wish(5));
    assert!(told["error"].is_null(), "{told}");
    let file = told["file"].as_str().expect("a file");
    let back = server.json("POST", "/api/load", &cookie, &serde_json::json!({ "text": file }).to_string());
    let asked: serde_json::Value = serde_json::from_str(&wish(5)).expect("JSON");
    assert_eq!(back["here"], asked["here"]);
    let found = told["lint"]["found"].as_array().expect("findings");
    assert!(found.iter().any(|flag| flag["severity"] == "critical"), "{}", told["lint"]);
    let said = told["lint"].to_string().to_lowercase();
    assert!(!["compliant", "approved", "passed"].iter().any(|word| said.contains(word)));
}

#[test]
fn the_life_of_the_story_of_one_wrong_match_has_a_wrong_mark_and_its_twin_has_none() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let presets = experiment::presets();
    let story = presets.iter().find(|preset| preset.key == "one-wrong-match").expect("the story");
    let asked = experiment::Wish { days: 12, seeds: 1, ..story.wish.clone() };
    let asked = serde_json::to_string(&asked).expect("JSON");
    let id = server.json("POST", "/api/session", &cookie, &asked)["id"].as_u64().expect("a number");
    let _page = server.watch(id, &cookie);
    server.ask("POST", &format!("/api/session/{id}/pace"), &cookie, "{\"days_a_second\":0}");
    until("the day after the marks", || has_day(&server, &cookie, id, 11));
    let life = server.json("GET", &format!("/api/session/{id}/life/0/11"), &cookie, "");
    let wrong = |world: usize| {
        let marks = life["worlds"][world]["marks"].as_array().expect("marks");
        marks.iter().filter(|mark| mark["why"] == "no-act" && mark["channel"] == "planted").count()
    };
    assert_eq!((wrong(0), wrong(1)), (1, 0), "{life}");
}
