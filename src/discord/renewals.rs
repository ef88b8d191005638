//! Wishes to have the base read anew, from wherever they come, and what the log is told of each. How it is read is the
//! program's business; when another base answers, the conversation's.

use std::sync::Arc;

use tokio::sync::Notify;
use tracing::{debug, error, info, warn};

use crate::conversation::ReadAnew;
use crate::reply::{Renewal, RenewalEnd};

/// How many problems of one reading are logged one by one.
const MAX_LOGGED: usize = 20;

/// How the base is read anew, and the wish for it. Copies share the wish.
#[derive(Clone)]
pub struct Renewals {
    pub(super) read: Arc<ReadAnew>,
    wished: Arc<Notify>,
    renewed: Arc<Notify>,
}

impl Renewals {
    /// Wishes that are fulfilled in this way.
    #[must_use]
    pub fn new(read: Arc<ReadAnew>) -> Self {
        Self { read, wished: Arc::default(), renewed: Arc::default() }
    }

    /// Wishes for it. Wishes that come while another waits are one.
    pub fn wish(&self) {
        self.wished.notify_one();
    }

    /// Another base answers.
    pub(super) fn have_renewed(&self) {
        self.renewed.notify_one();
    }

    /// Comes back once another base answers, or has since it was last waited for.
    pub(super) async fn renewed(&self) {
        self.renewed.notified().await;
    }

    /// Comes back once somebody has wished for it.
    pub(super) async fn wished(&self) {
        self.wished.notified().await;
    }
}

impl std::fmt::Debug for Renewals {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Renewals").finish_non_exhaustive()
    }
}

/// Tells the log.
pub(super) fn tell(renewal: &Renewal) {
    let (facts, revision) = (renewal.n_facts, renewal.revision);
    match renewal.end {
        RenewalEnd::Renewed(differences) => {
            let (new, changed, gone) = (differences.n_new, differences.n_changed, differences.n_gone);
            info!(facts, %revision, new, changed, gone, "another fact base answers");
        }
        RenewalEnd::Same => debug!(facts, %revision, "the fact base was read anew and is as it was"),
        RenewalEnd::Refused => {
            warn!(%revision, "the fact base can't be used as it is now, so the old one goes on; put this right");
        }
        RenewalEnd::Failed => error!(%revision, "the fact base could not be read anew; this is a bug of factdesk"),
    }
    for problem in renewal.problems.iter().take(MAX_LOGGED) {
        warn!("{problem}");
    }
    if let Some(left) = renewal.problems.len().checked_sub(MAX_LOGGED).filter(|left| *left > 0) {
        warn!(left, "not all problems are listed; factdesk check tells them");
    }
}
