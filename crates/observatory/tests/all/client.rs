//! A client that can be as badly behaved as a test wants: bytes on a socket.

use observatory::{Limits, Observatory};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tokio::sync::oneshot;

/// A server in threads of its own, ended when it is dropped.
pub(crate) struct Server {
    pub(crate) at: SocketAddr,
    token: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// An answer: status, head, body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// Limits for tests: impatient, and on one thread.
pub(crate) fn impatient() -> Limits {
    Limits {
        patience: Duration::from_millis(400),
        lonely: Duration::from_millis(300),
        forget: Duration::from_secs(2),
        threads: 1,
        ..Limits::default()
    }
}

impl Server {
    pub(crate) fn start(limits: Limits) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.expect("threads").block_on(async move {
                let observatory = Observatory::bind(0, limits).await.expect("a free port");
                tell.send(observatory.address()).expect("the test waits");
                observatory.serve(stopped).await.expect("it serves");
            });
        });
        let address: String = told.recv().expect("an address");
        let (host, token) = address.strip_prefix("http://").and_then(|a| a.split_once("/#token=")).expect("an address");
        Self { at: host.parse().expect("a socket"), token: token.to_owned(), stop: Some(stop), thread: Some(thread) }
    }

    pub(crate) fn host(&self) -> String {
        self.at.to_string()
    }

    /// The cookie for the token.
    pub(crate) fn enter(&self) -> String {
        let answer = self.ask("POST", "/api/enter", "", &format!("{{\"token\":\"{}\"}}", self.token));
        assert_eq!(answer.status, 204, "{answer:?}");
        let line = answer.head.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).expect("a cookie");
        line.split_once(':').expect("a value").1.trim().split(';').next().expect("a pair").to_owned()
    }

    /// A request from our own page.
    pub(crate) fn ask(&self, method: &str, path: &str, cookie: &str, body: &str) -> Answer {
        let host = self.host();
        let heads =
            format!("Host: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: application/json");
        self.raw(method, path, &heads, body)
    }

    /// Any request.
    pub(crate) fn raw(&self, method: &str, path: &str, heads: &str, body: &str) -> Answer {
        let mut socket = self.socket();
        let length = body.len();
        let text = format!(
            "{method} {path} HTTP/1.1\r\n{heads}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        // A server that has heard enough may close before all is said.
        let _ = socket.write_all(text.as_bytes());
        let mut bytes = Vec::new();
        let _ = socket.read_to_end(&mut bytes);
        Answer::of(&bytes)
    }

    pub(crate) fn json(&self, method: &str, path: &str, cookie: &str, body: &str) -> serde_json::Value {
        let answer = self.ask(method, path, cookie, body);
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    pub(crate) fn socket(&self) -> TcpStream {
        let socket = TcpStream::connect(self.at).expect("it listens");
        socket.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        socket
    }

    /// A page that watches a session, for as long as the socket is kept.
    pub(crate) fn watch(&self, id: u64, cookie: &str) -> TcpStream {
        let mut socket = self.socket();
        let host = self.host();
        let path = format!("/api/session/{id}/events?from=0");
        write!(socket, "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n").expect("it hears");
        let mut first = [0; 256];
        assert!(socket.read(&mut first).expect("it answers") > 0);
        assert!(first.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&first));
        socket
    }

    /// Begins a session of this many days.
    pub(crate) fn begin(&self, cookie: &str, days: u32) -> u64 {
        let begun = self.json("POST", "/api/session", cookie, &wish(days));
        begun["id"].as_u64().expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(()); // it may have stopped by itself
        }
        self.thread.take().into_iter().for_each(|thread| drop(thread.join()));
    }
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = bytes.get(end + 4..).unwrap_or_default();
        let body =
            if head.to_lowercase().contains("transfer-encoding: chunked") { unchunked(body) } else { body.to_vec() };
        Self { status, head, body }
    }
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let size = std::str::from_utf8(&bytes[..end]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size.filter(|size| *size > 0) else { break };
        let chunk = &bytes[end + 2..];
        whole.extend_from_slice(&chunk[..size.min(chunk.len())]);
        bytes = chunk.get(size + 2..).unwrap_or_default();
    }
    whole
}

/// Two worlds of the smallest city.
pub(crate) fn wish(days: u32) -> String {
    let side = |regime: &str| serde_json::json!({ "regime": regime, "set": {} });
    serde_json::json!({
        "here": side("beijing-as-reported-2018"), "beside": side("ordinary-law"),
        "people": 10_000, "days": days, "seeds": 1, "seed": 1,
    })
    .to_string()
}
