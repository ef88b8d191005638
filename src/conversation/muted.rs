//! Channels in which Discord lets the desk not speak, or not react. For a while it doesn't try again there: each refused
//! request counts towards a ban of the address.

use std::collections::VecDeque;

use super::{ChannelId, Deed, Now};

/// How long a channel stays muted, in seconds: long enough that refusals stay rare, short enough that whoever has given
/// the permission sees it work.
pub const MUTE_SECONDS: u64 = 600;
/// How many are remembered: far more than a server that forgot one permission has.
pub const MAX_MUTED: usize = 256;

/// The muted channels, bounded by count and age.
#[derive(Debug, Default)]
pub(super) struct MutedChannels {
    /// The longest ago comes first.
    known: VecDeque<(ChannelId, Deed, Now)>,
}

impl MutedChannels {
    /// Mutes a channel from now on.
    pub(super) fn mute(&mut self, channel: ChannelId, deed: Deed, now: Now) {
        self.known.retain(|&(known, of, then)| (known, of) != (channel, deed) && counts(then, now));
        if self.known.len() >= MAX_MUTED {
            self.known.pop_front();
        }
        self.known.push_back((channel, deed, now));
    }

    /// Whether the desk should not try this there.
    pub(super) fn holds(&self, channel: ChannelId, deed: Deed, now: Now) -> bool {
        self.known.iter().any(|&(known, of, then)| (known, of) == (channel, deed) && counts(then, now))
    }
}

/// A clock that was set back makes nothing older.
fn counts(then: Now, now: Now) -> bool {
    now.0.saturating_sub(then.0) < MUTE_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANNEL: ChannelId = ChannelId(7);

    #[test]
    fn a_channel_is_muted_for_ten_minutes_and_one_deed() {
        let mut muted = MutedChannels::default();
        muted.mute(CHANNEL, Deed::Speak, Now(100));
        assert!(muted.holds(CHANNEL, Deed::Speak, Now(99 + MUTE_SECONDS)));
        assert!(!muted.holds(CHANNEL, Deed::React, Now(100)));
        assert!(!muted.holds(ChannelId(8), Deed::Speak, Now(100)));
        assert!(!muted.holds(CHANNEL, Deed::Speak, Now(100 + MUTE_SECONDS)));
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let mut muted = MutedChannels::default();
        for channel in 0..=MAX_MUTED as u64 {
            muted.mute(ChannelId(channel), Deed::Speak, Now(0));
        }
        assert_eq!(muted.known.len(), MAX_MUTED);
        assert!(!muted.holds(ChannelId(0), Deed::Speak, Now(0)), "the longest ago made room");
        assert!(muted.holds(ChannelId(1), Deed::Speak, Now(0)));
    }
}
