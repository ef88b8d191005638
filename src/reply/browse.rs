//! Browsing by topic: a list of topics below the overview, and for each topic its questions page by page.

use super::buttons::travels;
use super::pages::{bullet, compose_topics, notice_card};
use super::sources::page_buttons;
use super::{Button, Card, Press, Reply, Visibility, limits, wording_pages};
use crate::knowledge::{Fact, Knowledge, Revision};

/// Questions on one page of a topic.
const QUESTIONS_A_PAGE: usize = 10;
/// Topics in one list where there are more: one choice leads on.
const TOPICS_A_LIST: usize = limits::LIST_CHOICES - 1;

/// Every topic with some of its questions, and a list to open one.
#[must_use]
pub fn compose_topics_with_menu(knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let reply = compose_topics(knowledge, visibility);
    let first = topics_with_facts(knowledge).first().copied().unwrap_or_default();
    Reply { buttons: topic_buttons(first, knowledge), ..reply }
}

/// One page of a topic; `None` where the base is another or has no such topic.
#[must_use]
pub fn compose_topic(
    knowledge: &Knowledge,
    revision: Revision,
    topic: usize,
    page: usize,
    visibility: Visibility,
) -> Option<Reply> {
    let title = &knowledge.topics.get(topic).filter(|_| revision == knowledge.revision)?.title;
    let facts: Vec<&Fact> = knowledge.facts.iter().filter(|fact| fact.topic == topic).collect();
    let n_pages = facts.len().div_ceil(QUESTIONS_A_PAGE);
    let page = page.min(n_pages.checked_sub(1)?);
    let shown = || facts.iter().skip(page * QUESTIONS_A_PAGE).take(QUESTIONS_A_PAGE).copied();
    let lines: Vec<String> = shown().map(|fact| bullet(&fact.question)).collect();
    let footer = (n_pages > 1).then(|| wording_pages::page_of(page + 1, n_pages));
    let title = limits::fit_escaped(title, limits::EMBED_TITLE);
    let card = Card { footer, ..notice_card(Some(&title), lines.join("\n")) };
    let mut buttons = read_buttons(shown());
    buttons.extend(topic_buttons(topic, knowledge));
    buttons.extend(page_buttons(page, n_pages, |page| Press::TopicPage { revision, topic, page }));
    Some(Reply { cards: vec![card], buttons, visibility })
}

/// The questions of these facts as choices of a list.
pub(super) fn read_buttons<'k>(facts: impl Iterator<Item = &'k Fact>) -> Vec<Button> {
    let button = |fact: &Fact| Button {
        label: limits::fit(&fact.question, limits::LIST_LABEL),
        press: Press::Read { fact: fact.id.clone() },
    };
    facts.filter(|fact| travels(fact)).map(button).collect()
}

/// The topics around this one as choices of a list. Where there are too many for one, the last choice leads to the next
/// part, and from the last part to the first.
fn topic_buttons(around: usize, knowledge: &Knowledge) -> Vec<Button> {
    let topics = topics_with_facts(knowledge);
    let button = |topic: usize, label: &str| Button {
        label: limits::fit(label, limits::LIST_LABEL),
        press: Press::OpenTopic { revision: knowledge.revision, topic },
    };
    let title = |topic: &usize| Some(button(*topic, &knowledge.topics.get(*topic)?.title));
    if topics.len() <= limits::LIST_CHOICES {
        return topics.iter().filter_map(title).collect();
    }
    let parts: Vec<&[usize]> = topics.chunks(TOPICS_A_LIST).collect();
    let here = parts.iter().position(|part| part.contains(&around)).unwrap_or_default();
    let next = parts.get(here + 1).or(parts.first()).and_then(|part| part.first());
    let shown = parts.get(here).into_iter().flat_map(|part| part.iter()).filter_map(title);
    shown.chain(next.map(|topic| button(*topic, wording_pages::OTHER_TOPICS))).collect()
}

fn topics_with_facts(knowledge: &Knowledge) -> Vec<usize> {
    let mut topics: Vec<usize> = knowledge.facts.iter().map(|fact| fact.topic).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}
