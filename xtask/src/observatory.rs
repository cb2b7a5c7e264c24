//! The observatory in a real browser: its modules are checked by the compiler of TypeScript, and
//! `xtask/browser/observatory.mjs` goes the way of a viewer, with axe looking for what somebody could not use.

use crate::browser;
use crate::ci::Outcome;
use crate::host;
use crate::tree::root;
use anyhow::{Context, ensure};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

const TYPES: &str = "crates/observatory/web/tsconfig.json";

pub(crate) fn look() -> anyhow::Result<Outcome> {
    let folder = browser::prepare()?;
    host::run(folder.join("node_modules/.bin/tsc"), &["-p", TYPES])?;
    let chromium = browser::chromium()?;
    let work = root().join("target/ci/observatory");
    std::fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    let program = root().join("target/release/vitropolis");
    ensure!(program.is_file(), "there is no {}: the main job in small must run first", program.display());
    let mut observe = host::command(&program, &["observe", "--port", "0", "--no-open"]);
    let served = Served(observe.current_dir(&work).stdout(Stdio::piped()).spawn()?);
    let (served, address) = served.address()?;
    let mut node = host::command("node", &[]);
    let looked = host::finish(
        node.arg(folder.join("observatory.mjs")).arg(chromium).arg(&address).arg(root().join("target/screenshots")),
    );
    drop(served);
    looked?;
    Ok(Outcome::Passed)
}

/// A server that ends with us, whatever happened.
struct Served(Child);

impl Served {
    /// The address is the first line that it prints.
    fn address(mut self) -> anyhow::Result<(Self, String)> {
        let mut line = String::new();
        BufReader::new(self.0.stdout.take().context("its output was asked for")?).read_line(&mut line)?;
        ensure!(line.starts_with("http://127.0.0.1:"), "`vitropolis observe` printed no address: {line:?}");
        Ok((self, line.trim().to_owned()))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
