//! Pairs of neighbouring terms, the ends of a text included: they tell "command praised" from "praise for commanders".
//! What a pair is worth is learned in `likelihood`.

use super::lexicon::{TermId, TermUse};

/// Two neighbours; `None` is the end of the text.
pub(super) type Pair = (Option<TermId>, Option<TermId>);

/// The pairs of a text. Parts of a phrase are left out: the phrase stands for them. A pair with a word that the base does
/// not know is no pair.
pub(super) fn pair_keys(uses: &[TermUse]) -> impl Iterator<Item = (Pair, f32)> + '_ {
    let whole = || uses.iter().filter(|used| used.share >= 1.0).map(|used| Some(used.term));
    let lefts = std::iter::once(None).chain(whole());
    let rights = whole().chain([None]);
    lefts.zip(rights).filter_map(|(left, right)| Some(((known(left)?, known(right)?), 1.0)))
}

/// Keeps the end of a text apart from an unknown word.
#[expect(clippy::option_option, reason = "no place, the end of the text, and a term are three things")]
fn known(place: Option<Option<TermId>>) -> Option<Option<TermId>> {
    match place {
        None => Some(None),
        Some(None) => None,
        Some(term) => Some(term),
    }
}
