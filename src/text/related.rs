//! Words that people use for one another in any subject, from a built-in list: "remove" and "delete", "decide" and
//! "decision". A hint, never the same: what a curator declares synonymous is in the base, and counts fully.

/// One group of related words a line, as stems; the words themselves are in `related.txt`.
/// `tests/it/word_lists.rs` compares them, and writes them anew.
pub(super) const GROUPS: &str = include_str!("english/related-stems.txt");
