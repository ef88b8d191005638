//! What a text names that can't be exchanged for something else: figures, years, months, and places or organizations
//! from a built-in list. A question about 500 soldiers or about Nepal is not answered by 139 or by Kazakhstan. Whether a
//! fact states them is decided in `search`.

use rustc_hash::FxHashMap as HashMap;
use smol_str::SmolStr;

use super::analyzer::Word;
use super::tokenize::tokenize;

/// Something named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity {
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// Which one: the figure, the year, the month from 1, or the place's position in the list.
    pub number: u64,
}

/// The sorts of things that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A number that counts or measures.
    Figure,
    /// A year of the common era.
    Year,
    /// A month.
    Month,
    /// A place or an organization.
    Place,
}

/// Something named, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub entity: Entity,
    /// Positions of its words, first and one past the last.
    pub words: (usize, usize),
}

/// One place a line: its name and its other names.
const PLACES: &str = include_str!("english/places.txt");

/// Numbers of four digits in this range are read as years.
const YEARS: std::ops::RangeInclusive<u64> = 1700..=2099;

/// Full and short names of the months, in order.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Months whose names are also common words; they count only beside a year, a day or a preposition of time.
const DOUBTFUL_MONTHS: [&str; 3] = ["march", "mar", "may"];

/// The names of places, ready for look-up.
#[derive(Debug)]
pub(super) struct Gazetteer {
    /// For the first word of each name the names that begin so, the longest first, with the position of the place.
    names: HashMap<SmolStr, Vec<(Vec<SmolStr>, u64)>>,
}

impl Gazetteer {
    /// Reads the list that is part of the program.
    #[must_use]
    pub(super) fn english() -> Self {
        let mut names: HashMap<SmolStr, Vec<(Vec<SmolStr>, u64)>> = HashMap::default();
        for (line, number) in PLACES.lines().zip(0..) {
            for name in line.split(',') {
                let words: Vec<SmolStr> = tokenize(name).into_iter().map(|token| token.folded).collect();
                if let Some(first) = words.first() {
                    names.entry(first.clone()).or_default().push((words, number));
                }
            }
        }
        for list in names.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { names }
    }

    /// Whether a folded word that is no figure may begin the name of a place or be a month.
    #[must_use]
    pub(super) fn may_begin(&self, folded: &str) -> bool {
        self.names.contains_key(folded) || MONTHS.iter().any(|names| names.contains(&folded))
    }

    /// Everything that a text names, in order.
    #[must_use]
    pub(super) fn mentions(&self, words: &[Word]) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let place = if word.may_name { self.place_at(&words[at..]) } else { None };
            let found = place.or_else(|| date_or_figure(words, at, word).map(|entity| (entity, 1)));
            let length = found.map_or(1, |(_, length)| length);
            mentions.extend(found.map(|(entity, length)| Mention { entity, words: (at, at + length) }));
            at += length;
        }
        mentions
    }

    fn place_at(&self, words: &[Word]) -> Option<(Entity, usize)> {
        let names = self.names.get(&words.first()?.folded)?;
        let (name, number) = names.iter().find(|(name, _)| {
            name.len() <= words.len() && name.iter().zip(words).all(|(part, word)| *part == word.folded)
        })?;
        Some((Entity { kind: EntityKind::Place, number: *number }, name.len()))
    }
}

fn date_or_figure(words: &[Word], at: usize, word: &Word) -> Option<Entity> {
    if let Some(number) = word.number {
        let kind = if YEARS.contains(&number) { EntityKind::Year } else { EntityKind::Figure };
        return Some(Entity { kind, number });
    }
    if !word.may_name {
        return None;
    }
    let month = MONTHS.iter().position(|names| names.contains(&word.folded.as_str()))?;
    let is_doubtful = DOUBTFUL_MONTHS.contains(&word.folded.as_str()) && !stands_in_a_date(words, at);
    (!is_doubtful).then_some(Entity { kind: EntityKind::Month, number: month as u64 + 1 })
}

fn stands_in_a_date(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let after = words.get(at + 1);
    let is_number = |word: Option<&Word>| word.is_some_and(|word| word.number.is_some());
    let prepositions = ["in", "since", "during", "until", "till", "by", "last", "early", "late", "mid"];
    is_number(before) || is_number(after) || before.is_some_and(|word| prepositions.contains(&word.folded.as_str()))
}

impl Entity {
    /// The thing as it is read aloud: "139", "2024", "December"; `None` for a place, which has many names.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match self.kind {
            EntityKind::Figure | EntityKind::Year => Some(self.number.to_string()),
            EntityKind::Month => {
                let names = MONTHS.get(usize::try_from(self.number).ok()?.checked_sub(1)?)?;
                let mut letters = names.first()?.chars();
                letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
            }
            EntityKind::Place => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EntityKind;
    use super::EntityKind::{Figure, Month, Place, Year};
    use crate::text::Analyzer;

    #[test]
    fn figures_dates_and_places_are_found() {
        let analyzer = Analyzer::english();
        let check = |text: &str, expected: &[(EntityKind, &str)]| {
            let analysis = analyzer.analyze(text);
            let written = |words: (usize, usize)| {
                let words: Vec<&str> =
                    analysis.words[words.0..words.1].iter().map(|word| word.folded.as_str()).collect();
                words.join(" ")
            };
            let found: Vec<(EntityKind, String)> =
                analysis.mentions.iter().map(|mention| (mention.entity.kind, written(mention.words))).collect();
            let expected: Vec<(EntityKind, String)> =
                expected.iter().map(|(kind, name)| (*kind, (*name).to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("were 500 sent in 2023?", &[(Figure, "500"), (Year, "2023")]);
        check("one hundred and thirty-nine in Feb. 2025", &[(Figure, "139"), (Month, "feb"), (Year, "2025")]);
        check("may they march in may", &[(Month, "may")]);
        check("Nepalese troops in South Sudan", &[(Place, "nepalese"), (Place, "south sudan")]);
        check("did Sudan ask NATO", &[(Place, "sudan"), (Place, "nato")]);
        check("the one", &[]);
    }

    #[test]
    fn names_of_one_place_are_one() {
        let analyzer = Analyzer::english();
        let entities = |text: &str| -> Vec<super::Entity> {
            analyzer.analyze(text).mentions.iter().map(|mention| mention.entity).collect()
        };
        assert_eq!(entities("Kazakh"), entities("Kazakhstan's"));
        assert_eq!(entities("Côte d'Ivoire"), entities("ivory coast"));
        assert_ne!(entities("Sudan"), entities("South Sudan"));
    }
}
