//! Receipts and reasons as members meet them, over a real connection to a loopback Discord: a receipt below every answer,
//! by whichever door it came, and `/why`, which reads it.

use factdesk::answer::{Receipt, Thresholds};
use factdesk::reply::wording_why;
use twilight_model::channel::message::Embed;

use crate::loopback::{Loopback, Said};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
/// Two questions, each with an answer of its own.
const TWO_QUESTIONS: &str = "Who was the first keeper? How tall is the lighthouse?";

/// Every candidate is offered and none is given, whatever the engine makes of a question.
const NEVER_SURE: Thresholds = Thresholds { answer_floor: 2.0, suggest_floor: 0.0 };

/// The receipt below a message, the only one there.
fn receipt(said: &Said) -> String {
    let lines: Vec<&str> = said
        .message
        .embeds
        .iter()
        .filter_map(|embed| embed.footer.as_ref())
        .map(|footer| footer.text.as_str())
        .collect();
    let [line] = lines.as_slice() else { panic!("one receipt was expected, not {lines:?}") };
    let code = line.strip_prefix("Receipt ").expect("a receipt is called by its name");
    assert!(code.parse::<Receipt>().is_ok(), "{code}");
    code.to_owned()
}

/// Everything in an embed but its colour.
fn shown(embed: &Embed) -> (Option<&str>, Option<&str>, Vec<&str>, Option<&str>) {
    let fields = embed.fields.iter().map(|field| field.value.as_str()).collect();
    let footer = embed.footer.as_ref().map(|footer| footer.text.as_str());
    (embed.title.as_deref(), embed.description.as_deref(), fields, footer)
}

#[tokio::test]
async fn the_receipt_below_an_answer_shows_it_again_with_its_reasons() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    discord.slash("why").option("receipt", &receipt(&answer)).send();
    let why = discord.next_response().await;
    assert!(why.is_private());
    let [again, reasons] = why.message.embeds.as_slice() else { panic!("an answer and its reasons were expected") };
    assert_eq!(shown(again), shown(answer.embed()));
    assert_eq!(reasons.title.as_deref(), Some(wording_why::WHY_ANSWERED));
    assert!(
        reasons.description.as_deref().is_some_and(|text| text.contains(wording_why::STORED_WORDING)),
        "{reasons:?}"
    );
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn several_answers_have_one_receipt_that_shows_them_all() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", TWO_QUESTIONS).send();
    let answers = discord.next_response().await;
    assert_eq!(answers.message.embeds.len(), 2);
    // Copied by hand from a screen: capital letters, and blanks for hyphens.
    let copied = receipt(&answers).to_uppercase().replace('-', " ");
    discord.slash("why").option("receipt", &copied).in_a_direct_message().send();
    let why = discord.next_response().await;
    let [first, second, reasons] = why.message.embeds.as_slice() else { panic!("two answers and their reasons") };
    let expected: Vec<_> = answers.message.embeds.iter().map(shown).collect();
    assert_eq!([shown(first), shown(second)].as_slice(), expected);
    assert_eq!(reasons.title.as_deref(), Some(wording_why::WHY_SEVERAL));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn an_answer_chosen_by_a_button_has_its_receipt_too() {
    let discord = Loopback::start().await;
    let desk = discord.runs_a_desk_that_answers_from(lighthouse(), NEVER_SURE).await;
    discord.slash("ask").option("question", QUESTION).send();
    let choice = discord.next_response().await;
    let right = choice.buttons().into_iter().find(|button| button.label.as_deref() == Some(QUESTION));
    let id = right.and_then(|button| button.custom_id).expect("the right question is among the choices");
    discord.presses(&id, &choice.message);
    let answer = discord.next_response().await;
    discord.slash("why").option("receipt", &receipt(&answer)).send();
    let why = discord.next_response().await.text();
    assert!(why.contains(ANSWER) && why.contains(wording_why::CHOSEN), "{why}");
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_receipt_that_cannot_be_read_or_is_of_another_base_is_told_to_who_asked() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for (typed, part) in [
        ("the small print", "That is not a receipt."),
        ("0000001-00001a2b-2-1000000-21", "That receipt has a slip in it"),
        ("1px3kd7-4c463b96-1", "This receipt needs revision 4c463b96 of the facts. Here is revision 1a2b3c4d."),
        ("*_@everyone_* <@1>", "That is not a receipt."),
    ] {
        discord.slash("why").option("receipt", typed).send();
        let told = discord.next_response().await;
        assert!(told.is_private() && told.text().contains(part), "{typed}: {}", told.text());
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}
