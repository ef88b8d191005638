//! Which fact each message of the desk gave, so that a later correction can reach it. Neither the question nor the answer
//! is kept in words: whether an answer has changed is told by a digest.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher24;

use crate::knowledge::Fact;

/// What an answer says, in so far as a change would show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The fact's id.
    pub fact: String,
    /// [`answer_digest`] of its answer.
    pub digest: u64,
}

impl Said {
    /// What a fact says.
    #[must_use]
    pub fn of(fact: &Fact) -> Self {
        Self { fact: fact.id.clone(), digest: answer_digest(&fact.answer) }
    }
}

/// A fact that a message of the desk gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReply {
    /// The message.
    pub message: u64,
    /// Where it stands.
    pub channel: u64,
    /// The fact's id.
    pub fact: String,
    /// Which of the message's facts it is, from 0.
    pub place: u32,
    /// [`answer_digest`] of what the message says.
    pub digest: u64,
    /// When it was posted, in seconds since the Unix epoch.
    pub time: u64,
    /// Whether it still says what the base says.
    pub state: ReplyState,
}

/// What a correction has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplyState {
    /// It says what the base said when it was last looked at.
    Current,
    /// It has to be edited.
    Due,
    /// It was edited at this time, in seconds since the Unix epoch.
    Edited(u64),
    /// It could not be edited, and why.
    Unreachable(String),
}

impl ReplyState {
    /// The name that is kept and shown.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Due => "due",
            Self::Edited(_) => "edited",
            Self::Unreachable(_) => "unreachable",
        }
    }

    /// Why it could not be edited.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.details().1
    }

    /// When it was edited, and why it was not.
    pub(super) fn details(&self) -> (Option<u64>, Option<&str>) {
        match self {
            Self::Edited(time) => (Some(*time), None),
            Self::Unreachable(reason) => (None, Some(reason)),
            Self::Current | Self::Due => (None, None),
        }
    }

    /// The state that is kept by this name.
    pub(super) fn read(name: &str, edited: Option<u64>, reason: Option<String>) -> Self {
        match name {
            "due" => Self::Due,
            "edited" => Self::Edited(edited.unwrap_or_default()),
            "unreachable" => Self::Unreachable(reason.unwrap_or_default()),
            _ => Self::Current,
        }
    }
}

/// Tells whether an answer has changed; equal in every version of the program.
#[must_use]
pub fn answer_digest(answer: &str) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(answer.as_bytes());
    hasher.finish()
}
