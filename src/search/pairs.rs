//! Pairs of neighbouring terms, the ends of a text included: they tell "command praised" from "praise for commanders".
//! What a pair is worth is learned in `likelihood`.

use super::features::Numbers;
use super::grouped::{Grouped, place};
use super::lexicon::{TermId, TermUse};
use super::texts::{StoredTerm, Texts};

/// Two neighbours as one number: the left one in the higher half.
pub(super) type PairKey = u64;

/// What stands beside the first and the last term.
const END: u64 = 0;

/// The pairs of every text of a base by number, looked up once.
#[derive(Debug, Default)]
pub(super) struct PairsOfTexts(Grouped<u32>);

impl PairsOfTexts {
    /// Numbers the pairs of all texts; those of answers that stand nowhere else have none.
    pub(super) fn new(texts: &Texts) -> (Numbers, Self) {
        let asked = (0..texts.n_entries()).flat_map(|entry| texts.but_answer(entry));
        let numbers = Numbers::new(asked.flat_map(|text| stored_pairs(texts.terms(text))).collect());
        let mut rows = Grouped::default();
        for text in 0..texts.len() {
            rows.push(stored_pairs(texts.terms(text)).filter_map(|key| numbers.known(key)));
        }
        (numbers, Self(rows))
    }

    /// The pairs of a text, in order.
    pub(super) fn of(&self, text: usize) -> &[u32] {
        self.0.of(place(text))
    }
}

fn stored_pairs(terms: &[StoredTerm]) -> impl Iterator<Item = PairKey> + '_ {
    pairs(terms.iter().filter(|term| term.is_whole()).map(|term| Some(side(term.id()))))
}

/// The pairs of a question. Parts of a phrase are left out: the phrase stands for them. A pair with a word that the base
/// does not know is no pair.
pub(super) fn pairs_of(uses: &[TermUse]) -> impl Iterator<Item = PairKey> + '_ {
    pairs(uses.iter().filter(|used| used.share >= 1.0).map(|used| used.term.map(side)))
}

fn pairs(sides: impl Iterator<Item = Option<u64>>) -> impl Iterator<Item = PairKey> {
    let mut left = Some(END);
    let pair = move |right: Option<u64>| {
        let before = std::mem::replace(&mut left, right);
        Some(before? << 32 | right?)
    };
    sides.chain([Some(END)]).filter_map(pair)
}

/// A term as one side of a pair.
fn side(term: TermId) -> u64 {
    u64::from(term.0) + 1
}
