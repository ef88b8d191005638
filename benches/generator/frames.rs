//! The sentences into which a fact's words are put: wordings of the fact, its answer, and other ways to ask for it. `{0}`
//! to `{4}` are the words of the wordings, `{5}` to `{7}` those of the answer, `{8}` is its figure.

use super::draft::Draft;
use super::vocabulary::Vocabulary;

/// One way to ask for something, and to tell it.
#[derive(Debug)]
pub struct Frame {
    /// The wordings of the fact, the canonical one first.
    pub wordings: [&'static str; 3],
    /// Its answer.
    pub answer: &'static str,
}

/// Every frame of the facts.
pub const FRAMES: [Frame; 8] = [
    Frame {
        wordings: [
            "What is the {0} {1} of the {2} {3} in {4}?",
            "{2} {3} {4} {0} {1}",
            "tell me about the {0} and the {1} that the {2} {3} has for {4}",
        ],
        answer: "The {0} {1} of the {2} {3} in {4} is the {5} {6}, with {8} of {7}.",
    },
    Frame {
        wordings: [
            "How many {0} did the {1} {2} bring to the {3} {4}?",
            "number of {0} from the {1} {2} at the {3} {4}",
            "{3} {4}: count of {0} brought by {1} {2}",
        ],
        answer: "The {1} {2} brought {8} {0} to the {3} {4}, by {5} and {6} from the {7}.",
    },
    Frame {
        wordings: [
            "When did the {0} {1} reach the {2} {3} of {4}?",
            "year of the {0} {1} at the {2} {3} {4}",
            "since when has the {2} {3} of {4} had a {0} {1}",
        ],
        answer: "The {0} {1} reached the {2} {3} of {4} in {8}, after the {5} {6} and its {7}.",
    },
    Frame {
        wordings: [
            "Who put the {0} {1} into the {2} {3} for {4}?",
            "person behind the {0} {1} in the {2} {3} {4}",
            "whose {0} {1} is it in the {2} {3} for {4}",
        ],
        answer: "The {5} {6} put the {0} {1} into the {2} {3} for {4}, and {8} of the {7}.",
    },
    Frame {
        wordings: [
            "Why does the {0} {1} need a {2} {3} before {4}?",
            "reason of the {0} {1} for a {2} {3} before {4}",
            "what makes {2} {3} {4} so important to the {0} {1}",
        ],
        answer: "The {0} {1} needs a {2} {3} before {4} because of {8} {5} in the {6} {7}.",
    },
    Frame {
        wordings: [
            "Where can the {0} {1} find {2} {3} for its {4}?",
            "place of {2} {3} for the {0} {1} {4}",
            "in which place are {2} and {3} for the {4} of the {0} {1}",
        ],
        answer: "The {0} {1} finds {2} {3} for its {4} near the {5} {6}, {8} steps from the {7}.",
    },
    Frame {
        wordings: [
            "Which {0} of the {1} {2} is kept with the {3} {4}?",
            "{1} {2} {0} kept with {3} {4}",
            "name the {0} that the {1} {2} keeps beside the {3} {4}",
        ],
        answer: "The {5} {0} of the {1} {2} is kept with the {3} {4}, as {6} number {8} of the {7}.",
    },
    Frame {
        wordings: [
            "How does the {0} {1} keep its {2} {3} near the {4}?",
            "way of the {0} {1} to keep {2} {3} near the {4}",
            "by what means do {0} {1} have {2} {3} at the {4}",
        ],
        answer: "The {0} {1} keeps its {2} {3} near the {4} by {8} {5} of {6} and {7}.",
    },
];

/// Other ways to ask, with four words in any order.
pub const REWORDED: [&str; 6] = [
    "I wonder what {0} and {1} have to do with the {2} {3}",
    "could you explain to me the {0} {1} with {2} or {3}?",
    "is there something on {0}, {1} and a {2} {3}",
    "what do you know of the {0} when {1} {2} gets {3}?",
    "please say more about {0} {1} under the {2} {3}",
    "do we have a {0} for {1} from {2} {3}?",
];

/// Ways to ask with three words.
pub const FOREIGN: [&str; 4] = [
    "What is the {0} of the {1} {2}?",
    "how many {0} does the {1} {2} have?",
    "who was the first {0} in {1} {2}",
    "tell me about {0}, {1} and {2}",
];

/// A frame with its gaps filled.
pub fn filled<'a>(frame: &str, word: impl Fn(usize) -> &'a str) -> String {
    let mut text = String::with_capacity(2 * frame.len());
    for (at, piece) in frame.split(['{', '}']).enumerate() {
        if at % 2 == 0 {
            text.push_str(piece);
        } else {
            text.push_str(word(piece.parse().expect("a gap has a number")));
        }
    }
    text
}

/// One sentence of a fact.
pub fn written(frame: &str, draft: &Draft, vocabulary: &Vocabulary) -> String {
    let figure = draft.figure.to_string();
    filled(frame, |gap| {
        let word = draft.asked.iter().chain(&draft.told).nth(gap);
        word.map_or(figure.as_str(), |word| vocabulary.word(*word))
    })
}
