//! The measures of `factdesk eval` as tables. Single questions are told in `eval_misses`.

use super::columns::{Columns, NOTHING, counted, cut, percent, points};
use super::terminal::Look;
use crate::check::{
    Ablated, Bound, ByFact, Evaluation, HeldFloor, Judgement, Margin, MeasuredSet, Round, SelfTest, Side, Tally,
    by_kind,
};
use crate::knowledge::Knowledge;

/// Stands before every line that belongs to a heading.
const INDENT: &str = "  ";
/// How many of the smallest margins are shown of each round.
const N_MARGINS: usize = 5;

/// A table for each set, and one for all of them where there are several.
pub(super) fn draw_sets(evaluation: &Evaluation, knowledge: &Knowledge, look: &Look) -> Vec<String> {
    let mut blocks: Vec<String> = evaluation.sets.iter().map(|set| draw_set(set, knowledge, look)).collect();
    let tally = |set: &MeasuredSet| Tally::of(set.judged.iter().map(|judged| judged.judgement));
    let tallies: Vec<(&str, Tally)> = evaluation.sets.iter().map(|set| (set.name.as_str(), tally(set))).collect();
    for (name, side) in [("all sets", Side::Answerable), ("all sets, not covered", Side::Unanswerable)] {
        if tallies.iter().filter(|(_, tally)| side.count(tally) > 0).count() > 1 {
            blocks.extend(draw_side(name, &tallies, side, true, look));
        }
    }
    blocks
}

/// A row for each ingredient that was taken away, the first with all of them.
pub(super) fn draw_ablation(rows: &[Ablated], look: &Look) -> String {
    let told = [Judgement::Right, Judgement::Wrong, Judgement::FalseAnswer];
    let mut columns = Columns::new(&["without", "right", "wrong", "false answer"]);
    for Ablated { without, tally } in rows {
        columns.row(without.unwrap_or("nothing"), told.map(|judgement| percent(tally.share(judgement))));
    }
    columns.draw(look)
}

fn draw_set(set: &MeasuredSet, knowledge: &Knowledge, look: &Look) -> String {
    let stored = match set.stored(knowledge).len() {
        0 => None,
        1 => Some("1 of them stands in the base word for word and measures nothing".to_owned()),
        many => Some(format!("{} of them stand in the base word for word and measure nothing", counted(many))),
    };
    let told = set.by_fact().map(|by_fact| told_by_fact(&by_fact)).into_iter().chain(stored);
    let told: Vec<String> = told.map(|line| format!("{INDENT}{line}\n")).collect();
    draw_tallies(&set.name, &by_kind(&set.judged), look) + &told.concat()
}

fn told_by_fact(by_fact: &ByFact) -> String {
    let area = by_fact.area_under_curve.map_or(NOTHING.to_owned(), |area| format!("{area:.3}"));
    let (median, most) = (by_fact.median.as_micros(), by_fact.percentile_99.as_micros());
    let right = percent(by_fact.top_right);
    format!("best candidate right {right} · AUROC {area} · time {median} µs, 99 of 100 within {most} µs")
}

/// Answerable questions first, then the others, each with the columns that make sense of them.
fn draw_tallies(name: &str, tallies: &[(&str, Tally)], look: &Look) -> String {
    let answerable = draw_side(name, tallies, Side::Answerable, true, look);
    let name = if answerable.is_some() { format!("{name}, not covered") } else { name.to_owned() };
    let unanswerable = draw_side(&name, tallies, Side::Unanswerable, true, look);
    answerable.into_iter().chain(unanswerable).collect::<Vec<_>>().join("\n")
}

/// A row for each tally that has questions of the side, and one for all where it makes sense.
fn draw_side(name: &str, tallies: &[(&str, Tally)], side: Side, has_sum: bool, look: &Look) -> Option<String> {
    let rows: Vec<&(&str, Tally)> = tallies.iter().filter(|(_, tally)| side.count(tally) > 0).collect();
    let is_needed = |judgement: &Judgement| {
        *judgement != Judgement::Partial || rows.iter().any(|(_, tally)| tally.count(*judgement) > 0)
    };
    let judgements: Vec<Judgement> = side.judgements().iter().copied().filter(is_needed).collect();
    let heading = [name, "questions"].into_iter().chain(judgements.iter().map(|judgement| judgement.name()));
    let mut table = Columns::new(&heading.collect::<Vec<_>>());
    let mut row = |name: &str, tally: &Tally| {
        let shares = judgements.iter().map(|judgement| percent(tally.share(*judgement)));
        table.row(name, std::iter::once(counted(side.count(tally))).chain(shares));
    };
    for (kind, tally) in &rows {
        row(kind, tally);
    }
    if has_sum && rows.len() > 1 {
        row("all", &Tally::sum(rows.iter().map(|(_, tally)| tally)));
    }
    (!rows.is_empty()).then(|| table.draw(look))
}

/// The reliability of the confidence, and the abstention curve.
pub(super) fn draw_measures(evaluation: &Evaluation, look: &Look) -> Vec<String> {
    vec![draw_reliability(evaluation, look), draw_curve(evaluation, look)]
}

fn draw_reliability(evaluation: &Evaluation, look: &Look) -> String {
    let reliability = &evaluation.reliability;
    let mut table = Columns::new(&["Reliability", "candidates", "promised", "right", "points"]);
    for bin in &reliability.bins {
        let is_empty = bin.count == 0;
        let told = |told: String| if is_empty { NOTHING.to_owned() } else { told };
        let numbers = [percent(Some(bin.confidence)), percent(Some(bin.right)), points(bin.gap())].map(told);
        let name = format!("{:.1} to {:.1}", bin.from, bin.to);
        table.row(&name, std::iter::once(counted(bin.count)).chain(numbers));
    }
    let (error, count) = (percent(reliability.error), counted(reliability.count));
    let of_answers = &evaluation.reliability_of_answers;
    let (error_of_answers, n_answers) = (percent(of_answers.error), counted(of_answers.count));
    let told = format!(
        "{INDENT}expected calibration error: {error} over {count} candidates, {error_of_answers} over {n_answers} answers\n"
    );
    table.draw(look) + &told
}

fn draw_curve(evaluation: &Evaluation, look: &Look) -> String {
    let mut table = Columns::new(&["Answering from", "answered", "precision", "right", "false answer"]);
    for step in &evaluation.curve {
        let is_now = (step.from - evaluation.thresholds.answer_floor).abs() < f32::EPSILON;
        let name = format!("{:.2}{}", step.from, if is_now { ", as now" } else { "" });
        table.row(&name, [step.answered, step.precision, step.right, step.false_answers].map(percent));
    }
    let told = "precision: of the answers · right: of the answerable · false answer: of the others";
    table.draw(look) + &look.hang(told, INDENT, INDENT).join("\n") + "\n"
}

/// What the base makes of its own wordings.
pub(super) fn draw_self_test(self_test: &SelfTest, knowledge: &Knowledge, look: &Look) -> Vec<String> {
    let rounds = [("as stored", &self_test.wordings), ("one letter mistyped", &self_test.typos)];
    let tallies = rounds.map(|(name, round)| (name, round.tally.clone()));
    let mut blocks = Vec::new();
    blocks.extend(draw_side("Wordings of facts", &tallies, Side::Answerable, false, look));
    blocks.extend(draw_side("Wordings of gaps", &tallies, Side::Unanswerable, false, look));
    blocks.extend(rounds.into_iter().filter_map(|(name, round)| draw_margins(name, round, knowledge, look)));
    blocks
}

fn draw_margins(name: &str, round: &Round, knowledge: &Knowledge, look: &Look) -> Option<String> {
    let median = round.median_margin()?;
    let heading = look.bold(&format!("Smallest margins to the runner-up, {name} (half reach {median:.3})"));
    let lines = round.margins.iter().take(N_MARGINS).map(|margin| draw_margin(margin, knowledge, look));
    Some(std::iter::once(heading).chain(lines).map(|line| line + "\n").collect())
}

fn draw_margin(margin: &Margin, knowledge: &Knowledge, look: &Look) -> String {
    let id = |number| knowledge.fact(number).map_or(NOTHING, |fact| fact.id.as_str());
    let rival = margin.rival.map_or("no other", id);
    let line = format!("{INDENT}{:+.3}  {} over {rival}: “{}”", margin.margin, id(margin.own), margin.asked);
    cut(&line, look.width)
}

/// Each floor with what was found; quietly, only what was missed.
pub(super) fn draw_floors(floors: &[HeldFloor], is_quiet: bool, look: &Look) -> Option<String> {
    let mut table = Columns::new(&["Floors of config.toml", "found", "asked for", ""]);
    let shown: Vec<&HeldFloor> = floors.iter().filter(|floor| !is_quiet || !floor.holds()).collect();
    for floor in &shown {
        let bound = match floor.bound {
            Bound::Least => "at least",
            Bound::Most => "at most",
        };
        let asked_for = format!("{bound} {}", percent(Some(floor.floor)));
        table.row(floor.name, [percent(Some(floor.found)), asked_for, told_of_floor(floor)]);
    }
    (!shown.is_empty()).then(|| table.draw(look))
}

fn told_of_floor(floor: &HeldFloor) -> String {
    /// What is shown as 0.0 would read as if nothing were missing.
    const LEAST_SHOWN: f32 = 0.0005;
    if floor.holds() {
        return "kept".to_owned();
    }
    match floor.missed_by() {
        missed if missed < LEAST_SHOWN => "MISSED by less than 0.1 points".to_owned(),
        missed => format!("MISSED by {:.1} points", missed * 100.0),
    }
}
