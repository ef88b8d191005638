//! What a text states to the letter: figures, dates, ordinals and words of quantity. They may be written otherwise than
//! in the source, "thirty-nine" for 39, but never be others.

use crate::text::{Analysis, Commonness, EntityKind, Word};

/// Something stated to the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Detail {
    /// The same for every way of writing it: "139", "2025-02", "month 2", "#1", "dozen".
    pub(super) key: String,
    /// Positions of its words, first and one past the last.
    pub(super) words: (usize, usize),
    /// Whether it counts what is named behind it.
    pub(super) counts: bool,
}

/// Ordinals in words, from the first on.
const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Words that count or divide without a figure, each with the key it shares with its other forms.
const QUANTITIES: [(&str, &str); 22] = [
    ("dozen", "dozen"),
    ("dozens", "dozen"),
    ("score", "score"),
    ("scores", "score"),
    ("thousands", "1000"),
    ("million", "million"),
    ("millions", "million"),
    ("billion", "billion"),
    ("billions", "billion"),
    ("trillion", "trillion"),
    ("percent", "percent"),
    ("half", "half"),
    ("halves", "half"),
    ("quarter", "quarter"),
    ("quarters", "quarter"),
    ("twice", "twice"),
    ("double", "twice"),
    ("doubled", "twice"),
    ("thrice", "thrice"),
    ("triple", "thrice"),
    ("tripled", "thrice"),
    ("single", "1"),
];

/// Behind "one" these make it a pronoun: "one of the goals", "one that helps".
const AFTER_A_PRONOUN: [&str; 9] = ["of", "that", "which", "who", "whose", "day", "another", "can", "is"];

/// How far behind a figure stands what it counts, in words.
pub(super) const REACH: usize = 3;

/// Everything that a text states to the letter, in order.
pub(super) fn details(analysis: &Analysis) -> Vec<Detail> {
    let mut details = Vec::new();
    for mention in &analysis.mentions {
        let (key, counts) = match mention.entity.kind {
            EntityKind::Figure => (mention.entity.number.to_string(), true),
            EntityKind::Year => (mention.entity.number.to_string(), false),
            EntityKind::Month => (format!("month {}", mention.entity.number), false),
            EntityKind::Place => continue,
        };
        details.push(Detail { key, words: mention.words, counts });
    }
    details.extend(months_with_year(analysis));
    let words = analysis.words.iter().enumerate();
    details.extend(words.filter_map(|(at, word)| {
        let (key, counts) = worded(&analysis.words, at, word)?;
        Some(Detail { key, words: (at, at + 1), counts })
    }));
    details.sort_by_key(|detail| (detail.words.0, std::cmp::Reverse(detail.words.1)));
    details
}

/// "February 2025" and "February 3, 2025" state more than a month and a year by themselves.
fn months_with_year(analysis: &Analysis) -> impl Iterator<Item = Detail> + '_ {
    /// How many words from a month its year stands, at most: a day may stand between.
    const YEAR_WITHIN: usize = 2;
    let of_kind = |kind| analysis.mentions.iter().filter(move |mention| mention.entity.kind == kind);
    of_kind(EntityKind::Month).filter_map(move |month| {
        let is_near = |start: usize| start >= month.words.1 && start - month.words.1 < YEAR_WITHIN;
        let year = of_kind(EntityKind::Year).find(|year| is_near(year.words.0))?;
        let key = format!("{}-{:02}", year.entity.number, month.entity.number);
        Some(Detail { key, words: (month.words.0, year.words.1), counts: false })
    })
}

/// The key of a word that states an amount or a rank without figures.
fn worded(words: &[Word], at: usize, word: &Word) -> Option<(String, bool)> {
    if word.number.is_some() {
        return None;
    }
    let folded = word.folded.as_str();
    if let Some(rank) = ORDINALS.iter().position(|ordinal| *ordinal == folded) {
        return Some((format!("#{}", rank + 1), false));
    }
    let ranks = ["st", "nd", "rd", "th"].into_iter().filter_map(|end| folded.strip_suffix(end));
    if let Some(rank) = ranks.into_iter().find(|rank| rank.parse::<u32>().is_ok()) {
        return Some((format!("#{rank}"), false));
    }
    if folded == "one" {
        let next = words.get(at + 1).filter(|next| !next.after_break && next.number.is_none())?;
        let is_pronoun = AFTER_A_PRONOUN.contains(&next.folded.as_str());
        return (!is_pronoun).then(|| ("1".to_owned(), true));
    }
    let known = QUANTITIES.iter().find(|(quantity, _)| *quantity == folded);
    known.map(|(_, key)| ((*key).to_owned(), false))
}

/// Positions of what a figure counts: the telling words right behind it in its clause.
pub(super) fn counted(analysis: &Analysis, detail: &Detail) -> Vec<usize> {
    let behind = analysis.words.iter().enumerate().skip(detail.words.1).take(REACH);
    let in_clause = behind.take_while(|(_, word)| !word.after_break && word.number.is_none() && word.folded != "and");
    let telling = in_clause.filter(|(_, word)| detail.counts && word.commonness >= Commonness::Generic);
    telling.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    #[test]
    fn figures_dates_ordinals_and_quantities_are_found() {
        let analyzer = Analyzer::english();
        let check = |text: &str, keys: &[&str]| {
            let analysis = analyzer.analyze(text);
            let found: Vec<String> = details(&analysis).into_iter().map(|detail| detail.key).collect();
            assert_eq!(found, keys, "{text}");
        };
        check("one hundred and thirty-nine Soldiers and four officers", &["139", "4"]);
        check("in February 2025, not in Dec.", &["2025-02", "month 2", "2025", "month 12"]);
        check("on February 3, 2025", &["2025-02", "month 2", "3", "2025"]);
        check("the first, the 2nd and the twelfth", &["#1", "#2", "#12"]);
        check("dozens of rotations, one of the goals, one fighter", &["dozen", "1"]);
        check("a force of thousands", &["1000"]);
    }

    #[test]
    fn a_figure_counts_what_stands_behind_it() {
        let analyzer = Analyzer::english();
        let check = |text: &str, stems: &[&str]| {
            let analysis = analyzer.analyze(text);
            let found = details(&analysis);
            let words = found.first().map(|detail| counted(&analysis, detail)).unwrap_or_default();
            let words: Vec<&str> = words.iter().map(|&at| analysis.words[at].stem.as_str()).collect();
            assert_eq!(words, stems, "{text}");
        };
        check("139 Soldiers and four staff officers", &["soldier"]);
        check("200 pieces of unexploded ordnance", &["unexplod"]);
        check("in 2024 Soldiers", &[]);
    }
}
