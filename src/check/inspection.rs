//! Everything that `factdesk check` holds a base against, in one list. Reading the base, its sources and the day is done
//! by those who ask.

use crate::knowledge::{Loaded, Moment, Problem};
use crate::text::Analyzer;

use super::lint::lint;
use super::margin_gate::stolen_wordings;
use super::near_duplicates::near_duplicates;
use super::review::overdue_reviews;
use super::source::{Fingerprint, hold_against_sources};
use super::stored_wordings::StoredWordings;
use super::synonym_gate::colliding_synonyms;

/// What a base is held against beside itself.
#[derive(Clone, Debug, Default)]
pub struct Against {
    /// What is known of its sources.
    pub sources: Vec<Fingerprint>,
    /// The day of the check; without it no review is overdue.
    pub today: Option<Moment>,
}

/// Everything questionable in a base that could be read, sorted by file, line and column.
#[must_use]
pub fn inspect(loaded: &Loaded, against: &Against) -> Vec<Problem> {
    let analyzer = Analyzer::english();
    let wordings = StoredWordings::of(loaded, &analyzer);
    let mut problems = lint(loaded);
    problems.extend(near_duplicates(loaded, &wordings));
    problems.extend(stolen_wordings(loaded, &wordings));
    problems.extend(colliding_synonyms(loaded, &analyzer));
    problems.extend(hold_against_sources(loaded, &against.sources, &analyzer));
    problems.extend(against.today.map(|today| overdue_reviews(loaded, today)).unwrap_or_default());
    problems.sort();
    problems
}
