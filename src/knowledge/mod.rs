//! Facts as data: an immutable set of curated facts with their sources, synonyms and known gaps. Reading the files is
//! in `load`; nothing here searches or answers.

mod assemble;
mod bounded_lines;
mod differences;
mod document;
mod encoding;
mod fact;
mod fact_file;
mod file;
mod json_line;
mod lines;
mod load;
mod moment;
mod places;
mod position;
mod problem;
mod reading;
mod revision;
mod table;
mod written;

pub use bounded_lines::{BoundedLines, Line};
pub use differences::Differences;
pub(crate) use document::{Document, Form};
pub(crate) use encoding::decode;
pub use fact::{Citation, Fact, FactNumber, Moment, Origin, Source, Synonym, Topic, Uncovered};
pub use fact_file::{is_fact_file, is_json_lines};
pub(crate) use file::WrittenFact;
pub(crate) use lines::{MAX_LINE_BYTES, read_fact, text_of};
pub use load::{FINGERPRINT_ENDING, Loaded, from_texts, load, load_changed};
pub use moment::NotAMoment;
pub use places::{CitationPlaces, FactPlaces, Places, SourcePlaces, UncoveredPlaces};
pub use position::Position;
pub use problem::{Place, Problem, RULE_OF_FILES, Severity};
pub use reading::Reading;
pub(crate) use table::TableReader;

/// Everything a curator has written, read-only. It is replaced whole or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// What the citations point to.
    pub sources: Vec<Source>,
    /// Topics in the order their files are read.
    pub topics: Vec<Topic>,
    /// All facts, topic by topic. A [`FactNumber`] is a position in this list.
    pub facts: Vec<Fact>,
    /// Groups of words that mean the same in this base.
    pub synonyms: Vec<Synonym>,
    /// Neighbouring subjects that the sources are known to be silent about.
    pub uncovered: Vec<Uncovered>,
    /// Which state of the files this is.
    pub revision: Revision,
}

impl Knowledge {
    /// The fact at a position, or `None` where the number comes from another base.
    #[must_use]
    pub fn fact(&self, number: FactNumber) -> Option<&Fact> {
        self.facts.get(number.index())
    }

    /// The position of the fact with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<FactNumber> {
        self.facts.iter().position(|fact| fact.id == id).map(FactNumber::new)
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// A fingerprint of every curated text, equal where the texts are equal. Receipts name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Revision(pub u32);

impl std::fmt::Display for Revision {
    /// Eight lower-case hexadecimal digits.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:08x}", self.0)
    }
}
