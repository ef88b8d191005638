//! `factdesk add` as a curator meets it: facts are asked for or given, and the files stay as they were written.

use crate::desk::{BIRDS, Desk, SOURCES};

/// Answers to everything that is asked for the first fact of a base.
const FIRST: &str = "How heavy is a wren?\nA wren weighs about nine grams.\nhandbook\nHandbook of birds\n2\n1\nnine grams\n\n\n\n\nBirds\n\n";

#[test]
fn an_empty_folder_becomes_a_base_that_answers() {
    let mut desk = Desk::empty().reads(FIRST);
    let told = "\
knowledge/sources.toml

[[source]]
id = \"handbook\"
title = \"Handbook of birds\"

knowledge/10-birds.toml

topic = \"Birds\"

[[fact]]
id = \"heavy-wren\"
question = \"How heavy is a wren?\"
answer = \"A wren weighs about nine grams.\"
cites = [{ source = \"handbook\", paragraph = 2, sentence = 1, quote = \"nine grams\" }]

Written to knowledge/sources.toml and knowledge/10-birds.toml. No problems in 1 fact, 1 wording, 1 cited sentence.
";
    desk.run(&["add"]).stdout(told).stderr("").exits(0);
    assert_eq!(desk.read("knowledge/sources.toml"), SOURCES);
    assert_eq!(desk.read("knowledge/10-birds.toml"), BIRDS.replace("wren-weight", "heavy-wren"));
    assert_eq!(desk.names("knowledge"), ["10-birds.toml", "sources.toml"], "nothing is left over");
    desk.run(&["check"]).stdout("No problems in 1 fact, 1 wording, 1 cited sentence.\n").exits(0);
    desk.run(&["ask", "how heavy is a wren"]).exits(0);
}

#[test]
fn only_the_question_that_was_wrong_is_asked_again() {
    let answers = [
        "how HEAVY is a wren",
        &"x".repeat(101),
        "How big is a wren?",
        "It is small.",
        "atlas",
        "",
        "handbook",
        "0",
        "3",
        "two",
        "2",
        "1 2 3 4 5 6 7 8 9 10 11 12 13",
        "small",
        "",
        "How big is a wren",
        "size of a wren",
        "",
        "small, tiny",
        "2024-13",
        "2024",
        "1",
        "Wren",
        "wren-size",
    ];
    let mut desk = Desk::new().reads(answers.join("\n"));
    let told = "  \
  ! “how HEAVY is a wren” already leads to fact `wren-weight`
    (knowledge/10-birds.toml:5); ask for it in other words
  ! `question` has 101 characters; a choice in Discord holds 100, so shorten it
  ~ near wren-weight with NEAR: “How heavy is a wren?”
  ! `paragraph` must be a whole number from 1 on
  ! `sentence` must be a whole number from 1 on
  ! the quote has 13 words, at most 12 are quoted; shorten it
  ~ near wren-weight with NEAR: “How heavy is a wren?”
  ! `when` is not a date; write \"2024\", \"2024-12\" or \"2024-12-31\"
  ! an id is lower-case letters and digits with hyphens between, such as
    `contingent-size`
";
    let said = desk.run(&["add", "--quiet"]).text();
    assert_eq!(without_confidences(&said), told.trim_start_matches("  \n"));
    let added = "
[[fact]]
id = \"wren-size\"
question = \"How big is a wren?\"
answer = \"It is small.\"
also_asked = [\"size of a wren\"]
keywords = [\"small\", \"tiny\"]
cites = [{ source = \"handbook\", paragraph = 3, sentence = 2, quote = \"small\" }]
when = \"2024\"
";
    assert_eq!(desk.read("knowledge/10-birds.toml"), format!("{BIRDS}{added}"));
}

/// The text with every confidence by one name: they change with the engine.
fn without_confidences(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once(" with 0") {
        Some((before, after)) => {
            format!(
                "{before} with NEAR{}\n",
                after.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.')
            )
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// Everything that a fact may have, by flags.
const FLAGS: [&str; 15] = [
    "add",
    "--question",
    "Where does an owl sleep?",
    "--answer",
    "Owls sleep in trees.",
    "--cite",
    "handbook:4:1:in trees",
    "--cite",
    "atlas:1:1",
    "--source-title",
    "Atlas",
    "--also-asked",
    "bed of an owl",
    "--topic",
    "Owls & others",
];

#[test]
fn with_flags_nothing_is_asked() {
    let mut desk = Desk::new().reads("this is not read\n");
    desk.run(&FLAGS).stderr("").exits(0);
    let written = "topic = \"Owls & others\"\n\n[[fact]]\nid = \"owl-sleep\"\nquestion = \"Where does an owl sleep?\"\nanswer = \"Owls sleep in trees.\"\nalso_asked = [\"bed of an owl\"]\ncites = [\n  { source = \"handbook\", paragraph = 4, sentence = 1, quote = \"in trees\" },\n  { source = \"atlas\", paragraph = 1, sentence = 1 },\n]\n";
    assert_eq!(desk.read("knowledge/20-owls-others.toml"), written);
    assert_eq!(
        desk.read("knowledge/sources.toml"),
        format!("{SOURCES}\n[[source]]\nid = \"atlas\"\ntitle = \"Atlas\"\n")
    );
    desk.run(&["add", "--to", "owl-sleep", "--also-asked", "nest of the owl", "--quiet"])
        .stdout("")
        .stderr("")
        .exits(0);
    let longer = written.replace("[\"bed of an owl\"]", "[\"bed of an owl\", \"nest of the owl\"]");
    assert_eq!(desk.read("knowledge/20-owls-others.toml"), longer);
}

#[test]
fn a_fact_that_breaks_a_rule_is_told_whole_and_not_written() {
    let mut desk = Desk::new();
    let told = "\
error: nothing was written:
  fact `Big`: an id is lower-case letters and digits with hyphens between, such as `contingent-size`
  fact `Big`: no source has the id `hand-book`; did you mean `handbook`?
  fact `Big`: `when` is not a date; write \"2024\", \"2024-12\" or \"2024-12-31\"
  “How heavy is a wren” already leads to fact `wren-weight` (knowledge/10-birds.toml:5); ask for it in other words
";
    let arguments = [
        "add",
        "--question",
        "How heavy is a wren",
        "--answer",
        "Nine.",
        "--cite",
        "hand-book:1:1",
        "--id",
        "Big",
        "--when",
        "soon",
    ];
    let said = desk.run(&arguments);
    said.stderr(told).exits(1);
    let told = "error: --cite: “handbook” is no citation; write SOURCE:PARAGRAPH:SENTENCE or SOURCE:PARAGRAPH:SENTENCE:\"QUOTE\", such as logbook:1:2:\"41 metres\"\n";
    desk.run(&["add", "--question", "Q?", "--answer", "A.", "--cite", "handbook"]).stdout("").stderr(told).exits(2);
    let told = "error: there is no answer to “Answer, in your own words:”; nothing was written\n";
    desk.run(&["add", "--question", "Who sings?"]).stderr(told).exits(2);
    desk.run(&[
        "add",
        "--question",
        "Who sings?",
        "--answer",
        "Larks.",
        "--cite",
        "handbook:1:1",
        "--dry-run",
        "--quiet",
    ])
    .exits(0);
    assert_eq!(desk.read("knowledge/10-birds.toml"), BIRDS);
}

#[test]
fn what_stands_in_a_file_stays_as_it_stands() {
    let odd = BIRDS.replace('\n', "\r\n")
        + "# when = \"2024\"   # not sure\r\n\r\n[fact.ru]\r\nquestion='Сколько?'\r\nanswer='9.'";
    let mut desk = Desk::new().file("knowledge/10-birds.toml", &odd);
    desk.run(&["add", "--question", "Who sings?", "--answer", "Larks.", "--cite", "handbook:1:1"]).exits(0);
    let added = "\n\n[[fact]]\nid = \"sings\"\nquestion = \"Who sings?\"\nanswer = \"Larks.\"\ncites = [{ source = \"handbook\", paragraph = 1, sentence = 1 }]\n";
    assert_eq!(desk.read("knowledge/10-birds.toml"), odd + &added.replace('\n', "\r\n"));
}

#[test]
#[cfg(unix)]
fn a_write_that_fails_leaves_the_old_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut desk = Desk::new();
    let folder = desk.path("knowledge");
    let set = |mode: u32| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).expect("it is ours");
    set(0o555);
    let ran = desk.run(&["add", "--question", "Who sings?", "--answer", "Larks.", "--cite", "handbook:1:1"]);
    set(0o755);
    // Root writes wherever it likes; the refusal itself is tested where the files are replaced.
    if desk.read("knowledge/10-birds.toml") == BIRDS {
        ran.exits(2);
    } else {
        ran.exits(0);
    }
    assert_eq!(desk.names("knowledge"), ["10-birds.toml", "sources.toml"], "nothing is left over");
}

#[test]
fn a_fact_is_written_only_where_it_is_read_again() {
    let mut desk = Desk::new();
    let lark = ["add", "--quiet", "--question", "Who sings?", "--answer", "Larks.", "--cite", "handbook:1:1", "--file"];
    let elsewhere = desk.path("20-larks.toml").display().to_string();
    for file in ["notes.txt", "more/20-larks.toml", ".20-larks.toml", "larks.jsonl", "..", &elsewhere] {
        let told = format!(
            "error: {file} would not be read again as a file that facts are added to; name a .toml file right in knowledge, such as 20-more.toml\n"
        );
        desk.run(&[&lark[..], &[file]].concat()).stdout("").stderr(&told).exits(2);
    }
    assert_eq!(desk.names("knowledge"), ["10-birds.toml", "sources.toml"]);
    desk.run(&[&lark[..], &["20-larks.toml"]].concat()).stderr("").exits(0);
    let whole = desk.path("knowledge/20-larks.toml").display().to_string();
    let crow = ["add", "--quiet", "--question", "Who caws?", "--answer", "Crows.", "--cite", "handbook:1:1"];
    desk.run(&[&crow[..], &["--file", &whole]].concat()).stderr("").exits(0);
    assert_eq!(desk.names("knowledge"), ["10-birds.toml", "20-larks.toml", "sources.toml"]);
    desk.run(&["check"]).stdout("No problems in 3 facts, 3 wordings, 2 cited sentences.\n").exits(0);
}

#[test]
fn what_is_still_empty_is_not_held_against_the_base() {
    let short = BIRDS.replace("wren-weight", "a");
    let sources = SOURCES.to_owned() + "\n[[source]]\nid = \"a\"\ntitle = \"A\"\n";
    let mut desk = Desk::empty().file("knowledge/10-birds.toml", short).file("knowledge/sources.toml", sources);
    let lark = ["add", "--quiet", "--question", "Who sings?", "--answer", "Larks.", "--cite", "a:1:1"];
    desk.run(&[&lark[..], &["--related", "a"]].concat()).stderr("").exits(0);
    desk.run(&["check", "--quiet"]).stdout("").exits(0);
    desk.run(&["add", "--to", "a", "--also-asked", "weight of a wren", "--quiet"]).stderr("").exits(0);
}
