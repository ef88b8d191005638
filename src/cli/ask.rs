//! `factdesk ask`: one question in the terminal, or a stream of them.

use std::io::{self, BufRead, Write};
use std::time::Instant;

use serde::Deserialize;

use super::ExitCode;
use super::arguments::{Ask, Global};
use super::desk::Desk;
use super::failure::Failure;
use super::notebook::Notebook;
use super::result_json::{ErrorJson, ResultJson};
use super::terminal::{Look, render};
use crate::answer::{Outcome, Verdict};
use crate::conversation::{LastFacts, Now};
use crate::journal::Door;
use crate::knowledge::{BoundedLines, Line};
use crate::reply::{Visibility, compose, compose_reasons};

/// The longest line kept in memory, in bytes: a question of 2,000 characters, escaped, with room to spare.
pub(super) const MAX_LINE_BYTES: usize = 64 * 1_024;

/// Answers, and says by the exit status whether there was an answer.
pub(super) fn ask(ask: &Ask, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let desk = Desk::open(global)?;
    let notebook = Notebook::open(&desk);
    let ended = answer(ask, &desk, &notebook, global, look);
    notebook.close();
    ended
}

fn answer(ask: &Ask, desk: &Desk, notebook: &Notebook<'_>, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let mut stdout = io::stdout().lock();
    if ask.jsonl {
        answer_lines(desk, notebook, ask.why, io::stdin().lock(), &mut stdout)?;
        return Ok(ExitCode::Success);
    }
    let question = ask.question.join(" ");
    if let Some(page) = desk.page(&question).filter(|_| !ask.json) {
        write!(stdout, "{}", render(&page, look, global.quiet))?;
        return Ok(ExitCode::Success);
    }
    let begun = Instant::now();
    let outcome = desk.engine.answer(&question);
    notebook.note(&outcome, if ask.json { Door::Script } else { Door::Terminal }, begun);
    if ask.json {
        write_json(&ResultJson::new(&outcome, desk.knowledge(), ask.why), &mut stdout)?;
    } else {
        let mut reply = compose(&outcome, desk.knowledge(), Visibility::Everyone);
        reply.cards.extend(ask.why.then(|| compose_reasons(&outcome, desk.knowledge())));
        write!(stdout, "{}", render(&reply, look, global.quiet))?;
    }
    stdout.flush()?;
    Ok(exit_code(&outcome))
}

fn exit_code(outcome: &Outcome) -> ExitCode {
    if outcome.verdict() == Verdict::Answered { ExitCode::Success } else { ExitCode::Negative }
}

/// The longest name of a conversation, in characters: names come from strangers and are kept.
const MAX_CONVERSATION_CHARS: usize = 100;

/// One line of the stream. What else stands in it is not needed to answer.
#[derive(Deserialize)]
struct AskedLine {
    q: String,
    /// Lines with the same name follow each other.
    conversation: Option<String>,
}

/// Answers line by line, each before the next is read, so that two programs can talk. The stream has no clock: a
/// conversation lasts until it ends or too many others have begun since.
fn answer_lines(
    desk: &Desk,
    notebook: &Notebook<'_>,
    with_why: bool,
    input: impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    let mut lines = BoundedLines::new(input, MAX_LINE_BYTES);
    let mut last_facts = LastFacts::default();
    let mut number = 0_usize;
    while let Some(line) = lines.next_line()? {
        number += 1;
        match asked_line(&line) {
            Ok(AskedLine { q, conversation }) => {
                let begun = Instant::now();
                let outcome = match conversation {
                    Some(name) => last_facts.answer(&desk.engine, &q, name, Now::default()),
                    None => desk.engine.answer(&q),
                };
                notebook.note(&outcome, Door::Script, begun);
                write_json(&ResultJson::new(&outcome, desk.knowledge(), with_why), output)?;
            }
            Err(reason) => write_json(&ErrorJson { error: format!("line {number}: {reason}") }, output)?,
        }
    }
    Ok(())
}

fn asked_line(line: &Line) -> Result<AskedLine, String> {
    let Line::Whole(bytes) = line else {
        return Err(format!("longer than {MAX_LINE_BYTES} bytes; ask a shorter question"));
    };
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8 text; send the line as UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err("the line is empty; write {\"q\": \"…\"}".to_owned());
    }
    let asked: Result<AskedLine, serde_json::Error> = serde_json::from_str(text);
    let asked = asked.map_err(|reason| format!("{}; write {{\"q\": \"…\"}}", without_line(&reason)))?;
    let name_length = asked.conversation.as_ref().map_or(0, |name| name.chars().count());
    if name_length > MAX_CONVERSATION_CHARS {
        return Err(format!("`conversation` is longer than {MAX_CONVERSATION_CHARS} characters; use a shorter name"));
    }
    Ok(asked)
}

/// The library counts lines within the object, which would be taken for lines of the stream.
fn without_line(reason: &serde_json::Error) -> String {
    let text = reason.to_string();
    match text.split_once(" at line ") {
        Some((what, _)) => format!("{what} at column {}", reason.column()),
        None => text,
    }
}

/// Writes one object on a line of its own.
pub(super) fn write_json(value: &impl serde::Serialize, output: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *output, value)?;
    writeln!(output)?;
    output.flush()
}
