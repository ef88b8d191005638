//! "Show the passage": the citation of a fact in full, with all that is known of its sources.

use super::pages::notice_card;
use super::sources::{compose_source, first_sources};
use super::{Reply, Visibility, limits, wording, wording_pages};
use crate::knowledge::{Citation, Fact, Knowledge};

/// Places shown in full; a fact rarely has more than three.
const MAX_PLACES: usize = 8;
/// One place with its words, in units after escaping: a title and twelve words.
const PLACE: usize = 300;
/// The title of a source within a place, in units after escaping.
const TITLE: usize = 120;
/// Sources described below the places.
const MAX_SOURCES: usize = 3;

/// Every cited place of a fact with its words, then its sources; only who pressed needs to see them.
#[must_use]
pub fn compose_passage(fact: &Fact, knowledge: &Knowledge) -> Reply {
    let mut lines: Vec<String> = fact.cites.iter().take(MAX_PLACES).map(|cite| passage(cite, knowledge)).collect();
    if fact.cites.len() > MAX_PLACES {
        lines.push(wording::more_places(fact.cites.len() - MAX_PLACES));
    }
    let title = limits::fit_escaped(&fact.question, limits::EMBED_TITLE);
    let mut cards = vec![notice_card(Some(&title), lines.join("\n\n"))];
    cards.extend(first_sources(fact, knowledge).take(MAX_SOURCES).map(|source| compose_source(source, knowledge)));
    Reply { cards, buttons: Vec::new(), visibility: Visibility::AskerOnly }
}

fn passage(cite: &Citation, knowledge: &Knowledge) -> String {
    let title = knowledge.source(&cite.source).map_or(cite.source.as_str(), |source| source.title.as_str());
    let place = wording::place_in(&limits::fit_escaped(title, TITLE), cite.paragraph, &[cite.sentence]);
    let whole = match &cite.quote {
        Some(quote) => wording_pages::passage(&place, quote),
        None => wording_pages::passage_without_quote(&place),
    };
    limits::fit_escaped(&whole, PLACE)
}
