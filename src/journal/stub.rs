//! A gap as a fact to fill in: what people asked is there already, what only a curator can write is empty.

use std::fmt::Write as _;

use super::date::date;
use super::gaps::Gap;
use crate::knowledge::Knowledge;

/// The longest id that is proposed, in characters: a few words.
const MAX_ID_CHARS: usize = 40;
/// How many wordings are taken along; more would hardly differ.
const MAX_WORDINGS: usize = 8;

/// The fact in TOML, ready to be pasted into a topic's file.
#[must_use]
pub fn stub(gap: &Gap, knowledge: &Knowledge) -> String {
    let wordings: Vec<String> = gap.asked.iter().take(MAX_WORDINGS).map(|asked| on_one_line(&asked.question)).collect();
    let (question, others) = wordings.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let times = if gap.count == 1 { "once".to_owned() } else { format!("{} times", gap.count) };
    let mut text = format!("# Asked {times} in vain, last on {}.\n", date(gap.last));
    let nearest = gap.nearest.and_then(|(fact, score)| Some((&knowledge.fact(fact)?.id, score)));
    if let Some((fact, score)) = nearest {
        // Writing into a String can't fail, here and below.
        let _ = writeln!(text, "# The nearest fact is {fact}, at {:.2}.", score.0);
    }
    if let Some(subject) = gap.absent.and_then(|number| knowledge.uncovered.get(number)) {
        let _ = writeln!(text, "# The base says that its sources are silent about it: take `{}` out then.", subject.id);
    }
    let also_asked: Vec<String> = others.iter().map(|wording| quoted(wording)).collect();
    let source = knowledge.sources.first().map_or("", |source| source.id.as_str());
    let _ = write!(
        text,
        "[[fact]]\n\
         id = {}\n\
         question = {}\n\
         answer = \"\"  # your own words, understandable without the question\n\
         also_asked = [{}]\n\
         keywords = []\n\
         cites = [{{ source = {}, paragraph = 0, sentence = 0 }}]  # add quote = \"…\": at most 12 words, verbatim\n",
        quoted(&free_id(question, knowledge)),
        quoted(question),
        also_asked.join(", "),
        quoted(source),
    );
    text
}

/// An id from the question's words that no fact has.
fn free_id(question: &str, knowledge: &Knowledge) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' };
    let plain: String = question.chars().filter(|letter| !['\'', '’'].contains(letter)).map(letter).collect();
    let mut id = String::new();
    for word in plain.split_whitespace() {
        if id.len() + 1 + word.len() > MAX_ID_CHARS {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    if id.is_empty() {
        "new-fact".clone_into(&mut id);
    }
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut all = std::iter::once(id.clone()).chain(numbered);
    all.find(|id| knowledge.find(id).is_none()).unwrap_or(id)
}

/// The words without anything that breaks a line or steers a terminal.
pub(super) fn on_one_line(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as a basic string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
