//! Weighs which fact near the last one a follow-up means: the last fact's own words are added to the question's, and the
//! usual evidence decides. Whether the last fact counts at all is decided in `follow_up`.

use std::collections::HashSet;
use std::ops::Range;

use super::decide::names_another_place;
use super::evidence::{Evidence, has_substance, share_a_sentence};
use super::follow_up::{FollowUp, MOST_BY_CONTEXT, MOST_OF_A_HINT};
use super::leaning::{Need, Pointed};
use super::outcome::{Confidence, MAX_CANDIDATES, Ranked};
use crate::knowledge::{Fact, FactNumber};
use crate::search::{Candidate, Entry, Query};
use crate::text::{Analysis, AskedKind, Commonness};

/// How much likelier a fact is meant by a bare question word that the curator related to the last one and that is asked
/// for by the same word, as a factor of the odds: the question alone says nothing that would tell it from any other.
const RELATED_ODDS: f32 = 40.0;

/// The odds that a fact is meant by a question with content of its own shrink by this factor where the curator did not
/// relate it to the last one: facts that sum up many others rest on a common sentence with all of them.
const UNRELATED_ODDS: f32 = 0.3;

/// The best fact is answered with where it is so many times as likely as the second.
const CLEARLY: f32 = 2.0;

/// Below this probability nothing near is suggested.
const LEAST_OF_A_HINT: f32 = 0.25;

/// From this probability on a question's own words speak for a fact.
const LEAST_SUPPORT: f32 = 0.1;

/// From this probability on a question that says next to nothing is close to a stored wording word for word. Below, it
/// fits some fact by chance.
const LEAST_OF_BARE_WORDS: f32 = 0.7;

/// The least share of a fact's wordings that ask for a kind of answer, for the fact to give that kind.
const LEAST_ASKED_ALIKE: f32 = 0.1;

/// The same for "why": a few wordings of many facts ask why.
const LEAST_ASKED_WHY: f32 = 0.25;

/// The same for "what", "how" and "yes or no", which wordings of any fact ask.
const LEAST_ASKED_OPENLY: f32 = 0.4;

/// A fact that a follow-up may mean.
pub(super) struct Meant {
    fact: FactNumber,
    /// How likely, 0 to 1.
    probability: f32,
    /// The most confidence it is given.
    most: f32,
}

/// How far a fact is from the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Distance {
    /// It is the last one.
    Same,
    /// The curator related them, or they rest on a common sentence.
    Linked,
    /// They stand under one topic.
    Topic,
}

/// Likely facts as candidates, best first. None is given more than the likeliest may have, so that a hint that comes first
/// keeps the others from being said.
pub(super) fn ranked(meant: &[Meant]) -> Vec<Ranked> {
    let most = meant.first().map_or(0.0, |first| first.most);
    let confidence = |meant: &Meant| Confidence(meant.probability.min(meant.most).min(most)).rounded();
    let mut ranked: Vec<Ranked> =
        meant.iter().map(|meant| Ranked { fact: meant.fact, confidence: confidence(meant) }).collect();
    ranked.sort_by(|a, b| b.confidence.0.total_cmp(&a.confidence.0));
    ranked.truncate(MAX_CANDIDATES);
    ranked
}

impl Meant {
    fn odds(&self) -> f32 {
        self.probability / (1.0 - self.probability).max(f32::MIN_POSITIVE)
    }
}

impl FollowUp<'_> {
    /// The facts that may be meant, likeliest first, each once; none where the likeliest is too unlikely to be named, or
    /// is the last answer again to a question that adds nothing to it.
    pub(super) fn meant(&self) -> Vec<Meant> {
        let query = self.engine.searcher.query(&self.own);
        let by_own_words = self.by_own_words(&query);
        let mut meant = self.with_words_of(&[&self.fact.question], &by_own_words);
        if is_open(self.leaning.asked) && self.is_clear_who() {
            meant.extend(self.with_words_of(&[&self.fact.question, &self.fact.answer], &by_own_words));
        }
        meant.extend(by_own_words);
        meant.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.fact.cmp(&b.fact)));
        let mut seen = HashSet::new();
        meant.retain(|meant| seen.insert(meant.fact));
        let repeats = |best: &Meant| best.fact == self.previous && !has_substance(&query);
        if meant.first().is_some_and(|best| best.probability < LEAST_OF_A_HINT || repeats(best)) {
            return Vec::new();
        }
        meant
    }

    /// Whether the first is not clearly likelier than the second; two of the same sentence are no rivals.
    pub(super) fn has_equal(&self, meant: &[Meant]) -> bool {
        match meant {
            [first, second, ..] if first.odds() < CLEARLY * second.odds() => {
                !self.engine.rest_on_same(first.fact, second.fact)
            }
            _ => false,
        }
    }

    /// What the question means by its own words, of the facts near the last one.
    fn by_own_words(&self, query: &Query) -> Vec<Meant> {
        let says_little = self.leaning.need == Need::Bare && !has_substance(query);
        let least = if says_little { LEAST_OF_BARE_WORDS } else { 0.0 };
        let rivals = self.engine.searcher.search(query);
        let found = self.engine.searcher.search_among(query, |fact| self.is_near(fact));
        let mut meant = self.weigh(query, &found, &rivals);
        meant.retain(|meant| meant.probability >= least);
        meant
    }

    /// What the question may mean when it is asked with the words of these texts beside its own. One that singles out
    /// nothing needs its own words to speak for the fact as well.
    fn with_words_of(&self, texts: &[&str], by_own_words: &[Meant]) -> Vec<Meant> {
        let mut words = self.own.words.clone();
        for word in texts.iter().flat_map(|text| self.engine.analyzer.analyze(text).words) {
            if word.commonness >= Commonness::Generic && words.iter().all(|other| other.stem != word.stem) {
                words.push(word);
            }
        }
        let query = self.engine.searcher.query(&Analysis { words, ..self.own.clone() });
        let found = self.engine.searcher.search_among(&query, |fact| self.distance(fact).is_some());
        let rivals: Vec<Candidate> = found.iter().filter(|candidate| self.is_rival(candidate)).copied().collect();
        let mut meant = self.weigh(&query, &found, &rivals);
        let singles_out_nothing = self.singles_out_nothing();
        let has_support =
            |fact: FactNumber| by_own_words.iter().any(|own| own.fact == fact && own.probability >= LEAST_SUPPORT);
        for meant in &mut meant {
            if singles_out_nothing && !has_support(meant.fact) {
                meant.most = meant.most.min(MOST_OF_A_HINT);
            } else if self.leaning.need == Need::Bare && self.is_what_comes_next(meant.fact) {
                meant.probability = with_odds(meant.probability, RELATED_ODDS);
            }
        }
        meant
    }

    fn weigh(&self, query: &Query, found: &[Candidate], rivals: &[Candidate]) -> Vec<Meant> {
        let is_behind = |candidate: &Candidate| {
            self.leaning.need != Need::Bare
                && rivals.iter().any(|rival| is_gap(rival) && rival.score.total > candidate.score.total)
        };
        let meant = found.iter().filter_map(|candidate| match candidate.entry {
            Entry::Fact(fact) if self.may_be_meant(fact, candidate, query) && !is_behind(candidate) => {
                Some((fact, candidate))
            }
            _ => None,
        });
        let meant = meant.map(|(fact, candidate)| {
            let evidence = Evidence::about(candidate, rivals, query, &self.engine.knowledge);
            let probability = self.engine.calibration.confidence(&evidence).0;
            let is_unrelated = self.leaning.need == Need::Points && !self.is_related(fact);
            let probability = if is_unrelated { with_odds(probability, UNRELATED_ODDS) } else { probability };
            let most = if self.is_near(fact) { MOST_BY_CONTEXT } else { MOST_OF_A_HINT };
            Meant { fact, probability, most }
        });
        meant.collect()
    }

    /// "What?" and "how was that?" single out nothing, unless it is clear who is asked about.
    fn singles_out_nothing(&self) -> bool {
        is_open(self.leaning.asked) && self.leaning.need >= Need::Light && !self.is_clear_who()
    }

    /// Whether it is clear who "she" is, or who "they" are that said something: the last fact names one person of whom
    /// the base tells more, or several.
    fn is_clear_who(&self) -> bool {
        match self.leaning.points_at {
            Pointed::Nobody => false,
            Pointed::Person => self.people().len() == 1,
            Pointed::Speakers => self.people().len() > 1,
        }
    }

    /// Against the last fact's words, the last fact itself and whatever gives another kind of answer prove nothing.
    fn is_rival(&self, candidate: &Candidate) -> bool {
        match candidate.entry {
            Entry::Fact(fact) => {
                fact != self.previous && self.distance(fact).is_some() && self.gives_kind(fact, candidate)
            }
            Entry::Uncovered(_) => candidate.asked_alike > 0.0,
        }
    }

    /// Whether a fact is in reach, gives the kind of answer asked for, and knows every telling word and every place of the
    /// question.
    fn may_be_meant(&self, fact: FactNumber, candidate: &Candidate, query: &Query) -> bool {
        let n_own = self.own.words.len();
        let is_in_reach = match self.distance(fact) {
            // "In which year?" may ask the last fact once more, for more.
            Some(Distance::Same) => self.leaning.need == Need::Bare && !is_open(self.leaning.asked),
            Some(Distance::Linked) => true,
            Some(Distance::Topic) => explains(candidate, query, n_own..usize::MAX),
            None => false,
        };
        is_in_reach
            && self.gives_kind(fact, candidate)
            && explains(candidate, query, 0..n_own)
            && !names_another_place(candidate, query)
    }

    fn gives_kind(&self, number: FactNumber, candidate: &Candidate) -> bool {
        let Some(fact) = self.engine.knowledge.fact(number) else { return false };
        let least = match self.leaning.asked {
            asked if is_open(asked) => LEAST_ASKED_OPENLY,
            AskedKind::Why => LEAST_ASKED_WHY,
            _ => LEAST_ASKED_ALIKE,
        };
        let is_last = number == self.previous;
        (candidate.asked_alike >= least && !is_last) || self.asks(fact) == Some(self.leaning.asked)
    }

    /// The kind of answer that a fact's canonical wording asks for.
    pub(super) fn asks(&self, fact: &Fact) -> Option<AskedKind> {
        self.engine.analyzer.analyze(&fact.question).asked
    }

    /// Whether the curator related a fact to the last one and asks for it by the same kind of question.
    fn is_what_comes_next(&self, number: FactNumber) -> bool {
        let asked = self.engine.knowledge.fact(number).and_then(|fact| self.asks(fact));
        asked == Some(self.leaning.asked) && self.is_related(number)
    }

    fn is_related(&self, number: FactNumber) -> bool {
        let names_it = |fact: &Fact| fact.related.contains(&self.previous);
        self.fact.related.contains(&number) || self.engine.knowledge.fact(number).is_some_and(names_it)
    }

    /// Whether a fact is the last one or linked to it.
    pub(super) fn is_near(&self, fact: FactNumber) -> bool {
        matches!(self.distance(fact), Some(Distance::Same | Distance::Linked))
    }

    /// How far a fact is from the last one; `None` where nothing joins them.
    fn distance(&self, number: FactNumber) -> Option<Distance> {
        let fact = self.engine.knowledge.fact(number)?;
        if number == self.previous {
            Some(Distance::Same)
        } else if self.is_related(number) || share_a_sentence(self.fact, fact) {
            Some(Distance::Linked)
        } else {
            (fact.topic == self.fact.topic).then_some(Distance::Topic)
        }
    }
}

fn is_gap(candidate: &Candidate) -> bool {
    matches!(candidate.entry, Entry::Uncovered(_))
}

/// "What", "how" and "yes or no" say little about the answer that is wanted.
fn is_open(asked: AskedKind) -> bool {
    matches!(asked, AskedKind::What | AskedKind::How | AskedKind::YesOrNo)
}

/// Whether a candidate holds every general and content word that stands at these positions of the question.
fn explains(candidate: &Candidate, query: &Query, words: Range<usize>) -> bool {
    let terms = query.terms.iter().zip(candidate.explained());
    let mut telling = terms.filter(|(term, _)| term.commonness >= Commonness::Generic && words.contains(&term.words.0));
    telling.all(|(_, share)| share >= 1.0)
}

/// A probability after its odds are multiplied.
fn with_odds(probability: f32, factor: f32) -> f32 {
    let odds = probability * factor;
    odds / (1.0 - probability + odds)
}
