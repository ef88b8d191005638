//! The rule that wordings of two facts differ in more than a word's order, a light word, a letter or what stands around
//! them: nobody could tell which of the two is meant. Equal wordings are the business of `duplicates`.

use std::collections::{BTreeMap, HashMap};

use crate::knowledge::{Loaded, Problem};
use crate::text::{Commonness, Word};

use super::duplicates::WORDINGS;
use super::stored_wordings::{StoredWording, StoredWordings};

/// Fewer words leave too little that is alike.
const LEAST_WORDS: usize = 3;
/// Two words in another order are still the same two words.
const LEAST_REORDERED: usize = 2;
/// Words with fewer letters become others by one.
const LEAST_LETTERS: usize = 5;
/// Words that are left out of the comparison: they change nothing.
const ARTICLES: [&str; 3] = ["a", "an", "the"];
/// Light words that change everything.
const TURNING: [&str; 24] = [
    "no", "not", "nor", "without", "before", "after", "until", "since", "else", "other", "who", "whom", "whose",
    "what", "when", "where", "which", "why", "how", "many", "much", "under", "from", "to",
];

/// Words around a question that only ask.
const ASKING: [&str; 10] =
    ["tell", "know", "explain", "question", "ask", "asking", "want", "curious", "wondering", "remind"];

/// How many light words may stand around a wording without changing it.
const MOST_AROUND: usize = 5;

/// A wording's words as they are compared.
type Spelled<'base> = Vec<&'base str>;

/// Wordings of two facts that are all but the same; one problem for each such pair of facts and wording.
pub(super) fn near_duplicates(loaded: &Loaded, wordings: &StoredWordings<'_>) -> Vec<Problem> {
    let spelled: Vec<Spelled<'_>> = wordings.all.iter().map(|wording| compared(wording)).collect();
    let mut pairs: BTreeMap<(usize, usize), &'static str> = BTreeMap::new();
    let found = reordered(&spelled).chain(one_word_apart(&spelled, wordings));
    for (first, second, how) in found.chain(wrapped(&spelled, wordings)) {
        let is_other_fact = |(a, b): (&StoredWording<'_>, &StoredWording<'_>)| a.fact != b.fact;
        if wordings.all.get(first).zip(wordings.all.get(second)).is_some_and(is_other_fact) {
            pairs.entry((first.min(second), first.max(second))).or_insert(how);
        }
    }
    let found = pairs.into_iter();
    found
        .filter_map(|((first, second), how)| problem(loaded, wordings.all.get(first)?, wordings.all.get(second)?, how))
        .collect()
}

fn compared<'base>(wording: &'base StoredWording<'_>) -> Spelled<'base> {
    let matters = |word: &&Word| !ARTICLES.contains(&word.folded.as_str());
    wording.analysis.words.iter().filter(matters).map(|word| word.folded.as_str()).collect()
}

/// Pairs with the same words in whatever order.
fn reordered<'base>(spelled: &[Spelled<'base>]) -> impl Iterator<Item = (usize, usize, &'static str)> + use<'base> {
    let mut by_words: HashMap<Spelled<'base>, Vec<usize>> = HashMap::new();
    for (number, words) in spelled.iter().enumerate().filter(|(_, words)| words.len() >= LEAST_REORDERED) {
        let mut words = words.clone();
        words.sort_unstable();
        by_words.entry(words).or_default().push(number);
    }
    by_words.into_values().flat_map(|numbers| {
        let pairs = numbers.iter().zip(numbers.iter().skip(1)).map(|(&a, &b)| (a, b, "has the same words as"));
        pairs.collect::<Vec<_>>()
    })
}

/// Pairs of which one is the other with light words before or behind it: "can you tell me …", "… please".
fn wrapped(
    spelled: &[Spelled<'_>],
    wordings: &StoredWordings<'_>,
) -> impl Iterator<Item = (usize, usize, &'static str)> + use<> {
    let mut whole: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (number, words) in spelled.iter().enumerate().filter(|(_, words)| words.len() > LEAST_WORDS) {
        whole.entry(words).or_default().push(number);
    }
    let mut pairs = Vec::new();
    for (number, words) in spelled.iter().enumerate() {
        for cut in 1..=MOST_AROUND.min(words.len()) {
            let (lead, rest) = words.split_at(cut);
            let (front, tail) = words.split_at(words.len() - cut);
            for (around, inner) in [(lead, rest), (tail, front)] {
                let others = whole.get(inner).into_iter().flatten();
                let is_around = around.iter().all(|word| says_nothing(word, wordings.all.get(number)));
                pairs.extend(others.filter(|_| is_around).map(|&other| (number, other, "says no more than")));
            }
        }
    }
    pairs.into_iter()
}

/// Pairs of which one has a light word more, or one letter otherwise.
fn one_word_apart(
    spelled: &[Spelled<'_>],
    wordings: &StoredWordings<'_>,
) -> impl Iterator<Item = (usize, usize, &'static str)> + use<> {
    let mut whole: HashMap<&[&str], Vec<usize>> = HashMap::new();
    let mut shortened: HashMap<(Spelled<'_>, usize), Vec<usize>> = HashMap::new();
    for (number, words) in spelled.iter().enumerate().filter(|(_, words)| words.len() >= LEAST_WORDS) {
        whole.entry(words).or_default().push(number);
        for at in 0..words.len() {
            shortened.entry((without(words, at), at)).or_default().push(number);
        }
    }
    let mut pairs = Vec::new();
    for ((rest, at), numbers) in &shortened {
        let word = |number: usize| spelled.get(number).and_then(|words| words.get(*at)).copied().unwrap_or_default();
        for &number in numbers.iter().filter(|&&number| is_light(word(number), wordings.all.get(number))) {
            let same = whole.get(rest.as_slice()).into_iter().flatten();
            pairs.extend(same.map(|&other| (number, other, "says no more than")));
        }
        for (first, second) in numbers.iter().zip(numbers.iter().skip(1)) {
            if is_one_letter_apart(word(*first), word(*second)) {
                pairs.push((*first, *second, "is a letter away from"));
            }
        }
    }
    pairs.into_iter()
}

fn without<'base>(words: &[&'base str], at: usize) -> Spelled<'base> {
    words.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| *word).collect()
}

fn is_light(folded: &str, wording: Option<&StoredWording<'_>>) -> bool {
    let word = wording.and_then(|wording| wording.analysis.words.iter().find(|word| word.folded == folded));
    word.is_some_and(|word| word.commonness == Commonness::Function) && !TURNING.contains(&folded)
}

/// Whether a word around a wording adds nothing to it.
fn says_nothing(folded: &str, wording: Option<&StoredWording<'_>>) -> bool {
    let word = wording.and_then(|wording| wording.analysis.words.iter().find(|word| word.folded == folded));
    let is_light = word.is_some_and(|word| word.commonness <= Commonness::Filler);
    (is_light || ASKING.contains(&folded)) && !TURNING.contains(&folded)
}

fn is_one_letter_apart(word: &str, other: &str) -> bool {
    word != other
        && word.chars().count().min(other.chars().count()) >= LEAST_LETTERS
        && strsim::osa_distance(word, other) == 1
}

fn problem(loaded: &Loaded, first: &StoredWording<'_>, second: &StoredWording<'_>, how: &str) -> Option<Problem> {
    let facts = &loaded.knowledge.facts;
    let (owner, other) = (&facts.get(second.fact)?.id, &facts.get(first.fact)?.id);
    let (text, of_other, place) = (second.text, first.text, &first.place);
    let message = format!(
        "fact `{owner}`: “{text}” {how} “{of_other}” of fact `{other}` ({place}); keep it in one of them or say what tells them apart"
    );
    Some(Problem::error(&second.place.file, &second.place, message).of_rule(WORDINGS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::from_texts;
    use crate::text::Analyzer;

    /// What is said of a wording of one fact beside another wording of another fact.
    fn check(first: &str, second: &str, expected: Option<&str>) {
        let fact = |id: &str, asked: &str| {
            format!(
                "[[fact]]\nid = \"{id}\"\nquestion = \"{asked}\"\nanswer = \"A.\"\ncites = [{{ source = \"s\", paragraph = 1, sentence = 1 }}]\n"
            )
        };
        let loaded = from_texts(&[("a.toml", &format!("{}{}", fact("wren", first), fact("owl", second)))]);
        let found = near_duplicates(&loaded, &StoredWordings::of(&loaded, &Analyzer::english()));
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        let message = |how: &str| {
            format!(
                "a.toml:8:12: error: fact `owl`: “{second}” {how} “{first}” of fact `wren` (a.toml:3); keep it in one of them or say what tells them apart"
            )
        };
        assert_eq!(told, expected.map(message).into_iter().collect::<Vec<_>>(), "{first} / {second}");
    }

    #[test]
    fn wordings_of_two_facts_differ_in_something_that_tells() {
        check("who lit the tower lamp", "the tower lamp who lit", Some("has the same words as"));
        check("who lit the tower lamp", "who lit that tower lamp", Some("says no more than"));
        check("who lit the tower lamp", "can you tell me who lit the tower lamp", Some("says no more than"));
        check("who lit the tower lamp", "who lit the tovwer lamp", Some("is a letter away from"));
        check("who lit the tower lamp", "when lit the tower lamp", None);
        check("was the lamp lit before noon", "was the lamp lit after noon", None);
        check("who lit the tower lamp", "who lit the tower", None);
        check("lamp height", "height lamp", Some("has the same words as"));
        check("tower lamp", "that tower lamp", None);
    }
}
