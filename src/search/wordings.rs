//! Every stored wording as a vector of its words and pairs of neighbours: what each is
//! worth, and what a question's are worth beside them. An entry's wordings are compared in `close_look`.

use super::features::{self, Numbers, Question};
use super::lexicon::{TermId, TermUse};
use super::pairs::{PairKey, pairs_of, stored_pairs};
use super::postings::place;
use super::score::weight_of_count;
use super::sparse_sum::SparseSum;
use super::texts::{StoredTerm, Texts};

/// The wordings of a base.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    n_wordings: usize,
    /// How many wordings have each term, and each pair by its number among the pairs.
    n_with_term: Vec<u32>,
    n_with_pair: Vec<u32>,
    /// For each text 1 over the length of its vector; 0 where it is no wording.
    scales: Vec<f32>,
}

/// A question as words and pairs, as wordings are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct AskedWords {
    /// Its terms that wordings have, each once.
    pub(super) terms: Vec<(TermId, Weighed)>,
    /// Its pairs that wordings have, by key.
    pub(super) pairs: Vec<(PairKey, Weighed)>,
    /// The length of the known part beside the length of the whole question, 0 to 1.
    pub(super) known_part: f32,
}

/// What a feature of the question adds to a wording that has it, before the wording's own length is divided out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Weighed {
    /// To the cosine.
    pub(super) product: f32,
    /// To the covered share.
    pub(super) square: f32,
}

impl Weighed {
    /// Adds what another feature adds.
    pub(super) fn add(&mut self, other: Self) {
        self.product += other.product;
        self.square += other.square;
    }
}

impl Wordings {
    /// Reads the wordings of each entry; a pair beyond the known ones counts nothing.
    pub(super) fn learn(n_terms: usize, pairs: &Numbers, texts: &Texts) -> Self {
        let wordings = || (0..texts.n_entries()).flat_map(|entry| texts.wordings(entry));
        let mut read = Self {
            n_wordings: wordings().count(),
            n_with_term: vec![0; n_terms],
            n_with_pair: vec![0; pairs.len()],
            scales: vec![0.0; texts.len()],
        };
        let mut sums = [SparseSum::default(), SparseSum::default()];
        for text in wordings() {
            let [terms, pairs] = counted(texts.terms(text), pairs, &mut sums);
            for (counts, sum) in [(&mut read.n_with_term, terms), (&mut read.n_with_pair, pairs)] {
                for (number, _) in sum.iter() {
                    if let Some(count) = counts.get_mut(number as usize) {
                        *count += 1;
                    }
                }
            }
        }
        let rarities = |counts: &[u32]| -> Vec<f32> { counts.iter().map(|with| read.rarity(*with)).collect() };
        let rarities = [rarities(&read.n_with_term), rarities(&read.n_with_pair)];
        for text in wordings() {
            let sums = counted(texts.terms(text), pairs, &mut sums);
            let squares = sums.iter().zip(&rarities).flat_map(|(sum, rarities)| {
                sum.iter().map(|(number, count)| (count * rarities.get(number as usize).copied().unwrap_or_default()).powi(2))
            });
            let length = squares.sum::<f32>().sqrt();
            if let Some(scale) = read.scales.get_mut(text).filter(|_| length > 0.0) {
                *scale = 1.0 / length;
            }
        }
        read
    }

    /// A question as words and pairs; `number` finds a pair of the base.
    pub(super) fn question(&self, uses: &[TermUse], number: impl Fn(PairKey) -> Option<u32>) -> AskedWords {
        let whole = uses.iter().filter(|used| used.share >= 1.0);
        let mut terms: Vec<(u32, f32)> = whole.filter_map(|used| Some((used.term?.0, 1.0))).collect();
        features::add_up(&mut terms);
        let mut pairs: Vec<PairKey> = pairs_of(uses).collect();
        pairs.sort_unstable();
        let mut asked = AskedWords::default();
        let (mut known, mut rarities, mut n_unknown) = (Vec::new(), Vec::new(), 0.0);
        let mut note = |n_with: Option<u32>, times: f32| match n_with.filter(|with| *with > 0) {
            Some(with) => {
                let rarity = self.rarity(with);
                known.push((place(known.len()), times * rarity));
                rarities.push(rarity);
                true
            }
            None => {
                n_unknown += times;
                false
            }
        };
        for (term, times) in terms {
            if note(self.n_with_term.get(term as usize).copied(), times) {
                asked.terms.push((TermId(term), Weighed::default()));
            }
        }
        for same in pairs.chunk_by(|a, b| a == b) {
            let Some(key) = same.first() else { continue };
            let n_with = number(*key).and_then(|number| self.n_with_pair.get(number as usize).copied());
            if note(n_with, weight_of_count(same.len())) {
                asked.pairs.push((*key, Weighed::default()));
            }
        }
        let unseen = self.rarity(0);
        let question = Question::scaled(known, n_unknown * unseen, unseen);
        let weighed = asked.terms.iter_mut().map(|(_, weighed)| weighed);
        let weighed = weighed.chain(asked.pairs.iter_mut().map(|(_, weighed)| weighed));
        for ((weighed, (_, weight)), rarity) in weighed.zip(&question.known).zip(rarities) {
            *weighed = Weighed { product: weight * rarity, square: rarity * rarity };
        }
        asked.known_part = question.known_part;
        asked
    }

    /// What 1 over the length of a wording's vector is.
    pub(super) fn scale(&self, wording: usize) -> f32 {
        self.scales.get(wording).copied().unwrap_or_default()
    }

    fn rarity(&self, n_with: u32) -> f32 {
        features::rarity(self.n_wordings, n_with)
    }
}

/// How often each term and each pair stands in a text.
fn counted<'a>(terms: &[StoredTerm], pairs: &Numbers, sums: &'a mut [SparseSum; 2]) -> [&'a SparseSum; 2] {
    let [of_terms, of_pairs] = sums;
    of_terms.clear();
    of_pairs.clear();
    for term in terms.iter().filter(|term| term.is_whole()) {
        of_terms.add(term.id().0, 1.0);
    }
    for number in stored_pairs(terms).filter_map(|key| pairs.known(key)) {
        of_pairs.add(number, 1.0);
    }
    [of_terms, of_pairs]
}
