//! The generator of the measurements in benches/: what it promises about its bases and questions holds for every seed.

#![allow(clippy::expect_used, reason = "a test that can't go on ends with the reason")]
#![allow(
    unreachable_pub,
    reason = "nothing is outside a test binary; pub means that another module of it uses the item"
)]

#[path = "../benches/generator/mod.rs"]
mod generator;

use std::collections::HashSet;

use factdesk::knowledge::{Knowledge, load};
use generator::{Asked, Draft, KINDS, Kind, Plan, knowledge, own_bytes, questions, write_lines, write_toml};
use tempfile::TempDir;

const SEEDS: [u64; 2] = [6, 7];
const N_FACTS: usize = 2_000;
const N_EACH: usize = 12;

/// How often each word stands in a base, the commonest first.
fn frequencies(plan: &Plan) -> Vec<usize> {
    let mut counts = vec![0; plan.vocabulary.len()];
    for draft in (0..plan.n_facts).map(|number| plan.draft(number)) {
        draft.asked.iter().chain(&draft.told).for_each(|word| counts[*word] += 1);
    }
    counts
}

/// Words of the wordings in which two facts differ.
fn difference(one: &Draft, other: &Draft) -> usize {
    one.asked.iter().zip(&other.asked).filter(|(one, other)| one != other).count()
}

#[test]
fn equal_seeds_give_equal_bases_and_others_give_others() {
    let bases: Vec<Knowledge> = [6, 6, 7].map(|seed| knowledge(&Plan::new(seed, 50))).into();
    assert_eq!(bases[0], bases[1]);
    assert_ne!(bases[0], bases[2]);
    let asked: Vec<Vec<Asked>> = [6, 6, 7].map(|seed| questions(&Plan::new(seed, 500), 5)).into();
    assert_eq!(asked[0], asked[1]);
    assert_ne!(asked[0], asked[2]);
}

#[test]
fn a_fact_has_three_wordings_and_an_answer_with_one_citation() {
    for seed in SEEDS {
        let base = knowledge(&Plan::new(seed, N_FACTS));
        assert_eq!(base.facts.len(), N_FACTS);
        let ids: HashSet<&str> = base.facts.iter().map(|fact| fact.id.as_str()).collect();
        assert_eq!(ids.len(), N_FACTS);
        for fact in &base.facts {
            assert_eq!((fact.wordings().count(), fact.cites.len()), (3, 1), "{fact:?}");
            let quote = fact.cites[0].quote.as_deref().expect("a citation quotes");
            assert!(fact.answer.starts_with(quote) && own_bytes(fact) > fact.answer.len(), "{fact:?}");
            assert!(!fact.answer.contains(['{', '}']) && fact.wordings().all(|text| !text.contains(['{', '}'])));
            assert!(fact.topic < base.topics.len());
        }
        assert!(base.facts.is_sorted_by_key(|fact| fact.topic));
    }
}

#[test]
fn one_fact_in_fifty_differs_from_another_by_a_word() {
    for seed in SEEDS {
        let plan = Plan::new(seed, N_FACTS);
        let drafts: Vec<Draft> = (0..N_FACTS).map(|number| plan.draft(number)).collect();
        let is_near = |number: &usize| drafts[..*number].iter().any(|other| difference(&drafts[*number], other) == 1);
        let n_near = (0..N_FACTS).filter(is_near).count();
        assert!((20..=70).contains(&n_near), "{n_near} of {N_FACTS} with seed {seed}");
    }
}

#[test]
fn words_are_distributed_by_zipfs_law() {
    for seed in SEEDS {
        let counts = frequencies(&Plan::new(seed, 20_000));
        let share = |ranks: std::ops::Range<usize>| counts[ranks].iter().sum::<usize>() * 100 / (20_000 * 8);
        // The sum of 1/(rank + 10) over the ranks, beside that over all of them.
        assert!((8..=10).contains(&share(0..10)), "{}", share(0..10));
        assert!((29..=36).contains(&share(0..100)), "{}", share(0..100));
        assert!((59..=66).contains(&share(0..1_000)), "{}", share(0..1_000));
    }
}

#[test]
fn there_are_questions_of_every_kind_and_each_means_one_fact() {
    for seed in SEEDS {
        let plan = Plan::new(seed, N_FACTS);
        let base = knowledge(&plan);
        let asked = questions(&plan, N_EACH);
        for (kind, name) in KINDS {
            assert_eq!(asked.iter().filter(|asked| asked.kind == kind).count(), N_EACH, "{name}");
        }
        for asked in &asked {
            let stored = base.facts.iter().position(|fact| fact.wordings().any(|wording| wording == asked.text));
            assert_eq!(stored, asked.right.filter(|_| asked.kind == Kind::Exact), "{asked:?}");
            assert_eq!(asked.right.is_none(), asked.kind == Kind::Foreign, "{asked:?}");
            assert!(asked.right.is_none_or(|right| is_alone(&plan, right)), "{asked:?} means several facts");
        }
    }
}

/// Whether no other fact has all words of this one.
fn is_alone(plan: &Plan, right: usize) -> bool {
    let stems = |number: usize| {
        let mut stems = plan.draft(number).asked.map(|word| plan.vocabulary.stem(word));
        stems.sort_unstable();
        stems
    };
    let own = stems(right);
    (0..plan.n_facts).all(|number| number == right || stems(number) != own)
}

#[test]
fn a_written_base_is_read_as_it_was_made() {
    for write in [write_toml, write_lines] {
        let folder = TempDir::new().expect("a folder for the test");
        let plan = Plan::new(6, 300);
        write(&plan, folder.path()).expect("the files can be written");
        let loaded = load(folder.path());
        assert_eq!(loaded.problems, []);
        let made = knowledge(&plan);
        assert_eq!((loaded.knowledge.facts.len(), &loaded.knowledge.topics), (made.facts.len(), &made.topics));
        for (read, made) in loaded.knowledge.facts.iter().zip(&made.facts) {
            assert_eq!((&read.id, &read.question, &read.answer), (&made.id, &made.question, &made.answer));
            assert_eq!((&read.also_asked, &read.cites, read.topic), (&made.also_asked, &made.cites, made.topic));
        }
    }
}
