//! What can be typed after `factdesk journal`.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum JournalCommand {
    /// Tell how much was asked, by which doors, and what became of it
    Stats(Form),
    /// List what was asked in vain, grouped by meaning, the most asked first
    Unanswered(Unanswered),
    /// Print an unanswered question as a fact to fill in
    Stub(Numbered),
    /// Tell which answers helped and which did not
    Feedback(Form),
    /// List wordings that people tried in vain before they were answered
    Suggestions(Suggestions),
    /// List messages of the bot that a correction could not reach
    Corrections(Form),
    /// Print everything as JSON, one record a line; nobody is named in it
    Export,
    /// Take records out for good: all of them, or the older ones
    Purge(Purge),
}

#[derive(Args, Debug)]
pub(super) struct Form {
    /// Tell it as a JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Unanswered {
    /// How many are listed
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) most: usize,
    /// Tell it as a JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct Numbered {
    /// The number in the list
    pub(super) id: i64,
}

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Suggestions {
    /// Tell it as a JSON object
    #[arg(long)]
    pub(super) json: bool,
    #[command(subcommand)]
    pub(super) accept: Option<Accept>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Accept {
    /// Print what to paste into the base; nothing is changed by itself
    Accept(Numbered),
}

#[derive(Args, Debug)]
pub(super) struct Purge {
    /// Only what is older
    #[arg(long, value_name = "DAYS")]
    pub(super) older_than: Option<u32>,
}
