//! Names in a piece of code: found as whole words, not as parts of others.

/// The first name after each occurrence of a path's beginning; a group in braces counts as a name nobody may import.
pub fn after(code: &str, path: &str) -> Vec<String> {
    let ends = code.match_indices(path).filter(|(at, _)| !code[..*at].ends_with(is_word_part));
    let rests = ends.map(|(at, _)| &code[at + path.len()..]);
    rests
        .map(|rest| match rest.find(|letter: char| !is_word_part(letter)) {
            Some(0) => "several layers at once".to_owned(),
            Some(end) => rest[..end].to_owned(),
            None => rest.to_owned(),
        })
        .collect()
}

/// Whether a path begins with the name or, as in `std::fs`, goes through it.
pub fn is_named(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let is_whole = !before.ends_with(is_word_part) && !after.starts_with(is_word_part);
        let is_imported = before.ends_with("use ") || before.ends_with("std::") || before.ends_with("std::{");
        is_whole && (is_imported || after.starts_with("::"))
    })
}

pub fn has_word(code: &str, word: &str) -> bool {
    let is_whole =
        |at: usize| !code[..at].ends_with(is_word_part) && !code[at + word.len()..].starts_with(is_word_part);
    code.match_indices(word).any(|(at, _)| is_whole(at))
}

pub fn is_word_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
