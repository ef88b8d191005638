//! A part of the measurement in a process of its own: this program again, with other arguments, whose last line is its
//! result.

use std::process::{Command, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{growth, process, reading, rivals, shipped, side_by_side, talking};

/// The first argument of such a process.
const WORD: &str = "measure-one-part";

/// What such a process measures.
#[derive(Clone, Debug)]
pub enum Part {
    /// One question on the shipped base.
    Shipped,
    /// A generated base: seed and size.
    Growth(u64, usize),
    /// Reading a generated base from its files: seed, size and form.
    Reading(u64, usize, String),
    /// Several engines on one base: seed and size.
    Side(u64, usize),
    /// What one engine keeps in memory: seed, size and engine.
    Kept(u64, usize, String),
    /// `factdesk ask` from start to end.
    Asking,
    /// `factdesk run`, idle and after many messages.
    Running,
    /// Many questions through a conversation.
    Talking,
}

impl Part {
    /// The part that the arguments name.
    pub fn of(arguments: &[String]) -> Option<Self> {
        let (word, rest) = arguments.split_first()?;
        if word != WORD {
            return None;
        }
        let number = |at: usize| rest.get(at).and_then(|text| text.parse().ok()).unwrap_or_default();
        let size = |at: usize| usize::try_from(number(at)).expect("a size is no larger than memory");
        let text = |at: usize| rest.get(at).cloned().unwrap_or_default();
        Some(match rest.first()?.as_str() {
            "shipped" => Self::Shipped,
            "growth" => Self::Growth(number(1), size(2)),
            "reading" => Self::Reading(number(1), size(2), text(3)),
            "side" => Self::Side(number(1), size(2)),
            "kept" => Self::Kept(number(1), size(2), text(3)),
            "asking" => Self::Asking,
            "running" => Self::Running,
            "talking" => Self::Talking,
            _ => return None,
        })
    }

    fn arguments(&self) -> Vec<String> {
        match self {
            Self::Shipped => vec!["shipped".to_owned()],
            Self::Growth(seed, size) => vec!["growth".to_owned(), seed.to_string(), size.to_string()],
            Self::Reading(seed, size, form) => {
                vec!["reading".to_owned(), seed.to_string(), size.to_string(), form.clone()]
            }
            Self::Side(seed, size) => vec!["side".to_owned(), seed.to_string(), size.to_string()],
            Self::Kept(seed, size, name) => vec!["kept".to_owned(), seed.to_string(), size.to_string(), name.clone()],
            Self::Asking => vec!["asking".to_owned()],
            Self::Running => vec!["running".to_owned()],
            Self::Talking => vec!["talking".to_owned()],
        }
    }

    /// Measures it in this process and prints the result.
    pub fn run(&self) {
        match self {
            Self::Shipped => tell(&shipped::measure()),
            Self::Growth(seed, size) => tell(&growth::measure(*seed, *size)),
            Self::Reading(seed, size, form) => tell(&reading::measure(*seed, *size, form)),
            Self::Side(seed, size) => tell(&side_by_side::measure(*seed, *size)),
            Self::Kept(seed, size, name) => tell(&rivals::measure_kept(*seed, *size, name)),
            Self::Asking => tell(&process::measure_asking()),
            Self::Running => tell(&process::measure_running()),
            Self::Talking => tell(&talking::measure()),
        }
    }
}

fn tell(result: &impl Serialize) {
    println!("{}", serde_json::to_string(result).expect("figures are JSON"));
}

/// The result of a part, measured in a process of its own.
pub fn result<T: DeserializeOwned>(part: &Part) -> T {
    let arguments = part.arguments();
    eprintln!("measuring {}", arguments.join(" "));
    let mut command = Command::new(std::env::current_exe().expect("the system tells which program this is"));
    command.arg(WORD).args(&arguments).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().expect("this program starts again");
    assert!(output.status.success(), "{} ended with {}", arguments.join(" "), output.status);
    let text = String::from_utf8(output.stdout).expect("figures are text");
    let last = text.lines().last().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| panic!("{} told {last:?}: {error}", arguments.join(" ")))
}
