//! A curator's text beside the sentences that it rests on: which of its words they hold, and how. What that means for the
//! text is decided by the gates.

use crate::text::{Analysis, Analyzer, Commonness, Word};

use super::equivalents::{Equivalents, Stems};
use super::fingerprint::SentencePrint;

/// What all texts of a base are held against.
#[derive(Debug)]
pub(super) struct Ground<'base> {
    pub(super) analyzer: &'base Analyzer,
    pub(super) equivalents: &'base Equivalents,
}

/// A text, read.
#[derive(Debug)]
pub(super) struct Statement<'base> {
    pub(super) text: &'base str,
    pub(super) analysis: Analysis,
    /// For each word what may stand in its place.
    others: Vec<Vec<&'base Stems>>,
    equivalents: &'base Equivalents,
}

impl<'base> Statement<'base> {
    pub(super) fn of(text: &'base str, ground: &Ground<'base>) -> Self {
        let analysis = ground.analyzer.analyze(text);
        let others = ground.equivalents.of_words(&analysis);
        Self { text, analysis, others, equivalents: ground.equivalents }
    }

    /// The word as it is written.
    pub(super) fn written(&self, word: &Word) -> &'base str {
        self.text.get(word.span.clone()).unwrap_or_default()
    }

    /// The words from one position to before another, as they are written.
    pub(super) fn written_words(&self, words: (usize, usize)) -> &'base str {
        match self.analysis.words.get(words.0..words.1).and_then(|words| Some((words.first()?, words.last()?))) {
            Some((first, last)) => self.text.get(first.span.start..last.span.end).unwrap_or_default(),
            None => "",
        }
    }

    /// Whether a sentence holds the word at a position, spelled so or as a synonym has it.
    pub(super) fn is_named_in(&self, at: usize, sentence: &SentencePrint) -> bool {
        let word = self.analysis.words.get(at);
        word.is_some_and(|word| sentence.spells(&word.folded)) || self.has_synonym_in(at, sentence)
    }

    /// Whether a sentence holds the word at a position in any form, as a synonym or as a related word.
    pub(super) fn is_meant_in(&self, at: usize, sentence: &SentencePrint) -> bool {
        let Some(word) = self.analysis.words.get(at) else { return false };
        sentence.has_stem(&word.stem)
            || self.has_synonym_in(at, sentence)
            || self.equivalents.related(&word.stem).iter().any(|stem| sentence.has_stem(stem))
    }

    fn has_synonym_in(&self, at: usize, sentence: &SentencePrint) -> bool {
        let others = self.others.get(at).into_iter().flatten();
        others.into_iter().any(|other| !other.is_empty() && other.iter().all(|stem| sentence.has_stem(stem)))
    }

    /// The stems that can stand for the word at a position, its own first.
    pub(super) fn stems_at(&self, at: usize) -> impl Iterator<Item = &str> {
        let own = self.analysis.words.get(at).map(|word| word.stem.as_str());
        let single = self.others.get(at).into_iter().flatten().filter(|other| other.len() == 1);
        own.into_iter().chain(single.flat_map(|other| other.iter().map(String::as_str)))
    }

    /// Whether the word at a position is one of another text, spelled so or as a synonym has it.
    pub(super) fn shares_name(&self, at: usize, other: &Self) -> bool {
        let Some(word) = self.analysis.words.get(at) else { return false };
        let has_stem = |stem: &String| other.analysis.words.iter().any(|word| word.stem == *stem);
        let others = self.others.get(at).into_iter().flatten();
        other.analysis.words.iter().any(|known| known.folded == word.folded)
            || others.into_iter().any(|phrase| !phrase.is_empty() && phrase.iter().all(has_stem))
    }

    /// Positions of the words that are names: capitalised where nothing else asks for it.
    pub(super) fn names(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.analysis.words.iter().enumerate();
        words.filter(|(_, word)| self.is_name(word)).map(|(at, _)| at)
    }

    fn is_name(&self, word: &Word) -> bool {
        if word.number.is_some() || !self.written(word).starts_with(char::is_uppercase) {
            return false;
        }
        let before = self.text.get(..word.span.start).unwrap_or_default().trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '?', '!', ':', '"', '“']) && !ends_with_initial(before);
        // A sentence begins with a capital letter whatever the word is; only one that is in no dictionary is a name.
        !opens || word.commonness == Commonness::Unlisted
    }
}

/// "Lt." and "U.N." end no sentence.
fn ends_with_initial(before: &str) -> bool {
    /// Letters of an abbreviated title, at most.
    const ABBREVIATED: usize = 3;
    let bare = before.trim_end_matches('.');
    let word = bare.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    before.ends_with('.') && word.starts_with(char::is_uppercase) && word.chars().count() <= ABBREVIATED
}
