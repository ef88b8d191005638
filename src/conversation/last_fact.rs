//! The last fact that each asker was answered with, so that "and when was that?" can be understood. Nothing of what was
//! written is kept, and nothing leaves the process. How a follow-up is understood is in `answer`.

use std::collections::VecDeque;

use super::Now;
use crate::answer::{Engine, Outcome};

/// How many askers' last facts are remembered: as many conversations as are held at once, in some ten kilobytes.
pub const MAX_LAST_FACTS: usize = 1_024;
/// How long a last fact counts, in seconds: who comes back later has something new in mind.
pub const LAST_FACT_SECONDS: u64 = 300;

/// The last fact by asker, bounded by count and age. What tells one asker from another, the caller knows.
#[derive(Debug)]
pub struct LastFacts<Asker> {
    /// The longest ago comes first.
    known: VecDeque<LastFact<Asker>>,
}

#[derive(Debug)]
struct LastFact<Asker> {
    asker: Asker,
    /// Its id, which outlasts a change of the base.
    fact: String,
    then: Now,
}

impl<Asker> Default for LastFacts<Asker> {
    fn default() -> Self {
        Self { known: VecDeque::new() }
    }
}

impl<Asker: PartialEq> LastFacts<Asker> {
    /// The outcome of a message after the asker's last answer, which its own answer then replaces; of several answers the
    /// last one counts.
    pub fn answer(&mut self, engine: &Engine, message: &str, asker: Asker, now: Now) -> Outcome {
        let knowledge = engine.knowledge();
        let outcome = match self.recall(&asker, now).and_then(|fact| knowledge.find(fact)) {
            Some(last) => engine.answer_after(message, last),
            None => engine.answer(message),
        };
        if let Some(fact) = outcome.answers().last().and_then(|(_, best)| knowledge.fact(best.fact)) {
            self.remember(asker, &fact.id, now);
        }
        outcome
    }

    /// Remembers the fact with this id as the asker's last.
    pub fn remember(&mut self, asker: Asker, fact: &str, now: Now) {
        self.known.retain(|last| last.asker != asker && last.counts(now));
        if self.known.len() >= MAX_LAST_FACTS {
            self.known.pop_front();
        }
        self.known.push_back(LastFact { asker, fact: fact.to_owned(), then: now });
    }

    /// The id of the asker's last fact, while it counts.
    pub(super) fn recall(&self, asker: &Asker, now: Now) -> Option<&str> {
        let last = self.known.iter().find(|last| last.asker == *asker && last.counts(now));
        last.map(|last| last.fact.as_str())
    }
}

impl<Asker> LastFact<Asker> {
    /// A clock that was set back makes nothing older.
    fn counts(&self, now: Now) -> bool {
        now.0.saturating_sub(self.then.0) <= LAST_FACT_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_asker_has_a_last_fact() {
        let mut last = LastFacts::default();
        last.remember(1, "size", Now(0));
        last.remember(2, "date", Now(0));
        last.remember(1, "place", Now(1));
        assert_eq!((last.recall(&1, Now(1)), last.recall(&2, Now(1))), (Some("place"), Some("date")));
        assert_eq!(last.recall(&3, Now(1)), None);
    }

    #[test]
    fn a_last_fact_counts_for_five_minutes() {
        let mut last = LastFacts::default();
        last.remember(1, "size", Now(100));
        assert_eq!(last.recall(&1, Now(100 + LAST_FACT_SECONDS)), Some("size"));
        assert_eq!(last.recall(&1, Now(101 + LAST_FACT_SECONDS)), None);
        assert_eq!(last.recall(&1, Now(0)), Some("size"), "the clock was set back");
        last.remember(2, "date", Now(101 + LAST_FACT_SECONDS));
        assert_eq!(last.known.len(), 1, "what counts no more makes room");
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let mut last = LastFacts::default();
        for asker in 0..=MAX_LAST_FACTS {
            last.remember(asker, "size", Now(0));
        }
        assert_eq!(last.known.len(), MAX_LAST_FACTS);
        assert_eq!((last.recall(&0, Now(0)), last.recall(&1, Now(0))), (None, Some("size")));
    }
}
