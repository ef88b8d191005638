//! The questions that `factdesk eval` saw go wrong, each with what was said, what was wanted and why. How bad a miss is
//! was decided in `check`.

use super::columns::{counted, cut};
use super::terminal::{Look, harmless};
use crate::check::{Evaluation, Given, Gold, Judged, Wanted};
use crate::knowledge::{Fact, Knowledge};

/// Room for the number of a miss, in columns.
const NUMBER_WIDTH: usize = 5;
/// Where the texts begin that stand beside a name such as "answered", in columns.
const INDENT_WIDTH: usize = 15;
/// Of a longer question only the beginning is shown, in columns.
const LONGEST_QUESTION: usize = 200;
/// How many facts are named for one wanted sentence; the first ones tell where to look.
const N_NAMED: usize = 3;

/// The worst misses, at most so many of them.
pub(super) fn draw_misses(evaluation: &Evaluation, most: usize, knowledge: &Knowledge, look: &Look) -> Vec<String> {
    let misses = evaluation.misses();
    let shown = misses.iter().take(most).zip(1..);
    let blocks: Vec<String> =
        shown.map(|((set, judged), number)| draw_miss(set, judged, number, knowledge, look)).collect();
    if blocks.is_empty() {
        return Vec::new();
    }
    let heading = format!("Worst misses, {} of {}", counted(blocks.len()), counted(misses.len()));
    std::iter::once(look.bold(&heading) + "\n").chain(blocks).collect()
}

fn draw_miss(set: &str, judged: &Judged, number: usize, knowledge: &Knowledge, look: &Look) -> String {
    let confidence = judged.best.or(judged.top).map(|best| format!(" · confidence {:.2}", best.confidence));
    let heading = format!(
        "{number:3}  {} · {set} · {}{}",
        judged.judgement.name(),
        judged.question.kind,
        confidence.unwrap_or_default()
    );
    let (name, said) = said(judged, knowledge);
    let asked = format!("“{}”", cut(&judged.question.text, LONGEST_QUESTION));
    let facts = [("asked", asked), (name, said), ("wanted", wanted(&judged.question.wanted, knowledge))];
    let facts = facts.into_iter().flat_map(|(name, value)| told(name, &value, look));
    let why = why(judged);
    let why = (!why.is_empty()).then(|| told("why", &cut(&why, look.width.saturating_sub(INDENT_WIDTH)), look));
    let heading = look.bold(&cut(&heading, look.width));
    std::iter::once(heading).chain(facts).chain(why.into_iter().flatten()).map(|line| line + "\n").collect()
}

/// A name and what there is to tell, wrapped beside it.
fn told(name: &str, value: &str, look: &Look) -> Vec<String> {
    let indent = " ".repeat(INDENT_WIDTH);
    let mut lines = look.hang(value, &indent, &indent);
    if let Some(first) = lines.first_mut() {
        let name = format!("{}{name}", " ".repeat(NUMBER_WIDTH));
        let value = first.split_off(name.len().min(first.len()));
        *first = look.dim(&name) + &value;
    }
    lines
}

/// What was answered or offered or came nearest.
fn said(judged: &Judged, knowledge: &Knowledge) -> (&'static str, String) {
    let facts = |given: &[Given], tell: fn(&Fact) -> String| {
        let told = given.iter().filter_map(|given| knowledge.fact(given.fact)).map(tell);
        told.collect::<Vec<_>>().join(", ")
    };
    let by_id = |fact: &Fact| fact.id.clone();
    if !judged.answers.is_empty() {
        return ("answered", facts(&judged.answers, with_places));
    }
    if !judged.suggestions.is_empty() {
        return ("offered", facts(&judged.suggestions, by_id));
    }
    match judged.top {
        Some(top) => ("nearest", facts(&[top], with_places)),
        None => ("nearest", "nothing".to_owned()),
    }
}

/// "contingent-size (p1.s1)"
fn with_places(fact: &Fact) -> String {
    let place = |cite: &crate::knowledge::Citation| {
        Gold::Sentence { paragraph: cite.paragraph, sentence: cite.sentence }.to_string()
    };
    format!("{} ({})", fact.id, fact.cites.iter().map(place).collect::<Vec<_>>().join(", "))
}

fn wanted(wanted: &Wanted, knowledge: &Knowledge) -> String {
    match wanted {
        Wanted::Nothing { why: Some(why), .. } => format!("no answer: {why}"),
        Wanted::Nothing { why: None, .. } => "no answer".to_owned(),
        Wanted::Answer { golds, needs_all } => {
            let joiner = if *needs_all { " and " } else { " or " };
            golds.iter().map(|gold| wanted_gold(gold, knowledge)).collect::<Vec<_>>().join(joiner)
        }
    }
}

/// "p1.s1 (contingent-size, …)"
fn wanted_gold(gold: &Gold, knowledge: &Knowledge) -> String {
    let Gold::Sentence { .. } = gold else { return gold.to_string() };
    let ids: Vec<&str> =
        knowledge.facts.iter().filter(|fact| gold.is_met_by(fact)).map(|fact| fact.id.as_str()).collect();
    let more = if ids.len() > N_NAMED { ", …" } else { "" };
    let named = ids.into_iter().take(N_NAMED).collect::<Vec<_>>().join(", ");
    format!("{gold} ({named}{more})")
}

/// What the best candidate leaves unexplained, and the wording it was found by.
fn why(judged: &Judged) -> String {
    let unexplained = judged.why.unexplained.join(", ");
    let unexplained = (!unexplained.is_empty()).then(|| format!("not explained: {unexplained}"));
    let nearest =
        judged.why.nearest_wording.as_ref().map(|wording| format!("nearest wording: “{}”", harmless(wording)));
    unexplained.into_iter().chain(nearest).collect::<Vec<_>>().join(" · ")
}
