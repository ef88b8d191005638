//! One fact beside the sentences that it cites, as far as something is kept of them. What it may say is decided in
//! `stated`, `named` and `invented`.

use crate::knowledge::{Citation, CitationPlaces, Fact, FactPlaces, Position, Problem};

use super::fingerprint::{Fingerprint, SentencePrint};
use super::statement::{Ground, Statement};

/// A fact with what is known of its sources.
#[derive(Debug)]
pub(super) struct HeldFact<'base> {
    pub(super) fact: &'base Fact,
    pub(super) places: &'base FactPlaces,
    pub(super) ground: &'base Ground<'base>,
    /// The sources that are known.
    pub(super) sources: &'base [Fingerprint],
    /// The sentences that it cites.
    pub(super) cited: Vec<&'base SentencePrint>,
    /// Names of what its sources are about as a whole.
    pub(super) about: Vec<Statement<'base>>,
}

/// A text of the fact with its key and its place.
#[derive(Debug)]
pub(super) struct Said<'base> {
    pub(super) key: &'static str,
    pub(super) at: Position,
    pub(super) statement: Statement<'base>,
}

impl<'base> HeldFact<'base> {
    /// Whether every sentence that it cites is known, so that what none of them holds is held nowhere.
    pub(super) fn is_whole(&self) -> bool {
        self.cited.len() == self.fact.cites.len()
    }

    /// The citations with their places and, where their source is known, its fingerprint.
    pub(super) fn citations(
        &self,
    ) -> impl Iterator<Item = (&'base Citation, CitationPlaces, Option<&'base Fingerprint>)> {
        let sources = self.sources;
        let places = self.places.cites.iter().copied();
        self.fact.cites.iter().zip(places).map(move |(citation, places)| {
            (citation, places, sources.iter().find(|source| source.source == citation.source))
        })
    }

    /// The answer.
    pub(super) fn answer(&self) -> Said<'base> {
        self.said("answer", self.places.answer, &self.fact.answer)
    }

    /// What the desk shows as its own: the answer and the question.
    pub(super) fn shown(&self) -> Vec<Said<'base>> {
        vec![self.answer(), self.said("question", self.places.question, &self.fact.question)]
    }

    /// The same and the keywords, which are members' words as well.
    pub(super) fn all_said(&self) -> Vec<Said<'base>> {
        let keywords = self.places.keywords.iter().zip(&self.fact.keywords);
        let keywords = keywords.map(|(&at, keyword)| self.said("keywords", at, keyword));
        self.shown().into_iter().chain(keywords).collect()
    }

    /// The quotes.
    pub(super) fn quotes(&self) -> Vec<Said<'base>> {
        let quotes = self.places.cites.iter().zip(&self.fact.cites);
        quotes.filter_map(|(places, cite)| Some(self.said("quote", places.quote, cite.quote.as_deref()?))).collect()
    }

    fn said(&self, key: &'static str, at: Position, text: &'base str) -> Said<'base> {
        Said { key, at, statement: Statement::of(text, self.ground) }
    }

    /// "p1.s1 or p2.s1", for messages of what stands in none of them.
    pub(super) fn cited_places(&self) -> String {
        let places: Vec<String> = self.cited.iter().map(|sentence| sentence.named()).collect();
        places.join(" or ")
    }

    /// An error of a rule about a text of this fact.
    pub(super) fn error(&self, at: Position, rule: &'static str, message: &str) -> Problem {
        let message = format!("fact `{}`: {message}", self.fact.id);
        Problem::error(&self.fact.origin.file, at, message).of_rule(rule)
    }

    /// What to do about something that none of the cited sentences holds.
    pub(super) fn advice(&self, holds: impl Fn(&SentencePrint) -> bool) -> String {
        let cites = |source: &Fingerprint| self.fact.cites.iter().any(|citation| citation.source == source.source);
        let sentences = self.sources.iter().filter(|source| cites(source)).flat_map(|source| &source.sentences);
        match sentences.into_iter().find(|sentence| holds(sentence)) {
            Some(sentence) => format!("{} has it: cite that as well, or put the text right", sentence.named()),
            None => "no other sentence has it, so put it right".to_owned(),
        }
    }
}

impl Said<'_> {
    /// The place of a word.
    pub(super) fn place_of(&self, word: usize) -> Position {
        let start = self.statement.analysis.words.get(word).map_or(0, |word| word.span.start);
        self.at.within(self.statement.text, start)
    }
}
