//! Other engines beside ours: the same base, the same questions, the same run.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::bars::Bars;
use crate::child::{Part, result};
use crate::generator::{Asked, KINDS, Plan, knowledge, questions};
use crate::growth::{N_EACH, ROUNDS};
use crate::judged::{Given, Judged};
use crate::rivals::{FUZZY, Kept, NAMES, Rival, rival};
use crate::settings::Settings;
use crate::spread::{Spread, timed};
use crate::table::{Table, count, percent, time};

/// Up to so many facts the scans are asked every question.
const SCANNED_WHOLE: usize = 1_000;
/// Of a larger base they are asked every so manieth.
const SAMPLED: usize = 50;

/// What was measured of one engine.
#[derive(Debug, Serialize, Deserialize)]
pub struct Row {
    name: String,
    spread: Spread,
    /// The median of our engine on the same questions, in microseconds.
    ours: f64,
    judged: Judged,
    /// What our engine got right of the same questions.
    ours_judged: Judged,
}

/// One engine, the questions it was asked, and what came of them.
struct Run {
    name: &'static str,
    rival: Box<dyn Rival>,
    every: usize,
    times: Vec<f64>,
    given: Vec<Given>,
}

/// Asks all engines. Every question goes to one engine after the other, so that a noisy moment hits all alike.
pub fn measure(seed: u64, n_facts: usize) -> Vec<Row> {
    let plan = Plan::new(seed, n_facts);
    let asked = questions(&plan, N_EACH);
    let base = Arc::new(knowledge(&plan));
    let mut runs: Vec<Run> =
        NAMES.into_iter().map(|name| Run::new(name, rival(name, &base), asked.len(), n_facts)).collect();
    for round in 0..ROUNDS {
        for (at, asked) in asked.iter().enumerate() {
            runs.iter_mut().filter(|run| run.is_asked(at, round)).for_each(|run| run.ask(at, asked));
        }
    }
    let (ours, _) = runs.split_first().expect("ours is the first");
    runs.iter().map(|run| run.row(ours, &asked)).collect()
}

impl Run {
    fn new(name: &'static str, rival: Box<dyn Rival>, n_asked: usize, n_facts: usize) -> Self {
        let is_sampled = rival.reads_everything() && n_facts > SCANNED_WHOLE;
        let every = if is_sampled { SAMPLED } else { 1 };
        Self { name, rival, every, times: vec![f64::INFINITY; n_asked], given: vec![Given::default(); n_asked] }
    }

    /// A scan takes so long that nothing is noise in it: once is enough.
    fn is_asked(&self, at: usize, round: usize) -> bool {
        at.is_multiple_of(self.every) && (round == 0 || !self.rival.reads_everything())
    }

    fn ask(&mut self, at: usize, asked: &Asked) {
        let (given, took) = timed(|| self.rival.ask(&asked.text));
        self.given[at] = given;
        self.times[at] = self.times[at].min(took);
    }

    fn row(&self, ours: &Self, asked: &[Asked]) -> Row {
        let times = |run: &Self| Spread::of(run.times.iter().step_by(self.every).copied());
        let sampled: Vec<Asked> = asked.iter().step_by(self.every).cloned().collect();
        let given = |run: &Self| run.given.iter().step_by(self.every).copied().collect::<Vec<_>>();
        Row {
            name: self.name.to_owned(),
            spread: times(self),
            ours: times(ours).median,
            judged: Judged::of(&sampled, &given(self)),
            ours_judged: Judged::of(&sampled, &given(ours)),
        }
    }
}

/// All sizes, a table for each.
pub fn tables(settings: &Settings, bars: &mut Bars) -> String {
    let tables = settings.side_sizes().map(|size| {
        let rows: Vec<Row> = result(&Part::Side(settings.seed, size));
        let kept = rows.iter().map(|row| result(&Part::Kept(settings.seed, size, row.name.clone())));
        let kept: Vec<Kept> = kept.collect();
        rows.iter().filter(|row| row.name == FUZZY).for_each(|row| hold(row, size, bars));
        table(size, &rows, &kept)
    });
    tables.collect::<Vec<_>>().join("\n\n")
}

fn hold(fuzzy: &Row, size: usize, bars: &mut Bars) {
    let factor = |factor: f64| format!("{factor:.1}×");
    let facts = count(size as f64);
    bars.at_least(&format!("faster than tantivy fuzzy, {facts} facts"), 10.0, fuzzy.spread.median / fuzzy.ours, factor);
    let (ours, theirs) = (fuzzy.ours_judged.overall(), fuzzy.judged.overall());
    bars.at_least(&format!("right, beside tantivy fuzzy, {facts} facts"), theirs, ours, percent);
}

fn table(size: usize, rows: &[Row], kept: &[Kept]) -> String {
    let title = format!("Side by side, {} facts; × is to ours on the same questions", count(size as f64));
    let names = KINDS.iter().map(|(_, name)| *name).chain(["all right", "ours", "build", "bytes a fact", "×"]);
    let columns: Vec<&str> = ["engine", "asked", "median", "×", "p99"].into_iter().chain(names).collect();
    let mut table = Table::new(title, &columns);
    let our_bytes = kept.first().map_or(1.0, |kept| kept.bytes);
    for (row, kept) in rows.iter().zip(kept) {
        let factor = |factor: f64| format!("{factor:.1}");
        let mut cells = vec![row.name.clone(), count(row.spread.n as f64)];
        cells.extend([time(row.spread.median), factor(row.spread.median / row.ours), time(row.spread.p99)]);
        cells.extend(row.judged.right.iter().copied().map(percent));
        cells.extend([percent(row.judged.overall()), percent(row.ours_judged.overall())]);
        cells.extend([time(kept.build), count(kept.bytes), factor(kept.bytes / our_bytes)]);
        table.row(cells);
    }
    table.text()
}
