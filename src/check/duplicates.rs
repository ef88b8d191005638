//! The rule that a wording leads to one place only. Case, punctuation and spacing make no difference.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::knowledge::{Fact, Loaded, Origin, Problem, TextLines, Uncovered};

/// A wording with its owner.
struct Wording<'base> {
    text: &'base str,
    owner: String,
    place: Origin,
}

/// Wordings that stand twice: in one record that is needless, in two it is a contradiction.
pub(super) fn duplicate_wordings(loaded: &Loaded) -> Vec<Problem> {
    let knowledge = &loaded.knowledge;
    let of_facts = knowledge.facts.iter().zip(&loaded.places.facts).flat_map(|(fact, lines)| of_fact(fact, lines));
    let wordings = of_facts.chain(knowledge.uncovered.iter().flat_map(of_uncovered));
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

fn of_fact<'base>(fact: &'base Fact, lines: &'base TextLines) -> impl Iterator<Item = Wording<'base>> {
    let lines = std::iter::once(lines.question).chain(lines.also_asked.iter().copied());
    fact.wordings().zip(lines).map(|(text, line)| Wording {
        text,
        owner: format!("fact `{}`", fact.id),
        place: Origin { file: fact.origin.file.clone(), line },
    })
}

fn of_uncovered(uncovered: &Uncovered) -> impl Iterator<Item = Wording<'_>> {
    uncovered.asked.iter().map(|text| Wording {
        text,
        owner: format!("uncovered `{}`", uncovered.id),
        place: uncovered.origin.clone(),
    })
}

fn duplicate(first: &Wording<'_>, second: &Wording<'_>) -> Problem {
    let Origin { file, line } = &second.place;
    let (owner, text) = (&second.owner, second.text);
    if first.owner == *owner {
        let message =
            format!("{owner}: “{text}” stands there twice (first on line {}); once is enough", first.place.line);
        return Problem::warning(file, *line, message);
    }
    let (first_owner, first_file, first_line) = (&first.owner, first.place.file.display(), first.place.line);
    let message =
        format!("{owner}: “{text}” already leads to {first_owner} ({first_file}:{first_line}); keep it in one of them");
    Problem::error(file, *line, message)
}

/// The record that a wording leads to already: "fact `wren` (a.toml:4)".
#[must_use]
pub fn wording_owner(loaded: &Loaded, text: &str) -> Option<String> {
    let knowledge = &loaded.knowledge;
    let of_facts = knowledge.facts.iter().zip(&loaded.places.facts).flat_map(|(fact, lines)| of_fact(fact, lines));
    let words = bare_words(text);
    let mut wordings = of_facts.chain(knowledge.uncovered.iter().flat_map(of_uncovered));
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
