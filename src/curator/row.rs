//! Facts as rows of a file that comes from elsewhere: each is a draft, or the reasons why it is none. The rules are those
//! of a file of the base.

use std::io::BufRead;
use std::path::Path;

use serde::Serialize;

use super::draft::Draft;
use super::table_file::records;
use crate::knowledge::{BoundedLines, Citation, Form, MAX_LINE_BYTES, read_fact, text_of};

/// One fact as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line, or its row in the table with the heading as row 1.
    pub number: usize,
    /// What it says, or everything that is wrong with it.
    pub draft: Result<Draft, Vec<String>>,
}

/// Reads one JSON object a line. `topic` is that of rows that name none.
///
/// # Errors
///
/// A stream that breaks.
pub fn rows_of_lines(input: impl BufRead, topic: Option<&str>) -> Result<Vec<Row>, String> {
    let mut lines = BoundedLines::new(input, MAX_LINE_BYTES);
    let (mut rows, mut number) = (Vec::new(), 0);
    while let Some(line) = lines.next_line().map_err(|reason| format!("can't be read to its end: {reason}"))? {
        number += 1;
        match text_of(&line, number) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => rows.push(row(number, Form::JsonLines, text, topic)),
            Err(reason) => rows.push(Row { number, draft: Err(vec![reason]) }),
        }
    }
    Ok(rows)
}

/// Reads a table with a heading row. `topic` is that of rows that name none.
///
/// # Errors
///
/// A heading that can't be used.
pub fn rows_of_table(bytes: &[u8], topic: Option<&str>) -> Result<Vec<Row>, String> {
    let records = records(bytes)?.into_iter();
    let rows = records.map(|(number, object)| match object {
        Ok(object) => row(number, Form::Columns, &object, topic),
        Err(reason) => Row { number, draft: Err(vec![reason]) },
    });
    Ok(rows.collect())
}

/// The fact that an object says.
fn row(number: usize, form: Form, object: &str, topic: Option<&str>) -> Row {
    let (fact, problems) = match read_fact(Path::new(""), number, form, object) {
        Ok(read) => read,
        Err(problem) => return Row { number, draft: Err(vec![problem.message]) },
    };
    let mut wrong: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
    let has_topic = fact.topic.is_some() || topic.is_some();
    if !has_topic {
        wrong.push("`topic` is missing; fill it in, or name one for all rows with --topic".to_owned());
    }
    let draft = Draft::of_written(fact).filter(|_| wrong.is_empty());
    let draft = draft.map(|mut draft| {
        if draft.topic.is_empty() {
            topic.unwrap_or_default().clone_into(&mut draft.topic);
        }
        draft
    });
    Row { number, draft: draft.ok_or(wrong) }
}

/// A fact on a line, in the order of its keys in TOML. What is empty is left out.
#[derive(Serialize)]
struct Object<'draft> {
    topic: &'draft str,
    id: &'draft str,
    question: &'draft str,
    answer: &'draft str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    also_asked: &'draft [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'draft [String],
    cites: Vec<CitationObject<'draft>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'draft str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_by: Option<&'draft str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    related: &'draft [String],
}

#[derive(Serialize)]
struct CitationObject<'draft> {
    source: &'draft str,
    paragraph: u32,
    sentence: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'draft str>,
}

impl<'draft> CitationObject<'draft> {
    fn of(citation: &'draft Citation) -> Self {
        let Citation { source, paragraph, sentence, quote } = citation;
        Self { source, paragraph: *paragraph, sentence: *sentence, quote: quote.as_deref() }
    }
}

/// A draft as one line of JSON, as a base may hold it.
#[must_use]
pub fn to_line(draft: &Draft) -> String {
    let object = Object {
        topic: &draft.topic,
        id: &draft.id,
        question: &draft.question,
        answer: &draft.answer,
        also_asked: &draft.also_asked,
        keywords: &draft.keywords,
        cites: draft.cites.iter().map(CitationObject::of).collect(),
        when: draft.when.as_deref(),
        review_by: draft.review_by.as_deref(),
        related: &draft.related,
    };
    // Texts and numbers always have a form in JSON.
    serde_json::to_string(&object).unwrap_or_default() + "\n"
}
