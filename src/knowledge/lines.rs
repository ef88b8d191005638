//! A file with one fact a line becomes records, line by line: never more than one line of the file is in memory. The
//! shapes and rules are those of `file`.

use std::io::{self, BufRead};
use std::path::Path;

use super::bounded_lines::{BoundedLines, Line};
use super::document::{Document, Form};
use super::file::{WrittenFact, WrittenFile, fact};
use super::json_line;
use super::problem::Problem;
use super::table::TableReader;

/// The longest line, in bytes: an answer that fills a message in Discord with hundreds of wordings.
pub(crate) const MAX_LINE_BYTES: usize = 1_024 * 1_024;

/// What was read of a file of lines.
#[derive(Debug, Default)]
pub(super) struct ReadLines {
    pub(super) file: WrittenFile,
    pub(super) problems: Vec<Problem>,
    /// Whether every line was an object.
    pub(super) is_whole: bool,
}

/// Reads to the end; empty lines are passed over.
pub(super) fn read_lines(path: &Path, input: impl BufRead) -> io::Result<ReadLines> {
    let mut read = ReadLines { is_whole: true, ..ReadLines::default() };
    let mut lines = BoundedLines::new(input, MAX_LINE_BYTES);
    let mut number = 0;
    while let Some(line) = lines.next_line()? {
        number += 1;
        match text_of(&line, number) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => match read_fact(path, number, Form::JsonLines, text) {
                Ok((fact, problems)) => {
                    read.file.facts.push(fact);
                    read.problems.extend(problems);
                }
                Err(problem) => read.refuse(problem),
            },
            Err(reason) => read.refuse(Problem::error(path, number, reason)),
        }
    }
    Ok(read)
}

impl ReadLines {
    fn refuse(&mut self, problem: Problem) {
        self.is_whole = false;
        self.problems.push(problem);
    }
}

/// The text of a line, by its number; the first may begin with a byte order mark.
pub(crate) fn text_of(line: &Line, number: usize) -> Result<&str, String> {
    let Line::Whole(bytes) = line else {
        return Err(format!("longer than {MAX_LINE_BYTES} bytes; write one fact on each line"));
    };
    let bytes = if number == 1 { bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes) } else { bytes };
    std::str::from_utf8(bytes).map_err(|_| "not UTF-8 text; save the file as UTF-8".to_owned())
}

/// The fact that an object holds, with everything that is wrong with it; a problem alone where it is no object.
pub(crate) fn read_fact(
    path: &Path,
    number: usize,
    form: Form,
    text: &str,
) -> Result<(WrittenFact, Vec<Problem>), Problem> {
    let table = json_line::table(text).map_err(|mistake| {
        let message = format!("not JSON: {}; write one object {{\"id\": \"…\", …}} on the line", mistake.reason);
        let before = text.get(..mistake.offset).unwrap_or(text);
        Problem { column: Some(before.chars().count() + 1), ..Problem::error(path, number, message) }
    })?;
    let document = Document::of_line(path, number, form, text, table);
    let mut facts = document.segments.iter().map(|segment| {
        let mut table = TableReader::top(&document, segment);
        "fact".clone_into(&mut table.subject);
        let topic = table.text("topic");
        let fact = WrittenFact { topic, ..fact(&mut table) };
        (fact, table.finish())
    });
    facts.next().ok_or_else(|| Problem::error(path, number, "nothing stands there"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WREN: &str = r#"{"id": "wren", "topic": "Birds", "question": "Who is small?", "answer": "The wren.", "cites": [{"source": "s", "paragraph": 1, "sentence": 2}]"#;

    fn check(text: &[u8], n_facts: usize, problems: &[&str]) {
        let read = read_lines(Path::new("a.jsonl"), text).expect("memory can be read");
        assert_eq!(read.problems.iter().map(ToString::to_string).collect::<Vec<_>>(), problems);
        assert_eq!(read.file.facts.len(), n_facts);
    }

    #[test]
    fn a_line_is_a_fact() {
        check(format!("\u{feff}{WREN}}}\r\n\n{WREN}, \"when\": null}}").as_bytes(), 2, &[]);
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let long = "x".repeat(MAX_LINE_BYTES + 1);
        let lines = [
            format!("{WREN}, \"also_aksed\": [\"x\"], \"keywords\": \"small\"}}"),
            "{\"id\": \"Owl\", \"cites\": [{\"source\": \"s\", \"paragraph\": 0, \"sentence\": 1.5}]}".to_owned(),
            "{\"id\": \"owl\"".to_owned(),
            long,
            "[]".to_owned(),
        ];
        let text = [lines.join("\n").into_bytes(), b"\n\xFF\n".to_vec()].concat();
        check(
            &text,
            2,
            &[
                "a.jsonl:1:178: error: fact `wren`: `keywords` must be a list of texts, such as [\"…\", \"…\"], but it is text",
                "a.jsonl:1:159: error: fact `wren`: unknown key `also_aksed`; did you mean `also_asked`?",
                "a.jsonl:2:8: error: fact `Owl`: an id is lower-case letters and digits with hyphens between, such as `contingent-size`",
                "a.jsonl:2:1: error: fact `Owl`: `question` is missing; add \"question\": \"…\", the wording that members see",
                "a.jsonl:2:1: error: fact `Owl`: `answer` is missing; add \"answer\": \"…\"",
                "a.jsonl:2:54: error: fact `Owl`, cites: `paragraph` must be a whole number from 1 on",
                "a.jsonl:2:69: error: fact `Owl`, cites: `sentence` must be a whole number from 1 on",
                "a.jsonl:3:12: error: not JSON: EOF while parsing an object; write one object {\"id\": \"…\", …} on the line",
                "a.jsonl:4: error: longer than 1048576 bytes; write one fact on each line",
                "a.jsonl:5:1: error: not JSON: invalid type: sequence, expected an object in braces; write one object {\"id\": \"…\", …} on the line",
                "a.jsonl:6: error: not UTF-8 text; save the file as UTF-8",
            ],
        );
    }
}
