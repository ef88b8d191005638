//! The result object that scripts read. Its keys are a promise; see the README.

use serde::Serialize;

use crate::answer::{Confidence, MatchKind, Outcome, Part, Ranked, Verdict, receipt};
use crate::knowledge::{Citation, Fact, Knowledge};

/// The language of every answer so far.
const LANGUAGE: &str = "en";

/// What became of one question.
#[derive(Debug, Serialize)]
pub(super) struct ResultJson<'a> {
    question: &'a str,
    outcome: &'static str,
    answers: Vec<AnswerJson<'a>>,
    /// The parts that could not be answered; only where another part could.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unanswered: Vec<&'a str>,
    suggestions: Vec<SuggestionJson<'a>>,
    candidates: Vec<CandidateJson<'a>>,
    receipt: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<WhyJson<'a>>,
}

/// Stands in the place of a result where a line could not be read.
#[derive(Debug, Serialize)]
pub(super) struct ErrorJson {
    pub(super) error: String,
}

#[derive(Debug, Serialize)]
struct AnswerJson<'a> {
    part: &'a str,
    fact: &'a str,
    question: &'a str,
    answer: &'a str,
    confidence: f64,
    lang: &'static str,
    /// The fact from which the question was understood, where it leaned on the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    follows: Option<&'a str>,
    citations: Vec<CitationJson<'a>>,
}

#[derive(Debug, Serialize)]
struct SuggestionJson<'a> {
    fact: &'a str,
    question: &'a str,
    confidence: f64,
    citations: Vec<CitationJson<'a>>,
}

#[derive(Debug, Serialize)]
struct CandidateJson<'a> {
    fact: &'a str,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct CitationJson<'a> {
    source: &'a str,
    paragraph: u32,
    sentence: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
}

/// The reasons for one part.
#[derive(Debug, Serialize)]
struct WhyJson<'a> {
    part: &'a str,
    outcome: &'static str,
    matched: Vec<MatchJson<'a>>,
    unexplained: &'a [String],
    asked_for: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    follows: Option<&'a str>,
    nearest_wording: Option<&'a str>,
    answer_floor: f64,
    suggest_floor: f64,
}

#[derive(Debug, Serialize)]
struct MatchJson<'a> {
    written: &'a str,
    taken_for: &'a str,
    by: &'static str,
    letters_forgiven: u8,
    share: f64,
}

impl<'a> ResultJson<'a> {
    pub(super) fn new(outcome: &'a Outcome, knowledge: &'a Knowledge, with_why: bool) -> Self {
        let verdict = outcome.verdict();
        let is_answered = verdict == Verdict::Answered;
        let unanswered = outcome.unanswered().filter(|_| is_answered).map(|part| part.text.as_str());
        let suggestions = if verdict == Verdict::Unsure { outcome.suggestions() } else { Vec::new() };
        let candidates = outcome.candidates();
        let why: &[Part] = if with_why { &outcome.parts } else { &[] };
        Self {
            question: &outcome.question,
            outcome: verdict_name(verdict),
            answers: outcome.answers().filter_map(|(part, ranked)| answer(part, ranked, knowledge)).collect(),
            unanswered: unanswered.collect(),
            suggestions: suggestions.into_iter().filter_map(|ranked| suggestion(ranked, knowledge)).collect(),
            candidates: candidates.into_iter().filter_map(|ranked| candidate(ranked, knowledge)).collect(),
            receipt: receipt(outcome, knowledge).to_string(),
            why: why.iter().map(|part| reasons(part, knowledge)).collect(),
        }
    }
}

/// The name scripts and people read.
pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Answered => "answered",
        Verdict::Unsure => "unsure",
        Verdict::Unknown => "unknown",
    }
}

fn answer<'a>(part: &'a Part, ranked: Ranked, knowledge: &'a Knowledge) -> Option<AnswerJson<'a>> {
    let fact = knowledge.fact(ranked.fact)?;
    Some(AnswerJson {
        part: &part.text,
        fact: &fact.id,
        question: &fact.question,
        answer: &fact.answer,
        confidence: confidence(ranked.confidence),
        lang: LANGUAGE,
        follows: follows(part, knowledge),
        citations: citations(fact),
    })
}

fn follows<'a>(part: &Part, knowledge: &'a Knowledge) -> Option<&'a str> {
    part.why.follows.and_then(|number| knowledge.fact(number)).map(|fact| fact.id.as_str())
}

fn suggestion(ranked: Ranked, knowledge: &Knowledge) -> Option<SuggestionJson<'_>> {
    let fact = knowledge.fact(ranked.fact)?;
    let confidence = confidence(ranked.confidence);
    Some(SuggestionJson { fact: &fact.id, question: &fact.question, confidence, citations: citations(fact) })
}

fn candidate(ranked: Ranked, knowledge: &Knowledge) -> Option<CandidateJson<'_>> {
    let fact = knowledge.fact(ranked.fact)?;
    Some(CandidateJson { fact: &fact.id, confidence: confidence(ranked.confidence) })
}

fn citations<'a>(fact: &'a Fact) -> Vec<CitationJson<'a>> {
    let citation = |citation: &'a Citation| CitationJson {
        source: &citation.source,
        paragraph: citation.paragraph,
        sentence: citation.sentence,
        quote: citation.quote.as_deref(),
    };
    fact.cites.iter().map(citation).collect()
}

fn reasons<'a>(part: &'a Part, knowledge: &'a Knowledge) -> WhyJson<'a> {
    let matched = part.why.matched.iter().map(|word| MatchJson {
        written: &word.written,
        taken_for: &word.taken_for,
        by: match word.by {
            MatchKind::Word => "word",
            MatchKind::Synonym => "synonym",
            MatchKind::Typo(_) => "typo",
        },
        letters_forgiven: word.by.edits(),
        share: rounded(word.share),
    });
    WhyJson {
        part: &part.text,
        outcome: verdict_name(part.verdict),
        matched: matched.collect(),
        unexplained: &part.why.unexplained,
        asked_for: part.why.asked_for,
        follows: follows(part, knowledge),
        nearest_wording: part.why.nearest_wording.as_deref(),
        answer_floor: rounded(part.why.answer_floor),
        suggest_floor: rounded(part.why.suggest_floor),
    }
}

fn confidence(confidence: Confidence) -> f64 {
    rounded(confidence.0)
}

/// To a thousandth: more digits would promise what no calibration gives.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1_000.0).round() / 1_000.0
}
