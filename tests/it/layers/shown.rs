//! Each rule of the house, shown to find what breaks it and to let the rest be.

use super::rules::{MAX_LINES, core_faults, panics, shape_faults, stray_sentences, wrong_imports, wrong_names};
use super::source::Source;

fn check(rule: fn(&Source) -> Vec<String>, path: &str, text: &str, broken: &[&str]) {
    assert_eq!(rule(&Source::new(path, text)), broken, "{path}: {text}");
}

#[test]
fn an_arrow_down_the_list_is_found() {
    check(wrong_imports, "text/token.rs", "use crate::answer::Engine;", &["text/token.rs: text may not import answer"]);
    check(wrong_imports, "discord/x.rs", "crate::search::f();", &["discord/x.rs: discord may not import search"]);
    check(wrong_imports, "text/mod.rs", "use super::cli;", &["text/mod.rs: text may not import cli"]);
    check(
        wrong_imports,
        "reply/x.rs",
        "use crate::{cli, text};\nuse super::super::cli;",
        &[
            "reply/x.rs: reply may not import several layers at once",
            "reply/x.rs: super::super hides what is imported; write crate::…",
        ],
    );
    check(wrong_imports, "answer/x.rs", "use crate::search::A; use super::B; // crate::cli", &[]);
}

#[test]
fn a_name_in_the_wrong_place_is_found() {
    check(wrong_names, "reply/x.rs", "use serenity::all::Id;", &["reply/x.rs: only discord/ may name serenity"]);
    check(wrong_names, "cli/log.rs", "use tracing_subscriber::fmt;", &[]);
    check(
        wrong_names,
        "check/x.rs",
        "fs::read(file); let fs = 1;",
        &[
            "check/x.rs: only knowledge/load.rs, config/mod.rs, config/environment.rs, config/token.rs, journal/schema.rs, observe/memory.rs, discord/settings.rs, discord/kept_file.rs, curator/replacing.rs, cli/chat.rs, cli/eval.rs, cli/import.rs may name fs",
        ],
    );
    check(
        wrong_names,
        "text/x.rs",
        "strsim::osa_distance(a, b)",
        &["text/x.rs: only search/typo.rs, knowledge/assemble.rs, knowledge/table.rs may name strsim"],
    );
    check(wrong_names, "lib.rs", "//! only discord names serenity\nlet offs = refs::x();", &[]);
}

#[test]
fn a_clock_or_a_failure_in_the_core_is_found() {
    check(
        core_faults,
        "conversation/x.rs",
        "let now = std::time::Instant::now();",
        &["conversation/x.rs: the core is told the time and reads no Instant"],
    );
    check(
        core_faults,
        "answer/x.rs",
        "fn f() -> Result<(), E> {}",
        &["answer/x.rs: the core can't fail, so it returns no Result"],
    );
    check(core_faults, "answer/x.rs", "fn f() -> fmt::Result { ResultJson }", &[]);
    check(core_faults, "discord/x.rs", "fn f() -> Result<Instant, E> {}", &[]);
}

#[test]
fn a_call_that_may_panic_is_found() {
    check(
        panics,
        "cli/x.rs",
        "a.unwrap(); b.expect(\"x\")",
        &["cli/x.rs: .unwrap() outside a test", "cli/x.rs: .expect( outside a test"],
    );
    check(panics, "cli/x.rs", "a.unwrap_or(b); // .unwrap()\n#[cfg(test)]\nmod tests { a.unwrap() }", &[]);
}

#[test]
fn a_file_without_opening_too_long_or_with_an_empty_name_is_found() {
    check(shape_faults, "text/x.rs", "use a;", &["text/x.rs: the first line must say with //! what the file is for"]);
    let long = "//! Long.\n".repeat(MAX_LINES + 1);
    check(shape_faults, "text/x.rs", &long, &["text/x.rs: 301 lines; split it by noun below 300"]);
    check(
        shape_faults,
        "text/utils.rs",
        "//! Odds and ends.",
        &["text/utils.rs: utils says nothing of what is inside; name it after its noun"],
    );
    check(
        shape_faults,
        "common/x.rs",
        "//! Odds and ends.",
        &["common/x.rs: common says nothing of what is inside; name it after its noun"],
    );
}

#[test]
fn a_sentence_outside_the_wording_is_found() {
    check(
        stray_sentences,
        "reply/compose.rs",
        "let a = \"I do not know\";",
        &["reply/compose.rs: a sentence outside wording.rs: let a = \"I do not know\";"],
    );
    check(stray_sentences, "reply/wording.rs", "let a = \"I do not know\";", &[]);
    check(stray_sentences, "reply/limits.rs", "let a = \"—\"; // \"so it is said\"", &[]);
}
