//! The sources that `factdesk check` holds the facts against: texts named on the command line, and fingerprints recorded
//! beside the facts. A text is read and forgotten; only its fingerprint is ever written.

use std::fs;
use std::path::{Path, PathBuf};

use super::ExitCode;
use super::failure::Failure;
use crate::check::{Fingerprint, SourceText};
use crate::knowledge::{FINGERPRINT_ENDING, Knowledge, Loaded, Problem};

/// What was named with --source.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Each fingerprint with the file of its text.
    prints: Vec<(Fingerprint, PathBuf)>,
}

impl Texts {
    /// Reads every text; every problem of every file is told together.
    pub(super) fn read(named: &[String], knowledge: &Knowledge) -> Result<Self, Failure> {
        let told = |message: String| Failure::Told(message, ExitCode::Unusable);
        let (mut prints, mut problems) = (Vec::new(), Vec::new());
        for pair in named {
            let (id, file) = pair
                .split_once('=')
                .ok_or_else(|| told(format!("--source {pair} names no file; write --source ID=FILE")))?;
            if knowledge.source(id).is_none() {
                let known: Vec<&str> = knowledge.sources.iter().map(|source| source.id.as_str()).collect();
                return Err(told(format!("no source has the id `{id}`; the base has {}", known.join(", "))));
            }
            let path = PathBuf::from(file);
            match fs::read(&path) {
                Ok(bytes) => {
                    let (text, found) = SourceText::read(&path, &String::from_utf8_lossy(&bytes));
                    problems.extend(found);
                    prints.push((Fingerprint::of(id, &text), path));
                }
                Err(reason) => {
                    let message = format!("the source can't be read: {reason}; name a file with its text");
                    problems.push(Problem::error(&path, None, message));
                }
            }
        }
        if problems.is_empty() { Ok(Self { prints }) } else { Err(Failure::SourceTexts(problems)) }
    }
}

/// Writes each fingerprint into the folder of the facts; gives the files.
pub(super) fn record(texts: &Texts, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for (print, _) in &texts.prints {
        let file = folder.join(format!("{}.{FINGERPRINT_ENDING}", print.source));
        fs::write(&file, print.write()).map_err(|reason| {
            let message = format!("{} can't be written: {reason}; make its folder writable", file.display());
            Failure::Told(message, ExitCode::Unusable)
        })?;
        files.push(file);
    }
    Ok(files)
}

fn recorded(file: &Path) -> Result<Fingerprint, Problem> {
    let bytes = fs::read(file).map_err(|reason| {
        Problem::error(file, None, format!("can't be read: {reason}; record it anew with --record"))
    })?;
    Fingerprint::read(file, &String::from_utf8_lossy(&bytes))
}

/// What is known of the sources: of each its text's fingerprint where the text was given, else the recorded one. Right
/// after recording, what was recorded before doesn't count.
pub(super) fn known_sources(texts: &Texts, loaded: &Loaded, has_recorded: bool) -> (Vec<Fingerprint>, Vec<Problem>) {
    let mut known: Vec<Fingerprint> = texts.prints.iter().map(|(print, _)| print.clone()).collect();
    let mut problems = Vec::new();
    for file in &loaded.fingerprints {
        let recorded = match recorded(file) {
            Ok(recorded) => recorded,
            Err(problem) => {
                problems.extend((!has_recorded).then_some(problem));
                continue;
            }
        };
        let given = texts.prints.iter().find(|(print, _)| print.source == recorded.source);
        match given {
            Some((print, path)) if *print != recorded && !has_recorded => {
                let message =
                    format!("this was recorded of another text than {}; record it anew with --record", path.display());
                problems.push(Problem::warning(file, None, message).of_rule(FINGERPRINT_ENDING));
            }
            Some(_) => {}
            None if loaded.knowledge.source(&recorded.source).is_none() => {
                let message = format!("no source has the id `{}`; take this file away", recorded.source);
                problems.push(Problem::warning(file, None, message).of_rule(FINGERPRINT_ENDING));
            }
            None => known.push(recorded),
        }
    }
    (known, problems)
}
