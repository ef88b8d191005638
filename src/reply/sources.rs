//! The sources: what is known of each and how often it is cited.

use std::collections::HashSet;

use super::pages::{notice, notice_card};
use super::{Button, Card, CitationLine, Press, Reply, Visibility, limits, wording, wording_pages};
use crate::knowledge::{Fact, Knowledge, Source};

/// Sources on one page; together they stay below the limit for a message.
const SOURCES_A_PAGE: usize = 5;
/// A title or a credit, in units after escaping.
const LINE: usize = 240;
/// An address, in units after escaping; a longer one is left out, for a cut one leads nowhere.
const ADDRESS: usize = 400;

/// One page of the sources, the most cited first.
#[must_use]
pub fn compose_sources(knowledge: &Knowledge, page: usize, visibility: Visibility) -> Reply {
    if knowledge.sources.is_empty() {
        return notice(None, wording::NO_FACTS.to_owned(), visibility);
    }
    let mut sources: Vec<&Source> = knowledge.sources.iter().collect();
    sources.sort_by_key(|source| std::cmp::Reverse(citing(source, knowledge).count()));
    let n_pages = sources.len().div_ceil(SOURCES_A_PAGE);
    let page = page.min(n_pages - 1);
    let shown = sources.iter().skip(page * SOURCES_A_PAGE).take(SOURCES_A_PAGE);
    let mut cards: Vec<Card> = shown.map(|source| compose_source(source, knowledge)).collect();
    if n_pages > 1
        && let Some(last) = cards.last_mut()
    {
        last.footer = Some(wording_pages::page_of(page + 1, n_pages));
    }
    Reply { cards, buttons: page_buttons(page, n_pages, |page| Press::SourcesPage { page }), visibility }
}

/// All that is known of a source.
pub(super) fn compose_source(source: &Source, knowledge: &Knowledge) -> Card {
    let sentences: HashSet<(u32, u32)> = citing(source, knowledge)
        .flat_map(|fact| &fact.cites)
        .filter(|cite| cite.source == source.id)
        .map(|cite| (cite.paragraph, cite.sentence))
        .collect();
    let credit = source.credit.as_deref().map(|credit| wording_pages::credit(&limits::fit_escaped(credit, LINE)));
    let date = source.date.as_deref().map(|date| wording_pages::published(&limits::fit_escaped(date, LINE)));
    let mut lines: Vec<String> = credit.into_iter().chain(date).collect();
    if lines.is_empty() && source.url.is_none() {
        lines.push(wording_pages::NOTHING_MORE_KNOWN.to_owned());
    }
    lines.push(wording_pages::cited(citing(source, knowledge).count(), sentences.len()));
    let address = source.url.as_deref().filter(|url| limits::units_escaped(url) <= ADDRESS);
    let link = address.map(|url| CitationLine { quote: None, place: title(source), url: Some(url.to_owned()) });
    Card { citations: link.into_iter().collect(), ..notice_card(Some(&title(source)), lines.join("\n")) }
}

/// The sources of a fact, each once, in the order in which it cites them.
pub(super) fn first_sources<'k>(fact: &Fact, knowledge: &'k Knowledge) -> impl Iterator<Item = &'k Source> {
    let mut ids: Vec<&str> = Vec::new();
    for cite in &fact.cites {
        if !ids.contains(&cite.source.as_str()) {
            ids.push(&cite.source);
        }
    }
    ids.into_iter().filter_map(|id| knowledge.source(id)).collect::<Vec<_>>().into_iter()
}

/// The buttons that turn the pages of a list.
pub(super) fn page_buttons(page: usize, n_pages: usize, press: impl Fn(usize) -> Press) -> Vec<Button> {
    let back = page.checked_sub(1).map(|before| (wording_pages::EARLIER_PAGE, before));
    let on = (page + 1 < n_pages).then_some((wording_pages::LATER_PAGE, page + 1));
    let button = |(label, page): (&str, usize)| Button { label: label.to_owned(), press: press(page) };
    back.into_iter().chain(on).map(button).collect()
}

fn title(source: &Source) -> String {
    limits::fit_escaped(&source.title, LINE)
}

fn citing<'k>(source: &'k Source, knowledge: &'k Knowledge) -> impl Iterator<Item = &'k Fact> {
    knowledge.facts.iter().filter(|fact| fact.cites.iter().any(|cite| cite.source == source.id))
}
