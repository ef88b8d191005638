//! Counts what a question takes from the allocator: as much on a large base as on a small one, so nothing is allocated
//! for each candidate. A binary of its own, because it has an allocator of its own.

use std::sync::Arc;

use allocation_counter::{AllocationInfo, measure};
use factdesk::answer::{Engine, Thresholds};
use factdesk::knowledge::{Citation, Fact, Knowledge, Origin, Source, Topic};

/// What is asked on every base: some words of every fact, one word of none, and a typo.
const QUESTIONS: [&str; 4] = [
    "How tall is the red lighthouse of harbour 7?",
    "who painted the red lighthouse at the harbour",
    "red lighthose harbor",
    "What does a ticket for the red lighthouse cost?",
];
/// More facts than are ever looked at closely or shown, so that a larger base has nothing more to show.
const FEW: usize = 40;
/// The larger bases, in facts: one that is modelled by pairs and letters, and one too large for it.
const MANY: [usize; 2] = [1_000, 17_000];

/// So many facts that all have the question's words.
fn similar_facts(n_facts: usize) -> Engine {
    let fact = |number: usize| Fact {
        id: format!("tower-{number}"),
        topic: 0,
        question: format!("How tall is the red lighthouse of harbour {number}?"),
        answer: format!("The red lighthouse of harbour {number} is 41 metres tall."),
        also_asked: vec![format!("height of the red lighthouse at harbour {number}")],
        keywords: Vec::new(),
        cites: vec![Citation { source: "logbook".to_owned(), paragraph: 1, sentence: 1, quote: None }],
        when: None,
        review_by: None,
        related: Vec::new(),
        origin: Origin::default(),
    };
    let source = Source {
        id: "logbook".to_owned(),
        title: "The logbook".to_owned(),
        credit: None,
        date: None,
        url: None,
        about: Vec::new(),
    };
    let knowledge = Knowledge {
        sources: vec![source],
        topics: vec![Topic { title: "Towers".to_owned() }],
        facts: (0..n_facts).map(fact).collect(),
        ..Knowledge::default()
    };
    Engine::new(Arc::new(knowledge), Thresholds::default())
}

/// What a call takes once the thread has asked this engine before.
fn taken(call: impl Fn()) -> AllocationInfo {
    call();
    measure(call)
}

fn check(name: &str, call: impl Fn(&Engine, &str)) {
    let small = similar_facts(FEW);
    for n_facts in MANY {
        let large = similar_facts(n_facts);
        for question in QUESTIONS {
            let few = taken(|| call(&small, question));
            let many = taken(|| call(&large, question));
            assert!(
                many.count_total <= few.count_total,
                "{name} {question:?}: {} allocations on {FEW} facts, {} on {n_facts}",
                few.count_total,
                many.count_total
            );
        }
    }
}

#[test]
fn an_answer_allocates_nothing_for_each_candidate() {
    check("answer", |engine, question| drop(engine.answer(question)));
}

#[test]
fn a_completion_allocates_nothing_for_each_candidate() {
    check("suggest", |engine, question| drop(engine.suggest(question, 25)));
}
