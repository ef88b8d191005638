//! What became of the wish to read the facts anew, as a reply to who wished it.

use super::{Card, Reply, Revision, Tone, Visibility, limits, wording_renewal};
use crate::knowledge::Differences;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// How it ended.
    pub end: RenewalEnd,
    /// The facts that answer from now on.
    pub n_facts: usize,
    /// Their revision.
    pub revision: Revision,
    /// What is wrong or odd with the files, each with its place.
    pub problems: Vec<String>,
}

/// How reading the facts anew ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenewalEnd {
    /// Others answer from now on.
    Renewed(Differences),
    /// They are the same as before.
    Same,
    /// The files can't be used, so those before go on.
    Refused,
    /// A bug of the program; those before go on.
    Failed,
}

/// How many problems are listed: what one can put right in one go. `factdesk check` lists all.
const MAX_LISTED: usize = 10;
/// How long one of them may be, in Discord's units: some tell texts of the base.
const MAX_PROBLEM_UNITS: usize = 300;

/// The report, for who wished it alone.
#[must_use]
pub fn compose_renewal(renewal: &Renewal) -> Reply {
    let Renewal { end, n_facts, revision, problems } = renewal;
    let mut lines = vec![match end {
        RenewalEnd::Renewed(differences) => wording_renewal::renewed(*n_facts, *revision, *differences),
        RenewalEnd::Same => wording_renewal::same(*n_facts, *revision),
        RenewalEnd::Refused => wording_renewal::refused(*revision),
        RenewalEnd::Failed => wording_renewal::failed(*revision),
    }];
    if matches!(end, RenewalEnd::Renewed(_) | RenewalEnd::Same) && !problems.is_empty() {
        lines.push(wording_renewal::WORTH_A_LOOK.to_owned());
    }
    let listed = problems.iter().take(MAX_LISTED);
    lines.extend(listed.map(|problem| format!("• {}", limits::fit(problem, MAX_PROBLEM_UNITS))));
    let n_left = problems.len().saturating_sub(MAX_LISTED);
    lines.extend((n_left > 0).then(|| wording_renewal::more(n_left)));
    let body = lines.join("\n");
    let card = Card { tone: Tone::Notice, title: None, body, citations: Vec::new(), footer: None };
    Reply { cards: vec![card], buttons: Vec::new(), visibility: Visibility::AskerOnly }
}
