//! How much a word can tell by itself, from lists of common English words. A base of sixty facts is too small to learn
//! from its own texts that "really" says nothing and "budget" says much. What a word is worth in a base is decided in
//! `search`.

use rustc_hash::FxHashMap as HashMap;

/// How common a word is in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Commonness {
    /// Articles, pronouns, prepositions, auxiliaries: they hold a sentence together and name nothing.
    Function,
    /// Words of conversation: "hello", "wondering", "exactly".
    Filler,
    /// Words so general that they fit any subject: "make", "thing", "important".
    Generic,
    /// Any other word known to be correctly spelled English.
    Common,
    /// A name, a rare word, another language or a typo.
    Unlisted,
}

/// Lists in the order of precedence; a word keeps the first class it is found in.
const LISTS: [(Commonness, &str); 4] = [
    (Commonness::Function, include_str!("english/stop.txt")),
    (Commonness::Filler, include_str!("english/filler.txt")),
    (Commonness::Generic, include_str!("english/generic.txt")),
    (Commonness::Common, include_str!("english/common.txt")),
];

/// The stems of the lists, a line for each list, so that a start need not take thirteen thousand stems.
/// `tests/it/word_lists.rs` compares them, and writes them anew.
const STEMS: &str = include_str!("english/stems.txt");

/// The word lists, ready for look-up by spelling and by stem.
#[derive(Debug)]
pub(super) struct CommonWords {
    words: HashMap<&'static str, Commonness>,
    stems: HashMap<&'static str, Commonness>,
}

impl CommonWords {
    /// Reads the lists that are part of the program.
    #[must_use]
    pub(super) fn english() -> Self {
        let classes = LISTS.iter().map(|(class, _)| *class);
        let mut words = HashMap::with_capacity_and_hasher(N_WORDS, rustc_hash::FxBuildHasher);
        for (class, list) in LISTS {
            for word in list.split_ascii_whitespace() {
                words.entry(word).or_insert(class);
            }
        }
        let stems = classes.zip(STEMS.lines()).flat_map(|(class, line)| line.split(' ').map(move |stem| (stem, class)));
        Self { words, stems: stems.collect() }
    }

    /// The class of a folded word, whose stem is given.
    #[must_use]
    pub(super) fn class(&self, folded: &str, stem: &str) -> Commonness {
        let by_word = self.words.get(folded).copied();
        by_word.or_else(|| self.stems.get(stem).copied()).unwrap_or(Commonness::Unlisted)
    }

    /// The words that tell little or nothing, as possible targets of a typo.
    pub(super) fn light_words(&self) -> impl Iterator<Item = &'static str> + '_ {
        let is_light = |class: Commonness| class < Commonness::Common;
        self.words.iter().filter(move |(_, class)| is_light(**class)).map(|(word, _)| *word)
    }
}

/// About how many words the lists have.
const N_WORDS: usize = 16_000;
