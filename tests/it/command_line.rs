//! The program as its users meet it: arguments and files in, full text and exit status out, in a folder of its own.

use crate::desk::{BIRDS, Desk, SOURCES};

const ANSWER: &str = "\
How heavy is a wren?

A wren weighs about nine grams.

  │ “nine grams”
  │ Handbook of birds, paragraph 2, sentence 1

Receipt RECEIPT
";

#[test]
fn a_question_gets_its_cited_answer() {
    Desk::new().runs(&["ask", "How heavy is a wren?"]).stdout(ANSWER).stderr("").exits(0);
    Desk::new().runs(&["ask", "how", "heavy", "is", "a", "wren"]).stdout(ANSWER).stderr("").exits(0);
}

#[test]
fn quietly_the_answer_stands_alone() {
    let answer =
        "A wren weighs about nine grams.\n\n  │ “nine grams”\n  │ Handbook of birds, paragraph 2, sentence 1\n";
    Desk::new().runs(&["ask", "--quiet", "How heavy is a wren?"]).stdout(answer).stderr("").exits(0);
}

#[test]
fn what_is_not_covered_is_said_so() {
    let refusal = "\
Not covered

My sources do not seem to cover this, so I will not guess.

I can answer questions on: Birds.

Try other words, or use /topics to see what you can ask.
";
    Desk::new().runs(&["ask", "zebra crossing schedule"]).stdout(refusal).stderr("").exits(1);
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    let answer = "A wren weighs about nine grams.\n\n\u{1b}[2m  │ \u{1b}[0m“nine grams”\n\u{1b}[2m  │ \u{1b}[0mHandbook of birds, paragraph 2, sentence 1\n";
    let arguments = ["ask", "--quiet", "--color", "always", "How heavy is a wren?"];
    Desk::new().knows("NO_COLOR", "1").runs(&arguments).stdout(answer).exits(0);
}

const RESULT: &str = r#"{"question":"How heavy is a wren?","outcome":"answered","answers":[{"part":"How heavy is a wren?","fact":"wren-weight","question":"How heavy is a wren?","answer":"A wren weighs about nine grams.","confidence":1,"lang":"en","citations":[{"source":"handbook","paragraph":2,"sentence":1,"quote":"nine grams"}]}],"suggestions":[],"candidates":[{"fact":"wren-weight","confidence":1}],"receipt":"RECEIPT"}"#;

#[test]
fn a_script_gets_one_object() {
    Desk::new().runs(&["ask", "--json", "How heavy is a wren?"]).stdout(&format!("{RESULT}\n")).exits(0);
}

#[test]
fn every_line_of_a_stream_gets_its_own_object() {
    let long = format!("{{\"q\": \"{}\"}}", "x".repeat(70_000));
    let input = [
        "{\"q\": \"How heavy is a wren?\", \"conversation\": \"a\", \"lang\": \"en\", \"other\": 1}".as_bytes(),
        b"not json",
        b"",
        b"\xFF\xFE",
        long.as_bytes(),
        b"{\"q\": 5}",
        b"{\"q\": \"How heavy is a wren?\"}",
    ]
    .join(&b"\n"[..]);
    let output = [
        RESULT,
        r#"{"error":"line 2: expected ident at column 2; write {\"q\": \"…\"}"}"#,
        r#"{"error":"line 3: the line is empty; write {\"q\": \"…\"}"}"#,
        r#"{"error":"line 4: not UTF-8 text; send the line as UTF-8"}"#,
        r#"{"error":"line 5: longer than 65536 bytes; ask a shorter question"}"#,
        r#"{"error":"line 6: invalid type: integer `5`, expected a string at column 7; write {\"q\": \"…\"}"}"#,
        RESULT,
    ]
    .join("\n");
    Desk::new().reads(input).runs(&["ask", "--jsonl"]).stdout(&(output + "\n")).stderr("").exits(0);
    Desk::new().reads("").runs(&["ask", "--jsonl"]).stdout("").stderr("").exits(0);
}

/// The fact that each line's answer gives, and the fact it was understood from.
fn followed(lines: &[&str]) -> Vec<(Option<String>, Option<String>)> {
    let output = Desk::shipped().reads(lines.join("\n")).runs(&["ask", "--jsonl"]).text();
    let results = output.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("it is JSON"));
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    results.map(|result| (text(&result["answers"][0]["fact"]), text(&result["answers"][0]["follows"]))).collect()
}

#[test]
fn lines_of_one_conversation_follow_each_other() {
    let found = followed(&[
        r#"{"q": "When was the ceremony at U.N. Headquarters?", "conversation": "a"}"#,
        r#"{"q": "Who decided to send the peacekeepers?", "conversation": "b"}"#,
        r#"{"q": "and where?", "conversation": "a"}"#,
        r#"{"q": "and when?", "conversation": "b"}"#,
        r#"{"q": "and where?", "conversation": "c"}"#,
        r#"{"q": "and where?"}"#,
    ]);
    let named = |fact: &str| Some(fact.to_owned());
    let expected = [
        (named("ceremony-date"), None),
        (named("decision-maker"), None),
        (named("ceremony-place"), named("ceremony-date")),
        (named("decision-date"), named("decision-maker")),
        (None, None),
        (None, None),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_conversation_has_a_short_name() {
    let input = format!("{{\"q\": \"How heavy is a wren?\", \"conversation\": \"{}\"}}\n", "x".repeat(101));
    let error = "{\"error\":\"line 1: `conversation` is longer than 100 characters; use a shorter name\"}\n";
    Desk::new().reads(input).runs(&["ask", "--jsonl"]).stdout(error).exits(0);
}

#[test]
fn a_question_that_says_nothing_ends_well() {
    for question in
        ["", "   ", "?!", "\u{202e}\u{200b}", "Z\u{0351}\u{036b}\u{0343}a\u{0300}l\u{0301}go", &"x".repeat(2_000)]
    {
        Desk::new().runs(&["ask", "--", question]).stderr("").exits(1);
    }
}

#[test]
fn a_conversation_goes_on_until_it_is_left() {
    Desk::new()
        .reads("How heavy is a wren?\n\n\u{202e}\n\nexit\nHow heavy is a wren?\n")
        .runs(&["chat", "--quiet"])
        .stderr("")
        .exits(0);
    let spoken = format!("{ANSWER}\nThat line is not readable text. Please type it again.\n{ANSWER}\n");
    let input = [b"How heavy is a wren?\n\xFF\n".as_slice(), b"How heavy is a wren?"].concat();
    Desk::new().reads(input).runs(&["chat"]).stdout(&spoken).stderr("").exits(0);
}

#[test]
fn a_clean_base_has_nothing_to_tell() {
    Desk::new().runs(&["check"]).stdout("No problems in 1 fact, 1 wording, 1 cited sentence.\n").stderr("").exits(0);
    Desk::new().runs(&["check", "--quiet"]).stdout("").stderr("").exits(0);
}

#[test]
fn all_problems_of_all_files_are_told_at_once() {
    let told = "\
config.toml:1: error: this file: unknown key `anser`; did you mean `answer`?
knowledge/10-birds.toml:8: error: fact `wren-weight`: unknown key `keyword`; did you mean `keywords`?
knowledge/20-broken.toml:2:6: error: not TOML: key with no value, expected `=`
knowledge/30-owls.toml:3: error: fact `owl`: `answer` is missing; add answer = \"…\"
knowledge/30-owls.toml:6: error: fact `owl`: `cites` must be a list of tables, [[cites]] or cites = [{ … }], but it is a number
knowledge/sources.toml:4: warning: source `atlas`: no fact cites it; cite it or take it out
5 errors and 1 warning in 1 fact, 1 wording, 1 cited sentence.
";
    Desk::new()
        .file("config.toml", "[anser]\n")
        .file("knowledge/10-birds.toml", format!("{BIRDS}keyword = [\"x\"]\n"))
        .file("knowledge/20-broken.toml", "topic = \"x\"\nthis is not toml\n")
        .file("knowledge/30-owls.toml", "topic = \"Owls\"\n\n[[fact]]\nid = \"owl\"\nquestion = \"Who?\"\ncites = 3\n")
        .file("knowledge/sources.toml", format!("{SOURCES}[[source]]\nid = \"atlas\"\ntitle = \"Atlas\"\n"))
        .runs(&["check"])
        .stdout(told)
        .exits(1);
}

#[test]
fn a_broken_base_is_not_asked() {
    Desk::new()
        .file("knowledge/10-birds.toml", BIRDS.replace("answer", "anwser"))
        .runs(&["ask", "How heavy is a wren?"])
        .stdout("")
        .stderr(
            "knowledge/10-birds.toml:3: error: fact `wren-weight`: `answer` is missing; add answer = \"…\"\n\
             knowledge/10-birds.toml:6: error: fact `wren-weight`: unknown key `anwser`; did you mean `answer`?\n\
             error: put this right first; factdesk check shows everything there is to say\n",
        )
        .exits(2);
}

#[test]
fn a_missing_folder_or_file_is_named() {
    let nothing = "knowledge: error: there is no such folder; factdesk add begins a fact base there, or name another folder with --knowledge DIR or in config.toml\n";
    Desk::empty().runs(&["check"]).stdout("").stderr(nothing).exits(2);
    let empty = "knowledge: error: there is no fact in it yet; factdesk add asks for the first one and writes it\n";
    Desk::empty().file("knowledge/notes.txt", "x").runs(&["check"]).stdout("").stderr(empty).exits(2);
    let asked = "error: knowledge: there is no fact in it yet; factdesk add asks for the first one and writes it\n";
    Desk::empty().file("knowledge/sources.toml", SOURCES).runs(&["ask", "x"]).stdout("").stderr(asked).exits(2);
    let settings = "other.toml: error: the settings can't be read: No such file or directory (os error 2); name another file with --config FILE\n";
    Desk::new().runs(&["check", "--config", "other.toml"]).stdout("").stderr(settings).exits(2);
}

#[test]
fn the_settings_name_the_base_and_the_flag_overrides_them() {
    let moved = || {
        let settings = "[knowledge]\nfolder = \"nowhere\"\n";
        Desk::empty().file("config.toml", settings).file("base/a.toml", BIRDS).file("base/sources.toml", SOURCES)
    };
    moved().runs(&["ask", "--knowledge", "base", "How heavy is a wren?"]).stdout(ANSWER).exits(0);
    moved().file("config.toml", "[knowledge]\nfolder = \"base\"\n").runs(&["ask", "How heavy is a wren?"]).exits(0);
    moved().runs(&["ask", "How heavy is a wren?"]).stdout("").exits(2);
}

#[test]
fn bad_usage_is_told_apart_from_a_bad_answer() {
    for arguments in [&["ask"][..], &["ask", "--jsonl", "x"], &["ask", "--json", "--jsonl"], &["sing"], &[]] {
        Desk::new().runs(arguments).stdout("").exits(2);
    }
    Desk::new().runs(&["--help"]).stderr("").exits(0);
}

#[test]
#[cfg(feature = "discord")]
fn without_a_token_the_bot_says_how_to_get_one() {
    let steps = "\
error: there is no bot token

  1. At https://discord.com/developers/applications choose New Application, then Bot, then Reset Token.
  2. Put the token in the environment as DISCORD_TOKEN, or in a file .env here as DISCORD_TOKEN=…
  3. Run factdesk run again.
";
    Desk::new().runs(&["run"]).stdout("").stderr(steps).exits(2);
    Desk::new().file(".env", "DISCORD_TOKEN=\n").runs(&["run"]).stdout("").stderr(steps).exits(2);
    let with_the_slip = format!("{steps}.env: warning: a line can't be read; write NAME=value on each\n");
    Desk::new().file(".env", "DISCORD_TOKEN abc\n").runs(&["run"]).stdout("").stderr(&with_the_slip).exits(2);
}

#[test]
#[cfg(not(feature = "discord"))]
fn without_discord_the_program_says_how_to_build_it() {
    let message = "error: this factdesk was built without Discord; build it with cargo build --release\n";
    Desk::new().runs(&["run"]).stdout("").stderr(message).exits(2);
}
