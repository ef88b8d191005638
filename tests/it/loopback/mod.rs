//! A Discord on this machine, for tests that run the whole bot: REST on one port of 127.0.0.1, a real WebSocket gateway
//! on another, and a story to drive them with. What it sends is twilight-model's, what it accepts must be readable by
//! twilight-model and within twilight-validate's limits, so no shape is our own guess. `finish` ends every story.

pub mod bodies;
mod cast;
mod commands;
mod desk;
mod gateway;
mod interactions;
mod messages;
mod monitor;
mod pointing;
mod reactions;
mod rest;
mod said;
mod server;
mod session;
mod sightings;
mod story;
mod trouble;
mod world;

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::channel::Message;

pub use cast::{APPLICATION, CHANNEL, DESK, GUILD, MEMBER, OTHER_BOT, OTHER_MEMBER, ROLE};
pub use desk::{
    Desk, desk_settings, start_conversation, start_desk, start_recorded_conversation, start_renewed_conversation,
    start_watched_conversation, start_watched_desk,
};
pub use monitor::Monitor;
pub use pointing::lists;
pub use said::Said;
pub use world::{Failure, TOKEN};

use gateway::{Identify, Resume};
use sightings::{Recorded, Sighting};
use story::{Slash, Speech};
use world::World;

/// The route by which a bot posts.
pub const POST_MESSAGE: &str = "POST /channels/{id}/messages";
/// The route by which a bot registers its commands.
pub const PUT_COMMANDS: &str = "PUT /applications/{id}/commands";
/// The route by which a bot answers an interaction.
pub const POST_CALLBACK: &str = "POST /interactions/{id}/{token}/callback";

/// A Discord with one bot, whose token is [`TOKEN`].
pub struct Loopback {
    world: Arc<World>,
    address: String,
    servers: [JoinHandle<()>; 2],
    finished: bool,
}

impl Loopback {
    /// Opens both ports.
    pub async fn start() -> Self {
        let rest = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let gateway = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = format!("http://{}", rest.local_addr().expect("a bound port has an address"));
        let world = Arc::new(World::new(gateway.local_addr().expect("a bound port has an address")));
        let servers = [
            tokio::spawn(rest::serve(Arc::clone(&world), rest)),
            tokio::spawn(gateway::serve(Arc::clone(&world), gateway)),
        ];
        Self { world, address, servers, finished: false }
    }

    /// What the bot's `proxy` setting must be.
    pub fn proxy(&self) -> &str {
        &self.address
    }

    // What members do.

    /// Somebody writes in the channel; "@desk" becomes a mention of the bot.
    pub fn member_says(&self, text: &str) -> Message {
        self.speech(text).send()
    }

    /// Somebody writes to the bot directly.
    pub fn writes_directly(&self, text: &str) -> Message {
        self.speech(text).in_a_direct_message().send()
    }

    /// Somebody replies to a message, with Discord's usual ping of its author.
    pub fn replies_to(&self, message: &Message, text: &str) -> Message {
        self.speech(text).replying_to(message).send()
    }

    /// A message in the making.
    pub fn speech(&self, text: &str) -> Speech<'_> {
        Speech::new(&self.world, text)
    }

    /// The event of a message arrives once more.
    pub fn says_again(&self, message: &Message) {
        self.world.state().publish(message);
    }

    /// Whatever was sent last arrives once more.
    pub fn sends_the_last_event_again(&self) {
        self.world.state().session.as_mut().expect("the bot has logged in").repeat();
    }

    /// A slash command in the making.
    pub fn slash(&self, command: &str) -> Slash<'_> {
        Slash::new(&self.world, command)
    }

    /// Somebody has typed this much into the autocompleted option of a command.
    pub fn types(&self, command: &str, prefix: &str) {
        self.slash(command).type_so_far(prefix);
    }

    // What the bot does.

    /// The next message it posts in a channel.
    pub async fn next_message(&self) -> Said {
        self.next("a message", |sighting| match sighting {
            Sighting::Posted(said) => Some(said.clone()),
            _ => None,
        })
        .await
    }

    /// The next post that repeated a nonce.
    pub async fn next_repeat(&self) -> Said {
        self.next("a repeated post", |sighting| match sighting {
            Sighting::PostedAgain(said) => Some(said.clone()),
            _ => None,
        })
        .await
    }

    /// Its next first response to a command or a press.
    pub async fn next_response(&self) -> Said {
        self.next("a response", |sighting| match sighting {
            Sighting::Responded(said) => Some(said.clone()),
            _ => None,
        })
        .await
    }

    /// Its next choices.
    pub async fn next_choices(&self) -> Vec<CommandOptionChoice> {
        self.next("choices", |sighting| match sighting {
            Sighting::Offered(choices) => Some(choices.clone()),
            _ => None,
        })
        .await
    }

    /// Its next change to something said.
    pub async fn next_edit(&self) -> Said {
        self.next("an edit", |sighting| match sighting {
            Sighting::Edited(said) => Some(said.clone()),
            _ => None,
        })
        .await
    }

    /// The next follow-up to an interaction.
    pub async fn next_follow_up(&self) -> Said {
        self.next("a follow-up", |sighting| match sighting {
            Sighting::FollowedUp(said) => Some(said.clone()),
            _ => None,
        })
        .await
    }

    /// The number of the next message that it deletes.
    pub async fn next_deletion(&self) -> u64 {
        self.next("a deletion", |sighting| match sighting {
            Sighting::Deleted(number) => Some(*number),
            _ => None,
        })
        .await
    }

    /// Its next request for a session.
    pub async fn next_identify(&self) -> Identify {
        self.next("an IDENTIFY", |sighting| match sighting {
            Sighting::Identified(identify) => Some(identify.clone()),
            _ => None,
        })
        .await
    }

    /// Its next taking up of a session.
    pub async fn next_resume(&self) -> Resume {
        self.next("a RESUME", |sighting| match sighting {
            Sighting::Resumed(resume) => Some(resume.clone()),
            _ => None,
        })
        .await
    }

    /// Its next heartbeat, with the last number it had seen.
    pub async fn next_heartbeat(&self) -> Option<u64> {
        self.next("a heartbeat", |sighting| match sighting {
            Sighting::Heartbeat(last) => Some(*last),
            _ => None,
        })
        .await
    }

    /// Its next departure, with its close code.
    pub async fn next_departure(&self) -> Option<u16> {
        self.next("the bot leaving", |sighting| match sighting {
            Sighting::Left(code) => Some(*code),
            _ => None,
        })
        .await
    }

    /// Its next request to a route: "POST /channels/{id}/messages".
    pub async fn next_request(&self, route: &str) -> Recorded {
        self.next(route, |sighting| match sighting {
            Sighting::Requested(request) if request.route == route => Some(request.clone()),
            _ => None,
        })
        .await
    }

    /// Waits until the bot's commands are kept.
    pub async fn commands_are_registered(&self) {
        self.next("commands being registered", |sighting| match sighting {
            Sighting::Registered => Some(()),
            _ => None,
        })
        .await;
    }

    /// All its requests to a route so far.
    pub fn requests(&self, route: &str) -> Vec<Recorded> {
        self.world.sightings.all(|sighting| match sighting {
            Sighting::Requested(request) if request.route == route => Some(request.clone()),
            _ => None,
        })
    }

    /// How often it has asked for a session.
    pub fn logins(&self) -> usize {
        self.world.sightings.all(|sighting| matches!(sighting, Sighting::Identified(_)).then_some(())).len()
    }

    /// How many messages of the bot there are to read.
    pub fn messages_of_the_desk(&self) -> usize {
        self.world.state().messages.values().filter(|message| message.author.id.get() == DESK).count()
    }

    async fn next<T>(&self, what: &str, pick: impl Fn(&Sighting) -> Option<T>) -> T {
        self.world.sightings.next(what, pick).await
    }

    /// Ends the story: the bot broke no rule and said nothing that the test did not ask for.
    pub fn finish(mut self) {
        self.finished = true;
        let complaints = self.world.sightings.complaints();
        assert!(
            complaints.is_empty(),
            "{}\n\nthe whole story:\n{}",
            complaints.join("\n"),
            self.world.sightings.story()
        );
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        for server in &self.servers {
            server.abort();
        }
        let forgotten = !self.finished && !std::thread::panicking();
        assert!(!forgotten, "a story ends with finish(), or violations go unseen");
    }
}
