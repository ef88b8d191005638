//! The words by which metrics are told apart. Each is one of a few fixed ones, so that no member and no answer of
//! Discord's can make their number grow.

/// The door by which a question came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The slash command.
    Command,
    /// A mention of the desk.
    Mention,
    /// A reply to the desk.
    Reply,
    /// A direct message.
    DirectMessage,
    /// An offer in a watched channel that somebody took.
    Offer,
}

impl Way {
    /// All ways.
    pub const ALL: [Self; 5] = [Self::Command, Self::Mention, Self::Reply, Self::DirectMessage, Self::Offer];

    /// The way in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Mention => "mention",
            Self::Reply => "reply",
            Self::DirectMessage => "direct_message",
            Self::Offer => "offer",
        }
    }
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered, at least in part.
    Answered,
    /// Facts were suggested.
    Unsure,
    /// It was refused.
    Unknown,
    /// It was no question, and was answered with a word about the desk.
    Notice,
    /// The desk kept silent.
    Silent,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 5] = [Self::Answered, Self::Unsure, Self::Unknown, Self::Notice, Self::Silent];

    /// The outcome in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Unsure => "unsure",
            Self::Unknown => "unknown",
            Self::Notice => "notice",
            Self::Silent => "silent",
        }
    }
}

/// How a lost connection was taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reconnect {
    /// Where it was; nothing was missed.
    Resumed,
    /// With a new login.
    LoggedIn,
}

impl Reconnect {
    /// Both ways.
    pub(super) const ALL: [Self; 2] = [Self::Resumed, Self::LoggedIn];

    /// The way in a word.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Resumed => "resumed",
            Self::LoggedIn => "logged_in",
        }
    }
}

/// The status of a request, with those that matter by themselves and all others by their class; `None` is a request
/// without an answer.
pub(super) fn status_name(status: Option<u16>) -> &'static str {
    match status {
        None => "none",
        Some(400) => "400",
        Some(401) => "401",
        Some(403) => "403",
        Some(404) => "404",
        Some(429) => "429",
        Some(200..=299) => "2xx",
        Some(300..=399) => "3xx",
        Some(402..=499) => "4xx",
        Some(500..=599) => "5xx",
        Some(_) => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_one_of_eleven_names() {
        let mut names: Vec<&str> = (0..=u16::MAX).map(|status| status_name(Some(status))).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names, ["2xx", "3xx", "400", "401", "403", "404", "429", "4xx", "5xx", "other"]);
        assert_eq!(status_name(None), "none");
    }
}
