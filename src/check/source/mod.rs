//! The promise "nothing invented": facts held against the sentences that they cite, by the source's own text or by the
//! fingerprint that was recorded of it. Reading files is done by `knowledge` and `cli`.

mod detail;
mod equivalents;
mod fingerprint;
mod fingerprint_file;
mod held_fact;
mod invented;
mod named;
mod quoted;
mod short_hash;
mod spelling;
mod stated;
mod statement;
mod text;

use std::collections::BTreeSet;

use crate::knowledge::{Loaded, Problem};
use crate::text::Analyzer;

use equivalents::Equivalents;
pub use fingerprint::Fingerprint;
use held_fact::HeldFact;
use invented::invented;
use named::named_otherwise;
use quoted::{never_cited, quoted_otherwise};
use spelling::{KnownNames, misspelt};
use stated::stated_otherwise;
use statement::{Ground, Statement};
pub use text::SourceText;

/// Everything that the facts say and their sources don't, as far as the sources are known.
#[must_use]
pub(super) fn hold_against_sources(loaded: &Loaded, sources: &[Fingerprint], analyzer: &Analyzer) -> Vec<Problem> {
    if sources.is_empty() {
        return Vec::new();
    }
    let knowledge = &loaded.knowledge;
    let equivalents = Equivalents::new(analyzer, &knowledge.synonyms);
    let ground = Ground { analyzer, equivalents: &equivalents };
    let facts = held_facts(loaded, sources, &ground);
    let known_names = KnownNames::of(&facts, sources);
    let words = knowledge.synonyms.iter().flat_map(|synonym| &synonym.words);
    let given: BTreeSet<String> =
        words.flat_map(|text| analyzer.analyze(text).words).map(|word| word.folded.to_string()).collect();
    let mut problems = Vec::new();
    for held in &facts {
        let misquoted = quoted_otherwise(held);
        // What rests on the wrong sentence would be told of all over again, word by word.
        if misquoted.is_empty() && held.is_whole() {
            problems.extend(said_otherwise(held, &known_names, &given));
        }
        problems.extend(misquoted);
    }
    for source in sources {
        let places = knowledge.sources.iter().zip(&loaded.places.sources);
        let place = places.into_iter().find(|(written, _)| written.id == source.source);
        problems.extend(place.and_then(|(_, place)| never_cited(source, knowledge, place)));
    }
    problems
}

/// What a fact says and its sentences don't. One problem a place: "June 1871" needn't be told of as month and name again.
fn said_otherwise(held: &HeldFact<'_>, known: &KnownNames, given: &BTreeSet<String>) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let found = [misspelt(held, known, given), stated_otherwise(held), named_otherwise(held), invented(held)];
    found.into_iter().flatten().filter(|problem| told.insert((problem.line, problem.column))).collect()
}

fn held_facts<'base>(
    loaded: &'base Loaded,
    sources: &'base [Fingerprint],
    ground: &'base Ground<'base>,
) -> Vec<HeldFact<'base>> {
    let knowledge = &loaded.knowledge;
    let held = |(fact, places)| {
        let fact: &crate::knowledge::Fact = fact;
        let known = fact.cites.iter().filter_map(|citation| {
            let source = sources.iter().find(|source| source.source == citation.source)?;
            source.sentence((citation.paragraph, citation.sentence))
        });
        let is_cited = |id: &String| fact.cites.iter().any(|citation| citation.source == *id);
        let about = knowledge.sources.iter().filter(|source| is_cited(&source.id)).flat_map(|source| &source.about);
        HeldFact {
            fact,
            places,
            ground,
            sources,
            cited: known.collect(),
            about: about.map(|name| Statement::of(name, ground)).collect(),
        }
    };
    knowledge.facts.iter().zip(&loaded.places.facts).map(held).collect()
}
