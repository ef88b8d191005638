//! Whether a request is tried again and when: a pure decision from what Discord answered and how often it was asked.

use std::time::Duration;

/// How often and how long a sort of request is tried.
#[derive(Debug)]
pub(super) struct Patience {
    /// Tries in all, the first included.
    pub(super) tries: u32,
    /// The wait after the first failure without a Retry-After; it doubles with each further one.
    pub(super) first_wait: Duration,
    /// The longest single wait; a Retry-After beyond it ends the trying, for an earlier try would be abuse.
    pub(super) longest_wait: Duration,
    /// The time for everything together, from the first try on.
    pub(super) in_all: Duration,
}

/// For the calls at the start: 7 tries with waits of 0.5 to 16 s bridge half a minute's outage, after which a supervisor
/// may start anew. A Retry-After is waited out for up to ten minutes, since a restart would only ask sooner.
pub(super) const LOGIN: Patience = Patience {
    tries: 7,
    first_wait: Duration::from_millis(500),
    longest_wait: Duration::from_secs(600),
    in_all: Duration::from_secs(900),
};

/// For messages: an answer later than a minute serves nobody.
pub(super) const MESSAGE: Patience = Patience {
    tries: 5,
    first_wait: Duration::from_millis(500),
    longest_wait: Duration::from_secs(30),
    in_all: Duration::from_secs(60),
};

/// For responses to interactions, whose first response Discord takes for three seconds; half a second is left for the
/// way of the event to us.
pub(super) const INTERACTION: Patience = Patience {
    tries: 4,
    first_wait: Duration::from_millis(150),
    longest_wait: Duration::from_secs(2),
    in_all: Duration::from_millis(2_500),
};

/// For what comes after the first response, for which Discord gives fifteen minutes: whoever waits sees that something is
/// under way, but not for longer than a minute.
pub(super) const COMPLETION: Patience = MESSAGE;

/// What to do after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is done.
    Done,
    /// Discord will not take it, however often it is asked.
    Refused,
    /// Try again after this long.
    Wait(Duration),
    /// It could work another time, but not within our patience.
    GiveUp,
}

/// The step after try number `attempt`, counted from 1. `status` is `None` where the connection failed; `retry_after` is
/// what Discord asked for.
pub(super) fn next_step(status: Option<u16>, retry_after: Option<Duration>, attempt: u32, patience: &Patience) -> Step {
    let asked_wait = match status {
        Some(200..=299) => return Step::Done,
        Some(429) => retry_after,
        None | Some(500..=599) => None,
        Some(_) => return Step::Refused,
    };
    if attempt >= patience.tries {
        return Step::GiveUp;
    }
    let doubled = patience.first_wait.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    match asked_wait {
        Some(wait) if wait > patience.longest_wait => Step::GiveUp,
        Some(wait) => Step::Wait(wait),
        None => Step::Wait(doubled.min(patience.longest_wait)),
    }
}

/// The wait that a 429 asks for, in seconds: the header, else the body's `retry_after`. Nonsense counts as absent.
pub(super) fn retry_after(header: Option<&str>, body: &[u8]) -> Option<Duration> {
    let from_header = header.and_then(|text| text.trim().parse::<f64>().ok());
    let from_body = || serde_json::from_slice::<serde_json::Value>(body).ok()?.get("retry_after")?.as_f64();
    let duration = |seconds| Duration::try_from_secs_f64(seconds).ok();
    from_header.and_then(duration).or_else(|| from_body().and_then(duration))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn wait(millis: u64) -> Step {
        Step::Wait(Duration::from_millis(millis))
    }

    #[test]
    fn each_answer_has_its_next_step() {
        let seconds = |seconds: f64| Some(Duration::from_secs_f64(seconds));
        for (status, after, attempt, expected) in [
            (Some(200), None, 1, Step::Done),
            (Some(204), None, 5, Step::Done),
            (Some(302), None, 1, Step::Refused),
            (Some(400), None, 1, Step::Refused),
            (Some(401), None, 1, Step::Refused),
            (Some(404), seconds(1.0), 1, Step::Refused),
            (Some(429), seconds(1.5), 1, wait(1_500)),
            (Some(429), seconds(0.0), 1, wait(0)),
            (Some(429), seconds(30.0), 4, wait(30_000)),
            (Some(429), seconds(30.1), 1, Step::GiveUp),
            (Some(429), seconds(1.5), 5, Step::GiveUp),
            (Some(429), None, 2, wait(1_000)),
            (Some(500), None, 1, wait(500)),
            (Some(500), seconds(9.0), 2, wait(1_000)),
            (Some(503), None, 4, wait(4_000)),
            (Some(503), None, 5, Step::GiveUp),
            (None, None, 1, wait(500)),
            (None, None, 5, Step::GiveUp),
            (None, None, u32::MAX, Step::GiveUp),
        ] {
            assert_eq!(next_step(status, after, attempt, &MESSAGE), expected, "{status:?} {after:?} try {attempt}");
        }
    }

    #[test]
    fn the_doubled_wait_has_an_end() {
        let patience = Patience { tries: u32::MAX, ..MESSAGE };
        assert_eq!(next_step(None, None, 1_000, &patience), Step::Wait(patience.longest_wait));
    }

    #[test]
    fn the_wait_is_read_from_the_header_before_the_body() {
        for (header, body, expected) in [
            (Some("2"), r#"{"retry_after": 9.0}"#, Some(2_000)),
            (Some("0.25"), "", Some(250)),
            (None, r#"{"message": "slow", "retry_after": 0.5, "global": true}"#, Some(500)),
            (Some("soon"), r#"{"retry_after": 3}"#, Some(3_000)),
            (Some("-1"), "{}", None),
            (Some("NaN"), "[]", None),
            (Some("1e300"), "", None),
            (None, "<html>", None),
        ] {
            assert_eq!(retry_after(header, body.as_bytes()), expected.map(Duration::from_millis), "{header:?} {body}");
        }
    }
}
