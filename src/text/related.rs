//! Words that people use for one another in any subject, from a built-in list: "remove" and "delete", "decide" and
//! "decision". A hint, never the same: what a curator declares synonymous is in the base, and counts fully.

/// One group of related words a line, as stems; the words themselves are in `related.txt`. A test compares them, and
/// writes them anew where `UPDATE_EXPECT` is set.
pub(super) const GROUPS: &str = include_str!("english/related-stems.txt");

#[cfg(test)]
mod tests {
    use rust_stemmers::{Algorithm, Stemmer};

    use super::GROUPS;
    use crate::text::stored_stems;

    #[test]
    fn the_stored_stems_are_those_of_the_list() {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut lines = String::new();
        for group in include_str!("english/related.txt").lines() {
            let mut stems: Vec<String> = Vec::new();
            for stem in group.split_whitespace().map(|word| stemmer.stem(word).into_owned()) {
                if !stems.contains(&stem) {
                    stems.push(stem);
                }
            }
            lines += &(stems.join(" ") + "\n");
        }
        stored_stems::check("related-stems.txt", GROUPS, &lines);
    }
}
