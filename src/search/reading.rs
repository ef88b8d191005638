//! The texts of a base read once: words become terms, and what each entry asks for and names is noted. What is learned from
//! them is in `index`.

use rustc_hash::FxHashMap as HashMap;
use smol_str::SmolStr;

use super::asked_kinds::AskedKinds;
use super::index::spelled;
use super::lexicon::{Lexicon, TermId};
use super::names::Names;
use super::postings::place;
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

impl Reading {
    /// Reads every text of a base; the analyzer and the lexicon learn its words.
    pub(super) fn of(knowledge: &Knowledge, analyzer: &mut Analyzer, lexicon: &mut Lexicon) -> Self {
        let mut reading = Self::default();
        for fact in &knowledge.facts {
            reading.entry(fact.wordings(), &fact.keywords, &fact.answer, analyzer, lexicon);
        }
        for subject in &knowledge.uncovered {
            let wordings = subject.asked.iter().map(String::as_str);
            reading.entry(wordings, &subject.keywords, &subject.subject, analyzer, lexicon);
        }
        reading.names.shrink();
        reading.exact.shrink_to_fit();
        reading
    }

    fn entry<'a>(
        &mut self,
        wordings: impl Iterator<Item = &'a str>,
        keywords: &[String],
        answer: &str,
        analyzer: &mut Analyzer,
        lexicon: &mut Lexicon,
    ) {
        let entry = place(self.texts.n_entries());
        let mut n_wordings = 0;
        for wording in wordings {
            let analysis = self.text(wording, analyzer, lexicon);
            self.exact.entry(spelled(&analysis)).or_insert(entry);
            self.asked.note(analysis.asked);
            // The canonical wording states what it names; the others only ask.
            self.names.note(&analysis, n_wordings == 0);
            n_wordings += 1;
        }
        for keyword in keywords {
            let analysis = self.text(keyword, analyzer, lexicon);
            self.names.note(&analysis, false);
        }
        let analysis = self.text(answer, analyzer, lexicon);
        self.names.note(&analysis, true);
        self.texts.end_entry(n_wordings);
        self.asked.end_entry();
        self.names.end_entry();
    }

    fn text(&mut self, text: &str, analyzer: &mut Analyzer, lexicon: &mut Lexicon) -> Analysis {
        let analysis = analyzer.analyze(text);
        let begin = self.spelled.len();
        let mut may_hold_phrase = false;
        for word in &analysis.words {
            let number = match self.numbers.get(&word.folded) {
                Some(number) => *number,
                None => self.meet(word, analyzer, lexicon),
            };
            may_hold_phrase |= self.words.get(number as usize).is_some_and(|word| word.begins_phrase);
            self.spelled.push(number);
        }
        if may_hold_phrase {
            self.spelled.truncate(begin);
            self.read_phrases(&analysis, lexicon);
        } else {
            let words = self.spelled.get(begin..).unwrap_or_default().iter();
            let words = words.filter_map(|number| self.words.get(*number as usize));
            self.texts.push_words(words.map(|word| word.term));
        }
        analysis
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

    fn meet(&mut self, word: &Word, analyzer: &mut Analyzer, lexicon: &mut Lexicon) -> u32 {
        analyzer.meet(word);
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
