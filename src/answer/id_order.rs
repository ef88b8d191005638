//! Facts and subjects counted in the order of their ids: an equal revision says nothing about the order of the files, so
//! what must last cannot use positions.

use crate::knowledge::Knowledge;

/// A position as it is written.
pub(super) fn as_number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The place of an id among all, in their order.
pub(super) fn rank<'a>(ids: impl Iterator<Item = &'a str>, id: &str) -> u32 {
    as_number(ids.filter(|other| *other < id).count())
}

/// The position of the id that has this place in their order.
pub(super) fn ranked<'a>(ids: impl Iterator<Item = &'a str>, rank: u32) -> Option<usize> {
    let mut ids: Vec<(&str, usize)> = ids.zip(0..).collect();
    ids.sort_unstable();
    ids.get(rank as usize).map(|(_, position)| *position)
}

/// The ids of the facts, by their position.
pub(super) fn fact_ids(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    knowledge.facts.iter().map(|fact| fact.id.as_str())
}

/// The ids of the absent subjects, by their position.
pub(super) fn subject_ids(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    knowledge.uncovered.iter().map(|subject| subject.id.as_str())
}
