//! Runs of four letters inside words. They recognise what stems and typos miss: "legislators" beside "legislature",
//! two typos in a short word, another spelling of a name. What a gram is worth is learned in `likelihood`.

use super::lexicon::TermUse;
use super::score::Weights;

/// Four characters as one number, sixteen bits for each: of the characters beyond, two that share theirs are alike.
pub(super) type GramKey = u64;

/// Characters in a gram. Measured on five bases: 4 finds as much as 3, 4 and 5 together.
const N_GRAM: usize = 4;

/// Bits of a key that a character takes.
const BITS_OF_A_CHARACTER: u32 = 16;

/// The grams of a folded word, in order. The word's ends are marked by blanks; shorter words are filled with blanks.
pub(super) fn grams(folded: &str) -> impl Iterator<Item = GramKey> + '_ {
    let n_letters = folded.chars().count();
    let n_blanks = N_GRAM.saturating_sub(n_letters + 1).max(1);
    let padded = std::iter::once(' ').chain(folded.chars()).chain(std::iter::repeat_n(' ', n_blanks));
    let mut key = 0;
    let run = move |letter: char| {
        key = key << BITS_OF_A_CHARACTER | (u64::from(letter) & ((1 << BITS_OF_A_CHARACTER) - 1));
        key
    };
    padded.map(run).skip(N_GRAM - 1)
}

/// The grams of every word of a text as the base spells it, each weighted by what its word's class can tell.
pub(super) fn gram_keys<'a>(uses: &'a [TermUse], weights: &'a Weights) -> impl Iterator<Item = (GramKey, f32)> + 'a {
    let words = uses.iter().filter(|used| used.words.1 == used.words.0 + 1);
    words.flat_map(|used| {
        let weight = weights.of_grams(used.commonness);
        grams(&used.taken_for).map(move |gram| (gram, weight))
    })
}

#[cfg(test)]
mod tests {
    use super::grams;

    #[test]
    fn a_word_is_cut_into_runs_of_four_with_its_ends_marked() {
        let check = |word: &str, expected: &[&str]| {
            let letter =
                |key: u64, at: u32| char::from_u32((key >> (16 * (3 - at)) & 0xffff) as u32).expect("a letter");
            let found: Vec<String> = grams(word).map(|key| (0..4).map(|at| letter(key, at)).collect()).collect();
            assert_eq!(found, expected, "{word}");
        };
        check("medal", &[" med", "meda", "edal", "dal "]);
        check("un", &[" un "]);
        check("a", &[" a  "]);
        check("", &["    "]);
        check("день", &[" ден", "день", "ень "]);
    }
}
