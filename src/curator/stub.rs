//! A gap as a fact to fill in: what people asked is there already, what only a curator can write is empty.

use std::fmt::Write as _;

use super::toml_record::quoted;
use super::whereabouts::propose_id;
use crate::journal::{Gap, date, on_one_line};
use crate::knowledge::Knowledge;

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
        quoted(&propose_id(question, knowledge)),
        quoted(question),
        also_asked.join(", "),
        quoted(source),
    );
    text
}
