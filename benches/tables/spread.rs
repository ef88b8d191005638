//! Times of many calls, and what is told of them. Other programs share the machine, so a call is made several times and
//! its shortest time counts.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// The median and the slow end of some times, in microseconds.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Spread {
    /// Half of the calls took no longer.
    pub median: f64,
    /// 99 of 100 calls took no longer.
    pub p99: f64,
    /// How many calls there were.
    pub n: usize,
}

impl Spread {
    /// Of these times, in microseconds.
    pub fn of(times: impl IntoIterator<Item = f64>) -> Self {
        let mut times: Vec<f64> = times.into_iter().collect();
        times.sort_by(f64::total_cmp);
        Self { median: at_share(&times, 50), p99: at_share(&times, 99), n: times.len() }
    }
}

/// The time that so many of a hundred don't exceed.
fn at_share(sorted: &[f64], of_hundred: usize) -> f64 {
    let rank = (sorted.len() * of_hundred).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

/// For each item the shortest time of its calls, in microseconds. The rounds go through all items, so that no item finds
/// the processor's caches full of its own last call.
pub fn shortest_times<T, R>(items: &[T], rounds: usize, mut call: impl FnMut(&T) -> R) -> Vec<f64> {
    let mut shortest = vec![f64::INFINITY; items.len()];
    for _ in 0..rounds {
        for (item, shortest) in items.iter().zip(&mut shortest) {
            let (_, took) = timed(|| call(item));
            *shortest = shortest.min(took);
        }
    }
    shortest
}

/// What a call gives, and how long it took, in microseconds.
pub fn timed<R>(call: impl FnOnce() -> R) -> (R, f64) {
    let start = Instant::now();
    let result = black_box(call());
    (result, microseconds(start.elapsed()))
}

/// A duration in microseconds.
pub fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
