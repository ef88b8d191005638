//! Where things occur: for each number the entries that have it and how strongly, one behind the other in flat arrays,
//! so that a question touches little memory.

/// An occurrence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Posting {
    /// The position of an entry.
    pub(super) place: u32,
    /// The weight there.
    pub(super) strength: f32,
}

/// The occurrences of terms or features by their number.
#[derive(Debug, Default)]
pub(super) struct Postings {
    starts: Vec<u32>,
    postings: Vec<Posting>,
}

/// The longest list of one number. What stands in more entries singles hardly anything out; of such, the strongest are
/// kept (champion lists: Manning, Raghavan, Schütze, chapter 7). It bounds the work of a question however large the base
/// is; benches/ measure what it costs in right answers.
pub(super) const MOST_POSTINGS: usize = 4_096;

impl Postings {
    /// Sorts occurrences, given entry by entry and each number once in an entry, by number.
    pub(super) fn new(n_numbers: usize, all: &[(u32, Posting)]) -> Self {
        let mut starts = vec![0_u32; n_numbers + 1];
        for (number, _) in all {
            if let Some(count) = starts.get_mut(*number as usize + 1) {
                *count += 1;
            }
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut next = starts.clone();
        let mut postings = vec![Posting { place: 0, strength: 0.0 }; all.len()];
        for (number, posting) in all {
            if let Some(at) = next.get_mut(*number as usize) {
                if let Some(slot) = postings.get_mut(*at as usize) {
                    *slot = *posting;
                }
                *at += 1;
            }
        }
        Self { starts, postings }
    }

    /// The occurrences of one number, by place.
    pub(super) fn of(&self, number: u32) -> &[Posting] {
        let at = number as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => self.postings.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Hands out the occurrences of each number, so that strengths can be put in relation to one another.
    pub(super) fn map_lists(&mut self, mut map: impl FnMut(&mut [Posting])) {
        for bounds in self.starts.windows(2) {
            if let [start, end] = bounds
                && let Some(list) = self.postings.get_mut(*start as usize..*end as usize)
            {
                map(list);
            }
        }
    }

    /// Keeps of every list the strongest occurrences, at most `most`.
    pub(super) fn keep_strongest(&mut self, most: usize) {
        if self.starts.windows(2).all(|bounds| matches!(bounds, [start, end] if (end - start) as usize <= most)) {
            return;
        }
        let mut kept = Self { starts: vec![0], postings: Vec::new() };
        self.map_lists(|list| {
            if list.len() > most {
                list.sort_unstable_by(|a, b| b.strength.total_cmp(&a.strength).then(a.place.cmp(&b.place)));
            }
            let begin = kept.postings.len();
            kept.postings.extend(list.iter().take(most));
            if let Some(list) = kept.postings.get_mut(begin..) {
                list.sort_unstable_by_key(|posting| posting.place);
            }
            kept.starts.push(place(kept.postings.len()));
        });
        kept.postings.shrink_to_fit();
        *self = kept;
    }
}

/// A position as it is stored; a base holds fewer than `u32::MAX` of anything.
pub(super) fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Posting, Postings};

    fn posting(place: u32, strength: f32) -> Posting {
        Posting { place, strength }
    }

    #[test]
    fn occurrences_are_grouped_by_number() {
        let all = [(2, posting(1, 1.0)), (0, posting(4, 0.5)), (2, posting(7, 3.0))];
        let postings = Postings::new(3, &all);
        assert_eq!(postings.of(0), [posting(4, 0.5)]);
        assert_eq!(postings.of(1), []);
        assert_eq!(postings.of(2), [posting(1, 1.0), posting(7, 3.0)]);
        assert_eq!(postings.of(9), []);
    }

    #[test]
    fn of_a_long_list_the_strongest_are_kept() {
        let all = [(0, posting(1, 0.5)), (0, posting(2, 2.0)), (1, posting(3, 1.0)), (0, posting(3, 1.0))];
        let mut postings = Postings::new(2, &all);
        postings.keep_strongest(2);
        assert_eq!(postings.of(0), [posting(2, 2.0), posting(3, 1.0)]);
        assert_eq!(postings.of(1), [posting(3, 1.0)]);
    }
}
