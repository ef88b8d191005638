//! Measures the whole desk against the bars of the project and prints tables: one question on the shipped base, bases of
//! a thousand to a million facts, other engines beside ours, and the process as the system sees it. Each part runs in a
//! process of its own, so that its memory is its own. `FACTDESK_BENCH_*` in `settings` choose what is measured.

#![allow(clippy::expect_used, reason = "a measurement that can't go on ends with the reason")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the tables are what it is for")]
#![allow(clippy::cast_precision_loss, reason = "counts become figures to be read, not to be computed on")]
#![allow(unreachable_pub, reason = "nothing is outside a bench; pub means that another module of it uses the item")]

mod bars;
mod child;
#[path = "../generator/mod.rs"]
mod generator;
mod growth;
mod judged;
#[cfg(all(feature = "discord", target_os = "linux"))]
#[allow(dead_code, unused_imports, reason = "the tests' Discord can do more than this needs")]
#[path = "../../tests/it/loopback/mod.rs"]
mod loopback;
mod memory;
mod process;
mod reading;
mod rivals;
#[cfg(all(feature = "discord", target_os = "linux"))]
mod running;
mod settings;
mod shipped;
mod side_by_side;
mod spread;
mod table;
mod talking;

use bars::Bars;
use child::Part;
use settings::Settings;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(part) = Part::of(&arguments) {
        part.run();
        return;
    }
    let settings = Settings::from_environment();
    let mut bars = Bars::default();
    let mut tables = vec![format!("seed {}, {}", settings.seed, settings::state())];
    if settings.wants("shipped") {
        tables.push(shipped::table(&child::result(&Part::Shipped), &mut bars));
    }
    if settings.wants("growth") {
        tables.push(growth::tables(&settings, &mut bars));
        tables.push(reading::table(&settings));
    }
    if settings.wants("side") {
        tables.push(side_by_side::tables(&settings, &mut bars));
    }
    if settings.wants("process") {
        tables.push(process::table(&mut bars));
    }
    tables.push(bars.table());
    println!("\n{}", tables.join("\n\n"));
}
