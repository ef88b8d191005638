//! Writes a text as somebody in a hurry would: one letter of one word goes wrong. The same text always gets the same
//! mistake, so that two runs can be compared.

/// What every mistake starts from. Another number would give other mistakes and other figures, none of them better.
const SEED: u64 = 2_024;
/// Words of at least this many letters are mistyped first: fewer leave little to recognise, even for people.
const LEAST_LETTERS: usize = 4;
/// Without two letters there is nothing to swap or to leave out.
const FEWEST_LETTERS: usize = 2;

/// The text with one letter left out, doubled up with another, replaced, or swapped with its neighbour; `None` where no
/// word has two letters. Numbers stay as they are: another figure is another question.
#[must_use]
pub fn misspelled(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let words = words(&letters);
    let long: Vec<&(usize, usize)> = words.iter().filter(|(start, end)| end - start >= LEAST_LETTERS).collect();
    let mut chance = Chance::of(text);
    let (start, end) = match long.get(chance.below(long.len())) {
        Some(word) => **word,
        None => *words.iter().max_by_key(|(start, end)| end - start)?,
    };
    let at = start + chance.below(end - start);
    let other = chance.letter_other_than(letters.get(at).copied()?);
    match chance.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, other),
        2 => letters.splice(at..=at, [other]).for_each(drop),
        _ => swap(&mut letters, at.min(end - FEWEST_LETTERS)),
    }
    Some(letters.into_iter().collect())
}

/// Two letters that are the same can't be seen to change places, so one is left out.
fn swap(letters: &mut Vec<char>, at: usize) {
    if letters.get(at) == letters.get(at + 1) {
        letters.remove(at);
    } else {
        letters.swap(at, at + 1);
    }
}

/// Where the words begin and end that consist of at least two letters.
fn words(letters: &[char]) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = 0;
    for end in 0..=letters.len() {
        if letters.get(end).is_some_and(|letter| letter.is_alphanumeric()) {
            continue;
        }
        let word = letters.get(start..end).unwrap_or_default();
        if word.len() >= FEWEST_LETTERS && word.iter().all(|letter| letter.is_alphabetic()) {
            words.push((start, end));
        }
        start = end + 1;
    }
    words
}

/// A source of choices that look like chance and are not, by the algorithm `SplitMix64`.
struct Chance(u64);

impl Chance {
    /// Its own for each text, so that a new wording leaves the mistakes in the others alone.
    fn of(text: &str) -> Self {
        /// Offset basis and prime of the 64-bit FNV-1a hash.
        const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3);
        Self(SEED ^ text.bytes().fold(FNV.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV.1)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 where the bound is 0.
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound.max(1) as u64;
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    fn letter_other_than(&mut self, letter: char) -> char {
        let folded = letter.to_ascii_lowercase();
        let others: Vec<char> = ('a'..='z').filter(|other| *other != folded).collect();
        others.get(self.below(others.len())).copied().unwrap_or(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_mistakes_stay_the_same() {
        let check = |text: &str, expected: &str| assert_eq!(misspelled(text).as_deref(), Some(expected), "{text}");
        check("How heavy is a wren?", "How heavy is a rwen?");
        check("who went in 2024", "who wett in 2024");
        check("un hq", "un h");
        check("Сколько солдат", "Сколько содлат");
    }

    #[test]
    fn without_a_word_there_is_no_mistake() {
        for text in ["", "139?", "a 4th b2b", "???"] {
            assert_eq!(misspelled(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn exactly_one_letter_goes_wrong(text in "[A-Za-zé0-9 ?']{0,40}|\\PC{0,20}") {
            if let Some(wrong) = misspelled(&text) {
                // A swap of neighbours counts as one edit.
                prop_assert_eq!(strsim::osa_distance(&text, &wrong), 1, "{} {}", text, wrong);
            }
        }
    }
}
