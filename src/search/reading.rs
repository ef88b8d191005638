//! The texts of a base read once: words become terms, and what each entry asks for and names is noted. What is learned from
//! them is in `index`.

use std::sync::mpsc;
use std::thread;

use rustc_hash::FxHashMap as HashMap;
use smol_str::SmolStr;

use super::asked_kinds::AskedKinds;
use super::grouped::place;
use super::index::spelled;
use super::lexicon::{Lexicon, TermId};
use super::names::Names;
use super::texts::Texts;
use crate::knowledge::Knowledge;
use crate::text::{Analysis, Analyzer, Commonness, Word};

/// A base as it was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Every text of every entry.
    pub(super) texts: Texts,
    /// For each term of every text which word stands there; [`NO_WORD`] for a phrase.
    pub(super) spelled: Vec<u32>,
    /// Every word once.
    pub(super) words: Vec<ReadWord>,
    /// What the wordings of each entry ask for.
    pub(super) asked: AskedKinds,
    /// What each entry names.
    pub(super) names: Names,
    /// The entry of each wording, by what it spells; where two have the same, the first.
    pub(super) exact: HashMap<u64, u32>,
    numbers: HashMap<SmolStr, u32>,
}

/// A word of the base.
#[derive(Debug)]
pub(super) struct ReadWord {
    /// Its folded spelling.
    pub(super) spelled: SmolStr,
    /// How common its term is in English.
    pub(super) commonness: Commonness,
    term: TermId,
    begins_phrase: bool,
}

/// Stands where no single word does.
pub(super) const NO_WORD: u32 = u32::MAX;

/// From so many entries on two threads read a base. A small one is read in a moment, and memory that one thread sets aside
/// and another gives back is not used again.
pub(super) const TWO_THREADS_FROM: usize = 10_000;

/// So many entries are analysed at a time before they are handed over to be read.
const BATCH: usize = 64;

/// So many batches may wait to be read.
const N_WAITING: usize = 8;

impl Reading {
    /// Reads every text of a base; the analyzer and the lexicon learn its words.
    pub(super) fn of(knowledge: &Knowledge, analyzer: &mut Analyzer, lexicon: &mut Lexicon) -> Self {
        let entries = entries(knowledge);
        let mut reading = Self::default();
        if entries.len() < TWO_THREADS_FROM {
            for entry in &entries {
                let mut analyses = entry.texts().map(|text| analyzer.analyze_for_base(text));
                reading.entry(entry, &mut analyses, lexicon);
            }
        } else {
            reading.read_in_two_threads(&entries, analyzer, lexicon);
        }
        reading.names.shrink();
        reading.exact.shrink_to_fit();
        reading
    }

    /// One thread analyses ahead of the other, which reads.
    fn read_in_two_threads(&mut self, entries: &[EntryTexts], analyzer: &mut Analyzer, lexicon: &mut Lexicon) {
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel::<Vec<Analysis>>(N_WAITING);
            scope.spawn(move || {
                for batch in entries.chunks(BATCH) {
                    let texts = batch.iter().flat_map(EntryTexts::texts);
                    // Nobody waits for what comes if the reading thread is gone.
                    if sender.send(texts.map(|text| analyzer.analyze_for_base(text)).collect()).is_err() {
                        return;
                    }
                }
            });
            for (batch, analyses) in entries.chunks(BATCH).zip(receiver) {
                let mut analyses = analyses.into_iter();
                for entry in batch {
                    self.entry(entry, &mut analyses, lexicon);
                }
            }
        });
    }

    fn entry(&mut self, entry: &EntryTexts, analyses: &mut impl Iterator<Item = Analysis>, lexicon: &mut Lexicon) {
        let place = place(self.texts.n_entries());
        for (at, analysis) in analyses.take(entry.wordings.len()).enumerate() {
            self.text(&analysis, lexicon);
            self.exact.entry(spelled(&analysis)).or_insert(place);
            self.asked.note(analysis.asked);
            // The canonical wording states what it names; the others only ask.
            self.names.note(&analysis, at == 0);
        }
        for analysis in analyses.take(entry.keywords.len()) {
            self.text(&analysis, lexicon);
            self.names.note(&analysis, false);
        }
        for analysis in analyses.take(1) {
            self.text(&analysis, lexicon);
            self.names.note(&analysis, true);
        }
        self.texts.end_entry(entry.wordings.len());
        self.asked.end_entry();
        self.names.end_entry();
    }

    fn text(&mut self, analysis: &Analysis, lexicon: &mut Lexicon) {
        let begin = self.spelled.len();
        let mut may_hold_phrase = false;
        for word in &analysis.words {
            let number = match self.numbers.get(&word.folded) {
                Some(number) => *number,
                None => self.meet(word, lexicon),
            };
            may_hold_phrase |= self.words.get(number as usize).is_some_and(|word| word.begins_phrase);
            self.spelled.push(number);
        }
        if may_hold_phrase {
            self.spelled.truncate(begin);
            self.read_phrases(analysis, lexicon);
        } else {
            let words = self.spelled.get(begin..).unwrap_or_default().iter();
            let words = words.filter_map(|number| self.words.get(*number as usize));
            self.texts.push_words(words.map(|word| word.term));
        }
    }

    fn read_phrases(&mut self, analysis: &Analysis, lexicon: &Lexicon) {
        let uses = lexicon.read(analysis, false);
        for used in &uses {
            let is_word = used.words.1 == used.words.0 + 1;
            let number = self.numbers.get(&used.taken_for).copied().filter(|_| is_word);
            self.spelled.push(number.unwrap_or(NO_WORD));
        }
        self.texts.push(&uses);
    }

    fn meet(&mut self, word: &Word, lexicon: &mut Lexicon) -> u32 {
        let term = lexicon.learn(word);
        let number = place(self.words.len());
        self.numbers.insert(word.folded.clone(), number);
        self.words.push(ReadWord {
            spelled: word.folded.clone(),
            commonness: lexicon.commonness(term),
            term,
            begins_phrase: lexicon.begins_phrase(&word.stem),
        });
        number
    }
}

/// The texts of a fact or of an absent subject.
struct EntryTexts<'a> {
    wordings: Vec<&'a str>,
    keywords: &'a [String],
    answer: &'a str,
}

impl<'a> EntryTexts<'a> {
    /// All of them, in the order in which they are read.
    fn texts(&self) -> impl Iterator<Item = &'a str> + '_ {
        let keywords = self.keywords.iter().map(String::as_str);
        self.wordings.iter().copied().chain(keywords).chain([self.answer])
    }
}

/// The facts, then the absent subjects.
fn entries(knowledge: &Knowledge) -> Vec<EntryTexts<'_>> {
    let facts = knowledge.facts.iter().map(|fact| EntryTexts {
        wordings: fact.wordings().collect(),
        keywords: &fact.keywords,
        answer: &fact.answer,
    });
    let subjects = knowledge.uncovered.iter().map(|subject| EntryTexts {
        wordings: subject.asked.iter().map(String::as_str).collect(),
        keywords: &subject.keywords,
        answer: &subject.subject,
    });
    facts.chain(subjects).collect()
}
