//! What is asked of a generated base, with the one fact that is right. A question is kept only where the words it has in
//! common with its fact's wordings are those of no other fact.

use std::collections::HashMap;

use super::draft::{Draft, N_IN_WORDINGS, Plan};
use super::frames::{FOREIGN, FRAMES, REWORDED, filled, written};
use super::random::Random;
use super::typo::{self, mistyped};
use super::vocabulary::{Vocabulary, WordNumber};

/// How a question differs from what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A stored wording, word for word.
    Exact,
    /// Four of a fact's five words in another order and another frame; of every second question one is exchanged for a
    /// word that people use for it.
    Reworded,
    /// A stored wording with a slip in each of two words.
    TwoTypos,
    /// A question about words that no fact has: nothing answers it.
    Foreign,
}

/// All kinds, with their names.
pub const KINDS: [(Kind, &str); 4] = [
    (Kind::Exact, "exact"),
    (Kind::Reworded, "reworded"),
    (Kind::TwoTypos, "two typos"),
    (Kind::Foreign, "out of vocabulary"),
];

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As it is written.
    pub text: String,
    /// How it was made.
    pub kind: Kind,
    /// The number of the fact that answers it.
    pub right: Option<usize>,
}

/// A question that may turn out to single out no fact.
struct Candidate {
    asked: Asked,
    /// The stems by which its fact is known.
    stems: Vec<u32>,
}

/// The stream of random numbers for questions.
const QUESTIONS: u64 = 3;
/// So many times as many questions are drawn as are wanted: common words single nothing out in a large base.
const SPARE: usize = 4;
/// Unknown words have so many syllables of two letters.
const SYLLABLES: usize = 5;
/// From every known word an unknown one is further away than this, in edits.
const MOST_EDITS: usize = 2;

/// So many questions of each kind, kind by kind; fewer where the base is too small to have them.
pub fn questions(plan: &Plan, n_each: usize) -> Vec<Asked> {
    let mut random = Random::of(plan.seed, QUESTIONS, plan.n_facts as u64);
    let mut all = Vec::with_capacity(n_each * KINDS.len());
    for kind in [Kind::Exact, Kind::Reworded, Kind::TwoTypos] {
        let drawn = (0..SPARE * n_each).filter_map(|_| candidate(kind, plan, &mut random)).collect();
        all.extend(singled_out(drawn, plan).into_iter().take(n_each));
    }
    all.extend((0..n_each).map(|_| foreign(&plan.vocabulary, &mut random)));
    all
}

fn candidate(kind: Kind, plan: &Plan, random: &mut Random) -> Option<Candidate> {
    let right = random.below(plan.n_facts);
    let draft = plan.draft(right);
    let (text, known) = match kind {
        Kind::Reworded => reworded(&draft, &plan.vocabulary, random),
        Kind::TwoTypos => (two_typos(&draft, &plan.vocabulary, random)?, draft.asked.to_vec()),
        Kind::Exact | Kind::Foreign => (wording(&draft, &plan.vocabulary, random), draft.asked.to_vec()),
    };
    let stems = known.into_iter().map(|word| plan.vocabulary.stem(word)).collect();
    Some(Candidate { asked: Asked { text, kind, right: Some(right) }, stems })
}

fn wording(draft: &Draft, vocabulary: &Vocabulary, random: &mut Random) -> String {
    let frame = random.pick(&FRAMES[draft.frame].wordings);
    written(frame, draft, vocabulary)
}

/// The question, and those of its words that are the fact's own.
fn reworded(draft: &Draft, vocabulary: &Vocabulary, random: &mut Random) -> (String, Vec<WordNumber>) {
    let mut words = draft.asked.to_vec();
    random.shuffle(&mut words);
    words.truncate(N_IN_WORDINGS - 1);
    let frame = *random.pick(&REWORDED);
    let exchanged = (0..words.len()).find_map(|at| Some((at, vocabulary.related(words[at], random)?)));
    let exchanged = exchanged.filter(|_| random.once_in(2));
    let shown = |gap: usize| exchanged.filter(|(at, _)| *at == gap).map_or(words[gap], |(_, other)| other);
    let text = filled(frame, |gap| vocabulary.word(shown(gap)));
    if let Some((at, _)) = exchanged {
        words.remove(at);
    }
    (text, words)
}

fn two_typos(draft: &Draft, vocabulary: &Vocabulary, random: &mut Random) -> Option<String> {
    let mut long: Vec<&str> = draft.asked.iter().map(|word| vocabulary.word(*word)).collect();
    long.retain(|word| word.len() >= typo::SHORTEST);
    random.shuffle(&mut long);
    let mut text = wording(draft, vocabulary, random);
    for word in [long.first()?, long.get(1)?] {
        let slipped = mistyped(word, vocabulary, random);
        let words: Vec<&str> = text.split(' ').collect();
        // The word may stand before a mark.
        let is_it = |written: &str| written.trim_end_matches(['?', ':', ',']) == *word;
        let words = words
            .into_iter()
            .map(|written| if is_it(written) { written.replace(*word, &slipped) } else { written.to_owned() });
        text = words.collect::<Vec<_>>().join(" ");
    }
    Some(text)
}

fn foreign(vocabulary: &Vocabulary, random: &mut Random) -> Asked {
    let words: [String; 3] = std::array::from_fn(|_| unknown_word(vocabulary, random));
    let frame = random.pick(&FOREIGN);
    let text = filled(frame, |gap| &words[gap]);
    Asked { text, kind: Kind::Foreign, right: None }
}

/// A word that can be spoken and means nothing.
fn unknown_word(vocabulary: &Vocabulary, random: &mut Random) -> String {
    loop {
        let syllables = (0..SYLLABLES).flat_map(|_| [*random.pick(b"bdfgklmnprtvz"), *random.pick(b"aeiou")]);
        let word: String = syllables.map(char::from).collect();
        let is_near = |known: &String| {
            known.len().abs_diff(word.len()) <= MOST_EDITS && strsim::osa_distance(known, &word) <= MOST_EDITS
        };
        if !vocabulary.words().iter().any(is_near) {
            return word;
        }
    }
}

/// The questions whose stems stand in the wordings of no other fact; one reading of the base tells it of all.
fn singled_out(candidates: Vec<Candidate>, plan: &Plan) -> Vec<Asked> {
    let mut by_stem: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        // The word numbers of common words are small, and so are, near enough, those of their stems.
        let rarest = candidate.stems.iter().max();
        by_stem.entry(*rarest.expect("a question has words")).or_default().push(at);
    }
    let mut has_rival = vec![false; candidates.len()];
    for number in 0..plan.n_facts {
        let stems = plan.draft(number).asked.map(|word| plan.vocabulary.stem(word));
        for at in stems.iter().filter_map(|stem| by_stem.get(stem)).flatten() {
            let candidate = &candidates[*at];
            let has_all = candidate.stems.iter().all(|stem| stems.contains(stem));
            has_rival[*at] |= has_all && candidate.asked.right != Some(number);
        }
    }
    let kept = candidates.into_iter().zip(has_rival).filter(|(_, has_rival)| !has_rival);
    kept.map(|(candidate, _)| candidate.asked).collect()
}
