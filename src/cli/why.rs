//! `factdesk why`: an earlier answer from its receipt, with its reasons; and whether a question still gives it.

use std::io::{self, Write as _};

use super::ExitCode;
use super::arguments::{Global, Why};
use super::ask::write_json;
use super::desk::Desk;
use super::failure::Failure;
use super::result_json::{NeededJson, ResultJson};
use super::terminal::{Look, harmless, render};
use crate::answer::{Engine, NotAReceipt, Outcome, Recalled, Receipt, recall, receipt};
use crate::knowledge::Knowledge;
use crate::reply::{Visibility, compose_asked_again, compose_recalled, wording_why};

/// Shows what a receipt stands for, and says by the exit status whether that could be done.
pub(super) fn why(why: &Why, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let held: Receipt = why.receipt.parse().map_err(|reason| no_receipt(&why.receipt, reason))?;
    let desk = Desk::open(global)?;
    let knowledge = desk.knowledge();
    let recalled = recall(&held, knowledge);
    if recalled == Recalled::Senseless {
        return Err(no_receipt(&why.receipt, NotAReceipt::Miscopied));
    }
    let is_here = !matches!(recalled, Recalled::Elsewhere(_));
    let mut stdout = io::stdout().lock();
    let is_done = if is_here && !why.question.is_empty() {
        let outcome = ask_again(&why.question.join(" "), &recalled, &desk.engine);
        let is_same = receipt(&outcome, knowledge) == held;
        if why.json {
            write_json(&ResultJson::asked_again(&outcome, knowledge, is_same), &mut stdout)?;
        } else {
            let reply = compose_asked_again(&outcome, &held, knowledge, Visibility::Everyone);
            write!(stdout, "{}", render(&reply, look, global.quiet))?;
        }
        is_same
    } else {
        if why.json {
            write_recalled(&held, &recalled, knowledge, &mut stdout)?;
        } else {
            let reply = compose_recalled(&held, &recalled, knowledge, Visibility::Everyone);
            write!(stdout, "{}", render(&reply, look, global.quiet))?;
        }
        is_here
    };
    stdout.flush()?;
    Ok(if is_done { ExitCode::Success } else { ExitCode::Negative })
}

/// The question again, after the answer that came before it then, where the receipt tells of one.
fn ask_again(question: &str, recalled: &Recalled, engine: &Engine) -> Outcome {
    let last = match recalled {
        Recalled::Outcome(outcome) => outcome.follows(),
        _ => None,
    };
    last.map_or_else(|| engine.answer(question), |last| engine.answer_after(question, last))
}

fn write_recalled(
    held: &Receipt,
    recalled: &Recalled,
    knowledge: &Knowledge,
    output: &mut impl io::Write,
) -> io::Result<()> {
    match recalled {
        Recalled::Outcome(outcome) => write_json(&ResultJson::recalled(outcome, knowledge), output),
        Recalled::Choice(number) => match knowledge.fact(*number) {
            Some(fact) => write_json(&ResultJson::of_choice(fact, knowledge), output),
            None => Ok(()),
        },
        Recalled::Elsewhere(_) | Recalled::Senseless => {
            let reply = compose_recalled(held, recalled, knowledge, Visibility::Everyone);
            let told: Vec<&str> = reply.cards.iter().flat_map(|card| card.body.split("\n\n")).collect();
            write_json(&NeededJson::new(told.join(" "), held, knowledge), output)
        }
    }
}

fn no_receipt(code: &str, reason: NotAReceipt) -> Failure {
    let (code, look) = (harmless(code), wording_why::A_RECEIPT);
    let message = match reason {
        NotAReceipt::Unlike => format!("“{code}” is not a receipt; take the code from below an answer, such as {look}"),
        NotAReceipt::Miscopied => format!(
            "the receipt “{code}” has a slip in it: its last digit, which checks the others, does not fit; copy it again, \
             it looks like {look}"
        ),
    };
    Failure::Told(message, ExitCode::Unusable)
}
