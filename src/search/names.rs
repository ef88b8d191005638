//! The figures, dates and places that each entry names. A question about another is held against it in `answer`.

use super::grouped::{place, span};
use crate::text::{Analysis, Entity, EntityKind};

/// What the entries name, entry by entry in one flat array.
#[derive(Debug, Default)]
pub(super) struct Names {
    ends: Vec<u32>,
    names: Vec<Name>,
}

/// Something that an entry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Name {
    entity: Entity,
    /// Whether it stands in what the entry states: its canonical wording or its answer.
    is_stated: bool,
}

/// What an entry has of something that the question names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The entry names it.
    Here,
    /// The entry's statement has another thing of the same kind.
    Otherwise,
    /// The entry has nothing of the kind.
    Nowhere,
}

/// The kinds of which a statement has one thing and not another. A fact about one place says nothing of another.
const CONTRADICTABLE: [EntityKind; 3] = [EntityKind::Figure, EntityKind::Year, EntityKind::Month];

impl Names {
    /// Notes what a text of the entry that is being read names; whether the entry states it there is given.
    pub(super) fn note(&mut self, analysis: &Analysis, is_stated: bool) {
        let begin = self.ends.last().copied().unwrap_or_default() as usize;
        for mention in &analysis.mentions {
            let name = Name { entity: mention.entity, is_stated };
            if !self.names.get(begin..).unwrap_or_default().contains(&name) {
                self.names.push(name);
            }
        }
    }

    /// Closes the entry.
    pub(super) fn end_entry(&mut self) {
        self.ends.push(place(self.names.len()));
    }

    /// Gives back what was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.names.shrink_to_fit();
    }

    /// What an entry has of something that a question names.
    pub(super) fn named(&self, entry: usize, entity: Entity) -> Named {
        let names = self.names.get(span(&self.ends, entry)).unwrap_or_default();
        let stated = || names.iter().filter(|name| name.is_stated).map(|name| name.entity);
        if stated().any(|name| name == entity) {
            return Named::Here;
        }
        let is_contradicted = CONTRADICTABLE.contains(&entity.kind) && stated().any(|name| name.kind == entity.kind);
        match names.iter().any(|name| name.entity == entity) {
            _ if is_contradicted => Named::Otherwise,
            true => Named::Here,
            false => Named::Nowhere,
        }
    }
}
