//! What each sort of reply says, word for word, and that every reply fits into a message of Discord.

use factdesk::answer::{Confidence, Explanation, Outcome, Part, Ranked, Receipt, Remark, SmallTalk, Verdict, receipt};
use factdesk::knowledge::{FactNumber, Knowledge};
use factdesk::reply::{
    List, Reply, Visibility, compose, compose_about, compose_expired, compose_fact, compose_topics, compose_welcome,
    limits,
};
use proptest::prelude::*;

use crate::support::{cite, fact, lighthouse, seen, topic};

fn part(text: &str, verdict: Verdict, facts: &[usize], remark: Option<Remark>) -> Part {
    let candidates = facts
        .iter()
        .zip([0.9, 0.8, 0.7, 0.6, 0.5])
        .map(|(&index, confidence)| Ranked { fact: FactNumber::new(index), confidence: Confidence(confidence) })
        .collect();
    Part { text: text.to_owned(), verdict, candidates, remark, why: Explanation::default() }
}

fn answered(text: &str, index: usize) -> Part {
    part(text, Verdict::Answered, &[index], None)
}

fn unknown(text: &str, remark: Option<Remark>) -> Part {
    part(text, Verdict::Unknown, &[], remark)
}

fn outcome(parts: Vec<Part>) -> Outcome {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    Outcome { question: texts.join(" "), parts }
}

fn check(parts: Vec<Part>, expected: &str) {
    let (outcome, knowledge) = (outcome(parts), lighthouse());
    let reply = compose(&outcome, &knowledge, Visibility::Everyone);
    assert_fits(&reply);
    let expected = expected.replace("RECEIPT", &receipt(&outcome, &knowledge).to_string());
    assert_eq!(seen(&reply), expected);
}

/// Discord's limits, also after a surface has escaped every mark and added its own.
pub fn assert_fits(reply: &Reply) {
    assert!((1..=limits::EMBEDS).contains(&reply.cards.len()));
    for list in [None, Some(List::Topics), Some(List::Questions)] {
        let (most, label) =
            list.map_or((limits::BUTTONS, limits::BUTTON_LABEL), |_| (limits::LIST_CHOICES, limits::LIST_LABEL));
        let buttons: Vec<_> = reply.buttons.iter().filter(|button| button.press.list() == list).collect();
        assert!(buttons.len() <= most && buttons.iter().all(|button| limits::units(&button.label) <= label));
    }
    assert!(reply.cards.iter().map(limits::card_units).sum::<usize>() <= limits::EMBED_TOTAL);
    for card in &reply.cards {
        let citations = card.citations.iter().map(limits::citation_units).sum::<usize>();
        assert!(card.title.as_deref().is_none_or(|title| limits::units_escaped(title) <= limits::EMBED_TITLE));
        assert!(limits::units_escaped(&card.body) <= limits::EMBED_DESCRIPTION);
        assert!(citations <= limits::EMBED_FIELD_VALUE, "citations take {citations}");
    }
}

#[test]
fn an_answer_is_the_curators_text_with_its_citation() {
    check(
        vec![answered("hight of it", 0)],
        "[answer] How tall is the lighthouse?\n\
         The lighthouse is 41 metres tall.\n\
         - \"41 metres\" Visitor leaflet, paragraph 1, sentence 2 <https://lighthouse.example/leaflet>\n\
         _Receipt RECEIPT_\n",
    );
}

#[test]
fn citations_of_one_source_name_it_once() {
    check(
        vec![answered("first lit", 1)],
        "[answer] When was the lamp first lit?\n\
         The lamp was first lit in May 1871.\n\
         - \"first lit in May\" The keeper's logbook, paragraph 3, sentence 1\n\
         - paragraph 3, sentences 2 and 4\n\
         - Visitor leaflet, paragraph 2, sentence 1 <https://lighthouse.example/leaflet>\n\
         _Receipt RECEIPT_\n",
    );
}

#[test]
fn several_questions_get_a_card_each_and_the_rest_is_named() {
    check(
        vec![
            unknown("hi", Some(Remark::SmallTalk(SmallTalk::Greeting))),
            answered("who was first?", 2),
            answered("who was last?", 3),
            answered("and the very last?", 3),
            unknown("what did they *eat*?", None),
            unknown("what did they earn?", Some(Remark::Uncovered(0))),
        ],
        "[answer] Who was the first keeper?\n\
         Ida Moen was the first keeper.\n\
         - The keeper's logbook, paragraph 1, sentence 1\n\
         [answer] Who was the last keeper?\n\
         Per Moen was the last keeper.\n\
         - The keeper's logbook, paragraph 1, sentence 3\n\
         _Receipt RECEIPT_\n\
         [refusal] Not answered\n\
         I have no sure answer to:\n\
         “what did they *eat*?”\n\
         “what did they earn?” – the sources say nothing about the keepers' wages.\n",
    );
}

#[test]
fn an_unsure_question_gets_a_choice() {
    check(
        vec![part("keeper", Verdict::Unsure, &[3, 2], None)],
        "[choice] Did you mean one of these?\n\
         1. Who was the last keeper?\n\
         2. Who was the first keeper?\n\
         (Who was the last keeper?) => Choose { fact: \"last-keeper\" }\n\
         (Who was the first keeper?) => Choose { fact: \"first-keeper\" }\n",
    );
}

#[test]
fn an_unknown_question_is_refused_with_what_is_covered() {
    check(
        vec![unknown("what is the capital of France?", None)],
        "[refusal] Not covered\n\
         My sources do not seem to cover this, so I will not guess.\n\n\
         I can answer questions on: The tower · The keepers.\n\n\
         Try other words, or use /topics to see what you can ask.\n",
    );
}

#[test]
fn a_known_gap_is_named() {
    check(
        vec![unknown("what did a keeper earn?", Some(Remark::Uncovered(0)))],
        "[refusal] Not covered\n\
         The sources say nothing about the keepers' wages.\n\n\
         I can answer questions on: The tower · The keepers.\n\n\
         Try other words, or use /topics to see what you can ask.\n",
    );
}

#[test]
fn several_unknown_questions_are_refused_together() {
    check(
        vec![unknown("what did they eat?", None), unknown("what did they earn?", Some(Remark::Uncovered(0)))],
        "[refusal] Not covered\n\
         I have no sure answer to:\n\
         “what did they eat?”\n\
         “what did they earn?” – the sources say nothing about the keepers' wages.\n\n\
         I can answer questions on: The tower · The keepers.\n\n\
         Try other words, or use /topics to see what you can ask.\n",
    );
}

#[test]
fn thanks_are_taken_kindly() {
    check(
        vec![unknown("thanks", Some(Remark::SmallTalk(SmallTalk::Thanks)))],
        "[notice] (no title)\nYou are welcome.\n",
    );
}

#[test]
fn an_empty_question_gets_help() {
    check(
        vec![unknown("", Some(Remark::Empty))],
        "[notice] Ask me a question\n\
         Use your own words; spelling need not be perfect. For example:\n\
         • How tall is the lighthouse?\n\
         • Who was the first keeper?\n\n\
         Use /topics to see what you can ask.\n",
    );
}

#[test]
fn too_long_a_question_is_asked_for_shorter() {
    check(
        vec![unknown(&"a".repeat(3_000), Some(Remark::TooLong))],
        "[notice] (no title)\nThat is more than 2000 characters. Please ask one short question.\n",
    );
}

#[test]
fn an_outcome_of_another_base_is_refused() {
    let elsewhere = outcome(vec![answered("which one?", 77)]);
    let reply = compose(&elsewhere, &Knowledge::default(), Visibility::AskerOnly);
    assert_fits(&reply);
    assert!(!seen(&reply).contains("[answer]"), "{}", seen(&reply));
}

#[test]
fn the_topics_show_their_questions() {
    assert_eq!(
        seen(&compose_topics(&lighthouse(), Visibility::AskerOnly)),
        "(only for the asker)\n\
         [notice] The tower\n\
         • How tall is the lighthouse?\n\
         • When was the lamp first lit?\n\
         [notice] The keepers\n\
         • Who was the first keeper?\n\
         • Who was the last keeper?\n"
    );
}

#[test]
fn the_page_about_the_desk_says_what_it_keeps() {
    let text = seen(&compose_about(&lighthouse(), Visibility::AskerOnly));
    assert!(text.contains("and never with who asked."), "{text}");
    assert!(text.contains("4 facts from 2 sources (revision 1a2b3c4d)"), "{text}");
}

#[test]
fn an_expired_button_concerns_only_who_pressed_it() {
    assert_eq!(
        seen(&compose_expired()),
        "(only for the asker)\n[notice] (no title)\nThis button has expired. Please ask your question again.\n"
    );
}

/// A base of any size whose texts are all of one length.
pub fn large(topics: usize, facts_a_topic: usize, text: &str) -> Knowledge {
    let fact_in = |topic: usize, number: usize| {
        let mut fact = fact(&format!("fact-{topic}-{number}"), topic, text, &text.repeat(4));
        fact.cites = (1..=12).map(|sentence| cite("source", 1, sentence, Some(text))).collect();
        fact
    };
    Knowledge {
        topics: (0..topics).map(|_| topic(text)).collect(),
        facts: (0..topics).flat_map(|topic| (0..facts_a_topic).map(move |number| fact_in(topic, number))).collect(),
        ..Knowledge::default()
    }
}

fn assert_every_page_fits(knowledge: &Knowledge) {
    for page in [compose_topics, compose_about, compose_welcome] {
        assert_fits(&page(knowledge, Visibility::AskerOnly));
    }
    for fact in knowledge.facts.iter().take(1) {
        assert_fits(&compose_fact(fact, knowledge, Visibility::Everyone));
    }
}

#[test]
fn a_huge_base_still_fits_into_a_message() {
    let question =
        "Which of the many things that are listed here is the one that is asked for by the visitors most often?";
    let knowledge = large(300, 50, question);
    assert_every_page_fits(&knowledge);
    let text = seen(&compose_topics(&knowledge, Visibility::AskerOnly));
    assert_eq!(text.matches("[notice]").count(), limits::EMBEDS);
    assert!(text.contains("\nand 47 more\n") && text.contains("[notice] More topics"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_reply_fits_whatever_its_texts(
        text in "\\PC{1,400}|[*_`~|\\[\\]]{1,2000}|[a-z ]{1,2000}",
        topics in 1_usize..30,
        kinds in proptest::collection::vec(0_usize..6, 1..20),
    ) {
        let knowledge = large(topics, 2, &text);
        assert_every_page_fits(&knowledge);
        let parts = kinds.into_iter().enumerate().map(|(index, kind)| match kind {
            0 | 1 => answered(&text, index),
            2 => part(&text, Verdict::Unsure, &[index, 0, 1, 2], None),
            3 => unknown(&text, Some(Remark::SmallTalk(SmallTalk::AboutTheDesk))),
            4 => unknown(&text, Some(Remark::Uncovered(index))),
            _ => unknown(&text, None),
        });
        let reply = compose(&outcome(parts.collect()), &knowledge, Visibility::Everyone);
        assert_fits(&reply);
        for code in reply.cards.iter().filter_map(|card| card.footer.as_deref()) {
            prop_assert!(code.parse::<Receipt>().is_ok(), "{code}");
        }
    }
}
