//! What speaks for and against a candidate, as a row of numbers. How they become a confidence is in `calibration`.

use crate::knowledge::{Fact, Knowledge};
use crate::search::{Candidate, Entry, Named, Query, QueryTerm, Score, weight_of_count};
use crate::text::{Commonness, EntityKind};

/// How many numbers the evidence has.
pub const N_PARTS: usize = 22;

/// The evidence about one candidate fact, its parts in the order of [`PART_NAMES`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence(pub [f32; N_PARTS]);

/// What each part is.
pub const PART_NAMES: [&str; N_PARTS] = [
    // How well the fact fits by itself.
    "probability of the entry against all others",
    "likeness to its closest wording",
    "share of the question's weight that it explains",
    "the same over general and content words alone",
    "root of the content weight that it leaves unexplained",
    "weight of the heaviest word that it leaves unexplained",
    "share of the question's letters that it has",
    "share of a wording that stands in the question",
    "log of the share of its wordings that ask for the same kind of answer",
    // Against other facts.
    "lead over the best fact that rests on other sentences, in nats",
    "share of the nearest wordings that are its own or of its sentences",
    "share of the question's weight that any entry explains",
    // Against subjects known to be absent.
    "whether the base knows absent subjects",
    "lead over the best absent subject, in nats",
    "lead in explained weight over it",
    "lead in letters over it",
    "lead in likeness over it",
    "lead in the covered share of a wording over it",
    "share of the nearest wordings that are of absent subjects",
    // What the question names.
    "figures and dates that the fact states otherwise",
    "places and organizations that the fact does not name",
    "figures and dates of a kind that the fact does not have",
];

/// The part that tells whether the base knows absent subjects.
const KNOWS_GAPS: usize = 12;

/// A lead in nats is cut here: beyond, it is as certain as can be.
const MOST_LEAD: f32 = 8.0;

/// Added to a share before its logarithm is taken: a hundredth, below which one wording more or less decides.
const LEAST_SHARE: f32 = 0.01;

/// The logarithm of the share where the question shows no kind: that of a share of an eighth, as is common.
const NO_KIND: f32 = -2.0;

/// More mentions than this make no difference.
const MOST_MENTIONS: f32 = 2.0;

impl Evidence {
    /// Weighs a candidate against all others.
    #[must_use]
    pub fn about(candidate: &Candidate, rivals: &[Candidate], query: &Query, knowledge: &Knowledge) -> Self {
        let fact = fact_of(candidate, knowledge);
        let is_gap = |rival: &Candidate| matches!(rival.entry, Entry::Uncovered(_));
        let rests_elsewhere = |rival: &Candidate| {
            fact_of(rival, knowledge).is_some_and(|other| fact.is_some_and(|fact| !share_a_sentence(fact, other)))
        };
        let score = candidate.score;
        let over_gaps = |part: fn(&Score) -> f32| part(&score) - best(rivals, is_gap, part);
        let votes = |is_meant: &dyn Fn(&Candidate) -> bool| -> f32 {
            rivals.iter().filter(|rival| is_meant(rival)).map(|rival| rival.score.votes).sum()
        };
        let (explained, missing) = content(candidate, query);
        let lead_over_facts = score.total - best(rivals, rests_elsewhere, |rival| rival.total);
        Self([
            score.posterior,
            score.closest,
            score.coverage,
            explained / (explained + missing).max(f32::MIN_POSITIVE),
            missing.sqrt(),
            heaviest_missing(candidate, query),
            score.gram_coverage,
            score.wording_coverage,
            query.asked.map_or(NO_KIND, |_| (candidate.asked_alike + LEAST_SHARE).ln()),
            lead_over_facts.clamp(-MOST_LEAD, MOST_LEAD),
            1.0 - votes(&is_gap) - votes(&rests_elsewhere),
            best(rivals, |_| true, |rival| rival.coverage),
            f32::from(u8::from(!knowledge.uncovered.is_empty())),
            over_gaps(|score| score.total).clamp(-MOST_LEAD, MOST_LEAD),
            over_gaps(|score| score.coverage),
            over_gaps(|score| score.gram_coverage),
            over_gaps(|score| score.closest),
            over_gaps(|score| score.wording_coverage),
            votes(&is_gap),
            mentions(candidate, query, Named::Otherwise, |_| true),
            mentions(candidate, query, Named::Nowhere, |kind| kind == EntityKind::Place),
            mentions(candidate, query, Named::Nowhere, |kind| kind != EntityKind::Place),
        ])
    }
}

impl Evidence {
    /// Whether the base knows absent subjects.
    #[must_use]
    pub fn knows_gaps(&self) -> bool {
        self.0[KNOWS_GAPS] > 0.0
    }
}

/// The weight of the question's general and content words that the candidate explains, and of the rest.
fn content(candidate: &Candidate, query: &Query) -> (f32, f32) {
    let terms = query.terms.iter().zip(candidate.explained());
    let content = terms.filter(|(term, _)| term.commonness >= Commonness::Generic);
    content.fold((0.0, 0.0), |(explained, missing), (term, share)| {
        (explained + term.weight * share, missing + term.weight * (1.0 - share))
    })
}

fn heaviest_missing(candidate: &Candidate, query: &Query) -> f32 {
    let terms = query.terms.iter().zip(candidate.explained());
    let missing = terms.filter(|(term, _)| term.commonness >= Commonness::Generic);
    missing.map(|(term, share)| term.weight * (1.0 - share)).fold(0.0, f32::max)
}

/// How many things of some kinds the question names that the candidate has in some way.
fn mentions(candidate: &Candidate, query: &Query, named: Named, is_counted: fn(EntityKind) -> bool) -> f32 {
    let mentions = query.mentions.iter().zip(candidate.named());
    let counted = mentions.filter(|(entity, how)| is_counted(entity.kind) && *how == named);
    weight_of_count(counted.count()).min(MOST_MENTIONS)
}

/// The best value of one part of the score among some rivals; 0, the mean of all entries, where there is none.
fn best(rivals: &[Candidate], is_rival: impl Fn(&Candidate) -> bool, part: impl Fn(&Score) -> f32) -> f32 {
    rivals.iter().filter(|rival| is_rival(rival)).map(|rival| part(&rival.score)).fold(0.0, f32::max)
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
