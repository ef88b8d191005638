//! May it be said? Candidates get their confidence, and the confidence its verdict. What is said then is in `reply`.

use super::engine::{Engine, facts, is_gap};
use super::evidence::{Evidence, has_substance};
use super::outcome::{Confidence, MAX_CANDIDATES, Ranked, Verdict};
use crate::search::{Candidate, Named, Query};
use crate::text::{Analysis, EntityKind};

/// The confidence of a question that is a stored wording, word for word.
const EXACT_WORDING: Confidence = Confidence(0.999);

/// The most that anything else reaches, so that a stored wording always finds its own fact.
const MOST_WITHOUT_EXACT_WORDING: Confidence = Confidence(0.998);

/// The confidence from which a question without substance is answered all the same: "what do they do over there?".
/// Measured: five more right answers to the questions in tests/questions, and no wrong one.
const PLAIN: Confidence = Confidence(0.9);

/// Such a question has at least so many words; "how many?" leans on something that was said before.
const LEAST_PLAIN_WORDS: usize = 5;

/// The least lead in confidence over a fact from another place. Measured: a smaller lead is as often wrong as right.
const LEAST_LEAD: f32 = 0.1;

impl Engine {
    /// What becomes of a question with these candidates.
    pub(super) fn decide(&self, ranked: &[Ranked], found: &[Candidate], query: &Query, analysis: &Analysis) -> Verdict {
        let asks_for_a_gap = found.iter().any(|candidate| candidate.is_exact && is_gap(candidate));
        if asks_for_a_gap || repeats(analysis) {
            return Verdict::Unknown;
        }
        if query.is_stored_wording() {
            return self.verdict(ranked);
        }
        let says_enough = has_substance(query) || is_plain(ranked, analysis);
        match self.verdict(ranked) {
            _ if !says_enough => Verdict::Unknown,
            Verdict::Answered if self.is_torn(ranked) => Verdict::Unsure,
            verdict => verdict,
        }
    }

    /// The verdict by the confidence alone.
    pub(super) fn verdict(&self, ranked: &[Ranked]) -> Verdict {
        match ranked.first().map(|best| best.confidence.0) {
            Some(best) if best >= self.thresholds.answer_floor => Verdict::Answered,
            Some(best) if best >= self.thresholds.suggest_floor => Verdict::Unsure,
            _ => Verdict::Unknown,
        }
    }

    /// The best facts with their confidence, best first.
    pub(super) fn rank(&self, found: &[Candidate], query: &Query) -> Vec<Ranked> {
        let confidence = |candidate: &Candidate| {
            if candidate.is_exact {
                return EXACT_WORDING;
            }
            let evidence = Evidence::about(candidate, found, query, &self.knowledge);
            let most = if names_another_place(candidate, query) {
                self.thresholds.below_answer()
            } else {
                MOST_WITHOUT_EXACT_WORDING
            };
            Confidence(self.calibration.confidence(&evidence).0.min(most.0)).rounded()
        };
        let mut ranked: Vec<Ranked> =
            facts(found).map(|(fact, candidate)| Ranked { fact, confidence: confidence(candidate) }).collect();
        ranked.sort_by(|a, b| b.confidence.0.total_cmp(&a.confidence.0));
        ranked.truncate(MAX_CANDIDATES);
        ranked
    }

    /// Whether a fact from another place is nearly as likely as the best: then the asker chooses.
    fn is_torn(&self, ranked: &[Ranked]) -> bool {
        let Some((best, others)) = ranked.split_first() else { return false };
        let is_near = |other: &Ranked| best.confidence.0 - other.confidence.0 < LEAST_LEAD;
        others.iter().any(|other| is_near(other) && !self.rest_on_same(best.fact, other.fact))
    }
}

/// Whether the best fact is so likely that even the lightest words are enough.
fn is_plain(ranked: &[Ranked], analysis: &Analysis) -> bool {
    analysis.words.len() >= LEAST_PLAIN_WORDS && ranked.first().is_some_and(|best| best.confidence >= PLAIN)
}

/// From so many words on a message may be mere repetition.
const REPETITION_FROM: usize = 8;

/// A repeated word stands so often at least on the average.
const REPETITIONS: usize = 4;

/// Whether a message says the same few words over and over: no question is meant.
fn repeats(analysis: &Analysis) -> bool {
    let mut words: Vec<&str> = analysis.words.iter().map(|word| word.folded.as_str()).collect();
    let n_words = words.len();
    words.sort_unstable();
    words.dedup();
    n_words >= REPETITION_FROM && words.len() * REPETITIONS <= n_words
}

/// Whether the question names a place or an organization that the candidate never does: "Nepalese soldiers" are not
/// answered by Kazakh ones, however alike the rest is.
pub(super) fn names_another_place(candidate: &Candidate, query: &Query) -> bool {
    let mut mentions = query.mentions.iter().zip(candidate.named());
    mentions.any(|(entity, named)| entity.kind == EntityKind::Place && named == Named::Nowhere)
}
