//! `factdesk check`: everything there is to say about the fact base and the settings.

use std::collections::HashSet;
use std::io::{self, Write as _};

use super::ExitCode;
use super::arguments::Global;
use super::failure::Failure;
use super::progress::Progress;
use crate::check::lint;
use crate::config::{Config, Environment};
use crate::knowledge::{Knowledge, Problem, load_changed};

/// Prints all problems and a closing line; warnings alone are no failure.
pub(super) fn check(global: &Global) -> Result<ExitCode, Failure> {
    let (config, mut problems) = Config::load(global.config.as_deref(), &Environment::of_process());
    let folder = global.knowledge.as_deref().unwrap_or(&config.knowledge_folder);
    let progress = Progress::start(global);
    let loaded = load_changed(folder, &[], progress.reading());
    progress.is_read();
    let has_config = global.config.as_ref().is_none_or(|file| file.is_file());
    problems.extend(lint(&loaded));
    drop(progress);
    problems.extend(loaded.problems);
    problems.sort();
    if !has_config || !loaded.was_found {
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        writeln!(io::stderr(), "{}", told.join("\n"))?;
        return Ok(ExitCode::Unusable);
    }
    let mut stdout = io::stdout().lock();
    for problem in &problems {
        writeln!(stdout, "{problem}")?;
    }
    if !global.quiet {
        writeln!(stdout, "{}", closing_line(&problems, &loaded.knowledge))?;
    }
    stdout.flush()?;
    let has_errors = problems.iter().any(Problem::is_error);
    Ok(if has_errors { ExitCode::Negative } else { ExitCode::Success })
}

/// What was found, in what.
pub(super) fn closing_line(problems: &[Problem], knowledge: &Knowledge) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let found = match (errors, problems.len() - errors) {
        (0, 0) => "No problems".to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let wordings = knowledge.facts.iter().map(|fact| fact.wordings().count()).sum();
    let citations = knowledge.facts.iter().flat_map(|fact| &fact.cites);
    let sentences: HashSet<_> =
        citations.map(|citation| (&citation.source, citation.paragraph, citation.sentence)).collect();
    let (facts, wordings) = (counted(knowledge.facts.len(), "fact"), counted(wordings, "wording"));
    format!("{found} in {facts}, {wordings}, {}.", counted(sentences.len(), "cited sentence"))
}

/// A number with its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
