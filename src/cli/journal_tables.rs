//! The journal as people read it in a terminal.

use std::path::Path;

use super::columns::{Columns, counted, cut, many};
use super::journal::shown;
use super::terminal::{Look, joined};
use crate::journal::{Counts, FactVotes, Gap, KeptReply, Purged, Statistics, Suggestion, date};
use crate::knowledge::{FactNumber, Knowledge};

/// Stands before every line that belongs to a heading.
const INDENT: &str = "  ";
/// Columns of a number in a list with what stands around it.
const NUMBER_WIDTH: usize = 8;
/// Columns of "12 times" with what stands around it.
const TIMES_WIDTH: usize = 11;
/// How many further wordings are shown of one gap.
const N_OTHERS: usize = 4;
/// Bytes in a kilobyte, as files are told.
const KILOBYTE: usize = 1_000;

/// How much was asked and what became of it.
pub(super) fn statistics(statistics: &Statistics, file: &Path, retention_days: u32, look: &Look) -> String {
    let table = |name: &str, rows: &[(String, Counts)]| {
        let mut columns = Columns::new(&[name, "7 days", "in all"]);
        for (name, counts) in rows {
            columns.row(name, [counts.recent, counts.all].map(counted));
        }
        (!rows.is_empty()).then(|| columns.draw(look))
    };
    let all = [("all".to_owned(), statistics.all)];
    let tables = [
        table("Questions", &all),
        table("What became of them", &statistics.became),
        table("By door", &statistics.doors),
        table("Answered most", &statistics.facts),
    ];
    let told = told(statistics, file, retention_days);
    let told = joined(told.iter().flat_map(|line| look.wrap(line, "")));
    tables.into_iter().flatten().chain([told]).collect::<Vec<_>>().join("\n")
}

/// What is told in sentences.
fn told(statistics: &Statistics, file: &Path, retention_days: u32) -> Vec<String> {
    let latency = statistics.latency.map(|latency| {
        format!("Half of them took at most {}, 95 of 100 at most {}.", time(latency.median), time(latency.most))
    });
    let votes = format!("Votes: {} helpful, {} not.", counted(statistics.helpful), counted(statistics.unhelpful));
    let words = match retention_days {
        0 => "No words are kept.".to_owned(),
        days => {
            format!("Words are kept for {}: of {} now.", many(days as usize, "day"), counted(statistics.with_words))
        }
    };
    let lost = (statistics.lost > 0)
        .then(|| format!("{} could not be written; the bot's log says why.", many(statistics.lost, "note")));
    let size = counted(statistics.bytes.div_ceil(KILOBYTE));
    let place = match statistics.first {
        Some(first) => format!("Since {}, in {} ({size} KB).", date(first), shown(file)),
        None => format!("Nothing is recorded yet in {}.", shown(file)),
    };
    latency.into_iter().chain([votes, words]).chain(lost).chain([place]).collect()
}

/// What was asked in vain.
pub(super) fn unanswered(gaps: &[Gap], knowledge: &Knowledge, look: &Look) -> String {
    let block = |gap: &Gap| {
        let subject = gap.absent.and_then(|number| knowledge.uncovered.get(number));
        let absent = subject.map(|subject| format!("the sources are known to be silent about {}", subject.subject));
        let nearest = gap.nearest.and_then(|(fact, score)| {
            let how = if gap.is_unsure { "offered" } else { "nearest" };
            Some(format!("{how} {} at {:.2}", knowledge.fact(fact)?.id, score.0))
        });
        let details = [absent, nearest, Some(format!("last {}", date(gap.last)))];
        let (first, others) = gap.asked.split_first().map_or(("", &[][..]), |(first, rest)| (&first.question, rest));
        let mut also: Vec<&str> = others.iter().take(N_OTHERS).map(|asked| asked.question.as_str()).collect();
        let hidden = others.len().saturating_sub(N_OTHERS);
        let more = format!("{hidden} more");
        also.extend((hidden > 0).then_some(more.as_str()));
        let also = (!also.is_empty()).then(|| format!("also: {}", also.join(" · ")));
        let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        listed(gap.id, gap.count, first, std::iter::once(details).chain(also), look)
    };
    titled("Asked in vain", gaps.iter().map(block), look)
}

/// What the list leaves out, and what can be done with it.
pub(super) fn unanswered_closing(gaps: &[Gap], n_shown: usize, wordless: usize, look: &Look) -> String {
    let mut told = Vec::new();
    match gaps.first() {
        None => told.push("Nothing that is kept in words was asked in vain.".to_owned()),
        Some(first) => {
            if n_shown < gaps.len() {
                told.push(format!("{} more are not shown; see --most.", counted(gaps.len() - n_shown)));
            }
            told.push(format!("factdesk journal stub {} prints the first as a fact to fill in.", first.id));
        }
    }
    if wordless > 0 {
        told.push(format!("{} more in vain where no words are kept.", many(wordless, "question")));
    }
    joined(std::iter::once(String::new()).chain(look.wrap(&told.join(" "), "")))
}

/// Which answers helped.
pub(super) fn feedback(facts: &[FactVotes], look: &Look) -> String {
    if facts.is_empty() {
        return "Nobody has voted yet.\n".to_owned();
    }
    let mut columns = Columns::new(&["Answers", "helped", "did not", "last vote"]);
    for votes in facts {
        columns.row(&votes.fact, [counted(votes.helpful), counted(votes.unhelpful), date(votes.last)]);
    }
    columns.draw(look)
}

/// Which wordings may be missing.
pub(super) fn suggestions(suggestions: &[Suggestion], knowledge: &Knowledge, look: &Look) -> String {
    let Some(first) = suggestions.first() else {
        return "No wording was tried in vain before an answer.\n".to_owned();
    };
    let block = |suggestion: &Suggestion| {
        let answered = [named(suggestion.fact, knowledge), format!("last {}", date(suggestion.last))];
        listed(suggestion.id, suggestion.count, &suggestion.wording, answered, look)
    };
    let closing = format!(
        "Only you can tell whether the fact answers it: factdesk journal suggestions accept {id} prints the command that adds it, \
         dismiss {id} says no. Neither is listed again.",
        id = first.id
    );
    let list = titled("Tried in vain before an answer", suggestions.iter().map(block), look);
    list + &joined(std::iter::once(String::new()).chain(look.wrap(&closing, "")))
}

fn named(fact: FactNumber, knowledge: &Knowledge) -> String {
    knowledge.fact(fact).map(|fact| format!("then answered by {}: {}", fact.id, fact.question)).unwrap_or_default()
}

/// What came of a "no".
pub(super) fn dismissed(suggestion: &Suggestion, knowledge: &Knowledge, look: &Look) -> String {
    let fact = knowledge.fact(suggestion.fact).map(|fact| fact.id.as_str()).unwrap_or_default();
    let told = format!("“{}” is suggested for {fact} no more.", suggestion.wording);
    joined(look.wrap(&told, ""))
}

/// Which messages still say what was corrected.
pub(super) fn corrections(replies: &[KeptReply], look: &Look) -> String {
    if replies.is_empty() {
        return "Every correction has reached the messages it concerns.\n".to_owned();
    }
    let block = |reply: &KeptReply| {
        let reason = reply.state.reason().unwrap_or_default();
        let lines = [
            format!("channel {}, message {}, of {}", reply.channel, reply.message, date(reply.time)),
            format!("{}: {reason}", reply.fact),
        ];
        joined(lines.iter().zip([INDENT, "    "]).flat_map(|(line, indent)| look.hang(line, indent, "    ")))
    };
    titled("Not corrected", replies.iter().map(block), look)
}

/// What was taken out.
pub(super) fn purged(purged: Purged) -> String {
    let Purged { outcomes, votes, replies } = purged;
    let (outcomes, votes) = (many(outcomes, "question"), many(votes, "vote"));
    format!("{outcomes}, {votes} and what is known of {} are gone for good.\n", many(replies, "message"))
}

/// A heading and blocks below it.
fn titled(title: &str, blocks: impl Iterator<Item = String>, look: &Look) -> String {
    let blocks: Vec<String> = blocks.collect();
    if blocks.is_empty() { String::new() } else { format!("{}\n\n{}", look.bold(title), blocks.join("\n")) }
}

/// One item of a list: its number, how often, its words, and what is known of it.
fn listed(id: i64, count: usize, words: &str, details: impl IntoIterator<Item = String>, look: &Look) -> String {
    let times = if count == 1 { "once".to_owned() } else { format!("{} times", counted(count)) };
    let first =
        format!("{INDENT}{:<width$}{times:<TIMES_WIDTH$}", format!("#{id}"), width = NUMBER_WIDTH - INDENT.len());
    let indent = " ".repeat(NUMBER_WIDTH + TIMES_WIDTH);
    let width = look.width.saturating_sub(indent.len()).max(INDENT.len());
    let words = [format!("{first}{}", cut(words, width))];
    let details = details.into_iter().flat_map(|line| look.wrap(&line, &indent)).map(|line| look.dim(&line));
    joined(words.into_iter().chain(details))
}

/// Microseconds as people read them.
#[expect(clippy::cast_precision_loss, reason = "a tenth of a millisecond is told")]
fn time(micros: u64) -> String {
    format!("{:.1} ms", micros as f64 / 1_000.0)
}
