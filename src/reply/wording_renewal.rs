//! The sentences by which the desk tells what became of the wish to read the facts anew.

use super::Revision;
use crate::knowledge::Differences;

/// Other facts answer from now on.
#[must_use]
pub fn renewed(n_facts: usize, revision: Revision, differences: Differences) -> String {
    let Differences { n_new, n_changed, n_gone } = differences;
    format!(
        "I have read the facts anew: {n_new} new, {n_changed} changed, {n_gone} gone. I know {n_facts} now (revision {revision})."
    )
}

/// Nothing has changed.
#[must_use]
pub fn same(n_facts: usize, revision: Revision) -> String {
    format!("The facts are as they were: I know {n_facts} (revision {revision}).")
}

/// The files can't be used.
#[must_use]
pub fn refused(revision: Revision) -> String {
    format!(
        "The facts cannot be used as they are now, so I go on with those I had (revision {revision}). Please put this right:"
    )
}

/// A bug of the program.
#[must_use]
pub fn failed(revision: Revision) -> String {
    format!(
        "Something went wrong on my side while I read the facts, so I go on with those I had (revision {revision}). My log tells more."
    )
}

/// Stands before what is odd but stops nothing.
pub const WORTH_A_LOOK: &str = "This is worth a look:";

/// Not everything is listed.
#[must_use]
pub fn more(n_left: usize) -> String {
    format!("… and {n_left} more. All of it is told by factdesk check.")
}

/// Below an earlier answer whose fact has changed since; the receipt is that of the new answer.
#[must_use]
pub fn corrected(receipt: &str, day: &str) -> String {
    format!("Corrected on {day}. {receipt}")
}
