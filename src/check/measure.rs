//! Judges what became of a measured question: was the answer the wanted one? Counting the judgements is in `tally`.

use super::question::{Question, Wanted};
use crate::answer::{Explanation, Outcome, Part, Ranked, Verdict};
use crate::knowledge::{FactNumber, Knowledge};

/// What became of a question, against what was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Judgement {
    /// Answered with what was wanted.
    Right,
    /// Answered with some of what was wanted and nothing else, where it takes all.
    Partial,
    /// Unsure, with a wanted fact among the suggestions.
    Offered,
    /// Answered with something else.
    Wrong,
    /// Neither answered nor offered.
    Silent,
    /// Not covered, and answered all the same.
    FalseAnswer,
    /// A false premise, answered with what corrects it.
    Corrected,
    /// Not covered, and met with suggestions.
    Suggested,
    /// Not covered, and refused.
    Refused,
}

impl Judgement {
    /// What can become of a question that the base answers.
    pub const OF_ANSWERABLE: [Self; 5] = [Self::Right, Self::Partial, Self::Offered, Self::Wrong, Self::Silent];
    /// What can become of one that it doesn't.
    pub const OF_UNANSWERABLE: [Self; 4] = [Self::FalseAnswer, Self::Corrected, Self::Suggested, Self::Refused];

    /// The name scripts and people read.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Partial => "partial",
            Self::Offered => "offered",
            Self::Wrong => "wrong",
            Self::Silent => "silent",
            Self::FalseAnswer => "false answer",
            Self::Corrected => "corrected",
            Self::Suggested => "suggested",
            Self::Refused => "refused",
        }
    }

    /// The judgement with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::OF_ANSWERABLE.into_iter().chain(Self::OF_UNANSWERABLE).find(|judgement| judgement.name() == name)
    }

    /// How bad it is, 0 for as good as can be: what misleads is worse than what leaves somebody without an answer.
    #[must_use]
    pub fn badness(self) -> u8 {
        match self {
            Self::Right | Self::Corrected | Self::Refused => 0,
            Self::Suggested => 1,
            Self::Offered | Self::Partial => 2,
            Self::Silent => 3,
            Self::Wrong | Self::FalseAnswer => 4,
        }
    }

    /// Whether it falls short. A suggestion that nobody asked for misleads nobody.
    #[must_use]
    pub fn is_miss(self) -> bool {
        self.badness() > Self::Suggested.badness()
    }
}

/// A fact that was found, with whether it was wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Given {
    /// The fact.
    pub fact: FactNumber,
    /// How surely it was thought to be the answer, 0 to 1.
    pub confidence: f32,
    /// Whether it was wanted.
    pub is_right: bool,
}

/// A question with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What was asked.
    pub question: Question,
    /// What became of it.
    pub judgement: Judgement,
    /// The facts it was answered with.
    pub answers: Vec<Given>,
    /// The facts it was met with instead of an answer.
    pub suggestions: Vec<Given>,
    /// The best candidate.
    pub top: Option<Given>,
    /// The best candidate, unless the desk is silent however sure it is, as when nothing but small talk is said.
    pub best: Option<Given>,
    /// The reasons about the best candidate.
    pub why: Explanation,
}

#[cfg(test)]
impl Judged {
    /// A question for tests, answerable or not, with its best candidate.
    pub(super) fn example(is_answerable: bool, judgement: Judgement, best: Option<(f32, bool)>) -> Self {
        let golds = vec![super::question::Gold::Fact("a".to_owned())];
        let wanted = if is_answerable {
            Wanted::Answer { golds, needs_all: false }
        } else {
            Wanted::Nothing { why: None, corrections: Vec::new() }
        };
        let best = best.map(|(confidence, is_right)| Given { fact: FactNumber::new(0), confidence, is_right });
        Self {
            question: Question { text: String::new(), kind: String::new(), wanted, line: 1 },
            judgement,
            answers: Vec::new(),
            suggestions: Vec::new(),
            top: best,
            best,
            why: Explanation::default(),
        }
    }
}

/// Holds an outcome against what was wanted.
#[must_use]
pub fn judge(question: &Question, outcome: &Outcome, knowledge: &Knowledge) -> Judged {
    let given = |ranked: Ranked| Given {
        fact: ranked.fact,
        confidence: ranked.confidence.0,
        is_right: knowledge.fact(ranked.fact).is_some_and(|fact| question.wanted.is_met_by(fact)),
    };
    let answers: Vec<Given> = outcome.answers().map(|(_, ranked)| given(ranked)).collect();
    let is_unsure = outcome.verdict() == Verdict::Unsure;
    let suggestions: Vec<Given> = outcome.suggestions().into_iter().filter(|_| is_unsure).map(given).collect();
    let may_be_said = outcome.parts.iter().filter(|part| !is_silenced(part));
    let best = may_be_said.filter_map(|part| Some((part, *part.candidates.first()?)));
    let best = best.max_by(|(_, a), (_, b)| a.confidence.0.total_cmp(&b.confidence.0));
    let why = best.map(|(part, _)| part).or(outcome.parts.first()).map(|part| part.why.clone());
    Judged {
        question: question.clone(),
        judgement: judgement(&question.wanted, outcome.verdict(), &answers, &suggestions, knowledge),
        answers,
        suggestions,
        top: outcome.candidates().first().copied().map(given),
        best: best.map(|(_, ranked)| given(ranked)),
        why: why.unwrap_or_default(),
    }
}

/// Whether a part stays without answer although its best candidate is sure enough to be shown.
fn is_silenced(part: &Part) -> bool {
    let is_sure = part.candidates.first().is_some_and(|best| best.confidence.0 >= part.why.suggest_floor);
    is_sure && part.verdict == Verdict::Unknown
}

fn judgement(
    wanted: &Wanted,
    verdict: Verdict,
    answers: &[Given],
    suggestions: &[Given],
    knowledge: &Knowledge,
) -> Judgement {
    let is_any_right = |given: &[Given]| given.iter().any(|given| given.is_right);
    match (wanted, verdict) {
        (Wanted::Answer { golds, needs_all }, Verdict::Answered) => {
            let facts: Vec<_> = answers.iter().filter_map(|given| knowledge.fact(given.fact)).collect();
            let n_met = golds.iter().filter(|gold| facts.iter().any(|fact| gold.is_met_by(fact))).count();
            let is_all_right = answers.iter().all(|given| given.is_right);
            match n_met {
                0 => Judgement::Wrong,
                _ if n_met == golds.len() || !needs_all => Judgement::Right,
                _ if is_all_right => Judgement::Partial,
                _ => Judgement::Wrong,
            }
        }
        (Wanted::Answer { .. }, _) if is_any_right(suggestions) => Judgement::Offered,
        (Wanted::Answer { .. }, _) => Judgement::Silent,
        (Wanted::Nothing { .. }, Verdict::Answered) if is_any_right(answers) => Judgement::Corrected,
        (Wanted::Nothing { .. }, Verdict::Answered) => Judgement::FalseAnswer,
        (Wanted::Nothing { .. }, Verdict::Unsure) => Judgement::Suggested,
        (Wanted::Nothing { .. }, Verdict::Unknown) => Judgement::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Confidence;
    use crate::check::question::Gold;
    use crate::knowledge::from_texts;

    /// Facts a, b and c cite the sentences 1, 2 and 3 of paragraph 1.
    fn base() -> Knowledge {
        let fact = |(id, sentence): (&str, u32)| {
            format!(
                "[[fact]]\nid = \"{id}\"\nquestion = \"Who is {id}?\"\nanswer = \"It.\"\ncites = [{{ source = \"s\", paragraph = 1, sentence = {sentence} }}]\n"
            )
        };
        let facts: String = [("a", 1), ("b", 2), ("c", 3)].map(fact).concat();
        from_texts(&[("a.toml", &format!("topic = \"T\"\n{facts}[[source]]\nid = \"s\"\ntitle = \"S\"\n"))]).knowledge
    }

    /// A part with candidates by their positions, surest first.
    fn part(verdict: Verdict, candidates: &[(usize, f32)]) -> Part {
        let ranked = |&(fact, confidence): &(usize, f32)| Ranked {
            fact: FactNumber::new(fact),
            confidence: Confidence(confidence),
        };
        let candidates = candidates.iter().map(ranked).collect();
        let why = Explanation { suggest_floor: 0.1, ..Explanation::default() };
        Part { text: String::new(), verdict, candidates, remark: None, why }
    }

    fn judged(wanted: Wanted, parts: Vec<Part>) -> Judged {
        let question = Question { text: "q".to_owned(), kind: "k".to_owned(), wanted, line: 1 };
        judge(&question, &Outcome { question: "q".to_owned(), parts }, &base())
    }

    fn wants(sentences: &[u32], needs_all: bool) -> Wanted {
        let golds = sentences.iter().map(|&sentence| Gold::Sentence { paragraph: 1, sentence }).collect();
        Wanted::Answer { golds, needs_all }
    }

    fn wants_nothing(corrections: Vec<Gold>) -> Wanted {
        Wanted::Nothing { why: None, corrections }
    }

    fn check(wanted: Wanted, parts: Vec<Part>, judgement: Judgement) {
        let told = format!("{wanted:?}, {parts:?}");
        assert_eq!(judged(wanted, parts).judgement, judgement, "{told}");
    }

    #[test]
    fn an_answer_is_right_where_it_cites_a_wanted_sentence() {
        check(wants(&[1], false), vec![part(Verdict::Answered, &[(0, 0.9), (1, 0.2)])], Judgement::Right);
        check(wants(&[2, 1], false), vec![part(Verdict::Answered, &[(0, 0.9)])], Judgement::Right);
        check(wants(&[2], false), vec![part(Verdict::Answered, &[(0, 0.9), (1, 0.2)])], Judgement::Wrong);
        let by_id = Wanted::Answer { golds: vec![Gold::Fact("a".to_owned())], needs_all: false };
        check(by_id, vec![part(Verdict::Answered, &[(0, 0.9)])], Judgement::Right);
    }

    #[test]
    fn a_question_that_needs_all_may_be_answered_in_part() {
        let answer = |fact| part(Verdict::Answered, &[(fact, 0.9)]);
        check(wants(&[1, 2], true), vec![answer(0), answer(1)], Judgement::Right);
        check(wants(&[1, 2], true), vec![answer(0), part(Verdict::Unsure, &[(1, 0.3)])], Judgement::Partial);
        check(wants(&[1, 2], true), vec![answer(0), answer(2)], Judgement::Wrong);
        check(wants(&[1, 2], true), vec![answer(2)], Judgement::Wrong);
        check(wants(&[1, 2], false), vec![answer(0), answer(2)], Judgement::Right);
    }

    #[test]
    fn what_is_not_answered_is_offered_or_silent() {
        let unsure = || vec![part(Verdict::Unsure, &[(0, 0.5), (1, 0.2), (2, 0.05)])];
        check(wants(&[2], false), unsure(), Judgement::Offered);
        check(wants(&[3], false), unsure(), Judgement::Silent);
        check(wants(&[1], false), vec![part(Verdict::Unknown, &[(0, 0.05)])], Judgement::Silent);
    }

    #[test]
    fn what_the_base_does_not_hold_must_not_be_answered() {
        let first = || vec![Gold::Sentence { paragraph: 1, sentence: 1 }];
        check(wants_nothing(vec![]), vec![part(Verdict::Answered, &[(0, 0.9)])], Judgement::FalseAnswer);
        check(wants_nothing(first()), vec![part(Verdict::Answered, &[(0, 0.9)])], Judgement::Corrected);
        check(wants_nothing(first()), vec![part(Verdict::Answered, &[(1, 0.9)])], Judgement::FalseAnswer);
        check(wants_nothing(vec![]), vec![part(Verdict::Unsure, &[(0, 0.5)])], Judgement::Suggested);
        check(wants_nothing(vec![]), vec![part(Verdict::Unknown, &[])], Judgement::Refused);
    }

    #[test]
    fn a_candidate_that_is_never_said_is_not_the_best() {
        let top = Given { fact: FactNumber::new(0), confidence: 0.9, is_right: true };
        let judged = judged(wants(&[1], false), vec![part(Verdict::Unknown, &[(0, 0.9)])]);
        assert_eq!((judged.top, judged.best, judged.judgement), (Some(top), None, Judgement::Silent));
    }

    #[test]
    fn every_judgement_reads_back_from_its_name() {
        for judgement in Judgement::OF_ANSWERABLE.into_iter().chain(Judgement::OF_UNANSWERABLE) {
            assert_eq!(Judgement::named(judgement.name()), Some(judgement));
        }
        assert_eq!(Judgement::named("good"), None);
    }
}
