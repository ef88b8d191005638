//! The timeline: the dated facts in order, a line each below their years.

use super::browse::read_buttons;
use super::pages::{notice, notice_card};
use super::sources::page_buttons;
use super::{Card, Press, Reply, Visibility, limits, wording, wording_pages};
use crate::knowledge::{Fact, Knowledge, Moment};

/// Facts on one page: what a telephone shows without much scrolling.
const FACTS_A_PAGE: usize = 8;
/// The statement of a fact, in units after escaping: two lines on a telephone.
const STATEMENT: usize = 160;
/// Its place, in units after escaping.
const PLACE: usize = 160;

/// One page of the timeline, the earliest first.
#[must_use]
pub fn compose_timeline(knowledge: &Knowledge, page: usize, visibility: Visibility) -> Reply {
    let mut dated: Vec<(Moment, &Fact)> = knowledge.facts.iter().filter_map(|fact| Some((fact.when?, fact))).collect();
    if dated.is_empty() {
        return notice(Some(wording_pages::TIMELINE), wording_pages::NO_DATES.to_owned(), visibility);
    }
    // Facts of the same moment keep the curator's order.
    dated.sort_by_key(|(when, _)| *when);
    let n_pages = dated.len().div_ceil(FACTS_A_PAGE);
    let page = page.min(n_pages - 1);
    let shown: Vec<(Moment, &Fact)> = dated.into_iter().skip(page * FACTS_A_PAGE).take(FACTS_A_PAGE).collect();
    let footer = (n_pages > 1).then(|| wording_pages::page_of(page + 1, n_pages));
    let card = Card { footer, ..notice_card(Some(wording_pages::TIMELINE), drawn(&shown, knowledge)) };
    let mut buttons = read_buttons(shown.iter().map(|(_, fact)| *fact));
    buttons.extend(page_buttons(page, n_pages, |page| Press::TimelinePage { page }));
    Reply { cards: vec![card], buttons, visibility }
}

fn drawn(shown: &[(Moment, &Fact)], knowledge: &Knowledge) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut year_above: Option<u16> = None;
    let mut said_above: Option<(Moment, String)> = None;
    for (when, fact) in shown {
        if year_above != Some(when.year) {
            lines.extend(year_above.map(|above| gap(when.year.saturating_sub(above))));
            lines.push(when.year.to_string());
            year_above = Some(when.year);
        }
        let place = place(fact, knowledge);
        if said_above.as_ref() == Some(&(*when, place.clone())) {
            // The sentence has been told; what else it answers is named by its question.
            lines.push(wording_pages::dated_too(&limits::fit_escaped(&fact.question, STATEMENT)));
            continue;
        }
        let statement = limits::fit_escaped(&fact.answer.replace('\n', " "), STATEMENT);
        lines.push(wording_pages::dated(*when, &statement, &place));
        said_above = Some((*when, place));
    }
    lines.join("\n")
}

fn gap(years: u16) -> String {
    if years > 1 { wording_pages::gap_of(years) } else { wording_pages::GAP.to_owned() }
}

/// The first cited place; the source is named only where there are several.
fn place(fact: &Fact, knowledge: &Knowledge) -> String {
    let Some(cite) = fact.cites.first() else { return String::new() };
    let sentences = [cite.sentence];
    let place = match knowledge.source(&cite.source).filter(|_| knowledge.sources.len() > 1) {
        Some(source) => wording::place_in(&source.title, cite.paragraph, &sentences),
        None => wording::place(cite.paragraph, &sentences),
    };
    limits::fit_escaped(&place, PLACE)
}
