//! The rules of the house as functions: a file goes in, what it breaks comes out. Each is shown to fail in
//! `shown`.

use super::source::Source;
use super::words::{after, has_word, is_named};

/// Which layers each layer may import, in the order a question travels. No arrow points down this list.
pub const MAY_IMPORT: [(&str, &[&str]); 13] = [
    ("text", &[]),
    ("knowledge", &[]),
    ("search", &["text", "knowledge"]),
    ("answer", &["text", "knowledge", "search"]),
    ("reply", &["knowledge", "answer"]),
    ("conversation", &["knowledge", "answer", "reply"]),
    ("journal", &["knowledge", "answer"]),
    ("observe", &[]),
    ("discord", &["conversation", "reply", "journal", "observe"]),
    ("check", &["text", "knowledge", "search", "answer", "reply"]),
    ("curator", &["text", "knowledge", "journal", "check"]),
    ("config", &["knowledge", "answer", "conversation", "check"]),
    (
        "cli",
        &[
            "knowledge",
            "answer",
            "reply",
            "conversation",
            "journal",
            "observe",
            "discord",
            "check",
            "curator",
            "config",
        ],
    ),
];

/// The layers that know no clock and no disk, and can't fail.
pub const CORE: [&str; 5] = ["text", "search", "answer", "reply", "conversation"];

/// Names outside the standard library, and the folders or files that alone may use them.
pub const NAMED_ONLY_BY: [(&str, &[&str]); 23] = [
    ("serenity", &["discord/"]),
    ("reqwest", &["discord/"]),
    ("hyper", &["observe/server.rs"]),
    ("hyper_util", &["observe/server.rs"]),
    ("http_body_util", &["observe/server.rs"]),
    ("prometheus_client", &["observe/metrics.rs"]),
    ("tokio", &["observe/", "discord/", "cli/run.rs", "cli/watch.rs", "cli/wishes.rs", "cli/doctor.rs"]),
    ("tracing", &["observe/", "discord/", "cli/run.rs", "cli/watch.rs", "cli/wishes.rs"]),
    ("tracing_subscriber", &["cli/log.rs"]),
    ("clap", &["cli/"]),
    ("rustyline", &["cli/chat.rs", "cli/prompts.rs"]),
    ("csv", &["curator/table_file.rs"]),
    ("notify", &["cli/wishes.rs"]),
    ("toml_edit", &["curator/toml_record.rs"]),
    ("dotenvy", &["config/environment.rs"]),
    ("crc32fast", &["knowledge/revision.rs"]),
    ("rustc_hash", &["text/", "search/"]),
    ("smol_str", &["text/", "search/", "answer/meaning.rs", "answer/named_items.rs"]),
    ("rust_stemmers", &["text/"]),
    ("rusqlite", &["journal/"]),
    ("siphasher", &["journal/person.rs", "journal/kept_reply.rs"]),
    // The typos of members in one place; those of a curator's keys and ids where they are read.
    ("strsim", &["search/typo.rs", "knowledge/assemble.rs", "knowledge/table.rs", "check/"]),
    (
        "fs",
        &[
            "knowledge/load.rs",
            "config/mod.rs",
            "config/environment.rs",
            "config/token.rs",
            "journal/schema.rs",
            "observe/memory.rs",
            "discord/settings.rs",
            "discord/kept_file.rs",
            "curator/replacing.rs",
            "cli/chat.rs",
            "cli/check_sources.rs",
            "cli/eval.rs",
            "cli/import.rs",
        ],
    ),
];

/// Names that say nothing of what is inside.
const DRAWERS: [&str; 9] = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "data", "tools"];

/// The longest file, in lines: what one can keep in mind at once.
pub const MAX_LINES: usize = 300;

/// Layers that are imported although the layer may not know them.
pub fn wrong_imports(source: &Source) -> Vec<String> {
    let Some((layer, allowed)) = MAY_IMPORT.iter().find(|(layer, _)| *layer == source.layer()) else {
        return Vec::new();
    };
    let code = source.code();
    let mut broken = Vec::new();
    // Below a folder's mod.rs, `super` is the folder itself; in mod.rs it is the crate.
    let outwards: &[&str] = if source.path.ends_with("/mod.rs") { &["crate::", "super::"] } else { &["crate::"] };
    for imported in outwards.iter().flat_map(|path| after(&code, path)) {
        if imported != *layer && !allowed.contains(&imported.as_str()) {
            broken.push(format!("{}: {layer} may not import {imported}", source.path));
        }
    }
    if code.contains("super::super") {
        broken.push(format!("{}: super::super hides what is imported; write crate::…", source.path));
    }
    broken
}

/// Libraries and parts of the system that other files alone may name.
pub fn wrong_names(source: &Source) -> Vec<String> {
    let code = source.code();
    let is_place = |place: &str| source.path == place || (place.ends_with('/') && source.path.starts_with(place));
    let may_not = NAMED_ONLY_BY.iter().filter(|(_, places)| !places.iter().any(|place| is_place(place)));
    let named = may_not.filter(|(name, _)| is_named(&code, name));
    named.map(|(name, places)| format!("{}: only {} may name {name}", source.path, places.join(", "))).collect()
}

/// A clock or a failure in the core.
pub fn core_faults(source: &Source) -> Vec<String> {
    if !CORE.contains(&source.layer()) {
        return Vec::new();
    }
    let code = source.code();
    let clocks = ["SystemTime", "Instant"].into_iter().filter(|clock| has_word(&code, clock));
    let mut broken: Vec<String> =
        clocks.map(|clock| format!("{}: the core is told the time and reads no {clock}", source.path)).collect();
    // Reading a receipt back is the one question that a text can fail.
    let may_fail = source.path == "answer/receipt.rs";
    if !may_fail && has_word(&code.replace("fmt::Result", ""), "Result") {
        broken.push(format!("{}: the core can't fail, so it returns no Result", source.path));
    }
    broken
}

/// Calls that end the program where a value is missing.
pub fn panics(source: &Source) -> Vec<String> {
    let code = source.code();
    let calls = [".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!"];
    let found = calls.into_iter().filter(|call| code.contains(call));
    found.map(|call| format!("{}: {call} outside a test", source.path)).collect()
}

/// What is wrong with the file as a file: its opening, its length, its name.
pub fn shape_faults(source: &Source) -> Vec<String> {
    let mut broken = Vec::new();
    if !source.text.starts_with("//! ") {
        broken.push(format!("{}: the first line must say with //! what the file is for", source.path));
    }
    let n_lines = source.text.lines().count();
    if n_lines > MAX_LINES {
        broken.push(format!("{}: {n_lines} lines; split it by noun below {MAX_LINES}", source.path));
    }
    let parts = source.path.trim_end_matches(".rs").split('/');
    for drawer in parts.filter(|part| DRAWERS.contains(part)) {
        broken.push(format!("{}: {drawer} says nothing of what is inside; name it after its noun", source.path));
    }
    broken
}

/// The files that hold the bot's own sentences.
const WORDINGS: &str = "reply/wording";

/// Sentences that the bot would say without those files knowing.
pub fn stray_sentences(source: &Source) -> Vec<String> {
    let speaks = ["reply", "conversation"].contains(&source.layer()) && !source.path.starts_with(WORDINGS);
    let code_lines = source.text.lines().take_while(|line| *line != "#[cfg(test)]");
    let is_sentence = |line: &&str| {
        let line = line.split("//").next().unwrap_or_default();
        let texts = line.split('"').skip(1).step_by(2);
        texts.into_iter().any(|text| text.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).count() > 2)
    };
    let found = code_lines.filter(is_sentence).filter(|_| speaks);
    found.map(|line| format!("{}: a sentence outside wording.rs: {}", source.path, line.trim())).collect()
}
