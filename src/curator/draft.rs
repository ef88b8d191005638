//! A fact that is not written yet: the same texts, without a place in a base.

use crate::check::bare_words;
use crate::knowledge::{Citation, Fact, Knowledge, WrittenFact};

/// What a curator wants to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The title of its topic.
    pub topic: String,
    /// The name that it keeps.
    pub id: String,
    /// The canonical wording.
    pub question: String,
    /// The text that is said.
    pub answer: String,
    /// Other wordings.
    pub also_asked: Vec<String>,
    /// Words that mark it.
    pub keywords: Vec<String>,
    /// Where it stands in the sources.
    pub cites: Vec<Citation>,
    /// A year, a month or a day.
    pub when: Option<String>,
    /// Ids of facts that a reader may want next.
    pub related: Vec<String>,
}

impl Draft {
    /// A fact of a base as a draft.
    #[must_use]
    pub fn of(fact: &Fact, knowledge: &Knowledge) -> Self {
        let topic = knowledge.topics.get(fact.topic).map(|topic| topic.title.clone());
        let related = fact.related.iter().filter_map(|&number| knowledge.fact(number));
        Self {
            topic: topic.unwrap_or_default(),
            id: fact.id.clone(),
            question: fact.question.clone(),
            answer: fact.answer.clone(),
            also_asked: fact.also_asked.clone(),
            keywords: fact.keywords.clone(),
            cites: fact.cites.clone(),
            when: fact.when.map(|when| when.to_string()),
            related: related.map(|fact| fact.id.clone()).collect(),
        }
    }

    /// Takes another wording, unless it is one already: case, punctuation and spacing make no difference.
    pub fn take_wording(&mut self, text: &str) {
        let words = bare_words(text);
        let mut wordings = std::iter::once(&self.question).chain(&self.also_asked);
        if wordings.all(|wording| bare_words(wording) != words) {
            self.also_asked.push(text.trim().to_owned());
        }
    }

    /// What was read as one fact of a file; `None` where something is missing that a fact must have.
    pub(super) fn of_written(fact: WrittenFact) -> Option<Self> {
        let cites = fact.cites.into_iter().map(|citation| {
            let quote = citation.quote.map(|quote| quote.value);
            let (paragraph, sentence) = (citation.paragraph?, citation.sentence?);
            Some(Citation { source: citation.source?.value, paragraph, sentence, quote })
        });
        Some(Self {
            topic: fact.topic.map(|topic| topic.value).unwrap_or_default(),
            id: fact.id?.value,
            question: fact.question?.value,
            answer: fact.answer?.value,
            also_asked: fact.also_asked.into_iter().map(|text| text.value).collect(),
            keywords: fact.keywords.into_iter().map(|text| text.value).collect(),
            cites: cites.collect::<Option<Vec<Citation>>>().filter(|cites| !cites.is_empty())?,
            when: fact.when.map(|when| when.value),
            related: fact.related.into_iter().map(|text| text.value).collect(),
        })
    }
}
