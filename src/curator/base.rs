//! The base that a curator works on: what is read, what was already wrong with it, and the rules for a draft that is not
//! whole yet.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::toml_record::{fact_record, source_record, topic_line};
use super::whereabouts::propose_id;
use crate::check::{lint, wording_owner};
use crate::knowledge::{Citation, Knowledge, Loaded, Problem, Reading, Source, from_texts, load_changed};

/// A folder and what is in it, which may be nothing yet.
#[derive(Debug)]
pub struct Base {
    pub(super) folder: PathBuf,
    pub(super) loaded: Loaded,
    /// What was wrong before anything was changed, once it was asked for.
    problems: OnceCell<Vec<Problem>>,
}

impl Base {
    /// Reads a folder; an empty or missing one is the beginning of a base.
    ///
    /// # Errors
    ///
    /// All problems, where some of them must be put right first.
    pub fn open(folder: &Path, reading: &Reading) -> Result<Self, Vec<Problem>> {
        let mut loaded = load_changed(folder, &[], reading);
        if loaded.is_new {
            loaded.problems.clear();
        }
        if loaded.has_errors() {
            return Err(loaded.problems);
        }
        Ok(Self { folder: folder.to_owned(), loaded, problems: OnceCell::new() })
    }

    /// What it holds.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.loaded.knowledge
    }

    /// Where it stands.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What there is to say about it.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.problems.get_or_init(|| problems(&self.loaded))
    }

    /// What is wrong with the texts of a draft so far; what is still empty in it is not looked at.
    #[must_use]
    pub fn problems_so_far(&self, draft: &Draft, new_sources: &[Source]) -> Vec<Problem> {
        let stand_in = |text: &str| if text.is_empty() { "…".to_owned() } else { text.to_owned() };
        let mut filled = draft.clone();
        filled.question = stand_in(&draft.question);
        filled.answer = stand_in(&draft.answer);
        let mut sources: Vec<Source> = self.knowledge().sources.iter().chain(new_sources).cloned().collect();
        if draft.cites.is_empty() {
            let source = "a".to_owned();
            sources.push(Source::titled(&source, &source));
            filled.cites.push(Citation { source, paragraph: 1, sentence: 1, quote: None });
        }
        if draft.id.is_empty() {
            // One that no fact has, or what is related to that fact would seem related to itself.
            filled.id = propose_id("", self.knowledge());
        }
        let named = self.knowledge().facts.iter().filter(|fact| draft.related.contains(&fact.id));
        let named: Vec<Draft> = named.map(|fact| Draft::of(fact, self.knowledge())).collect();
        let others: String = named.iter().map(fact_record).collect();
        let text = topic_line(&stand_in(&draft.topic)) + &fact_record(&filled);
        let sources: String = sources.iter().map(source_record).collect();
        let loaded = from_texts(&[
            (DRAFT, &text),
            ("others.toml", &(topic_line("Others") + &others)),
            ("sources.toml", &sources),
        ]);
        let found = problems(&loaded).into_iter().filter(|problem| problem.file == Path::new(DRAFT));
        found.chain(self.taken(draft)).collect()
    }

    /// A wording or an id that leads to another fact already; what is empty leads nowhere.
    fn taken(&self, draft: &Draft) -> Vec<Problem> {
        let problem = |message: String| Problem::error(Path::new(DRAFT), None, message);
        let wordings = std::iter::once(&draft.question).chain(&draft.also_asked).filter(|text| !text.is_empty());
        let owners = wordings.filter_map(|text| Some((text, wording_owner(&self.loaded, text)?)));
        let mut found: Vec<Problem> = owners
            .map(|(text, owner)| problem(format!("“{text}” already leads to {owner}; ask for it in other words")))
            .collect();
        if !draft.id.is_empty() && self.knowledge().find(&draft.id).is_some() {
            found.push(problem(format!("the id `{}` is taken by another fact; choose another", draft.id)));
        }
        found
    }
}

/// The name that a draft has while it is in no file.
const DRAFT: &str = "draft.toml";

/// Everything that loader and `check` have to say.
pub(super) fn problems(loaded: &Loaded) -> Vec<Problem> {
    let mut problems = lint(loaded);
    problems.extend(loaded.problems.iter().cloned());
    problems.sort();
    problems.dedup();
    problems
}
