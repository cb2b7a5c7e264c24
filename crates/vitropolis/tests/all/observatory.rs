//! `vitropolis observe`: one line with an address; a run there is the command line's byte for byte; nothing is kept of
//! a hundred sessions.

use crate::lab::{Lab, PROGRAM};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program as it serves, and a page's cookie.
struct Observe {
    child: Child,
    host: String,
    cookie: String,
}

impl Observe {
    fn start(lab: &Lab) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["observe", "--port", "0", "--no-open", "--threads", "1"]).current_dir(lab.at("."));
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program can be run");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let (host, token) =
            line.trim().strip_prefix("http://").and_then(|a| a.split_once("/#token=")).expect("an address");
        let (host, token) = (host.to_owned(), token.to_owned());
        assert!(host.starts_with("127.0.0.1:"), "{host}");
        let mut observe = Self { child, host, cookie: String::new() };
        let (head, _) = observe.ask("POST", "/api/enter", &json!({ "token": token }));
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        observe.cookie = cookie.split(';').next().expect("a pair").to_owned();
        observe
    }

    /// Head and body of the answer.
    fn ask(&self, method: &str, path: &str, body: &Value) -> (String, Vec<u8>) {
        let mut socket = self.say(method, path, body);
        let mut bytes = Vec::new();
        socket.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        (String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes[end + 4..].to_vec())
    }

    fn say(&self, method: &str, path: &str, body: &Value) -> TcpStream {
        let mut socket = TcpStream::connect(&self.host).expect("it listens");
        socket.set_read_timeout(Some(Duration::from_secs(100))).expect("a timeout");
        let (host, cookie, text) =
            (&self.host, &self.cookie, if body.is_null() { String::new() } else { body.to_string() });
        let heads =
            format!("Host: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: application/json");
        let length = text.len();
        write!(
            socket,
            "{method} {path} HTTP/1.1\r\n{heads}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
        )
        .expect("it hears");
        socket
    }

    fn told(&self, method: &str, path: &str, body: &Value) -> Value {
        let (head, body) = self.ask(method, path, body);
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}\n{}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Memory that the program holds now, where the system tells (Linux).
    fn held_kib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }
}

impl Drop for Observe {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wish(days: u32) -> Value {
    json!({
        "here": { "regime": "beijing-as-reported-2018", "set": { "appeal.enabled": true, "camera.reach": 0.75 } },
        "beside": { "regime": "beijing-as-reported-2018", "set": {} },
        "people": 10_000, "days": days, "seeds": 1, "seed": 5,
    })
}

#[test]
fn a_run_of_the_observatory_is_that_of_the_command_line_byte_for_byte() {
    let lab = Lab::new();
    let observe = Observe::start(&lab);
    let wish = wish(7);
    let file = observe.told("POST", "/api/check", &wish)["file"].as_str().expect("a file").to_owned();
    let id = observe.told("POST", "/api/report", &wish)["id"].as_u64().expect("a number");
    // The events end when the run does.
    let (_, told) = observe.ask("GET", &format!("/api/report/{id}/events"), &Value::Null);
    assert!(String::from_utf8_lossy(&told).contains("\"state\":\"done\""), "{}", String::from_utf8_lossy(&told));
    lab.write("experiments/observatory.toml", &file);
    lab.vitropolis("run experiments/observatory.toml --out runs/by-hand").done();
    let (there, here) = (lab.everything_in("runs/observatory/1/what"), lab.everything_in("runs/by-hand/what"));
    assert!(there.len() >= 4, "{:?}", there.keys());
    assert!(there == here, "the tables differ");
    let (head, page) = observe.ask("GET", &format!("/api/report/{id}/report.html"), &Value::Null);
    let page = String::from_utf8_lossy(&page).into_owned();
    assert!(page.contains("vitropolis run experiments/observatory.toml"), "the report names a command that works");
    let policy = head.lines().find_map(|line| line.strip_prefix("content-security-policy: ")).expect("a policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("sha256-"), "{policy}");
    assert!(!policy.contains("'unsafe-inline'"), "{policy}");
}

#[test]
fn memory_stays_flat_over_a_hundred_sessions() {
    let lab = Lab::new();
    let observe = Observe::start(&lab);
    let mut after_ten = None;
    for session in 0..100 {
        let id = observe.told("POST", "/api/session", &wish(2))["id"].as_u64().expect("a number");
        let page = observe.say("GET", &format!("/api/session/{id}/events?from=0"), &Value::Null);
        let start = Instant::now();
        while !observe.ask("GET", &format!("/api/session/{id}/map/0"), &Value::Null).0.starts_with("HTTP/1.1 200") {
            assert!(start.elapsed() < Duration::from_secs(60), "session {session} lives");
            std::thread::sleep(Duration::from_millis(15));
        }
        drop(page);
        observe.ask("DELETE", &format!("/api/session/{id}"), &Value::Null);
        if session == 9 {
            after_ten = observe.held_kib();
        }
    }
    let (Some(before), Some(after)) = (after_ten, observe.held_kib()) else { return };
    println!("after 10 sessions {before} KiB, after 100 sessions {after} KiB");
    // A session of ten thousand people in three worlds holds about ten megabytes; one kept in twenty would be seen.
    assert!(after < before + 48 * 1024, "{before} KiB grew to {after} KiB");
}

#[test]
fn it_tells_its_address_on_one_line_and_refuses_a_port_that_is_taken() {
    let lab = Lab::new();
    let observe = Observe::start(&lab);
    let port = observe.host.rsplit(':').next().expect("a port");
    let refused = lab.vitropolis(&format!("observe --port {port} --no-open")).ends_with(2);
    refused.complains_of(&["--port", "a free port of this machine"]);
}
