//! Other words for what a text says: the curator's synonyms, which mean the same, and related words of English, which
//! come near. A statement may use them where its source uses others.

use std::collections::HashMap;

use crate::knowledge::Synonym;
use crate::text::{Analysis, Analyzer};

/// The stems of a word or phrase.
pub(super) type Stems = Vec<String>;

/// Which words can stand for which.
#[derive(Debug)]
pub(super) struct Equivalents {
    /// For the first stem of each synonym all synonyms that begin so, the longest first, with their groups.
    phrases: HashMap<String, Vec<(Stems, usize)>>,
    /// The members of each group.
    groups: Vec<Vec<Stems>>,
    /// For each stem those of related words.
    related: HashMap<&'static str, Vec<&'static str>>,
}

impl Equivalents {
    /// What the synonyms of a base and the built-in list of related words say.
    pub(super) fn new(analyzer: &Analyzer, synonyms: &[Synonym]) -> Self {
        let stems = |text: &String| -> Stems {
            analyzer.analyze(text).words.into_iter().map(|word| word.stem.to_string()).collect()
        };
        let groups: Vec<Vec<Stems>> =
            synonyms.iter().map(|synonym| synonym.words.iter().map(stems).collect()).collect();
        let mut phrases: HashMap<String, Vec<(Stems, usize)>> = HashMap::new();
        for (number, group) in groups.iter().enumerate() {
            for member in group {
                if let Some(first) = member.first() {
                    phrases.entry(first.clone()).or_default().push((member.clone(), number));
                }
            }
        }
        let mut related: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for group in analyzer.related_stems() {
            for stem in group.split(' ') {
                related.entry(stem).or_default().extend(group.split(' ').filter(|other| *other != stem));
            }
        }
        Self { phrases, groups, related }
    }

    /// For each word of a text what can stand in its place by the curator's word: whole phrases for whole phrases.
    pub(super) fn of_words(&self, analysis: &Analysis) -> Vec<Vec<&Stems>> {
        let mut others: Vec<Vec<&Stems>> = vec![Vec::new(); analysis.words.len()];
        for (at, word) in analysis.words.iter().enumerate() {
            for (phrase, group) in self.phrases.get(word.stem.as_str()).into_iter().flatten() {
                let here = analysis.words.get(at..at + phrase.len()).unwrap_or_default();
                if here.is_empty() || here.iter().zip(phrase).any(|(word, stem)| word.stem != *stem) {
                    continue;
                }
                for list in others.iter_mut().skip(at).take(phrase.len()) {
                    list.extend(self.groups.get(*group).into_iter().flatten());
                }
            }
        }
        others
    }

    /// Stems that come near this one in any subject.
    pub(super) fn related(&self, stem: &str) -> &[&'static str] {
        self.related.get(stem).map(Vec::as_slice).unwrap_or_default()
    }
}
