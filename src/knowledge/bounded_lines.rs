//! Lines from a stream without trusting it to send short ones.

use std::io::{self, BufRead};

/// One line without its line break.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// All of it.
    Whole(Vec<u8>),
    /// Longer than is kept, and dropped.
    TooLong,
}

/// Reads line by line.
#[derive(Debug)]
pub struct BoundedLines<Input> {
    input: Input,
    /// The longest line kept in memory, in bytes.
    most: usize,
}

impl<Input: BufRead> BoundedLines<Input> {
    /// Reads from a stream; what is longer than `most` bytes is not kept.
    pub fn new(input: Input, most: usize) -> Self {
        Self { input, most }
    }

    /// The next line; `None` at the end of the stream.
    ///
    /// # Errors
    ///
    /// Where the stream can't be read.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let (mut is_begun, mut is_too_long) = (false, false);
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(reason) if reason.kind() == io::ErrorKind::Interrupted => continue,
                Err(reason) => return Err(reason),
            };
            if available.is_empty() && !is_begun {
                return Ok(None);
            }
            is_begun = true;
            let end = available.iter().position(|&byte| byte == b'\n');
            let piece = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
            is_too_long |= bytes.len() + piece.len() > self.most;
            if !is_too_long {
                bytes.extend_from_slice(piece);
            }
            let is_last = end.is_some() || available.is_empty();
            let used = end.map_or(available.len(), |end| end + 1);
            self.input.consume(used);
            if is_last {
                break;
            }
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        Ok(Some(if is_too_long { Line::TooLong } else { Line::Whole(bytes) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: usize = 100;

    fn check(input: &[u8], lines: &[Line]) {
        // A buffer of three bytes, so that every line arrives in pieces.
        let mut reader = BoundedLines::new(io::BufReader::with_capacity(3, input), MOST);
        let mut found = Vec::new();
        while let Ok(Some(line)) = reader.next_line() {
            found.push(line);
        }
        assert_eq!(found, lines);
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn lines_come_without_their_breaks() {
        check(b"", &[]);
        check(b"one\r\n\ntwo", &[whole("one"), whole(""), whole("two")]);
        check(b"one\n", &[whole("one")]);
    }

    #[test]
    fn a_line_too_long_costs_only_itself() {
        let mut input = vec![b'x'; MOST + 1];
        input.extend(b"\nnext\n");
        check(&input, &[Line::TooLong, whole("next")]);
        check(&input[1..], &[Line::Whole(vec![b'x'; MOST]), whole("next")]);
    }
}
