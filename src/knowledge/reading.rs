//! How far the reading of a base has come, told to somebody who waits on another thread. What is drawn of it is not known
//! here.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of the files of a base.
#[derive(Debug, Default)]
pub struct Reading {
    n_read: AtomicU64,
    n_all: AtomicU64,
}

impl Reading {
    /// The share that has been read, 0 to 100; `None` before the files are known.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        let (read, all) = (self.n_read.load(Ordering::Relaxed), self.n_all.load(Ordering::Relaxed));
        (all > 0).then(|| (read.min(all)) * 100 / all)
    }

    pub(super) fn announce(&self, n_bytes: u64) {
        self.n_all.fetch_add(n_bytes, Ordering::Relaxed);
    }

    /// The same stream, counted as it is read.
    pub(super) fn count<Input>(&self, input: Input) -> Counted<'_, Input> {
        Counted { input, reading: self }
    }
}

/// A stream whose bytes are counted.
#[derive(Debug)]
pub(super) struct Counted<'a, Input> {
    input: Input,
    reading: &'a Reading,
}

impl<Input: Read> Read for Counted<'_, Input> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.input.read(buffer)?;
        self.reading.n_read.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_told_as_a_share() {
        let reading = Reading::default();
        assert_eq!(reading.percent(), None);
        reading.announce(8);
        assert_eq!(reading.percent(), Some(0));
        let mut text = String::new();
        reading.count(b"six123".as_slice()).read_to_string(&mut text).expect("memory can be read");
        assert_eq!(reading.percent(), Some(75));
    }
}
