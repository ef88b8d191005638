//! What speaks for and against the best candidate, as a handful of numbers. How they become a confidence is in
//! `calibration`.

use crate::knowledge::{Fact, Knowledge};
use crate::search::{Candidate, Entry, Query, QueryTerm};
use crate::text::{AskedKind, Commonness};

/// The evidence about one candidate fact.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Log-likelihood above the mean of all entries, in nats per unit of the question's weight.
    pub likelihood: f32,
    /// Likeness to the closest wording, 0 to 1.
    pub closest: f32,
    /// Share of the question's weight that the fact explains, 0 to 1.
    pub coverage: f32,
    /// Lead in likelihood over the best fact that rests on other sentences; negative where that one is ahead.
    pub lead: f32,
    /// Lead in likelihood over the best subject known to be absent.
    pub lead_over_gaps: f32,
    /// Weight of the heaviest content word that the fact doesn't hold.
    pub heaviest_unexplained: f32,
    /// Share of the question's weight in words that the base has never seen.
    pub unseen: f32,
    /// 1 where the question asks for a kind of answer that no wording of the fact asks for, less the more do.
    pub other_kind: f32,
    /// 1 where the question has a figure that stands nowhere in the fact.
    pub other_figure: f32,
    /// How much content the question has, saturating: a single vague word can't single out a fact.
    pub substance: f32,
    /// Weight of what the fact explains.
    pub explained: f32,
}

/// A content word weighs at least this much; lighter ones are too general to count against a fact by themselves.
const CONTENT_WEIGHT: f32 = 0.3;

/// The weight at which a question's substance reaches one half.
const HALF_SUBSTANCE: f32 = 1.0;

impl Evidence {
    /// Weighs a candidate against all others.
    #[must_use]
    pub fn about(candidate: &Candidate, rivals: &[Candidate], query: &Query, knowledge: &Knowledge) -> Self {
        let fact = fact_of(candidate, knowledge);
        let best = |is_rival: &dyn Fn(&Candidate) -> bool| {
            rivals.iter().filter(|rival| is_rival(rival)).map(|rival| rival.score.likelihood).fold(0.0, f32::max)
        };
        let rests_elsewhere = |rival: &Candidate| {
            fact_of(rival, knowledge).is_some_and(|other| fact.is_some_and(|fact| !share_a_sentence(fact, other)))
        };
        let is_gap = |rival: &Candidate| matches!(rival.entry, Entry::Uncovered(_));
        let likelihood = candidate.score.likelihood;
        Self {
            likelihood,
            closest: candidate.score.closest,
            coverage: candidate.score.coverage,
            lead: likelihood - best(&rests_elsewhere),
            lead_over_gaps: likelihood - best(&is_gap),
            heaviest_unexplained: heaviest_unexplained(candidate, query),
            unseen: unseen_share(query),
            other_kind: other_kind(candidate, query),
            other_figure: other_figure(candidate, query),
            substance: query.weight / (query.weight + HALF_SUBSTANCE),
            explained: candidate.score.coverage * query.weight,
        }
    }
}

impl Evidence {
    /// All parts in the order of their declaration.
    #[must_use]
    pub fn parts(&self) -> [f32; 11] {
        [
            self.likelihood,
            self.closest,
            self.coverage,
            self.lead,
            self.lead_over_gaps,
            self.heaviest_unexplained,
            self.unseen,
            self.other_kind,
            self.other_figure,
            self.substance,
            self.explained,
        ]
    }
}

/// Kinds of answer that a fact either gives or doesn't. "What", "how" and "yes or no" fit any fact.
fn other_kind(candidate: &Candidate, query: &Query) -> f32 {
    match query.asked_kind {
        None | Some(AskedKind::What | AskedKind::How | AskedKind::YesOrNo) => 0.0,
        Some(_) => 1.0 / (1.0 + candidate.n_asked_alike as f32),
    }
}

fn other_figure(candidate: &Candidate, query: &Query) -> f32 {
    let is_figure = |term: &QueryTerm| term.taken_for.starts_with(|first: char| first.is_ascii_digit());
    let mut terms = query.terms.iter().zip(&candidate.explained);
    let has_other = terms.any(|(term, strength)| is_figure(term) && *strength <= 0.0);
    if has_other { 1.0 } else { 0.0 }
}

fn fact_of<'k>(candidate: &Candidate, knowledge: &'k Knowledge) -> Option<&'k Fact> {
    match candidate.entry {
        Entry::Fact(number) => knowledge.fact(number),
        Entry::Uncovered(_) => None,
    }
}

/// Two facts of the same sentence are no rivals: either is a cited answer from the right place.
#[must_use]
pub fn share_a_sentence(a: &Fact, b: &Fact) -> bool {
    a.cites.iter().any(|cite| {
        b.cites.iter().any(|other| {
            (&cite.source, cite.paragraph, cite.sentence) == (&other.source, other.paragraph, other.sentence)
        })
    })
}

/// Whether a term is a content word that the candidate does not hold.
#[must_use]
pub fn is_unexplained(term: &QueryTerm, strength: f32) -> bool {
    strength <= 0.0 && term.weight >= CONTENT_WEIGHT && term.commonness >= Commonness::Generic
}

fn heaviest_unexplained(candidate: &Candidate, query: &Query) -> f32 {
    let terms = query.terms.iter().zip(&candidate.explained);
    terms.filter(|(term, strength)| is_unexplained(term, **strength)).map(|(term, _)| term.weight).fold(0.0, f32::max)
}

fn unseen_share(query: &Query) -> f32 {
    let unseen: f32 = query.terms.iter().filter(|term| term.term.is_none()).map(|term| term.weight).sum();
    unseen / query.weight.max(f32::MIN_POSITIVE)
}
