//! Receipts on the shipped base: whatever is asked, its receipt gives the same answer again, with everything the engine
//! weighed but the words of the question.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use factdesk::answer::{
    Engine, Explanation, Outcome, Part, Recalled, Receipt, Remark, Thresholds, Verdict, recall, receipt,
    receipt_of_choice,
};
use factdesk::knowledge::{Fact, Knowledge, Revision, load};
use factdesk::reply::{Visibility, compose, wording_why};
use proptest::prelude::*;

use crate::support::lighthouse;

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Arc::new(load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).knowledge));

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Arc::clone(&KNOWLEDGE), Thresholds::default()));

/// An outcome as a receipt keeps it: without words, and of the candidates only those that a reply or a reason names.
fn without_words(outcome: &Outcome) -> Outcome {
    let part = |part: &Part| {
        let floor = part.why.suggest_floor;
        let n_kept = match part.verdict {
            Verdict::Answered => 2,
            Verdict::Unsure => part.candidates.iter().take(3).filter(|ranked| ranked.confidence.0 >= floor).count(),
            Verdict::Unknown => 1,
        };
        let why = Explanation { matched: Vec::new(), unexplained: Vec::new(), ..part.why.clone() };
        let candidates = part.candidates.iter().take(n_kept).copied().collect();
        Part { text: String::new(), candidates, remark: part.remark.clone(), why, verdict: part.verdict }
    };
    Outcome { question: String::new(), parts: outcome.parts.iter().map(part).collect() }
}

#[track_caller]
fn comes_back(engine: &Engine, message: &str) {
    let (knowledge, outcome) = (engine.knowledge(), engine.answer(message));
    let code = receipt(&outcome, knowledge).to_string();
    let read: Receipt = code.parse().expect("a receipt can be read");
    let Recalled::Outcome(recalled) = recall(&read, knowledge) else { panic!("{code} of {message:?} is lost") };
    assert_eq!(recalled, without_words(&outcome), "{message:?}");
    assert_eq!(receipt(&recalled, knowledge).to_string(), code, "{message:?}");
    let is_named = |part: &&Part| !matches!(part.remark, Some(Remark::Empty | Remark::SmallTalk(_)));
    if outcome.parts.len() == 1 || outcome.unanswered().filter(is_named).count() == 0 {
        let shown = |outcome| compose(outcome, knowledge, Visibility::Everyone);
        assert_eq!(shown(&recalled), shown(&outcome), "{message:?}");
    }
}

#[test]
fn every_stored_wording_comes_back_from_its_receipt() {
    let facts = KNOWLEDGE.facts.iter().flat_map(Fact::wordings);
    let gaps = KNOWLEDGE.uncovered.iter().flat_map(|subject| subject.asked.iter().map(String::as_str));
    facts.chain(gaps).step_by(11).for_each(|wording| comes_back(&ENGINE, wording));
}

#[test]
fn every_sort_of_outcome_comes_back_from_its_receipt() {
    for message in [
        "how many peacekepers went?",
        "who invited them, and how many bombs did they defuse, and what is the weather?",
        "hi, how many went? and who was it?",
        "when did they clear mines",
        "what do they eat?",
        "golan",
        "zyzzyva",
        "thanks",
        "hello",
        "bye",
        "who are you",
        "",
        &"word ".repeat(500),
    ] {
        comes_back(&ENGINE, message);
        for thresholds in [(2.0, 0.0), (0.95, 0.004), (0.0, 0.0), (0.35, 0.35)] {
            let (answer_floor, suggest_floor) = thresholds;
            let engine = Engine::new(Arc::new(lighthouse()), Thresholds { answer_floor, suggest_floor });
            comes_back(&engine, message);
            comes_back(&engine, "who was the keeper, and how tall is it");
        }
    }
}

#[test]
fn a_receipt_does_not_depend_on_the_order_of_the_files() {
    let engine = |knowledge| Engine::new(Arc::new(knowledge), Thresholds::default());
    let (first, mut turned) = (lighthouse(), lighthouse());
    turned.facts.reverse();
    turned.uncovered.reverse();
    let (first, turned) = (engine(first), engine(turned));
    let outcome = first.answer("who was the first keeper");
    let receipt = receipt(&outcome, first.knowledge());
    let Recalled::Outcome(recalled) = recall(&receipt, turned.knowledge()) else { panic!("{receipt} is lost") };
    let names = |outcome: &Outcome, engine: &Engine| -> Vec<String> {
        let candidates = outcome.candidates();
        candidates
            .iter()
            .filter_map(|ranked| engine.knowledge().fact(ranked.fact))
            .map(|fact| fact.id.clone())
            .collect()
    };
    assert_eq!(names(&recalled, &turned), names(&without_words(&outcome), &first));
}

#[test]
fn a_choice_comes_back_as_a_choice() {
    let fact = &KNOWLEDGE.facts[7];
    let receipt: Receipt = receipt_of_choice(fact, &KNOWLEDGE).to_string().parse().expect("a receipt can be read");
    let number = KNOWLEDGE.find(&fact.id).expect("the fact is there");
    assert_eq!(recall(&receipt, &KNOWLEDGE), Recalled::Choice(number));
}

#[test]
fn another_base_or_engine_says_which_facts_it_still_has() {
    let outcome = ENGINE.answer("who invited them, and how many bombs did they defuse?");
    let held = receipt(&outcome, &KNOWLEDGE);
    let numbers: Vec<_> = outcome.answers().map(|(_, best)| Some(best.fact)).collect();
    assert_eq!(numbers.len(), 2);
    let mut elsewhere = KNOWLEDGE.as_ref().clone();
    elsewhere.revision = Revision(1);
    assert_eq!(recall(&held, &elsewhere), Recalled::Elsewhere(numbers.clone()));
    assert_eq!(recall(&held, &lighthouse()), Recalled::Elsewhere(vec![None, None]));
    let mut newer = held;
    newer.engine_version += 1;
    assert_eq!(recall(&newer, &KNOWLEDGE), Recalled::Elsewhere(numbers));
}

#[test]
fn the_receipt_that_is_shown_as_an_example_is_one() {
    assert!(wording_why::A_RECEIPT.parse::<Receipt>().is_ok());
}

#[test]
fn a_receipt_of_one_question_is_short() {
    let longest = KNOWLEDGE.facts.iter().flat_map(Fact::wordings).step_by(7).map(|wording| {
        let outcome = ENGINE.answer(wording);
        receipt(&outcome, &KNOWLEDGE).to_string().len()
    });
    assert!(longest.max() <= Some(48));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_is_asked_comes_back_from_its_receipt(
        message in "\\PC{0,80}|((golan|un|139|medals|who|when|and|food|praise|bombs|\\?|,) ){0,20}",
    ) {
        comes_back(&ENGINE, &message);
    }
}
