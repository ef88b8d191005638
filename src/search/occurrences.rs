//! In which wordings of an entry each of its terms or pairs stands, entry by entry in flat arrays: a question reads only
//! what it shares with an entry.

use super::grouped::{place, span};

/// The occurrences of one kind of feature.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// Where the rows of each entry end.
    entry_ends: Vec<u32>,
    /// The feature of each row, in rising order within an entry.
    features: Vec<u32>,
    /// Where the wordings of each row end.
    row_ends: Vec<u32>,
    /// The wordings, counted from the entry's canonical one; one that has a feature twice stands there twice.
    wordings: Vec<u16>,
}

impl Occurrences {
    /// Adds an entry; what it has is given as feature and wording, in any order. A feature that stands in no wording, but
    /// in a keyword or in the answer, comes with [`NO_WORDING`].
    pub(super) fn push(&mut self, mut entry: Vec<(u32, u16)>) {
        entry.sort_unstable();
        for row in entry.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((feature, _)) = row.first() else { continue };
            self.features.push(*feature);
            let wordings = row.iter().map(|(_, wording)| *wording).filter(|wording| *wording != NO_WORDING);
            self.wordings.extend(wordings);
            self.row_ends.push(place(self.wordings.len()));
        }
        self.entry_ends.push(place(self.features.len()));
    }

    /// Gives back what was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.entry_ends.shrink_to_fit();
        self.features.shrink_to_fit();
        self.row_ends.shrink_to_fit();
        self.wordings.shrink_to_fit();
    }

    /// The wordings of an entry that have a feature; `None` where the entry doesn't have it at all.
    pub(super) fn of(&self, entry: usize, feature: u32) -> Option<&[u16]> {
        let rows = span(&self.entry_ends, entry);
        let row = rows.start + self.features.get(rows)?.binary_search(&feature).ok()?;
        self.wordings.get(span(&self.row_ends, row))
    }
}

/// Stands where a feature is in none of the wordings, but elsewhere in the entry.
pub(super) const NO_WORDING: u16 = u16::MAX;

#[cfg(test)]
mod tests {
    use super::{NO_WORDING, Occurrences};

    #[test]
    fn the_wordings_of_a_feature_are_found_entry_by_entry() {
        let mut occurrences = Occurrences::default();
        occurrences.push(vec![(7, 1), (3, 0), (7, 0), (9, NO_WORDING), (7, 1)]);
        occurrences.push(Vec::new());
        occurrences.push(vec![(7, 4)]);
        let check = |entry: usize, feature: u32, expected: Option<&[u16]>| {
            assert_eq!(occurrences.of(entry, feature), expected, "{entry} {feature}");
        };
        check(0, 7, Some(&[0, 1, 1]));
        check(0, 3, Some(&[0]));
        check(0, 9, Some(&[]));
        check(0, 4, None);
        check(1, 7, None);
        check(2, 7, Some(&[4]));
        check(9, 7, None);
    }
}
