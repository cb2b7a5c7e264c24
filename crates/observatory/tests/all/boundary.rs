//! Loopback, our own page, the token; and a closed list of routes, none of which takes a record of a person.

use crate::client::{Server, impatient, wish};
use observatory::ROUTES;
use std::fmt::Write;
use std::path::Path;

#[test]
fn the_routes_and_what_they_take_are_those_that_are_written_down() {
    let mut now = String::new();
    for (method, path, takes) in ROUTES {
        let _ = writeln!(now, "{method} {path}");
        for field in *takes {
            let _ = writeln!(now, "    {field}");
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/routes.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &now).expect("the list can be written");
    }
    let agreed = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(agreed, now, "routes changed; if none takes a record of a person, run with UPDATE=1");
}

#[test]
fn no_route_takes_a_record_of_a_person() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let describing = ["age", "sex", "income", "residence", "district", "score", "band", "person", "name", "photo"];
    for (method, path, takes) in ROUTES {
        let words = takes.iter().flat_map(|field| field.split(|c: char| !c.is_alphanumeric()));
        words.chain(path.split(['/', '{', '}'])).for_each(|word| {
            assert!(!describing.contains(&word), "{method} {path} takes `{word}`");
        });
    }
    for field in describing {
        let described = wish(5).replacen('{', &format!("{{\"{field}\":40,"), 1);
        for path in ["/api/check", "/api/session", "/api/report"] {
            assert_eq!(server.ask("POST", path, &cookie, &described).status, 422, "{path} with `{field}`");
        }
    }
    let table = "{\"text\":\"[[person]]\\nname = \\\"x\\\"\\nage = 40\\n\"}";
    assert_eq!(server.ask("POST", "/api/load", &cookie, table).status, 422);
}

#[test]
fn it_listens_on_the_loopback_address_only() {
    let server = Server::start(impatient());
    assert!(server.at.ip().is_loopback());
    // Another address of this machine finds nobody.
    let elsewhere = std::net::SocketAddr::from(([127, 0, 0, 2], server.at.port()));
    assert!(std::net::TcpStream::connect(elsewhere).is_err());
}

#[test]
fn a_wrong_host_is_turned_away_even_with_the_cookie() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let port = server.at.port();
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1.evil.example:{port}"),
        String::new(),
    ] {
        let answer = server.raw("GET", "/api/catalogue", &format!("Host: {host}\r\nCookie: {cookie}"), "");
        assert!([400, 421].contains(&answer.status), "{host}: {answer:?}");
    }
    let twice = format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\nCookie: {cookie}");
    assert!([400, 421].contains(&server.raw("GET", "/", &twice, "").status));
    let named = format!("Host: localhost:{port}\r\nCookie: {cookie}");
    assert_eq!(server.raw("GET", "/api/catalogue", &named, "").status, 200);
}

#[test]
fn a_page_from_elsewhere_may_not_ask() {
    let server = Server::start(impatient());
    let (cookie, host) = (server.enter(), server.host());
    let heads = |origin: &str| format!("Host: {host}\r\n{origin}Cookie: {cookie}\r\nContent-Type: application/json");
    for origin in ["Origin: http://evil.example\r\n", "Origin: null\r\n", "Origin: https://127.0.0.1\r\n", ""] {
        assert_eq!(server.raw("POST", "/api/check", &heads(origin), &wish(5)).status, 403, "{origin:?}");
    }
    assert_eq!(server.raw("GET", "/api/catalogue", &heads("Origin: http://evil.example\r\n"), "").status, 403);
    assert_eq!(server.raw("POST", "/api/check", &heads(&format!("Origin: http://{host}\r\n")), &wish(5)).status, 200);
}

#[test]
fn without_the_token_nothing_but_the_empty_page_is_told() {
    let server = Server::start(impatient());
    assert_eq!(server.ask("POST", "/api/enter", "", "{\"token\":\"guessed\"}").status, 401);
    for (method, path, _) in ROUTES.iter().filter(|(_, path, _)| *path != "/api/enter") {
        let path =
            path.replace("{id}", "1").replace("{day}", "0").replace("{index}", "0").replace("{measure}", "silence");
        let path = path.replace("{regime}", "nosedive").replace("{file}", "app.js");
        let answer = server.ask(method, &path, "vitropolis-1=guessed", "");
        assert_eq!(answer.status, if path.starts_with("/api/") { 401 } else { 200 }, "{method} {path}");
    }
}

#[test]
fn every_answer_says_that_only_our_own_files_may_be_loaded() {
    let server = Server::start(impatient());
    for path in ["/", "/class", "/assets/app.js", "/assets/nothing.js", "/api/catalogue"] {
        let answer = server.ask("GET", path, "", "");
        let head = answer.head.to_lowercase();
        assert!(head.contains("content-security-policy: default-src 'self'"), "{path}: {head}");
        assert!(!head.contains("unsafe") && head.contains("nosniff") && head.contains("no-referrer"), "{path}: {head}");
    }
    let cookie = server.ask("POST", "/api/enter", "", "{}");
    assert_eq!(cookie.status, 422, "a body without a token");
}

#[test]
fn no_page_has_a_script_or_a_style_inside() {
    let server = Server::start(impatient());
    for path in ["/", "/class"] {
        let page = String::from_utf8(server.ask("GET", path, "", "").body).expect("text");
        assert!(!page.contains("style=") && !page.contains("<style") && !page.contains(" onclick"), "{path}");
        assert_eq!(page.matches("<script").count(), page.matches("<script type=\"module\" src=\"/assets/").count());
        assert!(!page.contains("http://") && !page.contains("https://"), "{path} asks for something elsewhere");
    }
}
