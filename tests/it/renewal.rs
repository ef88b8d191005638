//! A base that is read anew while people talk: what was said before still means what it meant, and who wished it hears
//! what became of it, word for word.

use factdesk::conversation::{
    Action, ChannelId, Conversation, Destination, Event, Interaction, Now, Scene, ServerId, UserId,
};
use factdesk::knowledge::{Differences, Fact, FactNumber, Knowledge, Revision};
use factdesk::reply::{Note, Renewal, RenewalEnd, compose_expired, compose_note, compose_renewal};

use crate::support::{SHIPPED, cite, fact, lighthouse, seen};
use crate::talk::Talk;

const WHO: &str = "Who was the first keeper?";
const WHEN: &str = "When did the first keeper start?";

/// The lighthouse with its facts in another order, other words for one of them, and one more.
fn rewritten() -> Knowledge {
    let mut knowledge = lighthouse();
    let keepers = knowledge.facts.split_off(2);
    let keepers = keepers.into_iter().map(|fact| Fact { topic: 0, ..fact });
    let tower = knowledge.facts.into_iter().map(|fact| Fact { topic: 1, ..fact });
    let start = Fact {
        cites: vec![cite("logbook", 1, 1, None)],
        related: vec![FactNumber::new(1)],
        ..fact("first-keeper-start", 0, WHEN, "Ida Moen, the first keeper, started in May 1871.")
    };
    knowledge.facts = std::iter::once(start).chain(keepers).chain(tower).collect();
    knowledge.topics.reverse();
    for fact in &mut knowledge.facts {
        fact.answer = fact.answer.replace("41 metres", "42 metres");
    }
    knowledge.revision = Revision(0x5566_7788);
    knowledge
}

/// What the last event is answered with.
#[track_caller]
fn says(talk: &Talk, expected: &str) {
    let [Action::Send { reply, .. }] = talk.last.as_slice() else { panic!("expected one reply, got {:?}", talk.last) };
    assert_eq!(reply.cards[0].body, expected);
}

#[test]
fn from_the_next_question_on_the_new_base_answers() {
    let talk = Talk::on(lighthouse()).asks("How tall is the lighthouse?");
    says(&talk, "The lighthouse is 41 metres tall.");
    says(&talk.renews(rewritten()).asks("How tall is the lighthouse?"), "The lighthouse is 42 metres tall.");
}

#[test]
fn a_follow_up_leans_on_the_same_fact_wherever_it_stands_now() {
    let talk = Talk::on(lighthouse()).asks(WHO).renews(rewritten()).asks("and when was that?");
    says(&talk, "Ida Moen, the first keeper, started in May 1871.");
}

#[test]
fn a_button_means_the_same_fact_or_has_expired() {
    let talk = Talk::on(lighthouse()).asks(WHO).renews(rewritten()).presses(Some("tower-height"));
    says(&talk, "The lighthouse is 42 metres tall.");
    let mut without = rewritten();
    without.facts.truncate(3);
    let talk = talk.renews(without).presses(Some("tower-height"));
    says(&talk, &compose_expired().cards[0].body);
}

#[test]
fn only_managers_of_a_server_have_it_read_anew() {
    let interaction = Interaction { id: 1, token: "t".to_owned(), user: UserId(2), channel: ChannelId(3) };
    let wished = |scene: &Scene| {
        let mut conversation = Conversation::new(std::sync::Arc::new(factdesk::answer::Engine::new(
            std::sync::Arc::new(lighthouse()),
            factdesk::answer::Thresholds::default(),
        )));
        let event = Event::Reload { interaction: interaction.clone(), application: 9 };
        conversation.handle_at(event, scene, Now(1))
    };
    let note = |note| {
        let to = Destination::Interaction(interaction.clone());
        vec![Action::Send { to, reply: compose_note(note) }]
    };
    let scene = Scene { channel: Some(ChannelId(3)), server: Some(ServerId(4)), ..Scene::default() };
    assert_eq!(wished(&Scene { manages: true, ..Scene::default() }), note(Note::ServersOnly));
    assert_eq!(wished(&scene), note(Note::ManagersOnly));
    let read = Action::ReadAnew { interaction: interaction.clone(), application: 9 };
    let noted = Action::Defer { interaction: interaction.clone() };
    assert_eq!(wished(&Scene { manages: true, ..scene }), [noted, read]);
}

fn check(end: RenewalEnd, problems: &[String], text: &str) {
    let renewal = Renewal { end, n_facts: 73, revision: Revision(0x1a2b_3c4d), problems: problems.to_vec() };
    assert_eq!(seen(&compose_renewal(&renewal)), format!("(only for the asker)\n[notice] (no title)\n{text}\n"));
}

#[test]
fn what_became_of_it_is_told_in_plain_words() {
    let differences = Differences { n_new: 1, n_changed: 2, n_gone: 0 };
    let odd = ["a.toml:3: warning: it is odd".to_owned()];
    check(
        RenewalEnd::Renewed(differences),
        &[],
        "I have read the facts anew: 1 new, 2 changed, 0 gone. I know 73 now (revision 1a2b3c4d).",
    );
    check(
        RenewalEnd::Same,
        &odd,
        "The facts are as they were: I know 73 (revision 1a2b3c4d).\nThis is worth a look:\n• a.toml:3: warning: it is odd",
    );
    let many: Vec<String> = (1..=12).map(|line| format!("a.toml:{line}: error: x")).collect();
    let listed: Vec<String> = many.iter().take(10).map(|problem| format!("• {problem}")).collect();
    check(
        RenewalEnd::Refused,
        &many,
        &format!(
            "The facts cannot be used as they are now, so I go on with those I had (revision 1a2b3c4d). Please put this right:\n{}\n… and 2 more. All of it is told by factdesk check.",
            listed.join("\n")
        ),
    );
    check(
        RenewalEnd::Failed,
        &[],
        "Something went wrong on my side while I read the facts, so I go on with those I had (revision 1a2b3c4d). My log tells more.",
    );
}

#[test]
fn the_shipped_base_is_itself() {
    let knowledge = SHIPPED.knowledge();
    assert_eq!(Differences::between(knowledge, knowledge), Differences::default());
}
