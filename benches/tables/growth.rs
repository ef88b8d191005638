//! Bases of growing size: how long they take to build and to ask, what they keep in memory, and whether the right fact
//! still comes first.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use serde::{Deserialize, Serialize};

use crate::bars::Bars;
use crate::child::{Part, result};
use crate::generator::{Asked, KINDS, Kind, Plan, knowledge, own_bytes, questions};
use crate::judged::{Given, Judged};
use crate::memory::{grown_for_each, most_resident, resident};
use crate::settings::Settings;
use crate::shipped::prefixes;
use crate::spread::{Spread, shortest_times, timed};
use crate::table::{Table, count, megabytes, percent, time};

/// Questions of each kind.
pub const N_EACH: usize = 250;
/// How often each call is made; see `spread`.
pub const ROUNDS: usize = 3;
/// How many questions are typed letter by letter, spread over all kinds.
const N_TYPED: usize = 24;
/// Discord shows so many choices.
const CHOICES: usize = 25;
/// Up to so many facts a base is built several times, because the first is over before the machine is warm.
const BUILT_AGAIN: usize = 10_000;

/// What was measured at one size.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Growth {
    n_facts: usize,
    n_words: usize,
    /// Of each fact: the bytes of its own text, then what records and index take beyond that.
    own_bytes: f64,
    records: f64,
    index: f64,
    /// The most that was resident while it was built, in bytes.
    most: usize,
    /// How long building the index took, in microseconds.
    build: f64,
    /// For each of [`KINDS`].
    kinds: Vec<Spread>,
    all: Spread,
    suggest: Spread,
    judged: Judged,
}

/// Measures one size. The process must be a fresh one.
pub fn measure(seed: u64, n_facts: usize) -> Growth {
    let plan = Plan::new(seed, n_facts);
    let asked = questions(&plan, N_EACH);
    let (engine, built) = built(&plan);
    let given: Vec<Given> = asked.iter().map(|asked| Given::of(&engine.answer(&asked.text))).collect();
    let times = shortest_times(&asked, ROUNDS, |asked| engine.answer(&asked.text));
    let typed = asked.iter().step_by(asked.len() / N_TYPED).flat_map(|asked| prefixes(&asked.text));
    let typed: Vec<String> = typed.collect();
    Growth {
        kinds: KINDS.iter().map(|(kind, _)| of_kind(*kind, &asked, &times)).collect(),
        all: Spread::of(times.iter().copied()),
        suggest: Spread::of(shortest_times(&typed, ROUNDS - 1, |prefix| engine.suggest(prefix, CHOICES))),
        judged: Judged::of(&asked, &given),
        ..built
    }
}

/// Builds a base and its engine; what is asked of it is still to be measured.
fn built(plan: &Plan) -> (Engine, Growth) {
    let n_facts = plan.n_facts;
    let before = resident();
    let base = Arc::new(knowledge(plan));
    let own_bytes = base.facts.iter().map(own_bytes).sum::<usize>() as f64 / n_facts as f64;
    let records = (grown_for_each(before, n_facts) - own_bytes).max(0.0);
    let with_records = resident();
    let build = || timed(|| Engine::new(Arc::clone(&base), Thresholds::default()));
    let (mut engine, mut shortest) = build();
    let (index, most) = (grown_for_each(with_records, n_facts), most_resident());
    for _ in 1..if n_facts > BUILT_AGAIN { 1 } else { ROUNDS } {
        let (again, took) = build();
        (engine, shortest) = (again, shortest.min(took));
    }
    let n_words = plan.vocabulary.len();
    (engine, Growth { n_facts, n_words, own_bytes, records, index, most, build: shortest, ..Growth::default() })
}

/// The times of one kind of question.
pub fn of_kind(kind: Kind, asked: &[Asked], times: &[f64]) -> Spread {
    Spread::of(asked.iter().zip(times).filter(|(asked, _)| asked.kind == kind).map(|(_, time)| *time))
}

/// All sizes, in tables.
pub fn tables(settings: &Settings, bars: &mut Bars) -> String {
    let sizes: Vec<Growth> = settings.sizes().map(|size| result(&Part::Growth(settings.seed, size))).collect();
    for size in &sizes {
        hold(size, bars);
    }
    let of_size = |n_facts: usize| sizes.iter().find(|size| size.n_facts == n_facts);
    if let (Some(small), Some(large)) = (of_size(10_000), of_size(1_000_000)) {
        let factor = |factor: f64| format!("{factor:.1}×");
        bars.at_most("median, 1,000,000 facts to 10,000", 12.0, large.all.median / small.all.median, factor);
    }
    [times(&sizes), shares(&sizes), sums(&sizes)].join("\n\n")
}

fn hold(size: &Growth, bars: &mut Bars) {
    if size.n_facts == 100_000 {
        bars.at_most("autocomplete at 100,000 facts, p99", 1e3, size.suggest.p99, time);
    }
    if size.n_facts == 1_000_000 {
        let bytes = |bytes: f64| format!("{bytes:.0} bytes");
        bars.at_most("1,000,000 facts, median", 2e3, size.all.median, time);
        bars.at_most("1,000,000 facts, p99", 1e4, size.all.p99, time);
        bars.at_most("a fact beyond its text, 1,000,000 facts", 600.0, size.records + size.index, bytes);
        bars.at_least("facts built a second, 1,000,000 facts", 150_000.0, size.speed(), count);
    }
}

impl Growth {
    /// Facts built a second.
    fn speed(&self) -> f64 {
        self.n_facts as f64 / self.build * 1e6
    }
}

fn times(sizes: &[Growth]) -> String {
    let title = format!("Growth: question → outcome, median / p99; {N_EACH} questions of each kind");
    let names = KINDS.iter().map(|(_, name)| *name).chain(["all", "keystroke → choices"]);
    let mut table = Table::new(title, &std::iter::once("facts").chain(names).collect::<Vec<_>>());
    for size in sizes {
        let spreads = size.kinds.iter().chain([&size.all, &size.suggest]);
        let cells = spreads.map(|spread| format!("{} / {}", time(spread.median), time(spread.p99)));
        table.row(std::iter::once(count(size.n_facts as f64)).chain(cells).collect());
    }
    table.text()
}

fn shares(sizes: &[Growth]) -> String {
    let title =
        "Growth: the right fact first; out of vocabulary: rightly silent. Then what was said where a fact answers";
    let names = KINDS.iter().map(|(_, name)| *name).chain(["said right", "said wrong"]);
    let mut table = Table::new(title, &std::iter::once("facts").chain(names).collect::<Vec<_>>());
    for size in sizes {
        let said = [size.judged.said, size.judged.said_wrong];
        let cells = size.judged.right.iter().copied().chain(said).map(percent);
        table.row(std::iter::once(count(size.n_facts as f64)).chain(cells).collect());
    }
    table.text()
}

fn sums(sizes: &[Growth]) -> String {
    let n_words = sizes.first().map_or(0, |size| size.n_words);
    let title = format!(
        "Growth: building and memory, in bytes a fact (of small bases some fits into what was free); {} words",
        count(n_words as f64)
    );
    let columns = ["facts", "build", "facts a second", "own text", "records", "index", "beyond text", "most resident"];
    let mut table = Table::new(title, &columns);
    for size in sizes {
        table.row(vec![
            count(size.n_facts as f64),
            time(size.build),
            count(size.speed()),
            count(size.own_bytes),
            count(size.records),
            count(size.index),
            count(size.records + size.index),
            megabytes(size.most as f64),
        ]);
    }
    table.text()
}
