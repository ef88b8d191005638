//! Questions to somebody at the keyboard, or to a file or program that has the answers ready, one on each line.

use std::io::{self, BufRead, IsTerminal as _, Write as _};

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::ExitCode;
use super::ask::MAX_LINE_BYTES;
use super::failure::Failure;
use crate::knowledge::{BoundedLines, Line};

/// Where the answers come from.
pub(super) enum Prompts {
    /// A person.
    Typed(Box<DefaultEditor>),
    /// A file or another program.
    Sent(BoundedLines<Box<dyn BufRead>>),
}

impl Prompts {
    /// Asks on the terminal, or reads stdin where it is none.
    pub(super) fn open() -> Result<Self, Failure> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok(Self::Sent(BoundedLines::new(Box::new(io::stdin().lock()), MAX_LINE_BYTES)));
        }
        let editor = DefaultEditor::new().map_err(|reason| {
            let message = format!("the terminal can't be read: {reason}; give everything with flags instead");
            Failure::Told(message, ExitCode::Unusable)
        })?;
        Ok(Self::Typed(Box::new(editor)))
    }

    /// Whether a person sees what is asked.
    pub(super) fn are_typed(&self) -> bool {
        matches!(self, Self::Typed(_))
    }

    /// The next answer, without blanks at its ends; `None` where there is no more.
    pub(super) fn ask(&mut self, question: &str) -> Result<Option<String>, Failure> {
        match self {
            Self::Typed(editor) => match editor.readline(&format!("{question} ")) {
                Ok(line) => Ok(Some(line.trim().to_owned())),
                Err(ReadlineError::Interrupted | ReadlineError::Eof) => {
                    Err(Failure::Told("left; nothing was written".to_owned(), ExitCode::Negative))
                }
                Err(ReadlineError::Io(reason)) => Err(reason.into()),
                Err(_) => Ok(Some(String::new())),
            },
            Self::Sent(lines) => match lines.next_line()? {
                None => Ok(None),
                Some(Line::Whole(bytes)) => {
                    // What is no text is shown as such when the answer is checked.
                    Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
                }
                Some(Line::TooLong) => {
                    let message = format!("a line is longer than {MAX_LINE_BYTES} bytes; nothing was written");
                    Err(Failure::Told(message, ExitCode::Unusable))
                }
            },
        }
    }
}

/// One line to whoever is there.
pub(super) fn say(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{text}")?;
    stdout.flush()
}
