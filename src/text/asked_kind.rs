//! The kind of answer that a question asks for, read from its question words. Whether a fact gives that kind is
//! decided in `search`.

/// What sort of thing would answer the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AskedKind {
    /// "who", "whom", "whose".
    Who,
    /// "when", "what date", "which year", "since when".
    When,
    /// "where", "which city".
    Where,
    /// "how many", "how much", "the number of".
    HowMany,
    /// "how long".
    HowLong,
    /// "how fast", "how soon".
    HowFast,
    /// "how far", "how big", "how old": a measure that is neither a count nor a time.
    Measure,
    /// "why", "how come", "what for".
    Why,
    /// "how".
    How,
    /// "did they …", "is it …".
    YesOrNo,
    /// "what", "which".
    What,
}

impl AskedKind {
    /// Every kind. Receipts count on the order.
    pub const ALL: [Self; 11] = [
        Self::Who,
        Self::When,
        Self::Where,
        Self::HowMany,
        Self::HowLong,
        Self::HowFast,
        Self::Measure,
        Self::Why,
        Self::How,
        Self::YesOrNo,
        Self::What,
    ];

    /// Whether a fact gives this kind shows in what its wordings ask; "what", "how", "why" and "yes or no" fit any fact.
    #[must_use]
    pub fn is_specific(self) -> bool {
        !matches!(self, Self::Why | Self::How | Self::YesOrNo | Self::What)
    }

    /// The kind as a person would name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::When => "when",
            Self::Where => "where",
            Self::HowMany => "how many",
            Self::HowLong => "how long",
            Self::HowFast => "how fast",
            Self::Measure => "how far or how big",
            Self::Why => "why",
            Self::How => "how",
            Self::YesOrNo => "yes or no",
            Self::What => "what",
        }
    }

    /// The kind that these folded words ask for, and the position of the word that shows it; `None` for a plain statement
    /// or a list of keywords.
    #[must_use]
    pub fn find(words: &[&str]) -> Option<(Self, usize)> {
        let at = |index: usize| words.get(index).copied().unwrap_or_default();
        let asks = (0..words.len()).find_map(|index| {
            Self::at_question_word(at(index), at(index + 1), at(index + 2)).map(|kind| (kind, index))
        });
        let auxiliary = [0, 1].into_iter().find(|&index| AUXILIARIES.contains(&at(index)));
        let opening = auxiliary.filter(|&index| index == 0 || is_preamble(at(0)));
        let asks_to_be_told = words.iter().take(SCOPE_OF_A_REQUEST).any(|word| TELLING.contains(word));
        match (opening, asks) {
            (Some(index), _) if !asks_to_be_told => Some((Self::YesOrNo, index)),
            (Some(index), Some((Self::What | Self::How, _)) | None) => Some((Self::YesOrNo, index)),
            (_, found) => found,
        }
    }

    /// Whether a question may open with this folded word in the middle of a message: "any names?" asks nothing by itself.
    #[must_use]
    pub fn opens(word: &str) -> bool {
        let is_auxiliary = AUXILIARIES.contains(&word) && !word.starts_with("any");
        is_auxiliary || Self::at_question_word(word, "of", "").is_some()
    }

    /// Whether the folded word may stand before a question word: "in which", "by whom".
    #[must_use]
    pub fn is_preposition(word: &str) -> bool {
        matches!(
            word,
            "in" | "at" | "by" | "for" | "on" | "with" | "from" | "to" | "under" | "since" | "of" | "after" | "about"
        )
    }

    fn at_question_word(word: &str, next: &str, after: &str) -> Option<Self> {
        match word {
            "who" | "whos" | "whom" | "whose" | "whod" | "whove" => Some(Self::Who),
            "when" | "whens" => Some(Self::When),
            "where" | "wheres" | "wherever" => Some(Self::Where),
            "why" | "whys" => Some(Self::Why),
            "number" | "count" if next == "of" => Some(Self::HowMany),
            "date" | "month" | "year" if next.is_empty() => Some(Self::When),
            "how" => Some(Self::after_how(next)),
            "what" | "whats" | "which" | "wich" | "wat" => Some(Self::after_what(next, after)),
            _ => None,
        }
    }

    fn after_how(next: &str) -> Self {
        match next {
            "many" | "much" => Self::HowMany,
            "long" => Self::HowLong,
            "fast" | "quick" | "quickly" | "soon" | "swiftly" | "rapidly" | "speedily" | "promptly" => Self::HowFast,
            "far" | "big" | "wide" | "old" | "tall" | "deep" | "high" | "large" | "often" | "heavy" => Self::Measure,
            "come" => Self::Why,
            _ => Self::How,
        }
    }

    fn after_what(next: &str, after: &str) -> Self {
        match next {
            "date" | "day" | "month" | "year" | "time" | "point" => Self::When,
            "city" | "town" | "place" | "places" | "country" | "countries" | "location" | "region" => Self::Where,
            "number" if after != "is" => Self::HowMany,
            "reason" | "reasons" => Self::Why,
            "person" | "people" | "official" | "officials" | "general" | "generals" | "leader" | "leaders" => Self::Who,
            _ => Self::What,
        }
    }
}

/// Verbs that open a question to be answered by yes or no.
const AUXILIARIES: [&str; 38] = [
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should",
    "may", "might", "must", "isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "hasnt", "havent", "hadnt",
    "cant", "couldnt", "wont", "wouldnt", "shouldnt", "am", "r", "any", "anything", "anyone",
];

/// Within so many words a request to be told something names its verb: "could you please tell me when".
const SCOPE_OF_A_REQUEST: usize = 6;

/// Verbs behind which the question proper follows: "do you know who", "can you tell me where".
const TELLING: [&str; 12] =
    ["know", "tell", "say", "remember", "explain", "remind", "idea", "clarify", "state", "says", "mention", "reveal"];

/// Words that people put before the question proper.
fn is_preamble(word: &str) -> bool {
    matches!(
        word,
        "so" | "and" | "but" | "ok" | "okay" | "well" | "hey" | "hi" | "hello" | "um" | "btw" | "also" | "then"
    )
}

#[cfg(test)]
mod tests {
    use super::AskedKind;

    #[test]
    fn the_question_word_tells_what_is_asked_for() {
        let check = |words: &str, expected: Option<AskedKind>| {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(AskedKind::find(&words).map(|(kind, _)| kind), expected, "{words:?}");
        };
        check("who was praised", Some(AskedKind::Who));
        check("do you know when they left", Some(AskedKind::When));
        check("in which city were they trained", Some(AskedKind::Where));
        check("how many went", Some(AskedKind::HowMany));
        check("how long will it last", Some(AskedKind::HowLong));
        check("how quickly did they deploy", Some(AskedKind::HowFast));
        check("how far is it", Some(AskedKind::Measure));
        check("how come they left", Some(AskedKind::Why));
        check("how did they train", Some(AskedKind::How));
        check("did they say what they want", Some(AskedKind::YesOrNo));
        check("could you tell me where it was", Some(AskedKind::Where));
        check("did they follow the law when choosing people", Some(AskedKind::YesOrNo));
        check("so did parliament agree", Some(AskedKind::YesOrNo));
        check("what is undof", Some(AskedKind::What));
        check("contingent size", None);
        check("", None);
    }
}
