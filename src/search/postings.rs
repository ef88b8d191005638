//! Where things occur: for each number the places that hold it and how strongly, one behind the other in flat arrays,
//! so that a question touches little memory.

/// An occurrence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Posting {
    /// The position of a wording or an entry.
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

impl Postings {
    /// Sorts occurrences by number and place; several of one number in one place are added up.
    pub(super) fn new(n_numbers: usize, mut all: Vec<(u32, Posting)>) -> Self {
        all.sort_unstable_by_key(|(number, posting)| (*number, posting.place));
        let mut counts = vec![0_u32; n_numbers];
        let mut postings: Vec<Posting> = Vec::with_capacity(all.len());
        let mut last = None;
        for (number, posting) in all {
            match postings.last_mut() {
                Some(same) if last == Some((number, posting.place)) => same.strength += posting.strength,
                _ => {
                    postings.push(posting);
                    if let Some(count) = counts.get_mut(number as usize) {
                        *count += 1;
                    }
                }
            }
            last = Some((number, posting.place));
        }
        let mut end = 0;
        let starts = std::iter::once(0).chain(counts.iter().map(|count| {
            end += count;
            end
        }));
        Self { starts: starts.collect(), postings }
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
    pub(super) fn map_lists(&mut self, map: impl Fn(&mut [Posting])) {
        for bounds in self.starts.windows(2) {
            if let [start, end] = bounds
                && let Some(list) = self.postings.get_mut(*start as usize..*end as usize)
            {
                map(list);
            }
        }
    }

    /// Puts another strength in place of each.
    pub(super) fn map_strengths(&mut self, map: impl Fn(f32) -> f32) {
        for posting in &mut self.postings {
            posting.strength = map(posting.strength);
        }
    }
}

/// A position as it is stored; a base holds fewer than `u32::MAX` of anything.
pub(super) fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Posting, Postings};

    #[test]
    fn occurrences_are_grouped_and_added_up() {
        let posting = |place, strength| Posting { place, strength };
        let postings = Postings::new(
            3,
            vec![(2, posting(7, 1.0)), (0, posting(4, 0.5)), (2, posting(7, 2.0)), (2, posting(1, 1.0))],
        );
        assert_eq!(postings.of(0), [posting(4, 0.5)]);
        assert_eq!(postings.of(1), []);
        assert_eq!(postings.of(2), [posting(1, 1.0), posting(7, 3.0)]);
        assert_eq!(postings.of(9), []);
    }
}
