//! An earlier answer put right: what its facts say now, with the day of the correction. Whose answers need it is told
//! elsewhere.

use super::compose::compose_fact;
use super::{Reply, Visibility, limits, wording_renewal};
use crate::knowledge::{Fact, Knowledge};

/// The most a card's line below takes, in units after escaping: a receipt and the day.
const FOOTER: usize = 512;

/// The facts of an earlier answer as they are now. Of several, as many as a message holds.
#[must_use]
pub fn compose_corrected(facts: &[&Fact], knowledge: &Knowledge, day: &str) -> Reply {
    let mut room = limits::EMBED_TOTAL;
    let mut cards = Vec::new();
    for fact in facts {
        for mut card in compose_fact(fact, knowledge, Visibility::Everyone).cards {
            let line = wording_renewal::corrected(card.footer.as_deref().unwrap_or_default(), day);
            card.footer = Some(limits::fit_escaped(&line, FOOTER));
            let units = limits::card_units(&card);
            // The first always fits: its texts are cut to their own limits.
            if units <= room || cards.is_empty() {
                room = room.saturating_sub(units);
                cards.push(card);
            }
        }
    }
    Reply { cards, buttons: Vec::new(), visibility: Visibility::Everyone }
}
