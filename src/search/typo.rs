//! Forgives typos: the word of the base that an unknown word was most likely meant to be. Slips in a curator's keys and
//! ids are `knowledge`'s business.

use rustc_hash::FxHashMap as HashMap;

/// The spellings of a base, grouped so that few need comparing.
#[derive(Debug, Default)]
pub(super) struct Speller {
    stems: HashMap<String, String>,
    by_length: Vec<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    letters: u32,
    spelled: String,
}

/// A known word and how far the written one is from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The word as the base spells it.
    pub spelled: String,
    /// Its stem.
    pub stem: String,
    /// Letters inserted, left out, replaced, or swapped with their neighbour.
    pub edits: u8,
}

/// From this length on, in characters, one edit is forgiven. Shorter words are each other's typos too often: "war" and
/// "far" differ by one.
pub const ONE_EDIT_FROM: usize = 4;

/// From this length on, in characters, two edits are forgiven.
pub const TWO_EDITS_FROM: usize = 8;

/// Up to this length, in characters, the first letter must be right: people rarely miss it, and "tank" is not "bank".
pub const FIRST_LETTER_UP_TO: usize = 6;

/// How many edits a word of so many characters is forgiven.
#[must_use]
pub fn typo_budget(characters: usize) -> usize {
    match characters {
        0..ONE_EDIT_FROM => 0,
        ONE_EDIT_FROM..TWO_EDITS_FROM => 1,
        _ => 2,
    }
}

impl Speller {
    /// Adds a folded word with its stem.
    pub(super) fn learn(&mut self, folded: &str, stem: &str) {
        let length = folded.chars().count();
        if length < ONE_EDIT_FROM || folded.starts_with(|c: char| c.is_ascii_digit()) || self.stems.contains_key(folded)
        {
            return;
        }
        self.stems.insert(folded.to_owned(), stem.to_owned());
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, Vec::new);
        }
        if let Some(entries) = self.by_length.get_mut(length) {
            entries.push(Entry { letters: letter_set(folded), spelled: folded.to_owned() });
        }
    }

    /// The nearest known spelling within the budget; of equally near ones the alphabetically first.
    #[must_use]
    pub(super) fn nearest(&self, folded: &str) -> Option<Spelling> {
        let length = folded.chars().count();
        let budget = typo_budget(length);
        if budget == 0 {
            return None;
        }
        let letters = letter_set(folded);
        let lengths = length.saturating_sub(budget)..=length + budget;
        let entries = lengths.filter_map(|length| self.by_length.get(length)).flatten();
        let near = entries.filter(|entry| may_be_near(letters, entry.letters, budget)).filter_map(|entry| {
            let edits = strsim::osa_distance(folded, &entry.spelled);
            (edits <= budget
                && first_letter_agrees(folded, &entry.spelled, length)
                && !is_negation(folded, &entry.spelled))
            .then_some((edits, &entry.spelled))
        });
        let (edits, spelled) = near.min()?;
        let stem = self.stems.get(spelled)?.clone();
        Some(Spelling { spelled: spelled.clone(), stem, edits: u8::try_from(edits).unwrap_or(u8::MAX) })
    }
}

/// Which of the letters a to z occur, as bits; everything else shares the highest bits.
fn letter_set(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| set | 1 << if byte.is_ascii_lowercase() { byte - b'a' } else { 26 + byte % 6 })
}

/// An edit changes at most two of the letters that occur, so words whose letter sets differ more can't be near.
fn may_be_near(a: u32, b: u32, budget: usize) -> bool {
    (a ^ b).count_ones() as usize <= 2 * budget
}

/// "unimportant" is no typo of "important".
fn is_negation(written: &str, known: &str) -> bool {
    ["un", "in", "im", "ir", "il", "non", "dis", "mis"].iter().any(|prefix| written.strip_prefix(prefix) == Some(known))
}

fn first_letter_agrees(written: &str, known: &str, length: usize) -> bool {
    if length > FIRST_LETTER_UP_TO {
        return true;
    }
    let mut heads = (written.chars(), known.chars());
    let (first, second) = (heads.0.next(), heads.0.next());
    let (known_first, known_second) = (heads.1.next(), heads.1.next());
    first == known_first || (first == known_second && second == known_first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Speller, typo_budget};

    fn speller() -> Speller {
        let mut speller = Speller::default();
        for word in ["ceasefire", "medals", "ranks", "asmah", "golan", "peacekeepers", "kamaletdinov", "war"] {
            speller.learn(word, word);
        }
        speller
    }

    #[test]
    fn longer_words_are_forgiven_more() {
        let check = |written: &str, expected: Option<(&str, u8)>| {
            let found = speller().nearest(written).map(|found| (found.spelled, found.edits));
            assert_eq!(found, expected.map(|(spelled, edits)| (spelled.to_owned(), edits)), "{written}");
        };
        check("asmha", Some(("asmah", 1)));
        check("golen", Some(("golan", 1)));
        check("ogaln", None);
        check("medls", Some(("medals", 1)));
        check("peacekepers", Some(("peacekeepers", 1)));
        check("piecekepers", None);
        check("kamaletdynof", Some(("kamaletdinov", 2)));
        check("casefier", Some(("ceasefire", 2)));
        check("tanks", None);
        check("unranks", None);
        check("far", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn a_found_spelling_is_within_the_budget(written in "[a-zа-я]{0,14}") {
            if let Some(found) = speller().nearest(&written) {
                prop_assert!(usize::from(found.edits) <= typo_budget(written.chars().count()));
            }
        }
    }
}
