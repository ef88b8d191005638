//! What the terms of a question add up to in each entry that has one of them.

use super::query::{BagTerm, TermSet};
use super::relevance::Relevance;

/// Sums by entry.
#[derive(Debug, Default)]
pub(super) struct EntrySums {
    sums: Vec<EntrySum>,
    touched: Vec<u32>,
}

/// The sums of one entry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct EntrySum {
    /// BM25 of the question.
    pub(super) relevance: f32,
    /// The question's terms that stand in it.
    pub(super) same: TermSet,
    /// Those to which one of its terms is related.
    pub(super) related: TermSet,
}

impl EntrySum {
    /// Whether a term of the question or a related one stands in the entry.
    pub(super) fn is_touched(&self) -> bool {
        !self.same.is_empty() || !self.related.is_empty()
    }
}

impl EntrySums {
    /// Takes the place of earlier sums, in so many entries.
    pub(super) fn start(&mut self, n_entries: usize) {
        for entry in self.touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(entry as usize) {
                *sum = EntrySum::default();
            }
        }
        self.sums.resize(n_entries, EntrySum::default());
    }

    /// Adds what a term says.
    pub(super) fn add(&mut self, term: &BagTerm, relevance: &Relevance) {
        for posting in relevance.of(term.term.0) {
            if let Some(sum) = self.sums.get_mut(posting.place as usize) {
                if !sum.is_touched() {
                    self.touched.push(posting.place);
                }
                sum.relevance += term.times * posting.strength;
                sum.same.join(term.same);
                sum.related.join(term.related);
            }
        }
    }

    /// The sums of an entry.
    pub(super) fn of(&self, entry: usize) -> EntrySum {
        self.sums.get(entry).copied().unwrap_or_default()
    }

    /// The entries that have any term of the question or a related one.
    pub(super) fn entries(&self) -> impl Iterator<Item = usize> + '_ {
        self.touched.iter().map(|entry| *entry as usize)
    }
}
