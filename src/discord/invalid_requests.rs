//! The answers by which Discord counts a bot as broken: 401, 403 and 429. At ten thousand in ten minutes it bans the
//! address, for all bots behind it; the desk falls silent before that. The time is handed in.

use std::time::{Duration, Instant};

use tracing::{error, info, warn};

/// At this many Discord bans.
const BAN: u64 = 10_000;
/// At this share an operator should hear of it: a bot in order has a handful a day.
const WARN_AT: u64 = BAN / 10;
/// From this share on nothing is sent but what members wait for at a command: the last fifth is for those, and for other
/// programs behind the same address.
const HOLD_AT: u64 = BAN / 5 * 4;
/// The minutes that count together.
const MINUTES: usize = 10;
/// One of them.
const MINUTE: Duration = Duration::from_secs(60);

/// The answers of the last ten minutes, minute by minute.
#[derive(Debug)]
pub(super) struct InvalidRequests {
    /// The latest minute first.
    minutes: [u64; MINUTES],
    /// When the latest minute began.
    begun: Instant,
    level: Level,
}

/// How near the ban is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Far.
    Calm,
    /// Something is wrong.
    Warned,
    /// Next to nothing may be sent.
    Holding,
}

impl InvalidRequests {
    /// None yet.
    pub(super) fn new(now: Instant) -> Self {
        Self { minutes: [0; MINUTES], begun: now, level: Level::Calm }
    }

    /// Counts an answer where Discord does. A limit that is `shared` with other bots is not held against this one.
    pub(super) fn note(&mut self, status: u16, is_shared: bool, now: Instant) {
        self.move_on(now);
        if matches!(status, 401 | 403) || (status == 429 && !is_shared) {
            self.minutes[0] += 1;
        }
        self.tell_of_change();
    }

    /// Whether only responses to commands may be sent now.
    pub(super) fn holds(&mut self, now: Instant) -> bool {
        self.move_on(now);
        self.tell_of_change();
        self.level == Level::Holding
    }

    /// How many there were in the last ten minutes.
    pub(super) fn number(&self) -> u64 {
        self.minutes.iter().sum()
    }

    fn move_on(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.begun).as_secs() / MINUTE.as_secs();
        let n_new = usize::try_from(passed).unwrap_or(MINUTES).min(MINUTES);
        self.minutes.rotate_right(n_new);
        self.minutes[..n_new].fill(0);
        self.begun += MINUTE.saturating_mul(u32::try_from(passed).unwrap_or(u32::MAX));
    }

    /// Says once that a level was reached, and once that all is calm again.
    fn tell_of_change(&mut self) {
        let number = self.number();
        let level = match number {
            HOLD_AT.. => Level::Holding,
            WARN_AT.. => Level::Warned,
            _ => Level::Calm,
        };
        let risen = level > self.level;
        match level {
            Level::Holding if risen => {
                error!(number, ban = BAN, "Discord refused so much that only commands are answered until it is less");
            }
            Level::Warned if risen => {
                warn!(number, ban = BAN, "Discord refuses much of what is sent; factdesk doctor may tell why");
            }
            Level::Calm if level < self.level => info!(number, "Discord refuses little again"),
            _ => {}
        }
        self.level = level;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    #[test]
    fn only_what_discord_counts_is_counted() {
        let now = Instant::now();
        let mut invalid = InvalidRequests::new(now);
        for (status, is_shared, number) in [
            (200, false, 0),
            (404, false, 0),
            (500, false, 0),
            (401, false, 1),
            (403, false, 2),
            (429, false, 3),
            (429, true, 3),
        ] {
            invalid.note(status, is_shared, now);
            assert_eq!(invalid.number(), number, "{status} {is_shared}");
        }
    }

    #[test]
    fn after_ten_minutes_nothing_counts_any_more() {
        let start = Instant::now();
        let mut invalid = InvalidRequests::new(start);
        for minute in 0..20 {
            invalid.note(403, false, after(start, minute * 60 + 30));
            assert_eq!(invalid.number(), (minute + 1).min(10));
        }
        assert!(!invalid.holds(after(start, 19 * 60 + 9 * 60)));
        assert_eq!(invalid.number(), 1);
        assert!(!invalid.holds(after(start, 19 * 60 + 10 * 60)));
        assert_eq!(invalid.number(), 0);
        assert!(!invalid.holds(after(start, 1_000_000)));
    }

    #[test]
    fn near_the_ban_the_sending_stops_until_the_window_has_passed() {
        let start = Instant::now();
        let mut invalid = InvalidRequests::new(start);
        for number in 0..HOLD_AT {
            assert!(!invalid.holds(start), "{number}");
            invalid.note(403, false, start);
            let expected = if number + 1 >= HOLD_AT {
                Level::Holding
            } else if number + 1 >= WARN_AT {
                Level::Warned
            } else {
                Level::Calm
            };
            assert_eq!(invalid.level, expected);
        }
        assert!(invalid.holds(after(start, 9 * 60)));
        assert!(!invalid.holds(after(start, 10 * 60)));
        assert_eq!(invalid.level, Level::Calm);
    }
}
