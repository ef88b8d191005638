//! What the lists, a passage and a comparison say, word for word, and that each fits into a message of Discord.

use std::sync::Arc;

use factdesk::answer::{Claim, Compared, Comparison, Engine, Thresholds};
use factdesk::knowledge::{FactNumber, Knowledge, Source};
use factdesk::reply::{
    Visibility, compose_about_with_contact, compose_checked, compose_passage, compose_sources, compose_timeline,
    compose_topic, compose_topics_with_menu,
};
use proptest::prelude::*;

use crate::replies::{assert_fits, large};
use crate::support::{lighthouse, seen};

#[test]
fn the_timeline_reads_at_a_glance() {
    let mut knowledge = lighthouse();
    for (number, when) in [(0, "1902"), (1, "1871-05"), (2, "1871-05-02"), (3, "1903")] {
        knowledge.facts[number].when = when.parse().ok();
    }
    let reply = compose_timeline(&knowledge, 0, Visibility::AskerOnly);
    assert_eq!(
        reply.cards[0].body,
        "1871\n\
         ┣ May: The lamp was first lit in May 1871. (The keeper's logbook, paragraph 3, sentence 1)\n\
         ┣ 2 May: Ida Moen was the first keeper. (The keeper's logbook, paragraph 1, sentence 1)\n\
         ┆ 31 years\n\
         1902\n\
         ┣ The lighthouse is 41 metres tall. (Visitor leaflet, paragraph 1, sentence 2)\n\
         ┆\n\
         1903\n\
         ┣ Per Moen was the last keeper. (The keeper's logbook, paragraph 1, sentence 3)"
    );
    assert_eq!(reply.buttons.len(), 4, "each opens its answer");
}

#[test]
fn a_sentence_stands_once_in_the_timeline() {
    let mut knowledge = lighthouse();
    let mut fact = knowledge.facts[1].clone();
    fact.question = "Since when does the lamp burn?".to_owned();
    knowledge.facts = [knowledge.facts[1].clone(), fact].to_vec();
    knowledge.facts.iter_mut().for_each(|fact| fact.when = "1871".parse().ok());
    assert_eq!(
        compose_timeline(&knowledge, 0, Visibility::AskerOnly).cards[0].body,
        "1871\n\
         ┣ The lamp was first lit in May 1871. (The keeper's logbook, paragraph 3, sentence 1)\n\
         ┃ · Since when does the lamp burn?"
    );
}

#[test]
fn a_base_without_dates_says_so() {
    let text = seen(&compose_timeline(&lighthouse(), 7, Visibility::AskerOnly));
    assert_eq!(text, "(only for the asker)\n[notice] Timeline\nNone of the facts has a date.\n");
}

#[test]
fn a_passage_is_the_whole_citation() {
    let mut knowledge = lighthouse();
    knowledge.sources[0].date = Some("1871 to 1902".to_owned());
    let text = seen(&compose_passage(&knowledge.facts[1], &knowledge));
    let expected = "(only for the asker)\n\
        [notice] When was the lamp first lit?\n\
        The keeper's logbook, paragraph 3, sentence 1:\n“first lit in May”\n\n\
        The keeper's logbook, paragraph 3, sentence 2. No words of it are quoted.\n\n\
        The keeper's logbook, paragraph 3, sentence 4. No words of it are quoted.\n\n\
        Visitor leaflet, paragraph 2, sentence 1. No words of it are quoted.\n\
        [notice] The keeper's logbook\n\
        Date: 1871 to 1902\n\
        Cited by 3 facts from 5 sentences.\n\
        [notice] Visitor leaflet\n\
        Cited by 2 facts from 2 sentences.\n\
        - Visitor leaflet <https://lighthouse.example/leaflet>\n";
    assert_eq!(text, expected);
}

#[test]
fn the_page_about_the_desk_names_the_contact() {
    let text = seen(&compose_about_with_contact(&lighthouse(), Some("@keeper"), Visibility::AskerOnly));
    assert!(text.contains("Please report it with the receipt below the answer: @keeper"), "{text}");
    assert!(text.contains("I can answer questions on: The tower · The keepers."), "{text}");
}

/// The written things of a message, in three groups: agrees, otherwise, not covered.
fn compared(message: &str) -> [Vec<String>; 3] {
    let engine = Engine::new(Arc::new(lighthouse()), Thresholds::default());
    let comparison = engine.compare(message);
    let claims = || comparison.compared.iter().flat_map(|compared| &compared.claims);
    let written = |agrees: bool| {
        claims().filter(|claim| claim.agrees == agrees).map(|claim| claim.written.clone()).collect::<Vec<_>>()
    };
    [written(true), written(false), comparison.uncovered]
}

#[test]
fn figures_dates_and_names_are_compared_one_by_one() {
    let check = |message: &str, agrees: &[&str], otherwise: &[&str], uncovered: &[&str]| {
        assert_eq!(compared(message), [agrees, otherwise, uncovered].map(<[&str]>::to_vec), "{message}");
    };
    check("The lighthouse is 41 metres tall.", &["41"], &[], &[]);
    check("The lighthouse is 50 metres tall.", &[], &["50"], &[]);
    check("The lamp was first lit in May 1871.", &["May 1871"], &[], &[]);
    check("The first keeper was Ida Moen", &["Ida Moen"], &[], &[]);
    check("My cat weighs 7 kilos and lives in Oslo", &[], &[], &["7", "Oslo"]);
    check("what a nice day", &[], &[], &[]);
}

fn assert_lists_fit(knowledge: &Knowledge, text: &str) {
    for page in [0, 1, usize::MAX] {
        assert_fits(&compose_timeline(knowledge, page, Visibility::AskerOnly));
        assert_fits(&compose_sources(knowledge, page, Visibility::AskerOnly));
        let topic = compose_topic(knowledge, knowledge.revision, 0, page, Visibility::AskerOnly);
        assert_fits(&topic.expect("there is a first topic"));
    }
    assert_fits(&compose_topics_with_menu(knowledge, Visibility::AskerOnly));
    assert_fits(&compose_passage(&knowledge.facts[0], knowledge));
    assert_fits(&compose_about_with_contact(knowledge, Some(text), Visibility::AskerOnly));
    let claims = vec![Claim { written: text.to_owned(), agrees: false }; 30];
    let compared = (0..30).map(|fact| Compared { fact: FactNumber::new(fact), claims: claims.clone() }).collect();
    assert_fits(&compose_checked(&Comparison { compared, uncovered: vec![text.to_owned(); 30] }, knowledge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_list_fits_whatever_its_texts(
        text in "\\PC{1,400}|[*_`~|\\[\\]]{1,2000}|[a-z ]{1,2000}",
        topics in 1_usize..60,
    ) {
        let mut knowledge = large(topics, 12, &text);
        knowledge.sources = ["source", "other"].map(|id| Source {
            id: id.to_owned(),
            title: text.clone(),
            credit: Some(text.clone()),
            date: Some(text.clone()),
            url: Some(text.clone()),
            about: Vec::new(),
        }).to_vec();
        for fact in &mut knowledge.facts {
            fact.when = "2024-12-31".parse().ok();
        }
        assert_lists_fit(&knowledge, &text);
    }
}
