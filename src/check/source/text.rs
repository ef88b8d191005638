//! The text of a source, cut into paragraphs and sentences as citations number them: plain text with a blank line
//! between paragraphs, or lines of "p1.s2", a tab and the sentence. It is held in memory alone and never kept.

use std::path::Path;

use crate::knowledge::Problem;

/// A source as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The sentences, each with its paragraph and its number there, both counted from 1.
    pub sentences: Vec<(u32, u32, String)>,
}

/// Words that end in a full stop in the middle of a sentence, beside capital letters alone.
const ABBREVIATIONS: [&str; 28] = [
    "adm", "brig", "capt", "cmdr", "co", "col", "corp", "cpl", "dr", "gen", "gov", "hon", "inc", "jr", "lt", "maj",
    "mr", "mrs", "ms", "mt", "no", "prof", "rep", "sen", "sgt", "sr", "st", "vs",
];

impl SourceText {
    /// Reads a text in either form, and tells the lines that don't fit.
    #[must_use]
    pub fn read(file: &Path, text: &str) -> (Self, Vec<Problem>) {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let (sentences, mut problems) =
            if labelled(first).is_some() { by_label(file, text) } else { (by_blank_lines(text), Vec::new()) };
        if sentences.is_empty() {
            problems.push(Problem::error(file, None, "no sentence is in it; give the source's own text"));
        }
        (Self { sentences }, problems)
    }
}

/// A line that begins with the number of its sentence: "p1.s2", a tab, the sentence.
fn labelled(line: &str) -> Option<(u32, u32, &str)> {
    let (label, sentence) = line.split_once('\t')?;
    let (paragraph, number) = label.trim().strip_prefix('p')?.split_once(".s")?;
    Some((paragraph.parse().ok()?, number.parse().ok()?, sentence.trim()))
}

fn by_label(file: &Path, text: &str) -> (Vec<(u32, u32, String)>, Vec<Problem>) {
    let (mut sentences, mut problems) = (Vec::new(), Vec::new());
    for (line, at) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        match labelled(line) {
            Some((paragraph, number, sentence)) => sentences.push((paragraph, number, sentence.to_owned())),
            None => problems.push(Problem::error(file, at, "not a sentence; write p1.s2, a tab and the sentence")),
        }
    }
    (sentences, problems)
}

fn by_blank_lines(text: &str) -> Vec<(u32, u32, String)> {
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in text.lines() {
        match paragraphs.last_mut() {
            Some(last) if !line.trim().is_empty() => {
                last.push_str(line.trim());
                last.push(' ');
            }
            _ => paragraphs.push(String::new()),
        }
    }
    let paragraphs = paragraphs.iter().filter(|paragraph| !paragraph.is_empty()).zip(1..);
    let sentences = paragraphs.flat_map(|(paragraph, at)| {
        split(paragraph).into_iter().zip(1..).map(move |(sentence, number)| (at, number, sentence.to_owned()))
    });
    sentences.collect()
}

/// The sentences of a paragraph.
fn split(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in paragraph.char_indices().filter(|(_, mark)| matches!(mark, '.' | '?' | '!' | '…')) {
        let rest = &paragraph[at + mark.len_utf8()..];
        let closed = rest.trim_start_matches(['”', '’', '"', '\'', ')', ']', '»']);
        let next = closed.trim_start();
        let begins = next.trim_start_matches(['“', '‘', '"', '\'', '(', '[', '«', '—', ' ']).chars().next();
        let begins_anew = begins.is_none_or(|letter| letter.is_uppercase() || letter.is_ascii_digit());
        let goes_on = closed.len() == next.len() && !closed.is_empty();
        if goes_on || !begins_anew || (mark == '.' && ends_abbreviation(&paragraph[start..at], next.is_empty())) {
            continue;
        }
        let end = paragraph.len() - closed.len();
        sentences.push(paragraph[start..end].trim());
        start = end;
    }
    sentences.push(paragraph[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Whether a full stop after this text shortens a word; at the end of a paragraph it ends a sentence as well.
fn ends_abbreviation(before: &str, is_last: bool) -> bool {
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    !is_last && (is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sentences: &[(u32, u32, &str)], problems: &[&str]) {
        let (read, found) = SourceText::read(Path::new("a.txt"), text);
        let read: Vec<(u32, u32, &str)> = read.sentences.iter().map(|(p, s, text)| (*p, *s, text.as_str())).collect();
        assert_eq!(read, sentences, "{text}");
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), problems, "{text}");
    }

    #[test]
    fn paragraphs_and_sentences_are_counted_as_citations_do() {
        check(
            "The tower is 41.5 metres\ntall. Who built it? Maj. Gen. Moen of the U.N. office.\n\n“It is lit.\nAt last,” he said. In St. Olav’s day it wasn’t.",
            &[
                (1, 1, "The tower is 41.5 metres tall."),
                (1, 2, "Who built it?"),
                (1, 3, "Maj. Gen. Moen of the U.N. office."),
                (2, 1, "“It is lit."),
                (2, 2, "At last,” he said."),
                (2, 3, "In St. Olav’s day it wasn’t."),
            ],
            &[],
        );
        check(
            "It was “within the shortest time.” Then more.",
            &[(1, 1, "It was “within the shortest time.”"), (1, 2, "Then more.")],
            &[],
        );
    }

    #[test]
    fn labelled_lines_keep_their_numbers() {
        check(
            "p1.s1\tIt stands.\r\np4.s2\tIt falls. Twice.\n\nno label\n",
            &[(1, 1, "It stands."), (4, 2, "It falls. Twice.")],
            &["a.txt:4: error: not a sentence; write p1.s2, a tab and the sentence"],
        );
    }

    #[test]
    fn an_empty_text_is_told() {
        check("\n \n", &[], &["a.txt: error: no sentence is in it; give the source's own text"]);
    }
}
