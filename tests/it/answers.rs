//! The shipped base through the engine: stored wordings find their own fact, absent subjects find none, and every
//! outcome is whole whatever strangers write.

use factdesk::answer::{MAX_CANDIDATES, MAX_SUGGESTIONS, Outcome, Remark, SmallTalk, Verdict};
use factdesk::knowledge::Knowledge;
use proptest::prelude::*;

use crate::support::SHIPPED;

fn knowledge() -> &'static Knowledge {
    SHIPPED.knowledge()
}

/// The ids of the facts that answer a message.
fn answered_by(message: &str) -> Vec<&'static str> {
    let outcome = SHIPPED.answer(message);
    outcome.answers().filter_map(|(_, best)| knowledge().fact(best.fact)).map(|fact| fact.id.as_str()).collect()
}

#[test]
fn a_stored_wording_finds_its_own_fact() {
    let wordings = knowledge().facts.iter().flat_map(|fact| fact.wordings().map(|wording| (wording, fact.id.as_str())));
    let astray: Vec<_> = wordings.filter(|(wording, id)| answered_by(wording) != [*id]).collect();
    assert_eq!(astray, []);
}

#[test]
fn a_stored_wording_of_an_absent_subject_is_never_answered() {
    let wordings = knowledge().uncovered.iter().flat_map(|subject| &subject.asked);
    let answered: Vec<_> = wordings.filter(|wording| !answered_by(wording).is_empty()).collect();
    assert_eq!(answered, Vec::<&String>::new());
}

#[test]
fn every_sentence_of_the_article_is_cited() {
    /// Sentences in each paragraph of the article.
    const SENTENCES: [u32; 20] = [2, 1, 1, 2, 2, 1, 2, 1, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 2, 1];
    let sentences = (1..).zip(SENTENCES).flat_map(|(paragraph, count)| (1..=count).map(move |at| (paragraph, at)));
    let is_cited = |(paragraph, sentence): (u32, u32)| {
        let mut cites = knowledge().facts.iter().flat_map(|fact| &fact.cites);
        cites.any(|cite| (cite.paragraph, cite.sentence) == (paragraph, sentence))
    };
    assert_eq!(sentences.filter(|place| !is_cited(*place)).collect::<Vec<_>>(), []);
}

#[test]
fn people_are_understood_in_their_own_words() {
    let check = |message: &str, expected: &[&str]| assert_eq!(answered_by(message), expected, "{message}");
    check("how many peacekepers did kazakstan send to the golan hights??", &["contingent-size"]);
    check("<@123456789012345678> who is Lacrois", &["lacroix-who"]);
    check("> they got awards\nwhen were the medals given?", &["medal-date"]);
    check("who invited them, and how many bombs did they defuse?", &["invitation", "ordnance-cleared"]);
    check("how much does a peacekeeper earn a month?", &[]);
    check("golan", &[]);
    check("lol", &[]);
}

#[test]
fn the_reasons_are_those_of_the_best_candidate() {
    for fact in &knowledge().facts {
        let outcome = SHIPPED.answer(&format!("hello, could somebody tell me: {}", fact.question.to_lowercase()));
        for part in &outcome.parts {
            let best = part.candidates.first().and_then(|best| knowledge().fact(best.fact));
            let nearest = part.why.nearest_wording.as_deref();
            assert!(best.is_some_and(|best| best.wordings().any(|wording| Some(wording) == nearest)), "{part:?}");
        }
    }
}

#[test]
fn talk_is_told_from_questions() {
    let check = |message: &str, expected: Option<Remark>| {
        let outcome = SHIPPED.answer(message);
        assert_eq!((outcome.verdict(), outcome.parts[0].remark.clone()), (Verdict::Unknown, expected), "{message}");
    };
    check("", Some(Remark::Empty));
    check("🇰🇿 ???", Some(Remark::Empty));
    check("thanks!", Some(Remark::SmallTalk(SmallTalk::Thanks)));
    check(&"word ".repeat(500), Some(Remark::TooLong));
}

fn assert_whole(outcome: &Outcome) {
    assert!(!outcome.parts.is_empty());
    assert!(outcome.candidates().len() <= MAX_CANDIDATES && outcome.suggestions().len() <= MAX_SUGGESTIONS);
    assert!(outcome.candidates().iter().all(|ranked| (0.0..=1.0).contains(&ranked.confidence.0)));
    assert_eq!(outcome.verdict() == Verdict::Answered, outcome.answers().next().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_written_has_an_outcome(message in "\\PC{0,120}|[\\x00-\\x7f]{0,80}|(golan|un|139|medals|who|and|\\?|,|\n> |<@1>| ){0,30}") {
        assert_whole(&SHIPPED.answer(&message));
        prop_assert!(SHIPPED.suggest(&message, 25).len() <= 25);
    }
}
