//! The short replies that hold no answer: excuses, and what managers are told.

use super::{Card, Reply, Tone, Visibility, wording_desk, wording_manners};

/// What is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// Somebody asks faster than one person is answered.
    SlowDown,
    /// A channel asks faster than one channel is answered.
    BusyChannel,
    /// The operator wants no answers here, or none for this person.
    NotHere,
    /// The desk failed.
    Trouble,
    /// A channel is watched from now on.
    Watched {
        /// Whether its messages can be read at once.
        at_once: bool,
    },
    /// It was watched already.
    WatchedAlready,
    /// No other channel can be watched.
    TooManyWatched,
    /// A channel is watched no longer.
    Unwatched,
    /// It was not watched.
    NotWatched,
    /// A command for managers was used by somebody else.
    ManagersOnly,
    /// A command for servers was used elsewhere.
    ServersOnly,
    /// Nothing is recorded that could be told.
    NoJournal,
}

/// A note as a reply. A channel is told in the open whether its messages are read; the rest concerns one person.
#[must_use]
pub fn compose_note(note: Note) -> Reply {
    let visibility = match note {
        Note::Watched { .. } | Note::Unwatched => Visibility::Everyone,
        _ => Visibility::AskerOnly,
    };
    let body = text(note).to_owned();
    let card = Card { tone: Tone::Notice, title: None, body, citations: Vec::new(), footer: None };
    Reply { cards: vec![card], buttons: Vec::new(), visibility }
}

fn text(note: Note) -> &'static str {
    match note {
        Note::SlowDown => wording_manners::SLOW_DOWN,
        Note::BusyChannel => wording_manners::BUSY_CHANNEL,
        Note::NotHere => wording_manners::NOT_HERE,
        Note::Trouble => wording_manners::TROUBLE,
        Note::Watched { at_once: true } => wording_manners::WATCHED,
        Note::Watched { at_once: false } => wording_manners::WATCHED_AFTER_A_RESTART,
        Note::WatchedAlready => wording_manners::WATCHED_ALREADY,
        Note::TooManyWatched => wording_manners::TOO_MANY_WATCHED,
        Note::Unwatched => wording_manners::UNWATCHED,
        Note::NotWatched => wording_manners::NOT_WATCHED,
        Note::ManagersOnly => wording_manners::MANAGERS_ONLY,
        Note::ServersOnly => wording_manners::SERVERS_ONLY,
        Note::NoJournal => wording_desk::NO_JOURNAL,
    }
}
