//! Clients that ask too much, too slowly, or too often.

use crate::client::{Server, impatient};
use observatory::Limits;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

#[test]
fn a_body_that_is_too_large_is_refused() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    let text = "x".repeat(80 * 1024);
    assert_eq!(server.ask("POST", "/api/load", &cookie, &format!("{{\"text\":\"{text}\"}}")).status, 413);
    assert_eq!(server.ask("GET", "/api/catalogue", &cookie, "").status, 200, "it goes on");
}

#[test]
fn a_client_that_is_too_slow_is_let_go() {
    let server = Server::start(impatient());
    let cookie = server.enter();
    // One that never ends its head.
    let mut socket = server.socket();
    let start = Instant::now();
    socket.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("it hears");
    let mut rest = Vec::new();
    let _ = socket.read_to_end(&mut rest);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    // One that promises a body and sends none.
    let host = server.host();
    let heads = format!("Host: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: application/json");
    let mut socket = server.socket();
    write!(socket, "POST /api/check HTTP/1.1\r\n{heads}\r\nContent-Length: 100\r\n\r\n{{").expect("it hears");
    let mut rest = Vec::new();
    let _ = socket.read_to_end(&mut rest);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(server.ask("GET", "/", "", "").status, 200, "it goes on");
}

#[test]
fn two_hundred_connections_are_served_while_they_all_stay_open() {
    let server = Server::start(Limits { patience: Duration::from_secs(60), ..impatient() });
    let host = server.host();
    let mut sockets: Vec<_> = (0..200).map(|_| server.socket()).collect();
    for socket in &mut sockets {
        write!(socket, "GET /assets/app.js HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("it hears");
    }
    for socket in &mut sockets {
        let mut first = [0; 15];
        socket.read_exact(&mut first).expect("it answers");
        assert_eq!(&first, b"HTTP/1.1 200 OK");
    }
}
