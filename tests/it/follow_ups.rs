//! Follow-up questions on the shipped base, measured: the pairs of tests/conversations/. To see the shares and every
//! failure: cargo test --no-default-features --test it follow_ups -- --nocapture

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use factdesk::answer::{Engine, NEVER_BENT_FROM, Outcome, Thresholds, Verdict};
use factdesk::knowledge::{FactNumber, load};
use proptest::prelude::*;
use serde::Deserialize;

/// The least number of follow-ups whose first question has an answer.
const LEAST_MEASURED: f32 = 250.0;
/// The least share of follow-ups with the right answer; "did you mean" does not count.
const LEAST_RIGHT: f32 = 0.82;
/// The least share with the right answer given or offered.
const LEAST_RIGHT_OR_OFFERED: f32 = 0.87;
/// The largest share with a wrong answer.
const MOST_WRONG: f32 = 0.03;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let loaded = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"));
    assert_eq!(loaded.problems, []);
    Engine::new(Arc::new(loaded.knowledge), Thresholds::default())
});

/// Two messages of one asker.
#[derive(Deserialize)]
struct Pair {
    first: String,
    then: String,
    /// The facts of which one answers the second message; none where it must not be answered.
    #[serde(default)]
    expect: Vec<String>,
}

/// What became of a second message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Right,
    Offered,
    Silent,
    Wrong,
}

fn pairs(file: &str) -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations").join(file);
    let text = fs::read_to_string(path).expect("the pairs are there");
    text.lines().map(|line| serde_json::from_str(line).expect("every line is a pair")).collect()
}

fn id(fact: FactNumber) -> &'static str {
    ENGINE.knowledge().fact(fact).map_or("no fact", |fact| fact.id.as_str())
}

/// The fact that answers the first message. Where none does, the pair measures nothing.
fn last_fact(pair: &Pair) -> Option<FactNumber> {
    let outcome = ENGINE.answer(&pair.first);
    outcome.answers().last().map(|(_, best)| best.fact)
}

fn grade(outcome: &Outcome, expected: &[String]) -> Grade {
    let is_expected = |fact: FactNumber| expected.iter().any(|expected| expected == id(fact));
    let answers: Vec<FactNumber> = outcome.answers().map(|(_, best)| best.fact).collect();
    match answers.as_slice() {
        [] if expected.is_empty() => Grade::Right,
        [] if outcome.suggestions().iter().any(|offered| is_expected(offered.fact)) => Grade::Offered,
        [] => Grade::Silent,
        answers if answers.iter().all(|fact| is_expected(*fact)) => Grade::Right,
        _ => Grade::Wrong,
    }
}

fn seen(outcome: &Outcome) -> String {
    let candidate = |ranked: &factdesk::answer::Ranked| format!("{} {:.2}", id(ranked.fact), ranked.confidence.0);
    let part = |part: &factdesk::answer::Part| {
        let by = if part.why.follows.is_some() { "by context" } else { "alone" };
        let candidates: Vec<String> = part.candidates.iter().take(3).map(candidate).collect();
        format!("{:?} {by} ({})", part.verdict, candidates.join(", "))
    };
    outcome.parts.iter().map(part).collect::<Vec<_>>().join(" + ")
}

/// Shown with `--nocapture`.
#[expect(clippy::print_stdout, reason = "the shares are wanted also where the test holds")]
fn tell(lines: &[String], summary: &str) {
    println!("{}\n{summary}", lines.join("\n"));
}

#[test]
fn follow_ups_are_understood_from_the_last_answer() {
    let mut told = Vec::new();
    let mut grades: BTreeMap<Grade, f32> = BTreeMap::new();
    for pair in pairs("follow-ups.jsonl") {
        let Some(last) = last_fact(&pair) else {
            told.push(format!("Not measured: {} has no answer", pair.first));
            continue;
        };
        let outcome = ENGINE.answer_after(&pair.then, last);
        let grade = grade(&outcome, &pair.expect);
        *grades.entry(grade).or_default() += 1.0;
        if grade != Grade::Right {
            let expected = pair.expect.join(" or ");
            told.push(format!("{grade:?}: {} | {} | {expected} | {}", id(last), pair.then, seen(&outcome)));
        }
    }
    let n_pairs: f32 = grades.values().sum();
    assert!(n_pairs >= LEAST_MEASURED, "{n_pairs}\n{}", told.join("\n"));
    let share = |grade: Grade| grades.get(&grade).copied().unwrap_or_default() / n_pairs;
    let (right, offered, wrong) = (share(Grade::Right), share(Grade::Offered), share(Grade::Wrong));
    let summary = format!("{n_pairs} follow-ups: right {right:.3}, offered {offered:.3}, wrong {wrong:.3}");
    tell(&told, &summary);
    let holds = right >= LEAST_RIGHT && right + offered >= LEAST_RIGHT_OR_OFFERED && wrong <= MOST_WRONG;
    assert!(holds, "{summary}\n{}", told.join("\n"));
}

#[test]
fn what_stands_alone_is_never_bent() {
    let mut bent = Vec::new();
    let pairs = pairs("stand-alone.jsonl");
    for pair in &pairs {
        let Some(last) = last_fact(pair) else { continue };
        let (alone, after) = (ENGINE.answer(&pair.then), ENGINE.answer_after(&pair.then, last));
        if alone != after {
            bent.push(format!("{} | {} | {} became {}", id(last), pair.then, seen(&alone), seen(&after)));
        }
    }
    tell(&bent, &format!("{} messages that stand alone, {} bent", pairs.len(), bent.len()));
    assert_eq!(bent, Vec::<String>::new());
}

#[test]
fn every_stored_question_keeps_its_answer_after_any_other() {
    let facts = ENGINE.knowledge().facts.iter();
    let questions: Vec<&str> = facts.map(|fact| fact.question.as_str()).collect();
    for (number, question) in questions.iter().enumerate() {
        let alone = ENGINE.answer(question);
        for other in [number, number + 1, number + 7] {
            let last = FactNumber::new(other % questions.len());
            assert_eq!(ENGINE.answer_after(question, last), alone, "{question} after {}", id(last));
        }
    }
}

#[test]
fn an_answer_by_context_says_so_and_is_less_sure() {
    let last = ENGINE.knowledge().find("decision-maker").expect("it is there");
    let outcome = ENGINE.answer_after("And when was that?", last);
    let [part] = outcome.parts.as_slice() else { panic!("{outcome:?}") };
    assert_eq!((part.answer().map(|best| id(best.fact)), part.why.follows), (Some("decision-date"), Some(last)));
    assert!(part.answer().is_some_and(|best| best.confidence < NEVER_BENT_FROM));
}

#[test]
fn each_part_may_lean_on_the_part_before_it() {
    let last = ENGINE.knowledge().find("ceremony-speaker").expect("it is there");
    let outcome = ENGINE.answer_after("Thanks! When was that, and where was it held?", last);
    let answered: Vec<&str> = outcome.answers().map(|(_, best)| id(best.fact)).collect();
    assert_eq!(answered, ["ceremony-date", "ceremony-place"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_sure_answer_is_never_bent_whatever_was_said_before(
        message in "\\PC{0,80}|(who|when|where|why|how many|was|that|it|they|he|and|the|medals|golan|ceremony|mission|decided|praised|trained|\\?|,| ){0,12}",
        last in 0_usize..80,
    ) {
        let (alone, after) = (ENGINE.answer(&message), ENGINE.answer_after(&message, FactNumber::new(last)));
        let is_sure = |part: &factdesk::answer::Part| part.answer().is_some_and(|best| best.confidence >= NEVER_BENT_FROM);
        for sure in alone.parts.iter().filter(|part| is_sure(part)) {
            prop_assert!(after.parts.contains(sure));
        }
        prop_assert!(!after.parts.is_empty() && after.verdict() >= Verdict::Unknown);
        for part in after.parts.iter().filter(|part| part.why.follows.is_some()) {
            let sum = part.candidates.iter().filter(|ranked| !(0.0..=1.0).contains(&ranked.confidence.0)).count();
            prop_assert_eq!(sum, 0);
        }
    }
}
