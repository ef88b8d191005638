//! The channels that managers chose to have watched, and the quiet offers made there. Of an offered message its fact is
//! kept, not its words.

use std::collections::{BTreeSet, VecDeque};

use super::followed::Digest;
use super::{ChannelId, MessageId, Now};

/// How many channels may be watched: all that a person would name by hand.
pub const MAX_WATCHED: usize = 500;
/// How many offers stand at once, in some hundred kilobytes.
pub const MAX_OFFERS: usize = 1_024;
/// How long an offer can be taken, in seconds: a day, after which nobody scrolls back.
pub const OFFER_SECONDS: u64 = 86_400;

/// The watched channels and what was offered in them.
#[derive(Debug, Default)]
pub(super) struct WatchedChannels {
    channels: BTreeSet<ChannelId>,
    /// The longest ago comes first.
    offers: VecDeque<Offer>,
}

/// An answer that somebody may take.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// The message that asks.
    pub(super) message: MessageId,
    /// The id of the fact that answers it.
    pub(super) fact: String,
    /// What the message said, in so far as a change would show.
    pub(super) words: Digest,
    /// When it was made.
    pub(super) then: Now,
}

impl WatchedChannels {
    /// Watches these channels and no others.
    pub(super) fn set(&mut self, channels: impl IntoIterator<Item = ChannelId>) {
        self.channels = channels.into_iter().take(MAX_WATCHED).collect();
    }

    /// Begins or ends watching a channel; false where that is as it was, or where there are too many.
    pub(super) fn watch(&mut self, channel: ChannelId, watch: bool) -> bool {
        if watch { !self.is_full() && self.channels.insert(channel) } else { self.channels.remove(&channel) }
    }

    /// Whether no other channel can be watched.
    pub(super) fn is_full(&self) -> bool {
        self.channels.len() >= MAX_WATCHED
    }

    /// Whether a channel is watched.
    pub(super) fn contains(&self, channel: ChannelId) -> bool {
        self.channels.contains(&channel)
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> Vec<ChannelId> {
        self.channels.iter().copied().collect()
    }

    /// Keeps an offer; false where one for its message stands already.
    pub(super) fn offer(&mut self, offer: Offer) -> bool {
        self.offers.retain(|known| known.counts(offer.then));
        if self.offers.iter().any(|known| known.message == offer.message) {
            return false;
        }
        if self.offers.len() >= MAX_OFFERS {
            self.offers.pop_front();
        }
        self.offers.push_back(offer);
        true
    }

    /// The offer for a message, which then stands no longer.
    pub(super) fn take(&mut self, message: MessageId, now: Now) -> Option<Offer> {
        let at = self.offers.iter().position(|known| known.message == message)?;
        self.offers.remove(at).filter(|offer| offer.counts(now))
    }

    /// Whether there is an offer for a message.
    pub(super) fn has_offer(&self, message: MessageId, now: Now) -> bool {
        self.offers.iter().any(|known| known.message == message && known.counts(now))
    }
}

impl Offer {
    /// A clock that was set back makes nothing older.
    fn counts(&self, now: Now) -> bool {
        now.0.saturating_sub(self.then.0) <= OFFER_SECONDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(message: u64, then: u64) -> Offer {
        Offer { message: MessageId(message), fact: "size".to_owned(), words: Digest::of(""), then: Now(then) }
    }

    #[test]
    fn an_offer_is_made_once_and_taken_once() {
        let mut watched = WatchedChannels::default();
        assert!(watched.offer(offer(1, 100)));
        assert!(!watched.offer(offer(1, 101)));
        assert_eq!(watched.take(MessageId(1), Now(102)), Some(offer(1, 100)));
        assert_eq!(watched.take(MessageId(1), Now(102)), None);
    }

    #[test]
    fn an_offer_stands_for_a_day() {
        let mut watched = WatchedChannels::default();
        assert!(watched.offer(offer(1, 100)));
        assert!(watched.has_offer(MessageId(1), Now(100 + OFFER_SECONDS)));
        assert_eq!(watched.take(MessageId(1), Now(101 + OFFER_SECONDS)), None);
    }

    #[test]
    fn no_more_than_the_bounds_is_kept() {
        let mut watched = WatchedChannels::default();
        for number in 0..=MAX_OFFERS as u64 {
            assert!(watched.offer(offer(number, 0)));
        }
        assert_eq!(watched.offers.len(), MAX_OFFERS);
        watched.set((0..=MAX_WATCHED as u64).map(ChannelId));
        assert_eq!(watched.all().len(), MAX_WATCHED);
        assert!(!watched.watch(ChannelId(9_999), true));
        assert!(watched.watch(ChannelId(0), false) && watched.watch(ChannelId(9_999), true));
    }
}
