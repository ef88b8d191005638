//! The words that generated facts are made of: those of the project's own English lists and of the shipped base, with
//! Zipf's law over them.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use factdesk::text::Analyzer;

use super::random::Random;

/// Words that name something.
const NAMING: [&str; 4] = [
    include_str!("../../src/text/english/common.txt"),
    include_str!("../../src/text/english/generic.txt"),
    include_str!("../../src/text/english/places.txt"),
    RELATED,
];
/// Words that hold a sentence together: the frames have them.
const HOLDING: [&str; 2] =
    [include_str!("../../src/text/english/stop.txt"), include_str!("../../src/text/english/filler.txt")];
/// Words that people use for one another, a group a line.
const RELATED: &str = include_str!("../../src/text/english/related.txt");

/// The shortest word taken, in letters.
const SHORTEST: usize = 3;

/// The first ranks of Zipf's law belong to words like "the", which the frames supply; those that name something begin
/// about here, so that the commonest stands in one fact of ten.
const FIRST_RANK: f64 = 10.0;

/// A word by its position.
pub type WordNumber = usize;

/// The words, the commonest first.
#[derive(Debug)]
pub struct Vocabulary {
    words: Vec<String>,
    /// For each word a number that it shares with the words of the same stem.
    stems: Vec<u32>,
    /// For each word the probability of it and of all before it.
    cumulative: Vec<f64>,
    related: HashMap<WordNumber, Vec<WordNumber>>,
    numbers: HashMap<String, WordNumber>,
}

impl Vocabulary {
    /// Reads the lists and the shipped base. Which word is how common depends on the seed.
    pub fn new(seed: u64) -> Self {
        let holding: BTreeSet<String> = HOLDING.into_iter().flat_map(letters).collect();
        let shipped = shipped_texts();
        let all = NAMING.into_iter().chain(shipped.iter().map(String::as_str)).flat_map(letters);
        let all: BTreeSet<String> = all.filter(|word| word.len() >= SHORTEST && !holding.contains(word)).collect();
        let mut words: Vec<String> = all.into_iter().collect();
        Random::of(seed, 0, 0).shuffle(&mut words);
        let numbers: HashMap<String, WordNumber> = words.iter().cloned().zip(0..).collect();
        let mut sum = 0.0;
        let mut cumulative = Vec::with_capacity(words.len());
        let mut rank = FIRST_RANK;
        for _ in &words {
            sum += 1.0 / rank;
            rank += 1.0;
            cumulative.push(sum);
        }
        for share in &mut cumulative {
            *share /= sum;
        }
        Self { stems: stems(&words), related: related(&numbers), words, cumulative, numbers }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The spelling of a word.
    pub fn word(&self, number: WordNumber) -> &str {
        &self.words[number]
    }

    /// Every spelling, the commonest first.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// What the word shares with the words of the same stem.
    pub fn stem(&self, number: WordNumber) -> u32 {
        self.stems[number]
    }

    /// Whether this is one of the words.
    pub fn knows(&self, word: &str) -> bool {
        self.numbers.contains_key(word)
    }

    /// A word, the commoner the more often.
    pub fn draw(&self, random: &mut Random) -> WordNumber {
        let share = random.share();
        self.cumulative.partition_point(|cumulative| *cumulative <= share).min(self.words.len() - 1)
    }

    /// Another word that people use for this one, where the lists have some.
    pub fn related(&self, number: WordNumber, random: &mut Random) -> Option<WordNumber> {
        let others = self.related.get(&number)?;
        Some(*random.pick(others))
    }
}

/// The runs of letters in a text, in lower case.
fn letters(text: &str) -> impl Iterator<Item = String> + '_ {
    let runs = text.split(|letter: char| !letter.is_alphabetic());
    runs.filter(|run| !run.is_empty() && run.is_ascii()).map(str::to_lowercase)
}

/// The files of the shipped base as they stand, in name order.
fn shipped_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let entries = fs::read_dir(folder).expect("the shipped base is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("its folder can be read").path()).collect();
    paths.sort();
    let is_toml = |path: &&std::path::PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    paths.iter().filter(is_toml).map(|path| fs::read_to_string(path).expect("its files can be read")).collect()
}

fn stems(words: &[String]) -> Vec<u32> {
    let analyzer = Analyzer::english();
    let mut numbers = HashMap::new();
    let mut next = 0;
    let mut number = |word: &String| {
        *numbers.entry(analyzer.stem(word)).or_insert_with(|| {
            next += 1;
            next
        })
    };
    words.iter().map(&mut number).collect()
}

fn related(numbers: &HashMap<String, WordNumber>) -> HashMap<WordNumber, Vec<WordNumber>> {
    let mut related: HashMap<WordNumber, Vec<WordNumber>> = HashMap::new();
    for group in RELATED.lines() {
        let group: Vec<WordNumber> = group.split_whitespace().filter_map(|word| numbers.get(word).copied()).collect();
        for word in &group {
            related.entry(*word).or_default().extend(group.iter().filter(|other| *other != word));
        }
    }
    related.retain(|_, others| !others.is_empty());
    related
}
