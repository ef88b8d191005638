//! Who asks in vain and is answered soon after has probably asked the same in other words. Whoever that is, is known in
//! memory alone and for two minutes.

use std::collections::VecDeque;

use super::entry::{Became, Entry};

/// How long a failed question waits for an answered one, in seconds: who tries again does it at once.
pub const PAIR_SECONDS: u64 = 120;
/// How many failed questions wait at once, in some ten kilobytes.
const MAX_WAITING: usize = 1_024;

/// The questions that failed of late, the longest ago first.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    failed: VecDeque<Failed>,
}

/// A question that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failed {
    asker: u64,
    /// Its number in the journal.
    pub(super) outcome: i64,
    /// When it was asked.
    pub(super) time: u64,
}

impl Pairing {
    /// Takes note of an entry by its number in the journal; gives back the failed questions of the same person that its
    /// answer may be to.
    pub(super) fn note(&mut self, entry: &Entry, outcome: i64) -> Vec<Failed> {
        let Some(asker) = entry.asker else { return Vec::new() };
        self.failed.retain(|failed| entry.time.saturating_sub(failed.time) <= PAIR_SECONDS);
        match entry.became {
            Became::Answered => {
                let (own, others): (VecDeque<Failed>, _) = self.failed.iter().partition(|failed| failed.asker == asker);
                self.failed = others;
                own.into()
            }
            Became::Unsure | Became::Unknown if entry.question.is_some() => {
                if self.failed.len() >= MAX_WAITING {
                    self.failed.pop_front();
                }
                self.failed.push_back(Failed { asker, outcome, time: entry.time });
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}
