//! `factdesk chat`: question after question in the terminal, with did-you-mean by number, history and line editing.

use std::io::{self, BufRead, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use rustyline::DefaultEditor;
use rustyline::config::Configurer as _;
use rustyline::error::ReadlineError;

use super::ExitCode;
use super::arguments::Global;
use super::ask::MAX_LINE_BYTES;
use super::desk::Desk;
use super::failure::Failure;
use super::notebook::Notebook;
use super::prompts::say;
use super::terminal::{Look, render};
use crate::conversation::{LastFacts, Now};
use crate::journal::Door;
use crate::knowledge::{BoundedLines, Line};
use crate::reply::{Button, Press, Reply, Visibility, compose, compose_fact};

const PROMPT: &str = "› ";
const GREETING: &str = "Ask a question. A number takes one of the choices, /topics lists what is covered, exit leaves.";
const UNREADABLE: &str = "That line is not readable text. Please type it again.";
/// Where the history is kept, below the folder for the state of programs.
const HISTORY_FILE: &str = "factdesk/history";

/// Talks until there is nothing more to read.
pub(super) fn chat(global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let desk = Desk::open(global)?;
    let mut lines = if io::stdin().is_terminal() && io::stdout().is_terminal() {
        Lines::typed()?
    } else {
        Lines::Sent(BoundedLines::new(Box::new(io::stdin().lock()), MAX_LINE_BYTES))
    };
    if lines.are_typed() && !global.quiet {
        say(&look.wrap(GREETING, "").iter().map(|line| look.dim(line)).collect::<Vec<_>>().join("\n"))?;
    }
    let notebook = Notebook::open(&desk);
    let (choices, last_facts) = (Vec::new(), LastFacts::default());
    let mut talk = Talk { desk: &desk, notebook: &notebook, choices, last_facts, began: Instant::now() };
    let ended = talk.go_on(&mut lines, global, look);
    lines.keep_history();
    notebook.close();
    ended
}

/// The conversation so far. There is one asker.
struct Talk<'a> {
    desk: &'a Desk,
    notebook: &'a Notebook<'a>,
    /// What a number takes.
    choices: Vec<Button>,
    last_facts: LastFacts<()>,
    began: Instant,
}

impl Talk<'_> {
    /// Answers line after line until there are no more.
    fn go_on(&mut self, lines: &mut Lines, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
        loop {
            match lines.next()? {
                Said::Nothing => break,
                Said::Unreadable => say(UNREADABLE)?,
                Said::Text(line) => match line.trim() {
                    "exit" | "quit" => break,
                    "" => {}
                    typed => {
                        let reply = self.respond(typed);
                        say(&render(&reply, look, global.quiet))?;
                        self.choices = reply.buttons;
                    }
                },
            }
        }
        Ok(ExitCode::Success)
    }

    /// A number takes a choice where there is one; everything else is a question.
    fn respond(&mut self, typed: &str) -> Reply {
        let knowledge = self.desk.knowledge();
        let (now, begun) = (Now(self.began.elapsed().as_secs()), Instant::now());
        let position = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let chosen = position.and_then(|position| self.choices.get(position)).and_then(|button| {
            let Press::Choose { fact } = &button.press else { return None };
            knowledge.fact(knowledge.find(fact)?)
        });
        if let Some(fact) = chosen {
            self.last_facts.remember((), &fact.id, now);
            self.notebook.note_choice(fact, begun);
            return compose_fact(fact, knowledge, Visibility::Everyone);
        }
        self.desk.page(typed).unwrap_or_else(|| {
            let outcome = self.last_facts.answer(&self.desk.engine, typed, (), now);
            self.notebook.note(&outcome, Door::Terminal, begun);
            compose(&outcome, knowledge, Visibility::Everyone)
        })
    }
}

/// What a line holds.
enum Said {
    Text(String),
    /// Bytes that are no text, or too many of them.
    Unreadable,
    /// The end.
    Nothing,
}

/// Where the lines come from.
enum Lines {
    /// A person at the keyboard.
    Typed { editor: Box<DefaultEditor>, history: Option<PathBuf> },
    /// A file or another program.
    Sent(BoundedLines<Box<dyn BufRead>>),
}

impl Lines {
    fn typed() -> Result<Self, Failure> {
        let failed = |reason: ReadlineError| {
            let message = format!("the terminal can't be read: {reason}; use factdesk ask instead");
            Failure::Told(message, ExitCode::Unusable)
        };
        let mut editor = DefaultEditor::new().map_err(failed)?;
        editor.set_auto_add_history(true);
        let history = history_file();
        if let Some(file) = &history {
            // There is no history before the first conversation, and a lost one does no harm.
            let _ = editor.load_history(file);
        }
        Ok(Self::Typed { editor: Box::new(editor), history })
    }

    fn are_typed(&self) -> bool {
        matches!(self, Self::Typed { .. })
    }

    /// What comes next.
    fn next(&mut self) -> Result<Said, Failure> {
        match self {
            Self::Typed { editor, .. } => loop {
                match editor.readline(PROMPT) {
                    Ok(line) => return Ok(Said::Text(line)),
                    // Ctrl-C drops the line, Ctrl-D leaves.
                    Err(ReadlineError::Interrupted) => {}
                    Err(ReadlineError::Eof) => return Ok(Said::Nothing),
                    Err(ReadlineError::Io(reason)) => return Err(reason.into()),
                    Err(_) => return Ok(Said::Unreadable),
                }
            },
            Self::Sent(lines) => Ok(match lines.next_line()? {
                None => Said::Nothing,
                Some(Line::Whole(bytes)) => String::from_utf8(bytes).map_or(Said::Unreadable, Said::Text),
                Some(Line::TooLong) => Said::Unreadable,
            }),
        }
    }

    fn keep_history(&mut self) {
        let Self::Typed { editor, history: Some(file) } = self else { return };
        let kept = file.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(ReadlineError::from);
        if let Err(reason) = kept.and_then(|()| editor.save_history(file)) {
            // The conversation itself went well, so this is only a note.
            let _ = writeln!(io::stderr(), "note: the history could not be kept in {}: {reason}", file.display());
        }
    }
}

fn history_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?;
    Some(state.join(HISTORY_FILE))
}
