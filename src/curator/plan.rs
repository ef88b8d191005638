//! Drafts become changes of files, and the base as it would be is held against every rule before anything is written.

use std::collections::HashSet;
use std::path::{Path, PathBuf, absolute};

use super::base::{Base, problems};
use super::draft::Draft;
use super::replacing;
use super::toml_record::{fact_record, source_record, takes_records, topic_line, with_wordings};
use super::whereabouts::{file_of_topic, new_files};
use crate::knowledge::{Fact, Knowledge, Loaded, Problem, Reading, Source, is_fact_file, is_json_lines, load_changed};

/// The file for sources where none has one yet.
const SOURCES_FILE: &str = "sources.toml";

/// A draft and the number that its writer knows it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The row of a table, the line of a file.
    pub row: usize,
    /// What it says.
    pub draft: Draft,
}

/// Changes of files, not yet made.
#[derive(Debug)]
pub struct Plan {
    folder: PathBuf,
    /// The files as they would be.
    pub changes: Vec<(PathBuf, String)>,
    /// The same files as they are.
    before: Vec<Option<String>>,
    /// The same files' ends; none where nothing is added at an end.
    ends: Vec<End>,
    places: Vec<Place>,
}

/// Where a file ends, kept so that its text is not read again for each record.
#[derive(Debug)]
struct End {
    /// How its lines end.
    newline: &'static str,
    n_newlines: usize,
}

/// Where a draft would stand.
#[derive(Debug)]
struct Place {
    row: usize,
    file: PathBuf,
    /// Its first line and the first behind it, counted from 1.
    lines: (usize, usize),
}

/// What would be wrong with the base.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// With the row of the draft whose lines it is about.
    pub of_rows: Vec<(usize, Problem)>,
    /// Beside the drafts, such as a wording that stood there before.
    pub others: Vec<Problem>,
}

/// Plans where each draft goes: into the file of its topic or a new one, or into the file that is named.
///
/// # Errors
///
/// A file that can't be read or added to, or that nobody would read again.
pub fn plan(base: &Base, drafts: &[Planned], new_sources: &[Source], file: Option<&Path>) -> Result<Plan, String> {
    let (changes, before, ends, places) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut plan = Plan { folder: base.folder.clone(), changes, before, ends, places };
    if !new_sources.is_empty() {
        let written = base.loaded.places.sources.last().map(|source| source.origin.file.clone());
        let path = written.filter(|path| !is_json_lines(path)).unwrap_or_else(|| base.folder.join(SOURCES_FILE));
        let at = plan.open(&path, "source", "")?;
        for source in new_sources {
            plan.append(at, &source_record(source));
        }
    }
    let files = match file {
        Some(file) => vec![named_file(&base.folder, file)?; drafts.len()],
        None => files_of_topics(base, drafts),
    };
    for (Planned { row, draft }, path) in drafts.iter().zip(files) {
        let at = plan.open(&path, "fact", &topic_line(&draft.topic))?;
        let lines = plan.append(at, &fact_record(draft));
        plan.places.push(Place { row: *row, file: path, lines });
    }
    Ok(plan)
}

/// The file that was named, by its name alone or by its whole path, as the loader will find it.
fn named_file(folder: &Path, file: &Path) -> Result<PathBuf, String> {
    // A folder that is not there yet is known only by its name.
    let whole = |folder: &Path| folder.canonicalize().or_else(|_| absolute(folder)).ok();
    let stands_in = file.parent().unwrap_or(file);
    let is_in_folder = stands_in == Path::new("") || whole(stands_in) == whole(folder);
    let takes_records = is_fact_file(file) && !is_json_lines(file);
    match file.file_name().filter(|_| is_in_folder && takes_records) {
        Some(name) => Ok(folder.join(name)),
        None => Err(format!(
            "{} would not be read again as a file that facts are added to; name a .toml file right in {}, such as 20-more.toml",
            file.display(),
            folder.display(),
        )),
    }
}

/// The file of each draft by its topic.
fn files_of_topics(base: &Base, drafts: &[Planned]) -> Vec<PathBuf> {
    let of_topic = |title: &str| {
        let path = file_of_topic(title, base.knowledge())?;
        let takes = replacing::read(&path).ok().flatten().is_some_and(|text| takes_records(&text, "fact"));
        takes.then_some(path)
    };
    let mut known: Vec<(&str, Option<PathBuf>)> = Vec::new();
    for Planned { draft, .. } in drafts {
        if !known.iter().any(|(title, _)| *title == draft.topic) {
            known.push((&draft.topic, of_topic(&draft.topic)));
        }
    }
    let new: Vec<&str> = known.iter().filter(|(_, path)| path.is_none()).map(|(title, _)| *title).collect();
    let mut new = new_files(&new, &taken(base.knowledge()), &base.folder).into_iter();
    let paths: Vec<(&str, PathBuf)> =
        known.into_iter().filter_map(|(title, path)| Some((title, path.or_else(|| new.next())?))).collect();
    let path = |draft: &Draft| paths.iter().find(|(title, _)| *title == draft.topic).map(|(_, path)| path.clone());
    drafts.iter().map(|planned| path(&planned.draft).unwrap_or_default()).collect()
}

/// The files that hold something already.
fn taken(knowledge: &Knowledge) -> Vec<PathBuf> {
    let of_facts = knowledge.facts.iter().map(|fact| &fact.origin.file);
    let others = knowledge.synonyms.iter().map(|synonym| &synonym.origin.file);
    let others = others.chain(knowledge.uncovered.iter().map(|uncovered| &uncovered.origin.file));
    let mut files: Vec<PathBuf> = of_facts.chain(others).cloned().collect();
    files.sort();
    files.dedup();
    files
}

/// Plans further wordings of a fact where it stands.
///
/// # Errors
///
/// A file that can't be read or in which the fact can't be found.
pub fn plan_wordings(base: &Base, fact: &Fact, wordings: &[String]) -> Result<Plan, String> {
    let path = &fact.origin.file;
    let before = replacing::read(path)?;
    let changed = with_wordings(before.as_deref().unwrap_or_default(), &fact.id, wordings);
    let changed = changed.map_err(|reason| format!("{}: {reason}", path.display()))?;
    Ok(Plan {
        folder: base.folder.clone(),
        changes: vec![(path.clone(), changed)],
        before: vec![before],
        ends: Vec::new(),
        places: Vec::new(),
    })
}

impl Plan {
    /// What is new in each file: the lines between those that stay.
    #[must_use]
    pub fn added(&self) -> Vec<(&Path, String)> {
        let both = self.changes.iter().zip(&self.before);
        let added = both.map(|((path, text), before)| {
            let old: Vec<&str> = before.as_deref().unwrap_or_default().lines().collect();
            let new: Vec<&str> = text.lines().collect();
            let n_first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
            let rest = old.iter().skip(n_first).rev().zip(new.iter().skip(n_first).rev());
            let n_last = rest.take_while(|(old, new)| old == new).count();
            let lines = new.get(n_first..new.len() - n_last).unwrap_or_default().join("\n");
            (path.as_path(), lines.trim_matches('\n').to_owned() + "\n")
        });
        added.collect()
    }

    /// Looks whether the file can be added to; a new one begins with `opening`.
    fn open(&mut self, path: &Path, key: &str, opening: &str) -> Result<usize, String> {
        if let Some(at) = self.changes.iter().position(|(open, _)| open == path) {
            return Ok(at);
        }
        let before = replacing::read(path)?;
        if before.as_deref().is_some_and(|text| !takes_records(text, key)) {
            let path = path.display();
            return Err(format!(
                "nothing can be added at the end of {path}: its {key}s stand in one list; write [[{key}]] there, or name another file"
            ));
        }
        let text = before.clone().unwrap_or_else(|| opening.to_owned());
        self.ends.push(End::of(&text));
        self.changes.push((path.to_owned(), text));
        self.before.push(before);
        Ok(self.changes.len() - 1)
    }

    /// Adds a record at the end, after an empty line, and tells its lines.
    fn append(&mut self, at: usize, record: &str) -> (usize, usize) {
        let Some(((_, text), end)) = self.changes.get_mut(at).zip(self.ends.get_mut(at)) else { return (0, 0) };
        let n_blank = if text.is_empty() { 0 } else { 1 + usize::from(!text.ends_with('\n')) };
        text.push_str(&end.newline.repeat(n_blank));
        text.push_str(&record.replace('\n', end.newline));
        let first = end.n_newlines + n_blank + 1;
        end.n_newlines += n_blank + newlines(record);
        (first, end.n_newlines + 1)
    }

    /// The base as it would be.
    #[must_use]
    pub fn loaded(&self) -> Loaded {
        load_changed(&self.folder, &self.changes, &Reading::default())
    }

    /// What would be wrong with it that is not wrong with the base as it is.
    #[must_use]
    pub fn problems(&self, base: &Base, loaded: &Loaded) -> Found {
        // Lines may move; what was wrong before stays so wherever in its file it stands.
        let known: HashSet<(&Path, &str)> =
            base.problems().iter().map(|problem| (problem.file.as_path(), problem.message.as_str())).collect();
        let is_new = |problem: &Problem| !known.contains(&(problem.file.as_path(), problem.message.as_str()));
        let mut found = Found::default();
        for problem in problems(loaded).into_iter().filter(is_new) {
            let holds = |place: &&Place| {
                let lines = place.lines.0..place.lines.1;
                place.file == problem.file && problem.line.is_some_and(|line| lines.contains(&line))
            };
            match self.places.iter().find(holds) {
                Some(place) => found.of_rows.push((place.row, problem)),
                None => found.others.push(problem),
            }
        }
        found
    }

    /// Makes the changes: all of them or none, as far as the disk lets what was begun be taken back.
    ///
    /// # Errors
    ///
    /// What stood in the way; the files are then as they were, but for those that it names as changed.
    pub fn write(&self) -> Result<(), String> {
        replacing::replace(&self.changes, &self.before)
    }
}

impl End {
    fn of(text: &str) -> Self {
        Self { newline: if text.contains("\r\n") { "\r\n" } else { "\n" }, n_newlines: newlines(text) }
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

impl Found {
    /// Whether something must be put right first.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.of_rows.iter().map(|(_, problem)| problem).chain(&self.others).any(Problem::is_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_known_by_its_own_lines() {
        let check = |before: &str, lines: [(usize, usize); 2], text: &str| {
            let (changes, ends) = (vec![(PathBuf::from("a.toml"), before.to_owned())], vec![End::of(before)]);
            let mut plan = Plan { folder: PathBuf::new(), changes, before: Vec::new(), ends, places: Vec::new() };
            assert_eq!(["x\ny\n", "z\n"].map(|record| plan.append(0, record)), lines, "{before:?}");
            assert_eq!(plan.changes[0].1, text);
        };
        check("", [(1, 3), (4, 5)], "x\ny\n\nz\n");
        check("a\n", [(3, 5), (6, 7)], "a\n\nx\ny\n\nz\n");
        check("a\r\nb", [(4, 6), (7, 8)], "a\r\nb\r\n\r\nx\r\ny\r\n\r\nz\r\n");
    }
}
