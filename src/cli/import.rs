//! `factdesk import`: facts from a table or a file of lines, told row by row, and written only where that is asked for and
//! nothing is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::ExitCode;
use super::add::{open, read_again};
use super::adding::near_lines;
use super::arguments::{FactFormat, Global, Import};
use super::columns::many;
use super::failure::Failure;
use super::prompts::say;
use super::terminal::{Look, harmless};
use crate::answer::Engine;
use crate::curator::{Base, Found, Planned, Row, plan, rows_of_lines, rows_of_table};
use crate::knowledge::{Problem, Source};

/// Stands for stdin.
const STDIN: &str = "-";

/// Tells what would become of each row, and with `--write` writes them all or none.
pub(super) fn import(import: &Import, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let told = |message| Failure::Told(message, ExitCode::Unusable);
    let rows = rows(import).map_err(|reason| told(format!("{} {reason}", import.file.display())))?;
    let (base, thresholds) = open(global)?;
    let drafts: Vec<Planned> = rows.iter().filter_map(planned).collect();
    let sources = new_sources(import, &base, &drafts)?;
    let plan = plan(&base, &drafts, &sources, None).map_err(told)?;
    let loaded = plan.loaded();
    let found = plan.problems(&base, &loaded);
    // What comes close is told beside rows that are right, and those are told only where not all is to be quiet.
    let engine = (!global.quiet && !loaded.has_errors()).then(|| Engine::new(Arc::new(loaded.knowledge), thresholds));
    let n_wrong = report(&rows, &found, engine.as_ref(), global, look)?;
    for source in sources.iter().filter(|source| source.id == source.title) {
        say(&format!("source `{}` is new and has no title yet; give it one with --source {0}=TITLE", source.id))?;
    }
    let rows_told = format!("{}, {n_wrong} wrong.", many(rows.len(), "row"));
    if n_wrong > 0 || found.has_errors() {
        say(&format!("{rows_told} Nothing was written; put them right and import again."))?;
        return Ok(ExitCode::Negative);
    }
    if !import.write || drafts.is_empty() {
        say(&format!("{rows_told} Nothing was written yet; --write writes them."))?;
        return Ok(ExitCode::Success);
    }
    plan.write().map_err(told)?;
    read_again(&base, &plan, global)
}

fn rows(import: &Import) -> Result<Vec<Row>, String> {
    let extension = import.file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let by_name = match extension.to_lowercase().as_str() {
        "csv" | "tsv" => Some(FactFormat::Csv),
        "jsonl" | "ndjson" => Some(FactFormat::Jsonl),
        _ => None,
    };
    let format = import.format.or(by_name).ok_or("is neither .csv nor .jsonl; tell with --format what it holds")?;
    let topic = import.topic.as_deref();
    let broken =
        |reason: io::Error| format!("can't be read: {reason}; name a table (.csv) or a file of lines (.jsonl)");
    let mut input: Box<dyn io::Read> = if import.file == Path::new(STDIN) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(fs::File::open(&import.file).map_err(broken)?)
    };
    match format {
        FactFormat::Jsonl => rows_of_lines(BufReader::new(input), topic),
        FactFormat::Csv => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes).map_err(broken)?;
            rows_of_table(&bytes, topic)
        }
    }
}

fn planned(row: &Row) -> Option<Planned> {
    let draft = row.draft.as_ref().ok()?.clone();
    Some(Planned { row: row.number, draft })
}

/// The sources that the rows cite and the base doesn't have, with the titles that were given for them.
fn new_sources(import: &Import, base: &Base, drafts: &[Planned]) -> Result<Vec<Source>, Failure> {
    let mut titles = BTreeMap::new();
    for given in &import.source {
        let (id, title) = given.split_once('=').ok_or_else(|| {
            let message = format!("--source {given}: write ID=TITLE, such as logbook=\"The keeper's logbook\"");
            Failure::Told(message, ExitCode::Unusable)
        })?;
        titles.insert(id.trim(), title.trim());
    }
    let mut sources: Vec<Source> = Vec::new();
    for citation in drafts.iter().flat_map(|planned| &planned.draft.cites) {
        let is_known = base.knowledge().source(&citation.source).is_some();
        if is_known || sources.iter().any(|source| source.id == citation.source) {
            continue;
        }
        // Where the base has sources, another is more likely a slip than a new one.
        let stand_in = base.knowledge().sources.is_empty().then_some(citation.source.as_str());
        let title = titles.get(citation.source.as_str()).copied().or(stand_in);
        sources.extend(title.map(|title| Source::titled(&citation.source, title)));
    }
    Ok(sources)
}

/// A line for each row, with what is wrong with it and what comes close; then what is wrong beside the rows.
fn report(
    rows: &[Row],
    found: &Found,
    engine: Option<&Engine>,
    global: &Global,
    look: &Look,
) -> Result<usize, Failure> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let mut of_rows: BTreeMap<usize, Vec<&Problem>> = BTreeMap::new();
    for (row, problem) in &found.of_rows {
        of_rows.entry(*row).or_default().push(problem);
    }
    let mut n_wrong = 0;
    for row in rows {
        let problems = of_rows.remove(&row.number).unwrap_or_default();
        let is_wrong = row.draft.is_err() || problems.iter().any(|problem| problem.is_error());
        n_wrong += usize::from(is_wrong);
        for line in of_row(row, &problems, engine.filter(|_| !is_wrong), look) {
            if is_wrong || !global.quiet {
                writeln!(stdout, "{line}")?;
            }
        }
    }
    for problem in &found.others {
        writeln!(stdout, "{}", harmless(&problem.to_string()))?;
    }
    stdout.flush()?;
    Ok(n_wrong)
}

/// What there is to say of a row: what is wrong, or what is odd and what comes close.
fn of_row(row: &Row, problems: &[&Problem], engine: Option<&Engine>, look: &Look) -> Vec<String> {
    let line =
        |verdict: &str, text: &str| look.hang(text, &format!("row {}  {verdict:<5}  ", row.number), "    ").join("\n");
    let draft = match &row.draft {
        Ok(draft) => draft,
        Err(reasons) => return reasons.iter().map(|reason| line("wrong", reason)).collect(),
    };
    let verdict = |problem: &Problem| if problem.is_error() { "wrong" } else { "odd" };
    let mut lines: Vec<String> = problems.iter().map(|problem| line(verdict(problem), &problem.message)).collect();
    if !problems.iter().any(|problem| problem.is_error()) {
        lines.push(line("ok", &format!("{}: {}", draft.id, draft.question)));
        lines.extend(engine.iter().flat_map(|engine| near_lines(engine, &draft.question, Some(&draft.id), look)));
    }
    lines
}
