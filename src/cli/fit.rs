//! `factdesk eval --fit`: what was learned, as the file it is laid into.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ExitCode;
use super::eval::read_sets;
use super::failure::Failure;
use crate::check::{Asked, Fitted};
use crate::knowledge::{Problem, load};

/// Another base with its questions, "FOLDER=FILE".
pub(super) fn read_other(pair: &str) -> Result<Asked, Failure> {
    let Some((folder, file)) = pair.split_once('=') else {
        let message = format!("--also takes a folder of facts and a file of questions, FOLDER=FILE, and not `{pair}`");
        return Err(Failure::Told(message, ExitCode::Unusable));
    };
    let loaded = load(Path::new(folder));
    if loaded.problems.iter().any(Problem::is_error) {
        return Err(Failure::Problems(loaded.problems));
    }
    let sets = read_sets(&[PathBuf::from(file)], &loaded.knowledge)?;
    let questions = sets.into_iter().flat_map(|(_, questions)| questions).collect();
    Ok(Asked { knowledge: Arc::new(loaded.knowledge), questions })
}

/// The text of `answer/calibration.txt`, and beside it how good it is.
pub(super) fn draw_fit(fitted: &Fitted) -> (String, String) {
    let Fitted { calibration, n_rows, before, after } = fitted;
    let told = format!(
        "Fitted to {n_rows} rows. Log-loss over the questions: {before:.4} before, {after:.4} after, ten-fold.\n"
    );
    (calibration.to_string(), told)
}
