//! What can be asked of the observatory: a closed list, with what each request may say. None takes a record of a person.

use crate::door::{guard, keep, seal};
use crate::report::Report;
use crate::serve::Room;
use crate::session::Session;
use crate::{assets, pages};
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post};
use axum::{Json, Router};
use experiment::stage::PAIRED;
use experiment::{Failure, RunningDay, Wish};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// Method, path, and every field that a request may carry beyond its path.
pub const ROUTES: &[(&str, &str, &[&str])] = &[
    ("GET", "/", &[]),
    ("GET", "/class", &[]),
    ("GET", "/assets/{file}", &[]),
    ("POST", "/api/enter", &["token"]),
    ("GET", "/api/catalogue", &[]),
    ("GET", "/api/form/{regime}", &[]),
    ("POST", "/api/check", WISH),
    ("POST", "/api/load", &["text: an experiment file of two shipped regimes"]),
    ("POST", "/api/session", WISH),
    ("GET", "/api/session/{id}", &[]),
    ("DELETE", "/api/session/{id}", &[]),
    ("GET", "/api/session/{id}/events", &["from: a day"]),
    ("POST", "/api/session/{id}/pace", &["playing", "step", "days_a_second"]),
    ("GET", "/api/session/{id}/map/{day}", &[]),
    ("GET", "/api/session/{id}/chart/{measure}", &["day"]),
    ("GET", "/api/session/{id}/life/{index}/{day}", &[]),
    ("POST", "/api/report", WISH),
    ("DELETE", "/api/report/{id}", &[]),
    ("GET", "/api/report/{id}/events", &[]),
    ("GET", "/api/report/{id}/report.html", &[]),
];

const WISH: &[&str] = &[
    "here.regime: a shipped one",
    "here.set: knobs of the schema",
    "beside.regime: a shipped one",
    "beside.set: knobs of the schema",
    "people: how many",
    "days",
    "seeds",
    "seed",
    "life: the generator's number",
    "instead_of: a session",
];

fn handler(method: &str, path: &str) -> MethodRouter<Arc<Room>> {
    match (method, path) {
        ("GET", "/") => get(assets::index),
        ("GET", "/class") => get(assets::class),
        ("GET", "/assets/{file}") => get(assets::asset),
        ("POST", "/api/enter") => post(enter),
        ("GET", "/api/catalogue") => get(catalogue),
        ("GET", "/api/form/{regime}") => get(form),
        ("POST", "/api/check") => post(check),
        ("POST", "/api/load") => post(load),
        ("POST", "/api/session") => post(begin),
        ("GET", "/api/session/{id}") => get(session),
        ("DELETE", "/api/session/{id}") => delete(close),
        ("GET", "/api/session/{id}/events") => get(events),
        ("POST", "/api/session/{id}/pace") => post(pace),
        ("GET", "/api/session/{id}/map/{day}") => get(map),
        ("GET", "/api/session/{id}/chart/{measure}") => get(chart),
        ("GET", "/api/session/{id}/life/{index}/{day}") => get(life),
        ("POST", "/api/report") => post(report),
        ("DELETE", "/api/report/{id}") => delete(cancel),
        ("GET", "/api/report/{id}/events") => get(report_events),
        ("GET", "/api/report/{id}/report.html") => get(report_page),
        _ => unreachable!("every route of the list is named here"),
    }
}

/// Everything that may be asked without the cookie.
fn is_open(path: &str) -> bool {
    !path.starts_with("/api/") || path == "/api/enter"
}

/// The routes, behind the door.
pub(crate) fn router(room: Arc<Room>) -> Router {
    let (mut open, mut guarded) = (Router::new(), Router::new());
    for (method, path, _) in ROUTES {
        let side = if is_open(path) { &mut open } else { &mut guarded };
        *side = std::mem::take(side).route(path, handler(method, path));
    }
    let limits = room.limits.clone();
    guarded
        .route_layer(from_fn_with_state(room.door.clone(), guard))
        .merge(open)
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(RequestBodyTimeoutLayer::new(limits.patience))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limits.patience * 4))
        .layer(from_fn_with_state(room.door.clone(), keep))
        .layer(from_fn(seal))
        .with_state(room)
}

/// An answer that says no, and why.
struct No(StatusCode, String);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl From<Failure> for No {
    fn from(failure: Failure) -> Self {
        Self(StatusCode::UNPROCESSABLE_ENTITY, failure.to_string())
    }
}

impl From<JsonRejection> for No {
    fn from(rejection: JsonRejection) -> Self {
        Self(rejection.status(), rejection.body_text())
    }
}

type Answer<T> = Result<T, No>;
type Body<T> = Result<Json<T>, JsonRejection>;

fn absent(what: &str) -> No {
    No(StatusCode::NOT_FOUND, format!("there is no such {what} (any more)"))
}

/// Work that is not done on the threads that serve.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Answer<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| {
        No(StatusCode::INTERNAL_SERVER_ERROR, "this should not have happened; the server goes on".to_owned())
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Enter {
    token: String,
}

async fn enter(State(room): State<Arc<Room>>, body: Body<Enter>) -> Answer<Response> {
    let cookie = room.door.enter(&body?.0.token);
    let cookie =
        cookie.ok_or_else(|| No(StatusCode::UNAUTHORIZED, "this is not the token of this server".to_owned()))?;
    Ok(([(header::SET_COOKIE, cookie)], StatusCode::NO_CONTENT).into_response())
}

async fn catalogue(State(room): State<Arc<Room>>) -> Answer<Json<Value>> {
    let told = apart(move || pages::catalogue(&experiment::regimes(room.root()), &experiment::presets())).await?;
    Ok(Json(told))
}

async fn form(State(room): State<Arc<Room>>, Path(regime): Path<String>) -> Answer<Json<Value>> {
    if !experiment::regimes(room.root()).contains(&regime) {
        return Err(absent("regime"));
    }
    let knobs = apart(move || experiment::form(room.root(), &regime)).await??;
    Ok(Json(pages::form(&knobs)))
}

/// What the file, the command and the call in Python are; and whether the wish can be granted.
async fn check(State(room): State<Arc<Room>>, body: Body<Wish>) -> Answer<Json<Value>> {
    let wish = body?.0;
    let told = apart(move || {
        let found = room.request(&wish);
        let error = found.err().map(|failure| failure.to_string());
        let flags = room.red_flags(&wish).ok();
        json!({ "file": wish.file(), "command": wish.command(), "python": wish.python(), "error": error,
            "lint": flags.as_ref().map(pages::red_flags) })
    });
    Ok(Json(told.await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Load {
    text: String,
}

async fn load(State(room): State<Arc<Room>>, body: Body<Load>) -> Answer<Json<Value>> {
    let text = body?.0.text;
    let wish = apart(move || {
        let wish = Wish::from_file(&text)?;
        room.request(&wish)?;
        Ok::<Wish, Failure>(wish)
    });
    Ok(Json(json!(wish.await??)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Instead {
    instead_of: Option<u64>,
}

async fn begin(State(room): State<Arc<Room>>, Query(query): Query<Instead>, body: Body<Wish>) -> Answer<Json<Value>> {
    let wish = body?.0;
    let begun = apart(move || room.begin(&wish, query.instead_of)).await?;
    match begun? {
        Some(id) => Ok(Json(json!({ "id": id }))),
        None => Err(No(StatusCode::CONFLICT, "another page watches a session here; close it first".to_owned())),
    }
}

fn known(room: &Room, id: u64) -> Answer<Arc<Session>> {
    room.session(id).ok_or_else(|| absent("session"))
}

async fn session(State(room): State<Arc<Room>>, Path(id): Path<u64>) -> Answer<Json<Value>> {
    let session = known(&room, id)?;
    let told = apart(move || session.read(pages::session)).await?;
    told.map(Json).ok_or_else(|| absent("session"))
}

async fn close(State(room): State<Arc<Room>>, Path(id): Path<u64>) -> Answer<StatusCode> {
    known(&room, id)?.close();
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    #[serde(default)]
    from: u32,
}

async fn events(State(room): State<Arc<Room>>, Path(id): Path<u64>, Query(query): Query<Since>) -> Answer<Response> {
    let stream = known(&room, id)?.events(query.from);
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(5))).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pace {
    playing: Option<bool>,
    step: Option<bool>,
    days_a_second: Option<f64>,
}

async fn pace(State(room): State<Arc<Room>>, Path(id): Path<u64>, body: Body<Pace>) -> Answer<StatusCode> {
    let session = known(&room, id)?;
    let Pace { playing, step, days_a_second } = body?.0;
    days_a_second.into_iter().for_each(|speed| session.speed(speed));
    playing.into_iter().for_each(|playing| session.play(playing));
    step.filter(|step| *step).into_iter().for_each(|_| session.step());
    Ok(StatusCode::NO_CONTENT)
}

async fn map(State(room): State<Arc<Room>>, Path((id, day)): Path<(u64, usize)>) -> Answer<Response> {
    let session = known(&room, id)?;
    let maps = apart(move || session.read(|stage| stage.frames.get(day).map(pages::maps)).flatten()).await?;
    let maps = maps.ok_or_else(|| absent("day"))?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], maps).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Until {
    day: u32,
}

async fn chart(
    State(room): State<Arc<Room>>,
    Path((id, measure)): Path<(u64, String)>,
    Query(until): Query<Until>,
) -> Answer<Response> {
    let session = known(&room, id)?;
    let at = PAIRED.iter().position(|about| about.key == measure).ok_or_else(|| absent("measure"))?;
    let drawn = apart(move || {
        session.read(|stage| {
            let frames = stage.frames.iter().take_while(|frame| frame.day <= until.day);
            let points: Vec<RunningDay> = frames
                .filter_map(|frame| {
                    let estimate = frame.pairs[at].difference?;
                    Some(RunningDay { day: frame.day, mean: estimate.mean, interval: estimate.interval })
                })
                .collect();
            experiment::running_chart(PAIRED[at], PAIRED[at].name, stage.experiment.days, &points)
        })
    });
    let drawn = drawn.await?.ok_or_else(|| absent("session"))?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], drawn).into_response())
}

async fn life(State(room): State<Arc<Room>>, Path((id, index, day)): Path<(u64, usize, u32)>) -> Answer<Json<Value>> {
    let session = known(&room, id)?;
    let told = apart(move || session.read(|stage| pages::life(stage, index, day)).flatten()).await?;
    told.map(Json).ok_or_else(|| absent("life or day"))
}

async fn report(State(room): State<Arc<Room>>, body: Body<Wish>) -> Answer<Json<Value>> {
    let wish = body?.0;
    match apart(move || room.start_report(&wish)).await?? {
        Some(id) => Ok(Json(json!({ "id": id }))),
        None => Err(No(StatusCode::CONFLICT, "another run is under way; wait for it or cancel it".to_owned())),
    }
}

fn known_report(room: &Room, id: u64) -> Answer<Arc<Report>> {
    room.report(id).ok_or_else(|| absent("run"))
}

async fn cancel(State(room): State<Arc<Room>>, Path(id): Path<u64>) -> Answer<StatusCode> {
    known_report(&room, id)?.cancel();
    Ok(StatusCode::NO_CONTENT)
}

async fn report_events(State(room): State<Arc<Room>>, Path(id): Path<u64>) -> Answer<Response> {
    let stream = known_report(&room, id)?.events();
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(5))).into_response())
}

async fn report_page(State(room): State<Arc<Room>>, Path(id): Path<u64>) -> Answer<Response> {
    let report = known_report(&room, id)?;
    apart(move || report.page()).await?.ok_or_else(|| absent("report"))
}
