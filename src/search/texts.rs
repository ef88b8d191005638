//! The texts of a base as rows of terms, entry by entry, in one flat array: what everything is learned from. It is gone
//! when the base is read.

use std::ops::Range;

use super::grouped::{place, span};
use super::lexicon::{PHRASE_PART_SHARE, TermId, TermUse};

/// The texts of every entry: its wordings, then its keywords, then its answer.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Where the texts of each entry end.
    entry_ends: Vec<u32>,
    /// How many of them are wordings.
    n_wordings: Vec<u32>,
    /// Where the terms of each text end.
    text_ends: Vec<u32>,
    terms: Vec<StoredTerm>,
}

/// A term where it stands in a text: its number, and in the highest bit whether it is a part of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StoredTerm(u32);

/// The bit that marks a part of a phrase.
const PART: u32 = 1 << 31;

impl StoredTerm {
    fn new(term: TermId, is_part: bool) -> Self {
        Self(term.0 | if is_part { PART } else { 0 })
    }

    /// Which term.
    pub(super) fn id(self) -> TermId {
        TermId(self.0 & !PART)
    }

    /// Whether it stands for itself, not only as a part of a phrase beside it.
    pub(super) fn is_whole(self) -> bool {
        self.0 & PART == 0
    }

    /// What share of the term's worth this use has.
    pub(super) fn share(self) -> f32 {
        if self.is_whole() { 1.0 } else { PHRASE_PART_SHARE }
    }
}

impl Texts {
    /// Adds a text to the entry that is being written. Every word of a base is a term.
    pub(super) fn push(&mut self, uses: &[TermUse]) {
        let terms = uses.iter().filter_map(|used| Some(StoredTerm::new(used.term?, used.share < 1.0)));
        self.terms.extend(terms);
        self.text_ends.push(place(self.terms.len()));
    }

    /// Adds a text that holds no phrase.
    pub(super) fn push_words(&mut self, words: impl Iterator<Item = TermId>) {
        self.terms.extend(words.map(|term| StoredTerm::new(term, false)));
        self.text_ends.push(place(self.terms.len()));
    }

    /// Closes the entry; so many of its texts are wordings.
    pub(super) fn end_entry(&mut self, n_wordings: usize) {
        self.n_wordings.push(place(n_wordings));
        self.entry_ends.push(place(self.text_ends.len()));
    }

    /// How many entries there are.
    pub(super) fn n_entries(&self) -> usize {
        self.entry_ends.len()
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.text_ends.len()
    }

    /// The numbers of an entry's texts, its answer last.
    pub(super) fn of(&self, entry: usize) -> Range<usize> {
        span(&self.entry_ends, entry)
    }

    /// The numbers of an entry's texts without its answer.
    pub(super) fn but_answer(&self, entry: usize) -> Range<usize> {
        let all = self.of(entry);
        all.start..all.end.saturating_sub(1)
    }

    /// The numbers of an entry's wordings.
    pub(super) fn wordings(&self, entry: usize) -> Range<usize> {
        let start = self.of(entry).start;
        start..start + self.n_wordings.get(entry).map_or(0, |n_wordings| *n_wordings as usize)
    }

    /// Where the terms of a text stand among all.
    pub(super) fn span(&self, text: usize) -> Range<usize> {
        span(&self.text_ends, text)
    }

    /// The terms of a text in order.
    pub(super) fn terms(&self, text: usize) -> &[StoredTerm] {
        self.terms.get(self.span(text)).unwrap_or_default()
    }
}
