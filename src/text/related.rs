//! Words that people use for one another in any subject, from a built-in list: "remove" and "delete", "decide" and
//! "decision". A hint, never the same: what a curator declares synonymous is in the base, and counts fully.

use std::collections::HashMap;

use rust_stemmers::Stemmer;

/// One group of related words a line.
const GROUPS: &str = include_str!("english/related.txt");

/// For each stem the stems of related words.
#[derive(Debug)]
pub(super) struct RelatedWords {
    related: HashMap<String, Vec<String>>,
}

impl RelatedWords {
    /// Reads the list that is part of the program.
    #[must_use]
    pub(super) fn english(stemmer: &Stemmer) -> Self {
        let mut related: HashMap<String, Vec<String>> = HashMap::new();
        for group in GROUPS.lines() {
            let stems: Vec<String> = group.split_whitespace().map(|word| stemmer.stem(word).into_owned()).collect();
            for stem in &stems {
                let list = related.entry(stem.clone()).or_default();
                for other in &stems {
                    if other != stem && !list.contains(other) {
                        list.push(other.clone());
                    }
                }
            }
        }
        Self { related }
    }

    /// Each stem with the stems of its related words.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.related.iter().map(|(stem, others)| (stem.as_str(), others.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use rust_stemmers::{Algorithm, Stemmer};

    use super::RelatedWords;

    #[test]
    fn words_of_a_line_are_related_and_lines_are_not_joined() {
        let related = RelatedWords::english(&Stemmer::create(Algorithm::English));
        let all: std::collections::HashMap<&str, &[String]> = related.all().collect();
        let knows = |word: &str, other: &str| all.get(word).is_some_and(|others| others.iter().any(|o| o == other));
        assert!(knows("delet", "remov") && knows("remov", "delet"));
        assert!(knows("photo", "pictur"));
        assert!(!knows("buy", "sell"));
        assert!(all.iter().all(|(word, others)| !others.iter().any(|other| other == word)));
    }
}
