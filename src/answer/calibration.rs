//! Evidence becomes confidence: a sum of small decision tables, turned into a probability. The tables were learned once,
//! as `check::fit` tells, and stand in `calibration.txt`. Where the confidence leads is decided in `engine`.

use std::fmt::{self, Display, Formatter};

use super::evidence::{Evidence, N_PARTS};
use super::outcome::Confidence;

/// How many parts of the evidence a table asks for.
pub const N_SPLITS: usize = 3;

/// How many answers a table has.
pub const N_CELLS: usize = 1 << N_SPLITS;

/// What was learned: the log-odds before any evidence, the two lines, then a table a line.
const LEARNED: &str = include_str!("calibration.txt");

/// A decision table: for each combination of answers to its questions what it adds to the log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Table {
    /// Its questions: is this part of the evidence above this value?
    pub splits: [(usize, f32); N_SPLITS],
    /// What is added; the first question decides the lowest bit of the position.
    pub cells: [f32; N_CELLS],
}

/// What was learned of the worth of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The log-odds before any evidence.
    pub start: f32,
    /// The tables.
    pub tables: Vec<Table>,
    /// How the sum is bent where the base knows no absent subjects, and where it does.
    pub lines: [Line; 2],
}

/// A straight line that log-odds are put through, so that they tell how often it came true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// What one unit of log-odds becomes.
    pub slope: f32,
    /// What is added.
    pub offset: f32,
}

impl Line {
    /// The line that changes nothing.
    pub const STRAIGHT: Self = Self { slope: 1.0, offset: 0.0 };

    /// Where log-odds come out.
    #[must_use]
    pub fn at(self, log_odds: f32) -> f32 {
        self.slope * log_odds + self.offset
    }

    /// A line of the file: slope and offset.
    fn read(line: &str) -> Option<Self> {
        let (slope, offset) = line.split_once(' ')?;
        Some(Self { slope: slope.parse().ok()?, offset: offset.parse().ok()? })
    }
}

impl Default for Calibration {
    fn default() -> Self {
        let mut lines = LEARNED.lines();
        let start = lines.next().and_then(|line| line.parse().ok()).unwrap_or_default();
        let mut line = || lines.next().and_then(Line::read).unwrap_or(Line::STRAIGHT);
        let bent = [line(), line()];
        Self { start, tables: lines.filter_map(Table::read).collect(), lines: bent }
    }
}

impl Calibration {
    /// The expected share of right answers among candidates with such evidence.
    #[must_use]
    pub fn confidence(&self, evidence: &Evidence) -> Confidence {
        let line = self.lines.get(usize::from(evidence.knows_gaps())).copied().unwrap_or(Line::STRAIGHT);
        Confidence(probability(line.at(self.log_odds(evidence))))
    }

    /// The sum of the tables.
    #[must_use]
    pub fn log_odds(&self, evidence: &Evidence) -> f32 {
        self.start + self.tables.iter().map(|table| table.cell(&evidence.0)).sum::<f32>()
    }
}

impl Display for Calibration {
    /// As it stands in the file of what was learned.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.start)?;
        for line in &self.lines {
            writeln!(formatter, "{} {}", line.slope, line.offset)?;
        }
        for table in &self.tables {
            for (part, threshold) in table.splits {
                write!(formatter, "{part} {threshold} ")?;
            }
            let cells: Vec<String> = table.cells.iter().map(|cell| format!("{cell:.4}")).collect();
            writeln!(formatter, "{}", cells.join(" "))?;
        }
        Ok(())
    }
}

impl Table {
    /// What the table adds for these parts.
    #[must_use]
    pub fn cell(&self, parts: &[f32; N_PARTS]) -> f32 {
        let bits = self.splits.iter().enumerate().map(|(bit, (part, threshold))| {
            let is_above = parts.get(*part).is_some_and(|value| value > threshold);
            usize::from(is_above) << bit
        });
        self.cells.get(bits.sum::<usize>()).copied().unwrap_or_default()
    }

    /// A line of the file: part and threshold of each split, then the cells; `None` for anything else.
    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let mut table = Self { splits: [(0, 0.0); N_SPLITS], cells: [0.0; N_CELLS] };
        for split in &mut table.splits {
            *split = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        }
        for cell in &mut table.cells {
            *cell = words.next()?.parse().ok()?;
        }
        words.next().is_none().then_some(table)
    }
}

/// The probability that log-odds stand for.
#[must_use]
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::{Calibration, LEARNED};
    use crate::answer::N_PARTS;

    #[test]
    fn every_line_that_was_learned_is_read() {
        let learned = Calibration::default();
        assert_eq!(learned.tables.len() + 1 + learned.lines.len(), LEARNED.lines().count());
        assert_eq!(learned.to_string(), LEARNED);
        let parts = learned.tables.iter().flat_map(|table| table.splits).map(|(part, _)| part);
        assert!(parts.max().is_some_and(|part| part < N_PARTS));
    }
}
