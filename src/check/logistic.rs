//! Logistic regression with a penalty on large slopes, by Newton's method: numbers in, coefficients out. Where the
//! numbers come from is in `fit`.

/// What large slopes cost, in units of log-loss for a squared slope of 1 per standard deviation of its part. Half of
/// this is one badly judged example; it keeps slopes finite where the examples could be told apart completely.
const PENALTY: f64 = 1.0;
/// Newton's method doubles the right digits at each step; more steps than this mean that it will never settle.
const MAX_STEPS: usize = 50;
/// A step shorter than this, in log-odds, changes no digit that anybody reads.
const SHORTEST_STEP: f64 = 1e-9;
/// A part that varies less than this tells nothing: evidence is rounded to about as much.
const LEAST_DEVIATION: f64 = 1e-4;
/// How often a step that overshoots is halved.
const MAX_HALVINGS: usize = 30;
/// A probability nearer to 0 or 1 than this counts as this far away, so that no single mistake costs without end.
const LEAST_DOUBT: f64 = 1e-7;

/// The numbers of one example, and whether it was right.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Equally many for all examples.
    pub parts: Vec<f64>,
    /// What is to be foretold.
    pub is_right: bool,
}

/// A fitted function.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// The log-odds where all parts are 0.
    pub intercept: f64,
    /// What one unit of each part adds to them.
    pub slopes: Vec<f64>,
}

impl Logistic {
    /// The function under which the examples are likeliest.
    #[must_use]
    pub fn fit(examples: &[&Example]) -> Self {
        let scales = scales(examples);
        let rows: Vec<Vec<f64>> = examples.iter().map(|example| row(&example.parts, &scales)).collect();
        let targets: Vec<f64> = examples.iter().map(|example| if example.is_right { 1.0 } else { 0.0 }).collect();
        let mut weights = vec![0.0; scales.len() + 1];
        for _ in 0..MAX_STEPS {
            let step = newton_step(&rows, &targets, &weights);
            let length = take_step(&rows, &targets, &mut weights, &step);
            if length < SHORTEST_STEP {
                break;
            }
        }
        unscaled(&weights, &scales)
    }

    /// The probability that an example is right.
    #[must_use]
    pub fn probability(&self, parts: &[f64]) -> f64 {
        probability(self.intercept + product(&self.slopes, parts))
    }
}

/// The mean cost of probabilities, in nats: 0 for certainty that was right, 0.69 for a coin.
#[must_use]
pub(super) fn log_loss(foretold: impl IntoIterator<Item = (f64, bool)>) -> f64 {
    let costs = foretold.into_iter().map(|(probability, is_right)| {
        let of_truth = if is_right { probability } else { 1.0 - probability };
        -of_truth.clamp(LEAST_DOUBT, 1.0).ln()
    });
    let (sum, count) = costs.fold((0.0, 0.0_f64), |(sum, count), cost| (sum + cost, count + 1.0));
    sum / count.max(1.0)
}

/// Mean and standard deviation of a part.
struct Scale {
    mean: f64,
    deviation: f64,
}

/// The penalty must not depend on the units of a part.
fn scales(examples: &[&Example]) -> Vec<Scale> {
    let n_parts = examples.first().map_or(0, |example| example.parts.len());
    let scale = |at: usize| {
        let values = || examples.iter().filter_map(|example| example.parts.get(at).copied());
        let mean = mean(values());
        let deviation = self::mean(values().map(|value| (value - mean).powi(2))).sqrt();
        Scale { mean, deviation: if deviation > LEAST_DEVIATION { deviation } else { 1.0 } }
    };
    (0..n_parts).map(scale).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0_f64), |(sum, count), value| (sum + value, count + 1.0));
    sum / count.max(1.0)
}

/// The parts in standard deviations, behind a 1 for the intercept.
fn row(parts: &[f64], scales: &[Scale]) -> Vec<f64> {
    let values = parts.iter().zip(scales).map(|(part, scale)| (part - scale.mean) / scale.deviation);
    std::iter::once(1.0).chain(values).collect()
}

fn unscaled(weights: &[f64], scales: &[Scale]) -> Logistic {
    let (intercept, slopes) = weights.split_first().map_or((0.0, weights), |(first, rest)| (*first, rest));
    let slopes: Vec<f64> = slopes.iter().zip(scales).map(|(slope, scale)| slope / scale.deviation).collect();
    let shift: f64 = slopes.iter().zip(scales).map(|(slope, scale)| slope * scale.mean).sum();
    Logistic { intercept: intercept - shift, slopes }
}

/// Where the slope of the cost would be 0 if its curvature stayed as it is.
fn newton_step(rows: &[Vec<f64>], targets: &[f64], weights: &[f64]) -> Vec<f64> {
    let size = weights.len();
    let mut curvature = vec![vec![0.0; size]; size];
    let mut slope = vec![0.0; size];
    for (row, target) in rows.iter().zip(targets) {
        let foretold = probability(product(weights, row));
        for (at, value) in row.iter().enumerate() {
            slope[at] += (foretold - target) * value;
            for (other, other_value) in row.iter().enumerate() {
                curvature[at][other] += foretold * (1.0 - foretold) * value * other_value;
            }
        }
    }
    // The intercept, which stands first, costs nothing.
    for at in 1..size {
        slope[at] += PENALTY * weights[at];
        curvature[at][at] += PENALTY;
    }
    solve(curvature, slope)
}

/// Goes down along a step, halved until it leads down; how far it went.
fn take_step(rows: &[Vec<f64>], targets: &[f64], weights: &mut Vec<f64>, step: &[f64]) -> f64 {
    let before = cost(rows, targets, weights);
    let mut part = 1.0;
    for _ in 0..MAX_HALVINGS {
        let moved: Vec<f64> = weights.iter().zip(step).map(|(weight, step)| weight - part * step).collect();
        if cost(rows, targets, &moved) <= before {
            *weights = moved;
            return part * step.iter().fold(0.0, |longest, step| step.abs().max(longest));
        }
        part /= 2.0;
    }
    0.0
}

/// What Newton's method makes small: the log-loss of all examples and the penalty.
fn cost(rows: &[Vec<f64>], targets: &[f64], weights: &[f64]) -> f64 {
    let loss = rows.iter().zip(targets).map(|(row, target)| {
        let log_odds = product(weights, row);
        // ln(1 + e^x) without overflow.
        log_odds.max(0.0) + (-log_odds.abs()).exp().ln_1p() - target * log_odds
    });
    let penalty: f64 = weights.iter().skip(1).map(|weight| weight * weight).sum();
    loss.sum::<f64>() + PENALTY * penalty / 2.0
}

/// Solves a system of linear equations by Gaussian elimination, the largest pivot first. An unknown that the equations
/// leave open is 0.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        let pivot = (at..size).max_by(|a, b| matrix[*a][at].abs().total_cmp(&matrix[*b][at].abs())).unwrap_or(at);
        matrix.swap(at, pivot);
        right.swap(at, pivot);
        if matrix[at][at].abs() < f64::EPSILON {
            continue;
        }
        let known = right[at];
        let (upper, lower) = matrix.split_at_mut(at + 1);
        for (row, right) in lower.iter_mut().zip(&mut right[at + 1..]) {
            let factor = row[at] / upper[at][at];
            for (value, above) in row.iter_mut().zip(&upper[at]) {
                *value -= factor * above;
            }
            *right -= factor * known;
        }
    }
    let mut unknowns = vec![0.0; size];
    for at in (0..size).rev().filter(|at| matrix[*at][*at].abs() >= f64::EPSILON).collect::<Vec<_>>() {
        let known: f64 = (at + 1..size).map(|column| matrix[at][column] * unknowns[column]).sum();
        unknowns[at] = (right[at] - known) / matrix[at][at];
    }
    unknowns
}

fn product(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    fn examples(rows: &[(&[f64], bool)]) -> Vec<Example> {
        rows.iter().map(|(parts, is_right)| Example { parts: parts.to_vec(), is_right: *is_right }).collect()
    }

    fn fit(rows: &[(&[f64], bool)]) -> Logistic {
        let examples = examples(rows);
        Logistic::fit(&examples.iter().collect::<Vec<_>>())
    }

    #[test]
    fn equations_are_solved() {
        let solved = solve(vec![vec![0.0, 2.0, 1.0], vec![1.0, 1.0, 1.0], vec![2.0, 0.0, -1.0]], vec![7.0, 6.0, -1.0]);
        for (found, expected) in solved.into_iter().zip([1.0, 2.0, 3.0]) {
            near(found, expected);
        }
    }

    #[test]
    fn what_tells_nothing_has_no_slope() {
        // Three of four are right, whatever the part says: ln 3.
        let fitted = fit(&[(&[5.0], true), (&[5.0], true), (&[5.0], true), (&[5.0], false)]);
        near(fitted.intercept, 3.0_f64.ln());
        near(fitted.slopes[0], 0.0);
        near(fitted.probability(&[5.0]), 0.75);
    }

    #[test]
    fn what_separates_the_examples_keeps_a_finite_slope() {
        // One standard deviation apart on either side: the slope w solves 2 / (1 + e^w) = w.
        let fitted = fit(&[(&[1.0], false), (&[3.0], true)]);
        let slope = fitted.slopes[0];
        near(2.0 / (1.0 + slope.exp()), slope);
        near(fitted.intercept, -2.0 * slope);
    }

    #[test]
    fn the_unit_of_a_part_makes_no_difference() {
        let rows = [(1.0, true), (2.0, false), (3.0, true), (4.0, true), (0.0, false)];
        let rows = |unit: f64| rows.map(|(part, is_right)| Example { parts: vec![part * unit, 1.0], is_right });
        let probability = |unit: f64| {
            let examples = rows(unit);
            Logistic::fit(&examples.iter().collect::<Vec<_>>()).probability(&[2.5 * unit, 1.0])
        };
        near(probability(1.0), probability(1000.0));
    }

    #[test]
    fn the_loss_of_a_coin_is_ln_2() {
        near(log_loss([(0.5, true), (0.5, false)]), 2.0_f64.ln());
        near(log_loss([(1.0, true)]), 0.0);
        near(log_loss([(1.0, false)]), -LEAST_DOUBT.ln());
        near(log_loss([]), 0.0);
    }
}
