//! A whole run with its report, by the same function as the command line; and the report as a page of its own.

use crate::serve::{Limits, Wished};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::response::sse::Event;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use experiment::{Progress, Watch};
use futures_util::Stream;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// Where a run stands, as the page is told.
type News = Value;

/// A run under way, or done.
pub(crate) struct Report {
    pub(crate) id: u64,
    stop: Arc<AtomicBool>,
    news: watch::Sender<News>,
    folder: Mutex<Option<PathBuf>>,
}

impl Report {
    pub(crate) fn start(id: u64, request: Wished, command: String, limits: &Limits) -> Arc<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let news = watch::Sender::new(json!({ "state": "running", "done": 0, "total": 0 }));
        let report = Arc::new(Self { id, stop, news, folder: Mutex::new(None) });
        let (own, limit) = (report.clone(), limits.report);
        std::thread::spawn(move || own.run(&request, &command, limit));
        report
    }

    pub(crate) fn is_running(&self) -> bool {
        self.news.borrow()["state"] == "running"
    }

    pub(crate) fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn run(&self, request: &Wished, command: &str, limit: Duration) {
        let mut teller = Teller { report: self, limit };
        let ended = experiment::run_as(&request.0, command, &mut teller, &self.stop);
        let told = match ended {
            Ok(finished) => {
                let shown = finished.folder.display().to_string();
                *self.folder.lock().expect("no thread panics with the folder") = Some(finished.folder);
                json!({ "state": "done", "folder": shown })
            }
            Err(failure) => json!({ "state": "stopped", "message": failure.to_string() }),
        };
        self.news.send_replace(told);
    }

    /// How it goes, for one page, until it is done.
    pub(crate) fn events(&self) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
        let news = self.news.subscribe();
        futures_util::stream::unfold((news, true, false), |(mut news, first, ended)| async move {
            if ended || (!first && news.changed().await.is_err()) {
                return None;
            }
            let now = news.borrow_and_update().clone();
            let ended = now["state"] != "running";
            Some((Ok(Event::default().data(now.to_string())), (news, false, ended)))
        })
    }

    /// The finished report, under a policy that knows its one style sheet by its hash.
    pub(crate) fn page(&self) -> Option<Response> {
        let folder = self.folder.lock().expect("no thread panics with the folder").clone()?;
        let html = std::fs::read_to_string(folder.join("report.html")).ok()?;
        let policy = HeaderValue::from_str(&policy(&html)).ok()?;
        let mut response = Response::new(Body::from(html));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        Some(response)
    }
}

/// Nothing but the text, its own style sheets and style attributes; no script at all unless it is in the file.
fn policy(html: &str) -> String {
    let sheets = between(html, "<style>", "</style>");
    let attributes = between(html, "style=\"", "\"");
    let scripts = between(html, "<script>", "</script>");
    let list = |parts: &[&str]| {
        let mut hashes: Vec<String> = parts.iter().map(|part| hash(part)).collect();
        hashes.sort();
        hashes.dedup();
        if hashes.is_empty() { " 'none'".to_owned() } else { format!(" {}", hashes.join(" ")) }
    };
    let inside = if attributes.is_empty() { "" } else { " 'unsafe-hashes'" };
    let styles = list(&[sheets, attributes].concat());
    format!(
        "default-src 'none'; style-src{inside}{styles}; script-src{}; img-src data:; frame-ancestors 'none'",
        list(&scripts)
    )
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Tells the page how a run goes, and ends a run that takes too long.
struct Teller<'a> {
    report: &'a Report,
    limit: Duration,
}

impl Watch for Teller<'_> {
    fn progress(&mut self, progress: &Progress) {
        let Progress { step, day, days, done, total, .. } = *progress;
        let seconds = progress.elapsed.as_secs_f64();
        let left = if done == 0 { Value::Null } else { json!(seconds * (total - done) as f64 / done as f64) };
        self.report.news.send_replace(json!({
            "state": "running", "step": step, "seed": progress.seed, "seeds": progress.seeds,
            "day": day, "days": days, "done": done, "total": total, "seconds_left": left,
        }));
        if progress.elapsed > self.limit {
            self.report.cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_may_use_its_own_styles_and_nothing_else() {
        let policy = policy("<style>a{}</style><i style=\"b\"></i><i style=\"b\"></i>");
        assert_eq!(policy.matches("sha256-").count(), 2, "{policy}");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("script-src 'none'"), "{policy}");
    }
}
