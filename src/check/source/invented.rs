//! The gate for everything else that an answer tells: each telling word of it stands in the cited sentences, by stem, by
//! synonym or by a related word, or leads to the fact as a word of its question or keywords. It can't judge what the words
//! say together, but a clause that nobody wrote in the source seldom gets by with the source's words.

use crate::knowledge::Problem;
use crate::text::{Commonness, Word};

use super::detail::details;
use super::fingerprint::SentencePrint;
use super::held_fact::{HeldFact, Said};
use super::statement::Statement;

/// The rule's name.
const RULE: &str = "clause";

/// Words by which a desk tells what its source says, and verbs so light that they say nothing without their object.
const FRAME: &str = include_str!("frame_words.txt");

/// Words that turn a statement round.
const NEGATIONS: [&str; 11] =
    ["not", "no", "never", "without", "nor", "neither", "none", "nobody", "nothing", "cannot", "dont"];
/// "The article gives no date" says something of the article, not of its subject.
const TELLING_OF_THE_SOURCE: [&str; 5] = ["gives", "names", "says", "mentions", "tells"];

/// Words for an order in time, with those that may say the same in the source.
const ORDERS: [(&[&str], &[&str]); 2] = [
    (
        &["before", "previously", "earlier", "beforehand"],
        &["before", "previously", "prior", "earlier", "beforehand", "ago", "until", "preceding", "already"],
    ),
    (
        &["after", "afterwards", "later"],
        &["after", "afterwards", "later", "upon", "since", "following", "followed", "then", "once", "subsequently"],
    ),
];

/// Words of the answer that nothing in the cited sentences stands for.
pub(super) fn invented(held: &HeldFact<'_>) -> Vec<Problem> {
    let answer = held.answer();
    let own: Vec<Statement<'_>> = std::iter::once(&held.fact.question)
        .chain(&held.fact.keywords)
        .map(|text| Statement::of(text, held.ground))
        .collect();
    let words = answer.statement.analysis.words.iter().enumerate();
    let strays: Vec<usize> =
        words.filter(|(at, word)| is_stray(held, &answer, &own, *at, word)).map(|(at, _)| at).collect();
    let mut problems: Vec<Problem> = Vec::new();
    if let Some(&first) = strays.first() {
        let words: Vec<&str> = strays.iter().map(|&at| answer.statement.written_words((at, at + 1))).collect();
        let (words, cited) = (words.join("”, “"), held.cited_places());
        let message = format!(
            "`answer` says “{words}”, but nothing in {cited} does; tell what stands there, cite the sentence that says it, or add the word to synonyms.toml or the fact's keywords"
        );
        problems.push(held.error(answer.place_of(first), RULE, &message));
    }
    problems.extend(turned_round(held, &answer));
    problems
}

fn is_stray(held: &HeldFact<'_>, answer: &Said<'_>, own: &[Statement<'_>], at: usize, word: &Word) -> bool {
    let statement = &answer.statement;
    let is_telling = word.number.is_none() && word.commonness >= Commonness::Generic;
    is_telling
        && !details(&statement.analysis).iter().any(|detail| (detail.words.0..detail.words.1).contains(&at))
        && !FRAME.split_whitespace().any(|frame| frame == word.folded)
        && !statement.names().any(|name| name == at)
        && !held.cited.iter().any(|sentence| statement.is_meant_in(at, sentence))
        && !own.iter().any(|own| own.analysis.words.iter().any(|other| other.stem == word.stem))
        && !held.about.iter().any(|about| statement.shares_name(at, about))
}

/// A negation or an order in time that the cited sentences don't have.
fn turned_round(held: &HeldFact<'_>, answer: &Said<'_>) -> Vec<Problem> {
    let words = &answer.statement.analysis.words;
    let spells = |folded: &str| held.cited.iter().any(|sentence| sentence.spells(folded));
    let lacks = |at: usize, word: &Word| {
        let folded = word.folded.as_str();
        let before = at.checked_sub(1).and_then(|before| words.get(before)).map(|word| word.folded.as_str());
        let of_the_source = before.is_some_and(|before| TELLING_OF_THE_SOURCE.contains(&before));
        let is_negation = NEGATIONS.contains(&folded) || (folded.ends_with("nt") && is_contracted(answer, word));
        let negates = is_negation && !of_the_source && !held.cited.iter().any(|sentence| negates(sentence));
        let order = ORDERS.iter().find(|(order, _)| order.contains(&folded));
        let reorders = order.is_some_and(|(_, alike)| !alike.iter().any(|other| spells(other)));
        negates || reorders
    };
    let found = words.iter().enumerate().filter(|(at, word)| lacks(*at, word));
    let problem = |(at, word): (usize, &Word)| {
        let (written, cited) = (answer.statement.written(word), held.cited_places());
        let message = format!("`answer` says “{written}”, which isn't in {cited}; tell it as it stands there");
        held.error(answer.place_of(at), RULE, &message)
    };
    found.map(problem).collect()
}

/// Whether a sentence denies something. "Not only … but" affirms both, so it lends nobody its "not".
fn negates(sentence: &SentencePrint) -> bool {
    NEGATIONS.iter().any(|negation| sentence.spells(negation)) && !sentence.has_run(&["not", "only"])
}

/// "isn't", "weren’t".
fn is_contracted(answer: &Said<'_>, word: &Word) -> bool {
    answer.statement.written(word).contains(['\'', '’'])
}
