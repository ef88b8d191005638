//! `factdesk journal`, as a curator meets it: questions asked in the terminal, and what the journal tells of them.

use std::path::Path;

use tempfile::TempDir;

use crate::desk::{Desk, Ran, SOURCES};

/// A desk with a folder for its state that outlives a run.
struct Curator {
    state: TempDir,
}

impl Curator {
    fn new() -> Self {
        Self { state: TempDir::new().expect("a folder for the test") }
    }

    fn desk(&self) -> Desk {
        let gap = "[[uncovered]]\nid = \"food\"\nsubject = \"what birds eat\"\nasked = [\"What does a wren eat?\"]\n";
        let desk = Desk::new().file("knowledge/30-gaps.toml", gap);
        desk.knows("STATE_DIRECTORY", self.state.path().to_str().expect("a plain name"))
    }

    fn runs(&self, arguments: &[&str]) -> Ran {
        self.desk().runs(arguments)
    }

    fn asks(&self, questions: &[&str]) -> &Self {
        for question in questions {
            self.runs(&["ask", "--quiet", question]);
        }
        self
    }

    fn file(&self) -> String {
        self.state.path().join("journal.sqlite").display().to_string()
    }
}

/// The text with every date by one name.
fn without_dates(text: &str) -> String {
    let is_date = |word: &str| word.len() == 10 && word.split('-').map(str::len).eq([4, 2, 2]);
    let words = text.split_inclusive([' ', '\n', ',', '.']);
    let plain = words.map(|word| {
        let bare = word.trim_end_matches([' ', '\n', ',', '.']);
        if is_date(bare) { word.replacen(bare, "DATE", 1) } else { word.to_owned() }
    });
    plain.collect()
}

/// The text with every score by one name: they change with the engine.
fn without_scores(text: &str) -> String {
    let is_score = |word: &str| word.starts_with("0.") || word.starts_with("1.");
    let words = text.split_inclusive([' ', '\n']);
    let plain = words.map(|word| {
        let bare = word.trim_end_matches([' ', '\n']);
        if is_score(bare) { word.replacen(bare, "SCORE", 1) } else { word.to_owned() }
    });
    plain.collect()
}

#[test]
fn an_empty_journal_says_so_and_is_not_made() {
    let curator = Curator::new();
    let nothing = format!(
        "Questions                  7 days     in all\n  all                           0          0\n\n\
         Votes: 0 helpful, 0 not.\nWords are kept for 30 days: of 0 now.\nNothing is recorded yet in {}.\n",
        curator.file()
    );
    let unwrapped = |text: &str| text.replace('\n', " ");
    let told = curator.runs(&["journal", "stats"]).text();
    assert_eq!(unwrapped(&told), unwrapped(&nothing));
    curator.runs(&["journal", "unanswered"]).stdout("\nNothing that is kept in words was asked in vain.\n").exits(0);
    curator.runs(&["journal", "feedback"]).stdout("Nobody has voted yet.\n").exits(0);
    let none = "No wording was tried in vain before an answer.\n";
    curator.runs(&["journal", "suggestions"]).stdout(none).exits(0);
    let all = "Every correction has reached the messages it concerns.\n";
    curator.runs(&["journal", "corrections"]).stdout(all).exits(0);
    curator.runs(&["journal", "export"]).stdout("").exits(0);
    assert!(!Path::new(&curator.file()).exists());
    let unknown = "error: nothing in the list has the number 7; see factdesk journal unanswered\n";
    curator.runs(&["journal", "stub", "7"]).stdout("").stderr(unknown).exits(2);
}

#[test]
fn without_a_folder_the_journal_says_where_to_name_one() {
    let message = "error: no folder is known for the journal; name its file in config.toml, [journal] file\n";
    Desk::new().runs(&["journal", "stats"]).stdout("").stderr(message).exits(2);
    Desk::new().runs(&["ask", "How heavy is a wren?"]).stderr("").exits(0);
}

#[test]
fn what_was_asked_in_vain_becomes_a_fact() {
    let curator = Curator::new();
    curator.asks(&[
        "how long do owls live",
        "How heavy is a wren?",
        "How long does an owl live?",
        "What does a wren eat?",
        "hello",
    ]);
    let list = "\
Asked in vain

  #1    2 times    how long do owls live
                   offered wren-weight at SCORE · last DATE
                   also: How long does an owl live?

  #4    once       What does a wren eat?
                   the sources are known to be silent about what birds eat · nearest
                   wren-weight at SCORE · last DATE

factdesk journal stub 1 prints the first as a fact to fill in.
";
    let told = without_dates(&curator.runs(&["journal", "unanswered"]).text());
    assert_eq!(without_scores(&told), list);
    let stub = curator.runs(&["journal", "stub", "3"]).text();
    let expected = "\
# Asked 2 times in vain, last on DATE.
# The nearest fact is wren-weight, at SCORE
[[fact]]
id = \"owls\"
question = \"how long do owls live\"
answer = \"\"  # your own words, understandable without the question
also_asked = [\"How long does an owl live?\"]
keywords = []
cites = [{ source = \"handbook\", paragraph = 0, sentence = 0 }]  # add quote = \"…\": at most 12 words, verbatim
";
    assert_eq!(without_scores(&without_dates(&stub)), expected);
    let filled = stub
        .replace("answer = \"\"", "answer = \"Owls live for about ten years.\"")
        .replace("paragraph = 0, sentence = 0", "paragraph = 3, sentence = 1");
    let desk = || curator.desk().file("knowledge/20-owls.toml", format!("topic = \"Owls\"\n\n{filled}"));
    desk().runs(&["check", "--quiet"]).stdout("").stderr("").exits(0);
    let rest = desk().runs(&["journal", "unanswered"]).text();
    assert!(
        !rest.contains("owl") && rest.contains("What does a wren eat?"),
        "what is filled is listed no more: {rest}"
    );
}

#[test]
fn strange_words_in_a_stub_stay_words() {
    let curator = Curator::new();
    curator.asks(&["which \"owls\" \\ are\n\u{1b}[31mred ] = [[fact]] # or not"]);
    let stub = curator.runs(&["journal", "stub", "1"]).text();
    let question = r#"question = "which \"owls\" \\ are [31mred ] = [[fact]] # or not""#;
    assert!(stub.lines().any(|line| line == question), "{stub}");
    let list = curator.runs(&["journal", "unanswered"]).text();
    assert!(!list.contains('\u{1b}'), "{list:?}");
}

#[test]
fn a_conversation_suggests_a_wording_and_the_curator_accepts_it() {
    let curator = Curator::new();
    let talk = "what does a wren tip the scales at\nHow heavy is a wren?\n";
    curator.desk().reads(talk).runs(&["chat", "--quiet"]).exits(0);
    let list = "\
Tried in vain before an answer

  #1    once       what does a wren tip the scales at
                   then answered by wren-weight: How heavy is a wren?
                   last DATE

Only you can tell whether the fact answers it: factdesk journal suggestions accept 1
prints the command that adds it, dismiss 1 says no. Neither is listed again.
";
    assert_eq!(without_dates(&curator.runs(&["journal", "suggestions"]).text()), list);
    let command = "factdesk add --to wren-weight --also-asked='what does a wren tip the scales at'\n";
    curator.runs(&["journal", "suggestions", "accept", "1"]).stdout(command).exits(0);
    let named = format!("factdesk add --knowledge='knowledge' {}", command.trim_start_matches("factdesk add "));
    curator.runs(&["journal", "suggestions", "accept", "1", "--knowledge", "knowledge"]).stdout(&named).exits(0);
    let mut typed = curator.desk();
    typed.run(&["add", "--to", "wren-weight", "--also-asked=what does a wren tip the scales at"]).stderr("").exits(0);
    let accepted = typed.read("knowledge/10-birds.toml");
    let desk = || curator.desk().file("knowledge/10-birds.toml", &accepted);
    desk().runs(&["check", "--quiet"]).stdout("").exits(0);
    let none = "No wording was tried in vain before an answer.\n";
    desk().runs(&["journal", "suggestions"]).stdout(none).exits(0);
}

#[test]
fn what_a_curator_has_said_no_to_stays_away() {
    let curator = Curator::new();
    let asks = |wording: &str| {
        let talk = format!("{wording}\nHow heavy is a wren?\n");
        curator.desk().reads(talk).runs(&["chat", "--quiet"]).exits(0);
    };
    let (no, yes) = ("what does a wren tip the scales at", "wren mass in ounces please");
    asks(no);
    asks(yes);
    let dismissed = format!("“{no}” is suggested for wren-weight no more.\n");
    curator.runs(&["journal", "suggestions", "dismiss", "1"]).stdout(&dismissed).stderr("").exits(0);
    asks("What does a wren tip the scales at?");
    let list = curator.runs(&["journal", "suggestions"]).text();
    assert!(!list.contains("scales") && list.contains(yes), "{list}");
    // What was accepted is handled too, and can be printed again.
    let id = list.split_once('#').and_then(|(_, rest)| rest.split_once(' ')).expect("it has a number").0;
    let pasted = curator.runs(&["journal", "suggestions", "accept", id]).text();
    assert!(pasted.contains(yes), "{pasted}");
    let none = "No wording was tried in vain before an answer.\n";
    curator.runs(&["journal", "suggestions"]).stdout(none).exits(0);
    curator.runs(&["journal", "suggestions", "accept", id]).stdout(&pasted).exits(0);
    let unknown = "error: nothing in the list has the number 99; see factdesk journal suggestions\n";
    curator.runs(&["journal", "suggestions", "dismiss", "99"]).stdout("").stderr(unknown).exits(2);
}

#[test]
fn scripts_read_the_same_as_json() {
    let curator = Curator::new();
    let lines = "{\"q\": \"How heavy is a wren?\"}\n{\"q\": \"how long do owls live\"}\n";
    curator.desk().reads(lines).runs(&["ask", "--jsonl"]).exits(0);
    let object = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&curator.runs(arguments).text()).expect("it is JSON")
    };
    let statistics = object(&["journal", "stats", "--json"]);
    let two = serde_json::json!({"last_7_days": 2, "all": 2});
    assert_eq!((&statistics["questions"], &statistics["doors"]["script"]), (&two, &two));
    assert_eq!((&statistics["with_words"], &statistics["lost"]), (&2.into(), &0.into()));
    let unanswered = object(&["journal", "unanswered", "--json"]);
    assert_eq!(unanswered["gaps"][0]["questions"][0]["question"], "how long do owls live");
    let records = curator.runs(&["journal", "export"]).text();
    let doors: Vec<serde_json::Value> = records
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("it is JSON")["door"].clone())
        .collect();
    assert_eq!(doors, ["script", "script"]);
    for list in ["feedback", "suggestions", "corrections"] {
        assert!(object(&["journal", list, "--json"]).is_object());
    }
}

#[test]
fn a_purge_says_what_is_gone() {
    let curator = Curator::new();
    curator.asks(&["how long do owls live"]);
    let nothing = "0 questions, 0 votes and what is known of 0 messages are gone for good.\n";
    curator.runs(&["journal", "purge", "--older-than", "1"]).stdout(nothing).exits(0);
    let all = "1 question, 0 votes and what is known of 0 messages are gone for good.\n";
    curator.runs(&["journal", "purge"]).stdout(all).exits(0);
}

#[test]
fn the_terminal_is_recorded_only_where_the_settings_say_so() {
    let curator = Curator::new();
    let desk = |settings: &str| curator.desk().file("config.toml", settings);
    desk("[journal]\nterminal = false\n").runs(&["ask", "how long do owls live"]).exits(1);
    assert!(!Path::new(&curator.file()).exists());
    desk("[journal]\nretention_days = 0\n").runs(&["ask", "how long do owls live"]).exits(1);
    let told = curator.runs(&["journal", "unanswered"]).text();
    let expected =
        "\nNothing that is kept in words was asked in vain. 1 question more in vain where no words\nare kept.\n";
    assert_eq!(told, expected);
}

#[test]
fn a_journal_that_can_not_be_written_costs_the_terminal_nothing() {
    let curator = Curator::new();
    let file = |text: &str| {
        curator.desk().file("config.toml", "[journal]\nfile = \"kept/journal.sqlite\"\n").file("kept", text)
    };
    file("no folder").runs(&["ask", "--quiet", "How heavy is a wren?"]).stderr("").exits(0);
    let broken = || {
        let settings = "[journal]\nfile = \"knowledge/sources.toml\"\n";
        curator.desk().file("config.toml", settings).file("knowledge/sources.toml", SOURCES)
    };
    broken().runs(&["ask", "--quiet", "How heavy is a wren?"]).stderr("").exits(0);
    let told = "error: knowledge/sources.toml: the journal can't be used: file is not a database; see that the file is a \
                journal, that it can be written and that the disk has room\n";
    broken().runs(&["journal", "stats"]).stdout("").stderr(told).exits(2);
}
