//! The curated records: facts, citations, sources, synonyms and known gaps, after reading. How they are written in
//! TOML is in `file`.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

use super::position::Position;
use super::problem::Place;

/// A fact's position in its base. It means nothing in another base; what must last refers to [`Fact::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactNumber(u32);

impl FactNumber {
    /// The number for a position; a base holds fewer than `u32::MAX` facts.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position in [`super::Knowledge::facts`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One statement the desk may make, with the wordings by which people ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Unique kebab-case name; receipts, buttons and feedback refer to it.
    pub id: String,
    /// Position of its topic in [`super::Knowledge::topics`].
    pub topic: usize,
    /// The canonical wording, shown in suggestions.
    pub question: String,
    /// The curator's text, said as it stands.
    pub answer: String,
    /// Other wordings of the question.
    pub also_asked: Vec<String>,
    /// Words that mark this fact.
    pub keywords: Vec<String>,
    /// Where the answer stands in the sources; at least one.
    pub cites: Vec<Citation>,
    /// When it happened, as far as the source says.
    pub when: Option<Moment>,
    /// Until when the curator wants to have looked at it again; answers don't depend on it, nor does the revision.
    pub review_by: Option<Moment>,
    /// Facts that a reader may want next.
    pub related: Vec<FactNumber>,
    /// Where the curator wrote it.
    pub origin: Origin,
}

impl Fact {
    /// Every wording, the canonical one first.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.question.as_str()).chain(self.also_asked.iter().map(String::as_str))
    }
}

/// The place in a source that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Id of the [`Source`].
    pub source: String,
    /// Paragraph in the source, counted from 1.
    pub paragraph: u32,
    /// Sentence in the paragraph, counted from 1.
    pub sentence: u32,
    /// A few words of the sentence, verbatim.
    pub quote: Option<String>,
}

/// A date as exact as the source has it: a year, a month or a day. Ordered by time, the vaguer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Year of the common era.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
}

/// What citations point to, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Unique kebab-case name.
    pub id: String,
    /// Title, or a description where the title is not known.
    pub title: String,
    /// Publisher, author or photo credit.
    pub credit: Option<String>,
    /// Date of publication, as written.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Names of what all of it is about, so that each of its sentences means them without repeating them. Only checking
    /// asks for them; answers don't depend on them, nor does the revision.
    pub about: Vec<String>,
}

impl Source {
    /// A source of which only the title is known.
    #[must_use]
    pub fn titled(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), credit: None, date: None, url: None, about: Vec::new() }
    }
}

/// A heading that facts stand under; one a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The heading as members see it.
    pub title: String,
}

/// Words and phrases that mean the same in this base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonym {
    /// At least two words or phrases.
    pub words: Vec<String>,
    /// Where the curator wrote it.
    pub origin: Origin,
}

/// A neighbouring subject that the sources are silent about; a question that fits it better than any fact is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncovered {
    /// Unique kebab-case name.
    pub id: String,
    /// Completes "The desk has nothing on …".
    pub subject: String,
    /// Wordings by which people ask for it.
    pub asked: Vec<String>,
    /// Words that mark the subject.
    pub keywords: Vec<String>,
    /// Where the curator wrote it.
    pub origin: Origin,
}

/// Where in the files a record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file, as it was named when it was read.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
}

impl Origin {
    /// A place in a file.
    #[must_use]
    pub fn new(file: &Path, at: Position) -> Self {
        Self { file: file.to_owned(), line: at.line, column: at.column }
    }
}

impl From<&Origin> for Place {
    fn from(origin: &Origin) -> Self {
        Self { line: Some(origin.line), column: Some(origin.column) }
    }
}

impl Display for Origin {
    /// `knowledge/10-contingent.toml:14`
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file.display(), self.line)
    }
}
