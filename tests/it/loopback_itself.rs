//! The loopback's own test: a bare serenity client in place of the desk, so that a fault of the loopback is not looked
//! for in the desk.

use serde_json::{Value, json};
use serenity::all::{
    AutocompleteChoice, ChannelId, ClientBuilder, Command, CommandOptionType, Context, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateCommand, CreateCommandOption, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse,
    EditMessage, EventHandler, GatewayIntents, Interaction, Message, Ready, async_trait,
};
use serenity::http::HttpBuilder;
use tokio::task::JoinHandle;

use crate::loopback::{APPLICATION, CHANNEL, Failure, Loopback, POST_CALLBACK, POST_MESSAGE, TOKEN, bodies};

struct Parrot;

#[async_trait]
impl EventHandler for Parrot {
    async fn ready(&self, context: Context, _: Ready) {
        let question = CreateCommandOption::new(CommandOptionType::String, "question", "What to say")
            .required(true)
            .set_autocomplete(true);
        let say = CreateCommand::new("say").description("Says it").add_option(question);
        Command::set_global_commands(&context.http, vec![say]).await.expect("commands are registered");
    }

    async fn message(&self, context: Context, message: Message) {
        if message.author.bot {
            return;
        }
        let reply = CreateMessage::new()
            .content(message.content.clone())
            .reference_message(&message)
            .allowed_mentions(CreateAllowedMentions::new());
        // A failure is what some of these tests plan.
        let _ = message.channel_id.send_message(&context.http, reply).await;
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => {
                let said = CreateInteractionResponseMessage::new()
                    .content(command.data.options[0].value.as_str().unwrap_or_default())
                    .allowed_mentions(CreateAllowedMentions::new());
                command.create_response(&context.http, CreateInteractionResponse::Message(said)).await.expect("204");
            }
            Interaction::Autocomplete(typing) => {
                let choices = CreateAutocompleteResponse::new()
                    .set_choices(vec![AutocompleteChoice::new(typing.data.autocomplete().expect("focus").value, "x")]);
                let response = CreateInteractionResponse::Autocomplete(choices);
                typing.create_response(&context.http, response).await.expect("204");
            }
            _ => {}
        }
    }
}

async fn parrot(discord: &Loopback) -> JoinHandle<serenity::Result<()>> {
    let http = HttpBuilder::new(TOKEN).proxy(discord.proxy()).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let client = ClientBuilder::new_with_http(http, intents).event_handler(Parrot).await;
    let mut client = client.expect("the loopback tells where its gateway is");
    tokio::spawn(async move { client.start().await })
}

async fn ready_parrot(discord: &Loopback) -> JoinHandle<serenity::Result<()>> {
    let running = parrot(discord).await;
    discord.next_identify().await;
    discord.commands_are_registered().await;
    running
}

#[tokio::test]
async fn a_bare_client_logs_in_hears_and_is_heard() {
    let discord = Loopback::start().await;
    let running = ready_parrot(&discord).await;
    let question = discord.member_says("hello @desk");
    let reply = discord.next_message().await;
    assert!(reply.is_reply_to(&question));
    assert_eq!(reply.text(), question.content);
    running.abort();
    discord.finish();
}

#[tokio::test]
async fn a_message_that_does_not_concern_the_bot_arrives_empty() {
    let discord = Loopback::start().await;
    let running = ready_parrot(&discord).await;
    discord.rest_fails_next(POST_MESSAGE, Failure::Status(500), 1);
    discord.member_says("not for you");
    let attempt = discord.next_request(POST_MESSAGE).await;
    assert_eq!(attempt.body["content"], "");
    running.abort();
    discord.finish();
}

#[tokio::test]
async fn a_command_and_its_autocompletion_reach_a_bare_client() {
    let discord = Loopback::start().await;
    let running = ready_parrot(&discord).await;
    discord.types("say", "goo");
    let choices = discord.next_choices().await;
    assert_eq!(choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["goo"]);
    discord.slash("say").option("question", "good morning").send();
    assert_eq!(discord.next_response().await.text(), "good morning");
    running.abort();
    discord.finish();
}

#[tokio::test]
async fn a_dropped_line_is_resumed_and_nothing_is_lost() {
    let discord = Loopback::start().await;
    let running = ready_parrot(&discord).await;
    discord.drops_the_connection();
    let question = discord.member_says("@desk still there?");
    discord.next_resume().await;
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(discord.logins(), 1);
    running.abort();
    discord.finish();
}

#[tokio::test]
async fn a_heartbeat_is_asked_for_and_answered() {
    let discord = Loopback::start().await;
    discord.wants_heartbeats_every(50);
    let running = ready_parrot(&discord).await;
    discord.next_heartbeat().await;
    discord.next_heartbeat().await;
    assert_eq!(discord.logins(), 1);
    running.abort();
    discord.finish();
}

#[tokio::test]
async fn a_login_is_refused_with_the_code_that_was_planned() {
    let discord = Loopback::start().await;
    discord.refuses_intents();
    let running = parrot(&discord).await;
    let end = running.await.expect("no panic");
    assert_eq!(end.expect_err("refused").to_string(), "Disallowed gateway intents were provided");
    discord.finish();
}

#[tokio::test]
async fn what_a_bot_does_after_its_first_word_is_understood() {
    let discord = Loopback::start().await;
    let running = ready_parrot(&discord).await;
    let http = HttpBuilder::new(TOKEN).proxy(discord.proxy()).ratelimiter_disabled(true).build();
    http.set_application_id(APPLICATION.into());
    let quiet = CreateAllowedMentions::new();

    let mut posted = ChannelId::new(CHANNEL)
        .send_message(&http, CreateMessage::new().content("one").allowed_mentions(quiet.clone()))
        .await
        .expect("200");
    assert_eq!(discord.next_message().await.text(), "one");
    let edit = EditMessage::new().content("two").allowed_mentions(quiet.clone());
    posted.edit(&http, edit).await.expect("200");
    assert_eq!(discord.next_edit().await.text(), "two");
    posted.delete(&http).await.expect("204");
    assert_eq!(discord.next_deletion().await, posted.id.get());

    discord.slash("say").option("question", "three").send();
    discord.next_response().await;
    let callback = discord.next_request(POST_CALLBACK).await.path;
    let token = callback.split('/').nth(3).expect("a token in the path");
    let edit = EditInteractionResponse::new().content("four").allowed_mentions(quiet.clone());
    http.edit_original_interaction_response(token, &edit, Vec::new()).await.expect("200");
    assert_eq!(discord.next_edit().await.text(), "four");
    let further = CreateInteractionResponseFollowup::new().content("five").allowed_mentions(quiet);
    http.create_followup_message(token, &further, Vec::new()).await.expect("200");
    assert_eq!(discord.next_follow_up().await.text(), "five");
    running.abort();
    discord.finish();
}

#[test]
fn what_discord_refuses_is_refused() {
    let nobody = json!({"parse": []});
    let button = |id: &str| json!({"type": 2, "style": 2, "label": "x", "custom_id": id});
    let row = |buttons: &[Value]| json!([{"type": 1, "components": buttons}]);
    for (body, reason) in [
        (json!({"content": "", "allowed_mentions": nobody}), "an empty message"),
        (json!({"content": "x"}), "may ping"),
        (json!({"content": "x", "allowed_mentions": {"parse": ["users"]}}), "may ping"),
        (json!({"content": "x", "allowed_mentions": {"parse": [], "replied_user": true}}), "may ping"),
        (json!({"content": "x".repeat(2_001), "allowed_mentions": nobody}), "content"),
        (json!({"content": "x", "allowed_mentions": nobody, "colour": 1}), "unknown field"),
        (json!({"content": "x", "allowed_mentions": nobody, "nonce": "n".repeat(26)}), "a nonce over"),
        (json!({"content": "x", "allowed_mentions": nobody, "enforce_nonce": true}), "without a nonce"),
        (json!({"embeds": [{"type": "rich", "title": "x".repeat(257)}], "allowed_mentions": nobody}), "title"),
        (json!({"embeds": [{"type": "rich", "title": "x", "tilte": "x"}], "allowed_mentions": nobody}), "knows no"),
        (json!({"embeds": [{"type": "rich", "title": "x", "url": "leaflet"}], "allowed_mentions": nobody}), "address"),
        (json!({"components": row(&[button("a"), button("a")]), "allowed_mentions": nobody}), "two buttons"),
        (json!({"components": row(&vec![button("a"); 6]), "allowed_mentions": nobody}), "component is invalid"),
        (json!({"components": row(&[button(&"i".repeat(101))]), "allowed_mentions": nobody}), "component is invalid"),
    ] {
        let faults = bodies::new_message(&body).expect_err(reason).join("; ");
        assert!(faults.contains(reason), "{reason:?} is not why: {faults}");
    }
    let choices = |count: usize| vec![json!({"name": "x", "value": "x"}); count];
    for (choices, reason) in [
        (choices(26), "26 choices"),
        (vec![json!({"name": "x".repeat(101), "value": "x"})], "name"),
        (vec![json!({"name": "x", "value": "x".repeat(101)})], "value"),
    ] {
        let faults = bodies::response(&json!({"type": 8, "data": {"choices": choices}})).expect_err(reason).join("; ");
        assert!(faults.contains(reason), "{reason:?} is not why: {faults}");
    }
}

#[tokio::test]
#[should_panic(expected = "a message without allowed_mentions may ping")]
async fn a_message_that_may_ping_is_a_violation() {
    let discord = Loopback::start().await;
    let http = HttpBuilder::new(TOKEN).proxy(discord.proxy()).ratelimiter_disabled(true).build();
    let question = ChannelId::new(CHANNEL).send_message(&http, CreateMessage::new().content("@everyone")).await;
    question.expect_err("400");
    discord.finish();
}

#[tokio::test]
#[should_panic(expected = "nobody expected Posted")]
async fn a_message_that_nobody_asked_for_is_a_complaint() {
    let discord = Loopback::start().await;
    let http = HttpBuilder::new(TOKEN).proxy(discord.proxy()).ratelimiter_disabled(true).build();
    let quiet = CreateMessage::new().content("psst").allowed_mentions(CreateAllowedMentions::new());
    ChannelId::new(CHANNEL).send_message(&http, quiet).await.expect("200");
    discord.finish();
}
