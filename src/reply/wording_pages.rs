//! What the desk says on its lists, its buttons and its comparisons; all else is in `wording`.

use super::wording::counted;
use crate::knowledge::Moment;

/// On the button that shows the citation in full.
pub const SHOW_PASSAGE: &str = "Show the passage";
/// On the button for an answer that helped.
pub const HELPFUL: &str = "👍";
/// On the button for an answer that did not.
pub const UNHELPFUL: &str = "👎";
/// On the button that takes the reply back.
pub const REMOVE: &str = "Remove";
/// On the button for the page before.
pub const EARLIER_PAGE: &str = "◀ Back";
/// On the button for the page after.
pub const LATER_PAGE: &str = "More ▶";
/// On the choice that leads to the rest of a long list of topics.
pub const OTHER_TOPICS: &str = "Other topics …";
/// In the empty list of topics.
pub const CHOOSE_A_TOPIC: &str = "Choose a topic";
/// In the empty list of questions.
pub const CHOOSE_A_QUESTION: &str = "Choose a question to see its answer";

/// Heading of the timeline.
pub const TIMELINE: &str = "Timeline";
/// A base without dates.
pub const NO_DATES: &str = "None of the facts has a date.";
/// Between two years that follow each other.
pub const GAP: &str = "┆";

/// After 👍.
pub const VOTED_UP: &str = "Thank you. I count this until I am restarted, and show nobody who pressed.";
/// After 👎.
pub const VOTED_DOWN: &str = "Thank you for telling. I count this until I am restarted, and show nobody who pressed.";
/// After the same press once more.
pub const VOTED_ALREADY: &str = "I have counted that already. Each person counts once for each message.";
/// Somebody else pressed "Remove".
pub const NOT_YOURS: &str = "Only the person who asked can remove this answer.";

/// To who wanted a message answered.
pub const ANSWERED_THERE: &str = "I have answered with a reply to that message.";
/// Discord shows bots no messages but those that mention them.
pub const HIDDEN: &str =
    "Discord does not show me the message you replied to. Open its menu, go to Apps and choose “Answer this”.";

/// Heading of a comparison with the facts.
pub const CHECKED: &str = "Compared with my sources";
/// Heading of what the facts do not hold.
pub const CHECKED_UNCOVERED: &str = "Not covered by my sources";
/// What a comparison is and is not.
pub const CHECKED_NOTE: &str =
    "I compare figures, dates and names with my sources, one by one. I do not judge whether a message is true.";
/// A message with nothing to compare.
pub const NOTHING_TO_CHECK: &str = "There is no figure, date or name in this message that I could compare.";

/// What a source's title is followed by where nothing else is known of it.
pub const NOTHING_MORE_KNOWN: &str = "Nothing more is known of this source.";
/// A passage whose words are not quoted.
pub const NO_QUOTE: &str = "No words of it are quoted.";

/// The button for the passage of one of several answers.
#[must_use]
pub fn show_passage_of(number: usize) -> String {
    format!("Passage {number}")
}

/// Whom an answer is for, with a mention of them.
#[must_use]
pub fn for_member(mention: &str) -> String {
    format!("For {mention}:")
}

/// Something in a message that the source says too.
#[must_use]
pub fn agrees(written: &str) -> String {
    format!("✓ “{written}” agrees with the source.")
}

/// Something in a message in place of which the source says something else.
#[must_use]
pub fn says_otherwise(written: &str) -> String {
    format!("≠ “{written}”: the source says otherwise.")
}

/// Something in a message that no fact speaks of.
#[must_use]
pub fn not_covered(written: &str) -> String {
    format!("? “{written}”")
}

/// What the source says, in the curator's words.
#[must_use]
pub fn source_says(answer: &str) -> String {
    format!("What I have from it: {answer}")
}

/// How to report a wrong fact.
#[must_use]
pub fn report(contact: Option<&str>) -> String {
    match contact {
        Some(contact) => format!("Is a fact wrong? Please report it with the receipt below the answer: {contact}"),
        None => "Is a fact wrong? Please tell whoever runs this desk, with the receipt below the answer.".to_owned(),
    }
}

/// Where one is in a list of several pages.
#[must_use]
pub fn page_of(page: usize, n_pages: usize) -> String {
    format!("Page {page} of {n_pages}")
}

/// A dated fact in the timeline; the year stands above it.
#[must_use]
pub fn dated(when: Moment, text: &str, place: &str) -> String {
    match within_year(when) {
        Some(date) => format!("┣ {date}: {text} ({place})"),
        None => format!("┣ {text} ({place})"),
    }
}

/// Another question that the sentence above answers.
#[must_use]
pub fn dated_too(question: &str) -> String {
    format!("┃ · {question}")
}

/// Between two years with others between them.
#[must_use]
pub fn gap_of(years: u16) -> String {
    format!("┆ {years} years")
}

/// How often a source is cited.
#[must_use]
pub fn cited(facts: usize, sentences: usize) -> String {
    format!("Cited by {} from {}.", counted(facts, "fact", "facts"), counted(sentences, "sentence", "sentences"))
}

/// Who stands behind a source.
#[must_use]
pub fn credit(credit: &str) -> String {
    format!("Credit: {credit}")
}

/// When a source was published.
#[must_use]
pub fn published(date: &str) -> String {
    format!("Date: {date}")
}

/// A cited place with its words.
#[must_use]
pub fn passage(place: &str, quote: &str) -> String {
    format!("{place}:\n“{quote}”")
}

/// A cited place without its words.
#[must_use]
pub fn passage_without_quote(place: &str) -> String {
    format!("{place}. {NO_QUOTE}")
}

/// The names of the months.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "31 December" or "December"; `None` where only the year is known.
fn within_year(when: Moment) -> Option<String> {
    let month = MONTHS.get(usize::from(when.month?).checked_sub(1)?)?;
    Some(when.day.map_or_else(|| (*month).to_owned(), |day| format!("{day} {month}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_exact_as_it_is_known() {
        let check = |when: &str, expected: &str| {
            assert_eq!(when.parse().map(|when| dated(when, "It began.", "paragraph 1")).as_deref(), Ok(expected));
        };
        check("1871", "┣ It began. (paragraph 1)");
        check("1871-05", "┣ May: It began. (paragraph 1)");
        check("1871-05-02", "┣ 2 May: It began. (paragraph 1)");
    }
}
