//! How a running bot reads its base anew: with the same rules as at its start, beside the base that answers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::answer::{Engine, Thresholds};
use crate::check::lint;
use crate::conversation::{Fresh, ReadAnew};
use crate::knowledge::{Differences, Problem, load};
use crate::reply::{Renewal, RenewalEnd};

/// Reads a folder. What would have stopped the start keeps the old base; everything else is only told.
pub(super) fn read_anew(folder: PathBuf, thresholds: Thresholds) -> Arc<ReadAnew> {
    Arc::new(move |old: &Arc<Engine>| {
        let loaded = load(&folder);
        let mut problems = lint(&loaded);
        problems.extend(loaded.problems.iter().cloned());
        problems.sort_by_key(|problem| (!problem.is_error(), problem.clone()));
        problems.dedup();
        if loaded.has_errors() {
            // What else is odd may be a consequence.
            problems.retain(Problem::is_error);
        }
        let problems = problems.iter().map(|problem| named_in(&folder, problem)).collect();
        let before = old.knowledge();
        if loaded.has_errors() {
            let (n_facts, revision) = (before.facts.len(), before.revision);
            return Fresh { engine: None, renewal: Renewal { end: RenewalEnd::Refused, n_facts, revision, problems } };
        }
        let knowledge = loaded.knowledge;
        let (n_facts, revision) = (knowledge.facts.len(), knowledge.revision);
        let end = match Differences::between(before, &knowledge) {
            _ if revision == before.revision => RenewalEnd::Same,
            differences => RenewalEnd::Renewed(differences),
        };
        let engine = Engine::new(Arc::new(knowledge), thresholds);
        Fresh { engine: Some(Arc::new(engine)), renewal: Renewal { end, n_facts, revision, problems } }
    })
}

/// The problem with its file as the curator knows it: where the folder is on the disk is nobody's business.
fn named_in(folder: &Path, problem: &Problem) -> String {
    let file = problem.file.strip_prefix(folder).ok().filter(|file| *file != Path::new(""));
    let file = file.map_or_else(|| PathBuf::from("knowledge"), Path::to_owned);
    Problem { file, ..problem.clone() }.to_string()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::knowledge::Knowledge;

    const FACT: &str = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Who is small?\"\nanswer = \"The wren.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 2 }]\n";

    #[test]
    fn a_base_is_read_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it can be written");
        write("sources.toml", "[[source]]\nid = \"s\"\ntitle = \"S\"\n");
        write("a.toml", FACT);
        let read = read_anew(folder.path().to_owned(), Thresholds::default());
        let empty = Arc::new(Engine::new(Arc::new(Knowledge::default()), Thresholds::default()));
        let first = read(&empty);
        let differences = Differences { n_new: 1, ..Differences::default() };
        assert_eq!(first.renewal.end, RenewalEnd::Renewed(differences));
        let engine = first.engine.expect("the base can be used");
        let renewal = |end, problems: &[&str]| Renewal {
            end,
            n_facts: 1,
            revision: engine.knowledge().revision,
            problems: problems.iter().map(|problem| (*problem).to_owned()).collect(),
        };
        assert_eq!(read(&engine).renewal, renewal(RenewalEnd::Same, &[]));
        write("a.toml", &FACT.replace("answer", "anwser"));
        let refused = read(&engine);
        assert!(refused.engine.is_none());
        let problems = [
            "a.toml:2:1: error: fact `wren`: `answer` is missing; add answer = \"…\"",
            "a.toml:5:1: error: fact `wren`: unknown key `anwser`; did you mean `answer`?",
        ];
        assert_eq!(refused.renewal, renewal(RenewalEnd::Refused, &problems));
    }
}
