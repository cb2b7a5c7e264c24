//! The headline interval of a run: when its days are lived, all stylised numbers are drawn anew on small cities.
//!
//! What comes of it lies in `robust/` beside `what/`, which does not depend on it. Finished draws are kept as they come,
//! so that a run that was stopped or killed among its draws goes on with the others.

use crate::folder::Folder;
use crate::kept::{Pieces, replace};
use crate::robust::Draws;
use crate::{Failure, Request, Watch, memory};
use engine::Hands;
use report::Robust;
use scenario::{Experiment, LEAST_DRAWS};
use std::fs;
use std::sync::atomic::AtomicBool;

/// In the folder of the run.
const FOLDER: &str = "robust";
/// Draws that are finished while others are not; no part of a finished run.
const FINISHED: &str = "robust/finished.csv";
const MOST_DRAWS: u32 = 100_000;

/// The draws that a run is asked to live; none where a finished result is given, or nobody wants any.
pub(crate) fn wanted(request: &Request, experiment: &Experiment, command: &str) -> Result<Option<Draws>, Failure> {
    let draws = request.robust_draws.unwrap_or(experiment.robust_draws);
    if draws != 0 && !(LEAST_DRAWS..=MOST_DRAWS).contains(&draws) {
        let allowed = format!("0 for none, or from {LEAST_DRAWS} to {MOST_DRAWS}");
        return Err(Failure::refused(format!("--robust-draws {draws}"), allowed));
    }
    if draws == 0 || request.robust.is_some() {
        return Ok(None);
    }
    // A draw is one small city, of a country, too.
    let people = experiment.robust_people;
    let small = Experiment { people, part_people: None, seeds: 1, ..experiment.clone() };
    memory::check_batch(&small, &Hands::new(request.threads), request.memory)?;
    Ok(Some(Draws::new(small, draws, command.to_owned())))
}

/// Lives the draws, from the start or from where they were stopped, and writes what came of them.
pub(crate) fn lived(
    draws: &Draws,
    folder: &Folder,
    hands: &Hands,
    watch: &mut dyn Watch,
    stop: &AtomicBool,
) -> Result<Robust, Failure> {
    let (place, finished) = (folder.root().join(FOLDER), folder.root().join(FINISHED));
    fs::create_dir_all(&place).map_err(Failure::disk(&place))?;
    let kept = draws.kept();
    let before = match fs::read_to_string(&finished).map(|text| kept.read(&text)) {
        Err(_) => Pieces::new(),
        Ok(Ok(pieces)) => pieces,
        Ok(Err(why)) => {
            watch.note(&format!("the draws begin anew: {why}"));
            Pieces::new()
        }
    };
    let (done, failure) =
        draws.live("drawing", before, hands, watch, stop, |done| replace(&finished, &kept.text(done)));
    match failure {
        Some(Failure::Stopped { .. }) => {
            let kept = format!("all days are lived, and {} of {} draws", done.len(), kept.pieces);
            return Err(Failure::Stopped { kept });
        }
        Some(failure) => return Err(failure),
        None => {}
    }
    let (robust, files) = draws.told(done);
    files.iter().try_for_each(|(name, text)| folder.write(&format!("{FOLDER}/{name}"), text))?;
    match fs::remove_file(&finished) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(Failure::disk(&finished)(why)),
        _ => Ok(robust),
    }
}
