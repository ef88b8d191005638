//! One question on the shipped base, step by step, over the questions for measuring that stand in tests/questions/.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use factdesk::answer::{Engine, Outcome, Thresholds};
use factdesk::conversation::{Asked, Author, ChannelId, Conversation, Event, MessageId, MessageRef, Now, UserId, Via};
use factdesk::knowledge;
use factdesk::reply::{Visibility, compose};
use serde::{Deserialize, Serialize};

use crate::bars::Bars;
use crate::spread::{Spread, shortest_times};
use crate::table::{Table, count, time};

/// How often each call is made; see `spread`.
const ROUNDS: usize = 7;
/// Discord shows so many choices.
const CHOICES: usize = 25;
/// Every so manieth question is typed letter by letter: each has forty prefixes.
const TYPED_ONCE_IN: usize = 8;

/// The times of the steps.
#[derive(Debug, Serialize, Deserialize)]
pub struct Shipped {
    n_facts: usize,
    answer: Spread,
    suggest: Spread,
    compose: Spread,
    handle: Spread,
}

/// The shipped base, made ready.
pub fn engine() -> Engine {
    let loaded = knowledge::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"));
    Engine::new(Arc::new(loaded.knowledge), Thresholds::default())
}

/// Every question for measuring.
pub fn questions() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let entries = fs::read_dir(folder).expect("the questions are there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read_to_string(path).expect("a file of questions can be read"));
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter_map(|line| question(&line)).collect()
}

fn question(line: &str) -> Option<String> {
    let object: serde_json::Value = serde_json::from_str(line).ok()?;
    object["q"].as_str().map(str::to_owned)
}

/// What an asker has typed, letter by letter.
pub fn prefixes(question: &str) -> impl Iterator<Item = String> + '_ {
    question.char_indices().map(|(at, letter)| question[..at + letter.len_utf8()].to_owned())
}

/// Measures the steps one by one.
pub fn measure() -> Shipped {
    let (engine, questions) = (Arc::new(engine()), questions());
    let typed: Vec<String> = questions.iter().step_by(TYPED_ONCE_IN).flat_map(|question| prefixes(question)).collect();
    let outcomes: Vec<Outcome> = questions.iter().map(|question| engine.answer(question)).collect();
    let knowledge = engine.knowledge();
    Shipped {
        n_facts: knowledge.facts.len(),
        answer: Spread::of(shortest_times(&questions, ROUNDS, |question| engine.answer(question))),
        suggest: Spread::of(shortest_times(&typed, ROUNDS, |prefix| engine.suggest(prefix, CHOICES))),
        compose: Spread::of(shortest_times(&outcomes, ROUNDS, |outcome| {
            compose(outcome, knowledge, Visibility::Everyone)
        })),
        handle: Spread::of(event_times(&engine, &questions)),
    }
}

/// The times from event to action. Each round has a conversation of its own and each question its own asker and message,
/// because nobody is answered twice for one message or without end.
fn event_times(engine: &Arc<Engine>, questions: &[String]) -> Vec<f64> {
    let mut conversation = Conversation::new(Arc::clone(engine));
    let mut number = 0;
    let mut events: Vec<(Event, Now)> = Vec::with_capacity(questions.len());
    let mut times = vec![f64::INFINITY; questions.len()];
    for _ in 0..ROUNDS {
        events.clear();
        events.extend(questions.iter().map(|question| {
            number += 1;
            mentioned(question, number)
        }));
        let of_round = shortest_times(&events, 1, |(event, now)| conversation.handle(event.clone(), *now));
        times.iter_mut().zip(of_round).for_each(|(shortest, time)| *shortest = shortest.min(time));
    }
    times
}

/// Somebody mentions the desk; a number for each.
pub fn mentioned(question: &str, number: u64) -> (Event, Now) {
    let message = MessageRef { channel: ChannelId(number % 500), message: MessageId(number) };
    let author = Author::Person(UserId(number % 5_000));
    let asked = Asked { question: question.to_owned(), via: Via::Mention(message), author };
    (Event::Asked(asked), Now(1_000 + number))
}

/// The steps in a table.
pub fn table(shipped: &Shipped, bars: &mut Bars) -> String {
    bars.at_most("shipped base, question → outcome, median", 20.0, shipped.answer.median, time);
    bars.at_most("shipped base, question → outcome, p99", 100.0, shipped.answer.p99, time);
    let title = format!("The shipped base, {} facts", shipped.n_facts);
    let mut table = Table::new(title, &["step", "calls", "median", "p99"]);
    for (step, spread) in [
        ("question → outcome", shipped.answer),
        ("keystroke → choices", shipped.suggest),
        ("outcome → reply", shipped.compose),
        ("Discord event → action", shipped.handle),
    ] {
        table.row(vec![step.to_owned(), count(spread.n as f64), time(spread.median), time(spread.p99)]);
    }
    table.text()
}
