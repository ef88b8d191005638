//! A card becomes an embed within Discord's limits. Texts are escaped first and cut afterwards, so that no escape pushes
//! a text over its limit.

use serenity::builder::{CreateEmbed, CreateEmbedFooter};

use super::markdown::{escape, fit, length};
use crate::reply::{Card, CitationLine, Tone};

/// The most embeds a message holds.
const MAX_EMBEDS: usize = 10;
/// The most fields an embed holds.
const MAX_FIELDS: usize = 25;
/// The longest title of an embed.
const MAX_TITLE: usize = 256;
/// The longest description of an embed.
const MAX_DESCRIPTION: usize = 4_096;
/// The longest value of a field.
const MAX_FIELD_VALUE: usize = 1_024;
/// The longest footer of an embed.
const MAX_FOOTER: usize = 2_048;
/// The most that all embeds of a message hold together.
const MAX_TOGETHER: usize = 6_000;

/// The longest quote shown; a curated one has twelve words, so this cuts only what the check would refuse.
const MAX_QUOTE: usize = 480;
/// The longest place shown; leaves room in the field for the quote and the address.
const MAX_PLACE: usize = 256;
/// Longer addresses are left out rather than cut: a cut address leads nowhere.
const MAX_ADDRESS: usize = 256;

/// Heads a citation.
const CITATION_HEADING: &str = "Source";

/// The embeds of a reply; what would go over the limit for one message is cut from the end.
pub(super) fn embeds(cards: &[Card]) -> Vec<CreateEmbed> {
    let mut room = MAX_TOGETHER;
    cards.iter().take(MAX_EMBEDS).filter_map(|card| embed(card, &mut room)).collect()
}

/// One embed out of the room that is left, or `None` where none is.
fn embed(card: &Card, room: &mut usize) -> Option<CreateEmbed> {
    let title = card.title.as_deref().map(|title| take(&escape(title), MAX_TITLE, room)).unwrap_or_default();
    let description = take(&escape(&card.body), MAX_DESCRIPTION, room);
    let footer = card.footer.as_deref().map(|footer| take(footer, MAX_FOOTER, room)).unwrap_or_default();
    let fields: Vec<String> = card.citations.iter().take(MAX_FIELDS).map_while(|line| field(line, room)).collect();
    if title.is_empty() && description.is_empty() && fields.is_empty() {
        return None;
    }
    let mut embed = CreateEmbed::new().colour(colour(card.tone));
    if !title.is_empty() {
        embed = embed.title(title);
    }
    if !description.is_empty() {
        embed = embed.description(description);
    }
    if !footer.is_empty() {
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    Some(embed.fields(fields.into_iter().map(|value| (CITATION_HEADING, value, false))))
}

/// The value of a citation's field, where there is room for the whole of it: half a citation proves nothing.
fn field(line: &CitationLine, room: &mut usize) -> Option<String> {
    let value = fit(&citation(line), MAX_FIELD_VALUE);
    let needed = length(CITATION_HEADING) + length(&value);
    *room = room.checked_sub(needed)?;
    Some(value)
}

/// The quote set off as a block quote, then the place, linked where its address is known.
fn citation(line: &CitationLine) -> String {
    let place = fit(&escape(&one_line(&line.place)), MAX_PLACE);
    let place = match line.url.as_deref().filter(|url| is_linkable(url)) {
        Some(url) => format!("[{place}]({url})"),
        None => place,
    };
    match &line.quote {
        Some(quote) => format!("> “{}”\n{place}", fit(&escape(&one_line(quote)), MAX_QUOTE)),
        None => place,
    }
}

/// A line break would end the block quote or the link.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the address can stand in a link without ending it early.
fn is_linkable(url: &str) -> bool {
    let scheme = url.starts_with("https://") || url.starts_with("http://");
    scheme
        && length(url) <= MAX_ADDRESS
        && url.bytes().all(|byte| byte.is_ascii_graphic() && !b"()<>[]\\".contains(&byte))
}

/// The text cut to its own limit and to the room left, which it uses up.
fn take(text: &str, most: usize, room: &mut usize) -> String {
    let taken = fit(text.trim(), most.min(*room));
    *room -= length(&taken).min(*room);
    taken
}

/// The stripe beside the embed.
const fn colour(tone: Tone) -> u32 {
    match tone {
        Tone::Answer => 0x002E_7D32,
        Tone::Choice => 0x0015_65C0,
        Tone::Refusal => 0x008D_6E63,
        Tone::Notice => 0x0054_6E7A,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn card(body: &str) -> Card {
        Card { tone: Tone::Notice, title: None, body: body.to_owned(), citations: Vec::new(), footer: None }
    }

    fn written(cards: &[Card]) -> Value {
        serde_json::to_value(embeds(cards)).unwrap_or_default()
    }

    #[test]
    fn a_citation_is_set_off_and_linked_where_the_address_is_known() {
        let line = CitationLine {
            quote: Some("139 service members".to_owned()),
            place: "Feature, paragraph 1, sentence 1".to_owned(),
            url: Some("https://example.org/a".to_owned()),
        };
        assert_eq!(
            citation(&line),
            "> “139 service members”\n[Feature, paragraph 1, sentence 1](https://example.org/a)"
        );
        let unlinked = CitationLine { url: Some("https://example.org/a) b".to_owned()), ..line };
        assert_eq!(citation(&unlinked), "> “139 service members”\nFeature, paragraph 1, sentence 1");
        assert_eq!(citation(&CitationLine { quote: None, ..unlinked }), "Feature, paragraph 1, sentence 1");
    }

    #[test]
    fn footers_are_no_markdown() {
        let card = Card { footer: Some("receipt a_b_c".to_owned()), ..card("*") };
        let footer = json!({"text": "receipt a_b_c"});
        let expected = json!([{"type": "rich", "color": colour(Tone::Notice), "description": "\\*", "footer": footer}]);
        assert_eq!(written(&[card]), expected);
    }

    #[test]
    fn an_empty_card_makes_no_embed() {
        assert_eq!(written(&[card("  ")]), json!([]));
    }

    proptest! {
        #[test]
        fn whatever_the_cards_hold_the_message_fits(
            texts in prop::collection::vec(("[*a🕊 \\n]{0,3000}", "[_a]{0,400}", "[`q ]{0,900}"), 0..12),
        ) {
            let line = |quote: &String| CitationLine { quote: Some(quote.clone()), place: "p".to_owned(), url: None };
            let cards: Vec<Card> = texts
                .iter()
                .map(|(body, title, quote)| Card {
                    title: Some(title.clone()),
                    citations: vec![line(quote); 30],
                    footer: Some(body.clone()),
                    ..card(body)
                })
                .collect();
            let written = written(&cards);
            let text = |value: &Value, key: &str| length(value.get(key).and_then(Value::as_str).unwrap_or_default());
            let mut together = 0;
            let embeds = written.as_array().cloned().unwrap_or_default();
            prop_assert!(embeds.len() <= MAX_EMBEDS);
            for embed in &embeds {
                let footer = embed.get("footer").map_or(0, |footer| text(footer, "text"));
                prop_assert!(text(embed, "title") <= MAX_TITLE && text(embed, "description") <= MAX_DESCRIPTION);
                prop_assert!(footer <= MAX_FOOTER);
                together += text(embed, "title") + text(embed, "description") + footer;
                let fields = embed.get("fields").and_then(Value::as_array).cloned().unwrap_or_default();
                prop_assert!(fields.len() <= MAX_FIELDS);
                for field in &fields {
                    prop_assert!(text(field, "value") <= MAX_FIELD_VALUE && text(field, "value") > 0);
                    together += text(field, "name") + text(field, "value");
                }
            }
            prop_assert!(together <= MAX_TOGETHER);
        }
    }
}
