//! `--why`: the reasons of an outcome for somebody who tends the base.

use super::result_json::verdict_name;
use super::terminal::{Look, harmless};
use crate::answer::{MatchKind, Outcome, Part, WordMatch};
use crate::knowledge::Knowledge;

/// Stands before every line but the heading.
const INDENT: &str = "  ";

/// The reasons, part by part.
pub(super) fn explain(outcome: &Outcome, knowledge: &Knowledge, look: &Look) -> String {
    let parts = outcome.parts.iter().map(|part| explain_part(part, knowledge, look));
    parts.collect::<Vec<_>>().join("\n")
}

fn explain_part(part: &Part, knowledge: &Knowledge, look: &Look) -> String {
    let heading = format!("Why “{}” is {}", harmless(&part.text), verdict_name(part.verdict));
    let mut lines: Vec<String> = look.wrap(&heading, "").iter().map(|line| look.bold(line)).collect();
    let why = &part.why;
    let mut tell = |name: &str, value: String| {
        if !value.is_empty() {
            lines.extend(look.hang(&format!("{name}: {value}"), INDENT, &INDENT.repeat(2)));
        }
    };
    tell("matched", why.matched.iter().map(word_match).collect::<Vec<_>>().join(", "));
    tell("not explained", why.unexplained.join(", "));
    tell("asked for", why.asked_for.unwrap_or_default().to_owned());
    let follows = why.follows.and_then(|number| knowledge.fact(number));
    tell("understood from the last answer", follows.map(|fact| fact.id.clone()).unwrap_or_default());
    tell("nearest wording", why.nearest_wording.as_ref().map(|wording| format!("“{wording}”")).unwrap_or_default());
    let named = part.candidates.iter().filter_map(|ranked| {
        let fact = knowledge.fact(ranked.fact)?;
        Some(format!("{} {:.3}", fact.id, ranked.confidence.0))
    });
    tell("candidates", named.collect::<Vec<_>>().join(", "));
    tell("thresholds", format!("answer from {:.3}, suggest from {:.3}", why.answer_floor, why.suggest_floor));
    lines.join("\n") + "\n"
}

/// "golen → golan (1 letter forgiven, 34 %)"
fn word_match(word: &WordMatch) -> String {
    let share = (word.share * 100.0).round();
    let how = match word.by {
        MatchKind::Word => String::new(),
        MatchKind::Synonym => "synonym, ".to_owned(),
        MatchKind::Typo(1) => "1 letter forgiven, ".to_owned(),
        MatchKind::Typo(letters) => format!("{letters} letters forgiven, "),
    };
    format!("{} → {} ({how}{share} %)", word.written, word.taken_for)
}
