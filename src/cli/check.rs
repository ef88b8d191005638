//! `factdesk check`: everything there is to say about the fact base and the settings. Formats for tools are in
//! `check_formats`, the texts of sources in `check_sources`.

use std::collections::HashSet;
use std::io::{self, Write as _};

use super::ExitCode;
use super::arguments::{Check, CheckFormat, Global};
use super::check_formats::{github, json, sarif};
use super::check_sources::{Texts, known_sources, record};
use super::columns::many;
use super::failure::Failure;
use super::progress::Progress;
use super::today::day;
use crate::check::{Against, inspect};
use crate::config::{Config, Environment};
use crate::knowledge::{Knowledge, Loaded, Problem, Severity, load_changed};

/// Prints all problems and a closing line; warnings alone are no failure.
pub(super) fn check(check: &Check, global: &Global) -> Result<ExitCode, Failure> {
    let (config, mut problems) = Config::load(global.config.as_deref(), &Environment::of_process());
    let folder = global.knowledge.as_deref().unwrap_or(&config.knowledge_folder);
    let progress = Progress::start(global);
    let loaded = load_changed(folder, &[], progress.reading());
    progress.is_read();
    let has_config = global.config.as_ref().is_none_or(|file| file.is_file());
    if !has_config || !loaded.was_found {
        problems.extend(loaded.problems);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        writeln!(io::stderr(), "{}", told.join("\n"))?;
        return Ok(ExitCode::Unusable);
    }
    let texts = Texts::read(&check.source, &loaded.knowledge)?;
    let recorded = if check.record { record(&texts, folder)? } else { Vec::new() };
    let (sources, found) = known_sources(&texts, &loaded, check.record);
    problems.extend(found);
    problems.extend(inspect(&loaded, &Against { sources, today: Some(day(check.today.as_deref())?) }));
    problems.extend(loaded.problems.iter().cloned());
    problems.sort();
    let mut stdout = io::stdout().lock();
    for file in recorded.iter().filter(|_| !global.quiet && format_of(check) == CheckFormat::Text) {
        writeln!(stdout, "Recorded {}.", file.display())?;
    }
    stdout.write_all(told(&problems, &loaded, check, global)?.as_bytes())?;
    stdout.flush()?;
    let has_errors = problems.iter().any(Problem::is_error);
    Ok(if has_errors { ExitCode::Negative } else { ExitCode::Success })
}

fn format_of(check: &Check) -> CheckFormat {
    if check.json { CheckFormat::Json } else { check.format }
}

fn told(problems: &[Problem], loaded: &Loaded, check: &Check, global: &Global) -> Result<String, Failure> {
    Ok(match format_of(check) {
        CheckFormat::Text => {
            let mut lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            lines.extend((!global.quiet).then(|| closing_line(problems, &loaded.knowledge)));
            lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect()
        }
        CheckFormat::Json => json(problems).map_err(io::Error::from)?,
        CheckFormat::Github => github(problems),
        CheckFormat::Sarif => sarif(problems).map_err(io::Error::from)?,
    })
}

/// What was found, in what.
pub(super) fn closing_line(problems: &[Problem], knowledge: &Knowledge) -> String {
    let of_severity = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let found = match (of_severity(Severity::Error), of_severity(Severity::Warning)) {
        (0, 0) => "No problems".to_owned(),
        (0, warnings) => many(warnings, "warning"),
        (errors, 0) => many(errors, "error"),
        (errors, warnings) => format!("{} and {}", many(errors, "error"), many(warnings, "warning")),
    };
    let wordings = knowledge.facts.iter().map(|fact| fact.wordings().count()).sum();
    let citations = knowledge.facts.iter().flat_map(|fact| &fact.cites);
    let sentences: HashSet<_> =
        citations.map(|citation| (&citation.source, citation.paragraph, citation.sentence)).collect();
    let (facts, wordings) = (many(knowledge.facts.len(), "fact"), many(wordings, "wording"));
    format!("{found} in {facts}, {wordings}, {}.", many(sentences.len(), "cited sentence"))
}
