//! The server: loopback only, bounded in connections, bytes and time, and one session and one run at a time.

use crate::door::Door;
use crate::laboratory::Laboratory;
use crate::report::Report;
use crate::routes;
use crate::session::Session;
use experiment::{Failure, RedFlags, Request, Wish};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};

/// What the server puts up with.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Of a request.
    pub body_bytes: usize,
    /// How long a client may take for the head, or between two parts of the body, of a request.
    pub patience: Duration,
    pub connections: usize,
    /// How long nobody may watch before a session rests; and before it is dropped.
    pub lonely: Duration,
    pub forget: Duration,
    /// Seconds that the days of a session may take together; and a whole run.
    pub session: Duration,
    pub report: Duration,
    /// Threads for the worlds; 0 is one for each core.
    pub threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 64 * 1024,
            patience: Duration::from_secs(5),
            connections: 256,
            lonely: Duration::from_secs(4),
            forget: Duration::from_secs(120),
            session: Duration::from_secs(1_200),
            report: Duration::from_secs(900),
            threads: 0,
        }
    }
}

/// What the routes share.
pub(crate) struct Room {
    pub(crate) door: Arc<Door>,
    pub(crate) limits: Limits,
    laboratory: Laboratory,
    session: Mutex<Option<Arc<Session>>>,
    report: Mutex<Option<Arc<Report>>>,
    next: AtomicU64,
}

impl Room {
    pub(crate) fn root(&self) -> &Path {
        self.laboratory.root()
    }

    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The wish as a request that can be granted, in a file of its own.
    pub(crate) fn request(&self, wish: &Wish) -> Result<Wished, Failure> {
        let request = wish.request(self.root(), &format!("wish-{}.toml", self.number()))?;
        let wished = Wished(Request { threads: self.limits.threads, ..request });
        wished.0.resolve()?;
        Ok(wished)
    }

    /// What the linter says of the world that is watched.
    pub(crate) fn red_flags(&self, wish: &Wish) -> Result<RedFlags, Failure> {
        experiment::red_flags(self.root(), &wish.here, &format!("regime-{}.toml", self.number()))
    }

    /// A session, unless another page watches one that it does not give up. What was there before ends.
    pub(crate) fn begin(&self, wish: &Wish, instead_of: Option<u64>) -> Result<Option<u64>, Failure> {
        let mut place = self.session.lock().expect("no thread panics with the session");
        let held =
            |session: &&Arc<Session>| session.is_watched() && !session.is_closed() && instead_of != Some(session.id);
        if place.as_ref().filter(held).is_some() {
            return Ok(None);
        }
        let request = self.request(wish)?;
        place.take().iter().for_each(|session| session.close());
        let session = Session::open(self.number(), request, wish.life, self.limits.clone());
        let id = session.id;
        *place = Some(session);
        Ok(Some(id))
    }

    pub(crate) fn session(&self, id: u64) -> Option<Arc<Session>> {
        let place = self.session.lock().expect("no thread panics with the session");
        place.as_ref().filter(|session| session.id == id).cloned()
    }

    /// A whole run, unless one is under way.
    pub(crate) fn start_report(&self, wish: &Wish) -> Result<Option<u64>, Failure> {
        let mut place = self.report.lock().expect("no thread panics with the run");
        if place.as_ref().is_some_and(|report| report.is_running()) {
            return Ok(None);
        }
        let request = self.request(wish)?;
        let report = Report::start(self.number(), request, wish.command(), &self.limits);
        let id = report.id;
        *place = Some(report);
        Ok(Some(id))
    }

    pub(crate) fn report(&self, id: u64) -> Option<Arc<Report>> {
        let place = self.report.lock().expect("no thread panics with the run");
        place.as_ref().filter(|report| report.id == id).cloned()
    }

    /// Ends whatever runs.
    fn close(&self) {
        self.session.lock().expect("no thread panics with the session").take().iter().for_each(|s| s.close());
        self.report.lock().expect("no thread panics with the run").take().iter().for_each(|r| r.cancel());
    }
}

/// A request whose file goes with it.
pub(crate) struct Wished(pub(crate) Request);

impl Drop for Wished {
    fn drop(&mut self) {
        // What cannot be removed goes with the laboratory.
        let _ = std::fs::remove_file(&self.0.experiment);
    }
}

/// A server that listens.
pub struct Observatory {
    listener: TcpListener,
    room: Arc<Room>,
}

impl Observatory {
    /// Listens on the loopback address; port 0 takes a free one.
    pub async fn bind(port: u16, limits: Limits) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let own = listener.local_addr()?;
        assert!(own.ip().is_loopback(), "the observatory listens to its own machine only");
        let room = Room {
            door: Arc::new(Door::new(own.port())?),
            limits,
            laboratory: Laboratory::unpack()?,
            session: Mutex::new(None),
            report: Mutex::new(None),
            next: AtomicU64::new(0),
        };
        Ok(Self { listener, room: Arc::new(room) })
    }

    /// The address for a browser, with the token.
    pub fn address(&self) -> String {
        self.room.door.address()
    }

    /// Serves until it is told to stop; then ends whatever runs.
    pub async fn serve(self, stop: oneshot::Receiver<()>) -> io::Result<()> {
        let router = routes::router(self.room.clone());
        let places = Arc::new(Semaphore::new(self.room.limits.connections));
        let patience = self.room.limits.patience;
        let accepting = async {
            loop {
                let place = places.clone().acquire_owned().await.expect("the places are never closed");
                let Ok((stream, _)) = self.listener.accept().await else {
                    // Out of descriptors: wait for some to be given back.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                };
                let service = TowerToHyperService::new(router.clone());
                tokio::spawn(async move {
                    let mut http = hyper::server::conn::http1::Builder::new();
                    http.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(32 * 1024);
                    // A client that breaks off is no mistake of ours.
                    let _ = http.serve_connection(TokioIo::new(stream), service).await;
                    drop(place);
                });
            }
        };
        tokio::select! {
            () = accepting => {}
            _ = stop => {}
        }
        self.room.close();
        Ok(())
    }
}
