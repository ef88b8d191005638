//! A fact's citations as lines to read: the title of a source once, sentences of one paragraph together. Never more
//! than a field of an embed holds.

use super::{CitationLine, limits, wording};
use crate::knowledge::{Citation, Fact, Knowledge, Source};

/// Kept free for the line that counts the citations left out.
const MORE_PLACES: usize = 48;

/// The lines for a fact, in the curator's order.
#[must_use]
pub(super) fn citation_lines(fact: &Fact, knowledge: &Knowledge) -> Vec<CitationLine> {
    let groups = grouped(&fact.cites);
    let mut lines: Vec<CitationLine> = Vec::with_capacity(groups.len());
    let mut previous: Option<&str> = None;
    let mut used = 0;
    for (index, group) in groups.iter().enumerate() {
        let line = line(group, previous, knowledge);
        used += limits::citation_units(&line);
        if used > limits::EMBED_FIELD_VALUE - MORE_PLACES {
            let place = wording::more_places(groups.len() - index);
            lines.push(CitationLine { quote: None, place, url: None });
            break;
        }
        lines.push(line);
        previous = Some(group.first.source.as_str());
    }
    lines
}

/// Citations said in one line: one with its quote, or neighbours without quotes in the same paragraph.
struct Group<'a> {
    first: &'a Citation,
    sentences: Vec<u32>,
}

fn grouped(cites: &[Citation]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::with_capacity(cites.len());
    for cite in cites {
        match groups.last_mut().filter(|group| joins(group.first, cite)) {
            Some(group) if group.sentences.contains(&cite.sentence) => {}
            Some(group) => group.sentences.push(cite.sentence),
            None => groups.push(Group { first: cite, sentences: vec![cite.sentence] }),
        }
    }
    groups
}

fn joins(earlier: &Citation, later: &Citation) -> bool {
    let unquoted = earlier.quote.is_none() && later.quote.is_none();
    unquoted && earlier.source == later.source && earlier.paragraph == later.paragraph
}

fn line(group: &Group<'_>, previous: Option<&str>, knowledge: &Knowledge) -> CitationLine {
    let cite = group.first;
    let source = knowledge.source(&cite.source);
    let title = limits::fit_escaped(title(cite, source), limits::EMBED_TITLE);
    let is_titled = previous != Some(cite.source.as_str());
    CitationLine {
        quote: cite.quote.as_deref().map(|quote| limits::fit_escaped(quote, limits::EMBED_TITLE)),
        place: if is_titled {
            wording::place_in(&title, cite.paragraph, &group.sentences)
        } else {
            wording::place(cite.paragraph, &group.sentences)
        },
        url: source.and_then(|source| source.url.clone()),
    }
}

/// The title of a source; its id where the base does not describe it, which `check` reports.
fn title<'a>(cite: &'a Citation, source: Option<&'a Source>) -> &'a str {
    source.map_or(cite.source.as_str(), |source| source.title.as_str())
}
