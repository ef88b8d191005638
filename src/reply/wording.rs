//! Every sentence the desk says of its own, and nothing else; those about receipts and reasons are in `wording_why`,
//! those of lists and buttons in `wording_pages`.
//! Curated texts come from the base; which sentence is said when is decided by the composing files. Each is true in
//! Discord and in the terminal alike.

use crate::answer::{MAX_QUESTION_CHARS, Receipt, SmallTalk};
use crate::knowledge::Revision;

/// Heading of "did you mean".
pub const DID_YOU_MEAN: &str = "Did you mean one of these?";
/// Heading of a refusal.
pub const NOT_COVERED: &str = "Not covered";
/// Heading above the parts of a message that were not answered.
pub const NOT_ANSWERED: &str = "Not answered";
/// Heading above the titles of topics that have no card of their own.
pub const MORE_TOPICS: &str = "More topics";
/// Heading of the page about the desk.
pub const ABOUT: &str = "About this desk";
/// Heading of the help for an empty question.
pub const WELCOME: &str = "Ask me a question";

/// Nothing in the base comes near.
pub const UNKNOWN: &str = "My sources do not seem to cover this, so I will not guess.";
/// Above the parts that were not answered.
pub const UNANSWERED_PARTS: &str = "I have no sure answer to:";
/// Above the parts that would be answered but do not fit into the message.
pub const PARTS_WITHOUT_ROOM: &str = "There was no room left for these. Please ask them again, one at a time:";
/// Stands for the words of a part that are not known any more.
pub const LOST_WORDS: &str = "…";
/// A button that no longer leads anywhere.
pub const EXPIRED: &str = "This button has expired. Please ask your question again.";
/// A command that this version does not know.
pub const UNREADABLE: &str = "I do not know that command. Please ask your question with /ask.";
/// A base without facts.
pub const NO_FACTS: &str = "There are no facts to ask about yet.";
/// Above a few questions for somebody who asked nothing.
pub const FOR_EXAMPLE: &str = "Use your own words; spelling need not be perfect. For example:";
/// What to do after a refusal.
pub const TRY_OTHER_WORDS: &str = "Try other words, or use /topics to see what you can ask.";
/// Where to find what can be asked.
pub const SEE_TOPICS: &str = "Use /topics to see what you can ask.";

/// Answers to talk that is no question.
#[must_use]
pub fn small_talk(kind: SmallTalk) -> &'static str {
    match kind {
        SmallTalk::Greeting => "Hello. What would you like to know? Use /topics to see what you can ask.",
        SmallTalk::Thanks => "You are welcome.",
        SmallTalk::Farewell => "Goodbye. Come back whenever you have a question.",
        SmallTalk::AboutTheDesk => {
            "I am a bot. I answer questions from a set of curated facts, always with the source, and I say so when the \
             answer is not there. Use /topics to see what you can ask."
        }
    }
}

/// The message is longer than a question can be.
#[must_use]
pub fn too_long() -> String {
    format!("That is more than {MAX_QUESTION_CHARS} characters. Please ask one short question.")
}

/// The subject is known to be absent from the sources.
#[must_use]
pub fn uncovered(subject: &str) -> String {
    format!("The sources say nothing about {subject}.")
}

/// The question takes something for granted that the source states otherwise.
#[must_use]
pub fn correction(asked: &str, stated: &str) -> String {
    format!("The source says {stated}, not {asked}.")
}

/// One unanswered part, as it was asked.
#[must_use]
pub fn unanswered_part(asked: &str) -> String {
    format!("“{asked}”")
}

/// One unanswered part about a subject known to be absent.
#[must_use]
pub fn uncovered_part(asked: &str, subject: &str) -> String {
    format!("“{asked}” – the sources say nothing about {subject}.")
}

/// What the desk covers, by the titles of its topics.
#[must_use]
pub fn covers(topics: &str) -> String {
    format!("I can answer questions on: {topics}.")
}

/// The end of a list that was cut short.
#[must_use]
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// A place in a source, under its title.
#[must_use]
pub fn place_in(title: &str, paragraph: u32, sentences: &[u32]) -> String {
    format!("{title}, {}", place(paragraph, sentences))
}

/// A place in the source named just before.
#[must_use]
pub fn place(paragraph: u32, sentences: &[u32]) -> String {
    match sentences {
        [] => format!("paragraph {paragraph}"),
        [only] => format!("paragraph {paragraph}, sentence {only}"),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(u32::to_string).collect();
            format!("paragraph {paragraph}, sentences {} and {last}", rest.join(", "))
        }
    }
}

/// The small print of an answer.
#[must_use]
pub fn receipt(receipt: &Receipt) -> String {
    format!("Receipt {receipt}")
}

/// One line of a list.
#[must_use]
pub fn bullet(line: &str) -> String {
    format!("• {line}")
}

/// Citations that do not fit any more.
#[must_use]
pub fn more_places(count: usize) -> String {
    let places = counted(count, "place", "places");
    format!("and {places} more")
}

/// The page about the desk.
#[must_use]
pub fn about(facts: usize, sources: usize, revision: Revision) -> String {
    let facts = counted(facts, "fact", "facts");
    let sources = counted(sources, "source", "sources");
    format!(
        "I answer questions from a set of curated facts and show where each answer stands in its source. I never make up \
         an answer: when the facts do not hold it, I say so.\n\n\
         How to ask: use /ask, mention me, reply to one of my messages, or write to me directly. In the terminal, just \
         type your question. Use /topics, /timeline and /sources to see what there is, and /why with the receipt below \
         an answer to see why I gave it.\n\n\
         Privacy: so that gaps can be filled, the words of questions that you put to me in a server are kept for a while, 30 \
         days unless my operator chose otherwise, and never with who asked. I do not keep direct messages, nor what is not \
         meant for me. Of 👍 and 👎 I keep no name.\n\n\
         At the moment I know {facts} from {sources} (revision {revision})."
    )
}

/// A number with its noun.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_people_say_it() {
        assert_eq!(place_in("The logbook", 1, &[2]), "The logbook, paragraph 1, sentence 2");
        assert_eq!(place(4, &[1, 2, 5]), "paragraph 4, sentences 1, 2 and 5");
    }

    #[test]
    fn one_is_not_said_as_many() {
        assert_eq!(more_places(1), "and 1 place more");
        assert_eq!(more_places(2), "and 2 places more");
    }
}
