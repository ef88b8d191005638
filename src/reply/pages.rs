//! The replies that no question leads to: topics, about, welcome, an expired button. They keep to Discord's limits
//! whatever the size of the base.

use super::{Card, Reply, Tone, Visibility, limits, wording, wording_pages};
use crate::knowledge::Knowledge;

/// Questions shown of a topic, where there is room.
const MAX_QUESTIONS_A_TOPIC: usize = 4;
/// Questions shown to somebody who asked nothing.
const MAX_EXAMPLES: usize = 3;
/// A question or title in a list, in units after escaping: two lines on a telephone.
const LISTED: usize = 120;
/// The titles that a refusal names, in units after escaping: a glance, not a list.
const COVERED_TOPICS: usize = 600;
/// How the desk's people are reached, in units after escaping: an address or a sentence.
const CONTACT: usize = 400;
/// Kept free for the card that names the topics without a card of their own.
const MORE_TOPICS: usize = 1_000;
/// Stands between titles named in one line; titles themselves may hold commas.
const BETWEEN_TITLES: &str = " · ";

/// Every topic with some of its questions; a large base names further topics by their titles alone.
#[must_use]
pub fn compose_topics(knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let listings = listings(knowledge);
    if listings.is_empty() {
        return notice(None, wording::NO_FACTS.to_owned(), visibility);
    }
    let is_large = listings.len() > limits::EMBEDS;
    let own_cards = if is_large { limits::EMBEDS - 1 } else { listings.len() };
    let room = if is_large { limits::EMBED_TOTAL - MORE_TOPICS } else { limits::EMBED_TOTAL };
    let (first, rest) = listings.split_at(own_cards);
    let mut cards = topic_cards(first, room);
    if !rest.is_empty() {
        let room = MORE_TOPICS - limits::CARD_MARKUP - limits::units_escaped(wording::MORE_TOPICS);
        let titles = rest.iter().map(|listing| listing.title);
        cards.push(notice_card(Some(wording::MORE_TOPICS), joined(titles, BETWEEN_TITLES, room)));
    }
    Reply { cards, buttons: Vec::new(), visibility }
}

/// What the desk is, how it is asked, what it keeps.
#[must_use]
pub fn compose_about(knowledge: &Knowledge, visibility: Visibility) -> Reply {
    compose_about_with_contact(knowledge, None, visibility)
}

/// The same with the way to report a wrong fact that the operator named.
#[must_use]
pub fn compose_about_with_contact(knowledge: &Knowledge, contact: Option<&str>, visibility: Visibility) -> Reply {
    let about = wording::about(knowledge.facts.len(), knowledge.sources.len(), knowledge.revision);
    let contact = contact.map(|contact| limits::fit_escaped(contact, CONTACT));
    let report = wording_pages::report(contact.as_deref());
    let paragraphs: Vec<String> = std::iter::once(about).chain(covered_topics(knowledge)).chain([report]).collect();
    notice(Some(wording::ABOUT), paragraphs.join("\n\n"), visibility)
}

/// What becomes of a 👍 or 👎; it concerns only who pressed it.
#[must_use]
pub fn compose_voted(is_helpful: bool, is_new: bool, contact: Option<&str>) -> Reply {
    let body = match (is_new, is_helpful) {
        (false, _) => wording_pages::VOTED_ALREADY.to_owned(),
        (true, true) => wording_pages::VOTED_UP.to_owned(),
        (true, false) => {
            let contact = contact.map(|contact| limits::fit_escaped(contact, CONTACT));
            format!("{}\n\n{}", wording_pages::VOTED_DOWN, wording_pages::report(contact.as_deref()))
        }
    };
    notice(None, body, Visibility::AskerOnly)
}

/// The reply to who would remove somebody else's answer.
#[must_use]
pub fn compose_not_yours() -> Reply {
    notice(None, wording_pages::NOT_YOURS.to_owned(), Visibility::AskerOnly)
}

/// Help for somebody who called the desk and asked nothing.
#[must_use]
pub fn compose_welcome(knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let listings = listings(knowledge);
    let examples = listings.iter().filter_map(|listing| listing.questions.first()).take(MAX_EXAMPLES);
    let examples: Vec<String> = examples.map(|question| bullet(question)).collect();
    if examples.is_empty() {
        return notice(Some(wording::WELCOME), wording::NO_FACTS.to_owned(), visibility);
    }
    let body = format!("{}\n{}\n\n{}", wording::FOR_EXAMPLE, examples.join("\n"), wording::SEE_TOPICS);
    notice(Some(wording::WELCOME), body, visibility)
}

/// Tells who wanted a message answered where the answer stands.
#[must_use]
pub fn compose_answered_there() -> Reply {
    notice(None, wording_pages::ANSWERED_THERE.to_owned(), Visibility::AskerOnly)
}

/// The reply to who points at a message that Discord does not show us.
#[must_use]
pub fn compose_hidden(visibility: Visibility) -> Reply {
    notice(None, wording_pages::HIDDEN.to_owned(), visibility)
}

/// The reply to a button that no longer leads to a fact; only who pressed it needs to know.
#[must_use]
pub fn compose_expired() -> Reply {
    notice(None, wording::EXPIRED.to_owned(), Visibility::AskerOnly)
}

/// The reply to a command or option that this version does not know; only who used it needs to know.
#[must_use]
pub fn compose_unreadable() -> Reply {
    notice(None, wording::UNREADABLE.to_owned(), Visibility::AskerOnly)
}

/// The sentence that says what the desk covers, or `None` for a base without facts.
pub(super) fn covered_topics(knowledge: &Knowledge) -> Option<String> {
    let listings = listings(knowledge);
    let titles = joined(listings.iter().map(|listing| listing.title), BETWEEN_TITLES, COVERED_TOPICS);
    (!titles.is_empty()).then(|| wording::covers(&titles))
}

/// A reply of one card that is neither an answer nor a refusal.
pub(super) fn notice(title: Option<&str>, body: String, visibility: Visibility) -> Reply {
    Reply { cards: vec![notice_card(title, body)], buttons: Vec::new(), visibility }
}

pub(super) fn notice_card(title: Option<&str>, body: String) -> Card {
    Card { tone: Tone::Notice, title: title.map(str::to_owned), body, citations: Vec::new(), footer: None }
}

/// A topic with the canonical questions of its facts.
struct Listing<'a> {
    title: &'a str,
    questions: Vec<&'a str>,
}

/// The topics that hold facts, in the order of the base.
fn listings(knowledge: &Knowledge) -> Vec<Listing<'_>> {
    let topics = knowledge.topics.iter();
    let mut listings: Vec<Listing<'_>> =
        topics.map(|topic| Listing { title: &topic.title, questions: Vec::new() }).collect();
    for fact in &knowledge.facts {
        if let Some(listing) = listings.get_mut(fact.topic) {
            listing.questions.push(&fact.question);
        }
    }
    listings.retain(|listing| !listing.questions.is_empty());
    listings
}

/// A card a topic, with as many questions each as fit into `room` together. One question each always fits, as titles
/// and questions are shortened.
fn topic_cards(listings: &[Listing<'_>], room: usize) -> Vec<Card> {
    let cards = |most| listings.iter().map(|listing| topic_card(listing, most)).collect::<Vec<_>>();
    (2..=MAX_QUESTIONS_A_TOPIC)
        .rev()
        .map(cards)
        .find(|cards| cards.iter().map(limits::card_units).sum::<usize>() <= room)
        .unwrap_or_else(|| cards(1))
}

fn topic_card(listing: &Listing<'_>, most: usize) -> Card {
    let mut lines: Vec<String> = listing.questions.iter().take(most).map(|question| bullet(question)).collect();
    if listing.questions.len() > most {
        lines.push(wording::and_more(listing.questions.len() - most));
    }
    notice_card(Some(&limits::fit_escaped(listing.title, LISTED)), lines.join("\n"))
}

pub(super) fn bullet(question: &str) -> String {
    wording::bullet(&limits::fit_escaped(question, LISTED))
}

/// As many texts as fit into `room`, and the count of the others.
fn joined<'a>(texts: impl ExactSizeIterator<Item = &'a str>, between: &str, room: usize) -> String {
    let count = texts.len();
    let room = room.saturating_sub(limits::units_escaped(between) + limits::units(&wording::and_more(count)));
    let mut line = String::new();
    for (index, text) in texts.enumerate() {
        let text = limits::fit_escaped(text, LISTED);
        let separator = if index == 0 { "" } else { between };
        if limits::units_escaped(&line) + limits::units_escaped(separator) + limits::units_escaped(&text) > room {
            return format!("{line}{separator}{}", wording::and_more(count - index));
        }
        line.push_str(separator);
        line.push_str(&text);
    }
    line
}
