//! Why a run did not happen: what was written, what was asked for, what the machine said, or a stop.

use std::path::{Path, PathBuf};

/// A mistake of the user's, or of the machine's, as a value with a message.
#[derive(Debug)]
pub enum Failure {
    /// Files that a person wrote.
    Files(scenario::Errors),
    /// Something that was asked for and is not allowed: what, and what is.
    Refused { asked: String, allowed: String },
    /// The disk said no: what is left, and what to do.
    Disk { path: PathBuf, why: std::io::Error, left: String },
    /// Somebody stopped it.
    Stopped { kept: String },
}

impl Failure {
    pub(crate) fn refused(asked: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self::Refused { asked: asked.into(), allowed: allowed.into() }
    }
    /// A file that cannot be read; `allowed` says what it should be.
    pub(crate) fn read(path: &Path, allowed: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |why| Self::refused(format!("{}: {why}", path.display()), allowed)
    }
    pub(crate) fn disk(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        let left = "nothing half-written is left; make room or choose another `--out`".to_owned();
        move |why| Self::Disk { path, why, left }
    }
    /// The message, with the colours of a terminal if wanted.
    pub fn render(&self, colour: bool) -> String {
        match self {
            Self::Files(errors) => errors.render(colour),
            other => other.to_string(),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Files(errors) => write!(f, "{errors}"),
            Self::Refused { asked, allowed } => write!(f, "error: {asked}\n  = allowed: {allowed}"),
            Self::Disk { path, why, left } => write!(f, "error: {}: {why}\n  = {left}", path.display()),
            Self::Stopped { kept } => write!(f, "stopped: {kept}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<scenario::Errors> for Failure {
    fn from(errors: scenario::Errors) -> Self {
        Self::Files(errors)
    }
}

impl From<model::parameters::Problem> for Failure {
    fn from(problem: model::parameters::Problem) -> Self {
        Self::refused(format!("{}: {}", problem.path, problem.message), problem.allowed)
    }
}
