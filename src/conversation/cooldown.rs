//! How often somebody is answered. Each asker and each channel may come so often a minute, all at once if they like, and
//! is then let in again one by one.

use std::collections::HashMap;
use std::hash::Hash;

use super::Now;

/// The span over which questions are counted, in milliseconds: a minute, in which people think.
const SPAN_MILLIS: u64 = 60_000;
/// How many askers are paced at once: more than ask within a minute, in some hundred kilobytes.
pub const MAX_PACED: usize = 4_096;

/// May another question be answered?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// It may.
    Free,
    /// It may not, and this is the first of them: worth a word.
    HeldBack,
    /// It may not, and the asker has been told.
    HeldBackAgain,
}

/// The pace of each asker, bounded by count; who has been quiet for a minute is forgotten.
#[derive(Debug)]
pub(super) struct Cooldown<Asker> {
    /// Questions a minute; zero lets all in.
    most: u32,
    known: HashMap<Asker, Paced>,
}

#[derive(Clone, Copy, Debug)]
struct Paced {
    /// When everything asked so far would be done at the even pace, in milliseconds since the Unix epoch.
    done: u64,
    is_told: bool,
}

impl<Asker: Eq + Hash> Cooldown<Asker> {
    /// At most so many questions a minute.
    pub(super) fn new(most: u32) -> Self {
        Self { most, known: HashMap::new() }
    }

    /// Counts a question, unless it is one too many.
    pub(super) fn spend(&mut self, asker: Asker, now: Now) -> Pace {
        let Some(step) = SPAN_MILLIS.checked_div(self.most.into()) else { return Pace::Free };
        let now = now.0.saturating_mul(1_000);
        if self.known.len() >= MAX_PACED {
            self.make_room(now);
        }
        let paced = self.known.entry(asker).or_insert(Paced { done: now, is_told: false });
        // A clock that was set back must not hold anybody up for longer.
        let begun = paced.done.clamp(now, now + SPAN_MILLIS);
        if begun + step > now + SPAN_MILLIS {
            let first = !std::mem::replace(&mut paced.is_told, true);
            return if first { Pace::HeldBack } else { Pace::HeldBackAgain };
        }
        // Who has come to rest is told anew the next time.
        paced.is_told &= begun > now + SPAN_MILLIS / 2;
        paced.done = begun + step;
        Pace::Free
    }

    /// Forgets the quiet; where so many are busy that this makes no room, everybody begins anew.
    fn make_room(&mut self, now: u64) {
        self.known.retain(|_, paced| paced.done > now);
        if self.known.len() >= MAX_PACED {
            self.known.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_may_come_at_once_and_then_one_by_one() {
        let mut cooldown = Cooldown::new(3);
        let mut paces = |seconds: u64| cooldown.spend("ida", Now(seconds));
        assert_eq!([paces(100), paces(100), paces(100)], [Pace::Free; 3]);
        assert_eq!([paces(100), paces(110)], [Pace::HeldBack, Pace::HeldBackAgain]);
        assert_eq!([paces(120), paces(121)], [Pace::Free, Pace::HeldBackAgain]);
        assert_eq!(
            [paces(300), paces(300), paces(300), paces(300)],
            [Pace::Free, Pace::Free, Pace::Free, Pace::HeldBack]
        );
    }

    #[test]
    fn each_asker_has_a_pace_of_their_own() {
        let mut cooldown = Cooldown::new(1);
        assert_eq!([cooldown.spend(1, Now(9)), cooldown.spend(2, Now(9))], [Pace::Free; 2]);
        assert_eq!(cooldown.spend(1, Now(9)), Pace::HeldBack);
        assert_eq!(cooldown.spend(1, Now(0)), Pace::HeldBackAgain, "the clock was set back");
        assert_eq!(cooldown.spend(1, Now(69)), Pace::Free);
    }

    #[test]
    fn zero_lets_all_in() {
        let mut cooldown = Cooldown::new(0);
        assert!((0..1_000).all(|_| cooldown.spend(1, Now(9)) == Pace::Free));
        assert!(cooldown.known.is_empty());
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let mut cooldown = Cooldown::new(5);
        for asker in 0..3 * MAX_PACED {
            assert_eq!(cooldown.spend(asker, Now(9)), Pace::Free);
        }
        assert!(cooldown.known.len() <= MAX_PACED);
    }
}
