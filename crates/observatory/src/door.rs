//! Who may come in: a browser on this machine that was given the token, and asks from our own page.
//!
//! A page from elsewhere in the same browser cannot ask: its `Origin` is not ours. A name that somebody has pointed at
//! this machine (DNS rebinding) cannot ask: its `Host` is not ours. Another user of this machine cannot ask without the
//! token. The token travels in the fragment of the address, which no server and no log sees, and is swapped for a
//! cookie that no other site can send along.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::io;
use std::sync::Arc;

/// Everything from ourselves; nothing inline, nothing from elsewhere, no frame around us.
pub(crate) const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/// What must be shown to come in.
#[derive(Debug)]
pub(crate) struct Door {
    port: u16,
    token: String,
    cookie: String,
}

impl Door {
    pub(crate) fn new(port: u16) -> io::Result<Self> {
        Ok(Self { port, token: random_words()?, cookie: random_words()? })
    }

    /// Where the browser is sent, with the token in the fragment.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/#token={}", self.port, self.token)
    }

    /// The only hosts that this server answers to.
    fn hosts(&self) -> [String; 2] {
        [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)]
    }

    fn is_our_host(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        hosts.next().is_none() && host.is_some_and(|host| self.hosts().iter().any(|ours| ours == host))
    }

    /// A request that changes something must say where it comes from; any that says so must come from us.
    fn is_our_origin(&self, method: &Method, headers: &HeaderMap) -> bool {
        match headers.get(header::ORIGIN).map(HeaderValue::to_str) {
            None => method == Method::GET || method == Method::HEAD,
            Some(Ok(origin)) => self.hosts().iter().any(|host| origin == format!("http://{host}")),
            Some(Err(_)) => false,
        }
    }

    /// Cookies are shared by all ports of a host, so its name says which of them it is for.
    fn cookie_name(&self) -> String {
        format!("vitropolis-{}", self.port)
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        let wanted = format!("{}={}", self.cookie_name(), self.cookie);
        cookies.flat_map(|cookies| cookies.split(';')).any(|cookie| same(cookie.trim(), &wanted))
    }

    /// The cookie for somebody who has the token.
    pub(crate) fn enter(&self, token: &str) -> Option<HeaderValue> {
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie_name(), self.cookie);
        same(token, &self.token).then(|| HeaderValue::from_str(&cookie).expect("letters and digits"))
    }
}

/// Compares all of both, however soon they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// 128 random bits in letters and digits.
pub(crate) fn random_words() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Every request: the right host, and no foreign origin.
pub(crate) async fn keep(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    if !door.is_our_host(request.headers()) {
        return refused(StatusCode::MISDIRECTED_REQUEST, "this server answers to 127.0.0.1 and localhost only");
    }
    if !door.is_our_origin(request.method(), request.headers()) {
        return refused(StatusCode::FORBIDDEN, "a page from elsewhere may not ask here");
    }
    next.run(request).await
}

/// Every request for more than the empty page: the cookie too.
pub(crate) async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    if !door.has_cookie(request.headers()) {
        return refused(StatusCode::UNAUTHORIZED, "open the address that `vitropolis observe` printed, with its token");
    }
    next.run(request).await
}

fn refused(code: StatusCode, why: &'static str) -> Response {
    (code, axum::Json(serde_json::json!({ "error": why }))).into_response()
}

/// What every answer carries.
pub(crate) async fn seal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    fixed.into_iter().for_each(|(name, value)| drop(headers.insert(name, HeaderValue::from_static(value))));
    let policy = || HeaderValue::from_static(POLICY);
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(policy);
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}
