//! The result object that scripts read. Its keys are a promise; see the README.

use serde::Serialize;

use super::reasons_json::{ReasonsJson, reasons};
use crate::answer::{
    Confidence, ENGINE_VERSION, Outcome, Part, Ranked, Receipt, Verdict, receipt, receipt_of_choice, thousandths,
};
use crate::knowledge::{Citation, Fact, Knowledge};

/// The language of every answer so far.
const LANGUAGE: &str = "en";

/// What became of one question. Where it comes from a receipt, all its words are null.
#[derive(Debug, Serialize)]
pub(super) struct ResultJson<'a> {
    question: Option<&'a str>,
    outcome: &'static str,
    answers: Vec<AnswerJson<'a>>,
    /// The parts that could not be answered; only where another part could.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unanswered: Vec<Option<&'a str>>,
    suggestions: Vec<SuggestionJson<'a>>,
    candidates: Vec<CandidateJson<'a>>,
    receipt: String,
    /// Whether the question, asked again, gave the receipt that was held against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_receipt: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<ReasonsJson<'a>>,
}

/// Stands in the place of a result where a receipt needs another base or engine.
#[derive(Debug, Serialize)]
pub(super) struct NeededJson {
    error: String,
    receipt: String,
    needed: StateJson,
    present: StateJson,
}

/// What an answer depends on beside the question.
#[derive(Debug, Serialize)]
struct StateJson {
    revision: String,
    engine: u32,
}

/// Stands in the place of a result where a line could not be read.
#[derive(Debug, Serialize)]
pub(super) struct ErrorJson {
    pub(super) error: String,
}

#[derive(Debug, Serialize)]
struct AnswerJson<'a> {
    part: Option<&'a str>,
    fact: &'a str,
    question: &'a str,
    answer: &'a str,
    /// Null for a fact that was chosen from a list.
    confidence: Option<f64>,
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
pub(super) struct CandidateJson<'a> {
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

impl<'a> ResultJson<'a> {
    pub(super) fn new(outcome: &'a Outcome, knowledge: &'a Knowledge, with_why: bool) -> Self {
        let why: &[Part] = if with_why { &outcome.parts } else { &[] };
        let question = Some(outcome.question.as_str());
        Self {
            question,
            why: why.iter().map(|part| reasons(part, knowledge)).collect(),
            ..without_why(outcome, knowledge)
        }
    }

    /// An outcome that a receipt kept, with its reasons.
    pub(super) fn recalled(outcome: &'a Outcome, knowledge: &'a Knowledge) -> Self {
        let mut result = Self::new(outcome, knowledge, true);
        result.question = None;
        result.answers.iter_mut().for_each(|answer| answer.part = None);
        result.unanswered.iter_mut().for_each(|part| *part = None);
        result.why.iter_mut().for_each(|why| why.part = None);
        result
    }

    /// A question asked again, with its reasons and whether it gave the receipt that was held against it.
    pub(super) fn asked_again(outcome: &'a Outcome, knowledge: &'a Knowledge, is_same: bool) -> Self {
        Self { same_receipt: Some(is_same), ..Self::new(outcome, knowledge, true) }
    }

    /// A fact that was chosen from a list, as its receipt keeps it.
    pub(super) fn of_choice(fact: &'a Fact, knowledge: &'a Knowledge) -> Self {
        Self {
            question: None,
            outcome: verdict_name(Verdict::Answered),
            answers: vec![answer(None, fact, None)],
            unanswered: Vec::new(),
            suggestions: Vec::new(),
            candidates: Vec::new(),
            receipt: receipt_of_choice(fact, knowledge).to_string(),
            same_receipt: None,
            why: Vec::new(),
        }
    }
}

fn without_why<'a>(outcome: &'a Outcome, knowledge: &'a Knowledge) -> ResultJson<'a> {
    let verdict = outcome.verdict();
    let is_answered = verdict == Verdict::Answered;
    let unanswered = outcome.unanswered().filter(|_| is_answered).map(|part| Some(part.text.as_str()));
    let suggestions = if verdict == Verdict::Unsure { outcome.suggestions() } else { Vec::new() };
    let candidates = outcome.candidates();
    let answers = outcome.answers().filter_map(|(part, ranked)| {
        let confidence = Some(confidence(ranked.confidence));
        let answer = answer(Some(&part.text), knowledge.fact(ranked.fact)?, confidence);
        Some(AnswerJson { follows: follows(part, knowledge), ..answer })
    });
    ResultJson {
        question: None,
        outcome: verdict_name(verdict),
        answers: answers.collect(),
        unanswered: unanswered.collect(),
        suggestions: suggestions.into_iter().filter_map(|ranked| suggestion(ranked, knowledge)).collect(),
        candidates: candidates.into_iter().filter_map(|ranked| candidate(ranked, knowledge)).collect(),
        receipt: receipt(outcome, knowledge).to_string(),
        same_receipt: None,
        why: Vec::new(),
    }
}

impl NeededJson {
    /// What stands in the way of a receipt, told in a sentence too.
    pub(super) fn new(error: String, receipt: &Receipt, knowledge: &Knowledge) -> Self {
        Self {
            error,
            receipt: receipt.to_string(),
            needed: StateJson { revision: receipt.revision.to_string(), engine: receipt.engine_version },
            present: StateJson { revision: knowledge.revision.to_string(), engine: ENGINE_VERSION },
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

fn answer<'a>(part: Option<&'a str>, fact: &'a Fact, confidence: Option<f64>) -> AnswerJson<'a> {
    AnswerJson {
        part,
        fact: &fact.id,
        question: &fact.question,
        answer: &fact.answer,
        confidence,
        lang: LANGUAGE,
        follows: None,
        citations: citations(fact),
    }
}

/// The id of the fact from which a part was understood.
pub(super) fn follows<'a>(part: &Part, knowledge: &'a Knowledge) -> Option<&'a str> {
    part.why.follows.and_then(|number| knowledge.fact(number)).map(|fact| fact.id.as_str())
}

fn suggestion(ranked: Ranked, knowledge: &Knowledge) -> Option<SuggestionJson<'_>> {
    let fact = knowledge.fact(ranked.fact)?;
    let confidence = confidence(ranked.confidence);
    Some(SuggestionJson { fact: &fact.id, question: &fact.question, confidence, citations: citations(fact) })
}

/// A fact that could be meant.
pub(super) fn candidate(ranked: Ranked, knowledge: &Knowledge) -> Option<CandidateJson<'_>> {
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

fn confidence(confidence: Confidence) -> f64 {
    rounded(confidence.0)
}

/// To a thousandth: more digits would promise what no calibration gives.
pub(super) fn rounded(number: f32) -> f64 {
    f64::from(thousandths(number)) / 1_000.0
}
