//! A message compared with the facts: for each figure, date and name whether the fact it belongs to has the same, has
//! another, or there is none. What is true is not decided here or anywhere.

use super::engine::Engine;
use super::named_items::{Item, ItemKind, items};
use crate::knowledge::{Fact, FactNumber};
use crate::text::{Analysis, AskedKind, EntityKind};

/// What became of the things that a message names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The facts that speak of some of them, in the order of the message.
    pub compared: Vec<Compared>,
    /// The others, as they are written, each once.
    pub uncovered: Vec<String>,
}

/// A fact and what a message says of the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The fact.
    pub fact: FactNumber,
    /// What the message says.
    pub claims: Vec<Claim>,
}

/// A figure, a date or a name that a fact speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// As it is written in the message.
    pub written: String,
    /// Whether the fact has the same; else it has another.
    pub agrees: bool,
}

/// Sentences that are looked at: more is a text to read, not a message to check.
const MAX_SENTENCES: usize = 12;
/// Things that are compared, for the same reason.
const MAX_ITEMS: usize = 24;

impl Engine {
    /// Compares what a message names with the facts.
    #[must_use]
    pub fn compare(&self, message: &str) -> Comparison {
        let mut comparison = Comparison::default();
        let mut n_items = 0;
        for sentence in sentences(message) {
            let analysis = self.analyzer.analyze(sentence);
            let found = items(sentence, &analysis);
            for item in &found {
                n_items += 1;
                if n_items > MAX_ITEMS {
                    return comparison;
                }
                let written = sentence.get(item.span.clone()).unwrap_or_default();
                comparison.take(written, self.verdict_on(item, sentence, &found));
            }
        }
        comparison
    }

    /// The fact that speaks of an item and whether it has the same; `None` where no fact does.
    fn verdict_on(&self, item: &Item, sentence: &str, all: &[Item]) -> Option<(FactNumber, bool)> {
        let asked = format!("{} {}", question_word(item.kind), without(sentence, item, all));
        let thresholds = self.thresholds;
        let about = self.ranked(&asked);
        let as_said = self.ranked(sentence);
        let sure = about.iter().chain(&as_said).filter(|ranked| ranked.confidence.0 >= thresholds.answer_floor);
        let likely = about.first().filter(|ranked| ranked.confidence.0 >= thresholds.suggest_floor);
        let mut speaking = sure.chain(likely).map(|ranked| ranked.fact);
        if let Some(fact) = speaking.find(|number| self.has_same(item, *number)) {
            return Some((fact, true));
        }
        let subject = about.first().filter(|ranked| ranked.confidence.0 >= thresholds.answer_floor)?.fact;
        self.has_another(item.kind, subject).then_some((subject, false))
    }

    fn has_same(&self, item: &Item, number: FactNumber) -> bool {
        self.knowledge()
            .fact(number)
            .is_some_and(|fact| item.stands_in(&self.analyzer.analyze(&stated(fact)), fact.when))
    }

    /// Whether the fact is about a thing of this kind and states one: only then can a message contradict it.
    fn has_another(&self, kind: ItemKind, number: FactNumber) -> bool {
        let Some(fact) = self.knowledge().fact(number) else { return false };
        let asked = self.analyzer.analyze(&fact.question).asked;
        let answer = self.analyzer.analyze(&fact.answer);
        match kind {
            ItemKind::Figure => {
                let is_counted = matches!(
                    asked,
                    Some(AskedKind::HowMany | AskedKind::HowLong | AskedKind::HowFast | AskedKind::Measure)
                );
                is_counted && names_any(&answer, &[EntityKind::Figure])
            }
            ItemKind::Date => {
                let is_dated = asked == Some(AskedKind::When) || fact.when.is_some();
                is_dated && (fact.when.is_some() || names_any(&answer, &[EntityKind::Year, EntityKind::Month]))
            }
            ItemKind::Place => asked == Some(AskedKind::Where) && names_any(&answer, &[EntityKind::Place]),
            ItemKind::Name => asked == Some(AskedKind::Who),
        }
    }
}

impl Comparison {
    fn take(&mut self, written: &str, verdict: Option<(FactNumber, bool)>) {
        let Some((fact, agrees)) = verdict else {
            if self.uncovered.iter().all(|other| other != written) {
                self.uncovered.push(written.to_owned());
            }
            return;
        };
        let claim = Claim { written: written.to_owned(), agrees };
        match self.compared.iter_mut().find(|compared| compared.fact == fact) {
            Some(compared) if compared.claims.contains(&claim) => {}
            Some(compared) => compared.claims.push(claim),
            None => self.compared.push(Compared { fact, claims: vec![claim] }),
        }
    }
}

/// What a fact states, and of what: its answer, the words quoted for it, its question.
fn stated(fact: &Fact) -> String {
    let quotes = fact.cites.iter().filter_map(|cite| cite.quote.as_deref());
    let texts: Vec<&str> = [fact.answer.as_str(), fact.question.as_str()].into_iter().chain(quotes).collect();
    texts.join("\n")
}

fn names_any(text: &Analysis, kinds: &[EntityKind]) -> bool {
    text.mentions.iter().any(|mention| kinds.contains(&mention.entity.kind))
}

/// What asks for a thing of this kind, so that the sentence without it is the question that it answers.
fn question_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Figure => "how many",
        ItemKind::Date => "when",
        ItemKind::Place => "where",
        ItemKind::Name => "who",
    }
}

/// The sentence without the item, and without figures and dates, which a message that is wrong has wrong.
fn without(sentence: &str, item: &Item, all: &[Item]) -> String {
    let is_left_out = |other: &&Item| *other == item || matches!(other.kind, ItemKind::Figure | ItemKind::Date);
    let mut kept = String::with_capacity(sentence.len());
    let mut from = 0;
    for other in all.iter().filter(is_left_out) {
        kept.push_str(sentence.get(from..other.span.start).unwrap_or_default());
        from = other.span.end;
    }
    kept.push_str(sentence.get(from..).unwrap_or_default());
    kept
}

/// The sentences of a message. A full stop after a single capital, as in "U.N.", ends none.
fn sentences(message: &str) -> impl Iterator<Item = &str> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = [' ', ' '];
    for (at, sign) in message.char_indices() {
        let after = message.get(at + sign.len_utf8()..).unwrap_or_default();
        let is_spaced = after.is_empty() || after.starts_with(char::is_whitespace);
        let is_initial = before[1].is_uppercase() && !before[0].is_alphanumeric();
        let is_end = match sign {
            '\n' => true,
            '!' | '?' | ';' => is_spaced,
            '.' => is_spaced && !is_initial,
            _ => false,
        };
        if is_end {
            ends.push(at + sign.len_utf8());
        }
        before = [before[1], sign];
    }
    ends.push(message.len());
    let starts = std::iter::once(0).chain(ends.clone());
    let cut = starts.zip(ends).filter_map(|(start, end)| message.get(start..end));
    cut.map(str::trim).filter(|sentence| !sentence.is_empty()).take(MAX_SENTENCES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_into_its_sentences() {
        let cut: Vec<&str> = sentences("The U.N. sent 139. Was it 4.5?\nYes!").collect();
        assert_eq!(cut, ["The U.N. sent 139.", "Was it 4.5?", "Yes!"]);
        assert_eq!(sentences(&"a. ".repeat(40)).count(), MAX_SENTENCES);
    }
}
