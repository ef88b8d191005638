//! Recognises messages that are no questions about the subject: greetings, thanks, farewells, questions about the desk
//! itself. Only a message that holds nothing else counts, so "hi, how many went?" is a question.

use super::outcome::SmallTalk;
use crate::text::Analysis;

/// Whole messages by kind, in folded spelling without [`ADDRESSES`].
const PHRASES: [(SmallTalk, &[&str]); 4] = [
    (
        SmallTalk::Greeting,
        &[
            "hi",
            "hii",
            "hello",
            "hey",
            "heya",
            "hiya",
            "yo",
            "gm",
            "sup",
            "greetings",
            "howdy",
            "good morning",
            "morning",
            "good evening",
            "evening",
            "good afternoon",
            "good day",
            "whats up",
            "what up",
            "how are you",
            "how are you doing",
            "how are you today",
            "hows it going",
            "how is it going",
            "salem",
            "salam",
            "hi how are you",
            "hello how are you",
        ],
    ),
    (
        SmallTalk::Thanks,
        &[
            "thanks",
            "thank you",
            "thx",
            "ty",
            "tysm",
            "thank you so much",
            "thanks a lot",
            "thank you very much",
            "thanks so much",
            "many thanks",
            "cheers",
            "good bot",
            "nice bot",
            "great bot",
            "nice",
            "great",
            "awesome",
            "cool",
            "cool thanks",
            "ok thanks",
            "okay thanks",
            "ok thank you",
            "perfect",
            "perfect thanks",
            "well done",
            "good job",
            "got it",
            "got it thanks",
            "love this bot",
            "much appreciated",
            "rakhmet",
            "great thanks",
            "nice one",
        ],
    ),
    (
        SmallTalk::Farewell,
        &[
            "bye",
            "goodbye",
            "good bye",
            "bye bye",
            "see you",
            "see ya",
            "cya",
            "good night",
            "gn",
            "later",
            "see you later",
        ],
    ),
    (
        SmallTalk::AboutTheDesk,
        &[
            "who are you",
            "what are you",
            "are you human",
            "are you a human",
            "are you a bot",
            "are you real",
            "are you a real person",
            "are you an ai",
            "are you ai",
            "are you chatgpt",
            "are you a robot",
            "are you alive",
            "what can you do",
            "what do you do",
            "what do you know",
            "what can i ask",
            "what can i ask you",
            "what can you answer",
            "help",
            "help me",
            "how do you work",
            "how does this work",
            "how does this bot work",
            "what is this",
            "what is this bot",
            "what does this bot do",
            "who made you",
            "who made this bot",
            "who built you",
            "what is your name",
            "whats your name",
            "what do you cover",
            "what topics do you cover",
            "who is this",
            "what is factdesk",
            "can you help",
            "can you help me",
            "are you there",
            "you there",
        ],
    ),
];

/// Words that only address somebody or soften; they are left out before comparing.
const ADDRESSES: [&str; 24] = [
    "everyone",
    "everybody",
    "all",
    "guys",
    "folks",
    "there",
    "bot",
    "mate",
    "friend",
    "friends",
    "please",
    "pls",
    "so",
    "ok",
    "okay",
    "oh",
    "ah",
    "well",
    "again",
    "man",
    "bro",
    "dude",
    "factdesk",
    "team",
];

/// The kind of small talk that the message is, if it is nothing else.
#[must_use]
pub(super) fn small_talk(analysis: &Analysis) -> Option<SmallTalk> {
    let words: Vec<&str> = analysis.words.iter().map(|word| word.folded.as_str()).collect();
    let whole = words.join(" ");
    let bare: Vec<&str> = words.iter().copied().filter(|word| !ADDRESSES.contains(word)).collect();
    let bare = bare.join(" ");
    let is_one_of = |phrases: &[&str]| phrases.contains(&whole.as_str()) || phrases.contains(&bare.as_str());
    PHRASES.iter().find(|(_, phrases)| is_one_of(phrases)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::small_talk;
    use crate::answer::SmallTalk;
    use crate::text::Analyzer;

    #[test]
    fn only_a_message_that_is_nothing_else_is_small_talk() {
        let analyzer = Analyzer::english();
        let check = |message: &str, expected| assert_eq!(small_talk(&analyzer.analyze(message)), expected, "{message}");
        check("gm everyone ☀️", Some(SmallTalk::Greeting));
        check("Hi there!", Some(SmallTalk::Greeting));
        check("thanks!", Some(SmallTalk::Thanks));
        check("Good night all", Some(SmallTalk::Farewell));
        check("are you human?", Some(SmallTalk::AboutTheDesk));
        check("so what can you do?", Some(SmallTalk::AboutTheDesk));
        check("hi, how many soldiers went?", None);
        check("thanks, and when?", None);
        check("", None);
    }
}
