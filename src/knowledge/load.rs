//! Files become a `Knowledge` and every problem found in them. The only reader of knowledge/; what it returns is for
//! use where no problem is an error.

use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::fact_file::{is_fact_file, is_hidden, is_json_lines};
use super::problem::Problem;
use super::reading::Reading;
use super::written::Written;
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
    /// The files of fingerprints of sources that stand beside the facts. Only who checks the base reads them.
    pub fingerprints: Vec<PathBuf>,
    /// Whether a folder with at least one file in it could be read at all.
    pub was_found: bool,
    /// Whether that is because no fact was written yet.
    pub is_new: bool,
}

impl Loaded {
    /// Whether something must be put right before the base can be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}

/// Reads every `*.toml` and `*.jsonl` in a folder, in name order. It never fails: what went wrong is in the problems.
#[must_use]
pub fn load(folder: &Path) -> Loaded {
    load_changed(folder, &[], &Reading::default())
}

/// Reads a folder as it would be with other texts in some files, new ones among them, and tells how far it has come.
#[must_use]
pub fn load_changed(folder: &Path, changes: &[(PathBuf, String)], reading: &Reading) -> Loaded {
    let (mut paths, prints) = match fact_files(folder) {
        Ok(paths) => paths,
        Err(_) if !changes.is_empty() => FactFiles::default(),
        Err((problem, is_new)) => return Loaded { problems: vec![problem], is_new, ..Loaded::default() },
    };
    paths.extend(changes.iter().map(|(path, _)| path.clone()));
    paths.sort();
    paths.dedup();
    let new_text = |path: &Path| changes.iter().find(|(changed, _)| changed == path).map(|(_, text)| text.as_str());
    for path in paths.iter().filter(|path| new_text(path).is_none()) {
        reading.announce(fs::metadata(path).map_or(0, |about| about.len()));
    }
    let mut written = Written::default();
    for path in paths {
        match new_text(&path) {
            Some(text) => written.take_text(&path, text.as_bytes()),
            None => {
                if let Err(reason) = take_file(&mut written, &path, reading) {
                    let message = format!("can't be read: {reason}; make it a readable file or take it away");
                    written.refuse(Problem::error(&path, None, message));
                }
            }
        }
    }
    let mut loaded = written.assemble();
    if loaded.knowledge.facts.is_empty() && !loaded.has_errors() {
        loaded.was_found = false;
        loaded.is_new = true;
        loaded.problems.push(Problem::error(folder, None, NO_FACT));
    }
    loaded.fingerprints = prints;
    loaded
}

/// What to do where nothing was written yet.
const NO_FACT: &str = "there is no fact in it yet; factdesk add asks for the first one and writes it";

/// Reads texts that are already in memory, each with the name that problems shall give it.
#[must_use]
pub fn from_texts(texts: &[(&str, &str)]) -> Loaded {
    let mut written = Written::default();
    for (name, text) in texts {
        written.take_text(Path::new(name), text.as_bytes());
    }
    written.assemble()
}

/// The ending of a recorded fingerprint's name.
pub const FINGERPRINT_ENDING: &str = "fingerprint";

/// Files with records, and files with fingerprints.
type FactFiles = (Vec<PathBuf>, Vec<PathBuf>);

/// The files with records and those with fingerprints, each in name order; a problem where there are none, and whether
/// that is because nothing was written yet.
fn fact_files(folder: &Path) -> Result<FactFiles, (Problem, bool)> {
    let problem = |message: String| Problem::error(folder, None, message);
    let entries = fs::read_dir(folder).map_err(|reason| match reason.kind() {
        ErrorKind::NotFound => (problem(NO_FOLDER.to_owned()), true),
        _ => (problem(format!("the fact base can't be read: {reason}; {NAME_IT}")), false),
    })?;
    let (mut paths, mut prints) = (Vec::new(), Vec::new());
    for entry in entries {
        let message = |reason| problem(format!("the folder can't be read to its end: {reason}; try again"));
        let path = entry.map_err(|reason| (message(reason), false))?.path();
        if is_fact_file(&path) {
            paths.push(path);
        } else if !is_hidden(&path) && path.extension().is_some_and(|extension| extension == FINGERPRINT_ENDING) {
            prints.push(path);
        }
    }
    if paths.is_empty() {
        return Err((problem(NO_FACT.to_owned()), true));
    }
    paths.sort();
    prints.sort();
    Ok((paths, prints))
}

/// What to do about a folder that can't be read.
const NAME_IT: &str = "name its folder with --knowledge DIR or in config.toml";
/// What to do where there is no folder.
const NO_FOLDER: &str = "there is no such folder; factdesk add begins a fact base there, or name another folder with --knowledge DIR or in config.toml";

/// How much of a file of lines is asked from the system at once, in bytes.
const READ_BYTES: usize = 256 * 1_024;

fn take_file(written: &mut Written, path: &Path, reading: &Reading) -> Result<(), String> {
    let text_of = |reason: io::Error| reason.to_string();
    let mut file = reading.count(open_file(path)?);
    if is_json_lines(path) {
        let input = BufReader::with_capacity(READ_BYTES, file);
        return written.take_lines(path, input).map_err(text_of);
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(text_of)?;
    written.take_toml(path, &bytes);
    Ok(())
}

/// A pipe or device would keep the desk waiting, so only plain files are opened.
fn open_file(path: &Path) -> Result<File, String> {
    let is_file = fs::metadata(path).map_err(|reason| reason.to_string())?.is_file();
    if is_file { File::open(path).map_err(|reason| reason.to_string()) } else { Err("it is not a file".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOURCES: (&str, &str) = ("sources.toml", "[[source]]\nid = \"s\"\ntitle = \"The source\"\n");
    const WHOLE_FACT: &str = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Who is small?\"\nanswer = \"The wren.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 2 }]\n";

    fn from_bytes(name: &str, bytes: &[u8]) -> Loaded {
        let mut written = Written::default();
        written.take_text(Path::new(name), bytes);
        written.assemble()
    }

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
        let loaded = from_bytes("a.toml", bytes);
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
            let _ = from_bytes("b.jsonl", text.as_bytes());
        }

        #[test]
        fn loading_never_panics_on_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = from_bytes("b.toml", &bytes);
            let _ = from_bytes("b.jsonl", &bytes);
        }
    }
}
