//! What a generated fact is about, in numbers of words: enough to write it, and to tell which facts a question singles
//! out. A draft follows from the seed and the fact's number alone, so nothing has to be kept.

use super::frames::FRAMES;
use super::random::Random;
use super::vocabulary::{Vocabulary, WordNumber};

/// Words of each fact that its wordings have.
pub const N_IN_WORDINGS: usize = 5;
/// Words that only its answer has.
const N_IN_ANSWER: usize = 3;
/// One fact in so many is another with one word exchanged: 2 %.
const NEAR_DUPLICATE_ONCE_IN: usize = 50;
/// The figures of answers are below this number.
const FIGURES_END: usize = 2_000;

/// Streams of random numbers, one for each purpose.
const SUBJECT: u64 = 1;
const DUPLICATE: u64 = 2;

/// Which base: its seed, its size and its words.
#[derive(Debug)]
pub struct Plan {
    /// Where everything random comes from.
    pub seed: u64,
    /// How many facts it has.
    pub n_facts: usize,
    /// What they are made of.
    pub vocabulary: Vocabulary,
}

/// A fact to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The words of its wordings.
    pub asked: [WordNumber; N_IN_WORDINGS],
    /// The further words of its answer.
    pub told: [WordNumber; N_IN_ANSWER],
    /// The figure in its answer.
    pub figure: usize,
    /// Which of [`FRAMES`] holds the words together.
    pub frame: usize,
}

impl Plan {
    /// A base of so many facts.
    pub fn new(seed: u64, n_facts: usize) -> Self {
        Self { seed, n_facts, vocabulary: Vocabulary::new(seed) }
    }

    /// The fact with this number.
    pub fn draft(&self, number: usize) -> Draft {
        let mut random = Random::of(self.seed, DUPLICATE, number as u64);
        let own = self.own_draft(number);
        if number == 0 || !random.once_in(NEAR_DUPLICATE_ONCE_IN) {
            return own;
        }
        let mut other = self.own_draft(random.below(number));
        let at = random.below(N_IN_WORDINGS);
        other.asked[at] = self.another_word(&other.asked, &mut random);
        Draft { told: own.told, figure: own.figure, ..other }
    }

    /// What every fact would be if none were a near-duplicate.
    fn own_draft(&self, number: usize) -> Draft {
        let mut random = Random::of(self.seed, SUBJECT, number as u64);
        let mut words = Vec::with_capacity(N_IN_WORDINGS + N_IN_ANSWER);
        while words.len() < N_IN_WORDINGS + N_IN_ANSWER {
            words.push(self.another_word(&words, &mut random));
        }
        let (asked, told) = words.split_at(N_IN_WORDINGS);
        Draft {
            asked: asked.try_into().expect("so many were drawn"),
            told: told.try_into().expect("so many were drawn"),
            figure: random.below(FIGURES_END),
            frame: random.below(FRAMES.len()),
        }
    }

    fn another_word(&self, words: &[WordNumber], random: &mut Random) -> WordNumber {
        let stem = |word: WordNumber| self.vocabulary.stem(word);
        loop {
            let drawn = self.vocabulary.draw(random);
            if words.iter().all(|word| stem(*word) != stem(drawn)) {
                return drawn;
            }
        }
    }
}
