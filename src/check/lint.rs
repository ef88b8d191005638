//! The rules for the texts of a base that could be read: lengths against Discord's limits, stray characters, sources
//! nobody cites. Whether the files are well formed is told by `knowledge::load`.

use std::path::Path;

use crate::knowledge::{Fact, FactPlaces, Loaded, Origin, Place, Position, Problem, Source};
use crate::reply::limits::{BUTTON_LABEL, CHOICE_VALUE, EMBED_DESCRIPTION, EMBED_FIELD_NAME, EMBED_TITLE, FACT_ID};

use super::duplicates::duplicate_wordings;

/// The longest quote, in words: a quote points at a sentence and never stands for it.
pub const MAX_QUOTE_WORDS: usize = 12;

/// The rule about characters that nobody meant to write.
const TEXTS: &str = "text";
/// The rule about texts that are too long.
const LENGTHS: &str = "length";

/// The longest answer, in UTF-16 units: five of them with their citations share one message, and who has to scroll has
/// not been answered.
const MAX_ANSWER: usize = 1_000;

/// Everything questionable in a base, sorted by file and line.
#[must_use]
pub fn lint(loaded: &Loaded) -> Vec<Problem> {
    let knowledge = &loaded.knowledge;
    let mut problems = duplicate_wordings(loaded);
    for (fact, places) in knowledge.facts.iter().zip(&loaded.places.facts) {
        let subject = Subject { file: &fact.origin.file, name: format!("fact `{}`", fact.id) };
        problems.extend(texts_of_fact(&subject, fact, places));
        problems.extend(lengths(&subject, fact, places));
        problems.extend(related_to_itself(&subject, fact, loaded));
    }
    for (source, place) in knowledge.sources.iter().zip(&loaded.places.sources) {
        problems.extend(source_problems(source, &place.origin, &knowledge.facts));
    }
    problems.extend(texts_beside_facts(loaded));
    problems.extend(topic_titles(loaded));
    problems.sort();
    problems
}

/// Whose text it is and where it stands.
struct Subject<'base> {
    file: &'base Path,
    name: String,
}

impl Subject<'_> {
    /// Characters that nobody meant to write.
    fn text(&self, at: impl Into<Place>, key: &str, text: &str) -> Option<Problem> {
        let at = at.into();
        let name = &self.name;
        let may_have_lines = key == "answer";
        let stray = text.chars().find(|&letter| is_stray(letter) && !(may_have_lines && letter == '\n'));
        if let Some(letter) = stray {
            let message =
                format!("{name}: `{key}` holds the control character {}; take it out", letter.escape_unicode());
            return Some(Problem::error(self.file, at, message).of_rule(TEXTS));
        }
        let message = format!("{name}: `{key}` begins or ends with a blank; take it out");
        (text.trim() != text).then(|| Problem::warning(self.file, at, message).of_rule(TEXTS))
    }

    fn too_long(&self, at: impl Into<Place>, key: &str, text: &str, most: usize, reason: &str) -> Option<Problem> {
        let length = length(text);
        let name = &self.name;
        let message = format!("{name}: `{key}` has {length} characters; {reason} holds {most}, so shorten it");
        (length > most).then(|| Problem::error(self.file, at, message).of_rule(LENGTHS))
    }
}

fn texts_of_fact(subject: &Subject<'_>, fact: &Fact, places: &FactPlaces) -> Vec<Problem> {
    let single =
        [(places.question, "question", fact.question.as_str()), (places.answer, "answer", fact.answer.as_str())];
    let quotes = places.cites.iter().zip(&fact.cites);
    let quotes = quotes.filter_map(|(places, citation)| Some((places.quote, "quote", citation.quote.as_deref()?)));
    let lists = listed("also_asked", &places.also_asked, &fact.also_asked);
    let lists = lists.chain(listed("keywords", &places.keywords, &fact.keywords));
    let texts = single.into_iter().chain(lists).chain(quotes);
    texts.filter_map(|(at, key, text)| subject.text(at, key, text)).collect()
}

fn listed<'base>(
    key: &'static str,
    places: &'base [Position],
    texts: &'base [String],
) -> impl Iterator<Item = (Position, &'static str, &'base str)> {
    places.iter().zip(texts).map(move |(&at, text)| (at, key, text.as_str()))
}

fn lengths(subject: &Subject<'_>, fact: &Fact, places: &FactPlaces) -> Vec<Problem> {
    let question = length(&fact.question);
    let mut problems = Vec::new();
    problems.extend(subject.too_long(places.id, "id", &fact.id, FACT_ID, "a button in Discord"));
    // Stricter than the 256 of a card's title: a choice of the autocompletion sends the question back as its value.
    problems.extend(subject.too_long(
        places.question,
        "question",
        &fact.question,
        CHOICE_VALUE.min(EMBED_TITLE),
        "a choice in Discord",
    ));
    if (BUTTON_LABEL + 1..=CHOICE_VALUE).contains(&question) {
        let name = &subject.name;
        let message = format!(
            "{name}: `question` has {question} characters; a button holds {BUTTON_LABEL} and will show it cut, so shorten it"
        );
        problems.push(Problem::warning(subject.file, places.question, message).of_rule(LENGTHS));
    }
    // Stricter than the 4,096 of one card: a message with several questions is answered by as many cards, within 6,000.
    let most = MAX_ANSWER.min(EMBED_DESCRIPTION);
    problems.extend(subject.too_long(places.answer, "answer", &fact.answer, most, "an answer among others in Discord"));
    for (places, citation) in places.cites.iter().zip(&fact.cites) {
        let words = citation.quote.as_deref().map_or(0, |quote| quote.split_whitespace().count());
        if words > MAX_QUOTE_WORDS {
            let name = &subject.name;
            let message =
                format!("{name}: the quote has {words} words, at most {MAX_QUOTE_WORDS} are quoted; shorten it");
            problems.push(Problem::error(subject.file, places.quote, message).of_rule(LENGTHS));
        }
    }
    problems
}

fn related_to_itself(subject: &Subject<'_>, fact: &Fact, loaded: &Loaded) -> Option<Problem> {
    let names_itself =
        fact.related.iter().filter_map(|&number| loaded.knowledge.fact(number)).any(|other| other == fact);
    let message = format!("{}: `related` names the fact itself; take it out", subject.name);
    names_itself.then(|| Problem::error(subject.file, &fact.origin, message))
}

fn source_problems(source: &Source, place: &Origin, facts: &[Fact]) -> Vec<Problem> {
    let subject = Subject { file: &place.file, name: format!("source `{}`", source.id) };
    let optional = [("credit", &source.credit), ("date", &source.date), ("url", &source.url)];
    let optional = optional.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
    let texts = std::iter::once(("title", source.title.as_str())).chain(optional);
    let mut problems: Vec<Problem> = texts.filter_map(|(key, text)| subject.text(place, key, text)).collect();
    problems.extend(subject.too_long(place, "title", &source.title, EMBED_TITLE, "a heading in Discord"));
    if !facts.iter().flat_map(|fact| &fact.cites).any(|citation| citation.source == source.id) {
        let message = format!("{}: no fact cites it; cite it or take it out", subject.name);
        problems.push(Problem::warning(&place.file, place, message));
    }
    problems
}

fn texts_beside_facts(loaded: &Loaded) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (synonym, places) in loaded.knowledge.synonyms.iter().zip(&loaded.places.synonyms) {
        let subject = Subject { file: &synonym.origin.file, name: "synonym".to_owned() };
        let words = listed("words", places, &synonym.words);
        problems.extend(words.filter_map(|(at, key, word)| subject.text(at, key, word)));
    }
    for (uncovered, places) in loaded.knowledge.uncovered.iter().zip(&loaded.places.uncovered) {
        let subject = Subject { file: &uncovered.origin.file, name: format!("uncovered `{}`", uncovered.id) };
        problems.extend(subject.text(places.subject, "subject", &uncovered.subject));
        let asked = listed("asked", &places.asked, &uncovered.asked);
        let texts = asked.chain(listed("keywords", &places.keywords, &uncovered.keywords));
        problems.extend(texts.filter_map(|(at, key, text)| subject.text(at, key, text)));
    }
    problems
}

/// A topic has no line of its own: its first fact tells the file.
fn topic_titles(loaded: &Loaded) -> Vec<Problem> {
    let titles = loaded.knowledge.topics.iter().enumerate();
    let placed = titles.filter_map(|(index, topic)| {
        let fact = loaded.knowledge.facts.iter().find(|fact| fact.topic == index)?;
        Some((&topic.title, &fact.origin.file))
    });
    let check = |(title, file): (&String, &std::path::PathBuf)| {
        let subject = Subject { file, name: "this file".to_owned() };
        let too_long = subject.too_long(1, "topic", title, EMBED_FIELD_NAME, "a heading in Discord");
        [too_long, subject.text(1, "topic", title)]
    };
    placed.flat_map(check).flatten().collect()
}

/// Counted as Discord's strictest counting does: in UTF-16 code units.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Control characters, and the marks that turn the direction of writing.
fn is_stray(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::from_texts;

    const SOURCES: (&str, &str) = ("sources.toml", "[[source]]\nid = \"s\"\ntitle = \"The source\"\n");

    fn fact(id: &str, question: &str, more: &str) -> String {
        let cites = "[{ source = \"s\", paragraph = 1, sentence = 1 }]";
        format!("[[fact]]\nid = \"{id}\"\nquestion = \"{question}\"\nanswer = \"It is.\"\n{more}\ncites = {cites}\n")
    }

    fn check(facts: &[String], problems: &[&str]) {
        let text = format!("topic = \"Birds\"\n{}", facts.concat());
        let loaded = from_texts(&[("a.toml", &text), SOURCES]);
        assert_eq!(loaded.problems, []);
        let found: Vec<String> = lint(&loaded).iter().map(ToString::to_string).collect();
        assert_eq!(found, problems, "{text}");
    }

    #[test]
    fn a_single_wording_without_keywords_is_fine() {
        check(&[fact("wren", "Who is small?", "")], &[]);
    }

    #[test]
    fn a_wording_leads_to_one_fact_only() {
        check(
            &[
                fact("wren", "Who is small?", "also_asked = [\n\"small bird\",\n\"Small, bird!\"]"),
                fact("owl", "who is  SMALL", ""),
            ],
            &[
                "a.toml:8:1: warning: fact `wren`: “Small, bird!” stands there twice (first on line 7); once is enough",
                "a.toml:12:12: error: fact `owl`: “who is  SMALL” already leads to fact `wren` (a.toml:4); keep it in one of them",
            ],
        );
    }

    #[test]
    fn an_uncovered_subject_and_a_fact_dont_share_a_wording() {
        check(
            &[
                fact("wren", "Who is small?", ""),
                "[[uncovered]]\nid = \"size\"\nsubject = \"sizes\"\nasked = [\"Who is small\"]\n".to_owned(),
            ],
            &[
                "a.toml:11:10: error: uncovered `size`: “Who is small” already leads to fact `wren` (a.toml:4); keep it in one of them",
            ],
        );
    }

    #[test]
    fn a_question_fits_a_button_and_a_choice() {
        check(&[fact("wren", &"é".repeat(80), "")], &[]);
        check(
            &[fact("wren", &"é".repeat(81), "")],
            &[
                "a.toml:4:12: warning: fact `wren`: `question` has 81 characters; a button holds 80 and will show it cut, so shorten it",
            ],
        );
        check(
            &[fact("wren", &"😀".repeat(51), "")],
            &[
                "a.toml:4:12: error: fact `wren`: `question` has 102 characters; a choice in Discord holds 100, so shorten it",
            ],
        );
    }

    #[test]
    fn stray_characters_and_blanks_are_told() {
        check(
            &[fact("wren", " Who?", "keywords = [\"a\", \"\\u0007\", \"\\u202Ex\"]\nrelated = [\"wren\"]")],
            &[
                "a.toml:2:1: error: fact `wren`: `related` names the fact itself; take it out",
                "a.toml:4:12: warning: fact `wren`: `question` begins or ends with a blank; take it out",
                "a.toml:6:18: error: fact `wren`: `keywords` holds the control character \\u{7}; take it out",
                "a.toml:6:28: error: fact `wren`: `keywords` holds the control character \\u{202e}; take it out",
            ],
        );
    }

    #[test]
    fn a_quote_is_short_and_a_source_is_cited() {
        let text = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Who?\"\nanswer = \"It.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 1, quote = \"1 2 3 4 5 6 7 8 9 10 11 12 13\" }]\n[[source]]\nid = \"t\"\ntitle = \"Other\"\n";
        let found = lint(&from_texts(&[("a.toml", text), SOURCES]));
        assert_eq!(
            found.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "a.toml:6:63: error: fact `wren`: the quote has 13 words, at most 12 are quoted; shorten it",
                "a.toml:7:1: warning: source `t`: no fact cites it; cite it or take it out",
            ]
        );
    }
}
