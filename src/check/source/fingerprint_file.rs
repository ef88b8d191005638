//! A fingerprint as it is written beside the source: one line names the format, one the source, and for each sentence
//! there are five. Nothing of it can be read back as text.

use std::fmt::Write as _;
use std::path::Path;

use crate::knowledge::Problem;

use super::fingerprint::{Fingerprint, SentencePrint};
use super::short_hash::Salt;

/// The first line: what it is, and the version of the format and of all that is hashed.
const HEADER: &str = "factdesk fingerprint 1";

/// What stands below it for who opens the file.
const EXPLANATION: &str = "\
# What the sentences of a source hold, as hashes of 16 bits: the source can't be read from it, facts can be held against it.
# Made by factdesk check --source ID=FILE --record; make it anew where the source's text changes, and never edit it.
";

impl Fingerprint {
    /// The text to be kept.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("{HEADER}\n{EXPLANATION}source {}\n", self.source);
        for sentence in &self.sentences {
            let (paragraph, number) = sentence.place;
            // Writing to a text never fails.
            let _ = writeln!(text, "sentence {paragraph} {number} {} {:016x}", sentence.n_words, sentence.salt.0);
            for (name, hashes) in sentence.lists() {
                let hashes: String = hashes.iter().fold(String::new(), |mut line, hash| {
                    let _ = write!(line, "{hash:04x}");
                    line
                });
                let _ = writeln!(text, "{name} {hashes}");
            }
        }
        text
    }

    /// Reads it back; a file that was cut or edited is told with the line.
    ///
    /// # Errors
    ///
    /// The problem of the first line that doesn't fit.
    pub fn read(file: &Path, text: &str) -> Result<Self, Problem> {
        let advice = "make it anew with factdesk check --source ID=FILE --record";
        let problem = |line: usize, message: &str| Problem::error(file, line, format!("{message}; {advice}"));
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#'));
        if lines.next().is_none_or(|(line, _)| line != HEADER) {
            return Err(problem(1, "not a fingerprint of this version of factdesk"));
        }
        let source = lines.next().and_then(|(line, _)| line.strip_prefix("source "));
        let source = source.ok_or_else(|| problem(2, "the source isn't named"))?.to_owned();
        let mut fingerprint = Self { source, sentences: Vec::new() };
        while let Some((line, at)) = lines.next() {
            let lists: Vec<&str> = lines.by_ref().take(N_LISTS).map(|(line, _)| line).collect();
            let sentence = read_sentence(line, &lists);
            fingerprint.sentences.push(sentence.ok_or_else(|| problem(at, "this sentence can't be read"))?);
        }
        Ok(fingerprint)
    }
}

/// How many lists of hashes a sentence has.
const N_LISTS: usize = 4;

impl SentencePrint {
    fn lists(&self) -> [(&'static str, &[u16]); N_LISTS] {
        [("spellings", &self.spellings), ("stems", &self.stems), ("details", &self.details), ("runs", &self.runs)]
    }
}

fn read_sentence(line: &str, lists: &[&str]) -> Option<SentencePrint> {
    let mut parts = line.strip_prefix("sentence ")?.split(' ');
    let place = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let n_words = parts.next()?.parse().ok()?;
    let salt = Salt(u64::from_str_radix(parts.next()?, 16).ok()?);
    let mut lists = lists.iter().zip(["spellings", "stems", "details", "runs"]).map(|(line, name)| {
        let digits = line.strip_prefix(name)?.strip_prefix(' ')?;
        let starts = (0..digits.len()).step_by(HASH_DIGITS);
        let hashes = starts.map(|at| u16::from_str_radix(digits.get(at..at + HASH_DIGITS)?, 16).ok());
        hashes.collect::<Option<Vec<u16>>>().filter(|hashes| hashes.is_sorted())
    });
    let mut next = || lists.next().flatten();
    Some(SentencePrint { place, n_words, salt, spellings: next()?, stems: next()?, details: next()?, runs: next()? })
}

/// Hexadecimal digits of a short hash.
const HASH_DIGITS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::SourceText;

    #[test]
    fn a_fingerprint_comes_back_as_it_was_and_holds_no_word() {
        let text = "p1.s1\tThe tower is 41 metres tall.\np2.s3\tIt was lit in May 1871.\n";
        let fingerprint = Fingerprint::of("logbook", &SourceText::read(Path::new("a.tsv"), text).0);
        let written = fingerprint.write();
        assert_eq!(Fingerprint::read(Path::new("a"), &written), Ok(fingerprint));
        assert!(!written.to_lowercase().contains("tower") && !written.contains("41 m"), "{written}");
    }

    #[test]
    fn a_file_that_was_cut_or_edited_is_told() {
        let check = |text: &str, problem: &str| {
            let told = Fingerprint::read(Path::new("a"), text).map_err(|problem| problem.to_string());
            let advice = "make it anew with factdesk check --source ID=FILE --record";
            assert_eq!(told, Err(format!("{problem}; {advice}")), "{text}");
        };
        check("factdesk fingerprint 9\n", "a:1: error: not a fingerprint of this version of factdesk");
        check("factdesk fingerprint 1\n", "a:2: error: the source isn't named");
        check(
            "factdesk fingerprint 1\nsource s\nsentence 1 1 4 00\nspellings 0\n",
            "a:3: error: this sentence can't be read",
        );
    }
}
