//! `factdesk eval`: question files in, measures out. The measuring is in `check`; here files are read and clocks are
//! looked at.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::ExitCode;
use super::arguments::{Eval, Global};
use super::desk::Desk;
use super::eval_changes::draw_changes;
use super::eval_json::{EvalJson, read_records, records};
use super::eval_misses::draw_misses;
use super::eval_tables::{draw_ablation, draw_floors, draw_measures, draw_self_test, draw_sets};
use super::failure::Failure;
use super::fit::{draw_fit, read_other};
use super::terminal::Look;
use crate::check::{
    Asked, Comparison, Evaluation, HeldFloor, MeasuredSet, Question, ablate, fit, judge, read_questions,
};
use crate::knowledge::{Knowledge, Problem};

/// Measures, prints, and says by the exit status whether every floor was kept.
pub(super) fn eval(eval: &Eval, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let desk = Desk::open(global)?;
    let old = eval.compare.as_deref().map(read_old).transpose()?;
    let sets = read_sets(&eval.files, desk.knowledge())?;
    let mut stdout = io::stdout().lock();
    if eval.ablate {
        let questions: Vec<Question> = sets.into_iter().flat_map(|(_, questions)| questions).collect();
        write!(stdout, "{}", draw_ablation(&ablate(desk.knowledge(), &questions, desk.config.thresholds), look))?;
        return Ok(ExitCode::Success);
    }
    if eval.fit {
        let questions: Vec<Question> = sets.into_iter().flat_map(|(_, questions)| questions).collect();
        let own = Asked { knowledge: Arc::clone(desk.engine.knowledge()), questions };
        let others = eval.also.iter().map(|pair| read_other(pair)).collect::<Result<Vec<Asked>, Failure>>()?;
        let (learned, told) = draw_fit(&fit(&own, &others));
        write!(stdout, "{learned}")?;
        if !global.quiet {
            write!(io::stderr(), "{told}")?;
        }
        return Ok(ExitCode::Success);
    }
    let sets: Vec<MeasuredSet> = sets.into_iter().map(|(name, questions)| ask(name, &questions, &desk)).collect();
    let evaluation = Evaluation::of(sets, &desk.engine, desk.config.thresholds, &desk.config.floors);
    let comparison = old.map(|old| Comparison::of(&old, &records(&evaluation)));
    if eval.json {
        serde_json::to_writer(&mut stdout, &EvalJson::new(&evaluation, comparison.as_ref(), desk.knowledge()))
            .map_err(io::Error::from)?;
        writeln!(stdout)?;
    } else {
        let drawn = draw(&evaluation, comparison.as_ref(), &desk, eval, global, look);
        write!(stdout, "{}", drawn.join("\n"))?;
    }
    stdout.flush()?;
    let holds = evaluation.floors.iter().all(HeldFloor::holds);
    Ok(if holds { ExitCode::Success } else { ExitCode::Negative })
}

/// Block by block; quietly, only the floors that were missed.
fn draw(
    evaluation: &Evaluation,
    comparison: Option<&Comparison>,
    desk: &Desk,
    eval: &Eval,
    global: &Global,
    look: &Look,
) -> Vec<String> {
    let mut blocks = Vec::new();
    if !global.quiet {
        blocks.extend(draw_sets(evaluation, desk.knowledge(), look));
        blocks.extend(draw_misses(evaluation, eval.misses, desk.knowledge(), look));
        blocks.extend(draw_measures(evaluation, look));
        blocks.extend(draw_self_test(&evaluation.self_test, desk.knowledge(), look));
    }
    blocks.extend(comparison.into_iter().flat_map(|comparison| draw_changes(comparison, look)));
    blocks.extend(draw_floors(&evaluation.floors, global.quiet, look));
    blocks
}

/// Reads every file; every problem of every file is told together.
pub(super) fn read_sets(files: &[PathBuf], knowledge: &Knowledge) -> Result<Vec<(String, Vec<Question>)>, Failure> {
    let (mut sets, mut problems) = (Vec::new(), Vec::new());
    for (file, name) in files.iter().zip(set_names(files)) {
        match fs::read(file) {
            Ok(bytes) => {
                let (questions, found) = read_questions(file, &bytes, knowledge);
                sets.push((name, questions));
                problems.extend(found);
            }
            Err(reason) => {
                let message = format!("the questions can't be read: {reason}; name a file with one question a line");
                problems.push(Problem::error(file, None, message));
            }
        }
    }
    if problems.iter().any(Problem::is_error) {
        return Err(Failure::QuestionFiles(problems));
    }
    for warning in problems {
        writeln!(io::stderr(), "{warning}")?;
    }
    Ok(sets)
}

/// The name of each file without its ending, with as many folders before it as tell it from the others.
fn set_names(files: &[PathBuf]) -> Vec<String> {
    let is_only = |name: &str, length: usize| files.iter().filter(|other| name_of(other, length) == name).count() == 1;
    let name = |file: &PathBuf| {
        let longest = file.components().count();
        let names = (1..longest).map(|length| (name_of(file, length), length));
        let shortest = names.into_iter().find(|(name, length)| is_only(name, *length));
        shortest.map_or_else(|| name_of(file, longest), |(name, _)| name)
    };
    files.iter().map(name).collect()
}

/// The last parts of a path, joined by slashes, without the ending.
fn name_of(file: &Path, length: usize) -> String {
    let bare = file.with_extension("");
    let parts: Vec<_> = bare.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.get(parts.len().saturating_sub(length)..).unwrap_or_default().join("/")
}

fn read_old(file: &Path) -> Result<Vec<crate::check::Record>, Failure> {
    let told = |reason: String| {
        let file = file.display();
        let message = format!("{file} can't be compared with: {reason}; name what factdesk eval --json has written");
        Failure::Told(message, ExitCode::Unusable)
    };
    let bytes = fs::read(file).map_err(|reason| told(reason.to_string()))?;
    read_records(&bytes).map_err(told)
}

/// Asks every question, and takes the time that each needs.
fn ask(name: String, questions: &[Question], desk: &Desk) -> MeasuredSet {
    let asked = questions.iter().map(|question| {
        let start = Instant::now();
        let outcome = desk.engine.answer(&question.text);
        let took = start.elapsed();
        (judge(question, &outcome, desk.knowledge()), took)
    });
    let (judged, took) = asked.unzip();
    MeasuredSet { name, judged, took }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_named_as_shortly_as_they_can_be_told_apart() {
        let check = |files: &[&str], names: &[&str]| {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            assert_eq!(set_names(&files), names);
        };
        check(&["tests/in-scope.jsonl", "/tmp/noisy.jsonl"], &["in-scope", "noisy"]);
        check(&["a/dev.jsonl", "b/dev.jsonl", "c.jsonl"], &["a/dev", "b/dev", "c"]);
        check(&["x/a/dev.jsonl", "y/a/dev.jsonl"], &["x/a/dev", "y/a/dev"]);
        check(&["a.jsonl", "a.jsonl"], &["a", "a"]);
    }
}
