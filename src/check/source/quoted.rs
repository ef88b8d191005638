//! The gate for citations: each points at a sentence that there is, and each quote stands in it letter for letter.

use std::collections::HashSet;

use crate::knowledge::{Citation, CitationPlaces, Fact, Knowledge, Problem, SourcePlaces};

use super::fingerprint::{Fingerprint, SentencePrint};
use super::held_fact::HeldFact;

/// The rule about places.
const CITATION: &str = "citation";
/// The rule about quotes.
const QUOTE: &str = "quote";

/// Citations that lead nowhere and quotes that don't stand there.
pub(super) fn quoted_otherwise(held: &HeldFact<'_>) -> Vec<Problem> {
    let known = held.citations().filter_map(|(citation, places, source)| Some((citation, places, source?)));
    known.filter_map(|(citation, places, source)| problem(held, citation, places, source)).collect()
}

fn problem(held: &HeldFact<'_>, citation: &Citation, places: CitationPlaces, source: &Fingerprint) -> Option<Problem> {
    let (paragraph, number) = (citation.paragraph, citation.sentence);
    let Some(sentence) = source.sentence((paragraph, number)) else {
        let there = source.sentences.iter().filter(|sentence| sentence.place.0 == paragraph).count();
        let message = if there == 0 {
            let last = source.sentences.iter().map(|sentence| sentence.place.0).max().unwrap_or(0);
            format!("`{}` has {last} paragraphs and no p{paragraph}; cite the right one", source.source)
        } else {
            format!("p{paragraph} of `{}` has no sentence {number}; its last is {there}", source.source)
        };
        return Some(held.error(places.sentence, CITATION, &message));
    };
    let quote = citation.quote.as_deref()?;
    if let Some(word) = sentence.first_stray_word(quote) {
        let other = source.sentences.iter().find(|other| other.first_stray_word(quote).is_none());
        let advice = match other {
            Some(other) => format!("it stands in {}: cite that", other.named()),
            None => "copy it letter for letter, in whole words".to_owned(),
        };
        let message = format!("the quote doesn't stand in {} (look at “{word}”); {advice}", sentence.named());
        return Some(held.error(places.quote, QUOTE, &message));
    }
    let is_whole_sentence = quote.split_whitespace().count() >= sentence.n_words as usize;
    let message = format!("the quote is all of {}; quote a few words of it", sentence.named());
    is_whole_sentence.then(|| held.error(places.quote, QUOTE, &message))
}

/// Sentences of a source that no fact cites: worth knowing, and no mistake.
pub(super) fn never_cited(source: &Fingerprint, knowledge: &Knowledge, place: &SourcePlaces) -> Option<Problem> {
    let of_source = |fact: &Fact| {
        let cites = fact.cites.iter().filter(|citation| citation.source == source.source);
        cites.map(|citation| (citation.paragraph, citation.sentence)).collect::<Vec<_>>()
    };
    let cited: HashSet<(u32, u32)> = knowledge.facts.iter().flat_map(of_source).collect();
    let rest: Vec<String> =
        source.sentences.iter().filter(|sentence| !cited.contains(&sentence.place)).map(SentencePrint::named).collect();
    let message = format!("source `{}`: no fact cites {}; there may be more to tell", source.source, rest.join(", "));
    let origin = &place.origin;
    (!rest.is_empty()).then(|| Problem::note(&origin.file, origin, message).of_rule("never-cited"))
}
