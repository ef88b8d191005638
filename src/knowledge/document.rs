//! A TOML file as far as it can be read, with lines for everything in it. A slip in one record must not hide the
//! problems of the others, so a file that doesn't parse is read record by record. What the keys mean is not known here.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, Error};

use super::problem::Problem;

/// How many broken lines of a file are listed one by one; a file with more is hardly TOML at all.
const MAX_SYNTAX_PROBLEMS: usize = 20;

/// A file's text, its tables and their lines.
#[derive(Debug)]
pub(crate) struct Document<'text> {
    /// The file, as problems name it.
    pub(crate) file: PathBuf,
    /// The whole file, or its records one by one where it doesn't parse.
    pub(crate) segments: Vec<Segment<'text>>,
    /// In which form its writer knows it, for examples.
    pub(crate) form: Form,
    line_starts: Vec<usize>,
    /// How many lines of the file stand before what was read.
    lines_before: usize,
}

/// How a file writes its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// TOML.
    Toml,
    /// One JSON object a line.
    JsonLines,
    /// One row of a table, with a column for each key.
    Columns,
}

/// A stretch of the file that was parsed by itself.
#[derive(Debug)]
pub(crate) struct Segment<'text> {
    /// What was read, with spans counted from `offset`.
    pub(crate) table: DeTable<'text>,
    /// Where the stretch begins in the file, in bytes.
    pub(crate) offset: usize,
    /// Whether it doesn't parse, so that what is missing or odd in it may be a consequence.
    pub(crate) is_broken: bool,
}

impl<'text> Document<'text> {
    /// Reads what can be read, and lists the places where the text is not TOML.
    pub(crate) fn parse(file: &Path, text: &'text str) -> (Self, Vec<Problem>) {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut document =
            Self { file: file.to_owned(), segments: Vec::new(), form: Form::Toml, line_starts, lines_before: 0 };
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            document.segments.push(Segment { table: table.into_inner(), offset: 0, is_broken: false });
            return (document, Vec::new());
        }
        let mut mistakes = document.parse_segments(text);
        // What is only wrong between records, such as one heading written in two ways, shows in the whole alone.
        let between = errors.iter().filter(|error| mistakes.is_empty() || error.message().starts_with("duplicate"));
        mistakes.extend(between.map(|error| mistake(error, 0)).collect::<Vec<_>>());
        let problems = document.syntax_problems(text, mistakes);
        (document, problems)
    }

    /// One line of a file, read already.
    pub(crate) fn of_line(file: &Path, number: usize, form: Form, table: DeTable<'text>) -> Self {
        let segments = vec![Segment { table, offset: 0, is_broken: false }];
        Self { file: file.to_owned(), segments, form, line_starts: vec![0], lines_before: number.saturating_sub(1) }
    }

    /// The line of a byte of the file, counted from 1.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.lines_before + self.line_starts.partition_point(|&start| start <= offset)
    }

    fn parse_segments(&mut self, text: &'text str) -> Vec<(usize, String)> {
        let mut mistakes = Vec::new();
        let mut starts: Vec<usize> = self.line_starts.iter().copied().filter(|&at| is_heading(&text[at..])).collect();
        starts.insert(0, 0);
        starts.dedup();
        let ends = starts.iter().copied().skip(1).chain([text.len()]);
        for (&start, end) in starts.iter().zip(ends) {
            let (table, errors) = DeTable::parse_recoverable(&text[start..end]);
            mistakes.extend(errors.iter().map(|error| mistake(error, start)));
            self.segments.push(Segment { table: table.into_inner(), offset: start, is_broken: !errors.is_empty() });
        }
        mistakes
    }

    /// One problem a line: the later ones of a line are mostly consequences of the first.
    fn syntax_problems(&self, text: &str, mut mistakes: Vec<(usize, String)>) -> Vec<Problem> {
        mistakes.sort();
        mistakes.dedup_by_key(|(offset, _)| self.line_at(*offset));
        let left_out = mistakes.len().saturating_sub(MAX_SYNTAX_PROBLEMS);
        mistakes.truncate(MAX_SYNTAX_PROBLEMS);
        let mut problems: Vec<Problem> = mistakes
            .into_iter()
            .map(|(offset, message)| {
                let line = self.line_at(offset);
                let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
                let before = text.get(start..offset).unwrap_or_default();
                let problem = Problem::error(&self.file, line, format!("not TOML: {message}"));
                Problem { column: Some(before.chars().count() + 1), ..problem }
            })
            .collect();
        if left_out > 0 {
            let message = format!("not TOML on {left_out} more lines; put the first ones right and look again");
            problems.push(Problem::error(&self.file, None, message));
        }
        problems
    }
}

fn mistake(error: &Error, offset: usize) -> (usize, String) {
    let start = error.span().map_or(0, |span| span.start);
    (offset + start, error.message().trim_end().replace('\n', "; "))
}

/// Whether a line opens a record or section: `[[fact]]`, `[answer]`. `[fact.ru]` goes on with its record.
fn is_heading(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default();
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line
        .strip_prefix("[[")
        .and_then(|inner| inner.strip_suffix("]]"))
        .or_else(|| line.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')));
    inner.is_some_and(|name| {
        let name = name.trim();
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
    })
}
