//! The environment variables, with those of a `.env` file in the working folder behind them. Nothing is ever written
//! back into the process, and no value is ever shown.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;

use crate::knowledge::{Problem, decode};

/// The file whose variables count where the real environment is silent.
const FILE: &str = ".env";

/// Where settings and the token may be found beside the files.
#[derive(Clone, Default)]
pub struct Environment {
    real: HashMap<String, String>,
    written: HashMap<String, String>,
    problems: Vec<Problem>,
}

impl Environment {
    /// The variables of this process and of `.env`.
    #[must_use]
    pub fn of_process() -> Self {
        let readable = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        let real = std::env::vars_os().filter_map(readable).collect();
        let path = Path::new(FILE);
        match std::fs::read(path) {
            Ok(bytes) => Self::new(real, path, &bytes),
            Err(reason) if reason.kind() == ErrorKind::NotFound => Self { real, ..Self::default() },
            Err(reason) => {
                let problem = Problem::error(path, None, format!("can't be read: {reason}; make it a readable file"));
                Self { real, problems: vec![problem], ..Self::default() }
            }
        }
    }

    /// Real variables, and the bytes of a file of further ones.
    #[must_use]
    pub fn new(real: HashMap<String, String>, path: &Path, bytes: &[u8]) -> Self {
        let (text, mut problems) = decode(path, bytes);
        let mut written = HashMap::new();
        for entry in dotenvy::from_read_iter(text.as_bytes()) {
            match entry {
                Ok((name, value)) => {
                    written.insert(name, value);
                }
                // The reason would quote the line, and with it perhaps the token.
                Err(_) => problems.push(Problem::warning(path, None, "a line can't be read; write NAME=value on each")),
            }
        }
        problems.dedup();
        Self { real, written, problems }
    }

    /// The value of a variable without blanks around it; an empty one counts as not set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let trimmed = |value: &String| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        self.real.get(name).and_then(trimmed).or_else(|| self.written.get(name).and_then(trimmed))
    }

    /// What was wrong with the `.env` file.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl std::fmt::Debug for Environment {
    /// Names nothing: the values are secrets.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Environment").finish_non_exhaustive()
    }
}
