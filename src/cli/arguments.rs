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
    /// Add a fact: asks for what the flags below don't give, and checks as it goes
    Add(Box<Add>),
    /// Add facts from a table or a file with one on each line; without --write only tells what would happen
    Import(Import),
    /// Print all facts as a table, or one on each line
    Export(Export),
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

/// With --question, --answer and --cite nothing is asked.
#[derive(Args, Debug)]
pub(super) struct Add {
    /// The question as members will read it
    #[arg(long, value_name = "TEXT")]
    pub(super) question: Option<String>,
    /// What is said, in your own words
    #[arg(long, value_name = "TEXT")]
    pub(super) answer: Option<String>,
    /// Where it stands: SOURCE:PARAGRAPH:SENTENCE or SOURCE:PARAGRAPH:SENTENCE:"QUOTE"; may be repeated
    #[arg(long, value_name = "PLACE")]
    pub(super) cite: Vec<String>,
    /// Another wording; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub(super) also_asked: Vec<String>,
    /// A word that marks the fact; may be repeated
    #[arg(long = "keyword", value_name = "WORD")]
    pub(super) keywords: Vec<String>,
    /// When it happened: 2024, 2024-12 or 2024-12-31
    #[arg(long, value_name = "DATE")]
    pub(super) when: Option<String>,
    /// The id of a fact that a reader may want next; may be repeated
    #[arg(long, value_name = "ID")]
    pub(super) related: Vec<String>,
    /// The fact's own id, instead of one made of its question
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    /// The topic that it belongs to, which may be new
    #[arg(long, value_name = "TITLE")]
    pub(super) topic: Option<String>,
    /// The file that it is written to, instead of its topic's
    #[arg(long, value_name = "NAME.toml")]
    pub(super) file: Option<std::path::PathBuf>,
    /// The title of a source that is cited here for the first time
    #[arg(long, value_name = "TITLE")]
    pub(super) source_title: Option<String>,
    /// Add the other wordings to this fact instead of adding one
    #[arg(long, value_name = "ID", requires = "also_asked", conflicts_with_all = ["question", "answer", "cite", "keywords", "when", "related", "id", "topic", "file", "source_title"])]
    pub(super) to: Option<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Args, Debug)]
pub(super) struct Import {
    /// A table (.csv) or one JSON object a line (.jsonl); - is stdin
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// What the file holds, where its name doesn't tell
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<FactFormat>,
    /// Write the facts, if nothing is wrong with any
    #[arg(long)]
    pub(super) write: bool,
    /// The topic of rows that name none
    #[arg(long, value_name = "TITLE")]
    pub(super) topic: Option<String>,
    /// The title of a source that is cited here for the first time; may be repeated
    #[arg(long, value_name = "ID=TITLE")]
    pub(super) source: Vec<String>,
}

#[derive(Args, Debug)]
pub(super) struct Export {
    /// A table for a spreadsheet, or one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(super) format: FactFormat,
}

/// How facts travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FactFormat {
    /// A table with a heading row
    Csv,
    /// One JSON object a line
    Jsonl,
}
