//! What speaks for and against a candidate, as a handful of numbers. How they become a confidence is in `calibration`.

use crate::knowledge::{Fact, Knowledge};
use crate::search::{Candidate, Entry, Query, QueryTerm, Score, weight_of_count};
use crate::text::{AskedKind, Commonness};

/// The evidence about one candidate fact. Tried and dropped, because the fit was no worse without: the
/// heaviest unexplained word, the share of unseen words, the question's total weight, how typical its words are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Log-likelihood above the mean of all entries, in nats per unit of the question's weight.
    pub likelihood: f32,
    /// Likeness to the closest wording, 0 to 1.
    pub closest: f32,
    /// Share of the question's weight that the fact explains, 0 to 1.
    pub coverage: f32,
    /// The same over general and content words alone.
    pub content_coverage: f32,
    /// Weight of the content that the fact doesn't explain, as its square root: the first missing word tells most.
    pub missing: f32,
    /// Lead in coverage over the best subject known to be absent, -1 to 1.
    pub coverage_over_gaps: f32,
    /// Lead in likelihood over that subject, in nats per unit of the question's weight.
    pub lead_over_gaps: f32,
    /// Probability of the fact against that subject alone, 0 to 1.
    pub odds_over_gaps: f32,
    /// Probability of the fact against the best fact that rests on other sentences, 0 to 1.
    pub odds_over_facts: f32,
    /// Near 1 where the question asks for a kind of answer that few wordings of the fact ask for.
    pub other_kind: f32,
}

impl Evidence {
    /// The names of [`Evidence::parts`], in their order.
    pub const NAMES: [&'static str; 10] = [
        "likelihood",
        "closest",
        "coverage",
        "content_coverage",
        "missing",
        "coverage_over_gaps",
        "lead_over_gaps",
        "odds_over_gaps",
        "odds_over_facts",
        "other_kind",
    ];

    /// Weighs a candidate against all others.
    #[must_use]
    pub fn about(candidate: &Candidate, rivals: &[Candidate], query: &Query, knowledge: &Knowledge) -> Self {
        let fact = fact_of(candidate, knowledge);
        let is_gap = |rival: &Candidate| matches!(rival.entry, Entry::Uncovered(_));
        let rests_elsewhere = |rival: &Candidate| {
            fact_of(rival, knowledge).is_some_and(|other| fact.is_some_and(|fact| !share_a_sentence(fact, other)))
        };
        let score = candidate.score;
        let (explained, missing) = content(candidate, query);
        let lead_over_gaps = score.likelihood - best(rivals, is_gap, |rival| rival.likelihood);
        let lead_over_facts = score.likelihood - best(rivals, rests_elsewhere, |rival| rival.likelihood);
        Self {
            likelihood: score.likelihood,
            closest: score.closest,
            coverage: score.coverage,
            content_coverage: explained / (explained + missing).max(f32::MIN_POSITIVE),
            missing: missing.sqrt(),
            coverage_over_gaps: score.coverage - best(rivals, is_gap, |rival| rival.coverage),
            lead_over_gaps,
            odds_over_gaps: probability(lead_over_gaps * query.feature_weight()),
            odds_over_facts: probability(lead_over_facts * query.feature_weight()),
            other_kind: other_kind(candidate, query),
        }
    }

    /// All parts in the order of their declaration.
    #[must_use]
    pub fn parts(&self) -> [f32; 10] {
        [
            self.likelihood,
            self.closest,
            self.coverage,
            self.content_coverage,
            self.missing,
            self.coverage_over_gaps,
            self.lead_over_gaps,
            self.odds_over_gaps,
            self.odds_over_facts,
            self.other_kind,
        ]
    }
}

/// The weight of the question's general and content words that the candidate holds, and of those that it doesn't.
fn content(candidate: &Candidate, query: &Query) -> (f32, f32) {
    let terms = query.terms.iter().zip(&candidate.explained);
    let content = terms.filter(|(term, _)| term.commonness >= Commonness::Generic);
    content.fold((0.0, 0.0), |(explained, missing), (term, is_explained)| {
        if *is_explained { (explained + term.weight, missing) } else { (explained, missing + term.weight) }
    })
}

/// The best value of one part of the score among some rivals; 0, the mean of all entries, where there is none.
fn best(rivals: &[Candidate], is_rival: impl Fn(&Candidate) -> bool, part: impl Fn(&Score) -> f32) -> f32 {
    rivals.iter().filter(|rival| is_rival(rival)).map(|rival| part(&rival.score)).fold(0.0, f32::max)
}

/// The probability that log-odds in nats stand for.
#[must_use]
pub(super) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Whether a fact gives a who, when, where or how many shows in what its wordings ask. "What", "how", "why" and "yes or
/// no" fit any fact.
fn other_kind(candidate: &Candidate, query: &Query) -> f32 {
    match query.asked {
        None | Some(AskedKind::What | AskedKind::How | AskedKind::YesOrNo | AskedKind::Why) => 0.0,
        Some(_) => 1.0 / (1.0 + weight_of_count(candidate.n_asked_alike)),
    }
}

fn fact_of<'k>(candidate: &Candidate, knowledge: &'k Knowledge) -> Option<&'k Fact> {
    match candidate.entry {
        Entry::Fact(number) => knowledge.fact(number),
        Entry::Uncovered(_) => None,
    }
}

/// Two facts of the same sentence are no rivals: either is a cited answer from the right place.
#[must_use]
pub(super) fn share_a_sentence(a: &Fact, b: &Fact) -> bool {
    a.cites.iter().any(|cite| {
        b.cites.iter().any(|other| {
            (&cite.source, cite.paragraph, cite.sentence) == (&other.source, other.paragraph, other.sentence)
        })
    })
}

/// A content word weighs at least this much; lighter ones are too general to tell anything by themselves.
const CONTENT_WEIGHT: f32 = 0.3;

/// Whether a term is a content word.
#[must_use]
pub(super) fn is_telling(term: &QueryTerm) -> bool {
    term.weight >= CONTENT_WEIGHT && term.commonness >= Commonness::Generic
}

/// The least weight of general and content words in a question; "lol" and "why so?" have less, however well they fit a
/// wording that has them too.
const LEAST_SUBSTANCE: f32 = 0.15;

/// Whether there is anything in the question that could single out a fact.
#[must_use]
pub(super) fn has_substance(query: &Query) -> bool {
    let telling = query.terms.iter().filter(|term| term.commonness >= Commonness::Generic);
    telling.map(|term| term.weight).sum::<f32>() >= LEAST_SUBSTANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_stands_behind_its_name() {
        let evidence = Evidence { likelihood: 1.0, closest: 2.0, other_kind: 3.0, ..Evidence::default() };
        let named = Evidence::NAMES.iter().zip(evidence.parts()).map(|(name, part)| format!("{name}: {part:?}"));
        assert_eq!(format!("{evidence:?}"), format!("Evidence {{ {} }}", named.collect::<Vec<_>>().join(", ")));
    }
}
