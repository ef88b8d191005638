//! The process as the system sees it: how long `factdesk ask` takes, how large the program is, and what `factdesk run`
//! keeps in memory.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::bars::Bars;
use crate::child::{Part, result};
use crate::shipped::questions;
use crate::spread::{Spread, shortest_times};
use crate::table::{Table, megabytes, time};
use crate::talking::{N_MESSAGES, Talking};

/// The program, built as a release is.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_factdesk");
/// How many questions it is started with, and how often with each; see `spread`.
const N_STARTS: (usize, usize) = (30, 5);

/// The memory of `factdesk run`, in bytes; zero where it can't be measured.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Running {
    /// After the login.
    pub idle: usize,
    /// After the messages.
    pub after: usize,
    /// How many messages there were, and how many of them were answered.
    pub messages: (usize, usize),
}

/// Starts `factdesk ask` again and again.
pub fn measure_asking() -> Spread {
    let (n_questions, rounds) = N_STARTS;
    let questions = questions();
    let spaced: Vec<&String> = questions.iter().step_by(questions.len() / n_questions).take(n_questions).collect();
    Spread::of(shortest_times(&spaced, rounds, |question| {
        let mut command = Command::new(PROGRAM);
        command.args(["ask", question.as_str()]).current_dir(env!("CARGO_MANIFEST_DIR"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let code = command.status().expect("the program starts").code();
        // 0 is answered and 1 is not.
        assert!(matches!(code, Some(0 | 1)), "factdesk ask ended with {code:?}");
    }))
}

/// Runs the bot against a Discord on this machine.
pub fn measure_running() -> Running {
    #[cfg(all(feature = "discord", target_os = "linux"))]
    return crate::running::measure();
    #[cfg(not(all(feature = "discord", target_os = "linux")))]
    Running::default()
}

/// All of it in a table.
pub fn table(bars: &mut Bars) -> String {
    let asking: Spread = result(&Part::Asking);
    let running: Running = result(&Part::Running);
    let talking: Talking = result(&Part::Talking);
    let size = std::fs::metadata(Path::new(PROGRAM)).map_or(0, |file| file.len()) as f64;
    bars.at_most("`factdesk ask` from start to end, median", 15e3, asking.median, time);
    bars.at_most("size of the release binary", 12e6, size, megabytes);
    let mut table = Table::new("The whole process", &["what", "measured"]);
    let mut row = |what: &str, shown: String| table.row(vec![what.to_owned(), shown]);
    row("`factdesk ask` from start to end, median", time(asking.median));
    row("`factdesk ask` from start to end, p99", time(asking.p99));
    row("size of the release binary", megabytes(size));
    if running.idle > 0 {
        let (messages, answered) = running.messages;
        bars.at_most("`factdesk run` resident, idle", 25e6, running.idle as f64, megabytes);
        bars.at_most("`factdesk run` resident, 200,000 messages", 25e6, running.after as f64, megabytes);
        row("`factdesk run` resident, idle", megabytes(running.idle as f64));
        let what = format!("`factdesk run` resident after {messages} messages, {answered} of them questions");
        row(&what, megabytes(running.after as f64));
    }
    row("resident after 1,000 questions through Conversation", megabytes(talking.before as f64));
    row(&format!("resident after {N_MESSAGES} questions through Conversation"), megabytes(talking.after as f64));
    table.text()
}
