//! Names that a curator need not think of: the id of a fact from its question, the file of a topic.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::knowledge::Knowledge;
use crate::text::{Analyzer, Commonness, fold};

/// The most words of a proposed id: enough to be told apart, few enough to be remembered.
const MAX_ID_WORDS: usize = 4;

/// The longest proposed id, in bytes: a number behind it still fits a button in Discord.
const MAX_ID_BYTES: usize = 50;

/// Files are numbered in steps, so that another fits between.
const STEP: u32 = 10;
/// The last number of two digits; names are sorted as texts, so three digits would come before.
const LAST_NUMBER: u32 = 99;

/// An id for a fact with this question that no fact has yet.
#[must_use]
pub fn propose_id(question: &str, knowledge: &Knowledge) -> String {
    let words = Analyzer::english().analyze(question).words;
    let telling = |least: Commonness| {
        let words = words.iter().filter(|word| word.commonness >= least).map(|word| slug(&word.folded));
        let words = words.filter(|word| !word.is_empty()).take(MAX_ID_WORDS);
        let joined = |id: String, word: String| if id.is_empty() { word } else { format!("{id}-{word}") };
        words.fold(String::new(), |id, word| {
            let longer = joined(id.clone(), word);
            if longer.len() > MAX_ID_BYTES { id } else { longer }
        })
    };
    let proposed = [Commonness::Common, Commonness::Generic, Commonness::Function].map(telling);
    let stem = proposed.into_iter().find(|id| !id.is_empty()).unwrap_or_else(|| "fact".to_owned());
    let numbered = (2..).map(|number: usize| format!("{stem}-{number}"));
    let mut ids = std::iter::once(stem.clone()).chain(numbered);
    ids.find(|id| knowledge.find(id).is_none()).unwrap_or(stem)
}

/// Lower-case words with hyphens between, as ids and file names are written.
#[must_use]
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<String>>().join("-")
}

/// The TOML file where the last fact of a topic stands.
pub(super) fn file_of_topic(title: &str, knowledge: &Knowledge) -> Option<PathBuf> {
    let topic = knowledge.topics.iter().position(|topic| topic.title == title)?;
    let facts = knowledge.facts.iter().rev().filter(|fact| fact.topic == topic);
    let mut files = facts.map(|fact| &fact.origin.file);
    files.find(|file| file.extension() == Some(OsStr::new("toml"))).cloned()
}

/// Names for the files of new topics, in the order of the topics: each comes after all files before it.
pub(super) fn new_files(titles: &[&str], taken: &[PathBuf], folder: &Path) -> Vec<PathBuf> {
    let names = || taken.iter().filter_map(|path| path.file_name().and_then(OsStr::to_str));
    let last = names().filter_map(number_of).max().unwrap_or(0);
    let n_new = u32::try_from(titles.len()).unwrap_or(u32::MAX);
    let step = [STEP, 1].into_iter().find(|step| last.saturating_add(n_new.saturating_mul(*step)) <= LAST_NUMBER);
    let mut beyond = names().filter_map(|name| number_of(name.strip_prefix("99-")?)).max().unwrap_or(0);
    let mut number = last;
    let mut paths: Vec<PathBuf> = Vec::new();
    for title in titles {
        let prefix = if let Some(step) = step {
            number += step;
            format!("{number:02}")
        } else {
            beyond += 1;
            format!("{LAST_NUMBER}-{beyond:04}")
        };
        let name = Some(slug(title)).filter(|name| !name.is_empty()).unwrap_or_else(|| "topic".to_owned());
        paths.push(folder.join(format!("{prefix}-{name}.toml")));
    }
    paths
}

/// The number that a file's name begins with.
fn number_of(name: &str) -> Option<u32> {
    let (digits, _) = name.split_once('-')?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::from_texts;

    #[test]
    fn an_id_is_made_of_the_words_that_tell_something() {
        let text = "[[fact]]\nid = \"tall-lighthouse\"\nquestion = \"Q?\"\nanswer = \"A.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 1 }]\n";
        let knowledge =
            from_texts(&[("a.toml", text), ("s.toml", "[[source]]\nid = \"s\"\ntitle = \"S\"\n")]).knowledge;
        let check = |question: &str, id: &str| assert_eq!(propose_id(question, &knowledge), id, "{question}");
        check("How tall is the lighthouse?", "tall-lighthouse-2");
        check("What do we do?", "what-do-we-do");
        check("Où est Zoë?", "ou-est-zoe");
        check("…?", "fact");
    }

    #[test]
    fn new_files_come_after_the_old_ones() {
        let check = |titles: &[&str], taken: &[&str], names: &[&str]| {
            let taken: Vec<PathBuf> = taken.iter().map(PathBuf::from).collect();
            let names: Vec<PathBuf> = names.iter().map(|name| Path::new("k").join(name)).collect();
            assert_eq!(new_files(titles, &taken, Path::new("k")), names);
        };
        check(&["The tower", "Ships!"], &[], &["10-the-tower.toml", "20-ships.toml"]);
        check(&["Ships"], &["k/10-a.toml", "k/sources.toml"], &["20-ships.toml"]);
        check(&["Ships", "…"], &["k/95-a.toml"], &["96-ships.toml", "97-topic.toml"]);
        check(&["Ships"], &["k/99-a.toml"], &["99-0001-ships.toml"]);
        check(&["Ships"], &["k/99-0001-a.toml"], &["99-0002-ships.toml"]);
    }
}
