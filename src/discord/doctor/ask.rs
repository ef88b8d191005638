//! The doctor's questions to Discord: asked with little patience, for somebody waits at a terminal.

use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::discord::courier::{Courier, Failure};
use crate::discord::errand::Errand;
use crate::discord::retry::Patience;

/// Two tries within ten seconds tell a hiccup from an outage.
const PATIENCE: Patience = Patience {
    tries: 2,
    first_wait: Duration::from_millis(500),
    longest_wait: Duration::from_secs(3),
    in_all: Duration::from_secs(10),
};

/// Why a question has no answer.
pub(super) struct Trouble {
    /// The status by which Discord refused, where it did.
    pub(super) status: Option<u16>,
    /// What happened, for the operator.
    pub(super) text: String,
}

/// The answer to a question.
pub(super) async fn ask<T: DeserializeOwned>(courier: &Courier, errand: &Errand) -> Result<T, Trouble> {
    let body = courier.run_with(errand, &PATIENCE).await.map_err(|failure| trouble(errand, &failure))?;
    serde_json::from_slice(&body).map_err(|error| {
        let (name, line, column) = (errand.name(), error.line(), error.column());
        let text =
            format!("{name} was answered with something unreadable (line {line}, column {column}); update factdesk");
        Trouble { status: None, text }
    })
}

fn trouble(errand: &Errand, failure: &Failure) -> Trouble {
    let status = match failure {
        Failure::Refused { status, .. } => Some(*status),
        Failure::GaveUp { .. } | Failure::HeldBack => None,
    };
    let text =
        format!("{} {failure}; check the network, the [discord] settings and https://discordstatus.com", errand.name());
    Trouble { status, text }
}
