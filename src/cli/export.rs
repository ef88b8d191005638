//! `factdesk export`: all facts as a table or one on each line, as `factdesk import` reads them.

use std::io::{self, Write as _};

use super::ExitCode;
use super::add::open;
use super::arguments::{Export, FactFormat, Global};
use super::failure::Failure;
use crate::curator::{Draft, to_line, to_table};

/// Prints the facts in the order of their topics.
pub(super) fn export(export: &Export, global: &Global) -> Result<ExitCode, Failure> {
    let (base, _) = open(global)?;
    let knowledge = base.knowledge();
    let drafts = knowledge.facts.iter().map(|fact| Draft::of(fact, knowledge));
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    match export.format {
        FactFormat::Csv => to_table(drafts, &mut stdout).map_err(io::Error::from)?,
        FactFormat::Jsonl => {
            for draft in drafts {
                stdout.write_all(to_line(&draft).as_bytes())?;
            }
        }
    }
    stdout.flush()?;
    Ok(ExitCode::Success)
}
