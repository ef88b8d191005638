//! The figures, dates and names in a sentence, as they can be compared with a fact. Whether a fact holds them is decided
//! in `comparison`.

use std::ops::Range;

use smol_str::SmolStr;

use crate::knowledge::Moment;
use crate::text::{Analysis, Commonness, Entity, EntityKind, Mention, Word};

/// The sorts of things that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// A number that counts or measures.
    Figure,
    /// A day, a month or a year.
    Date,
    /// A place or an organization.
    Place,
    /// Any other name, mostly of a person.
    Name,
}

/// Something named in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// What sort of thing it is.
    pub(super) kind: ItemKind,
    /// Its bytes in the sentence.
    pub(super) span: Range<usize>,
    /// What it is made of; empty for a name.
    entities: Vec<Entity>,
    /// The folded words of a name.
    words: Vec<SmolStr>,
}

/// The greatest number that can be a day of a month.
const MOST_DAYS: u64 = 31;
/// Numbers that beside a month are years, though by themselves they may count something.
const EARLY_YEARS: Range<u64> = 1_000..1_900;

/// Everything that a sentence names, in order.
#[must_use]
pub(super) fn items(sentence: &str, analysis: &Analysis) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut rest = analysis.mentions.as_slice();
    while let Some(first) = rest.first() {
        let length = date_length(rest);
        let (run, after) = rest.split_at(length.max(1));
        let kind = match first.entity.kind {
            _ if length > 1 => ItemKind::Date,
            EntityKind::Figure => ItemKind::Figure,
            EntityKind::Year | EntityKind::Month => ItemKind::Date,
            EntityKind::Place => ItemKind::Place,
        };
        found.extend(item(kind, run, analysis));
        rest = after;
    }
    found.extend(names(sentence, analysis));
    found.sort_by_key(|item| item.span.start);
    found
}

/// How many mentions from the first on are one date: "31 December 2024". Without a month neighbours are no date.
fn date_length(mentions: &[Mention]) -> usize {
    let is_part = |mention: &Mention| match mention.entity.kind {
        EntityKind::Month | EntityKind::Year => true,
        EntityKind::Figure => mention.entity.number <= MOST_DAYS || EARLY_YEARS.contains(&mention.entity.number),
        EntityKind::Place => false,
    };
    let neighbours = mentions
        .windows(2)
        .take_while(|pair| matches!(pair, [a, b] if a.words.1 == b.words.0 && is_part(a) && is_part(b)));
    let length = neighbours.count() + 1;
    let has_month = mentions.iter().take(length).any(|mention| mention.entity.kind == EntityKind::Month);
    if has_month { length } else { 1 }
}

fn item(kind: ItemKind, run: &[Mention], analysis: &Analysis) -> Option<Item> {
    let first = analysis.words.get(run.first()?.words.0)?;
    let last = analysis.words.get(run.last()?.words.1.checked_sub(1)?)?;
    let entities = run.iter().map(|mention| mention.entity).collect();
    Some(Item { kind, span: first.span.start..last.span.end, entities, words: Vec::new() })
}

/// Words with a capital that are nothing else, neighbours together. The first word of a sentence always has one, so it
/// counts only as part of a longer name, and a common word there never.
fn names(sentence: &str, analysis: &Analysis) -> Vec<Item> {
    let is_mentioned =
        |at: usize| analysis.mentions.iter().any(|mention| (mention.words.0..mention.words.1).contains(&at));
    let is_part = |at: usize, word: &Word| {
        let letters = sentence.get(word.span.clone()).unwrap_or_default();
        let has_capital = letters.chars().next().is_some_and(char::is_uppercase) && letters.chars().count() > 1;
        has_capital && !is_mentioned(at) && (at > 0 || is_uncommon(word))
    };
    let words: Vec<(bool, usize, &Word)> =
        analysis.words.iter().enumerate().map(|(at, word)| (is_part(at, word), at, word)).collect();
    let runs = words.chunk_by(|(a, ..), (b, _, after)| *a && *b && !after.after_break);
    let named = runs.filter(|run| matches!(run, [(true, at, _), ..] if *at > 0 || run.len() > 1));
    let telling = named.filter(|run| run.iter().any(|(_, _, word)| is_uncommon(word)));
    telling.filter_map(name).collect()
}

fn name(run: &[(bool, usize, &Word)]) -> Option<Item> {
    let ((_, _, first), (_, _, last)) = (run.first()?, run.last()?);
    let words = run.iter().map(|(_, _, word)| word.folded.clone()).collect();
    Some(Item { kind: ItemKind::Name, span: first.span.start..last.span.end, entities: Vec::new(), words })
}

fn is_uncommon(word: &Word) -> bool {
    word.commonness >= Commonness::Generic
}

impl Item {
    /// Whether a text of this analysis, about this moment, names the same.
    #[must_use]
    pub(super) fn stands_in(&self, text: &Analysis, when: Option<Moment>) -> bool {
        let is_named = |entity: &Entity| text.mentions.iter().any(|mention| mention.entity == *entity);
        let is_then = |entity: &Entity| self.kind == ItemKind::Date && when.is_some_and(|when| is_of(entity, when));
        let has_word = |word: &SmolStr| text.words.iter().any(|other| other.folded == *word);
        self.entities.iter().all(|entity| is_named(entity) || is_then(entity)) && self.words.iter().all(has_word)
    }
}

fn is_of(entity: &Entity, when: Moment) -> bool {
    match entity.kind {
        EntityKind::Year => u64::from(when.year) == entity.number,
        EntityKind::Month => when.month.is_some_and(|month| u64::from(month) == entity.number),
        EntityKind::Figure => {
            u64::from(when.year) == entity.number || when.day.is_some_and(|day| u64::from(day) == entity.number)
        }
        EntityKind::Place => false,
    }
}

#[cfg(test)]
mod tests {
    use super::ItemKind::{Date, Figure, Name, Place};
    use super::*;
    use crate::text::Analyzer;

    #[test]
    fn figures_dates_and_names_are_found() {
        let analyzer = Analyzer::english();
        let check = |sentence: &str, expected: &[(ItemKind, &str)]| {
            let found: Vec<(ItemKind, &str)> = items(sentence, &analyzer.analyze(sentence))
                .into_iter()
                .map(|item| (item.kind, &sentence[item.span]))
                .collect();
            assert_eq!(found, expected, "{sentence}");
        };
        check("It had 139 men on 31 December 2024", &[(Figure, "139"), (Date, "31 December 2024")]);
        check("December 31, 2024 was cold", &[(Date, "December 31, 2024")]);
        check("lit in May 1871", &[(Date, "May 1871")]);
        check("in 2024 12 went", &[(Date, "2024"), (Figure, "12")]);
        check(
            "Ida Moen kept it before Per Moen in Norway",
            &[(Name, "Ida Moen"), (Name, "Per Moen"), (Place, "Norway")],
        );
        check("Keepers slept there", &[]);
    }
}
