//! The manners of the whole bot, over a real connection to a loopback Discord: edits and deletions, too many questions,
//! lists, refusals, watched channels.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{ChannelId, Conversation, Lists, Manners};
use factdesk::discord::Settings;
use factdesk::observe::{Clock, Observer};
use factdesk::reply::wording_manners;
use twilight_model::gateway::Intents;

use crate::loopback::{
    CHANNEL, Desk, Failure, Loopback, MEMBER, OTHER_BOT, POST_MESSAGE, desk_settings, start_conversation,
    start_watched_conversation,
};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
const OTHER_QUESTION: &str = "Who was the first keeper?";
const OTHER_ANSWER: &str = "Ida Moen was the first keeper.";

async fn mannered_desk(discord: &Loopback, manners: Manners) -> Desk {
    let engine = Engine::new(Arc::new(lighthouse()), Thresholds::default());
    let conversation = Conversation::new(Arc::new(engine)).with_manners(manners);
    let desk = start_conversation(desk_settings(discord), conversation);
    discord.next_identify().await;
    desk
}

#[tokio::test]
async fn an_answer_follows_its_question() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for in_public in [true, false] {
        let question = if in_public {
            discord.member_says(&format!("@desk {QUESTION}"))
        } else {
            discord.writes_directly(QUESTION)
        };
        let answer = discord.next_message().await;
        discord.previews_a_link_in(&question);
        let now = if in_public { format!("@desk {OTHER_QUESTION}") } else { OTHER_QUESTION.to_owned() };
        discord.edits(&question, &now);
        let edited = discord.next_edit().await;
        assert_eq!(edited.message.id, answer.message.id);
        assert!(edited.text().contains(OTHER_ANSWER), "{}", edited.text());
        discord.deletes(&question);
        assert_eq!(discord.next_deletion().await, answer.message.id.get());
    }
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 0);
    discord.finish();
}

#[tokio::test]
async fn an_edited_mention_in_a_reply_still_means_the_message_replied_to() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let other = discord.speech(QUESTION).by_somebody_else().send();
    let call = discord.replies_to(&other, "@desk");
    assert!(discord.next_message().await.text().contains(ANSWER));
    discord.edits(&call, "@desk please");
    discord.edits(&call, &format!("@desk {OTHER_QUESTION}"));
    assert!(discord.next_edit().await.text().contains(OTHER_ANSWER));
    discord.edits(&call, "@desk can you help?");
    assert!(discord.next_edit().await.text().contains(ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn edits_while_the_answer_is_on_its_way_lead_to_one_change() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let held = discord.holds_back(POST_MESSAGE);
    let question = discord.writes_directly("tower height");
    discord.next_request(POST_MESSAGE).await;
    discord.edits(&question, "Who was the last keeper?");
    // Events are handled side by side: what comes in the other order would lead to the other answer.
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    discord.edits(&question, OTHER_QUESTION);
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    drop(held);
    assert!(discord.next_message().await.text().contains(ANSWER));
    assert!(discord.next_edit().await.text().contains(OTHER_ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn an_edit_never_leads_to_another_message() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let talk = discord.member_says("nice weather");
    discord.edits(&talk, &format!("@desk {QUESTION}"));
    let question = discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    assert!(answer.is_reply_to(&question));
    discord.deletes(&answer.message);
    discord.edits(&question, &format!("@desk {OTHER_QUESTION}"));
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests("PATCH /channels/{id}/messages/{id}").len(), 0, "there is nothing left to change");
    assert_eq!(discord.messages_of_the_desk(), 0);
    discord.finish();
}

#[tokio::test]
async fn who_asks_too_much_is_told_once() {
    let discord = Loopback::start().await;
    let desk = mannered_desk(&discord, Manners { per_person: 2, ..Manners::default() }).await;
    for _ in 0..2 {
        discord.member_says(&format!("@desk {QUESTION}"));
        assert!(discord.next_message().await.text().contains(ANSWER));
    }
    let third = discord.member_says(&format!("@desk {QUESTION}"));
    assert_eq!(discord.next_mark().await, (third.id.get(), "⏳".to_owned()));
    discord.member_says(&format!("@desk {QUESTION}"));
    discord.writes_directly(QUESTION);
    discord.slash("ask").option("question", QUESTION).send();
    let excuse = discord.next_response().await;
    assert!(excuse.is_private() && excuse.text().contains(wording_manners::SLOW_DOWN), "{}", excuse.text());
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 3);
    discord.finish();
}

#[tokio::test]
async fn a_direct_conversation_that_goes_too_fast_gets_a_note() {
    let discord = Loopback::start().await;
    let desk = mannered_desk(&discord, Manners { per_person: 1, ..Manners::default() }).await;
    discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.text().contains(ANSWER));
    discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.text().contains(wording_manners::SLOW_DOWN));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_denied_channel_gets_no_answer_and_a_command_there_an_excuse() {
    let discord = Loopback::start().await;
    let lists = Lists { deny_channels: vec![ChannelId(CHANNEL)], ..Lists::default() };
    let desk = mannered_desk(&discord, Manners { lists, ..Manners::default() }).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    discord.slash("ask").option("question", QUESTION).send();
    let excuse = discord.next_response().await;
    assert!(excuse.is_private() && excuse.text().contains(wording_manners::NOT_HERE), "{}", excuse.text());
    discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.text().contains(ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_channel_that_refuses_is_left_alone() {
    for (status, code) in [(403, 50_013), (403, 50_001), (400, 50_083), (400, 160_002)] {
        let discord = Loopback::start().await;
        let desk = discord.runs_the_desk(lighthouse()).await;
        discord.rest_fails_next(POST_MESSAGE, Failure::Refused(status, code), 1);
        discord.member_says(&format!("@desk {QUESTION}"));
        discord.next_request(POST_MESSAGE).await;
        // The refusal is known once something that came after it is answered.
        discord.slash("ask").option("question", QUESTION).send();
        assert!(discord.next_response().await.text().contains(ANSWER));
        discord.member_says(&format!("@desk {QUESTION}"));
        discord.writes_directly(QUESTION);
        assert!(discord.next_message().await.text().contains(ANSWER));
        assert_eq!(desk.stops().await, Ok(()));
        assert_eq!(discord.requests(POST_MESSAGE).len(), 2, "{code}");
        discord.finish();
    }
}

async fn desk_with_a_state(discord: &Loopback, folder: &std::path::Path) -> (Desk, Intents) {
    let settings = Settings { state: Some(folder.to_owned()), ..desk_settings(discord) };
    let engine = Engine::new(Arc::new(lighthouse()), Thresholds::default());
    let desk = start_conversation(settings, Conversation::new(Arc::new(engine)));
    (desk, discord.next_identify().await.intents)
}

const OF_WATCHING: Intents = Intents::MESSAGE_CONTENT.union(Intents::GUILD_MESSAGE_REACTIONS);

#[tokio::test]
async fn a_watched_channel_survives_a_restart() {
    let discord = Loopback::start().await;
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (desk, intents) = desk_with_a_state(&discord, folder.path()).await;
    assert!(!intents.intersects(OF_WATCHING), "{intents:?}");
    discord.slash("desk").part("watch").by_a_manager().send();
    let told = discord.next_response().await;
    assert!(told.text().contains(wording_manners::WATCHED_AFTER_A_RESTART) && !told.is_private(), "{}", told.text());
    assert_eq!(desk.stops().await, Ok(()));
    let (desk, intents) = desk_with_a_state(&discord, folder.path()).await;
    assert!(intents.contains(OF_WATCHING), "{intents:?}");
    discord.slash("desk").part("watch").by_a_manager().send();
    assert!(discord.next_response().await.text().contains(wording_manners::WATCHED_ALREADY));
    discord.slash("desk").part("unwatch").by_a_manager().send();
    assert!(discord.next_response().await.text().contains(wording_manners::UNWATCHED));
    discord.member_says(QUESTION);
    assert_eq!(desk.stops().await, Ok(()));
    let (desk, intents) = desk_with_a_state(&discord, folder.path()).await;
    assert!(!intents.intersects(OF_WATCHING), "{intents:?}");
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn only_managers_have_a_channel_watched() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for part in ["watch", "unwatch"] {
        discord.slash("desk").part(part).send();
        let told = discord.next_response().await;
        assert!(told.is_private() && told.text().contains(wording_manners::MANAGERS_ONLY), "{}", told.text());
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_question_in_a_watched_channel_is_answered_when_somebody_takes_the_offer() {
    let discord = Loopback::start().await;
    let settings = Settings { watch_content: true, ..desk_settings(&discord) };
    let engine = Engine::new(Arc::new(lighthouse()), Thresholds::default());
    let observer = Arc::new(Observer::new(Clock::of_system()));
    let conversation = Conversation::new(Arc::new(engine));
    let desk = start_watched_conversation(settings, conversation, Arc::clone(&observer));
    discord.next_identify().await;
    discord.member_says(QUESTION);
    discord.slash("desk").part("watch").by_a_manager().send();
    assert!(discord.next_response().await.text().contains(wording_manners::WATCHED));
    for chat in
        ["the lighthouse is tall", "hello?", "lol. How tall is the lighthouse? I wonder", "Which xylophone is it?"]
    {
        discord.member_says(chat);
    }
    discord.speech(QUESTION).by_a_bot().send();
    let question = discord.member_says(QUESTION);
    assert_eq!(discord.next_mark().await, (question.id.get(), "📎".to_owned()));
    discord.reacts(MEMBER, &question, "👍");
    discord.reacts(OTHER_BOT, &question, "📎");
    discord.reacts(MEMBER, &question, "📎");
    discord.reacts(MEMBER, &question, "📎");
    let answer = discord.next_message().await;
    assert!(answer.is_reply_to(&question) && answer.text().contains(ANSWER));
    discord.edits(&question, OTHER_QUESTION);
    assert!(discord.next_edit().await.text().contains(OTHER_ANSWER));
    discord.deletes(&question);
    assert_eq!(discord.next_deletion().await, answer.message.id.get());
    assert_eq!(desk.stops().await, Ok(()));
    let counted = "factdesk_questions_total{way=\"offer\",outcome=\"answered\"} 1";
    let page = observer.metrics_page();
    assert!(page.lines().any(|line| line == counted), "{page}");
    discord.finish();
}
