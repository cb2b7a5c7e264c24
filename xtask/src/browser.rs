//! The report in a real browser, wide and as a phone, light and dark: `xtask/browser/report.mjs` looks at it.

use crate::ci::Outcome;
use crate::tree::root;
use crate::{host, job};
use anyhow::{Context, ensure};
use std::path::PathBuf;

const CHROMIUMS: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

pub(crate) fn report() -> anyhow::Result<Outcome> {
    let report = job::folder().join("report.html");
    ensure!(report.is_file(), "there is no {}: the main job in small must run first", report.display());
    let (chromium, folder) = (chromium()?, prepare()?);
    let shots = root().join("target/screenshots");
    let mut node = host::command("node", &[]);
    host::finish(node.arg(folder.join("report.mjs")).arg(chromium).arg(report).arg(shots))?;
    Ok(Outcome::Passed)
}

/// The folder of the browser's scripts, with what they need beside them.
pub(crate) fn prepare() -> anyhow::Result<PathBuf> {
    let folder = root().join("xtask/browser");
    if host::find("node").is_none() || host::find("npm").is_none() {
        host::install(&["nodejs", "npm"], "the browser is driven by Node")?;
    }
    host::finish(host::command("npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder))?;
    Ok(folder)
}

/// A browser of this machine, named in `CHROMIUM` or found, or else installed.
pub(crate) fn chromium() -> anyhow::Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let find = || CHROMIUMS.iter().find_map(|name| host::find(name));
    if let Some(found) = find() {
        return Ok(found);
    }
    host::install(&["chromium", "fonts-dejavu-core"], "the report is looked at in Chromium")?;
    find().context("chromium was installed and is still not there")
}
