//! Written records become one base: ids are unique, citations and related facts point somewhere, topics are gathered.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fact_file::is_json_lines;
use super::file::{WrittenCitation, WrittenFact, WrittenFile, WrittenSource, WrittenSynonym, WrittenUncovered};
use super::places::{FactPlaces, Places, SourcePlaces, UncoveredPlaces, positions};
use super::position::Position;
use super::problem::Problem;
use super::table::Text;
use super::{
    Citation, Fact, FactNumber, Knowledge, Moment, NotAMoment, Origin, Revision, Source, Synonym, Topic, Uncovered,
};

/// Joins what the files hold. Where not all of them could be read (`is_whole` is false), a reference that leads nowhere
/// is not held against its writer.
pub(crate) fn assemble(files: Vec<(PathBuf, WrittenFile)>, is_whole: bool) -> (Knowledge, Places, Vec<Problem>) {
    let mut assembly = Assembly { is_whole, ..Assembly::default() };
    let mut facts = Vec::new();
    for (path, file) in files {
        let path: Arc<Path> = path.into();
        assembly.take_sources(&path, file.sources);
        assembly.take_synonyms(&path, file.synonyms);
        assembly.take_uncovered(&path, file.uncovered);
        let of_file = file.topic.map(value);
        for mut fact in file.facts {
            let written = fact.topic.take().map(value);
            let topic = assembly.topic(&path, fact.at.line, written.as_ref().or(of_file.as_ref()));
            facts.push((Arc::clone(&path), topic, fact));
        }
    }
    // Stable, so that the facts of a topic stay in reading order even where two files share it.
    facts.sort_by_key(|(_, topic, _)| *topic);
    assembly.take_facts(facts);
    let Assembly { mut knowledge, places, problems, .. } = assembly;
    knowledge.revision = Revision::of(&knowledge);
    (knowledge, places, problems)
}

#[derive(Default)]
struct Assembly {
    knowledge: Knowledge,
    places: Places,
    problems: Vec<Problem>,
    is_whole: bool,
    /// Ids by kind, with the place where each was first given.
    ids: HashMap<&'static str, HashMap<String, (Arc<Path>, Position)>>,
    /// Topics by title: a file of lines may name another on each.
    topics: HashMap<String, usize>,
    /// The files that were told of their missing topic.
    without_topic: HashSet<Arc<Path>>,
}

/// The kinds of record that have an id.
const SOURCE: &str = "source";
const FACT: &str = "fact";
const UNCOVERED: &str = "uncovered";

impl Assembly {
    /// The topic of a fact, by its title or, where none is written, by the name of the file.
    fn topic(&mut self, path: &Arc<Path>, line: usize, written: Option<&String>) -> usize {
        let title = written.cloned().unwrap_or_else(|| title_from_name(path));
        if written.is_none() && self.is_whole && self.without_topic.insert(Arc::clone(path)) {
            let message = format!("the file has no topic; add topic = \"{title}\" as its first line, or a better name");
            let message = if is_json_lines(path) {
                format!("no topic is written; add \"topic\": \"{title}\" to each line, or a better name")
            } else {
                message
            };
            self.problems.push(Problem::warning(path, line, message));
        }
        let topics = &mut self.knowledge.topics;
        *self.topics.entry(title).or_insert_with_key(|title| {
            topics.push(Topic { title: title.clone() });
            topics.len() - 1
        })
    }

    /// Whether the id is the first of its kind; where it is not, that is a problem.
    fn is_new(&mut self, kind: &'static str, path: &Arc<Path>, id: &Text) -> bool {
        let ids = self.ids.entry(kind).or_default();
        if let Some((file, at)) = ids.get(&id.value) {
            let first = Origin::new(file, *at);
            let message = format!("the {kind} id `{}` is taken by {first}; give this one another", id.value);
            self.problems.push(Problem::error(path, id.at, message));
            return false;
        }
        ids.insert(id.value.clone(), (Arc::clone(path), id.at));
        true
    }

    fn has_id(&self, kind: &str, id: &str) -> bool {
        self.ids.get(kind).is_some_and(|ids| ids.contains_key(id))
    }

    /// All ids of a kind, for advice.
    fn ids_of(&self, kind: &str) -> Vec<&str> {
        self.ids.get(kind).into_iter().flat_map(HashMap::keys).map(String::as_str).collect()
    }

    fn take_sources(&mut self, path: &Arc<Path>, sources: Vec<WrittenSource>) {
        for source in sources {
            let Some(id) = source.id.filter(|id| self.is_new(SOURCE, path, id)) else { continue };
            let Some(title) = source.title else { continue };
            self.places
                .sources
                .push(SourcePlaces { origin: Origin::new(path, source.at), about: positions(&source.about) });
            self.knowledge.sources.push(Source {
                id: id.value,
                title: title.value,
                credit: source.credit.map(value),
                date: source.date.map(value),
                url: source.url.map(value),
                about: source.about.into_iter().map(value).collect(),
            });
        }
    }

    fn take_synonyms(&mut self, path: &Path, synonyms: Vec<WrittenSynonym>) {
        let synonyms = synonyms.into_iter().filter(|synonym| synonym.words.len() > 1);
        for synonym in synonyms {
            self.places.synonyms.push(positions(&synonym.words));
            self.knowledge.synonyms.push(Synonym {
                words: synonym.words.into_iter().map(value).collect(),
                origin: Origin::new(path, synonym.at),
            });
        }
    }

    fn take_uncovered(&mut self, path: &Arc<Path>, records: Vec<WrittenUncovered>) {
        for record in records {
            let places = UncoveredPlaces::of(&record);
            let Some(id) = record.id.filter(|id| self.is_new(UNCOVERED, path, id)) else { continue };
            let Some(subject) = record.subject else { continue };
            self.places.uncovered.push(places);
            self.knowledge.uncovered.push(Uncovered {
                id: id.value,
                subject: subject.value,
                asked: record.asked.into_iter().map(value).collect(),
                keywords: record.keywords.into_iter().map(value).collect(),
                origin: Origin::new(path, record.at),
            });
        }
    }

    /// Keeps the facts that have all they need, and resolves what they refer to.
    fn take_facts(&mut self, facts: Vec<(Arc<Path>, usize, WrittenFact)>) {
        let mut all_related = Vec::new();
        if !facts.is_empty() && self.is_whole && !self.ids.contains_key(SOURCE) {
            let message = "there is no [[source]] to cite; write one in a file sources.toml beside this one";
            self.problems.extend(facts.iter().take(1).map(|(path, ..)| Problem::error(path, None, message)));
        }
        for (path, topic, mut fact) in facts {
            let is_new = fact.id.as_ref().is_some_and(|id| self.is_new(FACT, &path, id));
            let places = FactPlaces::of(&fact);
            let related = std::mem::take(&mut fact.related);
            let made = self.fact(&path, topic, fact);
            if !related.is_empty() {
                all_related.push((path, related, made.as_ref().filter(|_| is_new).map(|fact| fact.id.clone())));
            }
            if let Some(fact) = made.filter(|_| is_new) {
                self.knowledge.facts.push(fact);
                self.places.facts.push(places);
            }
        }
        self.resolve_related(all_related);
    }

    fn fact(&mut self, path: &Path, topic: usize, fact: WrittenFact) -> Option<Fact> {
        let subject = fact.id.as_ref().map_or("fact".to_owned(), |id| format!("fact `{}`", id.value));
        let when = self.moment(path, &subject, "when", fact.when);
        let review_by = self.moment(path, &subject, "review_by", fact.review_by);
        let cites = fact.cites.into_iter().filter_map(|citation| self.citation(path, &subject, citation)).collect();
        Some(Fact {
            id: fact.id?.value,
            topic,
            question: fact.question?.value,
            answer: fact.answer?.value,
            also_asked: fact.also_asked.into_iter().map(value).collect(),
            keywords: fact.keywords.into_iter().map(value).collect(),
            cites,
            when,
            review_by,
            related: Vec::new(),
            origin: Origin::new(path, fact.at),
        })
    }

    fn moment(&mut self, path: &Path, subject: &str, key: &str, text: Option<Text>) -> Option<Moment> {
        let text = text?;
        let moment = text.value.parse();
        let not_a_moment = |reason| Problem::error(path, text.at, format!("{subject}: `{key}` is {reason}"));
        moment.map_err(|reason: NotAMoment| self.problems.push(not_a_moment(reason))).ok()
    }

    fn citation(&mut self, path: &Path, subject: &str, citation: WrittenCitation) -> Option<Citation> {
        let source = citation.source?;
        if self.is_whole && self.ids.contains_key(SOURCE) && !self.has_id(SOURCE, &source.value) {
            let advice = nearest(&source.value, &self.ids_of(SOURCE)).unwrap_or("add it to sources.toml".to_owned());
            let message = format!("{subject}: no source has the id `{}`; {advice}", source.value);
            self.problems.push(Problem::error(path, citation.at, message));
        }
        let quote = citation.quote.map(value);
        Some(Citation { source: source.value, paragraph: citation.paragraph?, sentence: citation.sentence?, quote })
    }

    fn resolve_related(&mut self, all_related: Vec<(Arc<Path>, Vec<Text>, Option<String>)>) {
        if all_related.is_empty() {
            return;
        }
        let kept = self.knowledge.facts.iter().enumerate();
        let numbers: HashMap<String, usize> = kept.map(|(index, fact)| (fact.id.clone(), index)).collect();
        for (path, related, id) in all_related {
            for text in &related {
                if self.is_whole && !self.has_id(FACT, &text.value) {
                    let advice = nearest(&text.value, &self.ids_of(FACT))
                        .unwrap_or("write that fact or take the id out".to_owned());
                    let message = format!("`related` names `{}`, but no fact has that id; {advice}", text.value);
                    self.problems.push(Problem::error(&path, text.at, message));
                }
            }
            let fact = id.and_then(|id| numbers.get(&id)).and_then(|&index| self.knowledge.facts.get_mut(index));
            if let Some(fact) = fact {
                let related = related.iter().filter_map(|text| numbers.get(&text.value));
                fact.related = related.map(|&index| FactNumber::new(index)).collect();
            }
        }
    }
}

/// How alike an id must be to be offered, 0 to 1 (Jaro-Winkler).
const ID_LIKENESS: f64 = 0.85;

fn nearest(id: &str, known: &[&str]) -> Option<String> {
    let likeness = |other: &&str| strsim::jaro_winkler(id, other);
    // Ids of equal likeness are told apart by their letters, so that the advice is the same on every run.
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then(b.cmp(a)))?;
    (likeness(best) >= ID_LIKENESS).then(|| format!("did you mean `{best}`?"))
}

/// "10-contingent.toml" becomes "Contingent".
fn title_from_name(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let words = stem.trim_start_matches(|letter: char| !letter.is_alphabetic()).replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Facts".to_owned(),
    }
}

fn value(text: Text) -> String {
    text.value
}
