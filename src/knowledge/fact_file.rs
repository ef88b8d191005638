//! Which files of a folder are the base's, by their names alone. Reading them is in `load`.

use std::path::Path;

/// Whether a file with this name holds records: the loader reads it, the running bot watches it.
#[must_use]
pub fn is_fact_file(path: &Path) -> bool {
    !is_hidden(path) && (path.extension().is_some_and(|extension| extension == "toml") || is_json_lines(path))
}

/// Whether a file has one fact a line.
#[must_use]
pub fn is_json_lines(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "jsonl")
}

/// Whether it is out of a curator's sight, as the files are that editors and `curator` write for a moment.
pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_is_read() {
        let check = |name: &str, is_read: bool| assert_eq!(is_fact_file(Path::new(name)), is_read, "{name}");
        check("k/10-birds.toml", true);
        check("k/facts.jsonl", true);
        check("k/.10-birds.toml", false);
        check("k/.toml", false);
        check("k/notes.txt", false);
        check("k/toml", false);
    }
}
