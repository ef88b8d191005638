//! An entry that could be meant, with the evidence for it. It is weighed in `answer`.

use super::index::Entry;
use super::names::Named;
use super::query::TermSet;
use super::score::Score;

/// An entry that could be meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub entry: Entry,
    /// The evidence.
    pub score: Score,
    /// Which of its wordings is closest, counted from the canonical one.
    pub nearest_wording: usize,
    /// Whether the question is one of its wordings, word for word.
    pub is_exact: bool,
    /// Share of its wordings that ask for the same kind of answer, 0 to 1.
    pub asked_alike: f32,
    /// The question's terms that stand in it.
    pub(super) same: TermSet,
    /// Those to which one of its terms is related.
    pub(super) related: TermSet,
    /// What it has of the question's mentions.
    pub(super) named: NamedThings,
}

/// What a related word of the base explains of a word of the question, as a share: it is as often right as wrong.
const RELATED_EXPLAINS: f32 = 0.5;

impl Candidate {
    /// For each term of the query, in order, what share of it stands in the entry: 1 for the term itself, less for a
    /// related word.
    pub fn explained(&self) -> impl Iterator<Item = f32> + '_ {
        (0..).map(|at| match () {
            () if self.same.has(at) => 1.0,
            () if self.related.has(at) => RELATED_EXPLAINS,
            () => 0.0,
        })
    }

    /// For each mention of the question, in order, whether the entry names it.
    pub fn named(&self) -> impl Iterator<Item = Named> + '_ {
        (0..).map(|at| self.named.of(at))
    }
}

/// What an entry has of a question's mentions: two bits for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NamedThings(u64);

/// The most mentions of a question that are looked at.
pub(super) const MOST_MENTIONS: usize = 32;

impl NamedThings {
    /// Those of so many mentions, in order.
    pub(super) fn of_all(named: impl Iterator<Item = Named>) -> Self {
        let bits = |named: Named| match named {
            Named::Nowhere => 0,
            Named::Here => 1,
            Named::Otherwise => 2,
        };
        let all = named.take(MOST_MENTIONS).enumerate();
        Self(all.fold(0, |things, (at, named)| things | bits(named) << (2 * at)))
    }

    fn of(self, at: usize) -> Named {
        match if at < MOST_MENTIONS { self.0 >> (2 * at) & 3 } else { 0 } {
            1 => Named::Here,
            2 => Named::Otherwise,
            _ => Named::Nowhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_MENTIONS, Named, NamedThings};

    #[test]
    fn what_is_named_is_kept_in_order() {
        let named = [Named::Otherwise, Named::Nowhere, Named::Here];
        let things = NamedThings::of_all(named.into_iter());
        assert_eq!([0, 1, 2].map(|at| things.of(at)), named);
        let many = NamedThings::of_all(std::iter::repeat_n(Named::Here, 99));
        assert_eq!([MOST_MENTIONS - 1, MOST_MENTIONS].map(|at| many.of(at)), [Named::Here, Named::Nowhere]);
    }
}
