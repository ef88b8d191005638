//! `factdesk eval` as curators and CI meet it: question files in, full tables and exit status out. Questions are stored
//! wordings or share no word with the base, so that a change of the engine changes no figure.

use factdesk::answer::{N_CELLS, N_SPLITS};
use serde_json::{Value, json};

use crate::desk::{BIRDS, Desk, SOURCES};

const OWLS: &str = "
[[fact]]
id = \"owl-food\"
question = \"What do owls eat?\"
answer = \"Owls eat mice.\"
cites = [{ source = \"handbook\", paragraph = 3, sentence = 1 }]

[[uncovered]]
id = \"songs\"
subject = \"songs\"
asked = [\"which bird sings best\"]
";

/// One right, one wrong, one silent.
const COVERED: &str = r#"{"q": "How heavy is a wren?", "gold": ["p2.s1"], "kind": "plain"}
{"q": "What do owls eat?", "gold": ["p2.s1"], "kind": "plain"}

{"q": "zebra crossing schedule", "gold": ["p2.s1", "p3.s1"], "kind": "odd", "needs": "all"}
"#;

/// One refused, one false answer, one corrected.
const OTHERS: &str = r#"{"q": "zebra crossing", "kind": "offtopic", "why": "about roads", "related": []}
{"q": "What do owls eat?", "kind": "near", "why": "not what they eat", "related": ["p3.s1"]}
{"q": "How heavy is a wren?", "kind": "false-premise", "why": "they are light", "related": ["p2.s1"]}
"#;

const FLOORS: &str = "[eval]\nright = 0.5\nwrong = 0.34\nwordings = 1\n";

fn desk() -> Desk {
    Desk::empty()
        .file("knowledge/birds.toml", format!("{BIRDS}{OWLS}"))
        .file("knowledge/sources.toml", SOURCES)
        .file("covered.jsonl", COVERED)
        .file("others.jsonl", OTHERS)
}

/// The text with every number as 0 where it speaks of mistyped wordings or of time: those change with the engine and
/// the machine.
fn settled(text: &str) -> String {
    let mut is_mistyped = false;
    let settle = |line: &str| {
        is_mistyped = !line.is_empty() && (is_mistyped || line.contains("one letter mistyped (half"));
        let at = if is_mistyped { 0 } else { line.find(" time ").unwrap_or(line.len()) };
        let (kept, unsettled) = line.split_at(at);
        let numbers = unsettled.split(|letter: char| !letter.is_ascii_digit()).filter(|number| !number.is_empty());
        let settled = numbers.fold(unsettled.to_owned(), |text, number| text.replacen(number, "0", 1));
        format!("{kept}{settled}\n")
    };
    text.lines().map(settle).collect()
}

const MEASURES: &str = "\
covered                 questions      right    offered      wrong     silent
  plain                         2     50.0 %      0.0 %     50.0 %      0.0 %
  odd                           1      0.0 %      0.0 %      0.0 %    100.0 %
  all                           3     33.3 %      0.0 %     33.3 %     33.3 %
  2 of them stand in the base word for word and measure nothing

others                  questions  false answer  corrected  suggested    refused
  offtopic                      1         0.0 %      0.0 %      0.0 %    100.0 %
  near                          1       100.0 %      0.0 %      0.0 %      0.0 %
  false-premise                 1         0.0 %    100.0 %      0.0 %      0.0 %
  all                           3        33.3 %     33.3 %      0.0 %     33.3 %
  2 of them stand in the base word for word and measure nothing

Worst misses, 3 of 3

  1  wrong · covered · plain · confidence 1.00
     asked     “What do owls eat?”
     answered  owl-food (p3.s1)
     wanted    p2.s1 (wren-weight)
     why       nearest wording: “What do owls eat?”

  2  false answer · others · near · confidence 1.00
     asked     “What do owls eat?”
     answered  owl-food (p3.s1)
     wanted    no answer: not what they eat
     why       nearest wording: “What do owls eat?”

  3  silent · covered · odd
     asked     “zebra crossing schedule”
     nearest   nothing
     wanted    p2.s1 (wren-weight) and p3.s1 (owl-food)

Reliability             candidates   promised      right     points
  0.0 to 0.1                     0          –          –          –
  0.1 to 0.2                     0          –          –          –
  0.2 to 0.3                     0          –          –          –
  0.3 to 0.4                     0          –          –          –
  0.4 to 0.5                     0          –          –          –
  0.5 to 0.6                     0          –          –          –
  0.6 to 0.7                     0          –          –          –
  0.7 to 0.8                     0          –          –          –
  0.8 to 0.9                     0          –          –          –
  0.9 to 1.0                     4     99.9 %     50.0 %      -49.9
  expected calibration error: 49.9 % over 4 candidates, 49.9 % over 4 answers

Answering from           answered  precision      right  false answer
  0.95                     66.7 %     50.0 %     33.3 %        33.3 %
  0.90                     66.7 %     50.0 %     33.3 %        33.3 %
  0.80                     66.7 %     50.0 %     33.3 %        33.3 %
  0.70                     66.7 %     50.0 %     33.3 %        33.3 %
  0.60, as now             66.7 %     50.0 %     33.3 %        33.3 %
  0.50                     66.7 %     50.0 %     33.3 %        33.3 %
  0.40                     66.7 %     50.0 %     33.3 %        33.3 %
  0.30                     66.7 %     50.0 %     33.3 %        33.3 %
  0.20                     66.7 %     50.0 %     33.3 %        33.3 %
  0.10                     66.7 %     50.0 %     33.3 %        33.3 %
  0.00                     66.7 %     50.0 %     33.3 %        33.3 %
  precision: of the answers · right: of the answerable · false answer: of the others

Wordings of facts       questions      right    offered      wrong     silent
  as stored                     2    100.0 %      0.0 %      0.0 %      0.0 %
  one letter mistyped           2    100.0 %      0.0 %      0.0 %      0.0 %

Wordings of gaps        questions  false answer  corrected  suggested    refused
  as stored                     1         0.0 %      0.0 %      0.0 %    100.0 %
  one letter mistyped           1         0.0 %      0.0 %      0.0 %    100.0 %

Smallest margins to the runner-up, as stored (half reach 0.999)
  +0.999  wren-weight over no other: “How heavy is a wren?”
  +0.999  owl-food over no other: “What do owls eat?”

Smallest margins to the runner-up, one letter mistyped (half reach 0.0)
  +0.0  wren-weight over no other: “How heavy is a rwen?”
  +0.0  owl-food over no other: “What do owsl eat?”

Floors of config.toml       found         asked for
  right                    33.3 %   at least 50.0 %  MISSED by 16.7 points
  wrong                    33.3 %    at most 34.0 %  kept
  wordings                100.0 %  at least 100.0 %  kept
";

#[test]
fn everything_that_was_measured_is_shown() {
    let shown = || desk().file("config.toml", FLOORS).runs(&["eval", "covered.jsonl", "others.jsonl"]);
    assert_eq!(settled(&shown().text()), MEASURES);
    shown().stderr("").exits(1);
}

#[test]
fn quietly_only_missed_floors_are_told() {
    let missed = "\
Floors of config.toml       found        asked for
  right                    33.3 %  at least 50.0 %  MISSED by 16.7 points
";
    let desk = |floors: &str| desk().file("config.toml", floors);
    desk(FLOORS).runs(&["eval", "--quiet", "covered.jsonl"]).stdout(missed).stderr("").exits(1);
    desk("[eval]\nright = 0.3\nfalse_answers = 0\n").runs(&["eval", "--quiet", "covered.jsonl"]).stdout("").exits(0);
    desk("").runs(&["eval", "--quiet", "covered.jsonl"]).stdout("").exits(0);
}

#[test]
fn a_set_that_names_facts_tells_the_best_candidate_and_the_time() {
    let questions = r#"{"q": "How heavy is a wren?", "gold": "wren-weight", "kind": "in"}
{"q": "What do owls eat?", "gold": "wren-weight", "kind": "in"}
{"q": "zebra crossing schedule", "gold": null, "kind": "far"}
"#;
    let shown = desk().file("dev.jsonl", questions).runs(&["eval", "dev.jsonl", "--misses", "0"]).text();
    let expected = "\
dev                     questions      right    offered      wrong     silent
  in                            2     50.0 %      0.0 %     50.0 %      0.0 %

dev, not covered        questions  false answer  corrected  suggested    refused
  far                           1         0.0 %      0.0 %      0.0 %    100.0 %
  best candidate right 50.0 % · AUROC 1.000 · time 0 µs, 0 of 0 within 0 µs
  2 of them stand in the base word for word and measure nothing";
    assert_eq!(settled(&shown).split("\n\nReliability").next(), Some(expected));
}

#[test]
fn a_script_gets_everything_in_one_object() {
    let run = desk().file("config.toml", FLOORS).runs(&["eval", "--json", "covered.jsonl"]).text();
    let object: Value = serde_json::from_str(&run).expect("it is JSON");
    let sets = json!([{
        "set": "covered",
        "kinds": [
            {"kind": "plain", "answerable": 2, "unanswerable": 0, "counts": {"right": 1, "wrong": 1}},
            {"kind": "odd", "answerable": 1, "unanswerable": 0, "counts": {"silent": 1}},
        ],
        "stored_word_for_word": ["How heavy is a wren?", "What do owls eat?"],
    }]);
    assert_eq!(object["sets"], sets);
    let floors = json!([
        {"name": "right", "at": "least", "floor": 0.5, "found": 0.3333, "kept": false},
        {"name": "wrong", "at": "most", "floor": 0.34, "found": 0.3333, "kept": true},
        {"name": "wordings", "at": "least", "floor": 1.0, "found": 1.0, "kept": true},
    ]);
    assert_eq!(object["floors"], floors);
    assert_eq!(object["reliability"]["expected_calibration_error"], json!(0.499));
    assert_eq!(
        object["abstention"][0],
        json!({"from": 0.95, "answered": 0.6667, "precision": 0.5, "right": 0.3333, "false_answers": null})
    );
    assert_eq!(object["wordings"]["counts"], json!({"right": 2, "refused": 1}));
    let wrong = json!({
        "set": "covered", "kind": "plain", "q": "What do owls eat?", "judgement": "wrong", "confidence": 0.999,
        "answers": ["owl-food"], "suggestions": [], "best": "owl-food", "wanted": ["p2.s1"],
    });
    assert_eq!(object["questions"][1], wrong);
    desk().file("config.toml", FLOORS).runs(&["eval", "--json", "covered.jsonl"]).stderr("").exits(1);
}

#[test]
fn what_changed_since_is_told_question_by_question() {
    let old = desk().runs(&["eval", "--json", "covered.jsonl", "others.jsonl"]).text();
    let questions = COVERED.replace("eat?\", \"gold\": [\"p2.s1\"]", "eat?\", \"gold\": [\"p3.s1\"]");
    let questions = questions + "{\"q\": \"What do owls eat\", \"gold\": [\"p3.s1\"], \"kind\": \"new\"}\n";
    let told = "\
covered, points         questions      right    partial    offered      wrong     silent
  plain                         2      +50.0        0.0        0.0      -50.0        0.0
  odd                           1        0.0        0.0        0.0        0.0        0.0
  all                           3      +33.3        0.0        0.0      -33.3        0.0

1 question changed, 1 new, 3 gone
  wrong → right             covered · plain · “What do owls eat?”
";
    let now = || desk().file("old.json", &old).file("covered.jsonl", &questions);
    now().runs(&["eval", "--quiet", "--compare", "old.json", "covered.jsonl"]).stdout(told).stderr("").exits(0);
    let run = now().runs(&["eval", "--json", "--compare", "old.json", "covered.jsonl"]).text();
    let object: Value = serde_json::from_str(&run).expect("it is JSON");
    let changes =
        json!([{"set": "covered", "kind": "plain", "q": "What do owls eat?", "old": "wrong", "new": "right"}]);
    assert_eq!(object["changes"], changes);
}

#[test]
fn what_is_learned_is_printed_as_the_engine_reads_it() {
    let learned = desk().runs(&["--quiet", "eval", "--fit", "covered.jsonl", "others.jsonl"]).text();
    let lines: Vec<usize> = learned.lines().map(|line| line.split(' ').count()).collect();
    assert_eq!(lines.get(..3), Some(&[1, 2, 2][..]), "{learned}");
    assert!(lines.len() > 3 && lines.iter().skip(3).all(|words| *words == 2 * N_SPLITS + N_CELLS), "{learned}");
}

#[test]
fn what_can_not_be_measured_is_told_all_at_once() {
    let told = "\
broken.jsonl:1: error: not JSON: expected ident at column 2; write {\"q\": \"…\", \"gold\": [\"p1.s1\"], \"kind\": \"…\"}
broken.jsonl:2: error: nothing says what answers it; add \"gold\": [\"p1.s1\"], or \"gold\": null where nothing does
broken.jsonl:3: error: no fact has the id `emu`; name the base that has it with --knowledge DIR
gone.jsonl: error: the questions can't be read: No such file or directory (os error 2); name a file with one question a line
error: put this right first; nothing was measured
";
    let broken = "not json\n{\"q\": \"What?\"}\n{\"q\": \"What?\", \"gold\": \"emu\"}\n";
    let arguments = ["eval", "broken.jsonl", "covered.jsonl", "gone.jsonl"];
    desk().file("broken.jsonl", broken).runs(&arguments).stdout("").stderr(told).exits(2);
    let uncited = "odd.jsonl:1: warning: no fact cites p9.s9, so nothing can answer with it\n";
    let odd = "{\"q\": \"What do owls eat?\", \"gold\": [\"p9.s9\"]}\n";
    desk().file("odd.jsonl", odd).runs(&["eval", "--quiet", "odd.jsonl"]).stdout("").stderr(uncited).exits(0);
    let message = "error: covered.jsonl can't be compared with: missing field `questions` at line 1 column 65; name what factdesk eval --json has written\n";
    let arguments = ["eval", "--compare", "covered.jsonl", "covered.jsonl"];
    desk().runs(&arguments).stdout("").stderr(message).exits(2);
    for arguments in
        [&["eval"][..], &["eval", "--fit", "--json", "covered.jsonl"], &["eval", "--misses", "x", "covered.jsonl"]]
    {
        desk().runs(arguments).stdout("").exits(2);
    }
}
