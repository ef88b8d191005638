//! The engine: a message is split into questions, each is searched, its evidence weighed and the verdict given. The
//! sentences that tell a person are in `reply`.

use std::sync::Arc;

use super::calibration::Calibration;
use super::correction::{Correction, correction};
use super::evidence::{Evidence, has_substance, is_telling, share_a_sentence};
use super::outcome::{Explanation, Outcome, Part, Ranked, Remark, Verdict, WordMatch};
use super::small_talk::small_talk;
use super::split::{clauses, is_one_question};
use super::{MAX_QUESTION_CHARS, Thresholds};
use crate::knowledge::{FactNumber, Knowledge};
use crate::search::{Candidate, Entry, Query, Searcher, Weights};
use crate::text::{Analysis, Analyzer, AskedKind, Commonness, has_quoted_lines};

/// A fact base made ready for questions.
#[derive(Debug)]
pub struct Engine {
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) analyzer: Analyzer,
    pub(super) searcher: Searcher,
    pub(super) calibration: Calibration,
    pub(super) thresholds: Thresholds,
}

impl Engine {
    /// Prepares a base.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, thresholds: Thresholds) -> Self {
        Self::with_weights(knowledge, thresholds, Weights::default())
    }

    /// Prepares a base with other weights than the measured ones.
    #[must_use]
    pub fn with_weights(knowledge: Arc<Knowledge>, thresholds: Thresholds, weights: Weights) -> Self {
        let mut analyzer = Analyzer::english();
        let searcher = Searcher::new(&knowledge, &mut analyzer, weights);
        Self { knowledge, analyzer, searcher, calibration: Calibration::default(), thresholds }
    }

    /// The base it answers from.
    #[must_use]
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// What becomes of a message.
    #[must_use]
    pub fn answer(&self, message: &str) -> Outcome {
        let parts = self.parts(message);
        Outcome { question: message.to_owned(), parts }
    }

    /// Whether a message nobody addressed to us is one plain question, and no chat.
    #[must_use]
    pub fn is_one_question(&self, message: &str) -> bool {
        is_one_question(message, &self.analyzer.analyze(message))
    }

    fn parts(&self, message: &str) -> Vec<Part> {
        if message.chars().count() > MAX_QUESTION_CHARS {
            return vec![self.silent(message, Remark::TooLong)];
        }
        let analysis = self.analyzer.analyze(message);
        if analysis.words.is_empty() {
            return vec![self.silent(message, Remark::Empty)];
        }
        let parts = self.parts_of(message, &analysis);
        if parts.iter().any(|part| part.verdict == Verdict::Answered) || !has_quoted_lines(message) {
            return parts;
        }
        let with_quotes = self.part(message, &self.analyzer.analyze_with_quotes(message));
        if with_quotes.verdict == Verdict::Answered { vec![with_quotes] } else { parts }
    }

    fn parts_of(&self, message: &str, analysis: &Analysis) -> Vec<Part> {
        if let Some(kind) = small_talk(analysis) {
            return vec![self.silent(message, Remark::SmallTalk(kind))];
        }
        let whole = self.part(message, analysis);
        let clauses = clauses(message, analysis);
        if clauses.len() < 2 || self.searcher.query(analysis).is_stored_wording() {
            return vec![whole];
        }
        let texts = clauses.iter().map(|clause| (message.get(clause.span.clone()).unwrap_or_default(), clause.asks));
        let parts = texts.map(|(text, asks)| (self.part(text, &self.analyzer.analyze(text)), asks)).collect();
        self.apart_or_whole(parts, whole)
    }

    /// Clauses are answered apart where two of them have answers from different places, or where only one of them does
    /// and the message as a whole has none. Clauses that tell rather than ask are not reported as unanswered.
    fn apart_or_whole(&self, clauses: Vec<(Part, bool)>, whole: Part) -> Vec<Part> {
        let questions: Vec<Part> = clauses.into_iter().filter(|(_, asks)| *asks).map(|(part, _)| part).collect();
        let facts: Vec<FactNumber> = questions.iter().filter_map(|part| part.answer().map(|best| best.fact)).collect();
        let differ = facts.iter().any(|fact| facts.iter().any(|other| !self.rest_on_same(*fact, *other)));
        let helps = differ || (!facts.is_empty() && whole.verdict != Verdict::Answered);
        if helps { questions } else { vec![whole] }
    }

    pub(super) fn rest_on_same(&self, fact: FactNumber, other: FactNumber) -> bool {
        match (self.knowledge.fact(fact), self.knowledge.fact(other)) {
            (Some(fact), Some(other)) => share_a_sentence(fact, other),
            _ => false,
        }
    }

    /// What becomes of one question.
    pub(super) fn part(&self, text: &str, analysis: &Analysis) -> Part {
        let query = self.searcher.query(analysis);
        let found = self.searcher.search(&query);
        let ranked = self.rank(&found, &query);
        let verdict = self.decide(&ranked, &found, &query, analysis);
        let remark = (verdict != Verdict::Answered && has_substance(&query)).then(|| gap_ahead(&found)).flatten();
        let best =
            ranked.first().and_then(|best| found.iter().find(|candidate| candidate.entry == Entry::Fact(best.fact)));
        let answered = best.filter(|_| verdict == Verdict::Answered);
        let why = Explanation {
            correction: answered.and_then(|best| self.correction(best, &query)),
            is_stored_wording: query.is_stored_wording(),
            lacks_substance: !has_substance(&query),
            absent: found.iter().take(PLACES_NEAR).find_map(nameable_gap),
            ..self.explain(text, analysis, &query, best)
        };
        Part { text: text.to_owned(), verdict, candidates: ranked, remark, why }
    }

    /// The evidence about the best candidates of a text taken as one question, for fitting the calibration.
    #[must_use]
    pub fn evidence(&self, text: &str) -> Vec<(FactNumber, Evidence)> {
        let query = self.searcher.query(&self.analyzer.analyze(text));
        let found = self.searcher.search(&query);
        let evidence = |candidate: &Candidate| Evidence::about(candidate, &found, &query, &self.knowledge);
        facts(&found).map(|(fact, candidate)| (fact, evidence(candidate))).collect()
    }

    /// The facts that a text taken as one question could mean, best first.
    pub(super) fn ranked(&self, text: &str) -> Vec<Ranked> {
        let query = self.searcher.query(&self.analyzer.analyze(text));
        self.rank(&self.searcher.search(&query), &query)
    }

    /// What the question takes for granted and the best fact states otherwise.
    pub(super) fn correction(&self, best: &Candidate, query: &Query) -> Option<Correction> {
        let Entry::Fact(number) = best.entry else { return None };
        correction(best, query, self.knowledge.fact(number)?, &self.analyzer)
    }

    /// The reasons about the best candidate. Words that tell nothing are left out.
    pub(super) fn explain(
        &self,
        text: &str,
        analysis: &Analysis,
        query: &Query,
        best: Option<&Candidate>,
    ) -> Explanation {
        let mut why = self.thresholds.explanation();
        why.asked_for = analysis.asked.map(AskedKind::name);
        let Some(best) = best else { return why };
        why.other_kind = best.asked_alike <= 0.0 && analysis.asked.is_some_and(AskedKind::is_specific);
        if let Entry::Fact(number) = best.entry {
            let fact = self.knowledge.fact(number);
            why.nearest_wording = fact.and_then(|fact| fact.wordings().nth(best.nearest_wording)).map(str::to_owned);
        }
        for (term, is_explained) in query.terms.iter().zip(best.explained()) {
            let written = written(text, analysis, term.words);
            if is_explained > 0.0 && term.commonness >= Commonness::Generic {
                let share = term.weight / query.weight.max(f32::MIN_POSITIVE);
                why.matched.push(WordMatch { written, taken_for: term.taken_for.to_string(), by: term.by, share });
            } else if is_explained <= 0.0 && is_telling(term) {
                why.unexplained.push(written);
            }
        }
        why
    }

    fn silent(&self, text: &str, remark: Remark) -> Part {
        let why = self.thresholds.explanation();
        Part { text: text.to_owned(), verdict: Verdict::Unknown, candidates: Vec::new(), remark: Some(remark), why }
    }

    /// The facts that a question being typed may be about, best first, at most `most`. Where nothing is typed yet, the
    /// first fact of each topic, then the others.
    #[must_use]
    pub fn suggest(&self, prefix: &str, most: usize) -> Vec<FactNumber> {
        let analysis = self.analyzer.analyze(prefix);
        if analysis.words.is_empty() {
            return self.pinned(most);
        }
        self.searcher.complete(&analysis, most)
    }

    fn pinned(&self, most: usize) -> Vec<FactNumber> {
        let facts = &self.knowledge.facts;
        let opens_topic =
            |at: &usize| *at == 0 || facts.get(at - 1).map(|fact| fact.topic) != facts.get(*at).map(|fact| fact.topic);
        let first = (0..facts.len()).filter(opens_topic).take(self.knowledge.topics.len());
        let others = (0..facts.len()).filter(|at| !opens_topic(at));
        first.chain(others).take(most).map(FactNumber::new).collect()
    }
}

/// The facts among the candidates, in their order.
pub(super) fn facts(found: &[Candidate]) -> impl Iterator<Item = (FactNumber, &Candidate)> {
    found.iter().filter_map(|candidate| match candidate.entry {
        Entry::Fact(number) => Some((number, candidate)),
        Entry::Uncovered(_) => None,
    })
}

pub(super) fn is_gap(candidate: &Candidate) -> bool {
    matches!(candidate.entry, Entry::Uncovered(_))
}

/// A subject is named as absent only where it explains at least this share of the question: naming the wrong one would
/// be a statement about the source that nobody made.
const LEAST_COVERAGE_OF_A_GAP: f32 = 0.5;

/// An absent subject came near where it is among so many first candidates: before the best fact or right behind it.
const PLACES_NEAR: usize = 2;

/// The subject known to be absent, where it comes before every fact.
fn gap_ahead(found: &[Candidate]) -> Option<Remark> {
    found.first().and_then(nameable_gap).map(Remark::Uncovered)
}

/// The subject, where the candidate is one and explains enough of the question to be named.
fn nameable_gap(candidate: &Candidate) -> Option<usize> {
    match candidate.entry {
        Entry::Uncovered(number) if candidate.score.coverage >= LEAST_COVERAGE_OF_A_GAP => Some(number),
        Entry::Uncovered(_) | Entry::Fact(_) => None,
    }
}

/// The asker's own spelling of a term.
fn written(text: &str, analysis: &Analysis, words: (usize, usize)) -> String {
    let words = analysis.words.get(words.0..words.1).unwrap_or_default();
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => text.get(first.span.start..last.span.end).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}
