//! What is kept of a source's sentences so that facts can be held against them: short hashes of their words, of what they
//! state to the letter and of every three words in a row. How it is written down is in `fingerprint_file`.

use crate::text::Analyzer;

use super::detail::{counted, details};
use super::short_hash::Salt;
use super::text::SourceText;

/// The kinds of things that are hashed apart.
const SPELLING: u8 = b'w';
const STEM: u8 = b's';
const DETAIL: u8 = b'd';
const RUN: u8 = b'r';

/// How many words in a row are hashed together: enough that no two sentences share many.
const RUN_LENGTH: usize = 3;

/// A source as far as facts can be held against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Id of the source.
    pub source: String,
    pub(super) sentences: Vec<SentencePrint>,
}

/// What is kept of one sentence. The lists are sorted, so that the order of the words is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SentencePrint {
    /// Paragraph and sentence, counted from 1.
    pub(super) place: (u32, u32),
    pub(super) salt: Salt,
    /// How many words it has, blanks between them.
    pub(super) n_words: u32,
    /// Words as they are spelled, folded.
    pub(super) spellings: Vec<u16>,
    /// Stems of the words.
    pub(super) stems: Vec<u16>,
    /// Figures, dates, ordinals, and what figures count.
    pub(super) details: Vec<u16>,
    /// One, two and three words in a row, letter for letter.
    pub(super) runs: Vec<u16>,
}

impl Fingerprint {
    /// The fingerprint of a text.
    #[must_use]
    pub fn of(source: &str, text: &SourceText) -> Self {
        let analyzer = Analyzer::english();
        let sentences = text.sentences.iter();
        let sentences = sentences.map(|(p, s, sentence)| SentencePrint::of((*p, *s), sentence, &analyzer)).collect();
        Self { source: source.to_owned(), sentences }
    }

    /// The sentence at a place.
    pub(super) fn sentence(&self, place: (u32, u32)) -> Option<&SentencePrint> {
        self.sentences.iter().find(|sentence| sentence.place == place)
    }

    /// Whether a word stands somewhere in the source, spelled so.
    pub(super) fn spells(&self, folded: &str) -> bool {
        self.sentences.iter().any(|sentence| sentence.spells(folded))
    }
}

impl SentencePrint {
    fn of(place: (u32, u32), text: &str, analyzer: &Analyzer) -> Self {
        let salt = Salt::of(text);
        let analysis = analyzer.analyze(text);
        let hashes = |kind: u8, texts: &mut dyn Iterator<Item = String>| {
            let mut hashes: Vec<u16> = texts.map(|text| salt.hash(kind, &text)).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        };
        let mut stated = Vec::new();
        for detail in details(&analysis) {
            for word in counted(&analysis, &detail).into_iter().filter_map(|at| analysis.words.get(at)) {
                stated.extend([pair(&detail.key, &word.stem), pair("", &word.stem)]);
            }
            stated.push(detail.key);
        }
        Self {
            place,
            salt,
            n_words: u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX),
            spellings: hashes(SPELLING, &mut analysis.words.iter().map(|word| word.folded.to_string())),
            stems: hashes(STEM, &mut analysis.words.iter().map(|word| word.stem.to_string())),
            details: hashes(DETAIL, &mut stated.into_iter()),
            runs: hashes(
                RUN,
                &mut (1..=RUN_LENGTH).flat_map(|length| runs(text, length)).collect::<Vec<_>>().into_iter(),
            ),
        }
    }

    /// Its place as citations are written in messages.
    pub(super) fn named(&self) -> String {
        let (paragraph, number) = self.place;
        format!("p{paragraph}.s{number}")
    }

    /// Whether a word stands in it, spelled so.
    pub(super) fn spells(&self, folded: &str) -> bool {
        self.spellings.binary_search(&self.salt.hash(SPELLING, folded)).is_ok()
    }

    /// Whether a word with this stem stands in it.
    pub(super) fn has_stem(&self, stem: &str) -> bool {
        self.stems.binary_search(&self.salt.hash(STEM, stem)).is_ok()
    }

    /// Whether it states this.
    pub(super) fn states(&self, key: &str) -> bool {
        self.details.binary_search(&self.salt.hash(DETAIL, key)).is_ok()
    }

    /// Whether a figure stands right before a word with this stem, and which.
    pub(super) fn counts(&self, key: &str, stem: &str) -> bool {
        self.states(&pair(key, stem))
    }

    /// Whether at most three words stand in it in a row, letter for letter.
    pub(super) fn has_run(&self, words: &[&str]) -> bool {
        self.runs.binary_search(&self.salt.hash(RUN, &bare_run(words))).is_ok()
    }

    /// Whether a quote stands in it letter for letter; where not, the first word of it that doesn't.
    pub(super) fn first_stray_word<'quote>(&self, quote: &'quote str) -> Option<&'quote str> {
        let words: Vec<&str> = quote.split_whitespace().collect();
        let length = words.len().min(RUN_LENGTH);
        let stray = words.windows(length.max(1)).find(|run| !self.has_run(run))?;
        stray.iter().find(|word| !self.has_run(&[word])).or(stray.first()).copied()
    }
}

fn pair(key: &str, stem: &str) -> String {
    format!("{key}~{stem}")
}

/// Every so many words in a row, without the marks at both ends, because a quote may begin and end anywhere.
fn runs(text: &str, length: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(length).map(bare_run).collect()
}

fn bare_run(words: &[&str]) -> String {
    words.join(" ").trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned()
}
