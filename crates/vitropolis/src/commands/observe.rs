//! `vitropolis observe`: the control room, in a browser of this machine.

use crate::numbers::small_count;
use crate::output::Output;
use clap::Args;
use experiment::Failure;
use observatory::Limits;
use serde_json::json;
use std::process::{Command, ExitCode, Stdio};

/// Open the observatory: a scored city in a browser, beside its twin.
///
/// It answers this machine only, to whoever has the token of the address.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Port on 127.0.0.1; 0, the default, takes a free one
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    port: u16,
    /// Print the address and open no browser
    #[arg(long)]
    no_open: bool,
    /// Threads; 0, the default, is one for each core
    ///
    /// Any number gives the same result.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true, value_parser = small_count)]
    threads: u32,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let limits = Limits { threads: arguments.threads as usize, ..Limits::default() };
    let served = observatory::observe(arguments.port, limits, |address| {
        // Somebody who closed our output can still read the page.
        let _ = output.result(address, || json!({ "address": address }));
        if !arguments.no_open {
            open(address);
        }
    });
    served.map(|()| ExitCode::SUCCESS).map_err(|why| Failure::Refused {
        asked: format!("--port {}: {why}", arguments.port),
        allowed: "a free port of this machine, or 0".to_owned(),
    })
}

/// Asks the system for its browser; where there is none, the printed address is enough.
fn open(address: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let _ = Command::new(program).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
