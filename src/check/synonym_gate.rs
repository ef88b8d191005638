//! The rules for synonyms: a word stands in one group only, and once, for groups that share a word would become one and
//! mean more than their curator wrote.

use std::collections::HashMap;

use crate::knowledge::{Loaded, Origin, Position, Problem};
use crate::text::Analyzer;

/// The rule's name.
const RULE: &str = "synonym";

/// Words that stand in two groups, or in one twice.
pub(super) fn colliding_synonyms(loaded: &Loaded, analyzer: &Analyzer) -> Vec<Problem> {
    let mut first_by_stems: HashMap<String, (usize, String, Origin)> = HashMap::new();
    let mut problems = Vec::new();
    let groups = loaded.knowledge.synonyms.iter().zip(&loaded.places.synonyms).enumerate();
    for (group, (synonym, places)) in groups {
        for (word, &at) in synonym.words.iter().zip(places) {
            let place = Origin::new(&synonym.origin.file, at);
            let stems: Vec<String> =
                analyzer.analyze(word).words.into_iter().map(|word| word.stem.to_string()).collect();
            match first_by_stems.get(&stems.join(" ")) {
                Some((first, other, first_place)) if *first != group => {
                    problems.push(collision(word, other, first_place, &place, at));
                }
                Some((_, other, _)) if other == word => problems.push(repeated(word, &place, at)),
                Some(_) => {}
                None => {
                    first_by_stems.insert(stems.join(" "), (group, word.clone(), place));
                }
            }
        }
    }
    problems
}

fn collision(word: &str, other: &str, first: &Origin, place: &Origin, at: Position) -> Problem {
    let written = if word == other { String::new() } else { format!(", as “{other}”") };
    let message = format!(
        "synonym: “{word}” also stands in the group at {first}{written}; join the two groups or take it out of one"
    );
    Problem::error(&place.file, at, message).of_rule(RULE)
}

fn repeated(word: &str, place: &Origin, at: Position) -> Problem {
    let message = format!("synonym: “{word}” stands there twice; once is enough");
    Problem::warning(&place.file, at, message).of_rule(RULE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::from_texts;

    #[test]
    fn a_word_stands_in_one_group_only() {
        let text =
            "[[synonym]]\nwords = [\"tower\", \"beacon\", \"tower\"]\n[[synonym]]\nwords = [\n\"lamp\",\n\"towers\"]\n";
        let found = colliding_synonyms(&from_texts(&[("a.toml", text)]), &Analyzer::english());
        assert_eq!(
            found.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "a.toml:2:29: warning: synonym: “tower” stands there twice; once is enough",
                "a.toml:6:1: error: synonym: “towers” also stands in the group at a.toml:2, as “tower”; join the two groups or take it out of one",
            ]
        );
    }
}
