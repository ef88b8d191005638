//! 👍 and 👎 in memory: one for each person and message, bounded by count. Nothing of it outlasts the process.

use std::collections::VecDeque;

use super::{MessageId, UserId};

/// How many votes are remembered: more than an active server gives in a day, in some hundred kilobytes.
pub const MAX_VOTES: usize = 4_096;

/// The votes given of late, the earliest first.
#[derive(Debug, Default)]
pub(super) struct Votes {
    given: VecDeque<Vote>,
}

#[derive(Debug)]
struct Vote {
    message: MessageId,
    voter: UserId,
    is_helpful: bool,
}

impl Votes {
    /// Counts a vote, in place of another by the same person on the same message; false where it was the same already.
    pub(super) fn give(&mut self, message: MessageId, voter: UserId, is_helpful: bool) -> bool {
        if let Some(vote) = self.given.iter_mut().find(|vote| vote.message == message && vote.voter == voter) {
            let changes = vote.is_helpful != is_helpful;
            vote.is_helpful = is_helpful;
            return changes;
        }
        if self.given.len() >= MAX_VOTES {
            self.given.pop_front();
        }
        self.given.push_back(Vote { message, voter, is_helpful });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_counts_once_for_each_message() {
        let mut votes = Votes::default();
        assert!(votes.give(MessageId(1), UserId(1), true));
        assert!(!votes.give(MessageId(1), UserId(1), true));
        assert!(votes.give(MessageId(1), UserId(1), false), "a change of mind");
        assert!(votes.give(MessageId(1), UserId(2), false));
        assert!(votes.give(MessageId(2), UserId(1), false));
        assert_eq!(votes.given.len(), 3);
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let mut votes = Votes::default();
        for message in 0..=MAX_VOTES as u64 {
            assert!(votes.give(MessageId(message), UserId(1), true));
        }
        assert_eq!(votes.given.len(), MAX_VOTES);
    }
}
