//! Cuts a message into the clauses that may be questions of their own. Whether they are answered apart or as one is
//! decided in `engine`, which knows what the base holds.

use std::ops::Range;

use crate::text::{Analysis, AskedKind, Word};

/// A stretch of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its bytes in the message.
    pub span: Range<usize>,
    /// Whether it asks something, rather than tells.
    pub asks: bool,
}

/// More clauses than this are not looked at one by one: a message like that is a text, not a question.
pub(super) const MAX_CLAUSES: usize = 6;

/// Words that join two questions.
const JOINERS: [&str; 5] = ["and", "also", "plus", "then", "or"];

/// The fewest words of a question that nobody addressed to us: "why though?" is chat.
const MIN_QUESTION_WORDS: usize = 3;
/// The most; whoever writes more tells a story.
const MAX_QUESTION_WORDS: usize = 30;

/// The clauses of a message in order; one clause where there is nothing to cut.
#[must_use]
pub(super) fn clauses(message: &str, analysis: &Analysis) -> Vec<Clause> {
    let words = &analysis.words;
    let mut starts: Vec<usize> = (1..words.len()).filter(|at| begins_clause(message, words, *at)).collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let cut = starts.iter().zip(ends).filter_map(|(start, end)| clause(message, words.get(*start..end)?));
    cut.take(MAX_CLAUSES).collect()
}

/// Whether a message is one clause that ends with a question mark or opens with a question word, short and without links:
/// what people write who want to know something, and hardly what they write in chat.
#[must_use]
pub(super) fn is_one_question(message: &str, analysis: &Analysis) -> bool {
    let words = &analysis.words;
    let is_short = (MIN_QUESTION_WORDS..=MAX_QUESTION_WORDS).contains(&words.len());
    let asks = message.trim_end().ends_with('?') || opens_question(words);
    is_short && asks && !message.contains("://") && clauses(message, analysis).len() == 1
}

/// The word that joins a clause to the one before is no part of the question.
fn clause(message: &str, words: &[Word]) -> Option<Clause> {
    let n_joiners = words.iter().take_while(|word| JOINERS.contains(&word.folded.as_str())).count();
    let words = words.get(n_joiners..)?;
    let (first, last) = (words.first()?, words.last()?);
    let span = first.span.start..last.span.end;
    let spelled: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    let marked = message.get(span.end..).is_some_and(|tail| tail.trim_start_matches([' ', ')', '"']).starts_with('?'));
    Some(Clause { span, asks: marked || AskedKind::find(&spelled).is_some() })
}

/// A new sentence always begins a clause; a comma or a joining word only where a question follows.
fn begins_clause(message: &str, words: &[Word], at: usize) -> bool {
    let (Some(before), Some(word)) = (words.get(at - 1), words.get(at)) else { return false };
    let between = message.get(before.span.end..word.span.start).unwrap_or_default();
    if between.contains(['?', '!', '\n', ';']) || (between.contains('.') && word.after_break) {
        return true;
    }
    let is_joiner = |at: usize| words.get(at).is_some_and(|word| JOINERS.contains(&word.folded.as_str()));
    let n_joiners = (at..words.len()).take_while(|at| is_joiner(*at)).count();
    let joined = n_joiners > 0 && !is_joiner(at - 1);
    (joined || word.after_break) && opens_question(&words[at + n_joiners..])
}

/// Whether a question word or an auxiliary stands first, or second behind a preposition ("in which year").
fn opens_question(words: &[Word]) -> bool {
    let spelled: Vec<&str> = words.iter().take(2).map(|word| word.folded.as_str()).collect();
    match spelled.as_slice() {
        [] => false,
        [first, rest @ ..] => {
            AskedKind::opens(first)
                || (AskedKind::is_preposition(first) && rest.iter().any(|second| AskedKind::opens(second)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::clauses;
    use crate::text::Analyzer;

    #[test]
    fn a_message_is_cut_where_another_question_begins() {
        let analyzer = Analyzer::english();
        let check = |message: &str, expected: &[(&str, bool)]| {
            let found = clauses(message, &analyzer.analyze(message));
            let found: Vec<(&str, bool)> =
                found.iter().map(|clause| (&message[clause.span.clone()], clause.asks)).collect();
            assert_eq!(found, expected, "{message}");
        };
        check("who invited them, and how many went?", &[("who invited them", true), ("how many went", true)]);
        check("Was it fast? Who said so?", &[("Was it fast", true), ("Who said so", true)]);
        check("I see 139 everywhere. What is it?", &[("I see 139 everywhere", false), ("What is it", true)]);
        check("peace and security in the region", &[("peace and security in the region", false)]);
        check(
            "how were they chosen, and in which city trained",
            &[("how were they chosen", true), ("in which city trained", true)],
        );
        check("who were they, any names?", &[("who were they, any names", true)]);
        check("did the U.N. praise them?", &[("did the U.N. praise them", true)]);
        check("", &[]);
    }
}
