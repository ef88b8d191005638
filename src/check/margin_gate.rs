//! The rule that a wording stands with the right fact. A stored wording always finds its own fact, so each that looks out
//! of place is left out, and the base asked it: where another fact would be as good as certain and the own one not even
//! named, the other is robbed of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::answer::{Engine, Ranked, Thresholds};
use crate::knowledge::{Knowledge, Loaded, Problem};

use super::stored_wordings::{StoredWording, StoredWordings};

/// The rule's name.
const RULE: &str = "margin";

/// The least lead in words, as [`StoredWordings::strongest_lead`] counts it, from which on a wording is asked for. Below it no other
/// fact could ever be near enough.
const LEAST_LEAD: f32 = 2.0;
/// The most confidence in the own fact at which a wording may be out of place.
const MOST_OWN: f32 = 0.02;
/// How far another fact must be ahead: its lead in words and the logarithm of its odds together.
const MOST_PULL: f32 = 7.0;

/// Wordings that would find another fact, were they not stored with this one.
pub(super) fn stolen_wordings(loaded: &Loaded, wordings: &StoredWordings<'_>) -> Vec<Problem> {
    let looks_foreign = |wording: &&StoredWording<'_>| wordings.strongest_lead(wording) >= LEAST_LEAD;
    let suspects: Vec<&StoredWording<'_>> = wordings.all.iter().filter(looks_foreign).collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let engine = Engine::new(Arc::new(without(&loaded.knowledge, &suspects)), Thresholds::default());
    suspects.iter().filter_map(|wording| stolen(wording, wordings, &engine, &loaded.knowledge)).collect()
}

/// The base without some of its wordings. A question is left out by what it says, for a fact can't be without one.
fn without(knowledge: &Knowledge, suspects: &[&StoredWording<'_>]) -> Knowledge {
    let mut left = knowledge.clone();
    let out: BTreeSet<(usize, Option<usize>)> =
        suspects.iter().map(|wording| (wording.fact, wording.also_asked)).collect();
    for (number, fact) in left.facts.iter_mut().enumerate() {
        let mut at = 0;
        fact.also_asked.retain(|_| {
            at += 1;
            !out.contains(&(number, Some(at - 1)))
        });
        if out.contains(&(number, None)) {
            fact.question = fact.also_asked.first().cloned().unwrap_or_else(|| fact.id.clone());
        }
    }
    left
}

fn stolen(
    wording: &StoredWording<'_>,
    wordings: &StoredWordings<'_>,
    engine: &Engine,
    knowledge: &Knowledge,
) -> Option<Problem> {
    let candidates = engine.answer(wording.text).candidates();
    let is_own = |ranked: &&Ranked| ranked.fact.index() == wording.fact;
    let own = candidates.iter().find(is_own).map_or(0.0, |ranked| ranked.confidence.0);
    let rival = candidates.iter().find(|ranked| !is_own(ranked))?;
    let certainty = rival.confidence.0.clamp(0.001, 0.999);
    let pull = wordings.lead(wording, rival.fact.index()) + (certainty / (1.0 - certainty)).ln();
    if own > MOST_OWN || pull < MOST_PULL {
        return None;
    }
    let (fact, other) = (knowledge.facts.get(wording.fact)?, knowledge.fact(rival.fact)?);
    let (margin, text, place) = (own - rival.confidence.0, wording.text, &other.origin);
    let message = format!(
        "fact `{}`: “{text}” would find fact `{}` ({place}) if it didn't stand here (margin {margin:.2}); move it there or word it otherwise",
        fact.id, other.id,
    );
    Some(Problem::error(&wording.place.file, &wording.place, message).of_rule(RULE))
}
