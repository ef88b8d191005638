//! What became of a question: for each of its parts whether it was answered, by which fact, how surely and why. An
//! outcome is never an error.

use super::correction::Correction;
use crate::knowledge::FactNumber;
use crate::search::MatchKind;

/// The result of one message, which may hold several questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The message as it was asked.
    pub question: String,
    /// Its questions in order; at least one.
    pub parts: Vec<Part>,
}

/// May the desk say the best candidate?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing in the base comes near.
    Unknown,
    /// A few facts could be meant; the asker chooses.
    Unsure,
    /// One fact answers it.
    Answered,
}

/// The result of one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// This question as it was asked.
    pub text: String,
    /// Whether the first candidate may be said.
    pub verdict: Verdict,
    /// The facts that could be meant, best first; at most [`MAX_CANDIDATES`].
    pub candidates: Vec<Ranked>,
    /// What else is known of the question, when it is not answered.
    pub remark: Option<Remark>,
    /// Why the verdict is what it is.
    pub why: Explanation,
}

/// A fact with the confidence that it is the right answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The fact.
    pub fact: FactNumber,
    /// How surely it answers the question.
    pub confidence: Confidence,
}

/// The expected share of right answers among answers given at this value, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Confidence(pub f32);

impl Confidence {
    /// To a whole thousandth, so that a receipt can hold all of it; more would promise what no calibration gives.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self(share(thousandths(self.0)))
    }
}

/// A share in whole thousandths.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` keeps to the ends of the range")]
pub fn thousandths(share: f32) -> u16 {
    (share * 1_000.0).round() as u16
}

/// The share that thousandths stand for.
#[must_use]
pub fn share(thousandths: u16) -> f32 {
    f32::from(thousandths) / 1_000.0
}

/// Something worth saying of a question that is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// There is no word in it.
    Empty,
    /// A greeting, thanks or a question about the desk itself.
    SmallTalk(SmallTalk),
    /// It is longer than a question; see [`super::MAX_QUESTION_CHARS`].
    TooLong,
    /// It is about a subject the curator knows to be absent: the position in [`crate::knowledge::Knowledge::uncovered`].
    Uncovered(usize),
}

/// The kinds of talk that get a fixed friendly line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SmallTalk {
    /// "hi", "good morning".
    Greeting,
    /// "thanks".
    Thanks,
    /// "bye".
    Farewell,
    /// "who are you", "are you human", "what can you do".
    AboutTheDesk,
}

/// Why a question got its verdict, in data; the sentences are in `reply`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The asker's words that the best candidate explains.
    pub matched: Vec<WordMatch>,
    /// Content words of the question that the best candidate does not explain.
    pub unexplained: Vec<String>,
    /// The kind of answer asked for, where the question shows it: "who", "when", "how many" ….
    pub asked_for: Option<&'static str>,
    /// Whether no wording of the best candidate asks for that kind, although it is one that would show in them.
    pub other_kind: bool,
    /// What the question takes for granted and the answer states otherwise.
    pub correction: Option<Correction>,
    /// The stored wording that came closest.
    pub nearest_wording: Option<String>,
    /// Whether the question is a stored wording of a fact or of an absent subject, word for word.
    pub is_stored_wording: bool,
    /// Whether the question has too little in it to single out any fact; then nothing is answered.
    pub lacks_substance: bool,
    /// The subject known to be absent that came nearest, where it explains enough of the question to be named: its
    /// position in [`crate::knowledge::Knowledge::uncovered`].
    pub absent: Option<usize>,
    /// The fact from which the question was understood, where it leaned on the last answer.
    pub follows: Option<FactNumber>,
    /// The least confidence at which an answer is given.
    pub answer_floor: f32,
    /// The least confidence at which a fact is suggested.
    pub suggest_floor: f32,
}

/// A word of the question and what it was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct WordMatch {
    /// As the asker wrote it.
    pub written: String,
    /// The word of the base it was taken for.
    pub taken_for: String,
    /// How it was recognised.
    pub by: MatchKind,
    /// How much it tells, 0 to 1: its share of the question's weight.
    pub share: f32,
}

/// How many candidates an outcome keeps.
pub const MAX_CANDIDATES: usize = 5;

/// How many facts "did you mean" offers.
pub const MAX_SUGGESTIONS: usize = 3;

impl Outcome {
    /// The best verdict of its parts.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.parts.iter().map(|part| part.verdict).max().unwrap_or(Verdict::Unknown)
    }

    /// The parts that were answered, each with its fact.
    pub fn answers(&self) -> impl Iterator<Item = (&Part, Ranked)> {
        self.parts.iter().filter_map(|part| part.answer().map(|ranked| (part, ranked)))
    }

    /// The parts that were not answered.
    pub fn unanswered(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.verdict != Verdict::Answered)
    }

    /// The fact that was given before, where a part was understood from it.
    #[must_use]
    pub fn follows(&self) -> Option<FactNumber> {
        self.parts.iter().find_map(|part| part.why.follows)
    }

    /// What "did you mean" offers: the best candidates of the unsure parts, at most [`MAX_SUGGESTIONS`].
    #[must_use]
    pub fn suggestions(&self) -> Vec<Ranked> {
        let unsure = self.parts.iter().filter(|part| part.verdict == Verdict::Unsure);
        let offered = unsure.flat_map(Part::suggestions);
        best(offered, MAX_SUGGESTIONS)
    }

    /// The candidates of all parts, best first, at most [`MAX_CANDIDATES`].
    #[must_use]
    pub fn candidates(&self) -> Vec<Ranked> {
        best(self.parts.iter().flat_map(|part| part.candidates.iter().copied()), MAX_CANDIDATES)
    }
}

impl Part {
    /// The fact that answers this part, if one does.
    #[must_use]
    pub fn answer(&self) -> Option<Ranked> {
        (self.verdict == Verdict::Answered).then(|| self.candidates.first().copied()).flatten()
    }

    /// The candidates that may be suggested, best first.
    pub(super) fn suggestions(&self) -> impl Iterator<Item = Ranked> {
        let floor = self.why.suggest_floor;
        self.candidates.iter().copied().filter(move |ranked| ranked.confidence.0 >= floor)
    }
}

/// The `most` best of several lists, each fact once; of equally good ones those that were listed first.
fn best(ranked: impl Iterator<Item = Ranked>, most: usize) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = ranked.collect();
    all.sort_by(|a, b| b.confidence.0.total_cmp(&a.confidence.0));
    let mut kept: Vec<Ranked> = Vec::with_capacity(most);
    for ranked in all {
        if kept.len() < most && kept.iter().all(|other| other.fact != ranked.fact) {
            kept.push(ranked);
        }
    }
    kept
}
