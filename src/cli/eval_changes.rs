//! `factdesk eval --compare`: how every share moved, and which questions got another judgement.

use super::columns::{Columns, counted, cut, points};
use super::terminal::Look;
use crate::check::{Change, ComparedKind, Comparison, Side, Tally};

/// All changes: set by set, then question by question.
pub(super) fn draw_changes(comparison: &Comparison, look: &Look) -> Vec<String> {
    let mut sets: Vec<&str> = comparison.kinds.iter().map(|kind| kind.set.as_str()).collect();
    sets.dedup();
    let mut blocks: Vec<String> = sets.into_iter().flat_map(|set| draw_set(set, &comparison.kinds, look)).collect();
    let heading = match comparison.changes.len() {
        0 => "No question changed".to_owned(),
        1 => "1 question changed".to_owned(),
        n_changes => format!("{} questions changed", counted(n_changes)),
    };
    let others = match (comparison.n_new, comparison.n_gone) {
        (0, 0) => String::new(),
        (n_new, n_gone) => format!(", {} new, {} gone", counted(n_new), counted(n_gone)),
    };
    let heading = look.bold(&format!("{heading}{others}"));
    let lines = comparison.changes.iter().map(|change| draw_change(change, look));
    blocks.push(std::iter::once(heading).chain(lines).map(|line| line + "\n").collect());
    blocks
}

/// The table of the answerable kinds of a set, and that of the others.
fn draw_set(set: &str, kinds: &[ComparedKind], look: &Look) -> Vec<String> {
    let of_set: Vec<&ComparedKind> = kinds.iter().filter(|kind| kind.set == set).collect();
    let sides = [Side::Answerable, Side::Unanswerable].into_iter();
    sides.filter_map(|side| draw_side(set, &of_set, side, look)).collect()
}

fn draw_side(set: &str, kinds: &[&ComparedKind], side: Side, look: &Look) -> Option<String> {
    let name = format!("{set}, points");
    let names = side.judgements().iter().map(|judgement| judgement.name());
    let mut table = Columns::new(&[name.as_str(), "questions"].into_iter().chain(names).collect::<Vec<_>>());
    let has_both = |kind: &&&ComparedKind| side.count(&kind.old) > 0 && side.count(&kind.new) > 0;
    let kinds: Vec<&ComparedKind> = kinds.iter().filter(has_both).copied().collect();
    let mut row = |name: &str, old: &Tally, new: &Tally| {
        let share = |tally: &Tally, judgement| tally.share(judgement).unwrap_or_default();
        let changes = side.judgements().iter().map(|judgement| points(share(new, *judgement) - share(old, *judgement)));
        table.row(name, std::iter::once(counted(side.count(new))).chain(changes));
    };
    for kind in &kinds {
        row(&kind.kind, &kind.old, &kind.new);
    }
    if kinds.len() > 1 {
        row("all", &Tally::sum(kinds.iter().map(|kind| &kind.old)), &Tally::sum(kinds.iter().map(|kind| &kind.new)));
    }
    (!kinds.is_empty()).then(|| table.draw(look))
}

/// "  right → wrong         in-scope · typo · “…”"
fn draw_change(change: &Change, look: &Look) -> String {
    /// The longest pair of names, in columns.
    const PAIR_WIDTH: usize = 24;
    let record = &change.record;
    let pair = format!("{} → {}", change.old.name(), record.judgement.name());
    cut(&format!("  {pair:PAIR_WIDTH$}  {} · {} · “{}”", record.set, record.kind, record.question), look.width)
}
