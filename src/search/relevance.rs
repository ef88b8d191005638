//! How well an entry as a whole speaks of the question's terms: BM25 over entries (Robertson, Zaragoza: The Probabilistic
//! Relevance Framework, 2009). How it is put together with the likelihoods is in `score`.

use super::grouped::place;
use super::postings::{MOST_POSTINGS, Posting, Postings};
use super::score::weight_of_count;
use super::sparse_sum::SparseSum;
use super::texts::Texts;

/// The model.
#[derive(Debug, Default)]
pub(super) struct Relevance {
    /// For each term and entry what one occurrence in a question adds.
    impacts: Postings,
    /// How many entries have each term.
    n_entries_with: Vec<u32>,
    /// For each entry how much its length discounts its occurrences.
    discounts: Vec<f32>,
}

/// How soon more occurrences of a term stop to count (k1); the textbook's value, and best measured.
const SATURATION: f32 = 1.2;
/// How much a long entry's occurrences are discounted, 0 to 1 (b); the textbook's value, and best measured.
const LENGTH_DISCOUNT: f32 = 0.75;
/// What an occurrence in the answer counts beside one in a wording: people ask in other words than curators answer.
pub(super) const ANSWER_SHARE: f32 = 0.1;

impl Relevance {
    /// Learns from the texts of each entry.
    pub(super) fn learn(n_terms: usize, texts: &Texts) -> Self {
        let (mut terms, mut counts) = (Vec::new(), Vec::new());
        let mut lengths = Vec::with_capacity(texts.n_entries());
        let mut of_entry = SparseSum::default();
        for entry in 0..texts.n_entries() {
            let but_answer = texts.but_answer(entry);
            for text in texts.of(entry) {
                let share = if but_answer.contains(&text) { 1.0 } else { ANSWER_SHARE };
                for term in texts.terms(text) {
                    of_entry.add(term.id().0, share * term.share());
                }
            }
            lengths.push(of_entry.iter().map(|(_, count)| count).sum::<f32>());
            let place = place(entry);
            terms.extend(of_entry.iter().map(|(term, _)| term));
            counts.extend(of_entry.iter().map(|(_, count)| Posting { place, strength: count }));
            of_entry.clear();
        }
        let mean_length = lengths.iter().sum::<f32>() / weight_of_count(lengths.len().max(1));
        let discount = |length: &f32| {
            SATURATION * (1.0 - LENGTH_DISCOUNT + LENGTH_DISCOUNT * length / mean_length.max(f32::MIN_POSITIVE))
        };
        let mut learned = Self {
            impacts: Postings::new(n_terms, &terms, &counts),
            n_entries_with: Vec::with_capacity(n_terms),
            discounts: lengths.iter().map(discount).collect(),
        };
        drop((terms, counts));
        learned.weigh();
        learned.impacts.keep_strongest(MOST_POSTINGS);
        learned
    }

    /// Turns the counts of every list into impacts.
    fn weigh(&mut self) {
        let (discounts, n_entries_with) = (&self.discounts, &mut self.n_entries_with);
        self.impacts.map_lists(|list| {
            n_entries_with.push(place(list.len()));
            let rarity = rarity(discounts.len(), list.len());
            for posting in list {
                let discount = discounts.get(posting.place as usize).copied().unwrap_or_default();
                posting.strength = impact(posting.strength, rarity, discount);
            }
        });
    }

    /// The entries that have a term, each with what one occurrence in a question adds; of a very common term the strongest
    /// alone.
    pub(super) fn of(&self, term: u32) -> &[Posting] {
        self.impacts.of(term)
    }

    /// Whether an entry is listed under a term.
    pub(super) fn has(&self, term: u32, entry: usize) -> bool {
        self.of(term).binary_search_by_key(&place(entry), |posting| posting.place).is_ok()
    }

    /// How many entries have a term.
    pub(super) fn n_entries_with(&self, term: u32) -> usize {
        self.n_entries_with.get(term as usize).copied().unwrap_or_default() as usize
    }

    /// Whether the entries of a term are too many for all of them to be listed.
    pub(super) fn is_cut(&self, term: u32) -> bool {
        self.n_entries_with(term) > MOST_POSTINGS
    }

    /// What one occurrence of a term in a question adds to an entry that has so many of it.
    pub(super) fn impact(&self, term: u32, count: f32, entry: usize) -> f32 {
        let discount = self.discounts.get(entry).copied().unwrap_or_default();
        impact(count, rarity(self.discounts.len(), self.n_entries_with(term)), discount)
    }
}

fn rarity(n_entries: usize, n_with: usize) -> f32 {
    let (n_entries, n_with) = (weight_of_count(n_entries), weight_of_count(n_with));
    (1.0 + (n_entries - n_with + 0.5) / (n_with + 0.5)).ln()
}

fn impact(count: f32, rarity: f32, discount: f32) -> f32 {
    count * rarity * (SATURATION + 1.0) / (count + discount)
}

#[cfg(test)]
mod tests {
    use super::Relevance;
    use crate::search::lexicon::Lexicon;
    use crate::search::texts::Texts;
    use crate::text::Analyzer;

    #[test]
    fn a_rare_term_counts_more_and_a_repeated_one_not_much_more() {
        let analyzer = Analyzer::english();
        let mut lexicon = Lexicon::new(&analyzer, &[]);
        let mut texts = Texts::default();
        for text in ["lamp mirror", "lamp tower", "lamp tower tower tower tower tower tower"] {
            let analysis = analyzer.analyze(text);
            analysis.words.iter().for_each(|word| _ = lexicon.learn(word));
            texts.push(&lexicon.read(&analysis, true));
            texts.push(&[]);
            texts.end_entry(1);
        }
        let relevance = Relevance::learn(lexicon.len(), &texts);
        let of = |word: &str| -> Vec<(u32, f32)> {
            let term = lexicon.read(&analyzer.analyze(word), true)[0].term.expect("a word of the base");
            relevance.of(term.0).iter().map(|posting| (posting.place, posting.strength)).collect()
        };
        let [(0, common), ..] = of("lamp")[..] else { panic!("all have it") };
        let [(0, rare)] = of("mirror")[..] else { panic!("one has it") };
        assert!(rare > 2.0 * common);
        let [(1, once), (2, six_times)] = of("tower")[..] else { panic!("two have it") };
        assert!(once < six_times && six_times < 3.0 * once, "{once} {six_times}");
        assert_eq!(relevance.of(9), []);
    }
}
