//! The control room turned round: a web page of this machine on which anybody can run a scored city and see what the
//! rules do to its people.
//!
//! The page is served to loopback only. Nothing here computes: worlds, maps, alarms and lives are `experiment`'s.

mod assets;
mod door;
mod laboratory;
mod pages;
mod report;
mod routes;
mod serve;
mod session;

pub use routes::ROUTES;
pub use serve::{Limits, Observatory};

use std::io;
use tokio::sync::oneshot;

/// Serves until Ctrl-C or a signal to end. `ready` is told the address once the server listens.
pub fn observe(port: u16, limits: Limits, ready: impl FnOnce(&str)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let observatory = Observatory::bind(port, limits).await?;
        let (tell, stop) = oneshot::channel();
        tokio::spawn(async move {
            asked_to_end().await;
            let _ = tell.send(());
        });
        ready(&observatory.address());
        observatory.serve(stop).await
    })
}

#[cfg(unix)]
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return drop(tokio::signal::ctrl_c().await) };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    let _ = tokio::signal::ctrl_c().await;
}
