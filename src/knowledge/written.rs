//! The records of file after file, and the base that they make together. Where the bytes come from is told by `load`.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use super::assemble::assemble;
use super::document::Document;
use super::encoding::decode;
use super::fact_file::is_json_lines;
use super::file::WrittenFile;
use super::lines::read_lines;
use super::load::Loaded;
use super::problem::Problem;

/// The records of the files so far.
#[derive(Default)]
pub(super) struct Written {
    files: Vec<(PathBuf, WrittenFile)>,
    problems: Vec<Problem>,
    /// Whether something could not be read: it may hold the very record that another refers to.
    lacks_something: bool,
}

impl Written {
    /// Takes the records of a file whose bytes are in memory.
    pub(super) fn take_text(&mut self, path: &Path, bytes: &[u8]) {
        if !is_json_lines(path) {
            self.take_toml(path, bytes);
        } else if let Err(reason) = self.take_lines(path, bytes) {
            self.refuse(Problem::error(path, None, format!("can't be read: {reason}; try again")));
        }
    }

    /// Takes the records of a file with one on each line, as they are read.
    pub(super) fn take_lines(&mut self, path: &Path, input: impl BufRead) -> io::Result<()> {
        let lines = read_lines(path, input)?;
        self.files.push((path.to_owned(), lines.file));
        self.problems.extend(lines.problems);
        self.lacks_something |= !lines.is_whole;
        Ok(())
    }

    /// Takes the records of a TOML file.
    pub(super) fn take_toml(&mut self, path: &Path, bytes: &[u8]) {
        let (file, problems, is_whole) = parse(path, bytes);
        self.files.push((path.to_owned(), file));
        self.problems.extend(problems);
        self.lacks_something |= !is_whole;
    }

    /// Notes a file that can't be read.
    pub(super) fn refuse(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.lacks_something = true;
    }

    /// The base.
    pub(super) fn assemble(self) -> Loaded {
        let (knowledge, places, found) = assemble(self.files, !self.lacks_something);
        let mut problems = self.problems;
        problems.extend(found);
        problems.sort();
        problems.dedup();
        Loaded { knowledge, problems, places, was_found: true, ..Loaded::default() }
    }
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
