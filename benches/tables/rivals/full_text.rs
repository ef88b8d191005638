//! tantivy: a document for each fact, English stems, the project's stop words, and the five best documents asked for.

use factdesk::knowledge::Knowledge;
use factdesk::search::typo_budget;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer, TokenStream as _,
};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::Rival;
use crate::judged::Given;

/// How many documents are asked for: our engine keeps as many.
const N_BEST: usize = 5;
/// What the writer may use, in bytes: a base of a hundred thousand facts becomes one segment at once.
const WRITER_BYTES: usize = 400_000_000;
/// Longer words are no words, in bytes.
const LONGEST_WORD: usize = 40;
/// The project's stop words.
const STOP: &str = include_str!("../../../src/text/english/stop.txt");

/// How the words of a question are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// As they are; the documents are ordered by BM25.
    Exact,
    /// With our own budget of edits; tantivy then counts the words a document has.
    Fuzzy,
    /// Both beside each other.
    Both,
}

/// An index in memory.
pub struct FullText {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    text: Field,
    spelling: Spelling,
}

impl FullText {
    /// With this base.
    pub fn new(base: &Knowledge, spelling: Spelling) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_tokenizer("english");
        let indexing = indexing.set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let number = schema.add_u64_field("number", FAST);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("english", analyzer());
        let mut writer = index.writer_with_num_threads(1, WRITER_BYTES).expect("memory for the index");
        for (at, fact) in base.facts.iter().enumerate() {
            let mut document = TantivyDocument::default();
            for wording in fact.wordings().chain([fact.answer.as_str()]) {
                document.add_text(text, wording);
            }
            document.add_u64(number, at as u64);
            writer.add_document(document).expect("memory takes all");
        }
        writer.commit().expect("memory takes all");
        writer.wait_merging_threads().expect("memory takes all");
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader: tantivy::IndexReader = reader.expect("the index can be read");
        Self { searcher: reader.searcher(), analyzer: analyzer(), text, spelling }
    }

    fn query(&self, question: &str) -> BooleanQuery {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(question);
        while let Some(token) = stream.next() {
            let term = Term::from_field_text(self.text, &token.text);
            if self.spelling != Spelling::Fuzzy {
                clauses.push((Occur::Should, Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs))));
            }
            if self.spelling != Spelling::Exact {
                let budget = u8::try_from(typo_budget(token.text.chars().count())).expect("a budget is small");
                clauses.push((Occur::Should, Box::new(FuzzyTermQuery::new(term, budget, true))));
            }
        }
        BooleanQuery::new(clauses)
    }
}

impl Rival for FullText {
    fn ask(&self, question: &str) -> Given {
        let best = TopDocs::with_limit(N_BEST).order_by_score();
        let found = self.searcher.search(&self.query(question), &best).expect("memory can be read");
        Given::found(found.first().map(|(_, address)| {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let numbers = segment.fast_fields().u64("number").expect("every document has a number");
            let number = numbers.first(address.doc_id).expect("every document has a number");
            usize::try_from(number).expect("it was a position")
        }))
    }
}

fn analyzer() -> TextAnalyzer {
    let cut = TextAnalyzer::builder(SimpleTokenizer::default()).filter(RemoveLongFilter::limit(LONGEST_WORD));
    let stop = StopWordFilter::remove(STOP.split_whitespace().map(str::to_owned));
    cut.filter(LowerCaser).filter(stop).filter(Stemmer::new(Language::English)).build()
}
