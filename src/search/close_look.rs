//! A close look at one entry with a question in mind: which of the question's terms stand in it, and how close its nearest
//! wording comes. It reads every term of the entry, so that only few entries are looked at.

use super::lexicon::TermId;
use super::pairs::{END, join, side};
use super::query::{Query, TermSet};
use super::texts::{StoredTerm, Texts};
use super::wordings::{Weighed, Wordings};

/// A question laid out by term, so that each term of an entry costs one look.
#[derive(Debug)]
pub(super) struct Lens<'a> {
    query: &'a Query,
    /// For each term its place in `asked`; 0 for the many that nothing asks for.
    places: Vec<u8>,
    asked: Vec<AskedTerm>,
}

/// What the question has to do with a term.
#[derive(Clone, Copy, Debug, Default)]
struct AskedTerm {
    /// As which terms of the question it stands there.
    same: TermSet,
    /// To which it is related.
    related: TermSet,
    /// What it adds to the closeness of a wording.
    weighed: Weighed,
}

/// What a look at an entry shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The question's terms that stand in the entry.
    pub(super) same: TermSet,
    /// Those to which a term of the entry is related.
    pub(super) related: TermSet,
    /// Cosine of the question and the closest wording, 0 to 1.
    pub(super) closest: f32,
    /// Which wording that is, counted from the canonical one.
    pub(super) nearest_wording: usize,
    /// The largest covered share of any wording.
    pub(super) covered: f32,
}

impl<'a> Lens<'a> {
    /// Lays a question out over so many terms.
    pub(super) fn new(query: &'a Query, n_terms: usize) -> Self {
        let mut lens = Self { query, places: vec![0; n_terms], asked: vec![AskedTerm::default()] };
        for (at, term) in query.terms.iter().enumerate() {
            if let Some(asked) = term.term.and_then(|id| lens.asked(id)) {
                asked.same.insert(at);
            }
        }
        for (term, of) in &query.related {
            if let Some(asked) = lens.asked(*term) {
                asked.related.insert(*of);
            }
        }
        for (term, weighed) in &query.words.terms {
            if let Some(asked) = lens.asked(*term) {
                asked.weighed = *weighed;
            }
        }
        lens
    }

    /// What stands in an entry; the closeness of each of its wordings is handed out.
    pub(super) fn look(&self, entry: usize, texts: &Texts, wordings: &Wordings, mut near: impl FnMut(f32)) -> Seen {
        let mut seen = Seen::default();
        let own = texts.wordings(entry);
        for (at, text) in own.clone().enumerate() {
            let (cosine, covered) = self.closeness(texts.terms(text), wordings.scale(text), &mut seen);
            seen.covered = seen.covered.max(covered);
            if cosine > seen.closest {
                (seen.closest, seen.nearest_wording) = (cosine, at);
            }
            near(cosine);
        }
        for term in (own.end..texts.of(entry).end).flat_map(|text| texts.terms(text)) {
            self.note(*term, &mut seen);
        }
        seen
    }

    /// The cosine of the question and a wording, and the covered share of the wording.
    fn closeness(&self, terms: &[StoredTerm], scale: f32, seen: &mut Seen) -> (f32, f32) {
        let mut sum = Weighed::default();
        let mut left = Some(END);
        for term in terms {
            let asked = self.note(*term, seen);
            if term.is_whole() {
                sum.add(asked.weighed);
                let right = (asked.weighed.square > 0.0).then(|| side(term.id()));
                sum.add(self.pair(left, right));
                left = right;
            }
        }
        sum.add(self.pair(left, Some(END)));
        (sum.product * scale, sum.square * scale * scale)
    }

    fn note(&self, term: StoredTerm, seen: &mut Seen) -> AskedTerm {
        let place = self.places.get(term.id().0 as usize).copied().unwrap_or_default();
        let asked = self.asked.get(usize::from(place)).copied().unwrap_or_default();
        seen.same.join(asked.same);
        seen.related.join(asked.related);
        asked
    }

    fn pair(&self, left: Option<u64>, right: Option<u64>) -> Weighed {
        let (Some(left), Some(right)) = (left, right) else { return Weighed::default() };
        let pairs = &self.query.words.pairs;
        let found = pairs.binary_search_by_key(&join(left, right), |(key, _)| *key);
        found.ok().and_then(|at| pairs.get(at)).map(|(_, weighed)| *weighed).unwrap_or_default()
    }

    /// The place of a term, a new one if need be; `None` where the question has too many.
    fn asked(&mut self, term: TermId) -> Option<&mut AskedTerm> {
        let place = self.places.get_mut(term.0 as usize)?;
        if *place == 0 {
            *place = u8::try_from(self.asked.len()).ok()?;
            self.asked.push(AskedTerm::default());
        }
        self.asked.get_mut(usize::from(*place))
    }
}
