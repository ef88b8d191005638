//! Which requests have to wait because an earlier one of their kind was told to: a channel's after the channel's limit, all
//! after the limit for everything together. Other channels go on meanwhile.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serenity::all::ChannelId;
use tokio::time::Instant;

/// From so many waiting channels on, those that may go on again are forgotten.
const MAX_CHANNELS: usize = 1_024;

/// The waits that Discord asked for.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    waits: Mutex<Waits>,
}

#[derive(Debug, Default)]
struct Waits {
    /// Until when nothing is sent.
    all: Option<Instant>,
    /// Until when nothing is sent to a channel.
    channels: HashMap<ChannelId, Instant>,
}

impl Lanes {
    /// Until when a request to this channel, or to none, has to wait; `None` where it may go.
    pub(super) fn closed_until(&self, channel: Option<ChannelId>, now: Instant) -> Option<Instant> {
        let waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let of_channel = channel.and_then(|channel| waits.channels.get(&channel).copied());
        waits.all.max(of_channel).filter(|until| *until > now)
    }

    /// Discord said to wait: `is_global` for everything, else for this channel.
    pub(super) fn close(&self, channel: Option<ChannelId>, is_global: bool, wait: Duration, now: Instant) {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let until = now + wait;
        if is_global {
            waits.all = waits.all.max(Some(until));
        } else if let Some(channel) = channel {
            if waits.channels.len() >= MAX_CHANNELS {
                waits.channels.retain(|_, until| *until > now);
            }
            if waits.channels.len() < MAX_CHANNELS {
                let known = waits.channels.entry(channel).or_insert(until);
                *known = until.max(*known);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Option<ChannelId> = Some(ChannelId::new(1));
    const THERE: Option<ChannelId> = Some(ChannelId::new(2));
    const WAIT: Duration = Duration::from_secs(3);

    #[test]
    fn a_channel_waits_alone() {
        let (lanes, now) = (Lanes::default(), Instant::now());
        lanes.close(HERE, false, WAIT, now);
        lanes.close(HERE, false, WAIT / 3, now);
        assert_eq!(lanes.closed_until(HERE, now), Some(now + WAIT));
        assert_eq!((lanes.closed_until(THERE, now), lanes.closed_until(None, now)), (None, None));
        assert_eq!(lanes.closed_until(HERE, now + WAIT), None);
    }

    #[test]
    fn everything_waits_for_the_limit_of_all() {
        let (lanes, now) = (Lanes::default(), Instant::now());
        lanes.close(HERE, true, WAIT, now);
        assert_eq!([HERE, THERE, None].map(|lane| lanes.closed_until(lane, now)), [Some(now + WAIT); 3]);
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let (lanes, now) = (Lanes::default(), Instant::now());
        for number in 1..=2 * MAX_CHANNELS as u64 {
            lanes.close(Some(ChannelId::new(number)), false, WAIT, now);
        }
        assert_eq!(lanes.waits.lock().map(|waits| waits.channels.len()).ok(), Some(MAX_CHANNELS));
        lanes.close(Some(ChannelId::new(5_000)), false, WAIT, now + WAIT);
        assert_eq!(lanes.waits.lock().map(|waits| waits.channels.len()).ok(), Some(1));
    }
}
