//! One line on the terminal that tells somebody who waits for a large base how far it has come; gone when it is loaded.
//! Where nobody waits, nothing is written.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::arguments::Global;
use crate::knowledge::Reading;

/// What takes less needs no word about it.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn anew.
const STEP: Duration = Duration::from_millis(100);
/// Goes to the start of the line and clears it.
const CLEAR: &str = "\r\u{1b}[K";

/// A load that somebody may be waiting for. It ends with the value.
#[derive(Debug)]
pub(super) struct Progress {
    told: Arc<Told>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

/// What is known of the load.
#[derive(Debug, Default)]
struct Told {
    reading: Reading,
    is_read: AtomicBool,
}

impl Progress {
    /// Begins to tell, if stderr is a terminal and may be written to.
    pub(super) fn start(global: &Global) -> Self {
        let told = Arc::new(Told::default());
        let is_wanted = !global.quiet && io::stderr().is_terminal();
        let drawing = is_wanted.then(|| {
            let (stop, stopped) = channel();
            let told = Arc::clone(&told);
            let draw = move || {
                let start = Instant::now();
                let mut wait = PATIENCE;
                while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                    wait = STEP;
                    tell(&told.line(start.elapsed()));
                }
                if wait == STEP {
                    tell("");
                }
            };
            (stop, thread::spawn(draw))
        });
        Self { told, drawing }
    }

    /// Where the reading is counted.
    pub(super) fn reading(&self) -> &Reading {
        &self.told.reading
    }

    /// Everything is read, and the base is being made ready.
    pub(super) fn is_read(&self) {
        self.told.is_read.store(true, Ordering::Relaxed);
    }
}

impl Told {
    fn line(&self, elapsed: Duration) -> String {
        let seconds = elapsed.as_secs();
        match (self.is_read.load(Ordering::Relaxed), self.reading.percent()) {
            (true, _) => format!("making the facts ready … {seconds} s"),
            (false, Some(percent)) => format!("reading the facts … {percent} %"),
            (false, None) => format!("looking for the facts … {seconds} s"),
        }
    }
}

/// A terminal that can't be written to spoils nothing.
fn tell(line: &str) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{CLEAR}{line}");
    let _ = stderr.flush();
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.drawing.take() {
            drop(stop);
            // A drawing that failed has nothing left to clear.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_follows_the_load() {
        let told = Told::default();
        assert_eq!(told.line(Duration::from_secs(1)), "looking for the facts … 1 s");
        told.is_read.store(true, Ordering::Relaxed);
        assert_eq!(told.line(Duration::from_millis(3_900)), "making the facts ready … 3 s");
    }
}
