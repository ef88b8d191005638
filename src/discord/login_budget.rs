//! How often the gateway may still be logged in to. Discord resets the token of a bot that logs in more than a thousand
//! times a day, and serenity tries again every five seconds for ever, so the desk ends itself before that. What a day saw
//! across restarts is in `login_record`; this holds what Discord itself says.

use std::time::{Duration, Instant};

use serenity::all::SessionStartLimit;

/// Discord's period.
const PERIOD: Duration = Duration::from_secs(24 * 60 * 60);
/// Logins left to the operator for starting again by hand after the cause is mended.
const RESERVE: u64 = 50;

/// The logins that are left in Discord's period.
#[derive(Debug)]
pub(super) struct LoginBudget {
    left: u64,
    in_period: u64,
    resets_at: Instant,
}

impl LoginBudget {
    /// What Discord said at the time `now`, less the first login of each shard.
    pub(super) fn new(limit: &SessionStartLimit, shards: u32, now: Instant) -> Self {
        let spendable = |logins: u64| logins.saturating_sub(RESERVE);
        let resets_at = now + Duration::from_millis(limit.reset_after).min(PERIOD);
        let left = spendable(limit.remaining).saturating_sub(shards.into());
        Self { left, in_period: spendable(limit.total), resets_at }
    }

    /// Counts a login; where it was one too many, the time until Discord allows them again.
    pub(super) fn spend(&mut self, now: Instant) -> Result<(), Duration> {
        if now >= self.resets_at {
            self.left = self.in_period;
            self.resets_at = now + PERIOD;
        }
        self.left = self.left.checked_sub(1).ok_or_else(|| self.resets_at - now)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn budget(remaining: u64, now: Instant) -> LoginBudget {
        let limit = json!({"total": 1_000, "remaining": remaining, "reset_after": 60_000, "max_concurrency": 1});
        LoginBudget::new(&serde_json::from_value(limit).expect("a limit"), 1, now)
    }

    #[test]
    fn a_login_storm_ends_with_a_reserve() {
        let now = Instant::now();
        let mut budget = budget(1_000, now);
        assert_eq!((0..2_000).take_while(|_| budget.spend(now).is_ok()).count(), 949);
        assert_eq!(budget.spend(now + Duration::from_secs(20)), Err(Duration::from_secs(40)));
    }

    #[test]
    fn the_budget_is_whole_again_after_the_period() {
        let now = Instant::now();
        let mut budget = budget(52, now);
        assert_eq!(budget.spend(now), Ok(()));
        assert!(budget.spend(now).is_err());
        assert_eq!(budget.spend(now + Duration::from_secs(60)), Ok(()));
    }
}
