//! Which messages have been answered of late. After a dropped connection Discord may deliver a message again; it is
//! answered once. Interactions need no memory: Discord itself refuses a second response to one.

use std::collections::{HashSet, VecDeque};

use super::{MessageId, Now};

/// How many messages are remembered: far more than can arrive while a connection is taken up again, in a few kilobytes.
pub const MAX_REMEMBERED: usize = 1_024;
/// How long a message is remembered, in seconds: longer than Discord keeps a dropped session, which is minutes.
pub const MAX_AGE_SECONDS: u64 = 900;

/// The messages answered of late, bounded by count and age.
#[derive(Debug, Default)]
pub(super) struct AnsweredMessages {
    known: HashSet<MessageId>,
    /// The same messages, the earliest first.
    order: VecDeque<(MessageId, Now)>,
}

impl AnsweredMessages {
    /// Remembers a message; false where it was remembered already.
    pub(super) fn remember(&mut self, message: MessageId, now: Now) -> bool {
        self.forget_aged(now);
        if !self.known.insert(message) {
            return false;
        }
        self.order.push_back((message, now));
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
        if let Some((message, _)) = self.order.pop_front() {
            self.known.remove(&message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_new_once() {
        let mut answered = AnsweredMessages::default();
        assert!(answered.remember(MessageId(1), Now(100)));
        assert!(!answered.remember(MessageId(1), Now(100 + MAX_AGE_SECONDS)));
        assert!(answered.remember(MessageId(2), Now(100)));
    }

    #[test]
    fn an_aged_message_is_forgotten() {
        let mut answered = AnsweredMessages::default();
        assert!(answered.remember(MessageId(1), Now(100)));
        assert!(answered.remember(MessageId(1), Now(101 + MAX_AGE_SECONDS)));
        assert_eq!(answered.order.len(), 1);
    }

    #[test]
    fn a_clock_set_back_forgets_nothing() {
        let mut answered = AnsweredMessages::default();
        assert!(answered.remember(MessageId(1), Now(5_000)));
        assert!(!answered.remember(MessageId(1), Now(10)));
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let mut answered = AnsweredMessages::default();
        for id in 0..=MAX_REMEMBERED as u64 {
            assert!(answered.remember(MessageId(id), Now(0)));
        }
        assert_eq!((answered.known.len(), answered.order.len()), (MAX_REMEMBERED, MAX_REMEMBERED));
        assert!(answered.remember(MessageId(0), Now(0)), "the earliest made room");
        assert!(!answered.remember(MessageId(2), Now(0)));
    }
}
