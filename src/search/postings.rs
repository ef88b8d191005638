//! Where terms occur: for each the entries that have it and how strongly.

use super::grouped::{Grouped, place};

/// An occurrence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Posting {
    /// The position of an entry.
    pub(super) place: u32,
    /// The weight there.
    pub(super) strength: f32,
}

/// The occurrences of terms by their number.
#[derive(Debug, Default)]
pub(super) struct Postings(Grouped<Posting>);

/// The longest list of one number. What stands in more entries singles hardly anything out; of such, the strongest are
/// kept (champion lists: Manning, Raghavan, Schütze, chapter 7). It bounds the work of a question however large the base
/// is; benches/ measure what it costs in right answers.
pub(super) const MOST_POSTINGS: usize = 4_096;

impl Postings {
    /// Sorts occurrences, given entry by entry and each number once in an entry, by number.
    pub(super) fn new(n_numbers: usize, numbers: &[u32], occurrences: &[Posting]) -> Self {
        Self(Grouped::new(n_numbers, numbers.iter().copied(), occurrences))
    }

    /// The occurrences of one number, by place.
    pub(super) fn of(&self, number: u32) -> &[Posting] {
        self.0.of(number)
    }

    /// Hands out the occurrences of each number, so that strengths can be put in relation to one another.
    pub(super) fn map_lists(&mut self, mut map: impl FnMut(&mut [Posting])) {
        for number in 0..place(self.0.len()) {
            map(self.0.of_mut(number));
        }
    }

    /// Keeps of every list the strongest occurrences, at most `most`.
    pub(super) fn keep_strongest(&mut self, most: usize) {
        if (0..place(self.0.len())).all(|number| self.of(number).len() <= most) {
            return;
        }
        let mut kept = Grouped::default();
        self.map_lists(|list| {
            if list.len() > most {
                list.sort_unstable_by(|a, b| b.strength.total_cmp(&a.strength).then(a.place.cmp(&b.place)));
            }
            let (strongest, _) = list.split_at_mut(list.len().min(most));
            strongest.sort_unstable_by_key(|posting| posting.place);
            kept.push(strongest.iter().copied());
        });
        kept.shrink();
        self.0 = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::{Posting, Postings};

    fn posting(place: u32, strength: f32) -> Posting {
        Posting { place, strength }
    }

    #[test]
    fn occurrences_are_grouped_by_number() {
        let all = [posting(1, 1.0), posting(4, 0.5), posting(7, 3.0)];
        let postings = Postings::new(3, &[2, 0, 2], &all);
        assert_eq!(postings.of(0), [posting(4, 0.5)]);
        assert_eq!(postings.of(1), []);
        assert_eq!(postings.of(2), [posting(1, 1.0), posting(7, 3.0)]);
        assert_eq!(postings.of(9), []);
    }

    #[test]
    fn of_a_long_list_the_strongest_are_kept() {
        let all = [posting(1, 0.5), posting(2, 2.0), posting(3, 1.0), posting(3, 1.0)];
        let mut postings = Postings::new(2, &[0, 0, 1, 0], &all);
        postings.keep_strongest(2);
        assert_eq!(postings.of(0), [posting(2, 2.0), posting(3, 1.0)]);
        assert_eq!(postings.of(1), [posting(3, 1.0)]);
    }
}
