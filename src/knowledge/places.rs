//! Where the curator's texts stand in their files, for problems that are found after reading. The texts themselves are
//! in `fact`.

use super::Origin;
use super::file::{WrittenFact, WrittenUncovered};
use super::position::Position;
use super::table::Text;

/// The places of all texts that carry none of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Of each fact's texts, in the order of [`super::Knowledge::facts`].
    pub facts: Vec<FactPlaces>,
    /// Of each source, in the order of [`super::Knowledge::sources`].
    pub sources: Vec<SourcePlaces>,
    /// Of each synonym's words, in the order of [`super::Knowledge::synonyms`].
    pub synonyms: Vec<Vec<Position>>,
    /// Of each absent subject's texts, in the order of [`super::Knowledge::uncovered`].
    pub uncovered: Vec<UncoveredPlaces>,
}

/// The places of a source and of its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourcePlaces {
    /// Of the record.
    pub origin: Origin,
    /// Of each of [`super::Source::about`].
    pub about: Vec<Position>,
}

/// The places of a fact's texts in its file; that of the fact where a text was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactPlaces {
    /// Of [`super::Fact::id`].
    pub id: Position,
    /// Of [`super::Fact::question`].
    pub question: Position,
    /// Of [`super::Fact::answer`].
    pub answer: Position,
    /// Of each of [`super::Fact::also_asked`].
    pub also_asked: Vec<Position>,
    /// Of each of [`super::Fact::keywords`].
    pub keywords: Vec<Position>,
    /// Of each of [`super::Fact::cites`].
    pub cites: Vec<CitationPlaces>,
    /// Of [`super::Fact::when`].
    pub when: Position,
    /// Of [`super::Fact::review_by`].
    pub review_by: Position,
}

/// The places of a citation's parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CitationPlaces {
    /// Of the whole citation.
    pub start: Position,
    /// Of [`super::Citation::sentence`].
    pub sentence: Position,
    /// Of [`super::Citation::quote`].
    pub quote: Position,
}

/// The places of the texts of an absent subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UncoveredPlaces {
    /// Of [`super::Uncovered::subject`].
    pub subject: Position,
    /// Of each of [`super::Uncovered::asked`].
    pub asked: Vec<Position>,
    /// Of each of [`super::Uncovered::keywords`].
    pub keywords: Vec<Position>,
}

impl FactPlaces {
    /// The places of what was written.
    pub(crate) fn of(fact: &WrittenFact) -> Self {
        let place = |text: &Option<Text>| text.as_ref().map_or(fact.at, |text| text.at);
        let cites = fact.cites.iter().filter(|cite| cite.is_whole()).map(|cite| CitationPlaces {
            start: cite.at,
            sentence: cite.sentence_at.unwrap_or(cite.at),
            quote: cite.quote.as_ref().map_or(cite.at, |quote| quote.at),
        });
        Self {
            id: place(&fact.id),
            question: place(&fact.question),
            answer: place(&fact.answer),
            also_asked: positions(&fact.also_asked),
            keywords: positions(&fact.keywords),
            cites: cites.collect(),
            when: place(&fact.when),
            review_by: place(&fact.review_by),
        }
    }
}

impl UncoveredPlaces {
    /// The places of what was written.
    pub(crate) fn of(record: &WrittenUncovered) -> Self {
        Self {
            subject: record.subject.as_ref().map_or(record.at, |text| text.at),
            asked: positions(&record.asked),
            keywords: positions(&record.keywords),
        }
    }
}

/// The places of a list of texts.
pub(crate) fn positions(texts: &[Text]) -> Vec<Position> {
    texts.iter().map(|text| text.at).collect()
}
