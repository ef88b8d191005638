//! Drafts become a base in memory, as reading its files would have made it.

use std::path::PathBuf;

use factdesk::knowledge::{Citation, Fact, Knowledge, Origin, Source, Topic};

use super::draft::Plan;
use super::frames::{FRAMES, written};

/// How many topics a base has.
const N_TOPICS: usize = 40;
/// Sentences of each paragraph of the source.
const SENTENCES: usize = 10;
/// Words of the answer that the citation quotes.
const QUOTED: usize = 4;
/// The one source.
pub const SOURCE: &str = "records";
/// What the facts seem to be read from.
pub const FILE: &str = "facts.jsonl";

/// The whole base.
pub fn knowledge(plan: &Plan) -> Knowledge {
    let topics = (0..N_TOPICS.min(plan.n_facts)).map(|number| Topic { title: topic_title(plan, number) });
    let mut facts = Vec::with_capacity(plan.n_facts);
    facts.extend((0..plan.n_facts).map(|number| fact(plan, number)));
    Knowledge {
        sources: vec![Source {
            id: SOURCE.to_owned(),
            title: "Generated records".to_owned(),
            credit: None,
            date: None,
            url: None,
            about: Vec::new(),
        }],
        topics: topics.collect(),
        facts,
        ..Knowledge::default()
    }
}

/// The bytes that a curator would have typed for a fact: its texts, without any structure around them.
pub fn own_bytes(fact: &Fact) -> usize {
    let wordings: usize = fact.wordings().map(str::len).sum();
    let cites = fact.cites.iter().map(|cite| cite.source.len() + cite.quote.as_ref().map_or(0, String::len));
    let keywords: usize = fact.keywords.iter().map(String::len).sum();
    fact.id.len() + fact.answer.len() + wordings + keywords + cites.sum::<usize>()
}

/// The heading of a topic.
pub fn topic_title(plan: &Plan, number: usize) -> String {
    let word = plan.vocabulary.word(number);
    format!("On {word}")
}

/// One fact of the base.
pub fn fact(plan: &Plan, number: usize) -> Fact {
    let draft = plan.draft(number);
    let [canonical, second, third] = FRAMES[draft.frame].wordings.map(|frame| written(frame, &draft, &plan.vocabulary));
    let answer = written(FRAMES[draft.frame].answer, &draft, &plan.vocabulary);
    let quote = answer.split(' ').take(QUOTED).collect::<Vec<_>>().join(" ");
    let place = |number: usize| u32::try_from(number + 1).expect("a base has fewer facts than that");
    Fact {
        id: format!("fact-{number}"),
        topic: number * N_TOPICS.min(plan.n_facts) / plan.n_facts,
        question: canonical,
        answer,
        also_asked: vec![second, third],
        keywords: Vec::new(),
        cites: vec![Citation {
            source: SOURCE.to_owned(),
            paragraph: place(number / SENTENCES),
            sentence: place(number % SENTENCES),
            quote: Some(quote),
        }],
        when: None,
        review_by: None,
        related: Vec::new(),
        origin: Origin { file: PathBuf::from(FILE), line: number + 1, column: 1 },
    }
}
