//! Why the bot could not start or had to end: what happened, where, and what the operator can do.

use std::fmt;
use std::time::Duration;

/// The end of the bot that nobody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Discord does not know the token.
    RefusedToken,
    /// The application may not use the intents it asks for.
    RefusedIntents {
        /// Whether the privileged message content intent was asked for.
        watch_content: bool,
    },
    /// Discord or the way to it did not work.
    Unreachable {
        /// The request that failed.
        step: &'static str,
        /// What was seen, with the number of tries.
        reason: String,
    },
    /// There were too many logins in a row; more would make Discord reset the token.
    LoginsSpent {
        /// How long the next one should wait.
        wait: Duration,
    },
    /// Nothing came from the gateway any more.
    Silent {
        /// For how long.
        silence: Duration,
    },
    /// The gateway ended the connection for good.
    Disconnected {
        /// What serenity said of it.
        reason: String,
    },
    /// A setting cannot be used.
    Setup {
        /// What is wrong.
        what: String,
        /// The setting.
        place: &'static str,
        /// What to do.
        remedy: &'static str,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RefusedToken => formatter.write_str(
                "Discord refused the token: reset it on the Bot page of https://discord.com/developers/applications, \
                 put the new one in DISCORD_TOKEN and start again",
            ),
            Self::RefusedIntents { watch_content: true } => formatter.write_str(
                "Discord refused the intents: switch on \"Message Content Intent\" on the Bot page of \
                 https://discord.com/developers/applications, or take the watched channels out of config.toml",
            ),
            Self::RefusedIntents { watch_content: false } => formatter.write_str(
                "Discord refused the intents although none is privileged: look at the Bot page of \
                 https://discord.com/developers/applications, or update factdesk",
            ),
            Self::Unreachable { step, reason } => write!(
                formatter,
                "Discord did not answer as it should: {step} {reason}; check the network, the [discord] settings and \
                 https://discordstatus.com, then start again"
            ),
            Self::LoginsSpent { wait } => write!(
                formatter,
                "the connection had to be logged in anew too often: start the bot again, it will wait its turn, at least {}; \
                 https://discordstatus.com may tell the reason",
                hours_and_minutes(*wait)
            ),
            Self::Silent { silence } => write!(
                formatter,
                "nothing was heard from Discord's gateway for {}: start the bot again, and have a supervisor do so",
                hours_and_minutes(*silence)
            ),
            Self::Disconnected { reason } => {
                write!(formatter, "Discord's gateway ended the connection for good: {reason}; start again")
            }
            Self::Setup { what, place, remedy } => write!(formatter, "{place}: {what}; {remedy}"),
        }
    }
}

impl std::error::Error for Error {}

/// A wait for people, rounded up to the minute.
pub(super) fn hours_and_minutes(wait: Duration) -> String {
    let minutes = wait.as_millis().div_ceil(60_000);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_readable() {
        assert_eq!(hours_and_minutes(Duration::from_millis(1)), "1 min");
        assert_eq!(hours_and_minutes(Duration::from_secs(61)), "2 min");
        assert_eq!(hours_and_minutes(Duration::from_secs(3_600 * 5 + 1)), "5 h 1 min");
    }

    #[test]
    fn a_setup_error_names_place_trouble_and_remedy() {
        let error =
            Error::Setup { what: "\"x\" is no base address".to_owned(), place: "[discord] proxy", remedy: "mend it" };
        assert_eq!(error.to_string(), "[discord] proxy: \"x\" is no base address; mend it");
    }
}
