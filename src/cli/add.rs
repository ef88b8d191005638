//! `factdesk add`: a fact, or further wordings of one, written into the base and read again.

use std::sync::Arc;

use super::ExitCode;
use super::adding::Adding;
use super::arguments::{Add, Global};
use super::check::closing_line;
use super::failure::Failure;
use super::progress::Progress;
use super::prompts::{Prompts, say};
use super::terminal::Look;
use crate::answer::{Engine, Thresholds};
use crate::config::{Config, Environment};
use crate::curator::{Base, Draft, Plan, Planned, cited, plan, plan_wordings, propose_id};
use crate::knowledge::{Problem, Reading, Source};

/// Drafts a fact from the flags and, where they don't give all it needs, from answers; then writes it.
pub(super) fn add(add: &Add, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let (base, thresholds) = open(global)?;
    if let Some(id) = &add.to {
        return write(&base, &wordings(add, &base, id)?, None, add.dry_run, global);
    }
    let engine =
        (!base.knowledge().facts.is_empty()).then(|| Engine::new(Arc::new(base.knowledge().clone()), thresholds));
    let draft = drafted(add)?;
    let asks = draft.question.is_empty() || draft.answer.is_empty() || draft.cites.is_empty();
    let source_title = add.source_title.clone();
    let mut adding = Adding { base: &base, engine, draft, new_sources: Vec::new(), look: *look, source_title };
    if !adding.draft.question.is_empty() {
        adding.tell_near(&adding.draft.question)?;
    }
    take_new_sources(&mut adding, asks);
    let problems = base.problems_so_far(&adding.draft, &adding.new_sources);
    if problems.iter().any(Problem::is_error) {
        return Err(refused(&problems));
    }
    let mut prompts = Prompts::open()?;
    if asks {
        adding.ask(&mut prompts)?;
    }
    complete(&mut adding)?;
    let planned = [Planned { row: 1, draft: adding.draft.clone() }];
    let told = |message| Failure::Told(message, ExitCode::Unusable);
    let plan = plan(&base, &planned, &adding.new_sources, add.file.as_deref()).map_err(told)?;
    let asked = Some(&mut prompts).filter(|prompts| asks && prompts.are_typed());
    write(&base, &plan, asked, add.dry_run, global)
}

/// The base and the thresholds of the settings.
pub(super) fn open(global: &Global) -> Result<(Base, Thresholds), Failure> {
    let (config, problems) = Config::load(global.config.as_deref(), &Environment::of_process());
    if problems.iter().any(Problem::is_error) {
        return Err(Failure::Problems(problems));
    }
    let folder = global.knowledge.as_deref().unwrap_or(&config.knowledge_folder);
    let progress = Progress::start(global);
    let base = Base::open(folder, progress.reading()).map_err(Failure::Problems)?;
    Ok((base, config.thresholds))
}

/// What the flags give.
fn drafted(add: &Add) -> Result<Draft, Failure> {
    let cites = add.cite.iter().map(|text| cited(text)).collect::<Result<_, _>>();
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let mut draft = Draft {
        topic: text(&add.topic),
        id: text(&add.id),
        question: text(&add.question),
        answer: text(&add.answer),
        also_asked: Vec::new(),
        keywords: add.keywords.clone(),
        cites: cites.map_err(|reason| Failure::Told(format!("--cite: {reason}"), ExitCode::Unusable))?,
        when: add.when.clone(),
        review_by: None,
        related: add.related.clone(),
    };
    add.also_asked.iter().for_each(|text| draft.take_wording(text));
    Ok(draft)
}

/// A source that the flags cite for the first time is taken with the title they give. Where there is no source at all
/// and nobody to ask, its id stands for the title until somebody knows better.
fn take_new_sources(adding: &mut Adding<'_>, asks: bool) {
    let is_first = adding.base.knowledge().sources.is_empty() && !asks;
    for citation in adding.draft.cites.clone() {
        let is_known = |source: &Source| source.id == citation.source;
        if adding.base.knowledge().sources.iter().chain(&adding.new_sources).any(is_known) {
            continue;
        }
        let title = adding.source_title.take().or_else(|| is_first.then(|| citation.source.clone()));
        adding.new_sources.extend(title.map(|title| Source::titled(citation.source, title)));
    }
}

/// The topic that takes a fact of which nothing else is known.
const FIRST_TOPIC: &str = "Facts";

/// What can be found out without asking.
fn complete(adding: &mut Adding<'_>) -> Result<(), Failure> {
    let knowledge = adding.base.knowledge();
    if adding.draft.id.is_empty() {
        adding.draft.id = propose_id(&adding.draft.question, knowledge);
    }
    if adding.draft.topic.is_empty() {
        let only = match knowledge.topics.as_slice() {
            [] => Some(FIRST_TOPIC.to_owned()),
            [only] => Some(only.title.clone()),
            _ => adding.near_topic(),
        };
        let titles: Vec<&str> = knowledge.topics.iter().map(|topic| topic.title.as_str()).collect();
        adding.draft.topic = only.ok_or_else(|| {
            let message = format!("name its topic with --topic, one of these or a new one: {}", titles.join(" · "));
            Failure::Told(message, ExitCode::Unusable)
        })?;
    }
    Ok(())
}

/// Further wordings of a fact that is there.
fn wordings(add: &Add, base: &Base, id: &str) -> Result<Plan, Failure> {
    let told = |message| Failure::Told(message, ExitCode::Unusable);
    let knowledge = base.knowledge();
    let fact = knowledge.find(id).and_then(|number| knowledge.fact(number));
    let fact = fact.ok_or_else(|| told(format!("--to: no fact has the id `{id}`; factdesk export lists all ids")))?;
    let taken = base.problems_so_far(&Draft { also_asked: add.also_asked.clone(), ..Draft::default() }, &[]);
    if taken.iter().any(Problem::is_error) {
        return Err(refused(&taken));
    }
    plan_wordings(base, fact, &add.also_asked).map_err(told)
}

/// Everything that keeps a draft from being written.
fn refused(problems: &[Problem]) -> Failure {
    let lines: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    Failure::Told(format!("nothing was written:\n  {}", lines.join("\n  ")), ExitCode::Negative)
}

/// Writes what was planned, unless the base would be the worse for it, and reads the base again.
fn write(
    base: &Base,
    plan: &Plan,
    asked: Option<&mut Prompts>,
    is_dry: bool,
    global: &Global,
) -> Result<ExitCode, Failure> {
    let told = |message| Failure::Told(message, ExitCode::Unusable);
    let found = plan.problems(base, &plan.loaded());
    let all: Vec<Problem> = found.of_rows.iter().map(|(_, problem)| problem).chain(&found.others).cloned().collect();
    if found.has_errors() {
        return Err(refused(&all));
    }
    for problem in &all {
        say(&problem.to_string())?;
    }
    if !global.quiet {
        for (file, added) in plan.added() {
            say(&format!("{}\n\n{added}", file.display()))?;
        }
    }
    if is_dry {
        say("Nothing was written; leave out --dry-run to write it.")?;
        return Ok(ExitCode::Success);
    }
    if let Some(prompts) = asked {
        let answer = prompts.ask("Write it? [Y/n]")?.unwrap_or_default().to_lowercase();
        if answer.starts_with('n') {
            say("Nothing was written.")?;
            return Ok(ExitCode::Negative);
        }
    }
    plan.write().map_err(told)?;
    read_again(base, plan, global)
}

/// Tells what is written and whether the base is clean.
pub(super) fn read_again(base: &Base, plan: &Plan, global: &Global) -> Result<ExitCode, Failure> {
    let now = Base::open(base.folder(), &Reading::default()).map_err(Failure::Problems)?;
    if !global.quiet {
        let files: Vec<String> = plan.changes.iter().map(|(file, _)| file.display().to_string()).collect();
        say(&format!("Written to {}. {}", files.join(" and "), closing_line(now.problems(), now.knowledge())))?;
    }
    Ok(ExitCode::Success)
}
