//! The wordings of all facts as words, and which fact knows which word: what it takes to see that a wording stands with
//! the wrong fact. What follows from it is decided in `margin_gate` and `near_duplicates`.

use std::collections::{BTreeSet, HashMap};

use crate::knowledge::{Loaded, Origin};
use crate::text::{Analysis, Analyzer, Commonness};

/// A wording with its owner and its words.
#[derive(Debug)]
pub(super) struct StoredWording<'base> {
    pub(super) text: &'base str,
    /// Position of the fact that it is to find.
    pub(super) fact: usize,
    /// Position among [`crate::knowledge::Fact::also_asked`]; `None` for the question.
    pub(super) also_asked: Option<usize>,
    pub(super) place: Origin,
    pub(super) analysis: Analysis,
}

impl StoredWording<'_> {
    /// The stems that tell something, each once.
    fn telling(&self) -> BTreeSet<&str> {
        telling(&self.analysis)
    }
}

/// All wordings of a base.
#[derive(Debug)]
pub(super) struct StoredWordings<'base> {
    pub(super) all: Vec<StoredWording<'base>>,
    /// For each telling stem the facts that know it, with the number of their texts that do.
    facts_by_stem: HashMap<String, HashMap<usize, usize>>,
    n_facts: usize,
}

impl<'base> StoredWordings<'base> {
    pub(super) fn of(loaded: &'base Loaded, analyzer: &Analyzer) -> Self {
        let facts = &loaded.knowledge.facts;
        let mut all = Vec::new();
        let mut facts_by_stem: HashMap<String, HashMap<usize, usize>> = HashMap::new();
        for ((fact, places), number) in facts.iter().zip(&loaded.places.facts).zip(0..) {
            let places = std::iter::once(places.question).chain(places.also_asked.iter().copied());
            let wordings = fact.wordings().zip(places).enumerate().map(|(at, (text, place))| StoredWording {
                text,
                fact: number,
                also_asked: at.checked_sub(1),
                place: Origin::new(&fact.origin.file, place),
                analysis: analyzer.analyze(text),
            });
            let first = all.len();
            all.extend(wordings);
            let others = std::iter::once(&fact.answer).chain(&fact.keywords).map(|text| analyzer.analyze(text));
            let others: Vec<Analysis> = others.collect();
            let of_fact = all.iter().skip(first).map(|wording: &StoredWording<'_>| &wording.analysis);
            for stem in of_fact.chain(&others).flat_map(telling) {
                match facts_by_stem.get_mut(stem) {
                    Some(known) => *known.entry(number).or_default() += 1,
                    None => drop(facts_by_stem.insert(stem.to_owned(), HashMap::from([(number, 1)]))),
                }
            }
        }
        Self { all, facts_by_stem, n_facts: facts.len() }
    }

    /// How much more of a wording the fact that pulls hardest at it knows than its owner: the worth of the words that the
    /// rival knows, less that of those which the owner knows without this wording. Each word is worth the logarithm of its
    /// rarity among the facts.
    pub(super) fn strongest_lead(&self, wording: &StoredWording<'_>) -> f32 {
        let (mut of_owner, mut of_rivals) = (0.0_f32, HashMap::<usize, f32>::new());
        for stem in wording.telling() {
            let Some(known) = self.facts_by_stem.get(stem) else { continue };
            let worth = self.worth(known.len());
            for (&fact, &count) in known {
                if fact != wording.fact {
                    *of_rivals.entry(fact).or_default() += worth;
                } else if count > 1 {
                    of_owner += worth;
                }
            }
        }
        // A word's worth is never below zero, so a fact that knows none of them leads least.
        of_rivals.into_values().fold(0.0, f32::max) - of_owner
    }

    /// How much more of a wording one other fact knows than its owner, as [`Self::strongest_lead`] counts it.
    pub(super) fn lead(&self, wording: &StoredWording<'_>, rival: usize) -> f32 {
        let known = wording.telling().into_iter().filter_map(|stem| self.facts_by_stem.get(stem));
        let lead = known.map(|known| {
            let of_owner = known.get(&wording.fact).is_some_and(|&count| count > 1);
            let of_rival = known.contains_key(&rival);
            f32::from(i8::from(of_rival) - i8::from(of_owner)) * self.worth(known.len())
        });
        lead.sum()
    }

    #[expect(clippy::cast_precision_loss, reason = "a base has far fewer facts than f32 has exact integers")]
    fn worth(&self, n_knowing: usize) -> f32 {
        (self.n_facts as f32 / n_knowing.max(1) as f32).ln_1p()
    }
}

fn telling(analysis: &Analysis) -> BTreeSet<&str> {
    let words = analysis.words.iter().filter(|word| word.commonness > Commonness::Filler);
    words.map(|word| word.stem.as_str()).collect()
}
