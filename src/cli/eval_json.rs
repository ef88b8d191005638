//! The object that `factdesk eval --json` prints, and what `--compare` reads of an earlier one. Counts are counts of
//! questions, shares are 0 to 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::{
    Bound, Change, Comparison, Evaluation, Given, HeldFloor, Judged, Judgement, Margin, MeasuredSet, Record,
    Reliability, Round, Side, Step, Tally, Wanted, by_kind,
};
use crate::knowledge::{FactNumber, Knowledge};

/// How many of the smallest margins are listed of each round.
const N_MARGINS: usize = 20;

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(super) struct EvalJson<'a> {
    sets: Vec<SetJson<'a>>,
    reliability: ReliabilityJson,
    reliability_of_answers: ReliabilityJson,
    abstention: Vec<StepJson>,
    wordings: RoundJson<'a>,
    typos: RoundJson<'a>,
    floors: Vec<FloorJson>,
    questions: Vec<QuestionJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<ChangeJson<'a>>>,
}

/// How many questions got each judgement, by its name.
type Counts = BTreeMap<&'static str, usize>;

#[derive(Debug, Serialize)]
struct SetJson<'a> {
    set: &'a str,
    kinds: Vec<KindJson<'a>>,
    stored_word_for_word: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_fact: Option<ByFactJson>,
}

#[derive(Debug, Serialize)]
struct KindJson<'a> {
    kind: &'a str,
    answerable: usize,
    unanswerable: usize,
    counts: Counts,
}

#[derive(Debug, Serialize)]
struct ByFactJson {
    best_candidate_right: Option<f64>,
    auroc: Option<f64>,
    median_us: f64,
    p99_us: f64,
}

#[derive(Debug, Serialize)]
struct ReliabilityJson {
    count: usize,
    expected_calibration_error: Option<f64>,
    bins: Vec<BinJson>,
}

#[derive(Debug, Serialize)]
struct BinJson {
    from: f64,
    to: f64,
    count: usize,
    confidence: f64,
    right: f64,
}

#[derive(Debug, Serialize)]
struct StepJson {
    from: f64,
    answered: Option<f64>,
    precision: Option<f64>,
    right: Option<f64>,
    false_answers: Option<f64>,
}

#[derive(Debug, Serialize)]
struct RoundJson<'a> {
    counts: Counts,
    median_margin: Option<f64>,
    smallest_margins: Vec<MarginJson<'a>>,
}

#[derive(Debug, Serialize)]
struct MarginJson<'a> {
    q: &'a str,
    fact: Option<&'a str>,
    runner_up: Option<&'a str>,
    margin: f64,
}

#[derive(Debug, Serialize)]
struct FloorJson {
    name: &'static str,
    at: &'static str,
    floor: f64,
    found: f64,
    kept: bool,
}

#[derive(Debug, Serialize)]
struct QuestionJson<'a> {
    set: &'a str,
    kind: &'a str,
    q: &'a str,
    judgement: &'static str,
    confidence: Option<f64>,
    answers: Vec<&'a str>,
    suggestions: Vec<&'a str>,
    best: Option<&'a str>,
    wanted: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ChangeJson<'a> {
    set: &'a str,
    kind: &'a str,
    q: &'a str,
    old: &'static str,
    new: &'static str,
}

impl<'a> EvalJson<'a> {
    pub(super) fn new(
        evaluation: &'a Evaluation,
        comparison: Option<&'a Comparison>,
        knowledge: &'a Knowledge,
    ) -> Self {
        let questions = evaluation
            .sets
            .iter()
            .flat_map(|set| set.judged.iter().map(|judged| question(&set.name, judged, knowledge)));
        Self {
            sets: evaluation.sets.iter().map(|measured| set(measured, knowledge)).collect(),
            reliability: reliability(&evaluation.reliability),
            reliability_of_answers: reliability(&evaluation.reliability_of_answers),
            abstention: evaluation.curve.iter().map(step).collect(),
            wordings: round(&evaluation.self_test.wordings, knowledge),
            typos: round(&evaluation.self_test.typos, knowledge),
            floors: evaluation.floors.iter().map(floor).collect(),
            questions: questions.collect(),
            changes: comparison.map(|comparison| comparison.changes.iter().map(change).collect()),
        }
    }
}

fn set<'a>(set: &'a MeasuredSet, knowledge: &Knowledge) -> SetJson<'a> {
    let kinds = by_kind(&set.judged).into_iter().map(|(kind, tally)| KindJson {
        kind,
        answerable: Side::Answerable.count(&tally),
        unanswerable: Side::Unanswerable.count(&tally),
        counts: counts(&tally),
    });
    let by_fact = set.by_fact().map(|by_fact| ByFactJson {
        best_candidate_right: by_fact.top_right.map(rounded),
        auroc: by_fact.area_under_curve.map(rounded),
        median_us: by_fact.median.as_secs_f64() * 1e6,
        p99_us: by_fact.percentile_99.as_secs_f64() * 1e6,
    });
    let stored = set.stored(knowledge).into_iter().map(|judged| judged.question.text.as_str());
    SetJson { set: &set.name, kinds: kinds.collect(), stored_word_for_word: stored.collect(), by_fact }
}

fn counts(tally: &Tally) -> Counts {
    let all = Judgement::OF_ANSWERABLE.into_iter().chain(Judgement::OF_UNANSWERABLE);
    all.map(|judgement| (judgement.name(), tally.count(judgement))).filter(|(_, count)| *count > 0).collect()
}

fn reliability(reliability: &Reliability) -> ReliabilityJson {
    let bin = |bin: &crate::check::Bin| BinJson {
        from: rounded(bin.from),
        to: rounded(bin.to),
        count: bin.count,
        confidence: rounded(bin.confidence),
        right: rounded(bin.right),
    };
    ReliabilityJson {
        count: reliability.count,
        expected_calibration_error: reliability.error.map(rounded),
        bins: reliability.bins.iter().map(bin).collect(),
    }
}

fn step(step: &Step) -> StepJson {
    StepJson {
        from: rounded(step.from),
        answered: step.answered.map(rounded),
        precision: step.precision.map(rounded),
        right: step.right.map(rounded),
        false_answers: step.false_answers.map(rounded),
    }
}

fn round<'a>(round: &'a Round, knowledge: &'a Knowledge) -> RoundJson<'a> {
    let margin = |margin: &'a Margin| MarginJson {
        q: &margin.asked,
        fact: id(margin.own, knowledge),
        runner_up: margin.rival.and_then(|rival| id(rival, knowledge)),
        margin: rounded(margin.margin),
    };
    RoundJson {
        counts: counts(&round.tally),
        median_margin: round.median_margin().map(rounded),
        smallest_margins: round.margins.iter().take(N_MARGINS).map(margin).collect(),
    }
}

fn floor(floor: &HeldFloor) -> FloorJson {
    let at = match floor.bound {
        Bound::Least => "least",
        Bound::Most => "most",
    };
    FloorJson { name: floor.name, at, floor: rounded(floor.floor), found: rounded(floor.found), kept: floor.holds() }
}

fn question<'a>(set: &'a str, judged: &'a Judged, knowledge: &'a Knowledge) -> QuestionJson<'a> {
    let ids = |given: &[Given]| given.iter().filter_map(|given| id(given.fact, knowledge)).collect();
    let best = judged.best.or(judged.top);
    let wanted = match &judged.question.wanted {
        Wanted::Answer { golds, .. } => golds.iter().map(ToString::to_string).collect(),
        Wanted::Nothing { .. } => Vec::new(),
    };
    QuestionJson {
        set,
        kind: &judged.question.kind,
        q: &judged.question.text,
        judgement: judged.judgement.name(),
        confidence: best.map(|best| rounded(best.confidence)),
        answers: ids(&judged.answers),
        suggestions: ids(&judged.suggestions),
        best: best.and_then(|best| id(best.fact, knowledge)),
        wanted,
    }
}

fn change(change: &Change) -> ChangeJson<'_> {
    let Record { set, kind, question, judgement } = &change.record;
    ChangeJson { set, kind, q: question, old: change.old.name(), new: judgement.name() }
}

fn id(number: FactNumber, knowledge: &Knowledge) -> Option<&str> {
    knowledge.fact(number).map(|fact| fact.id.as_str())
}

/// To a hundredth of a per cent: question sets are too small for more.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 10_000.0).round() / 10_000.0
}

/// What a comparison needs to know of a measurement.
pub(super) fn records(evaluation: &Evaluation) -> Vec<Record> {
    let record = |set: &str, judged: &Judged| Record {
        set: set.to_owned(),
        kind: judged.question.kind.clone(),
        question: judged.question.text.clone(),
        judgement: judged.judgement,
    };
    evaluation.sets.iter().flat_map(|set| set.judged.iter().map(|judged| record(&set.name, judged))).collect()
}

#[derive(Deserialize)]
struct OldEval {
    questions: Vec<OldQuestion>,
}

#[derive(Deserialize)]
struct OldQuestion {
    set: String,
    kind: String,
    q: String,
    judgement: String,
}

/// The same of what was printed earlier, or what is wrong with it.
pub(super) fn read_records(bytes: &[u8]) -> Result<Vec<Record>, String> {
    let old: OldEval = serde_json::from_slice(bytes).map_err(|reason| reason.to_string())?;
    let record = |OldQuestion { set, kind, q, judgement }| match Judgement::named(&judgement) {
        Some(judgement) => Ok(Record { set, kind, question: q, judgement }),
        None => Err(format!("“{judgement}” is no judgement of this version")),
    };
    old.questions.into_iter().map(record).collect()
}
