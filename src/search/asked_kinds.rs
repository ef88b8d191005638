//! What kinds of answer the wordings of each entry ask for. Whether a question asks for the same is evidence in `answer`.

use super::score::weight_of_count;
use crate::text::AskedKind;

/// The kinds, entry by entry.
#[derive(Debug, Default)]
pub(super) struct AskedKinds {
    entries: Vec<Counts>,
    open: Counts,
}

/// How many wordings of an entry ask for each kind, in the order of [`AskedKind::ALL`].
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    n_of_kind: [u16; AskedKind::ALL.len()],
    n_wordings: u16,
}

impl AskedKinds {
    /// Counts a wording of the entry that is being read, with the kind that it asks for.
    pub(super) fn note(&mut self, asked: Option<AskedKind>) {
        let count = asked.and_then(|kind| self.open.n_of_kind.get_mut(kind as usize));
        for count in count.into_iter().chain([&mut self.open.n_wordings]) {
            *count = count.saturating_add(1);
        }
    }

    /// Closes the entry.
    pub(super) fn end_entry(&mut self) {
        self.entries.push(std::mem::take(&mut self.open));
    }

    /// Share of an entry's wordings that ask for a kind, 0 to 1.
    pub(super) fn share(&self, entry: usize, kind: AskedKind) -> f32 {
        let Some(counts) = self.entries.get(entry) else { return 0.0 };
        let n_alike = counts.n_of_kind.get(kind as usize).copied().unwrap_or_default();
        weight_of_count(usize::from(n_alike)) / weight_of_count(usize::from(counts.n_wordings.max(1)))
    }
}
