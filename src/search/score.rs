//! How the evidence for an entry is weighed: every weight with its name and reason. The evidence is gathered in
//! `searcher`.

/// The weights of the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Worth of a function word against a content word.
    pub function_word: f32,
    /// Worth of a word of conversation.
    pub filler_word: f32,
    /// Worth of a word that fits any subject.
    pub generic_word: f32,
    /// The least that rarity can make of a word, so that the subject's own name still counts a little.
    pub least_rarity: f32,
    /// How many wordings a keyword counts for.
    pub keyword_count: f32,
    /// How many wordings the answer's own text counts for.
    pub answer_count: f32,
    /// The count at which a term reaches half its full strength in an entry (BM25's k1).
    pub saturation: f32,
    /// Share of the likeness to the closest wording in the score.
    pub closest: f32,
    /// Share of the likeness to the entry's closest wordings together.
    pub neighbours: f32,
    /// Share of the fit to the entry's texts as a whole.
    pub profile: f32,
    /// Share of the question that the entry explains.
    pub coverage: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            function_word: 0.1,
            filler_word: 0.03,
            generic_word: 0.4,
            least_rarity: 0.08,
            keyword_count: 2.0,
            answer_count: 0.5,
            saturation: 1.0,
            closest: 0.4,
            neighbours: 0.1,
            profile: 0.3,
            coverage: 0.2,
        }
    }
}

/// The evidence for one entry, each part 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Cosine of question and closest wording.
    pub closest: f32,
    /// Mean cosine of the three closest wordings.
    pub neighbours: f32,
    /// Weight of the question's terms by how typical they are for the entry.
    pub profile: f32,
    /// Share of the question's weight that stands anywhere in the entry.
    pub coverage: f32,
    /// Log-likelihood per unit of the question's weight, above the mean over all entries.
    pub likelihood: f32,
    /// All of it together.
    pub total: f32,
}

impl Score {
    /// The parts with their sum by weights.
    #[must_use]
    pub fn weigh(mut self, weights: &Weights) -> Self {
        self.total = weights.closest * self.closest
            + weights.neighbours * self.neighbours
            + weights.profile * self.profile
            + weights.coverage * self.coverage;
        self
    }
}
