//! Learns a calibration from rows of evidence whose outcome is known: gradient boosting of small decision tables
//! (Friedman: Greedy Function Approximation, 2001; tables instead of trees, so that a reader can check one by hand).
//! Where the rows come from is in `fit`.

use crate::answer::{Calibration, Line, N_CELLS, N_PARTS, N_SPLITS, Table, probability};

/// The evidence about a candidate, and whether it was the right answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The evidence.
    pub parts: [f32; N_PARTS],
    /// Whether the candidate was right.
    pub is_right: bool,
    /// How much the row counts.
    pub weight: f32,
}

/// How many tables are learned. Measured by ten-fold cross-validation: more fit the known questions only.
const N_TABLES: usize = 160;
/// What part of the best step each table takes.
const LEARNING_RATE: f32 = 0.15;
/// Added to the curvature of every cell, so that few rows do not decide alone.
const SHRINKAGE: f32 = 10.0;
/// At how many values each part may be split.
const N_BINS: usize = 32;

/// Learns a calibration from rows; without rows everything is as likely as not.
#[must_use]
pub fn boost(rows: &[Row]) -> Calibration {
    let thresholds: Vec<Vec<f32>> = (0..N_PARTS).map(|part| thresholds(rows, part)).collect();
    let bins: Vec<[u8; N_PARTS]> = rows.iter().map(|row| binned(row, &thresholds)).collect();
    let whole: f32 = rows.iter().map(|row| row.weight).sum();
    let right: f32 = rows.iter().filter(|row| row.is_right).map(|row| row.weight).sum();
    let start = ((right + 1.0) / (whole - right + 1.0)).ln();
    let mut log_odds = vec![start; rows.len()];
    let mut tables = Vec::with_capacity(N_TABLES);
    for _ in 0..N_TABLES {
        let slopes: Vec<Slope> = rows.iter().zip(&log_odds).map(|(row, odds)| Slope::of(row, *odds)).collect();
        let (table, cells) = best_table(&bins, &slopes, &thresholds);
        for (odds, cell) in log_odds.iter_mut().zip(&cells) {
            *odds += table.cells.get(*cell).copied().unwrap_or_default();
        }
        tables.push(table);
    }
    Calibration { start, tables, lines: [Line::STRAIGHT; 2] }
}

/// How the loss changes with a row's log-odds.
#[derive(Clone, Copy, Debug, Default)]
struct Slope {
    gradient: f32,
    curvature: f32,
}

impl Slope {
    fn of(row: &Row, log_odds: f32) -> Self {
        let expected = probability(log_odds);
        let target = f32::from(u8::from(row.is_right));
        Self { gradient: row.weight * (target - expected), curvature: row.weight * expected * (1.0 - expected) }
    }

    fn add(&mut self, other: Self) {
        self.gradient += other.gradient;
        self.curvature += other.curvature;
    }

    fn without(self, other: Self) -> Self {
        Self { gradient: self.gradient - other.gradient, curvature: self.curvature - other.curvature }
    }

    /// What the loss gains by the best step.
    fn gain(self) -> f32 {
        self.gradient * self.gradient / (self.curvature + SHRINKAGE)
    }

    fn step(self) -> f32 {
        LEARNING_RATE * self.gradient / (self.curvature + SHRINKAGE)
    }
}

/// Values between which about equally many rows lie.
fn thresholds(rows: &[Row], part: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows.iter().filter_map(|row| row.parts.get(part).copied()).collect();
    values.sort_by(f32::total_cmp);
    let at = |bin: usize| values.get(bin * values.len() / N_BINS).copied();
    let mut thresholds: Vec<f32> = (1..N_BINS).filter_map(at).collect();
    thresholds.dedup();
    thresholds
}

/// For each part how many thresholds the row is above.
fn binned(row: &Row, thresholds: &[Vec<f32>]) -> [u8; N_PARTS] {
    let mut bins = [0; N_PARTS];
    for ((bin, value), thresholds) in bins.iter_mut().zip(row.parts).zip(thresholds) {
        let above = thresholds.partition_point(|threshold| *threshold < value);
        *bin = u8::try_from(above).unwrap_or(u8::MAX);
    }
    bins
}

/// The table that gains most, split by split, and the cell of each row.
fn best_table(bins: &[[u8; N_PARTS]], slopes: &[Slope], thresholds: &[Vec<f32>]) -> (Table, Vec<usize>) {
    let mut cells = vec![0; bins.len()];
    let mut splits = [(0, f32::MAX); N_SPLITS];
    for (bit, split) in splits.iter_mut().enumerate() {
        let (part, bin) = best_split(bins, slopes, &cells, 1 << bit);
        let threshold = thresholds.get(part).and_then(|thresholds| thresholds.get(bin));
        *split = (part, threshold.copied().unwrap_or(f32::MAX));
        for (cell, bins) in cells.iter_mut().zip(bins) {
            let is_above = bins.get(part).is_some_and(|above| usize::from(*above) > bin);
            *cell |= usize::from(is_above) << bit;
        }
    }
    let mut sums = [Slope::default(); N_CELLS];
    for (cell, slope) in cells.iter().zip(slopes) {
        if let Some(sum) = sums.get_mut(*cell) {
            sum.add(*slope);
        }
    }
    (Table { splits, cells: sums.map(Slope::step) }, cells)
}

/// The part and the position of its threshold that gain most when every cell so far is split there.
fn best_split(bins: &[[u8; N_PARTS]], slopes: &[Slope], cells: &[usize], n_cells: usize) -> (usize, usize) {
    let mut best = (f32::MIN, 0, 0);
    for part in 0..N_PARTS {
        let mut sums = vec![[Slope::default(); N_BINS]; n_cells];
        for ((bins, slope), cell) in bins.iter().zip(slopes).zip(cells) {
            let bin = bins.get(part).copied().unwrap_or_default();
            if let Some(sum) = sums.get_mut(*cell).and_then(|sums| sums.get_mut(usize::from(bin))) {
                sum.add(*slope);
            }
        }
        for (bin, gain) in gains(&sums).into_iter().enumerate() {
            if gain > best.0 {
                best = (gain, part, bin);
            }
        }
    }
    (best.1, best.2)
}

/// What each threshold of a part gains over all cells.
fn gains(sums: &[[Slope; N_BINS]]) -> [f32; N_BINS] {
    let mut gains = [0.0; N_BINS];
    for cell in sums {
        let mut whole = Slope::default();
        for slope in cell {
            whole.add(*slope);
        }
        let mut below = Slope::default();
        for (gain, slope) in gains.iter_mut().zip(cell) {
            below.add(*slope);
            *gain += below.gain() + whole.without(below).gain();
        }
    }
    gains
}

#[cfg(test)]
mod tests {
    use super::{Row, boost};
    use crate::answer::{Evidence, N_PARTS};

    #[test]
    fn what_decides_is_learned_and_what_does_not_is_ignored() {
        let row = |first: f32, second: f32, is_right: bool| {
            let mut parts = [0.0; N_PARTS];
            (parts[0], parts[1]) = (first, second);
            Row { parts, is_right, weight: 1.0 }
        };
        let rows: Vec<Row> =
            (0_u8..200).map(|number| row(f32::from(number), f32::from(number % 7), number >= 100)).collect();
        let calibration = boost(&rows);
        let confidence = |first: f32| calibration.confidence(&Evidence(row(first, 3.0, true).parts)).0;
        assert!(confidence(20.0) < 0.1, "{}", confidence(20.0));
        assert!(confidence(180.0) > 0.9, "{}", confidence(180.0));
        assert!((confidence(120.0) - confidence(180.0)).abs() < 0.1);
    }

    #[test]
    fn without_rows_everything_is_as_likely_as_not() {
        let calibration = boost(&[]);
        assert!((calibration.confidence(&Evidence([0.0; N_PARTS])).0 - 0.5).abs() < 1e-6);
    }
}
