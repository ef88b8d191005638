//! What the running bot tells on stderr. `RUST_LOG` may ask for more than the settings, but never for message texts.

use std::io::IsTerminal as _;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::arguments::{Color, Global};
use crate::config::{LogFormat, LogLevel};
use crate::discord::LOG_CEILING;

/// Overrides the level of the settings, in `tracing`'s notation.
const LOG_VARIABLE: &str = "RUST_LOG";

/// A filter of our own, in the same notation.
fn targets(directives: &str) -> Targets {
    directives.parse().unwrap_or_default()
}

/// Starts logging for the rest of the process.
pub(super) fn start_log(level: LogLevel, format: LogFormat, global: &Global) {
    let level = if global.quiet { LogLevel::Error } else { level };
    let wanted = std::env::var(LOG_VARIABLE).ok().filter(|text| !text.trim().is_empty());
    let wanted = wanted.and_then(|text| text.parse().ok()).unwrap_or_else(|| targets(level.name()));
    let ceiling = targets(&format!("trace,{LOG_CEILING}"));
    let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let has_colour = match global.color {
        Color::Auto => std::io::stderr().is_terminal() && !is_unwanted,
        Color::Always => true,
        Color::Never => false,
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    // Both filters must let a line pass. Where a log was started before, that one stays.
    let filtered = tracing_subscriber::registry().with(wanted).with(ceiling);
    let _ = match format {
        LogFormat::Human => filtered.with(lines.with_ansi(has_colour)).try_init(),
        LogFormat::Json => {
            let objects = lines.json().flatten_event(true).with_current_span(false).with_span_list(false);
            filtered.with(objects).try_init()
        }
    };
}
