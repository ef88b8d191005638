//! What those who manage a server read of what was asked there.

use super::wording::counted as with_noun;

/// Nothing is recorded, or it can't be read; the log tells the operator which.
pub const NO_JOURNAL: &str = "I have no record to show you. My operator may find the reason in my log.";
/// Heads the numbers.
pub const STATISTICS: &str = "What was asked in this server";
/// Heads the questions.
pub const UNANSWERED: &str = "What was asked here and not answered";
/// There are no numbers.
pub const NOTHING_ASKED: &str = "Nothing has been asked here yet.";
/// There are no questions.
pub const NOTHING_IN_VAIN: &str = "Nothing that I keep in words was asked here in vain.";
/// The row of all questions.
pub const QUESTIONS: &str = "Questions";
/// Heads the rows of the doors.
pub const DOORS: &str = "By the way they came:";

/// Says what the two numbers of each row are.
#[must_use]
pub fn heading(since: &str) -> String {
    format!("In the last seven days, and since {since}:")
}

/// A row.
#[must_use]
pub fn counted(name: &str, recent: usize, all: usize) -> String {
    format!("{name}: {recent} · {all}")
}

/// How fast.
#[must_use]
pub fn median(micros: u64) -> String {
    let (whole, tenths) = (micros / 1_000, micros % 1_000 / 100);
    format!("Half of the answers took at most {whole}.{tenths} ms.")
}

/// One question of the list.
#[must_use]
pub fn asked_in_vain(
    number: usize,
    question: &str,
    count: usize,
    last: &str,
    nearest: Option<&(String, u32)>,
) -> String {
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
    let nearest = nearest.map(|(nearest, score)| format!("; nearest at {score} %: {nearest}"));
    format!("{number}. “{question}” {times}, last on {last}{}", nearest.unwrap_or_default())
}

/// How many are not shown.
#[must_use]
pub fn more(count: usize) -> String {
    format!("… and {count} more; factdesk journal unanswered lists all of them.")
}

/// How many can't be shown.
#[must_use]
pub fn wordless(count: usize) -> String {
    let questions = with_noun(count, "question", "questions");
    format!("{questions} more in vain of which I keep no words.")
}
