//! Runs of four letters inside words. They recognise what stems and typos miss: "legislators" beside "legislature",
//! two typos in a short word, another spelling of a name. What a gram is worth is learned in `likelihood`.

use super::lexicon::TermUse;
use super::score::Weights;

/// Four characters of a word, the word's ends marked by blanks; shorter words are filled with blanks.
pub(super) type Gram = [char; N_GRAM];

/// Characters in a gram. Measured on five bases: 4 finds as much as 3, 4 and 5 together.
pub(super) const N_GRAM: usize = 4;

/// The grams of a folded word, in order.
pub(super) fn grams(folded: &str) -> impl Iterator<Item = Gram> {
    let mut padded = Vec::with_capacity(folded.len() + 2);
    padded.push(' ');
    padded.extend(folded.chars());
    padded.push(' ');
    while padded.len() < N_GRAM {
        padded.push(' ');
    }
    let n_grams = padded.len() + 1 - N_GRAM;
    (0..n_grams).filter_map(move |at| padded.get(at..at + N_GRAM).and_then(|gram| gram.try_into().ok()))
}

/// The grams of every word of a text as the base spells it, each weighted by what its word's class can tell.
pub(super) fn gram_keys(uses: &[TermUse], weights: &Weights) -> impl Iterator<Item = (Gram, f32)> {
    let words = uses.iter().filter(|used| used.words.1 == used.words.0 + 1);
    let keys = words.flat_map(|used| {
        let weight = weights.of_grams(used.commonness);
        grams(&used.taken_for).map(move |gram| (gram, weight))
    });
    keys.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::grams;

    #[test]
    fn a_word_is_cut_into_runs_of_four_with_its_ends_marked() {
        let check = |word: &str, expected: &[&str]| {
            let found: Vec<String> = grams(word).map(|gram| gram.iter().collect()).collect();
            assert_eq!(found, expected, "{word}");
        };
        check("medal", &[" med", "meda", "edal", "dal "]);
        check("un", &[" un "]);
        check("a", &[" a  "]);
        check("", &["    "]);
    }
}
