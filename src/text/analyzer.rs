//! The analyzer: a message becomes words with a spelling, a stem and a class, plus the kind of answer asked for. What
//! a base knows of those words is `search`'s business.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap as HashMap;
use smol_str::{SmolStr, format_smolstr};

use super::asked_kind::AskedKind;
use super::commonness::{CommonWords, Commonness};
use super::entity::{Gazetteer, Mention};
use super::markup::{mask, mask_all_but_quotes};
use super::number::leading_number;
use super::related::GROUPS;
use super::tokenize::{Token, tokenize};

/// Turns text into words, the same way for questions and for what curators write.
pub struct Analyzer {
    stemmer: Stemmer,
    common: CommonWords,
    gazetteer: Gazetteer,
    /// The stems and classes of words that were met while a base was read: a look-up costs a tenth of taking a stem.
    met: HashMap<SmolStr, MetWord>,
}

/// What is known of a folded word.
#[derive(Clone, Debug)]
struct MetWord {
    stem: SmolStr,
    commonness: Commonness,
    may_name: bool,
    is_met: bool,
}

/// A text as the engine sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// All words in order.
    pub words: Vec<Word>,
    /// What sort of answer is asked for.
    pub asked: Option<AskedKind>,
    /// Position of the word that shows it.
    pub asked_at: Option<usize>,
    /// Figures, dates and places that are named, in order.
    pub mentions: Vec<Mention>,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The bytes of the original text.
    pub span: Range<usize>,
    /// The folded spelling; for a number its figures.
    pub folded: SmolStr,
    /// The stem; for a number its figures.
    pub stem: SmolStr,
    /// How common the word is in English.
    pub commonness: Commonness,
    /// The figure, where the word is one.
    pub number: Option<u64>,
    /// Whether a clause mark stands before it.
    pub after_break: bool,
    /// Whether it may begin a name that is known, or be a month.
    pub(super) may_name: bool,
    /// Whether the base has it.
    is_met: bool,
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Analyzer").finish_non_exhaustive()
    }
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::english()
    }
}

impl Analyzer {
    /// The analyzer for English: Porter2 stems (Snowball's "english") and the built-in lists of common words.
    #[must_use]
    pub fn english() -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let (common, gazetteer) = (CommonWords::english(), Gazetteer::english());
        Self { stemmer, common, gazetteer, met: HashMap::default() }
    }

    /// The words of a text, without the lines it quotes where it says something else beside them.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Analysis {
        self.analyze_masked(&mask(text))
    }

    /// The words of a text with the lines it quotes: "for whom?" below a quote asks about the quote.
    #[must_use]
    pub fn analyze_with_quotes(&self, text: &str) -> Analysis {
        self.analyze_masked(&mask_all_but_quotes(text))
    }

    fn analyze_masked(&self, masked: &str) -> Analysis {
        let tokens = tokenize(masked);
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        let mut next = 0;
        while let Some(token) = tokens.get(next) {
            let ahead = tokens[next..].iter().map(|token| token.folded.as_str());
            if let Some((value, count)) = leading_number(ahead) {
                let end = tokens.get(next + count - 1).map_or(token.span.end, |last| last.span.end);
                words.push(figure(value, token.span.start..end, token.after_break));
                next += count;
            } else {
                words.push(self.word(token));
                next += 1;
            }
        }
        let spelled: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let asked = AskedKind::find(&spelled);
        let mentions = self.gazetteer.mentions(&words);
        Analysis { words, asked: asked.map(|(kind, _)| kind), asked_at: asked.map(|(_, at)| at), mentions }
    }

    /// The words of a text of the base, which are kept ready.
    pub fn analyze_for_base(&mut self, text: &str) -> Analysis {
        let analysis = self.analyze(text);
        for word in analysis.words.iter().filter(|word| !word.is_met && word.number.is_none()) {
            let (stem, commonness, may_name) = (word.stem.clone(), word.commonness, word.may_name);
            self.met.insert(word.folded.clone(), MetWord { stem, commonness, may_name, is_met: true });
        }
        analysis
    }

    /// The stem of a folded word.
    #[must_use]
    pub fn stem(&self, folded: &str) -> SmolStr {
        self.stemmer.stem(folded).into()
    }

    /// How common a folded word is.
    #[must_use]
    pub fn commonness(&self, folded: &str) -> Commonness {
        self.common.class(folded, &self.stemmer.stem(folded))
    }

    /// The stems of words that people use for one another in any subject, group by group, with blanks between.
    pub fn related_stems(&self) -> impl Iterator<Item = &'static str> {
        GROUPS.lines()
    }

    /// The words that tell little or nothing, as possible targets of a typo.
    pub fn light_words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.common.light_words()
    }

    fn word(&self, token: &Token) -> Word {
        if let Some(value) = counted(&token.folded) {
            return figure(value, token.span.clone(), token.after_break);
        }
        let MetWord { stem, commonness, may_name, is_met } =
            self.met.get(&token.folded).cloned().unwrap_or_else(|| {
                let stem = self.stem(&token.folded);
                let commonness = self.common.class(&token.folded, &stem);
                MetWord { stem, commonness, may_name: self.gazetteer.may_begin(&token.folded), is_met: false }
            });
        Word {
            span: token.span.clone(),
            folded: token.folded.clone(),
            stem,
            commonness,
            number: None,
            after_break: token.after_break,
            may_name,
            is_met,
        }
    }
}

/// More digits than this are a telephone number or a code, not a figure.
const MAX_FIGURE_DIGITS: usize = 9;

/// The value of digits that count something: "139", but not "0000" or "007".
fn counted(folded: &str) -> Option<u64> {
    let counts = folded.len() <= MAX_FIGURE_DIGITS && (folded.len() == 1 || !folded.starts_with('0'));
    folded.parse().ok().filter(|_| counts)
}

fn figure(value: u64, span: Range<usize>, after_break: bool) -> Word {
    let figures = format_smolstr!("{value}");
    Word {
        span,
        folded: figures.clone(),
        stem: figures,
        commonness: Commonness::Unlisted,
        number: Some(value),
        after_break,
        may_name: false,
        is_met: false,
    }
}
