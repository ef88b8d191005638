//! The words of a base as numbered terms. Words and phrases that the curator declared synonymous share one term, the
//! concept. Misspelt words are found in `typo`; what a term is worth is computed in `index`.

use rustc_hash::FxHashMap as HashMap;
use smol_str::{SmolStr, format_smolstr};

use super::MatchKind;
use super::typo::{Nearest, Speller};
use crate::knowledge::Synonym;
use crate::text::{Analysis, Analyzer, Commonness, Word};

/// A term's number in its lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TermId(pub u32);

/// The terms of a base.
#[derive(Debug)]
pub(super) struct Lexicon {
    ids: HashMap<SmolStr, TermId>,
    classes: Vec<Commonness>,
    concepts: HashMap<SmolStr, TermId>,
    phrases: HashMap<SmolStr, Vec<Phrase>>,
    /// For each stem, of the base or not, the terms of related words.
    related: HashMap<&'static str, Vec<TermId>>,
    speller: Speller,
}

/// Several words that stand for one concept.
#[derive(Debug)]
struct Phrase {
    stems: Vec<SmolStr>,
    concept: TermId,
}

/// One term as it stands in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TermUse {
    /// The term; `None` where the base does not know the word.
    pub term: Option<TermId>,
    /// Positions of the words it stands for, first and one past the last.
    pub words: (usize, usize),
    /// The stem; empty for a phrase, which has no related words.
    pub stem: SmolStr,
    /// How common the word is in English.
    pub commonness: Commonness,
    /// How it was recognised.
    pub by: MatchKind,
    /// The spelling in the base that it was taken for.
    pub taken_for: SmolStr,
    /// What share of a term's worth this use has: a part of a phrase counts less than the phrase.
    pub share: f32,
}

/// What a single word of a known phrase is worth beside the phrase itself, as a share. Small, because "security" alone
/// is far from "Security Council", but not nothing, because people shorten names.
pub(super) const PHRASE_PART_SHARE: f32 = 0.3;

impl Lexicon {
    /// A lexicon that knows the curator's synonyms and no text yet.
    #[must_use]
    pub(super) fn new(analyzer: &Analyzer, synonyms: &[Synonym]) -> Self {
        let mut lexicon = Self {
            ids: HashMap::default(),
            classes: Vec::new(),
            concepts: HashMap::default(),
            phrases: HashMap::default(),
            related: HashMap::default(),
            speller: Speller::default(),
        };
        for (number, group) in synonyms.iter().enumerate() {
            let concept = lexicon.insert(format_smolstr!("={number}"), Commonness::Common);
            for word in &group.words {
                lexicon.add_synonym(&analyzer.analyze(word), concept);
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.stems.len()));
        }
        lexicon
    }

    /// How many terms there are.
    #[must_use]
    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    /// How common the word behind a term is.
    #[must_use]
    pub(super) fn commonness(&self, term: TermId) -> Commonness {
        self.classes.get(term.0 as usize).copied().unwrap_or(Commonness::Unlisted)
    }

    /// Makes a term of a word of the base that was not met before.
    pub(super) fn learn(&mut self, word: &Word) -> TermId {
        self.speller.learn(&word.folded, &word.stem);
        let concept = self.concepts.get(&word.stem).copied();
        concept.unwrap_or_else(|| self.insert(word.stem.clone(), word.commonness))
    }

    /// Whether a phrase that stands for a concept may begin with the word of this stem.
    pub(super) fn begins_phrase(&self, stem: &str) -> bool {
        self.phrases.contains_key(stem)
    }

    /// Makes what was learned ready for questions, once all texts of the base are.
    pub(super) fn finish(&mut self, analyzer: &Analyzer) {
        self.learn_light_words(analyzer);
        self.learn_related(analyzer);
    }

    /// Adds the words that tell little as targets of typos, so that "frist" becomes "first" and not "frost".
    fn learn_light_words(&mut self, analyzer: &Analyzer) {
        for word in analyzer.light_words() {
            self.speller.learn(word, &analyzer.stem(word));
        }
        self.speller.sort();
    }

    /// Finds the terms of the base that are related to any word, once all its texts are learned.
    fn learn_related(&mut self, analyzer: &Analyzer) {
        let mut related: HashMap<&'static str, Vec<TermId>> = HashMap::default();
        for group in analyzer.related_stems() {
            let terms: Vec<(&str, Option<TermId>)> = group.split(' ').map(|stem| (stem, self.term(stem))).collect();
            for (stem, _) in &terms {
                let others = terms.iter().filter(|(other, _)| other != stem).filter_map(|(_, term)| *term);
                for other in others {
                    let known = related.entry(*stem).or_default();
                    if !known.contains(&other) {
                        known.push(other);
                    }
                }
            }
        }
        self.related = related;
    }

    /// The terms of the base that people use for this one, other than itself.
    pub(super) fn related(&self, used: &TermUse) -> impl Iterator<Item = TermId> + '_ {
        let own = used.term;
        let terms = self.related.get(used.stem.as_str()).map(Vec::as_slice).unwrap_or_default();
        terms.iter().copied().filter(move |term| Some(*term) != own)
    }

    /// The terms of the words that begin so; one may come twice.
    pub(super) fn beginning_with<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = TermId> + 'a {
        self.speller.beginning_with(folded).filter_map(|spelling| self.term(&spelling.stem))
    }

    fn term(&self, stem: &str) -> Option<TermId> {
        self.concepts.get(stem).or_else(|| self.ids.get(stem)).copied()
    }

    /// The terms of a text, typos forgiven if wanted.
    #[must_use]
    pub(super) fn read(&self, analysis: &Analysis, forgives_typos: bool) -> Vec<TermUse> {
        let mut uses = Vec::with_capacity(analysis.words.len());
        let words: Vec<Known> = analysis.words.iter().map(|word| self.recognise(word, forgives_typos)).collect();
        let mut next = 0;
        while next < words.len() {
            if let Some(phrase) = self.phrase_at(&words[next..]) {
                let end = next + phrase.stems.len();
                uses.push(Self::phrase_use(&words[next..end], (next, end), phrase.concept));
                uses.extend((next..end).map(|at| self.word_use(&words[at], at, PHRASE_PART_SHARE)));
                next = end;
            } else {
                uses.push(self.word_use(&words[next], next, 1.0));
                next += 1;
            }
        }
        uses
    }

    fn insert(&mut self, name: SmolStr, commonness: Commonness) -> TermId {
        if let Some(&id) = self.ids.get(&name) {
            return id;
        }
        let id = TermId(u32::try_from(self.classes.len()).unwrap_or(u32::MAX));
        self.ids.insert(name, id);
        self.classes.push(commonness);
        id
    }

    fn add_synonym(&mut self, analysis: &Analysis, concept: TermId) {
        for word in &analysis.words {
            self.speller.learn(&word.folded, &word.stem);
        }
        let stems: Vec<SmolStr> = analysis.words.iter().map(|word| word.stem.clone()).collect();
        match stems.as_slice() {
            [] => {}
            [stem] => {
                self.concepts.entry(stem.clone()).or_insert(concept);
            }
            [first, ..] => self.phrases.entry(first.clone()).or_default().push(Phrase { stems, concept }),
        }
    }

    fn knows(&self, stem: &str) -> bool {
        self.concepts.contains_key(stem) || self.ids.contains_key(stem) || self.phrases.contains_key(stem)
    }

    fn recognise(&self, word: &Word, forgives_typos: bool) -> Known {
        let is_plain = word.number.is_some() || word.commonness != Commonness::Unlisted || self.knows(&word.stem);
        let nearest = if is_plain || !forgives_typos { None } else { self.speller.nearest(&word.folded) };
        let (spelled, stem, by) = match nearest {
            Some(Nearest { spelling, edits }) => (&spelling.spelled, &spelling.stem, MatchKind::Typo(edits)),
            None => (&word.folded, &word.stem, MatchKind::Word),
        };
        Known { stem: stem.clone(), spelled: spelled.clone(), by, commonness: word.commonness }
    }

    fn phrase_at(&self, words: &[Known]) -> Option<&Phrase> {
        let candidates = self.phrases.get(&words.first()?.stem)?;
        candidates.iter().find(|phrase| {
            phrase.stems.len() <= words.len() && phrase.stems.iter().zip(words).all(|(stem, word)| *stem == word.stem)
        })
    }

    fn phrase_use(words: &[Known], span: (usize, usize), concept: TermId) -> TermUse {
        let spelled: Vec<&str> = words.iter().map(|word| &*word.spelled).collect();
        let edits = words.iter().map(|word| word.by.edits()).sum();
        let by = if edits == 0 { MatchKind::Synonym } else { MatchKind::Typo(edits) };
        TermUse {
            term: Some(concept),
            words: span,
            stem: SmolStr::default(),
            commonness: Commonness::Common,
            by,
            taken_for: spelled.join(" ").into(),
            share: 1.0,
        }
    }

    fn word_use(&self, word: &Known, at: usize, share: f32) -> TermUse {
        let term = self.term(&word.stem);
        let by = if self.concepts.contains_key(&word.stem) && word.by == MatchKind::Word {
            MatchKind::Synonym
        } else {
            word.by
        };
        let commonness = term.map_or(word.commonness, |term| self.commonness(term));
        TermUse {
            term,
            words: (at, at + 1),
            stem: word.stem.clone(),
            commonness,
            by,
            taken_for: word.spelled.clone(),
            share,
        }
    }
}

/// A written word after typos are forgiven.
struct Known {
    stem: SmolStr,
    spelled: SmolStr,
    by: MatchKind,
    commonness: Commonness,
}
