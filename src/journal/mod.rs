//! What was asked, what became of it and what people thought of it, in one SQLite file. Writing happens on a thread of its
//! own behind a bounded queue, so nothing that goes wrong with a disk delays an answer. It knows neither Discord nor the
//! command line; time is a value.

mod date;
mod door;
mod entry;
mod error;
mod export;
mod gaps;
mod kept_reply;
mod note;
mod pairing;
mod person;
mod queue;
mod schema;
mod statistics;
mod store;
mod suggestions;
mod vote;
mod writer;

pub use date::date;
pub use door::Door;
pub use entry::{Became, Circumstances, Entry};
pub use error::Error;
pub use export::Exported;
pub use gaps::{Asked, Gap, gaps};
pub use kept_reply::{KeptReply, ReplyState, Said, answer_digest};
pub use pairing::PAIR_SECONDS;
pub use queue::{Journal, MAX_WAITING};
pub use statistics::{Counts, Latency, Statistics};
pub use store::{Miss, Purged, Store};
pub use suggestions::{Suggestion, accepted, on_one_line, suggestions};
pub use vote::{FactVotes, Vote};
pub use writer::{Rules, Trouble};

/// A day in seconds.
pub const DAY: u64 = 86_400;
