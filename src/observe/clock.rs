//! The time as the running bot reads it: a value that is handed in, so that hours can pass in a test without waiting.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What tells the time; clones tell the same.
#[derive(Clone)]
pub struct Clock {
    instant: Arc<dyn Fn() -> Instant + Send + Sync>,
    since_epoch: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl Clock {
    /// The clock of the system.
    #[must_use]
    pub fn of_system() -> Self {
        Self::new(Instant::now, || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
    }

    /// Any clock: one that never goes back, and the time since the Unix epoch.
    #[must_use]
    pub fn new(
        instant: impl Fn() -> Instant + Send + Sync + 'static,
        since_epoch: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Self { instant: Arc::new(instant), since_epoch: Arc::new(since_epoch) }
    }

    /// Now, for measuring how long something takes.
    #[must_use]
    pub fn instant(&self) -> Instant {
        (self.instant)()
    }

    /// Now, in seconds since the Unix epoch, for what outlives the process.
    #[must_use]
    pub fn epoch_seconds(&self) -> u64 {
        (self.since_epoch)().as_secs()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Clock").finish_non_exhaustive()
    }
}
