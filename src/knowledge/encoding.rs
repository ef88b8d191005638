//! Bytes of a file that people write become text: UTF-8, with or without a byte order mark. What the text says is not
//! known here.

use std::borrow::Cow;
use std::path::Path;

use super::problem::Problem;

/// How many lines that are not UTF-8 are listed one by one.
const MAX_ENCODING_PROBLEMS: usize = 5;

/// The text as far as it can be read, and the lines that are not text.
pub(crate) fn decode<'bytes>(path: &Path, bytes: &'bytes [u8]) -> (Cow<'bytes, str>, Vec<Problem>) {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return (Cow::Borrowed(""), vec![Problem::error(path, None, "this is UTF-16; save it as UTF-8")]);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    (String::from_utf8_lossy(bytes), problems(path, bytes))
}

fn problems(path: &Path, bytes: &[u8]) -> Vec<Problem> {
    let mut lines = Vec::new();
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        line += chunk.valid().matches('\n').count();
        if !chunk.invalid().is_empty() && lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    let message = "not UTF-8 text; save the file as UTF-8";
    let listed = lines.iter().take(MAX_ENCODING_PROBLEMS);
    let mut problems: Vec<Problem> = listed.map(|&line| Problem::error(path, line, message)).collect();
    if let Some(more) = lines.len().checked_sub(MAX_ENCODING_PROBLEMS).filter(|&more| more > 0) {
        problems.push(Problem::error(path, None, format!("not UTF-8 text on {more} more lines")));
    }
    problems
}
