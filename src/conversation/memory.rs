//! What has been heard of late. After a dropped connection Discord may deliver a message or an interaction again; it is
//! answered once.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;

use super::Now;

/// How many of each are remembered: far more than can arrive while a connection is taken up again, in a few kilobytes.
pub const MAX_REMEMBERED: usize = 1_024;
/// How long one is remembered, in seconds: longer than Discord keeps a dropped session, which is minutes.
pub const MAX_AGE_SECONDS: u64 = 900;

/// What was heard of late, by number, bounded by count and age.
#[derive(Debug)]
pub(super) struct Heard<Id> {
    known: HashSet<Id>,
    /// The same, the earliest first.
    order: VecDeque<(Id, Now)>,
}

impl<Id> Default for Heard<Id> {
    fn default() -> Self {
        Self { known: HashSet::new(), order: VecDeque::new() }
    }
}

impl<Id: Copy + Eq + Hash> Heard<Id> {
    /// Remembers one; false where it was remembered already.
    pub(super) fn remember(&mut self, id: Id, now: Now) -> bool {
        self.forget_aged(now);
        if !self.known.insert(id) {
            return false;
        }
        self.order.push_back((id, now));
        if self.order.len() > MAX_REMEMBERED {
            self.forget_earliest();
        }
        true
    }

    fn forget_aged(&mut self, now: Now) {
        // A clock that was set back makes nothing older.
        while self.order.front().is_some_and(|(_, then)| now.0.saturating_sub(then.0) > MAX_AGE_SECONDS) {
            self.forget_earliest();
        }
    }

    fn forget_earliest(&mut self) {
        if let Some((id, _)) = self.order.pop_front() {
            self.known.remove(&id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::MessageId;

    #[test]
    fn a_message_is_new_once() {
        let mut answered = Heard::default();
        assert!(answered.remember(MessageId(1), Now(100)));
        assert!(!answered.remember(MessageId(1), Now(100 + MAX_AGE_SECONDS)));
        assert!(answered.remember(MessageId(2), Now(100)));
    }

    #[test]
    fn an_aged_message_is_forgotten() {
        let mut answered = Heard::default();
        assert!(answered.remember(MessageId(1), Now(100)));
        assert!(answered.remember(MessageId(1), Now(101 + MAX_AGE_SECONDS)));
        assert_eq!(answered.order.len(), 1);
    }

    #[test]
    fn a_clock_set_back_forgets_nothing() {
        let mut answered = Heard::default();
        assert!(answered.remember(MessageId(1), Now(5_000)));
        assert!(!answered.remember(MessageId(1), Now(10)));
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let mut answered = Heard::default();
        for id in 0..=MAX_REMEMBERED as u64 {
            assert!(answered.remember(MessageId(id), Now(0)));
        }
        assert_eq!((answered.known.len(), answered.order.len()), (MAX_REMEMBERED, MAX_REMEMBERED));
        assert!(answered.remember(MessageId(0), Now(0)), "the earliest made room");
        assert!(!answered.remember(MessageId(2), Now(0)));
    }
}
