//! The journal as scripts read it. Times are seconds since the Unix epoch; Discord's numbers stand in quotes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::journal::shown;
use super::result_json::rounded;
use crate::journal::{Counts, FactVotes, Gap, KeptReply, Statistics, Suggestion};
use crate::knowledge::Knowledge;

/// The numbers.
#[derive(Serialize)]
pub(super) struct StatisticsJson<'a> {
    questions: CountsJson,
    outcomes: BTreeMap<&'a str, CountsJson>,
    doors: BTreeMap<&'a str, CountsJson>,
    facts: BTreeMap<&'a str, CountsJson>,
    latency: Option<LatencyJson>,
    helpful: usize,
    unhelpful: usize,
    with_words: usize,
    retention_days: u32,
    lost: usize,
    first: Option<u64>,
    bytes: usize,
    file: String,
}

#[derive(Serialize)]
struct CountsJson {
    last_7_days: usize,
    all: usize,
}

#[derive(Serialize)]
struct LatencyJson {
    median_micros: u64,
    p95_micros: u64,
}

impl<'a> StatisticsJson<'a> {
    pub(super) fn new(statistics: &'a Statistics, file: &Path, retention_days: u32) -> Self {
        let counts = |counts: &Counts| CountsJson { last_7_days: counts.recent, all: counts.all };
        let group = |rows: &'a [(String, Counts)]| -> BTreeMap<&'a str, CountsJson> {
            rows.iter().map(|(name, number)| (name.as_str(), counts(number))).collect()
        };
        let latency = statistics.latency.as_ref();
        Self {
            questions: counts(&statistics.all),
            outcomes: group(&statistics.became),
            doors: group(&statistics.doors),
            facts: group(&statistics.facts),
            latency: latency.map(|time| LatencyJson { median_micros: time.median, p95_micros: time.most }),
            helpful: statistics.helpful,
            unhelpful: statistics.unhelpful,
            with_words: statistics.with_words,
            retention_days,
            lost: statistics.lost,
            first: statistics.first,
            bytes: statistics.bytes,
            file: shown(file),
        }
    }
}

/// What was asked in vain.
#[derive(Serialize)]
pub(super) struct UnansweredJson<'a> {
    gaps: Vec<GapJson<'a>>,
    in_all: usize,
    without_words: usize,
}

#[derive(Serialize)]
struct GapJson<'a> {
    id: i64,
    count: usize,
    last: u64,
    outcome: &'static str,
    questions: Vec<QuestionJson<'a>>,
    nearest: Option<NearestJson<'a>>,
    absent: Option<&'a str>,
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    question: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct NearestJson<'a> {
    fact: &'a str,
    confidence: f64,
}

impl<'a> UnansweredJson<'a> {
    pub(super) fn new(gaps: &'a [Gap], in_all: usize, without_words: usize, knowledge: &'a Knowledge) -> Self {
        let questions = |gap: &'a Gap| {
            let asked = gap.asked.iter();
            asked.map(|asked| QuestionJson { question: &asked.question, count: asked.count }).collect()
        };
        let gap = |gap: &'a Gap| GapJson {
            id: gap.id,
            count: gap.count,
            last: gap.last,
            outcome: if gap.is_unsure { "unsure" } else { "unknown" },
            questions: questions(gap),
            nearest: gap.nearest.and_then(|(fact, score)| {
                Some(NearestJson { fact: &knowledge.fact(fact)?.id, confidence: rounded(score.0) })
            }),
            absent: gap.absent.and_then(|number| knowledge.uncovered.get(number)).map(|absent| absent.id.as_str()),
        };
        Self { gaps: gaps.iter().map(gap).collect(), in_all, without_words }
    }
}

/// Which answers helped.
#[derive(Serialize)]
pub(super) struct FeedbackJson<'a> {
    facts: Vec<VotesJson<'a>>,
}

#[derive(Serialize)]
struct VotesJson<'a> {
    fact: &'a str,
    helpful: usize,
    unhelpful: usize,
    last: u64,
}

impl<'a> FeedbackJson<'a> {
    pub(super) fn new(facts: &'a [FactVotes]) -> Self {
        let votes = |votes: &'a FactVotes| {
            let FactVotes { fact, helpful, unhelpful, last } = votes;
            VotesJson { fact, helpful: *helpful, unhelpful: *unhelpful, last: *last }
        };
        Self { facts: facts.iter().map(votes).collect() }
    }
}

/// Which wordings may be missing.
#[derive(Serialize)]
pub(super) struct SuggestionsJson<'a> {
    suggestions: Vec<SuggestionJson<'a>>,
}

#[derive(Serialize)]
struct SuggestionJson<'a> {
    id: i64,
    wording: &'a str,
    fact: Option<&'a str>,
    count: usize,
    last: u64,
}

impl<'a> SuggestionsJson<'a> {
    pub(super) fn new(suggestions: &'a [Suggestion], knowledge: &'a Knowledge) -> Self {
        let suggestion = |suggestion: &'a Suggestion| SuggestionJson {
            id: suggestion.id,
            wording: &suggestion.wording,
            fact: knowledge.fact(suggestion.fact).map(|fact| fact.id.as_str()),
            count: suggestion.count,
            last: suggestion.last,
        };
        Self { suggestions: suggestions.iter().map(suggestion).collect() }
    }
}

/// Which messages still say what was corrected.
#[derive(Serialize)]
pub(super) struct CorrectionsJson<'a> {
    unreachable: Vec<CorrectionJson<'a>>,
}

#[derive(Serialize)]
struct CorrectionJson<'a> {
    channel: String,
    message: String,
    fact: &'a str,
    posted: u64,
    reason: &'a str,
}

impl<'a> CorrectionsJson<'a> {
    pub(super) fn new(replies: &'a [KeptReply]) -> Self {
        let correction = |reply: &'a KeptReply| CorrectionJson {
            channel: reply.channel.to_string(),
            message: reply.message.to_string(),
            fact: &reply.fact,
            posted: reply.time,
            reason: reply.state.reason().unwrap_or_default(),
        };
        Self { unreachable: replies.iter().map(correction).collect() }
    }
}
