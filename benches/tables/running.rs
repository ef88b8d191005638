//! `factdesk run` with the shipped base against the tests' Discord on 127.0.0.1: its resident memory when idle and after
//! two hundred thousand messages, of which one in twenty is a question that it answers.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::loopback::{Loopback, TOKEN};
use crate::memory::resident_of;
use crate::process::{PROGRAM, Running};
use crate::shipped::questions;

/// How many messages are written.
const N_MESSAGES: usize = 200_000;
/// One message in so many is a question; the others are talk between members.
const QUESTION_ONCE_IN: usize = 20;
/// How long the bot is left alone before it counts as idle.
const REST: Duration = Duration::from_secs(2);

/// Everybody is answered, so that no question is lost.
const SETTINGS: &str = "[manners]\nper_person = 0\nper_channel = 0\n[discord]\nstate = \"kept\"\n";

/// Runs it.
pub fn measure() -> Running {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(run())
}

async fn run() -> Running {
    let discord = Loopback::start().await;
    let folder = TempDir::new().expect("a folder for the bot");
    let mut bot = start(folder.path(), discord.proxy());
    discord.next_identify().await;
    discord.commands_are_registered().await;
    tokio::time::sleep(REST).await;
    let process = bot.id().expect("the bot runs");
    let idle = resident_of(process);
    let questions = questions();
    let mut questions = questions.iter().cycle();
    let mut answered = 0;
    for number in 1..=N_MESSAGES {
        if number % QUESTION_ONCE_IN != 0 {
            discord.member_says("did you see the game yesterday? it was a long one");
            continue;
        }
        let question = questions.next().map_or("", String::as_str);
        discord.member_says(&format!("@desk {question}"));
        // Waiting for each keeps the line as short as it is in real channels.
        discord.next_message().await;
        answered += 1;
    }
    tokio::time::sleep(REST).await;
    let after = resident_of(process);
    bot.kill().await.expect("the bot runs");
    discord.finish();
    Running { idle, after, messages: (N_MESSAGES, answered) }
}

fn start(folder: &Path, proxy: &str) -> Child {
    fs::write(folder.join("config.toml"), SETTINGS).expect("a file can be written");
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let mut command = Command::new(PROGRAM);
    command.arg("run").arg("--knowledge").arg(knowledge).current_dir(folder).env_clear();
    command.env("FACTDESK_DISCORD_PROXY", proxy).env("DISCORD_TOKEN", TOKEN);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command.spawn().expect("the bot starts")
}
