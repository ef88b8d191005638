//! What the project must reach, beside what was measured.

use crate::table::Table;

/// The bars that were looked at.
#[derive(Debug, Default)]
pub struct Bars {
    rows: Vec<[String; 4]>,
}

impl Bars {
    /// A figure that may be at most this large.
    pub fn at_most(&mut self, what: &str, bar: f64, measured: f64, shown: impl Fn(f64) -> String) {
        let verdict = if measured <= bar { "ok".to_owned() } else { format!("missed {:.2}×", measured / bar) };
        self.rows.push([what.to_owned(), format!("≤ {}", shown(bar)), shown(measured), verdict]);
    }

    /// A figure that must be at least this large.
    pub fn at_least(&mut self, what: &str, bar: f64, measured: f64, shown: impl Fn(f64) -> String) {
        let verdict = if measured >= bar { "ok".to_owned() } else { format!("missed {:.2}×", bar / measured) };
        self.rows.push([what.to_owned(), format!("≥ {}", shown(bar)), shown(measured), verdict]);
    }

    /// All of them.
    pub fn table(&self) -> String {
        let mut table = Table::new("Bars", &["what", "bar", "measured", ""]);
        self.rows.iter().for_each(|row| table.row(row.to_vec()));
        table.text()
    }
}
