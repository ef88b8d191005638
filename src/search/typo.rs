//! Forgives typos: the word of the base that an unknown word was most likely meant to be. Slips in a curator's keys and
//! ids are `knowledge`'s business.

use smol_str::SmolStr;

/// The spellings of a base, grouped so that few need comparing.
#[derive(Debug, Default)]
pub(super) struct Speller {
    by_length: Vec<SameLength>,
}

/// The spellings of one length: the letters of each apart, because a search reads them all.
#[derive(Debug, Default)]
struct SameLength {
    letters: Vec<Letters>,
    spellings: Vec<Spelling>,
}

/// A word as the base spells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelling {
    /// The folded word.
    pub spelled: SmolStr,
    /// Its stem.
    pub stem: SmolStr,
}

/// A known word and how far the written one is from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nearest<'a> {
    /// The word.
    pub spelling: &'a Spelling,
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
        if length < ONE_EDIT_FROM || folded.starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, SameLength::default);
        }
        if let Some(same) = self.by_length.get_mut(length) {
            same.spellings.push(Spelling { spelled: folded.into(), stem: stem.into() });
        }
    }

    /// Makes what was learned ready for questions.
    pub(super) fn sort(&mut self) {
        for same in &mut self.by_length {
            same.spellings.sort();
            same.spellings.dedup();
            same.spellings.shrink_to_fit();
            same.letters = same.spellings.iter().map(|spelling| Letters::of(&spelling.spelled)).collect();
        }
    }

    /// The known spellings that begin so.
    pub(super) fn beginning_with<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = &'a Spelling> {
        self.by_length.iter().flat_map(move |same| {
            let begin = same.spellings.partition_point(|spelling| spelling.spelled.as_str() < folded);
            let from = same.spellings.get(begin..).unwrap_or_default();
            from.iter().take_while(move |spelling| spelling.spelled.starts_with(folded))
        })
    }

    /// The nearest known spelling within the budget; of equally near ones the alphabetically first. Most typos are one
    /// edit, and looking for one edit alone compares few spellings.
    #[must_use]
    pub(super) fn nearest(&self, folded: &str) -> Option<Nearest<'_>> {
        let length = folded.chars().count();
        (1..=typo_budget(length)).find_map(|budget| self.within(folded, length, budget))
    }

    fn within(&self, folded: &str, length: usize, budget: usize) -> Option<Nearest<'_>> {
        let letters = Letters::of(folded);
        let lengths = self.by_length.get(length.saturating_sub(budget)..).unwrap_or_default();
        let near = lengths.iter().take(2 * budget + 1).flat_map(|same| {
            let known = same.letters.iter().zip(&same.spellings);
            known.filter(|(known, _)| letters.may_be_near(**known, budget)).map(|(_, spelling)| spelling)
        });
        let is_meant = |spelling: &&Spelling| {
            first_letter_agrees(folded, &spelling.spelled, length) && !is_negation(folded, &spelling.spelled)
        };
        let measured =
            near.filter(is_meant).map(|spelling| (strsim::osa_distance(folded, &spelling.spelled), spelling));
        let (edits, spelling) = measured.filter(|(edits, _)| *edits <= budget).min()?;
        Some(Nearest { spelling, edits: u8::try_from(edits).unwrap_or(u8::MAX) })
    }
}

/// How often each letter of a word occurs, as far as 64 bits hold it: a bit for the first of each letter, one for the
/// second, and for a third one that several letters share.
#[derive(Clone, Copy, Debug)]
struct Letters(u64);

/// Letters of the alphabet; any other character takes the place of one.
const N_LETTERS: u32 = 26;

impl Letters {
    fn of(word: &str) -> Self {
        let mut set = 0_u64;
        for character in word.chars() {
            let letter = (u32::from(character) + N_LETTERS - u32::from(b'a') % N_LETTERS) % N_LETTERS;
            let (first, second) = (1 << letter, 1 << (letter + N_LETTERS));
            set |= match set {
                _ if set & first == 0 => first,
                _ if set & second == 0 => second,
                _ => 1 << (2 * N_LETTERS + letter % (u64::BITS - 2 * N_LETTERS)),
            };
        }
        Self(set)
    }

    /// An edit takes one letter away and adds one at most, and each of the two changes one bit at most: words whose bits
    /// differ more can't be near.
    fn may_be_near(self, other: Self, budget: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * budget
    }
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
        speller.sort();
        speller
    }

    #[test]
    fn longer_words_are_forgiven_more() {
        let speller = speller();
        let check = |written: &str, expected: Option<(&str, u8)>| {
            let found = speller.nearest(written).map(|found| (found.spelling.spelled.as_str(), found.edits));
            assert_eq!(found, expected, "{written}");
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
