//! The fingerprint of a base: equal texts give an equal revision, whatever the files are called, however they are laid
//! out and in whatever order they are read.

use crc32fast::Hasher;

use super::{Citation, Fact, Knowledge, Revision, Source, Synonym, Uncovered};

impl Revision {
    /// The revision of everything a curator has written in this base.
    #[must_use]
    pub fn of(knowledge: &Knowledge) -> Self {
        let mut others: Vec<Vec<u8>> = Vec::new();
        others.extend(knowledge.sources.iter().map(source));
        others.extend(knowledge.synonyms.iter().map(synonym));
        others.extend(knowledge.uncovered.iter().map(uncovered));
        others.sort();
        let mut hasher = Hasher::new();
        for item in in_order(knowledge) {
            hasher.update(&fact(item, knowledge));
        }
        for record in others {
            hasher.update(&record);
        }
        Self(hasher.finalize())
    }
}

impl Fact {
    /// A short fingerprint of the id, for receipts.
    #[must_use]
    pub fn fingerprint(&self) -> u32 {
        crc32fast::hash(self.id.as_bytes())
    }
}

/// The facts in the order of their records, which is that of all records where "fact" is the shortest kind: a record
/// begins with the length of the id and the id. A million records are not kept side by side for it.
fn in_order(knowledge: &Knowledge) -> Vec<&Fact> {
    let mut facts: Vec<&Fact> = knowledge.facts.iter().collect();
    let length = |fact: &Fact| (fact.id.len() as u64).to_le_bytes();
    facts.sort_by(|a, b| {
        let by_id = length(a).cmp(&length(b)).then_with(|| a.id.cmp(&b.id));
        by_id.then_with(|| fact(a, knowledge).cmp(&fact(b, knowledge)))
    });
    facts
}

fn source(source: &Source) -> Vec<u8> {
    let mut record = Record::new("source");
    record.text(&source.id).text(&source.title);
    for part in [&source.credit, &source.date, &source.url] {
        record.optional(part.as_deref());
    }
    record.0
}

fn fact(fact: &Fact, knowledge: &Knowledge) -> Vec<u8> {
    let mut record = Record::new("fact");
    let topic = knowledge.topics.get(fact.topic).map(|topic| topic.title.as_str());
    record.text(&fact.id).optional(topic).text(&fact.question).text(&fact.answer);
    record.texts(&fact.also_asked).texts(&fact.keywords).number(fact.cites.len());
    for citation in &fact.cites {
        cite(&mut record, citation);
    }
    record.optional(fact.when.map(|when| when.to_string()).as_deref()).number(fact.related.len());
    for &number in &fact.related {
        record.optional(knowledge.fact(number).map(|related| related.id.as_str()));
    }
    record.0
}

fn cite(record: &mut Record, citation: &Citation) {
    record.text(&citation.source).number(citation.paragraph as usize).number(citation.sentence as usize);
    record.optional(citation.quote.as_deref());
}

fn synonym(synonym: &Synonym) -> Vec<u8> {
    let mut record = Record::new("synonym");
    record.texts(&synonym.words);
    record.0
}

fn uncovered(uncovered: &Uncovered) -> Vec<u8> {
    let mut record = Record::new("uncovered");
    record.text(&uncovered.id).text(&uncovered.subject).texts(&uncovered.asked).texts(&uncovered.keywords);
    record.0
}

/// Texts one after another, each after its length, so that no two different records look alike.
struct Record(Vec<u8>);

impl Record {
    fn new(kind: &str) -> Self {
        let mut record = Self(Vec::new());
        record.text(kind);
        record
    }

    fn number(&mut self, number: usize) -> &mut Self {
        self.0.extend((number as u64).to_le_bytes());
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.number(text.len());
        self.0.extend(text.as_bytes());
        self
    }

    fn texts(&mut self, texts: &[String]) -> &mut Self {
        self.number(texts.len());
        for text in texts {
            self.text(text);
        }
        self
    }

    fn optional(&mut self, text: Option<&str>) -> &mut Self {
        self.number(usize::from(text.is_some())).text(text.unwrap_or_default())
    }
}
