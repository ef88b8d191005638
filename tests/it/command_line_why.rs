//! `ask --why` and `why` as users meet them: the reasons, and the way back from a receipt to its answer.

use factdesk::answer::ENGINE_VERSION;
use factdesk::reply::wording_why;

use crate::desk::{BIRDS, Desk, SOURCES};

const QUESTION: &str = "How heavy is a wren?";
const ANSWER: &str = "\
How heavy is a wren?

A wren weighs about nine grams.

  │ “nine grams”
  │ Handbook of birds, paragraph 2, sentence 1

Receipt RECEIPT
";
const REASONS: &str = "
Why this answer

• I am 99.9 % sure, and that is enough: I answer from 60 % on and suggest from 10 % on.
• The question asks “how far or how big”.
• It is a stored wording of this fact, word for word.
• No other fact came into question.

A receipt does not keep the words of the question, so I cannot say which of them fit.
";
const REFUSAL: &str = "\
Not covered

My sources do not seem to cover this, so I will not guess.

I can answer questions on: Birds.

Try other words, or use /topics to see what you can ask.

Why there is no answer

• No fact has a word of it.

Receipt RECEIPT
";

/// The receipt that a question gets.
fn receipt_of(question: &str) -> String {
    let result = Desk::new().runs(&["ask", "--json", question]).text();
    let result: serde_json::Value = serde_json::from_str(&result).expect("it is JSON");
    result["receipt"].as_str().expect("a receipt").to_owned()
}

#[test]
fn an_answer_comes_with_its_reasons_where_they_are_asked_for() {
    let shown = Desk::new().runs(&["ask", "--why", "how hevy is a wren"]).text();
    for part in ["\n• I am ", "“hevy” read as “heavy”, 1 letter", "• No other fact came into question.\n"] {
        assert!(shown.contains(part), "{part:?} is missing in {shown}");
    }
    Desk::new().runs(&["ask", "--why", "zebra"]).stdout(REFUSAL).stderr("").exits(1);
}

#[test]
fn a_receipt_gives_its_answer_again_with_the_reasons() {
    let receipt = receipt_of(QUESTION);
    let expected = format!("{ANSWER}{REASONS}");
    for code in [&receipt, &format!(" Receipt {} ", receipt.to_uppercase()), &receipt.replace('-', " ")] {
        Desk::new().runs(&["why", code]).stdout(&expected).stderr("").exits(0);
    }
    let spoken = format!("{expected}\n");
    Desk::new().reads(format!("/why {receipt}")).runs(&["chat"]).stdout(&spoken).stderr("").exits(0);
}

#[test]
fn the_receipt_of_a_refusal_says_that_nothing_was_answered() {
    let receipt = receipt_of("zebra");
    assert!(receipt.starts_with("none-"), "{receipt}");
    Desk::new().runs(&["why", &receipt]).stdout(REFUSAL).stderr("").exits(0);
}

#[test]
fn a_question_asked_again_gives_the_same_receipt_or_another() {
    let receipt = receipt_of(QUESTION);
    let reasons = "
Why this answer

• I am 99.9 % sure, and that is enough: I answer from 60 % on and suggest from 10 % on.
• Words that fit, each with its weight in the question: “heavy” (43 %), “wren” (43 %).
• The question asks “how far or how big”.
• It is a stored wording of this fact, word for word.
• No other fact came into question.
";
    let same = format!("Asked again, the question gives the same receipt.\n\n{ANSWER}{reasons}");
    Desk::new().runs(&["why", &receipt, "How", "heavy", "is a wren?"]).stdout(&same).stderr("").exits(0);
    let another = Desk::new().runs(&["why", &receipt, "zebra"]);
    let text = another.text();
    assert!(text.starts_with(&format!("Asked again, the question gives another receipt: {}.\n", receipt_of("zebra"))));
    Desk::new().runs(&["why", &receipt, "zebra"]).exits(1);
}

#[test]
fn another_base_says_which_revision_is_needed() {
    let receipt = receipt_of(QUESTION);
    let needed = receipt.split('-').nth(1).expect("the revision").to_owned();
    let changed = || {
        let birds = BIRDS.replace("nine grams.", "ten grams.");
        Desk::empty().file("knowledge/10-birds.toml", birds).file("knowledge/sources.toml", SOURCES)
    };
    let result = changed().runs(&["ask", "--json", QUESTION]).text();
    let result: serde_json::Value = serde_json::from_str(&result).expect("it is JSON");
    let present = result["receipt"].as_str().and_then(|code| code.split('-').nth(1)).expect("the revision").to_owned();
    let told = format!(
        "\
I cannot show that answer again

This receipt needs revision {needed} of the facts. Here is revision {present}.

The fact “How heavy is a wren?” is still there, but its text may have changed.
"
    );
    changed().runs(&["why", &receipt]).stdout(&told).stderr("").exits(1);
    changed().runs(&["why", &receipt, QUESTION]).stdout(&told).stderr("").exits(1);
    let object = format!(
        r#"{{"error":"This receipt needs revision {needed} of the facts. Here is revision {present}. The fact “How heavy is a wren?” is still there, but its text may have changed.","receipt":"RECEIPT","needed":{{"revision":"{needed}","engine":{ENGINE_VERSION}}},"present":{{"revision":"{present}","engine":{ENGINE_VERSION}}}}}"#
    );
    changed().runs(&["why", "--json", &receipt]).stdout(&format!("{object}\n")).stderr("").exits(1);
}

const OBJECT: &str = r#"{"question":null,"outcome":"answered","answers":[{"part":null,"fact":"wren-weight","question":"How heavy is a wren?","answer":"A wren weighs about nine grams.","confidence":1,"lang":"en","citations":[{"source":"handbook","paragraph":2,"sentence":1,"quote":"nine grams"}]}],"suggestions":[],"candidates":[{"fact":"wren-weight","confidence":1}],"receipt":"RECEIPT","why":[{"part":null,"outcome":"answered","matched":[],"unexplained":[],"asked_for":"how far or how big","other_kind":false,"nearest_wording":"How heavy is a wren?","is_stored_wording":true,"too_general":false,"absent_subject":null,"runner_up":null,"answer_floor":0.6,"suggest_floor":0.1}]}"#;

#[test]
fn a_script_gets_one_object() {
    let receipt = receipt_of(QUESTION);
    Desk::new().runs(&["why", "--json", &receipt]).stdout(&format!("{OBJECT}\n")).stderr("").exits(0);
    let again = Desk::new().runs(&["why", "--json", &receipt, QUESTION]).text();
    assert!(again.contains("\"same_receipt\":true,\"why\":[{\"part\":\"How heavy is a wren?\""), "{again}");
}

#[test]
fn what_is_no_receipt_is_bad_usage() {
    let look = wording_why::A_RECEIPT;
    let unlike =
        |code: &str| format!("error: “{code}” is not a receipt; take the code from below an answer, such as {look}\n");
    Desk::new().runs(&["why", "wren"]).stdout("").stderr(&unlike("wren")).exits(2);
    Desk::new().runs(&["why", "\u{1b}[31m"]).stdout("").stderr(&unlike("\u{fffd}[31m")).exits(2);
    let slip = look.replace('d', "e");
    let miscopied = format!(
        "error: the receipt “{slip}” has a slip in it: its last digit, which checks the others, does not fit; copy it \
         again, it looks like {look}\n"
    );
    Desk::new().runs(&["why", &slip]).stdout("").stderr(&miscopied).exits(2);
    Desk::new().runs(&["why"]).stdout("").exits(2);
}
