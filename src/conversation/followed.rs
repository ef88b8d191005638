//! Which reply belongs to which message, for a while, so that the reply follows when the question is edited or deleted.
//! One change of a reply is on its way at a time, and only the latest wish waits behind it. A reply is never sent anew.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{MessageId, MessageRef, Now, UserId};

/// How many questions are followed, in some hundred kilobytes.
pub const MAX_FOLLOWED: usize = 1_024;
/// How long a question is followed, in seconds: who corrects a question does it within the hour.
pub const FOLLOW_SECONDS: u64 = 3_600;

/// The questions with their replies, bounded by count and age.
#[derive(Debug, Default)]
pub(super) struct FollowedQuestions {
    /// The longest ago comes first.
    known: VecDeque<Followed>,
}

#[derive(Debug)]
struct Followed {
    question: MessageRef,
    asker: UserId,
    /// Whether it has to stay addressed to the desk; what was answered in a watched channel never was.
    is_addressed: bool,
    words: Digest,
    /// The id of the fact that it was asked after, so that "and when?" stays understood when it is edited.
    context: Option<String>,
    /// Known once it has been posted.
    reply: Option<MessageId>,
    /// Whether a request about the reply is on its way.
    is_busy: bool,
    waiting: Option<Change>,
    then: Now,
}

/// Tells whether words have changed without keeping them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digest(u64);

impl Digest {
    /// The digest of these words.
    pub(super) fn of(words: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        words.trim().hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What a reply has to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The answer to these words.
    Answer(String),
    /// Nothing.
    Removal,
}

/// A change that can be made now.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// Our reply.
    pub(super) reply: MessageRef,
    /// The message it replies to.
    pub(super) question: MessageId,
    /// Who asked.
    pub(super) asker: UserId,
    /// The id of the fact that it was asked after.
    pub(super) context: Option<String>,
    /// What it has to become.
    pub(super) change: Change,
}

impl FollowedQuestions {
    /// Follows a question whose reply is about to be posted.
    pub(super) fn follow(
        &mut self,
        question: MessageRef,
        asker: UserId,
        words: Digest,
        context: Option<String>,
        is_addressed: bool,
        now: Now,
    ) {
        self.known.retain(|known| known.question.message != question.message && known.counts(now));
        if self.known.len() >= MAX_FOLLOWED {
            self.known.pop_front();
        }
        let (reply, waiting) = (None, None);
        let is_busy = true;
        let followed = Followed { question, asker, is_addressed, words, context, reply, is_busy, waiting, then: now };
        self.known.push_back(followed);
    }

    /// Whether a message has a reply of ours, or is about to get one.
    pub(super) fn holds(&self, message: MessageId, now: Now) -> bool {
        self.known.iter().any(|known| known.question.message == message && known.counts(now))
    }

    /// The question reads differently now. One that no longer addresses the desk keeps its reply: its words are not ours.
    pub(super) fn edited(&mut self, message: MessageId, words: &str, is_addressed: bool, now: Now) -> Option<Due> {
        let followed = self.find(message, now)?;
        if (followed.is_addressed && !is_addressed) || followed.waiting == Some(Change::Removal) {
            return None;
        }
        let digest = Digest::of(words);
        if std::mem::replace(&mut followed.words, digest) == digest {
            return None;
        }
        followed.waiting = Some(Change::Answer(words.to_owned()));
        followed.due()
    }

    /// The question is gone.
    pub(super) fn deleted(&mut self, message: MessageId, now: Now) -> Option<Due> {
        let followed = self.find(message, now)?;
        followed.waiting = Some(Change::Removal);
        let due = followed.due();
        if due.is_some() {
            self.forget(message);
        }
        due
    }

    /// A reply of ours is gone, so that nothing can follow any more.
    pub(super) fn reply_gone(&mut self, reply: MessageId) {
        self.known.retain(|known| known.reply != Some(reply));
    }

    /// The request about a reply is done; `None` where it failed, and then the question is followed no longer.
    pub(super) fn delivered(&mut self, message: MessageId, reply: Option<MessageId>, now: Now) -> Option<Due> {
        let followed = self.find(message, now)?;
        followed.reply = reply;
        followed.is_busy = false;
        let due = followed.due();
        let is_last = reply.is_none() || due.as_ref().is_some_and(|due| due.change == Change::Removal);
        if is_last {
            self.forget(message);
        }
        due
    }

    fn find(&mut self, message: MessageId, now: Now) -> Option<&mut Followed> {
        self.known.iter_mut().rev().find(|known| known.question.message == message && known.counts(now))
    }

    fn forget(&mut self, message: MessageId) {
        self.known.retain(|known| known.question.message != message);
    }
}

impl Followed {
    /// The waiting change, once the reply is there and nothing else is on its way.
    fn due(&mut self) -> Option<Due> {
        let reply = self.reply.filter(|_| !self.is_busy)?;
        let change = self.waiting.take()?;
        self.is_busy = true;
        let reply = MessageRef { channel: self.question.channel, message: reply };
        let context = self.context.clone();
        Some(Due { reply, question: self.question.message, asker: self.asker, context, change })
    }

    /// A clock that was set back makes nothing older.
    fn counts(&self, now: Now) -> bool {
        now.0.saturating_sub(self.then.0) <= FOLLOW_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::ChannelId;

    const ASKER: UserId = UserId(42);
    const QUESTION: MessageRef = MessageRef { channel: ChannelId(1), message: MessageId(2) };
    const REPLY: MessageId = MessageId(3);
    const NOW: Now = Now(100);

    fn followed() -> FollowedQuestions {
        let mut followed = FollowedQuestions::default();
        followed.follow(QUESTION, ASKER, Digest::of("how tal"), Some("tower".to_owned()), true, NOW);
        followed
    }

    #[expect(clippy::unnecessary_wraps, reason = "so that the cases stay short")]
    fn due(change: Change) -> Option<Due> {
        let reply = MessageRef { message: REPLY, ..QUESTION };
        let context = Some("tower".to_owned());
        Some(Due { reply, question: QUESTION.message, asker: ASKER, context, change })
    }

    fn answer(words: &str) -> Change {
        Change::Answer(words.to_owned())
    }

    #[test]
    fn an_edit_before_the_reply_waits_for_it_and_only_the_latest_counts() {
        let mut followed = followed();
        assert_eq!(followed.edited(QUESTION.message, "how tall", true, NOW), None);
        assert_eq!(followed.edited(QUESTION.message, "how tall?", true, NOW), None);
        assert_eq!(followed.delivered(QUESTION.message, Some(REPLY), NOW), due(answer("how tall?")));
        assert_eq!(followed.edited(QUESTION.message, "who?", true, NOW), None, "a change is on its way");
        assert_eq!(followed.delivered(QUESTION.message, Some(REPLY), NOW), due(answer("who?")));
        assert_eq!(followed.delivered(QUESTION.message, Some(REPLY), NOW), None);
        assert_eq!(followed.edited(QUESTION.message, "when?", true, NOW), due(answer("when?")));
    }

    #[test]
    fn a_deleted_question_takes_its_reply_along_once() {
        let mut early = followed();
        assert_eq!(early.deleted(QUESTION.message, NOW), None);
        assert_eq!(early.edited(QUESTION.message, "when?", true, NOW), None);
        assert_eq!(early.delivered(QUESTION.message, Some(REPLY), NOW), due(Change::Removal));
        let mut late = followed();
        assert_eq!(late.delivered(QUESTION.message, Some(REPLY), NOW), None);
        assert_eq!(late.deleted(QUESTION.message, NOW), due(Change::Removal));
        for followed in [&mut early, &mut late] {
            assert_eq!(followed.deleted(QUESTION.message, NOW), None);
            assert!(followed.known.is_empty());
        }
    }

    #[test]
    fn what_changes_nothing_leads_to_nothing() {
        let mut followed = followed();
        assert_eq!(followed.delivered(QUESTION.message, Some(REPLY), NOW), None);
        assert_eq!(followed.edited(QUESTION.message, " how tal ", true, NOW), None, "the same words");
        assert_eq!(followed.edited(QUESTION.message, "never mind", false, NOW), None, "not meant for the desk");
        assert_eq!(followed.edited(MessageId(9), "how tall?", true, NOW), None, "an unknown message");
        let late = Now(NOW.0 + FOLLOW_SECONDS + 1);
        assert_eq!(followed.edited(QUESTION.message, "how tall?", true, late), None);
    }

    #[test]
    fn a_reply_that_is_gone_is_not_followed() {
        let mut followed = followed();
        followed.reply_gone(REPLY);
        assert_eq!(followed.delivered(QUESTION.message, Some(REPLY), NOW), None);
        followed.reply_gone(REPLY);
        assert!(followed.known.is_empty());
    }

    #[test]
    fn a_reply_that_failed_is_not_followed() {
        let mut followed = followed();
        assert_eq!(followed.edited(QUESTION.message, "how tall?", true, NOW), None);
        assert_eq!(followed.delivered(QUESTION.message, None, NOW), None);
        assert!(followed.known.is_empty());
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let mut followed = FollowedQuestions::default();
        for message in 0..=MAX_FOLLOWED as u64 {
            let question = MessageRef { message: MessageId(message), ..QUESTION };
            followed.follow(question, ASKER, Digest::of(""), None, true, NOW);
        }
        assert_eq!(followed.known.len(), MAX_FOLLOWED);
        let late = Now(NOW.0 + FOLLOW_SECONDS + 1);
        followed.follow(QUESTION, ASKER, Digest::of(""), None, true, late);
        assert!(followed.holds(QUESTION.message, late) && !followed.holds(MessageId(9), late));
        assert_eq!(followed.known.len(), 1, "what counts no more makes room");
    }
}
