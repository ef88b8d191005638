//! 👍 and 👎. One counts for each person and message; the person is known only by a keyed hash, and that not for long.

/// What somebody thought of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Seconds since the Unix epoch.
    pub time: u64,
    /// The message below which it was given.
    pub message: u64,
    /// Who gave it; only a hash of it is written.
    pub voter: u64,
    /// The fact that the message gives.
    pub fact: String,
    /// Whether it helped.
    pub is_helpful: bool,
}

/// The votes about one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactVotes {
    /// The fact.
    pub fact: String,
    /// How many were helped.
    pub helpful: usize,
    /// How many were not.
    pub unhelpful: usize,
    /// When the last vote was given, in seconds since the Unix epoch.
    pub last: u64,
}
