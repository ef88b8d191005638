//! What the README shows, run: its commands with the output below them, its settings, its fact base, its JSON.

use std::collections::BTreeSet;

use factdesk::answer::Receipt;
use serde_json::Value;

use crate::desk::{Desk, without_receipts};

const README: &str = include_str!("../../README.md");
const SETTINGS: &str = include_str!("../../config.toml");

/// How the README calls the program, from the sources and when it is built.
const CALLS: [&str; 2] = ["cargo run --release -- ", "factdesk "];

/// A fenced block: its language and its text.
struct Block {
    language: String,
    text: String,
    /// Whether only a blank line stands between it and the block before.
    follows: bool,
}

fn blocks() -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines = README.lines();
    let mut follows = false;
    while let Some(line) = lines.next() {
        let Some(language) = line.trim_start().strip_prefix("```") else {
            follows &= line.is_empty();
            continue;
        };
        let inside = lines.by_ref().take_while(|line| line.trim_start() != "```");
        let text = inside.flat_map(|line| [line, "\n"]).collect();
        blocks.push(Block { language: language.to_owned(), text, follows });
        follows = true;
    }
    blocks
}

fn commands(block: &Block) -> impl Iterator<Item = &str> {
    block.text.lines().map(str::trim).filter(|_| block.language == "sh")
}

/// The arguments of a call of the program, as a shell would split them; `None` for other commands.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let called = CALLS.iter().find_map(|call| command.strip_prefix(call))?;
    let pieces = called.split('"').enumerate();
    let words = pieces.flat_map(|(at, piece)| if at % 2 == 1 { vec![piece] } else { piece.split(' ').collect() });
    Some(words.filter(|word| !word.is_empty()).collect())
}

/// Each call of the program with the block that shows what comes of it, where there is one.
fn calls(blocks: &[Block]) -> Vec<(Vec<&str>, Option<&Block>)> {
    let shown = |at: usize| blocks.get(at + 1).filter(|next| next.follows && next.language != "sh");
    let calls = blocks
        .iter()
        .enumerate()
        .flat_map(|(at, block)| commands(block).filter_map(arguments).map(move |arguments| (arguments, shown(at))));
    calls.collect()
}

/// The fact base that the README makes up.
fn lighthouse(blocks: &[Block]) -> Desk {
    let files = blocks.iter().filter_map(|block| {
        let name = block.text.lines().next()?.strip_prefix("# ")?;
        (block.language == "toml").then_some((name, &block.text))
    });
    files.fold(Desk::empty(), |desk, (name, text)| desk.file(name, text))
}

#[test]
fn every_answer_shown_is_what_the_shipped_base_gives() {
    let blocks = blocks();
    let calls = calls(&blocks);
    let shown = calls.iter().filter_map(|(arguments, shown)| Some((arguments, (*shown)?)));
    let mut n_shown = 0;
    for (arguments, block) in shown.filter(|(_, block)| block.language == "text") {
        let status = i32::from(block.text.starts_with("Not covered"));
        Desk::shipped().runs(arguments).stdout(&without_receipts(block.text.as_bytes())).stderr("").exits(status);
        n_shown += 1;
    }
    assert_eq!(n_shown, 2, "one answer and one refusal are shown");
}

#[test]
fn the_conversation_shown_is_what_the_shipped_base_gives() {
    let blocks = blocks();
    let block = blocks.iter().find(|block| block.language == "console").expect("a conversation is shown");
    let (typed, said): (Vec<&str>, Vec<&str>) = block.text.lines().partition(|line| line.starts_with("› "));
    let typed: String = typed.iter().flat_map(|line| line.chars().skip(2).chain(['\n'])).collect();
    let given = Desk::shipped().reads(typed).runs(&["chat"]).text();
    assert_eq!(without_receipts(given.trim_end().as_bytes()), without_receipts(said.join("\n").as_bytes()));
}

#[test]
fn every_command_shown_is_one_that_the_program_knows() {
    let blocks = blocks();
    let calls = calls(&blocks);
    let in_table = README.lines().filter_map(|line| line.strip_prefix("| `factdesk ")?.split(['`', ' ']).next());
    let named: BTreeSet<&str> = calls.iter().filter_map(|(arguments, _)| arguments.first().copied()).collect();
    for name in named.into_iter().chain(in_table) {
        Desk::empty().runs(&[name, "--help"]).exits(0);
    }
}

#[test]
fn the_test_command_stands_on_a_line_of_its_own() {
    let blocks = blocks();
    let commands: Vec<&str> = blocks.iter().flat_map(commands).collect();
    assert!(commands.contains(&"cargo test"), "{commands:?}");
    assert!(README.lines().any(|line| line == "cargo test"), ".ci/run takes the line from there");
}

#[test]
fn every_setting_is_in_the_table_with_its_default() {
    let mut section = "";
    let mut settings = Vec::new();
    for line in SETTINGS.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" = ") {
            Some((key, value)) => settings.push(format!("`{section} {key}` | `{value}`")),
            None if line.starts_with('[') => section = line,
            None => {}
        }
    }
    let rows = README.lines().filter(|line| line.starts_with("| `["));
    let rows: Vec<String> = rows.map(|row| row.split('|').skip(1).take(2).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(rows.iter().map(|row| row.trim()).collect::<Vec<_>>(), settings);
}

#[test]
fn the_fact_base_that_is_shown_is_clean_and_answers() {
    let blocks = blocks();
    let closing = "No problems in 2 facts, 4 wordings, 2 cited sentences.\n";
    lighthouse(&blocks).runs(&["check"]).stdout(closing).stderr("").exits(0);
    let answer = "The lamp was first lit in May 1871.\n\n  │ The keeper's logbook, paragraph 3, sentence 1\n  │ https://lighthouse.example/logbook\n";
    let asked = calls(&blocks).into_iter().find(|(arguments, _)| arguments.iter().any(|word| word.contains("frist")));
    let (mut arguments, _) = asked.expect("the README asks the base");
    arguments.push("--quiet");
    lighthouse(&blocks).runs(&arguments).stdout(answer).stderr("").exits(0);
    let gap = "The sources say nothing about the keepers' wages.";
    let refused = lighthouse(&blocks).runs(&["ask", "what was the pay"]).text();
    assert!(refused.contains(gap), "{refused}");
}

/// Where the answers to `factdesk add` are shown, and where its questions are written.
const ASKED: &str = include_str!("../../src/cli/adding.rs");

#[test]
fn a_new_curator_gets_from_an_empty_folder_to_an_answer() {
    let blocks = blocks();
    let shown = blocks.iter().find(|block| block.text.starts_with("Question, as members"));
    let mut answers = String::new();
    for line in shown.expect("the questions are shown").text.lines() {
        let (question, answer) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
        let bare = question.split(['`', '[']).next_back().unwrap_or_default().trim_end_matches("tall-lighthouse]");
        assert!(ASKED.contains(bare), "nobody asks {question}");
        answers = answers + answer + "\n";
    }
    let mut desk = Desk::empty().reads(answers);
    let calls = calls(&blocks);
    let steps = calls.iter().map(|(arguments, _)| arguments).skip_while(|arguments| arguments[0] != "add");
    for arguments in steps.take(5) {
        desk.run(arguments).stderr("").exits(0);
    }
    let clean = "No problems in 2 facts, 4 wordings, 2 cited sentences.\n";
    desk.run(&["check"]).stdout(clean).exits(0);
    let table = desk.run(&["export"]).text();
    let mut other = Desk::empty().file("facts.csv", &table);
    for arguments in [&["import", "facts.csv"][..], &["import", "facts.csv", "--write"]] {
        assert!(calls.iter().any(|(shown, _)| shown == arguments), "{arguments:?} is shown");
        other.run(arguments).stderr("").exits(0);
    }
    other.run(&["check"]).stdout(clean).exits(0);
}

#[test]
fn the_questions_shown_can_be_measured() {
    let blocks = blocks();
    let shown = blocks.iter().find(|block| block.text.starts_with("{\"q\": "));
    let questions = &shown.expect("a question file is shown").text;
    lighthouse(&blocks)
        .file("questions.jsonl", questions)
        .file("config.toml", "[eval]\nright = 1\nfalse_answers = 0\n")
        .runs(&["eval", "--quiet", "questions.jsonl"])
        .stdout("")
        .stderr("")
        .exits(0);
}

#[test]
fn the_object_shown_is_what_a_script_gets() {
    let blocks = blocks();
    let calls = calls(&blocks);
    let shown =
        calls.iter().find_map(|(arguments, shown)| Some((arguments, (*shown)?)).filter(|(_, b)| b.language == "json"));
    let (arguments, block) = shown.expect("an object is shown");
    let given = Desk::shipped().runs(arguments).text();
    assert_eq!(without_candidates(&block.text), without_candidates(&given));
}

/// The object without what every change of the engine changes: confidences, the receipt, and which facts come second.
fn without_candidates(text: &str) -> Value {
    let mut object: Value = serde_json::from_str(text).expect("it is JSON");
    assert!(object["receipt"].as_str().is_some_and(|code| code.parse::<Receipt>().is_ok()), "{text}");
    object["receipt"] = Value::Null;
    if let Some(candidates) = object["candidates"].as_array_mut() {
        candidates.truncate(1);
        for candidate in candidates {
            candidate["confidence"] = Value::from(1);
        }
    }
    for answer in object["answers"].as_array_mut().into_iter().flatten() {
        answer["confidence"] = Value::from(1);
    }
    object
}
