//! What can be typed after `factdesk`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::journal_arguments::JournalCommand;

/// Answers questions from a curated fact base, always with the citation, or says that it is not covered.
#[derive(Debug, Parser)]
#[command(name = "factdesk", version)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Flags of every command.
#[derive(Args, Debug)]
pub(super) struct Global {
    /// The settings [default: config.toml here, or built-in defaults where there is none]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The folder of the fact base, instead of the one in the settings
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) knowledge: Option<PathBuf>,
    /// Say only what was asked for: no headings, notes or receipts
    #[arg(long, global = true)]
    pub(super) quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Answer a question in the terminal
    Ask(Ask),
    /// Show an earlier answer again, from its receipt, and why it was given
    Why(Why),
    /// Hold a conversation in the terminal
    Chat,
    /// Look over the fact base and the settings
    Check,
    /// Measure the answers to questions whose answers are known
    Eval(Eval),
    /// Look at what was asked: how much, what in vain, and what people thought of the answers
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Run the Discord bot
    Run,
    /// Tell what is missing before the bot can run, without connecting
    Doctor(Doctor),
}

#[derive(Args, Debug)]
pub(super) struct Doctor {
    /// Also tell which permissions the bot lacks in this server, by its number
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) guild: Option<u64>,
    /// Tell it as a JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Ask {
    /// The question
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(super) question: Vec<String>,
    /// Answer with a JSON object
    #[arg(long, conflicts_with = "jsonl")]
    pub(super) json: bool,
    /// Read questions from stdin, one JSON object {"q": "…"} a line, and answer each with one
    #[arg(long)]
    pub(super) jsonl: bool,
    /// Add what matched, typos forgiven, the runner-up and the thresholds
    #[arg(long)]
    pub(super) why: bool,
}

#[derive(Args, Debug)]
pub(super) struct Eval {
    /// Files with one JSON object a line: `{"q": "…", "gold": ["p1.s1"], "kind": "…"}`
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Print everything as one JSON object
    #[arg(long)]
    pub(super) json: bool,
    /// Tell what has changed since an earlier output of --json
    #[arg(long, value_name = "OLD.json")]
    pub(super) compare: Option<PathBuf>,
    /// How many of the worst misses are shown
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) misses: usize,
    /// Tell what each ingredient of the engine brings: the same questions with one taken away at a time
    #[arg(long, conflicts_with_all = ["json", "compare", "misses", "fit"])]
    pub(super) ablate: bool,
    /// Learn the worth of evidence anew from these questions and the base's wordings; print it and nothing else
    #[arg(long, conflicts_with_all = ["json", "compare", "misses"])]
    pub(super) fit: bool,
    /// Another base to learn from: its folder and a file of questions
    #[arg(long, value_name = "FOLDER=FILE", requires = "fit")]
    pub(super) also: Vec<String>,
}

#[derive(Args, Debug)]
pub(super) struct Why {
    /// The code below the answer
    pub(super) receipt: String,
    /// The question; it is asked again and gives the reasons that a receipt does not keep
    pub(super) question: Vec<String>,
    /// Answer with a JSON object
    #[arg(long)]
    pub(super) json: bool,
}
