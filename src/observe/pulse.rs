//! When each connection to the gateway was last heard, and what follows from it: all is well, something is wrong, or
//! only a new start can help. The time is handed in.

use std::time::{Duration, Instant};

/// From how long a silence on something is wrong. Discord wants a heartbeat every 41 s and answers each; serenity notices
/// a missing answer at the next one and needs some ten seconds to connect anew, so a line that is being mended is heard
/// again after 94 s.
pub const SICK_AFTER: Duration = Duration::from_secs(120);
/// From how long a silence on the program ends, for its supervisor to start it anew. A start costs a login, of which
/// Discord allows 1,000 a day; one every five minutes is 288.
pub const LOST_AFTER: Duration = Duration::from_secs(300);

/// What a connection to the gateway does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// Nothing: it is being waited for.
    Down,
    /// It is being made.
    Connecting,
    /// A lost one is being taken up where it was.
    Resuming,
    /// Events come in.
    Up,
}

impl LinkState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Down, Self::Connecting, Self::Resuming, Self::Up];

    /// The state in a word, for labels.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Connecting => "connecting",
            Self::Resuming => "resuming",
            Self::Up => "up",
        }
    }
}

/// How the bot is, in words for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// It answers.
    Well(String),
    /// It does not answer as it should, but it may mend by itself.
    Sick(String),
    /// It will not mend by itself: nothing was heard for this long.
    Lost(Duration),
}

/// Everything that is known of the connections.
#[derive(Debug)]
pub(super) enum Pulse {
    /// The calls before the first connection are being made.
    Starting,
    /// There were many logins of late, so the next one waits until then.
    Waiting(Instant),
    /// One entry for each connection, by its number.
    Linked(Vec<Link>),
}

/// One connection to the gateway.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) state: LinkState,
    heard: Instant,
    /// Whether it has been up at all.
    was_up: bool,
    /// Whether it has been logged in to.
    was_logged_in: bool,
}

impl Pulse {
    /// Connections that are about to be made.
    pub(super) fn linked(number: u32, now: Instant) -> Self {
        let link = Link { state: LinkState::Down, heard: now, was_up: false, was_logged_in: false };
        Self::Linked((0..number).map(|_| link.clone()).collect())
    }

    /// All connections there are.
    pub(super) fn links(&self) -> &[Link] {
        match self {
            Self::Linked(links) => links,
            Self::Starting | Self::Waiting(_) => &[],
        }
    }

    /// Something came over a connection.
    pub(super) fn heard(&mut self, number: u32, now: Instant) {
        if let Some(link) = self.link(number) {
            link.heard = now;
        }
    }

    /// A connection has changed.
    pub(super) fn changed(&mut self, number: u32, state: LinkState) {
        if let Some(link) = self.link(number) {
            link.state = state;
            link.was_up |= state == LinkState::Up;
        }
    }

    /// A connection was logged in to; whether it had been before.
    pub(super) fn logged_in(&mut self, number: u32) -> bool {
        self.link(number).is_some_and(|link| std::mem::replace(&mut link.was_logged_in, true))
    }

    /// How long ago the quietest connection was heard; `None` before there are any.
    pub(super) fn silence(&self, now: Instant) -> Option<Duration> {
        self.links().iter().map(|link| now.saturating_duration_since(link.heard)).max()
    }

    /// How the bot is.
    pub(super) fn health(&self, now: Instant) -> Health {
        let silence = self.silence(now).unwrap_or_default();
        let seconds = silence.as_secs();
        match self {
            Self::Starting => Health::Sick("the bot is starting and has not connected yet".to_owned()),
            Self::Waiting(until) => {
                let left = until.saturating_duration_since(now).as_secs();
                Health::Sick(format!("there were too many logins of late; the next one waits for {left} s"))
            }
            Self::Linked(_) if silence >= LOST_AFTER => Health::Lost(silence),
            Self::Linked(links) => {
                let n_up = links.iter().filter(|link| link.state == LinkState::Up).count();
                let words =
                    format!("{n_up} of {} connections up, the quietest last heard {seconds} s ago", links.len());
                let is_well = silence < SICK_AFTER && links.iter().all(|link| link.was_up);
                if is_well { Health::Well(words) } else { Health::Sick(words) }
            }
        }
    }

    fn link(&mut self, number: u32) -> Option<&mut Link> {
        match self {
            Self::Linked(links) => links.get_mut(usize::try_from(number).ok()?),
            Self::Starting | Self::Waiting(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn check(pulse: &Pulse, now: Instant, expected: &Health) {
        assert_eq!(pulse.health(now), *expected);
    }

    #[test]
    fn silence_turns_the_health_red_and_then_is_final() {
        let start = Instant::now();
        let mut pulse = Pulse::linked(1, start);
        let words = |up, ago| format!("{up} of 1 connections up, the quietest last heard {ago} s ago");
        check(&pulse, start + seconds(5), &Health::Sick(words(0, 5)));
        pulse.changed(0, LinkState::Up);
        pulse.heard(0, start + seconds(10));
        check(&pulse, start + seconds(10), &Health::Well(words(1, 0)));
        check(&pulse, start + seconds(129), &Health::Well(words(1, 119)));
        check(&pulse, start + seconds(130), &Health::Sick(words(1, 120)));
        check(&pulse, start + seconds(310), &Health::Lost(seconds(300)));
        pulse.heard(0, start + seconds(311));
        check(&pulse, start + seconds(312), &Health::Well(words(1, 1)));
    }

    #[test]
    fn a_short_interruption_is_no_sickness() {
        let start = Instant::now();
        let mut pulse = Pulse::linked(1, start);
        pulse.changed(0, LinkState::Up);
        for state in [LinkState::Resuming, LinkState::Down, LinkState::Connecting] {
            pulse.changed(0, state);
            let words = "0 of 1 connections up, the quietest last heard 60 s ago".to_owned();
            check(&pulse, start + seconds(60), &Health::Well(words));
        }
    }

    #[test]
    fn the_quietest_connection_counts() {
        let start = Instant::now();
        let mut pulse = Pulse::linked(2, start);
        for number in 0..2 {
            pulse.changed(number, LinkState::Up);
        }
        pulse.heard(0, start + seconds(200));
        let words = "2 of 2 connections up, the quietest last heard 200 s ago".to_owned();
        check(&pulse, start + seconds(200), &Health::Sick(words));
        pulse.heard(7, start + seconds(200));
        assert_eq!(pulse.silence(start + seconds(200)), Some(seconds(200)));
    }

    #[test]
    fn before_the_first_connection_there_is_no_silence() {
        let now = Instant::now();
        check(&Pulse::Starting, now, &Health::Sick("the bot is starting and has not connected yet".to_owned()));
        let waiting = Pulse::Waiting(now + seconds(90));
        let words = "there were too many logins of late; the next one waits for 90 s".to_owned();
        check(&waiting, now, &Health::Sick(words));
        assert_eq!(waiting.silence(now + LOST_AFTER), None);
    }
}
