//! A base's own wordings as questions that it has not seen: they are left out a part at a time, and the rest of the base
//! is asked them. What is learned from the answers is in `fit`.

use super::misspelling::misspelled;
use super::question::{Gold, Question, Wanted};
use crate::knowledge::{Fact, Knowledge};
use crate::text::{Analyzer, Commonness};

/// A base without a part of its wordings, and that part.
#[derive(Debug)]
pub(super) struct LeftOut {
    /// What is left.
    pub(super) knowledge: Knowledge,
    /// What was left out, as it stands.
    pub(super) questions: Vec<Question>,
    /// The same, as people in a hurry would write it.
    pub(super) hasty: Vec<Question>,
}

/// Leaves out one wording of every `n_parts` in turn; the canonical wordings stay.
pub(super) fn left_out(knowledge: &Knowledge, n_parts: usize) -> impl Iterator<Item = LeftOut> + '_ {
    let analyzer = Analyzer::english();
    (0..n_parts).map(move |part| {
        let mut kept = knowledge.clone();
        let mut questions = Vec::new();
        for (fact, original) in kept.facts.iter_mut().zip(&knowledge.facts) {
            let wanted = Wanted::Answer { golds: golds(original), needs_all: false };
            questions.extend(taken(&mut fact.also_asked, part, n_parts).map(|text| question(text, &wanted)));
        }
        for uncovered in &mut kept.uncovered {
            let wanted = Wanted::Nothing { why: None, corrections: Vec::new() };
            questions.extend(taken(&mut uncovered.asked, part, n_parts).map(|text| question(text, &wanted)));
        }
        let hasty = questions.iter().zip(0..).filter_map(|(question, number)| {
            Some(Question { text: hastily(&question.text, number, &analyzer)?, ..question.clone() })
        });
        let hasty = hasty.collect();
        LeftOut { knowledge: kept, questions, hasty }
    })
}

/// Takes every `n_parts`th wording out of a list, from the `part`th on.
fn taken(wordings: &mut Vec<String>, part: usize, n_parts: usize) -> impl Iterator<Item = String> + use<> {
    let mut position = 0;
    let out: Vec<String> = wordings
        .extract_if(.., |_| {
            position += 1;
            position % n_parts == part
        })
        .collect();
    out.into_iter()
}

/// The fact itself, and any that rests on one of its sentences.
fn golds(fact: &Fact) -> Vec<Gold> {
    let sentence =
        |cite: &crate::knowledge::Citation| Gold::Sentence { paragraph: cite.paragraph, sentence: cite.sentence };
    let sentences = fact.cites.iter().map(sentence);
    std::iter::once(Gold::Fact(fact.id.clone())).chain(sentences).collect()
}

fn question(text: String, wanted: &Wanted) -> Question {
    Question { text, kind: String::new(), wanted: wanted.clone(), line: 0 }
}

/// What stands around a question in a chat.
const CHATTER: [(&str, &str); 6] =
    [("hey ", ""), ("ok so ", " lol"), ("", " tho"), ("quick q: ", ""), ("hi all, ", " thx"), ("", " anyone know")];

/// At most this many words make a search by keywords.
const MAX_KEYWORDS: usize = 5;

/// The question mistyped, as bare keywords, or with chatter around it, in turn.
fn hastily(text: &str, number: usize, analyzer: &Analyzer) -> Option<String> {
    match number % 4 {
        0 | 1 => misspelled(text),
        2 => {
            let analysis = analyzer.analyze(text);
            let telling = analysis.words.iter().filter(|word| word.commonness > Commonness::Function);
            let words: Vec<&str> = telling.filter_map(|word| text.get(word.span.clone())).take(MAX_KEYWORDS).collect();
            (words.len() > 1).then(|| words.join(" "))
        }
        _ => {
            let (before, after) = CHATTER.get(number / 4 % CHATTER.len())?;
            Some(format!("{before}{}{after}", text.trim_end_matches('?')))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::left_out;
    use crate::knowledge::from_texts;

    #[test]
    fn every_wording_but_the_canonical_is_left_out_once() {
        let text = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Which bird is small?\"\nalso_asked = [\"the small bird\", \"tiny bird\", \"which is tiny\"]\nanswer = \"The wren.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 1 }]\n[[uncovered]]\nid = \"song\"\nsubject = \"songs\"\nasked = [\"what do they sing\", \"their song\"]\n[[source]]\nid = \"s\"\ntitle = \"S\"\n";
        let knowledge = from_texts(&[("a.toml", text)]).knowledge;
        let mut asked: Vec<String> = Vec::new();
        for out in left_out(&knowledge, 2) {
            let kept = out.knowledge.facts.iter().map(|fact| 1 + fact.also_asked.len()).sum::<usize>()
                + out.knowledge.uncovered.iter().map(|uncovered| uncovered.asked.len()).sum::<usize>();
            assert_eq!(kept + out.questions.len(), 6);
            asked.extend(out.questions.into_iter().map(|question| question.text));
        }
        asked.sort();
        assert_eq!(asked, ["the small bird", "their song", "tiny bird", "what do they sing", "which is tiny"]);
    }
}
