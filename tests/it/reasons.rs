//! What the desk says of its reasons, word for word, and that they fit into a message of Discord beside the answers.

use factdesk::answer::{
    Confidence, ENGINE_VERSION, Explanation, MatchKind, Outcome, Part, Ranked, Receipt, Remark, SmallTalk, Verdict,
    WordMatch, receipt, receipt_of_choice,
};
use factdesk::knowledge::{FactNumber, Knowledge, Revision};
use factdesk::reply::{Card, Reply, Visibility, compose_reasons, compose_why, wording_why};
use proptest::prelude::*;

use crate::replies::{assert_fits, large};
use crate::support::{lighthouse, seen};

/// A part at the built-in thresholds whose candidates are these facts.
fn part(text: &str, verdict: Verdict, facts: &[(usize, f32)]) -> Part {
    let candidates = facts
        .iter()
        .map(|&(index, confidence)| Ranked { fact: FactNumber::new(index), confidence: Confidence(confidence) })
        .collect();
    let why = Explanation { answer_floor: 0.6, suggest_floor: 0.1, ..Explanation::default() };
    Part { text: text.to_owned(), verdict, candidates, remark: None, why }
}

fn outcome(parts: Vec<Part>) -> Outcome {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    Outcome { question: texts.join(" "), parts }
}

fn word(written: &str, taken_for: &str, by: MatchKind, share: f32) -> WordMatch {
    WordMatch { written: written.to_owned(), taken_for: taken_for.to_owned(), by, share }
}

/// A card alone, as text.
fn alone(card: Card) -> String {
    seen(&Reply { cards: vec![card], buttons: Vec::new(), visibility: Visibility::Everyone })
}

#[track_caller]
fn check(parts: Vec<Part>, expected: &str) {
    let (outcome, knowledge) = (outcome(parts), lighthouse());
    let expected = expected.replace("RECEIPT", &receipt(&outcome, &knowledge).to_string());
    assert_eq!(alone(compose_reasons(&outcome, &knowledge)), expected);
}

fn answered() -> Part {
    let mut part = part("how many meters tall is the bilding", Verdict::Answered, &[(0, 0.873), (1, 0.24)]);
    part.why.matched = vec![
        word("tall", "tall", MatchKind::Word, 0.4),
        word("bilding", "building", MatchKind::Typo(1), 0.351),
        word("meters", "meters", MatchKind::Synonym, 0.1),
    ];
    part.why.unexplained = vec!["light".to_owned()];
    part.why.asked_for = Some("how many");
    part.why.nearest_wording = Some("tower height".to_owned());
    part.why.absent = Some(0);
    part
}

#[test]
fn an_answer_tells_all_that_was_weighed() {
    check(
        vec![answered()],
        "[notice] Why this answer\n\
         • I am 87.3 % sure, and that is enough: I answer from 60 % on and suggest from 10 % on.\n\
         • Words that fit, each with its weight in the question: “tall” (40 %), “bilding” read as “building”, 1 letter \
         forgiven (35 %), “meters” or a word with the same meaning (10 %).\n\
         • Words that this fact does not have: “light”.\n\
         • The question asks “how many”.\n\
         • The closest stored wording is “tower height”.\n\
         • Next came “When was the lamp first lit?” with 24 %, 63.3 points behind.\n\
         • A subject came near that the sources say nothing about: the keepers' wages.\n",
    );
}

#[test]
fn a_question_that_leans_on_the_last_answer_says_on_which() {
    let mut part = part("and when was it lit", Verdict::Answered, &[(1, 0.9)]);
    part.why.follows = Some(FactNumber::new(0));
    check(
        vec![part],
        "[notice] Why this answer\n\
         • It leans on the answer before it, to “How tall is the lighthouse?”, so I understood it from there.\n\
         • I am 90 % sure, and that is enough: I answer from 60 % on and suggest from 10 % on.\n\
         • No other fact came into question.\n",
    );
}

#[test]
fn a_stored_wording_needs_no_closest_one() {
    let mut part = part("tower height", Verdict::Answered, &[(0, 0.99)]);
    part.why.is_stored_wording = true;
    part.why.nearest_wording = Some("tower height".to_owned());
    check(
        vec![part],
        "[notice] Why this answer\n\
         • I am 99 % sure, and that is enough: I answer from 60 % on and suggest from 10 % on.\n\
         • It is a stored wording of this fact, word for word.\n\
         • No other fact came into question.\n",
    );
}

#[test]
fn doubt_names_the_nearest_fact_and_what_it_does_not_give() {
    let mut part = part("where is the lamp", Verdict::Unsure, &[(1, 0.4), (0, 0.39), (2, 0.05)]);
    part.why.asked_for = Some("where");
    part.why.other_kind = true;
    check(
        vec![part],
        "[notice] Why I am not sure\n\
         • The nearest fact is “When was the lamp first lit?”.\n\
         • I am 40 % sure, enough to suggest it and not to say it: I answer from 60 % on and suggest from 10 % on.\n\
         • The question asks “where”, which no stored wording of this fact asks.\n\
         • Next came “How tall is the lighthouse?” with 39 %, 1 point behind.\n\
         _Receipt RECEIPT_\n",
    );
}

#[test]
fn a_refusal_says_what_stood_against_the_nearest_fact() {
    let mut about_wages = part("what was the pay", Verdict::Unknown, &[(3, 0.02)]);
    about_wages.remark = Some(Remark::Uncovered(0));
    about_wages.why.absent = Some(0);
    check(
        vec![about_wages.clone()],
        "[notice] Why there is no answer\n\
         • A subject fits better that the sources say nothing about: the keepers' wages.\n\
         • The nearest fact is “Who was the last keeper?”.\n\
         • I am 2 % sure, too little even to suggest it: I answer from 60 % on and suggest from 10 % on.\n\
         _Receipt RECEIPT_\n",
    );
    about_wages.why.is_stored_wording = true;
    about_wages.candidates[0].confidence = Confidence(0.7);
    check(
        vec![about_wages],
        "[notice] Why there is no answer\n\
         • It is a stored wording of a subject that the sources say nothing about: the keepers' wages.\n\
         • The nearest fact is “Who was the last keeper?”.\n\
         • By its words alone I am 70 % sure. I answer from 60 % on and suggest from 10 % on.\n\
         _Receipt RECEIPT_\n",
    );
    let mut vague = part("is it so", Verdict::Unknown, &[]);
    vague.why.lacks_substance = true;
    check(
        vec![vague],
        "[notice] Why there is no answer\n\
         • Its words are too general to single out a fact, so I do not answer.\n\
         • No fact has a word of it.\n\
         _Receipt RECEIPT_\n",
    );
}

#[test]
fn talk_has_its_reason_too() {
    for (remark, reason) in [
        (Remark::Empty, "There is no word in it."),
        (Remark::SmallTalk(SmallTalk::Thanks), wording_why::TAKEN_FOR_TALK),
        (Remark::TooLong, "That is more than 2000 characters. Please ask one short question."),
    ] {
        let talk = Part { remark: Some(remark), ..part("", Verdict::Unknown, &[]) };
        check(vec![talk], &format!("[notice] Why there is no answer\n• {reason}\n_Receipt RECEIPT_\n"));
    }
}

#[test]
fn several_questions_have_their_reasons_one_below_the_other() {
    check(
        vec![part("who was first", Verdict::Answered, &[(2, 0.9)]), part("and *what* else", Verdict::Unknown, &[])],
        "[notice] Why this answer\n\
         “who was first”\n\
         • I am 90 % sure, and that is enough: I answer from 60 % on and suggest from 10 % on.\n\
         • No other fact came into question.\n\n\
         “and *what* else”\n\
         • No fact has a word of it.\n",
    );
}

#[test]
fn a_receipt_shows_the_answer_with_its_reasons() {
    let outcome = outcome(vec![answered()]);
    let code = receipt(&outcome, &lighthouse()).to_string();
    let reply = compose_why(&code, &lighthouse(), Visibility::AskerOnly);
    assert_eq!(
        seen(&reply),
        format!(
            "(only for the asker)\n\
             [answer] How tall is the lighthouse?\n\
             The lighthouse is 41 metres tall.\n\
             - \"41 metres\" Visitor leaflet, paragraph 1, sentence 2 <https://lighthouse.example/leaflet>\n\
             _Receipt {code}_\n\
             [notice] Why this answer\n\
             • I am 87.3 % sure, and that is enough: I answer from 60 % on and suggest from 10 % on.\n\
             • The question asks “how many”.\n\
             • The closest stored wording is “tower height”.\n\
             • Next came “When was the lamp first lit?” with 24 %, 63.3 points behind.\n\
             • A subject came near that the sources say nothing about: the keepers' wages.\n\n\
             A receipt does not keep the words of the question, so I cannot say which of them fit.\n"
        )
    );
}

#[test]
fn the_receipt_of_a_choice_says_that_it_was_one() {
    let knowledge = lighthouse();
    let code = receipt_of_choice(&knowledge.facts[2], &knowledge).to_string();
    assert_eq!(
        seen(&compose_why(&code, &knowledge, Visibility::Everyone)),
        format!(
            "[answer] Who was the first keeper?\n\
             Ida Moen was the first keeper.\n\
             - The keeper's logbook, paragraph 1, sentence 1\n\
             _Receipt {code}_\n\
             [notice] Why this answer\n\
             • It was chosen from my suggestions, so there was nothing to weigh.\n"
        )
    );
}

#[test]
fn another_base_is_told_which_revision_is_needed() {
    let (knowledge, mut changed) = (lighthouse(), lighthouse());
    changed.revision = Revision(0x5e6f_7a8b);
    changed.facts.remove(3);
    let parts = vec![part("a", Verdict::Answered, &[(0, 0.9)]), part("b", Verdict::Answered, &[(3, 0.9)])];
    let mut held: Receipt = receipt(&outcome(parts), &knowledge);
    assert_eq!(
        seen(&compose_why(&held.to_string(), &changed, Visibility::AskerOnly)),
        "(only for the asker)\n\
         [notice] I cannot show that answer again\n\
         This receipt needs revision 1a2b3c4d of the facts. Here is revision 5e6f7a8b.\n\n\
         The fact “How tall is the lighthouse?” is still there, but its text may have changed.\n\n\
         A fact that it names is not there any more.\n"
    );
    held.engine_version = 9;
    held.facts.truncate(1);
    assert_eq!(
        seen(&compose_why(&held.to_string(), &knowledge, Visibility::Everyone)),
        format!(
            "[notice] I cannot show that answer again\n\
             This receipt needs version 9 of the engine. Here is version {ENGINE_VERSION}, which may answer otherwise.\n\n\
             The fact “How tall is the lighthouse?” is still there, and its text is the same.\n"
        )
    );
    assert_eq!(
        seen(&compose_why("none-1a2b3c4d-1", &knowledge, Visibility::Everyone)),
        format!(
            "[notice] I cannot show that answer again\n\
             This receipt needs version 1 of the engine. Here is version {ENGINE_VERSION}, which may answer otherwise.\n\n\
             Nothing was answered then.\n"
        )
    );
}

#[test]
fn what_is_no_receipt_is_told_so() {
    let told = |code: &str| seen(&compose_why(code, &lighthouse(), Visibility::AskerOnly));
    let look = wording_why::A_RECEIPT;
    let unlike = format!("That is not a receipt. One looks like {look} and stands below an answer.");
    assert_eq!(told("what?"), format!("(only for the asker)\n[notice] (no title)\n{unlike}\n"));
    let slip = look.replace('d', "e");
    let miscopied =
        "That receipt has a slip in it: its last digit, which checks the others, does not fit. Please copy it again;";
    assert_eq!(
        told(&slip),
        format!("(only for the asker)\n[notice] (no title)\n{miscopied} a receipt looks like {look}.\n")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reasons_fit_beside_every_answer(
        text in "\\PC{1,400}|[*_`~|\\[\\]]{1,2000}|[a-z ]{1,2000}",
        verdicts in proptest::collection::vec(0_usize..3, 1..7),
    ) {
        let knowledge: Knowledge = large(3, 2, &text);
        let parts = verdicts.iter().enumerate().map(|(at, verdict)| {
            let verdict = [Verdict::Answered, Verdict::Unsure, Verdict::Unknown][*verdict];
            let mut part = part(&text, verdict, &[(at % 6, 0.7), ((at + 1) % 6, 0.5), ((at + 2) % 6, 0.4)]);
            part.why.matched = vec![word(&text, &text, MatchKind::Typo(2), 0.5); 12];
            part.why.unexplained = vec![text.clone(); 12];
            part.why.nearest_wording = Some(text.clone());
            part
        });
        let outcome = outcome(parts.collect());
        let reply = compose_why(&receipt(&outcome, &knowledge).to_string(), &knowledge, Visibility::AskerOnly);
        assert_fits(&reply);
        let card = compose_reasons(&outcome, &knowledge);
        let is_cut = |card: &Card| card.footer.as_deref().is_some_and(|footer| footer.ends_with('…'));
        prop_assert!(reply.cards.iter().chain([&card]).all(|card| !is_cut(card)));
        prop_assert!(reply.cards.last().is_some_and(|last| last.title == card.title));
        assert_fits(&Reply { cards: vec![card], ..reply });
    }
}
