//! The rule that a wording leads to one place only. Case, punctuation and spacing make no difference.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::knowledge::{Fact, FactPlaces, Loaded, Origin, Problem, Uncovered, UncoveredPlaces};

/// The rule about wordings that lead to more than one place.
pub(super) const WORDINGS: &str = "wording";

/// A wording with its owner.
struct Wording<'base> {
    text: &'base str,
    owner: String,
    place: Origin,
}

/// Wordings that stand twice: in one record that is needless, in two it is a contradiction.
pub(super) fn duplicate_wordings(loaded: &Loaded) -> Vec<Problem> {
    let knowledge = &loaded.knowledge;
    let of_facts = knowledge.facts.iter().zip(&loaded.places.facts);
    let of_facts = of_facts.flat_map(|(fact, places)| of_fact(fact, places));
    let absent = knowledge.uncovered.iter().zip(&loaded.places.uncovered);
    let wordings = of_facts.chain(absent.flat_map(|(absent, places)| of_uncovered(absent, places)));
    let mut first_by_words: HashMap<String, Wording<'_>> = HashMap::new();
    let mut problems = Vec::new();
    for wording in wordings {
        let words = bare_words(wording.text);
        match first_by_words.get(&words) {
            Some(first) => problems.push(duplicate(first, &wording)),
            None => {
                first_by_words.insert(words, wording);
            }
        }
    }
    problems
}

fn of_fact<'base>(fact: &'base Fact, places: &'base FactPlaces) -> impl Iterator<Item = Wording<'base>> {
    let places = std::iter::once(places.question).chain(places.also_asked.iter().copied());
    fact.wordings().zip(places).map(|(text, at)| Wording {
        text,
        owner: format!("fact `{}`", fact.id),
        place: Origin::new(&fact.origin.file, at),
    })
}

fn of_uncovered<'base>(
    uncovered: &'base Uncovered,
    places: &'base UncoveredPlaces,
) -> impl Iterator<Item = Wording<'base>> {
    uncovered.asked.iter().zip(&places.asked).map(|(text, &at)| Wording {
        text,
        owner: format!("uncovered `{}`", uncovered.id),
        place: Origin::new(&uncovered.origin.file, at),
    })
}

fn duplicate(first: &Wording<'_>, second: &Wording<'_>) -> Problem {
    let (file, at) = (&second.place.file, &second.place);
    let (owner, text) = (&second.owner, second.text);
    if first.owner == *owner {
        let message =
            format!("{owner}: “{text}” stands there twice (first on line {}); once is enough", first.place.line);
        return Problem::warning(file, at, message).of_rule(WORDINGS);
    }
    let (first_owner, first_place) = (&first.owner, &first.place);
    let message = format!("{owner}: “{text}” already leads to {first_owner} ({first_place}); keep it in one of them");
    Problem::error(file, at, message).of_rule(WORDINGS)
}

/// The record that a wording leads to already: "fact `wren` (a.toml:4)".
#[must_use]
pub fn wording_owner(loaded: &Loaded, text: &str) -> Option<String> {
    let knowledge = &loaded.knowledge;
    let of_facts = knowledge.facts.iter().zip(&loaded.places.facts).flat_map(|(fact, lines)| of_fact(fact, lines));
    let words = bare_words(text);
    let uncovered = knowledge.uncovered.iter().zip(&loaded.places.uncovered);
    let mut wordings = of_facts.chain(uncovered.flat_map(|(subject, places)| of_uncovered(subject, places)));
    let wording = wordings.find(|wording| bare_words(wording.text) == words)?;
    Some(format!("{} ({}:{})", wording.owner, wording.place.file.display(), wording.place.line))
}

/// Lower-case words with single spaces, so that "Who went?" and "who  went" are equal.
#[must_use]
pub fn bare_words(text: &str) -> String {
    let letters: String =
        text.nfkc().flat_map(char::to_lowercase).filter(|letter| !matches!(letter, '\'' | '’')).collect();
    let words = letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
