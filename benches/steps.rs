//! The steps of one question on the shipped base, each by itself, with what it takes from the allocator. What holds for
//! all questions and for larger bases is in tables/.

#![allow(missing_docs, reason = "the macro of the harness makes items of its own")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::{AllocProfiler, Bencher};
use factdesk::answer::{Engine, Outcome, Thresholds};
use factdesk::knowledge;
use factdesk::reply::{Reply, Visibility, compose};
use factdesk::text::{Analysis, Analyzer};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let loaded = knowledge::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"));
    Engine::new(Arc::new(loaded.knowledge), Thresholds::default())
});

/// A stored wording, the same with two typos, another wording, and a question that nothing answers.
const QUESTIONS: [&str; 4] = [
    "How many peacekeepers did Kazakhstan send to the Golan Heights?",
    "How many peacekepers did Kazakhstan send to the Golan Hieghts?",
    "what number of soldiers went there from Kazakhstan",
    "what does a ticket to the opera cost",
];

fn main() {
    divan::main();
}

#[divan::bench(args = QUESTIONS)]
fn analysis(bencher: Bencher, question: &str) {
    let analyzer = Analyzer::english();
    bencher.bench(|| -> Analysis { analyzer.analyze(question) });
}

#[divan::bench(args = QUESTIONS)]
fn answer(bencher: Bencher, question: &str) {
    bencher.bench(|| -> Outcome { ENGINE.answer(question) });
}

#[divan::bench(args = QUESTIONS)]
fn reply(bencher: Bencher, question: &str) {
    let outcome = ENGINE.answer(question);
    bencher.bench(|| -> Reply { compose(&outcome, ENGINE.knowledge(), Visibility::Everyone) });
}

#[divan::bench(args = ["h", "how many pea", "how many peacekeepers went"])]
fn completion(bencher: Bencher, typed: &str) {
    bencher.bench(|| ENGINE.suggest(typed, 25));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn start() -> Engine {
    Engine::new(Arc::clone(ENGINE.knowledge()), Thresholds::default())
}
