//! Every stored wording as a vector of its words and pairs of neighbours: how close a question comes
//! to each wording of an entry. Which entries are worth looking at is found in `searcher` first.

use super::features::{self, Question};
use super::grouped::{place, span};
use super::lexicon::{TermId, TermUse};
use super::occurrences::{NO_WORDING, Occurrences};
use super::pairs::{PairKey, PairsOfTexts, pairs_of};
use super::sparse_sum::SparseSum;
use super::texts::{StoredTerm, Texts};

/// The wordings of a base.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    n_texts: usize,
    /// How many wordings have each term, and each pair by its number among the pairs.
    n_with_term: Vec<u32>,
    n_with_pair: Vec<u32>,
    /// Where the wordings of each entry end.
    entry_ends: Vec<u32>,
    /// For each wording 1 over the length of its vector.
    scales: Vec<f32>,
    /// In which wordings of each entry its terms stand.
    terms: Occurrences,
    /// The same of its pairs, by number.
    pairs: Occurrences,
}

/// A question as words and pairs, as wordings are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct AskedWords {
    /// Its terms that wordings have, each once.
    terms: Vec<(u32, Weighed)>,
    /// Its pairs that wordings have, by number.
    pairs: Vec<(u32, Weighed)>,
    /// The length of the known part beside the length of the whole question, 0 to 1.
    pub(super) known_part: f32,
}

/// What a feature of the question adds to a wording that has it, before the wording's own length is divided out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Weighed {
    /// To the cosine.
    product: f32,
    /// To the covered share.
    square: f32,
}

/// How close a question comes to the wordings of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Closest {
    /// Cosine of the question and the closest wording, 0 to 1.
    pub(super) cosine: f32,
    /// Which wording that is, counted from the canonical one.
    pub(super) wording: usize,
    /// The largest share of any wording, by squared weight, that stands in the question, 0 to 1.
    pub(super) covered: f32,
}

impl Wordings {
    /// Reads the wordings of each entry; a pair beyond the known ones counts nothing.
    pub(super) fn learn(n_terms: usize, n_pairs: usize, pairs: &PairsOfTexts, texts: &Texts) -> Self {
        let mut read = Self { n_with_term: vec![0; n_terms], n_with_pair: vec![0; n_pairs], ..Self::default() };
        let mut sums = [SparseSum::default(), SparseSum::default()];
        for entry in 0..texts.n_entries() {
            for text in texts.wordings(entry) {
                let [terms, pairs] = counted(texts.terms(text), pairs.of(text), &mut sums);
                count(terms, &mut read.n_with_term);
                count(pairs, &mut read.n_with_pair);
                read.n_texts += 1;
            }
            read.entry_ends.push(place(read.n_texts));
            read.note_occurrences(entry, pairs, texts);
        }
        let rarities = |counts: &[u32]| -> Vec<f32> { counts.iter().map(|with| read.rarity(*with)).collect() };
        let rarities = [rarities(&read.n_with_term), rarities(&read.n_with_pair)];
        read.scales = Vec::with_capacity(read.n_texts);
        for text in (0..texts.n_entries()).flat_map(|entry| texts.wordings(entry)) {
            let sums = counted(texts.terms(text), pairs.of(text), &mut sums);
            let length =
                sums.iter().zip(&rarities).map(|(sum, rarities)| squared_length(sum, rarities)).sum::<f32>().sqrt();
            read.scales.push(1.0 / length.max(f32::MIN_POSITIVE));
        }
        read.terms.shrink();
        read.pairs.shrink();
        read
    }

    fn note_occurrences(&mut self, entry: usize, pairs: &PairsOfTexts, texts: &Texts) {
        let mut of_terms = Vec::new();
        let mut of_pairs = Vec::new();
        let wordings = texts.wordings(entry);
        for text in texts.of(entry) {
            let number = text.checked_sub(wordings.start).filter(|_| wordings.contains(&text));
            let number = number.and_then(|number| u16::try_from(number).ok()).unwrap_or(NO_WORDING);
            let terms = texts.terms(text);
            of_terms.extend(terms.iter().map(|term| (term.id().0, if term.is_whole() { number } else { NO_WORDING })));
            if number != NO_WORDING {
                of_pairs.extend(pairs.of(text).iter().map(|pair| (*pair, number)));
            }
        }
        self.terms.push(of_terms);
        self.pairs.push(of_pairs);
    }

    /// A question as words and pairs; `number` finds a pair of the base.
    pub(super) fn question(&self, uses: &[TermUse], number: impl Fn(PairKey) -> Option<u32>) -> AskedWords {
        let whole = uses.iter().filter(|used| used.share >= 1.0);
        let mut terms: Vec<(u32, f32)> = whole.filter_map(|used| Some((used.term?.0, 1.0))).collect();
        features::add_up(&mut terms);
        let mut n_unknown = 0.0;
        let mut pairs: Vec<(u32, f32)> = Vec::with_capacity(terms.len() + 1);
        for key in pairs_of(uses) {
            match number(key) {
                Some(number) => pairs.push((number, 1.0)),
                None => n_unknown += 1.0,
            }
        }
        features::add_up(&mut pairs);
        n_unknown += self.weigh(&mut terms, &self.n_with_term) + self.weigh(&mut pairs, &self.n_with_pair);
        let unseen = self.rarity(0);
        let n_terms = terms.len();
        let question = Question::scaled([terms.as_slice(), &pairs].concat(), n_unknown * unseen, unseen);
        let (weights_of_terms, weights_of_pairs) = question.known.split_at(n_terms.min(question.known.len()));
        let weighed = |weights: &[(u32, f32)], counts: &[u32]| {
            let weighed = |(number, weight): &(u32, f32)| {
                let rarity = self.rarity(counts.get(*number as usize).copied().unwrap_or_default());
                (*number, Weighed { product: weight * rarity, square: rarity * rarity })
            };
            weights.iter().map(weighed).collect()
        };
        AskedWords {
            terms: weighed(weights_of_terms, &self.n_with_term),
            pairs: weighed(weights_of_pairs, &self.n_with_pair),
            known_part: question.known_part,
        }
    }

    /// Weighs counted features by their rarity. Those that no wording has are taken out, and how many they were comes back.
    fn weigh(&self, counted: &mut Vec<(u32, f32)>, counts: &[u32]) -> f32 {
        let mut n_unknown = 0.0;
        counted.retain_mut(|(number, count)| {
            let n_with = counts.get(*number as usize).copied().unwrap_or_default();
            if n_with == 0 {
                n_unknown += *count;
            }
            *count *= self.rarity(n_with);
            n_with > 0
        });
        n_unknown
    }

    /// How close a question comes to each wording of an entry; every cosine is handed out, and the closest comes back.
    /// `sums` is memory that need not be asked for anew.
    pub(super) fn closest(
        &self,
        entry: usize,
        asked: &AskedWords,
        sums: &mut Vec<Weighed>,
        mut near: impl FnMut(f32),
    ) -> Closest {
        let wordings = span(&self.entry_ends, entry);
        sums.clear();
        sums.resize(wordings.len(), Weighed::default());
        for (features, occurrences) in [(&asked.terms, &self.terms), (&asked.pairs, &self.pairs)] {
            for (feature, weighed) in features {
                for wording in occurrences.of(entry, *feature).unwrap_or_default() {
                    if let Some(sum) = sums.get_mut(usize::from(*wording)) {
                        sum.product += weighed.product;
                        sum.square += weighed.square;
                    }
                }
            }
        }
        let mut closest = Closest::default();
        let scales = self.scales.get(wordings).unwrap_or_default();
        for (at, (sum, scale)) in sums.iter().zip(scales).enumerate() {
            let cosine = sum.product * scale;
            closest.covered = closest.covered.max(sum.square * scale * scale);
            if cosine > closest.cosine {
                (closest.cosine, closest.wording) = (cosine, at);
            }
            near(cosine);
        }
        closest
    }

    /// In how many wordings of an entry a term stands; `None` where it doesn't stand in the entry at all.
    pub(super) fn n_with(&self, entry: usize, term: TermId) -> Option<usize> {
        self.terms.of(entry, term.0).map(<[u16]>::len)
    }

    fn rarity(&self, n_with: u32) -> f32 {
        features::rarity(self.n_texts, n_with)
    }
}

/// How often each term and each pair stands in a text.
fn counted<'a>(terms: &[StoredTerm], pairs: &[u32], sums: &'a mut [SparseSum; 2]) -> [&'a SparseSum; 2] {
    let [of_terms, of_pairs] = sums;
    of_terms.clear();
    of_pairs.clear();
    for term in terms.iter().filter(|term| term.is_whole()) {
        of_terms.add(term.id().0, 1.0);
    }
    for number in pairs {
        of_pairs.add(*number, 1.0);
    }
    [of_terms, of_pairs]
}

fn count(text: &SparseSum, counts: &mut [u32]) {
    for (number, _) in text.iter() {
        if let Some(count) = counts.get_mut(number as usize) {
            *count += 1;
        }
    }
}

fn squared_length(text: &SparseSum, rarities: &[f32]) -> f32 {
    let weight = |number: u32, count: f32| count * rarities.get(number as usize).copied().unwrap_or_default();
    text.iter().map(|(number, count)| weight(number, count).powi(2)).sum()
}
