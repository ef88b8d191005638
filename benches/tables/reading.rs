//! Reading a generated base from its files, apart from making it searchable.

use factdesk::knowledge::load;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::child::{Part, result};
use crate::generator::{Plan, write_lines, write_toml};
use crate::memory::{grown_for_each, resident};
use crate::settings::Settings;
use crate::spread::timed;
use crate::table::{Table, count, time};

/// The forms of a base, and the sizes at which each is read.
const FORMS: [(&str, &[usize]); 2] = [("toml", &[10_000]), ("jsonl", &[10_000, 1_000_000])];

/// What was measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reading {
    form: String,
    n_facts: usize,
    /// How many of them were read.
    n_read: usize,
    microseconds: f64,
    /// What is resident of each fact afterwards, in bytes.
    resident: f64,
}

/// Writes a base and reads it.
pub fn measure(seed: u64, n_facts: usize, form: &str) -> Reading {
    let folder = TempDir::new().expect("a folder for the files");
    let plan = Plan::new(seed, n_facts);
    let write = if form == "toml" { write_toml } else { write_lines };
    write(&plan, folder.path()).expect("the files can be written");
    let before = resident();
    let (loaded, microseconds) = timed(|| load(folder.path()));
    let resident = grown_for_each(before, n_facts);
    for problem in loaded.problems.iter().take(3) {
        eprintln!("{problem}");
    }
    Reading { form: form.to_owned(), n_facts, n_read: loaded.knowledge.facts.len(), microseconds, resident }
}

/// Every form in a table.
pub fn table(settings: &Settings) -> String {
    let columns = ["form", "facts", "read", "time", "facts a second", "bytes resident a fact"];
    let mut table = Table::new("Reading a base from its files", &columns);
    for (form, sizes) in FORMS {
        for size in sizes.iter().filter(|size| settings.sizes().any(|wanted| wanted == **size)) {
            table.row(row(&result(&Part::Reading(settings.seed, *size, form.to_owned()))));
        }
    }
    table.text()
}

fn row(reading: &Reading) -> Vec<String> {
    let Reading { form, n_facts, n_read, microseconds, resident } = reading;
    let mut cells = vec![form.clone(), count(*n_facts as f64), count(*n_read as f64)];
    if n_read == n_facts {
        cells.extend([time(*microseconds), count(*n_facts as f64 / microseconds * 1e6), count(*resident)]);
    } else {
        cells.push("not read by this version".to_owned());
    }
    cells
}
