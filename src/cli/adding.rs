//! The questions by which a fact is drafted: each is asked until its answer keeps the rules, and only that one again.

use super::ExitCode;
use super::failure::Failure;
use super::prompts::{Prompts, say};
use super::terminal::Look;
use crate::answer::Engine;
use crate::curator::{Base, Draft, cited, propose_id};
use crate::knowledge::{Citation, Problem, Source};

/// A draft while it is being asked for.
pub(super) struct Adding<'a> {
    pub(super) base: &'a Base,
    /// Finds wordings that come close; there is none where there is no fact.
    pub(super) engine: Option<Engine>,
    pub(super) draft: Draft,
    pub(super) new_sources: Vec<Source>,
    pub(super) look: Look,
    /// The title of a source that is new.
    pub(super) source_title: Option<String>,
}

/// Whether an answer may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    Optional,
}

impl Adding<'_> {
    /// Asks for everything that the flags did not give.
    pub(super) fn ask(&mut self, prompts: &mut Prompts) -> Result<(), Failure> {
        if self.draft.question.is_empty() {
            let label = "Question, as members will read it:";
            self.field(prompts, label, Need::Required, |draft, text| draft.question = text)?;
            self.tell_near(&self.draft.question.clone())?;
        }
        if self.draft.answer.is_empty() {
            self.field(prompts, "Answer, in your own words:", Need::Required, |draft, text| draft.answer = text)?;
        }
        if self.draft.cites.is_empty() {
            self.cites(prompts)?;
        }
        self.easier_to_find(prompts)?;
        if self.draft.topic.is_empty() {
            self.topic(prompts)?;
        }
        if self.draft.id.is_empty() {
            let proposed = propose_id(&self.draft.question, self.base.knowledge());
            let label = format!("Id, which it keeps for good [{proposed}]:");
            self.field(prompts, &label, Need::Optional, |draft, text| draft.id = text)?;
        }
        Ok(())
    }

    /// What may be left out.
    fn easier_to_find(&mut self, prompts: &mut Prompts) -> Result<(), Failure> {
        if self.draft.also_asked.is_empty() {
            let label = "Another wording of the question (Enter for none):";
            while self.field(prompts, label, Need::Optional, |draft, text| draft.take_wording(&text))? {
                self.tell_near(&self.draft.also_asked.last().cloned().unwrap_or_default())?;
            }
        }
        if self.draft.keywords.is_empty() {
            let label = "Words that mark it, with commas between (Enter for none):";
            let split = |text: &str| text.split(',').map(|word| word.trim().to_owned()).collect::<Vec<String>>();
            let words = |text: String| split(&text).into_iter().filter(|word| !word.is_empty()).collect();
            self.field(prompts, label, Need::Optional, |draft, text| draft.keywords = words(text))?;
        }
        if self.draft.when.is_none() {
            let label = "When it happened, such as 2024 or 2024-12-31 (Enter for never mind):";
            self.field(prompts, label, Need::Optional, |draft, text| draft.when = Some(text))?;
        }
        Ok(())
    }

    /// Asks for one thing until it is right; whether there was an answer.
    fn field(
        &mut self,
        prompts: &mut Prompts,
        label: &str,
        need: Need,
        set: impl Fn(&mut Draft, String),
    ) -> Result<bool, Failure> {
        loop {
            let answer = prompts.ask(label)?;
            match (answer.filter(|answer| !answer.is_empty()), need) {
                (Some(answer), _) => {
                    let mut tried = self.draft.clone();
                    set(&mut tried, answer);
                    if self.is_right(&tried)? {
                        self.draft = tried;
                        return Ok(true);
                    }
                }
                (None, Need::Optional) => return Ok(false),
                (None, Need::Required) if prompts.are_typed() => say("  This one is needed; Ctrl-C leaves.")?,
                (None, Need::Required) => {
                    let message = format!("there is no answer to “{label}”; nothing was written");
                    return Err(Failure::Told(message, ExitCode::Unusable));
                }
            }
        }
    }

    /// Tells what is wrong or odd; only what is wrong is asked again.
    fn is_right(&self, tried: &Draft) -> Result<bool, Failure> {
        let known = self.base.problems_so_far(&self.draft, &self.new_sources);
        let found = self.base.problems_so_far(tried, &self.new_sources);
        let new: Vec<&Problem> = found.iter().filter(|problem| !known.contains(problem)).collect();
        for problem in &new {
            say(&self.look.hang(&bare(problem), "  ! ", "    ").join("\n"))?;
        }
        Ok(!new.into_iter().any(Problem::is_error))
    }

    /// Where it stands in the sources: at least one place.
    fn cites(&mut self, prompts: &mut Prompts) -> Result<(), Failure> {
        loop {
            let usual = self.usual_source();
            let is_first = self.draft.cites.is_empty();
            let label = match (&usual, is_first) {
                (Some(usual), true) => format!("Source, its id [{usual}]:"),
                (None, true) => "Source, a short id for it such as logbook:".to_owned(),
                (_, false) => "Source of a further place (Enter for none):".to_owned(),
            };
            let answer = prompts.ask(&label)?.filter(|answer| !answer.is_empty());
            let source = match (answer, usual) {
                (None, _) if !is_first => return Ok(()),
                (Some(answer), _) | (None, Some(answer)) => answer,
                (None, None) if prompts.are_typed() => continue,
                (None, None) => {
                    let message = "the answers end before a source; nothing was written".to_owned();
                    return Err(Failure::Told(message, ExitCode::Unusable));
                }
            };
            if let Ok(citation) = cited(&source) {
                self.cite(prompts, citation)?;
            } else if self.knows_source(prompts, &source)? {
                self.place(prompts, &source)?;
            }
        }
    }

    /// Paragraph, sentence and quote of one citation.
    fn place(&mut self, prompts: &mut Prompts, source: &str) -> Result<(), Failure> {
        let citation = Citation { source: source.to_owned(), paragraph: 1, sentence: 1, quote: None };
        self.draft.cites.push(citation);
        let paragraph = |citation: &mut Citation, text: &str| citation.paragraph = text.parse().unwrap_or(0);
        let sentence = |citation: &mut Citation, text: &str| citation.sentence = text.parse().unwrap_or(0);
        let quote = |citation: &mut Citation, text: &str| citation.quote = Some(text.trim_matches('"').to_owned());
        self.part(prompts, "Paragraph, counted from 1:", Need::Required, paragraph)?;
        self.part(prompts, "Sentence in it, counted from 1:", Need::Required, sentence)?;
        self.part(prompts, "Quote, at most 12 words as they stand there (Enter for none):", Need::Optional, quote)
    }

    /// One part of the last citation.
    fn part(
        &mut self,
        prompts: &mut Prompts,
        label: &str,
        need: Need,
        set: impl Fn(&mut Citation, &str),
    ) -> Result<(), Failure> {
        let set = |draft: &mut Draft, text: String| draft.cites.last_mut().map_or((), |citation| set(citation, &text));
        self.field(prompts, label, need, set).map(|_| ())
    }

    /// A citation that was typed on one line.
    fn cite(&mut self, prompts: &mut Prompts, citation: Citation) -> Result<(), Failure> {
        if self.knows_source(prompts, &citation.source)? {
            let mut tried = self.draft.clone();
            tried.cites.push(citation);
            if self.is_right(&tried)? {
                self.draft = tried;
            }
        }
        Ok(())
    }

    /// Whether a source is there; a new one is asked for its title.
    fn knows_source(&mut self, prompts: &mut Prompts, id: &str) -> Result<bool, Failure> {
        if self.base.knowledge().source(id).is_some() || self.new_sources.iter().any(|source| source.id == id) {
            return Ok(true);
        }
        let title = match self.source_title.take() {
            Some(title) => Some(title),
            None => prompts.ask(&format!("`{id}` is new. Its title (Enter to name another source):"))?,
        };
        let Some(title) = title.filter(|title| !title.is_empty()) else { return Ok(false) };
        self.new_sources.push(Source::titled(id, title));
        let citation = Citation { source: id.to_owned(), paragraph: 1, sentence: 1, quote: None };
        let is_right = self.is_right(&Draft { cites: vec![citation], ..self.draft.clone() })?;
        if !is_right {
            self.new_sources.pop();
        }
        Ok(is_right)
    }

    /// The source that is most likely meant: the last one cited, or the first there is.
    fn usual_source(&self) -> Option<String> {
        let cited = self.draft.cites.last().map(|citation| &citation.source);
        cited.or(self.base.knowledge().sources.first().map(|source| &source.id)).cloned()
    }

    /// The topic, by its number in the list or by its name.
    fn topic(&mut self, prompts: &mut Prompts) -> Result<(), Failure> {
        let topics = &self.base.knowledge().topics;
        let usual = self.near_topic().or_else(|| topics.first().map(|topic| topic.title.clone()));
        if topics.len() > 1 {
            let listed: Vec<String> =
                topics.iter().zip(1..).map(|(topic, at)| format!("{at} {}", topic.title)).collect();
            say(&self.look.hang(&listed.join(" · "), "  ", "  ").join("\n"))?;
        }
        let titles: Vec<String> = topics.iter().map(|topic| topic.title.clone()).collect();
        let set = |draft: &mut Draft, text: String| {
            let number = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            draft.topic = number.and_then(|number| titles.get(number)).cloned().unwrap_or(text);
        };
        let Some(usual) = usual else {
            return self.field(prompts, "Topic that it belongs to:", Need::Required, set).map(|_| ());
        };
        if !self.field(prompts, &format!("Topic, a number or a new name [{usual}]:"), Need::Optional, set)? {
            self.draft.topic = usual;
        }
        Ok(())
    }

    /// The topic of the fact that comes closest.
    pub(super) fn near_topic(&self) -> Option<String> {
        let near = self.engine.as_ref()?.near_wordings(&self.draft.question);
        let knowledge = self.base.knowledge();
        let topic = knowledge.topics.get(knowledge.fact(near.first()?.fact)?.topic)?;
        Some(topic.title.clone())
    }

    /// Shows which existing wordings come close.
    pub(super) fn tell_near(&self, text: &str) -> Result<(), Failure> {
        for line in self.engine.iter().flat_map(|engine| near_lines(engine, text, None, &self.look)) {
            say(&line)?;
        }
        Ok(())
    }
}

/// The least confidence from which a wording counts as close: what comes less near is shown for nearly everything.
const NEAR_FLOOR: f32 = 0.25;

/// How many wordings that come close are shown.
const MAX_NEAR: usize = 3;

/// The stored wordings of other facts than `own` that come close to a text, one on each line.
pub(super) fn near_lines(engine: &Engine, text: &str, own: Option<&str>, look: &Look) -> Vec<String> {
    let knowledge = engine.knowledge();
    let near = engine.near_wordings(text).into_iter().filter(|near| near.confidence.0 >= NEAR_FLOOR);
    let near = near.filter_map(|near| Some((knowledge.fact(near.fact)?.id.as_str(), near)));
    let near = near.filter(|(id, _)| Some(*id) != own).take(MAX_NEAR);
    let line = |(id, near): (&str, crate::answer::NearWording)| {
        let text = format!("{id} with {:.2}: “{}”", near.confidence.0, near.wording);
        look.hang(&text, "  ~ near ", "    ").join("\n")
    };
    near.map(line).collect()
}

/// A problem without the name of the draft, which has none yet.
fn bare(problem: &Problem) -> String {
    let message = problem.message.as_str();
    let of_draft = message.split_once(": ").filter(|(subject, _)| subject.starts_with("fact `"));
    of_draft.map_or(message, |(_, what)| what).to_owned()
}
