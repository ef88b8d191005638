//! `factdesk doctor` as operators meet it: the program in a folder, a loopback Discord behind its proxy setting, every
//! line word for word.

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use crate::desk::{BIRDS, Desk, Ran, SOURCES};
use crate::loopback::{DESK, Failure, GUILD, Loopback, TOKEN};
use crate::support::lighthouse;

/// What stands above Discord's lines when all is well with the files.
const FILES: &str = "\
ok     settings      the defaults; there is no config.toml here
ok     fact base     1 facts, revision a7284092
ok     state         /kept
";
const LINKS: &str = "
Add the bot to a server:
https://discord.com/oauth2/authorize?client_id=1300000000000000000&scope=bot%20applications.commands&permissions=274877992000

Carry its commands along, as a person:
https://discord.com/oauth2/authorize?client_id=1300000000000000000&scope=applications.commands&integration_type=1
";

/// A desk that reaches the loopback.
fn desk(discord: &Loopback) -> Desk {
    Desk::new().knows("FACTDESK_DISCORD_PROXY", discord.proxy()).knows("STATE_DIRECTORY", "/kept")
}

/// The program runs beside the loopback, which needs this thread.
async fn examined(desk: Desk, arguments: &[&str]) -> Ran {
    let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    let run = move || desk.runs(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    tokio::task::spawn_blocking(run).await.expect("the program runs")
}

/// A Discord where the bot has been: its commands are registered.
async fn known_discord() -> Loopback {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    assert_eq!(desk.stops().await, Ok(()));
    discord
}

#[tokio::test]
async fn where_all_is_well_every_line_says_so() {
    let discord = known_discord().await;
    let told = format!(
        "{FILES}\
ok     token         Discord knows it as factdesk
ok     application   factdesk, number 1300000000000000000
ok     intents       none of the privileged ones is needed
ok     interactions  commands reach the bot over its connection
ok     invitation    the link below adds the bot
ok     user install  people may carry the commands along
ok     commands      all 9 are registered as this version has them
ok     logins        999 of 1000 left, 0 noted here in the last 24 hours
ok     server        the server: the bot's roles allow all it needs
ok     channels      3 of 3 let the bot do all it needs
{LINKS}"
    );
    let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
    let server = GUILD.to_string();
    examined(desk, &["doctor", "--guild", &server]).await.stdout(&told).stderr("").exits(0);
    assert_eq!(discord.logins(), 1, "the doctor logs in nowhere");
    discord.finish();
}

#[tokio::test]
async fn what_is_missing_is_told_with_what_to_do() {
    let discord = Loopback::start().await;
    discord.portal_says(json!({
        "interactions_endpoint_url": "https://example.org/", "bot_require_code_grant": true,
        "integration_types_config": { "0": {} },
    }));
    let lacking = Permissions::EMBED_LINKS | Permissions::ADD_REACTIONS;
    discord.desk_may_only(Permissions::all() - Permissions::ADMINISTRATOR - lacking);
    discord.channel_denies("news", Permissions::VIEW_CHANNEL);
    let told = format!(
        "{FILES}\
ok     token         Discord knows it as factdesk
ok     application   factdesk, number 1300000000000000000
ok     intents       none of the privileged ones is needed
to do  interactions  clear Interactions Endpoint URL on the page General Information of
                     https://discord.com/developers/applications: with it commands go
                     there and not to the bot
to do  invitation    switch off Requires OAuth2 Code Grant on the page Bot of
                     https://discord.com/developers/applications: with it the link below
                     adds no bot
ok     user install  off, so the commands work only in servers; User Install on the page
                     Installation of https://discord.com/developers/applications changes
                     that
to do  commands      not registered as this version has them; factdesk run does so when
                     it starts
ok     logins        999 of 1000 left, 0 noted here in the last 24 hours
to do  server        the server: the bot's roles lack Embed Links, Add Reactions; open
                     the link below once more and agree
ok     channels      0 of 3 let the bot do all it needs
to do  #questions    allow the bot's role Embed Links, Add Reactions in the channel's
                     permissions
to do  #news         the bot can't see it; allow the bot's role View Channel in the
                     channel's permissions, unless it shall stay out (missing: View
                     Channels, Embed Links, Add Reactions)
to do  #lounge       allow the bot's role Embed Links, Add Reactions in the channel's
                     permissions
{LINKS}"
    );
    let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
    let server = GUILD.to_string();
    examined(desk, &["doctor", "--guild", &server]).await.stdout(&told).stderr("").exits(1);
    discord.finish();
}

/// The intent is needed from the first watched channel on, and no longer once there is none.
#[tokio::test]
async fn a_watched_channel_needs_the_intent_for_the_words_of_all_messages() {
    const CONTENT: u64 = 1 << 19;
    let discord = known_discord().await;
    let to_do = "\
to do  intents  switch on Message Content Intent on the page Bot of
                https://discord.com/developers/applications
";
    for (channels, flags, told) in [("[\"7\"]", 0, to_do), ("[\"7\"]", CONTENT, ""), ("[]", 0, "")] {
        discord.portal_says(json!({ "flags": flags }));
        let watched = format!("{{\"channels\": {channels}}}");
        let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
        let desk = desk.file("config.toml", "[discord]\nstate = \"kept\"\n");
        let desk = desk.file(&format!("kept/watched-{DESK}.json"), watched);
        let ran = examined(desk, &["doctor", "--quiet"]).await.stdout(told).stderr("");
        ran.exits(i32::from(!told.is_empty()));
    }
    discord.finish();
}

#[tokio::test]
async fn a_server_without_the_bot_gets_the_link() {
    let discord = known_discord().await;
    discord.desk_is_not_in_the_server();
    let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
    let told = "to do  server  the bot is not in server 1300000000000000002: add it with the link below,\n               or mend the number\n";
    let server = GUILD.to_string();
    examined(desk, &["doctor", "--quiet", "--guild", &server]).await.stdout(told).stderr("").exits(1);
    discord.finish();
}

#[tokio::test]
async fn a_refused_token_ends_with_3() {
    let discord = Loopback::start().await;
    discord.refuses_the_token();
    let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
    let told = format!(
        "{}\
to do  token        Discord refused the token: reset it on the Bot page of
                    https://discord.com/developers/applications, put the new one in
                    DISCORD_TOKEN and start again
later  application  waits until Discord has answered for the token
later  intents      waits until Discord has answered for the token
later  commands     waits until Discord has answered for the token
later  logins       waits until Discord has answered for the token
",
        FILES
            .replace("     the defaults", "    the defaults")
            .replace("     1 facts", "    1 facts")
            .replace("     /kept", "    /kept")
    );
    examined(desk, &["doctor"]).await.stdout(&told).stderr("").exits(3);
    assert_eq!(discord.requests("GET /applications/@me").len(), 0);
    discord.finish();
}

#[tokio::test]
async fn a_hiccup_of_discord_is_asked_over() {
    let discord = known_discord().await;
    discord.rest_fails_next("GET /users/@me", Failure::Status(502), 1);
    let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
    examined(desk, &["doctor", "--quiet"]).await.stdout("").stderr("").exits(0);
    discord.finish();
}

#[tokio::test]
async fn what_discord_does_not_answer_is_told_and_the_rest_goes_on() {
    let discord = known_discord().await;
    discord.rest_fails_next("GET /gateway/bot", Failure::Status(500), 2);
    let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
    let told = "\
to do  logins  GET /gateway/bot failed 2 times, the last time: status 500; check the
               network, the [discord] settings and https://discordstatus.com
";
    examined(desk, &["doctor", "--quiet"]).await.stdout(told).stderr("").exits(1);
    discord.finish();
}

#[test]
fn without_a_token_the_rest_is_looked_at() {
    let told = "\
to do  token        there is none; at https://discord.com/developers/applications choose
                    the application, Bot, Reset Token, and put it in the environment as
                    DISCORD_TOKEN, or in a file .env here as DISCORD_TOKEN=…
later  application  waits for a token that Discord can be asked with
later  intents      waits for a token that Discord can be asked with
later  commands     waits for a token that Discord can be asked with
later  logins       waits for a token that Discord can be asked with
later  server       waits for a token that Discord can be asked with
";
    let desk = Desk::new().knows("STATE_DIRECTORY", "/kept");
    desk.runs(&["doctor", "--quiet", "--guild", "1"]).stdout(told).stderr("").exits(1);
}

#[test]
fn files_that_are_wrong_end_with_2_and_nothing_is_asked() {
    let told = "\
to do  settings     config.toml:2: error: [discord]: `proxy` must look like
                    http://host:port
to do  fact base    2 errors in knowledge; factdesk check tells every one
to do  state        no folder is known for what outlives a restart; set state in
                    [discord]
later  token        waits until the settings are right
later  application  waits for a token that Discord can be asked with
later  intents      waits for a token that Discord can be asked with
later  commands     waits for a token that Discord can be asked with
later  logins       waits for a token that Discord can be asked with
";
    Desk::new()
        .file("config.toml", "[discord]\nproxy = \"here\"\n")
        .file("knowledge/10-birds.toml", BIRDS.replace("answer", "anwser"))
        .file("knowledge/sources.toml", SOURCES)
        .knows("DISCORD_TOKEN", TOKEN)
        .runs(&["doctor"])
        .stdout(told)
        .stderr("")
        .exits(2);
    let desk = Desk::new().knows("DISCORD_TOKEN", TOKEN).knows("FACTDESK_DISCORD_CA", "no.pem");
    let text = desk.runs(&["doctor", "--quiet"]);
    text.exits(2);
}

#[tokio::test]
async fn a_script_gets_an_object() {
    let discord = known_discord().await;
    let desk = desk(&discord).knows("DISCORD_TOKEN", TOKEN);
    let object: Value = serde_json::from_str(&examined(desk, &["doctor", "--json"]).await.text()).expect("JSON");
    assert_eq!(object["ok"], json!(true));
    let token = json!({ "subject": "token", "state": "ok", "text": "Discord knows it as factdesk" });
    assert!(object["findings"].as_array().is_some_and(|findings| findings.contains(&token)), "{object}");
    assert!(LINKS.contains(object["invite"].as_str().expect("a link")), "{object}");
    assert!(LINKS.contains(object["user_install"].as_str().expect("a link")), "{object}");
    discord.finish();
}

#[test]
fn the_readme_has_the_links_that_the_doctor_prints() {
    let readme = include_str!("../../README.md");
    for link in
        [factdesk::discord::server_link("YOUR_APPLICATION_ID"), factdesk::discord::user_link("YOUR_APPLICATION_ID")]
    {
        assert!(readme.contains(&link), "{link}");
    }
}
