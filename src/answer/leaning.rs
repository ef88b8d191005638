//! Reads whether a question leans on what was said before it: "and when was that?", "who got them?", "how many?". Which
//! fact it is understood from then is decided in `follow_up`.

use crate::text::{Analysis, AskedKind, Commonness, Word};

/// A question that leans on the answer before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaning {
    /// How much.
    pub need: Need,
    /// The kind of answer it asks for.
    pub asked: AskedKind,
    /// Whom it points at.
    pub points_at: Pointed,
    /// What it is after.
    pub aim: Aim,
}

/// How much a question needs the answer before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// It is short and may be all of a question or the rest of one: "at which sites?".
    Rest,
    /// It points back, but has content of its own: "who praised them for it?".
    Points,
    /// It points back, and what else it says fits anything: "when did they get them?".
    Light,
    /// It is nothing but a question word and what goes with it: "since when?", "in which city was that?".
    Bare,
}

/// Whom a question points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pointed {
    /// Nobody in particular.
    Nobody,
    /// One person: "what rank does she hold?".
    Person,
    /// Several who said something: "what did they say?".
    Speakers,
}

/// What a question is after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// A fact.
    Fact,
    /// Who stands behind what was said: "who says so?".
    Source,
    /// Who somebody is: "who is he?".
    Identity,
}

/// The longest question that leans on another, in words: whoever writes more says what is meant.
const MAX_WORDS: usize = 12;

/// Up to so many words, a question with a question word leans on what was said even without a word that points back.
const MAX_WORDS_OF_A_REST: usize = 3;

/// Words that point back to what was said, in folded spelling.
const POINTERS: [&str; 22] = [
    "that", "this", "these", "those", "it", "its", "itself", "they", "them", "their", "theirs", "there", "then", "so",
    "same", "he", "him", "his", "she", "her", "hers", "one",
];

/// Those of them that mean one person.
const PERSONS: [&str; 6] = ["he", "him", "his", "she", "her", "hers"];

/// Words that carry a conversation on when they open a message: "and the date?", "but why?".
const CONTINUERS: [&str; 5] = ["and", "but", "or", "also", "plus"];

/// Words that name the kind of answer rather than a subject, beside a question word: "how many", "in which city".
const MEASURES: [&str; 23] = [
    "many", "much", "long", "far", "big", "often", "fast", "quick", "quickly", "soon", "date", "day", "month", "year",
    "time", "city", "town", "place", "country", "number", "reason", "person", "kind",
];

/// Nouns that ask for a kind of answer where no question word does: "and the reason?".
const ASKING_NOUNS: [(&str, AskedKind); 8] = [
    ("date", AskedKind::When),
    ("year", AskedKind::When),
    ("place", AskedKind::Where),
    ("location", AskedKind::Where),
    ("number", AskedKind::HowMany),
    ("reason", AskedKind::Why),
    ("name", AskedKind::Who),
    ("names", AskedKind::Who),
];

/// Words that make another question of a question word: where somebody is from is not where somebody is, "why not?" is
/// not "why?", and "who else?" asks for what the last answer left out.
const TURNING: [&str; 11] =
    ["from", "against", "without", "instead", "else", "not", "no", "never", "didnt", "dont", "isnt"];

/// Verbs by which people ask for the source of what was said.
const SAYING: [&str; 9] = ["say", "says", "said", "think", "thinks", "believe", "believes", "claims", "claimed"];

/// What is said, beside such a verb; "says who?" does without.
const WHAT_WAS_SAID: [&str; 4] = ["so", "that", "this", "it"];

/// The words of "and who is that?"; one word more, and it asks something else.
const IDENTITY: [&str; 12] = ["who", "is", "was", "that", "this", "it", "he", "she", "and", "but", "so", "exactly"];

impl Leaning {
    /// What in a question leans on the answer before it; `None` where it stands on its own or asks nothing.
    #[must_use]
    pub(super) fn of(analysis: &Analysis) -> Option<Self> {
        let words = &analysis.words;
        if words.is_empty() || words.len() > MAX_WORDS || has_any(words, &TURNING) {
            return None;
        }
        let asked = asked(analysis)?;
        let need = need(words)?;
        let points_at = if has_any(words, &PERSONS) {
            Pointed::Person
        } else if has_any(words, &["they"]) && has_any(words, &SAYING) {
            Pointed::Speakers
        } else {
            Pointed::Nobody
        };
        let aim = if asked == AskedKind::Who && need == Need::Bare { aim_of_who(words) } else { Aim::Fact };
        Some(Self { need, asked, points_at, aim })
    }
}

fn need(words: &[Word]) -> Option<Need> {
    let is_measure = |word: &&Word| MEASURES.contains(&word.folded.as_str());
    let heaviest = words.iter().filter(|word| !is_measure(word)).map(|word| word.commonness).max();
    let points = has_any(words, &POINTERS);
    match heaviest.unwrap_or(Commonness::Function) {
        Commonness::Function | Commonness::Filler => Some(Need::Bare),
        Commonness::Generic if points => Some(Need::Light),
        _ if points || continues(words) => Some(Need::Points),
        _ => (words.len() <= MAX_WORDS_OF_A_REST).then_some(Need::Rest),
    }
}

/// The kind of answer asked for. "What for?" asks why; "and the rank?" asks what, though it has no question word.
fn asked(analysis: &Analysis) -> Option<AskedKind> {
    let words = &analysis.words;
    let is_light = |word: &Word| word.commonness <= Commonness::Filler;
    let by_noun = || {
        let last = &words.last()?.folded;
        ASKING_NOUNS.iter().find(|(noun, _)| noun == last).map(|(_, asked)| *asked)
    };
    match analysis.asked {
        Some(AskedKind::What) if has_any(words, &["for", "because"]) && words.iter().all(is_light) => {
            Some(AskedKind::Why)
        }
        Some(asked) => Some(asked),
        None => by_noun().or_else(|| continues(words).then_some(AskedKind::What)),
    }
}

fn aim_of_who(words: &[Word]) -> Aim {
    let names_what_was_said = has_any(words, &WHAT_WAS_SAID) || words.len() == 2;
    if has_any(words, &["according"]) || (has_any(words, &SAYING) && names_what_was_said) {
        Aim::Source
    } else if has_any(words, &POINTERS) && words.iter().all(|word| IDENTITY.contains(&word.folded.as_str())) {
        Aim::Identity
    } else {
        Aim::Fact
    }
}

fn continues(words: &[Word]) -> bool {
    words.first().is_some_and(|first| CONTINUERS.contains(&first.folded.as_str()))
}

fn has_any(words: &[Word], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.folded.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Aim, Leaning, Need, Pointed};
    use crate::text::{Analyzer, AskedKind};

    fn read(question: &str) -> Option<Leaning> {
        Leaning::of(&Analyzer::english().analyze(question))
    }

    #[test]
    fn a_question_with_little_of_its_own_leans() {
        let check = |question: &str, need: Need, asked: AskedKind| {
            let found = read(question).map(|leaning| (leaning.need, leaning.asked));
            assert_eq!(found, Some((need, asked)), "{question}");
        };
        check("and when was that?", Need::Bare, AskedKind::When);
        check("how many?", Need::Bare, AskedKind::HowMany);
        check("In which city?", Need::Bare, AskedKind::Where);
        check("what for?", Need::Bare, AskedKind::Why);
        check("when did they get them?", Need::Light, AskedKind::When);
        check("who trained them?", Need::Points, AskedKind::Who);
        check("at which sites?", Need::Rest, AskedKind::What);
        check("and the date?", Need::Bare, AskedKind::When);
        check("and his rank?", Need::Points, AskedKind::What);
    }

    #[test]
    fn a_full_question_and_talk_stand_on_their_own() {
        for question in [
            "When did the peacekeepers receive their first training in Almaty, and who was there with them?",
            "Who decided to send the peacekeepers?",
            "where are they from?",
            "why not?",
            "who else?",
            "that is interesting",
            "lol",
            "",
        ] {
            assert_eq!(read(question), None, "{question}");
        }
    }

    #[test]
    fn some_ask_for_a_source_or_a_person() {
        let check = |question: &str, points_at: Pointed, aim: Aim| {
            let found = read(question).map(|leaning| (leaning.points_at, leaning.aim));
            assert_eq!(found, Some((points_at, aim)), "{question}");
        };
        check("says who?", Pointed::Nobody, Aim::Source);
        check("and who said that?", Pointed::Nobody, Aim::Source);
        check("who's that?", Pointed::Nobody, Aim::Identity);
        check("who is she?", Pointed::Person, Aim::Identity);
        check("who was there?", Pointed::Nobody, Aim::Fact);
        check("what did she say?", Pointed::Person, Aim::Fact);
        check("what did they say about it?", Pointed::Speakers, Aim::Fact);
    }
}
