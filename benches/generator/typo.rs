//! Slips of the hand: a letter left out, doubled, exchanged for another or swapped with its neighbour.

use super::random::Random;
use super::vocabulary::Vocabulary;

/// The shortest word that gets a slip, in letters: in shorter ones nobody could tell what was meant.
pub const SHORTEST: usize = 5;

/// The word with one slip behind its first letter. It is no other word of the vocabulary: that would be another question.
pub fn mistyped(word: &str, vocabulary: &Vocabulary, random: &mut Random) -> String {
    loop {
        let mut letters: Vec<u8> = word.bytes().collect();
        let at = 1 + random.below(letters.len() - 1);
        let letter = b'a' + u8::try_from(random.below(26)).expect("a letter is a byte");
        match random.below(4) {
            0 => _ = letters.remove(at),
            1 => letters.insert(at, letters[at]),
            2 => letters[at] = letter,
            _ if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => letters.swap(at - 1, at),
        }
        let slipped = String::from_utf8(letters).expect("letters are ASCII");
        if slipped != word && slipped.as_bytes()[0] == word.as_bytes()[0] && !vocabulary.knows(&slipped) {
            return slipped;
        }
    }
}
