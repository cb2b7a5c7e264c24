//! One session: worlds that live while somebody watches, and rest when nobody does.

use crate::pages;
use crate::serve::{Limits, Wished};
use axum::response::sse::Event;
use experiment::{Failure, Stage};
use futures_util::Stream;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Most days told in one event.
const DAYS_AN_EVENT: usize = 40;

/// What the viewer has asked of the pace.
#[derive(Clone, Copy, Debug)]
struct Pace {
    playing: bool,
    /// Days still to be lived one by one while it is paused.
    steps: u32,
    /// Nought: as many as the machine can.
    days_a_second: f64,
}

/// Where a session stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct News {
    /// `building`, `playing`, `paused`, `over`, `failed` or `closed`.
    pub(crate) state: &'static str,
    pub(crate) day: u32,
    pub(crate) days: u32,
    /// Seconds that a day takes.
    pub(crate) seconds_a_day: f64,
    pub(crate) message: String,
}

/// A session as the routes see it.
pub(crate) struct Session {
    pub(crate) id: u64,
    pace: Mutex<Pace>,
    wake: Condvar,
    stage: RwLock<Option<Stage>>,
    news: watch::Sender<News>,
    stop: AtomicBool,
    listeners: AtomicUsize,
    limits: Limits,
}

impl Session {
    /// Begins to build in a thread of its own; it plays when it is built.
    pub(crate) fn open(id: u64, request: Wished, life: Option<u32>, limits: Limits) -> Arc<Self> {
        let first = News { state: "building", day: 0, days: 0, seconds_a_day: 0.0, message: String::new() };
        let session = Arc::new(Self {
            id,
            pace: Mutex::new(Pace { playing: true, steps: 0, days_a_second: 6.0 }),
            wake: Condvar::new(),
            stage: RwLock::new(None),
            news: watch::Sender::new(first),
            stop: AtomicBool::new(false),
            listeners: AtomicUsize::new(0),
            limits,
        });
        let own = session.clone();
        std::thread::spawn(move || own.live(&request, life));
        session
    }

    /// Whether somebody watches it.
    pub(crate) fn is_watched(&self) -> bool {
        self.listeners.load(Ordering::Relaxed) > 0
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || matches!(self.news.borrow().state, "closed" | "failed")
    }

    /// Ends it; its worlds are dropped by the thread that owns them.
    pub(crate) fn close(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.wake.notify_all();
    }

    pub(crate) fn play(&self, playing: bool) {
        self.change(|pace| *pace = Pace { playing, steps: 0, ..*pace });
    }

    pub(crate) fn step(&self) {
        self.change(|pace| *pace = Pace { playing: false, steps: pace.steps.saturating_add(1).min(30), ..*pace });
    }

    pub(crate) fn speed(&self, days_a_second: f64) {
        self.change(|pace| pace.days_a_second = days_a_second.clamp(0.0, 60.0));
    }

    fn change(&self, change: impl FnOnce(&mut Pace)) {
        change(&mut self.pace.lock().expect("no thread panics with the pace"));
        self.wake.notify_all();
    }

    /// What a page asks of the stage; none until it is built and after it is closed.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Stage) -> T) -> Option<T> {
        self.stage.read().expect("no thread panics on the stage").as_ref().map(read)
    }

    fn live(&self, request: &Wished, life: Option<u32>) {
        let ended = self.lived(request, life);
        *self.stage.write().expect("no reader panics on the stage") = None;
        self.news.send_modify(|news| match &ended {
            Ok(()) | Err(Failure::Stopped { .. }) => news.state = "closed",
            Err(failure) => {
                news.state = "failed";
                news.message = failure.to_string();
            }
        });
    }

    fn lived(&self, request: &Wished, life: Option<u32>) -> Result<(), Failure> {
        let stage = Stage::open(&request.0, life, &self.stop)?;
        let days = stage.experiment.days;
        *self.stage.write().expect("no reader panics on the stage") = Some(stage);
        self.news.send_modify(|news| (news.state, news.days) = ("paused", days));
        let mut clock = Clock::new();
        while let Some(pace) = self.next(&mut clock) {
            let started = Instant::now();
            if let Some(stage) = self.stage.write().expect("no reader panics on the stage").as_mut() {
                stage.step(&self.stop)?;
            }
            clock.lived += started.elapsed();
            let day = self.read(Stage::day).unwrap_or(0);
            let over = day >= days;
            self.news.send_modify(|news| {
                news.day = day;
                news.seconds_a_day = clock.lived.as_secs_f64() / f64::from(day.max(1));
                news.state = if over {
                    "over"
                } else if pace.playing {
                    "playing"
                } else {
                    "paused"
                };
            });
            // Readers come between two days, however fast they pass.
            let wanted = Duration::from_secs_f64(if pace.days_a_second > 0.0 { 1.0 / pace.days_a_second } else { 0.0 });
            let rest = wanted.saturating_sub(started.elapsed()).max(Duration::from_millis(2));
            self.rest(if pace.playing { rest } else { Duration::ZERO });
        }
        Ok(())
    }

    /// Waits for leave to live the next day; none when the session ends.
    fn next(&self, clock: &mut Clock) -> Option<Pace> {
        loop {
            if self.stop.load(Ordering::Relaxed) || clock.lived > self.limits.session {
                return None;
            }
            if self.is_watched() {
                clock.alone = Instant::now();
            }
            let alone = clock.alone.elapsed();
            if alone > self.limits.forget {
                return None;
            }
            let mut pace = self.pace.lock().expect("no thread panics with the pace");
            let over = self.news.borrow().state == "over";
            if over || (alone > self.limits.lonely && pace.playing) {
                pace.playing = false;
                pace.steps = 0;
            }
            if !over && (pace.playing || pace.steps > 0) {
                pace.steps = pace.steps.saturating_sub(1);
                return Some(*pace);
            }
            self.news.send_if_modified(|news| {
                news.state == "playing" && {
                    news.state = "paused";
                    true
                }
            });
            drop(self.wake.wait_timeout(pace, Duration::from_millis(200)));
        }
    }

    /// Waits between two days, unless something is asked.
    fn rest(&self, rest: Duration) {
        let pace = self.pace.lock().expect("no thread panics with the pace");
        if !rest.is_zero() && !self.stop.load(Ordering::Relaxed) {
            drop(self.wake.wait_timeout(pace, rest));
        }
    }

    /// Everything that happens, for one page; days from `from` on are told again.
    pub(crate) fn events(self: Arc<Self>, from: u32) -> impl Stream<Item = Result<Event, Infallible>> {
        let listener = Listener::new(self.clone());
        let news = self.news.subscribe();
        futures_util::stream::unfold(
            (listener, news, from as usize, true),
            |(listener, mut news, from, first)| async move {
                let behind = |news: &News| (news.day as usize) > from;
                let waiting = first || behind(&news.borrow());
                if !waiting && news.changed().await.is_err() {
                    return None;
                }
                let now = news.borrow_and_update().clone();
                let session = listener.session.clone();
                let told = tokio::task::spawn_blocking(move || session.tell(&now, from)).await.ok()?;
                let from = from + told["frames"].as_array().map_or(0, Vec::len);
                let event = Event::default().data(told.to_string());
                Some((Ok(event), (listener, news, from, false)))
            },
        )
    }

    fn tell(&self, news: &News, from: usize) -> Value {
        let frames = self.read(|stage| {
            let days = stage.frames.iter().skip(from).take(DAYS_AN_EVENT);
            days.map(pages::frame).collect::<Vec<Value>>()
        });
        json!({
            "state": news.state, "day": news.day, "days": news.days, "message": news.message,
            "seconds_a_day": news.seconds_a_day, "frames": frames.unwrap_or_default(),
        })
    }
}

/// How long it lived, and since when nobody watches.
struct Clock {
    lived: Duration,
    alone: Instant,
}

impl Clock {
    fn new() -> Self {
        Self { lived: Duration::ZERO, alone: Instant::now() }
    }
}

/// A page that watches, for as long as its stream is there.
struct Listener {
    session: Arc<Session>,
}

impl Listener {
    fn new(session: Arc<Session>) -> Self {
        session.listeners.fetch_add(1, Ordering::Relaxed);
        Self { session }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.session.listeners.fetch_sub(1, Ordering::Relaxed);
    }
}
