//! Files become a `Knowledge` and every problem found in them. The only reader of knowledge/; what it returns is for
//! use where no problem is an error.

use std::fs;
use std::path::{Path, PathBuf};

use super::assemble::assemble;
use super::document::Document;
use super::encoding::decode;
use super::file::WrittenFile;
use super::problem::Problem;
use super::{Knowledge, Places};

/// What was read from a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Every record that could be understood.
    pub knowledge: Knowledge,
    /// Everything wrong with the files, sorted by file and line.
    pub problems: Vec<Problem>,
    /// On which line each text stands.
    pub places: Places,
    /// Fingerprints of sources that were recorded beside the facts, unread.
    pub fingerprints: Vec<(PathBuf, String)>,
    /// Whether a folder with at least one file in it could be read at all.
    pub was_found: bool,
}

impl Loaded {
    /// Whether something must be put right before the base can be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}

/// Reads every `*.toml` in a folder, in name order. It never fails: what went wrong is in the problems.
#[must_use]
pub fn load(folder: &Path) -> Loaded {
    let (paths, prints) = match toml_files(folder) {
        Ok(paths) => paths,
        Err(problem) => return Loaded { problems: vec![problem], ..Loaded::default() },
    };
    let mut problems = Vec::new();
    let files = read_all(paths, &mut problems);
    let loaded = finish(files.iter().map(|(path, bytes)| (path.as_path(), bytes.as_slice())), problems);
    // A fingerprint that can't be read keeps nobody from asking the facts, so it is told of by `check` alone.
    let mut unread = Vec::new();
    let prints = read_all(prints, &mut unread).into_iter();
    let prints = prints.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()));
    Loaded { fingerprints: prints.collect(), ..loaded }
}

fn read_all(paths: Vec<PathBuf>, problems: &mut Vec<Problem>) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for path in paths {
        match read_file(&path) {
            Ok(bytes) => files.push((path, bytes)),
            Err(reason) => {
                let message = format!("can't be read: {reason}; make it a readable file or take it away");
                problems.push(Problem::error(&path, None, message));
            }
        }
    }
    files
}

/// Reads texts that are already in memory, each with the name that problems shall give it.
#[must_use]
pub fn from_texts(texts: &[(&str, &str)]) -> Loaded {
    finish(texts.iter().map(|(name, text)| (Path::new(*name), text.as_bytes())), Vec::new())
}

fn finish<'bytes>(files: impl Iterator<Item = (&'bytes Path, &'bytes [u8])>, problems: Vec<Problem>) -> Loaded {
    let mut problems = problems;
    // What can't be read may hold the very record that another refers to.
    let mut is_whole = problems.is_empty();
    let mut written = Vec::new();
    for (path, bytes) in files {
        let (file, found, is_readable) = parse(path, bytes);
        written.push((path.to_owned(), file));
        problems.extend(found);
        is_whole &= is_readable;
    }
    let (knowledge, places, found) = assemble(written, is_whole);
    problems.extend(found);
    problems.sort();
    problems.dedup();
    Loaded { knowledge, problems, places, fingerprints: Vec::new(), was_found: true }
}

/// The file's records, its problems, and whether all of it was TOML.
fn parse(path: &Path, bytes: &[u8]) -> (WrittenFile, Vec<Problem>, bool) {
    let (text, mut problems) = decode(path, bytes);
    let (document, mistakes) = Document::parse(path, &text);
    let is_whole = problems.is_empty() && mistakes.is_empty();
    // A line that is not even text was told of already.
    let mistakes = mistakes.into_iter().filter(|mistake| problems.iter().all(|problem| problem.line != mistake.line));
    let mistakes: Vec<Problem> = mistakes.collect();
    problems.extend(mistakes);
    let (file, found) = WrittenFile::read(&document);
    problems.extend(found);
    (file, problems, is_whole)
}

/// The ending of a recorded fingerprint's name.
pub const FINGERPRINT_ENDING: &str = "fingerprint";

/// The files with records, and those with fingerprints, each in name order.
fn toml_files(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Problem> {
    let problem = |message: String| Problem::error(folder, None, message);
    let entries = fs::read_dir(folder).map_err(|reason| {
        problem(format!(
            "the fact base can't be read: {reason}; name its folder with --knowledge DIR or in config.toml"
        ))
    })?;
    let (mut paths, mut prints) = (Vec::new(), Vec::new());
    for entry in entries {
        let path = entry.map_err(|reason| problem(format!("the folder can't be read to its end: {reason}")))?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let ends_with = |ending: &str| path.extension().is_some_and(|extension| extension == ending);
        if !is_hidden && ends_with("toml") {
            paths.push(path);
        } else if !is_hidden && ends_with(FINGERPRINT_ENDING) {
            prints.push(path);
        }
    }
    if paths.is_empty() {
        return Err(problem("no .toml file is in it; a fact base needs sources.toml and a file with facts".to_owned()));
    }
    paths.sort();
    prints.sort();
    Ok((paths, prints))
}

/// A pipe or device would keep the desk waiting, so only plain files are opened.
fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let is_file = fs::metadata(path).map_err(|reason| reason.to_string())?.is_file();
    if is_file { fs::read(path).map_err(|reason| reason.to_string()) } else { Err("it is not a file".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOURCES: (&str, &str) = ("sources.toml", "[[source]]\nid = \"s\"\ntitle = \"The source\"\n");
    const WHOLE_FACT: &str = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Who is small?\"\nanswer = \"The wren.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 2 }]\n";

    fn check(text: &str, problems: &[&str]) {
        let loaded = from_texts(&[("a.toml", text), SOURCES]);
        let found: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(found, problems, "{text}");
    }

    #[test]
    fn the_smallest_base_has_no_problem() {
        check(WHOLE_FACT, &[]);
        check(&format!("\u{feff}{}", WHOLE_FACT.replace('\n', "\r\n")), &[]);
    }

    #[test]
    fn everything_missing_is_told_at_once() {
        check(
            "topic = \"Birds\"\n\n[[fact]]\n\n[[fact]]\nid = \"wren\"\ncites = [{ source = \"s\" }]\n[[source]]\n[[synonym]]\nwords = [\"a\"]\n[[uncovered]]\n",
            &[
                "a.toml:3:1: error: fact: `answer` is missing; add answer = \"…\"",
                "a.toml:3:1: error: fact: `id` is missing; add id = \"…\" in lower-case words with hyphens",
                "a.toml:3:1: error: fact: `question` is missing; add question = \"…\", the wording that members see",
                "a.toml:3:1: error: fact: nothing is cited; add cites = [{ source = \"…\", paragraph = 1, sentence = 1 }]",
                "a.toml:5:1: error: fact `wren`: `answer` is missing; add answer = \"…\"",
                "a.toml:5:1: error: fact `wren`: `question` is missing; add question = \"…\", the wording that members see",
                "a.toml:7:10: error: fact `wren`, cites: `paragraph` is missing; add paragraph = 1",
                "a.toml:7:10: error: fact `wren`, cites: `sentence` is missing; add sentence = 1",
                "a.toml:8:1: error: source: `id` is missing; add id = \"…\" in lower-case words with hyphens",
                "a.toml:8:1: error: source: `title` is missing; add title = \"…\", as far as it is known",
                "a.toml:9:1: error: synonym: `words` needs at least two words or phrases that mean the same",
                "a.toml:11:1: error: uncovered: `id` is missing; add id = \"…\" in lower-case words with hyphens",
                "a.toml:11:1: error: uncovered: `subject` is missing; add subject = \"…\", to complete “The desk has nothing on …”",
                "a.toml:11:1: error: uncovered: nothing leads here; add asked = [\"…\"] or keywords = [\"…\"]",
            ],
        );
    }

    #[test]
    fn a_wrong_key_type_or_value_is_told_with_its_line() {
        let text = format!(
            "{WHOLE_FACT}also_aksed = [\"x\"]\nkeywords = \"small\"\nwhen = \"2024-13\"\nrelated = [\"wran\", 5]\n[fact.ru]\nquestion = \"?\"\nanswer = \"\"\n[[fact]]\nid = \"Big Bird\"\nquestion = 7\nanswer = \" \"\nwhen = 2024\ncites = [{{ source = \"z\", paragraph = 0, sentence = 1.5, page = 3 }}]\n"
        );
        check(
            &text,
            &[
                "a.toml:7:1: error: fact `wren`: unknown key `also_aksed`; did you mean `also_asked`?",
                "a.toml:8:12: error: fact `wren`: `keywords` must be a list of texts, such as [\"…\", \"…\"], but it is text",
                "a.toml:9:8: error: fact `wren`: `when` is not a date; write \"2024\", \"2024-12\" or \"2024-12-31\"",
                "a.toml:10:12: error: `related` names `wran`, but no fact has that id; did you mean `wren`?",
                "a.toml:10:20: error: fact `wren`: `related` must be text in quotes, but it is a number",
                "a.toml:13:10: error: fact `wren`, ru: empty text in `answer`; write it or take it out",
                "a.toml:15:6: error: fact `Big Bird`: an id is lower-case letters and digits with hyphens between, such as `contingent-size`",
                "a.toml:16:12: error: fact `Big Bird`: `question` must be text in quotes, but it is a number",
                "a.toml:17:10: error: fact `Big Bird`: empty text in `answer`; write it or take it out",
                "a.toml:18:8: error: fact `Big Bird`: `when` must be text in quotes, but it is a number",
                "a.toml:19:10: error: fact `Big Bird`: no source has the id `z`; add it to sources.toml",
                "a.toml:19:38: error: fact `Big Bird`, cites: `paragraph` must be a whole number from 1 on",
                "a.toml:19:52: error: fact `Big Bird`, cites: `sentence` must be a whole number from 1 on",
                "a.toml:19:57: error: fact `Big Bird`, cites: unknown key `page`; the keys here are source, paragraph, sentence, quote",
            ],
        );
    }

    #[test]
    fn a_broken_record_hides_nothing_of_the_others() {
        check(
            &format!(
                "{WHOLE_FACT}keywords = [\"a\", \"b\"\n[[fact]]\nid = \"owl\"\nanswer = unquoted\n\n[[fact]]\nid = \"wren\"\n"
            ),
            &[
                "a.toml:7:21: error: not TOML: unclosed array, expected `]`",
                "a.toml:10:10: error: not TOML: string values must be quoted, expected literal string",
                "a.toml:12:1: error: fact `wren`: `answer` is missing; add answer = \"…\"",
                "a.toml:12:1: error: fact `wren`: `question` is missing; add question = \"…\", the wording that members see",
                "a.toml:12:1: error: fact `wren`: nothing is cited; add cites = [{ source = \"…\", paragraph = 1, sentence = 1 }]",
                "a.toml:13:6: error: the fact id `wren` is taken by a.toml:3; give this one another",
            ],
        );
    }

    #[test]
    fn a_file_without_a_topic_is_named_after_itself() {
        let text = WHOLE_FACT.replace("topic = \"Birds\"\n", "");
        let loaded = from_texts(&[("20-small-birds.toml", &text), SOURCES]);
        let message = "20-small-birds.toml:1: warning: the file has no topic; add topic = \"Small birds\" as its first line, or a better name";
        assert_eq!(loaded.problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
        assert_eq!(loaded.knowledge.topics.first().map(|topic| topic.title.as_str()), Some("Small birds"));
    }

    #[test]
    fn bytes_that_are_no_text_are_told_by_line() {
        let bytes = b"topic = \"x\"\n# \xFF\n[[fact]]\n\xFE\n";
        let loaded = finish([(Path::new("a.toml"), bytes.as_slice())].into_iter(), Vec::new());
        let found: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "a.toml:2: error: not UTF-8 text; save the file as UTF-8",
                "a.toml:4: error: not UTF-8 text; save the file as UTF-8"
            ]
        );
    }

    #[test]
    fn the_revision_knows_texts_but_not_file_names() {
        let revision = |name: &str, text: &str| from_texts(&[(name, text), SOURCES]).knowledge.revision;
        let first = revision("a.toml", WHOLE_FACT);
        assert_eq!(first.to_string(), "0561ba75");
        assert_eq!(revision("z.toml", &WHOLE_FACT.replace(" = ", "=")), first);
        assert_ne!(revision("a.toml", &WHOLE_FACT.replace("small?", "small")), first);
    }

    proptest! {
        #[test]
        fn loading_never_panics(pieces in proptest::collection::vec("[[fact]]\n|[fact.ru]\n|[[source]]\n|id = |cites = |[{|}]|\"|\\PC{0,6}|\n|=|related", 0..40)) {
            let text = pieces.concat();
            let _ = from_texts(&[("a.toml", &text), SOURCES]);
            let _ = finish([(Path::new("b.toml"), text.as_bytes())].into_iter(), Vec::new());
        }

        #[test]
        fn loading_never_panics_on_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = finish([(Path::new("b.toml"), bytes.as_slice())].into_iter(), Vec::new());
        }
    }
}
