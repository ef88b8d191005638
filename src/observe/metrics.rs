//! What is counted, and the page on which Prometheus finds it. Every series stands there from the start, at zero, so that
//! a first failure is seen as a rise.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Metric, Registry};

use super::label::{Outcome, Reconnect, Way, status_name};
use super::memory;
use super::pulse::LinkState;

/// What the page is, for the header that says so.
pub(super) const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

/// Begins the name of all that is our own.
const PREFIX: &str = "factdesk";
/// The upper bounds of the latencies that are told apart, in seconds: fine around the 50 ms that are our aim, and up to
/// the 3 s after which Discord takes no response.
const LATENCY_BOUNDS: [f64; 11] = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0];

/// Names with values that are all fixed when the program is built.
type Labels<const N: usize> = [(&'static str, &'static str); N];

/// Everything that is counted.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    questions: Family<Labels<2>, Counter>,
    reply_latency: Histogram,
    requests: Family<Labels<2>, Counter>,
    messages_seen: Counter,
    reconnects: Family<Labels<1>, Counter>,
    connections: Family<Labels<1>, Gauge>,
    silence: Gauge<f64, AtomicU64>,
    is_well: Gauge,
    logins: Gauge,
    invalid_requests: Gauge,
    journal_lost: Counter,
    knowledge: Family<[(&'static str, String); 1], Gauge>,
    resident_memory: Gauge,
}

impl Metrics {
    /// Nothing counted yet, at this time in seconds since the Unix epoch.
    pub(super) fn new(started: u64) -> Self {
        let mut registry = Registry::default();
        let resident_memory = of_process(&mut registry, started);
        let mut own = Register { registry: registry.sub_registry_with_prefix(PREFIX) };
        let build: Family<Labels<1>, Gauge> = own.add("build_info", "The version that runs", Family::default());
        build.get_or_create(&[("version", env!("CARGO_PKG_VERSION"))]).set(1);
        let latency = Histogram::new(LATENCY_BOUNDS);
        let metrics = Self {
            questions: own.add(
                "questions",
                "Questions by the door they came and what became of them",
                Family::default(),
            ),
            reply_latency: own.add(
                "reply_latency_seconds",
                "From an event's arrival to its reply being handed to the REST client",
                latency,
            ),
            requests: own.add("discord_requests", "Tries of REST requests by route and status", Family::default()),
            messages_seen: own.add("messages_seen", "Messages that Discord told of", Counter::default()),
            reconnects: own.add("gateway_reconnects", "Lost connections taken up again", Family::default()),
            connections: own.add("gateway_connections", "Connections to the gateway by state", Family::default()),
            silence: own.add("gateway_silence_seconds", "Since the quietest connection was heard", Gauge::default()),
            is_well: own.add("healthy", "1 where /healthz answers 200, else 0", Gauge::default()),
            logins: own.add(
                "gateway_logins",
                "Logins of the last 24 hours, of which Discord allows 1000",
                Gauge::default(),
            ),
            invalid_requests: own.add(
                "invalid_requests",
                "Answers 401, 403 and 429 of the last ten minutes, of which Discord bans at 10000",
                Gauge::default(),
            ),
            journal_lost: own.add("journal_lost", "Records that could not be written", Counter::default()),
            knowledge: own.add("knowledge_info", "The revision of the fact base that answers", Family::default()),
            resident_memory,
            registry,
        };
        metrics.begin_at_zero();
        metrics
    }

    /// A question has had its outcome.
    pub(super) fn question(&self, way: Way, outcome: Outcome) {
        self.questions.get_or_create(&[("way", way.name()), ("outcome", outcome.name())]).inc();
    }

    /// A reply was handed to the REST client this long after its event had come.
    pub(super) fn replied(&self, after: Duration) {
        self.reply_latency.observe(after.as_secs_f64());
    }

    /// A request was answered, or was not.
    pub(super) fn request(&self, route: &'static str, status: Option<u16>) {
        self.requests.get_or_create(&[("route", route), ("status", status_name(status))]).inc();
    }

    /// A message was seen.
    pub(super) fn message(&self) {
        self.messages_seen.inc();
    }

    /// A connection was taken up again.
    pub(super) fn reconnect(&self, how: Reconnect) {
        self.reconnects.get_or_create(&[("how", how.name())]).inc();
    }

    /// How many logins the last 24 hours saw.
    pub(super) fn logins(&self, number: usize) {
        self.logins.set(i64::try_from(number).unwrap_or(i64::MAX));
    }

    /// How many answers of the last ten minutes count against Discord's ban.
    pub(super) fn invalid_requests(&self, number: u64) {
        self.invalid_requests.set(i64::try_from(number).unwrap_or(i64::MAX));
    }

    /// So many records were lost since the start.
    pub(super) fn journal_lost(&self, number: u64) {
        self.journal_lost.inner().fetch_max(number, Ordering::Relaxed);
    }

    /// Another base answers from now on.
    pub(super) fn knowledge(&self, revision: &str) {
        self.knowledge.clear();
        self.knowledge.get_or_create(&[("revision", revision.to_owned())]).set(1);
    }

    /// The page, with what is measured only when somebody asks.
    pub(super) fn page(&self, states: &[LinkState], silence: Option<Duration>, is_well: bool) -> String {
        for state in LinkState::ALL {
            let number = states.iter().filter(|other| **other == state).count();
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            self.connections.get_or_create(&[("state", state.name())]).set(number);
        }
        self.silence.set(silence.unwrap_or_default().as_secs_f64());
        self.is_well.set(i64::from(is_well));
        let resident = memory::resident().and_then(|bytes| i64::try_from(bytes).ok());
        self.resident_memory.set(resident.unwrap_or_default());
        let mut page = String::new();
        // Writing into a String can't fail.
        let _ = prometheus_text::encode(&mut page, &self.registry);
        page
    }

    fn begin_at_zero(&self) {
        for way in Way::ALL {
            for outcome in Outcome::ALL {
                drop(self.questions.get_or_create(&[("way", way.name()), ("outcome", outcome.name())]));
            }
        }
        for how in Reconnect::ALL {
            drop(self.reconnects.get_or_create(&[("how", how.name())]));
        }
    }
}

/// What Prometheus knows of every process by the same names; the memory is measured later.
fn of_process(registry: &mut Registry, started: u64) -> Gauge {
    let mut process = Register { registry };
    let start: Gauge = process.add("process_start_time_seconds", "Start of the process", Gauge::default());
    start.set(i64::try_from(started).unwrap_or_default());
    process.add("process_resident_memory_bytes", "Resident memory", Gauge::default())
}

/// A registry that gives back what it was given.
struct Register<'a> {
    registry: &'a mut Registry,
}

impl Register<'_> {
    fn add<M: Metric + Clone>(&mut self, name: &str, help: &str, metric: M) -> M {
        self.registry.register(name, help, metric.clone());
        metric
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_stands_on_the_page() {
        let metrics = Metrics::new(1_700_000_000);
        metrics.question(Way::Mention, Outcome::Answered);
        metrics.replied(Duration::from_millis(4));
        metrics.request("POST /channels/{id}/messages", Some(200));
        metrics.request("POST /channels/{id}/messages", None);
        metrics.message();
        metrics.reconnect(Reconnect::Resumed);
        metrics.logins(3);
        metrics.invalid_requests(12);
        metrics.journal_lost(5);
        metrics.journal_lost(4);
        metrics.knowledge("1a2b3c4d");
        metrics.knowledge("5e6f7081");
        let page = metrics.page(&[LinkState::Up, LinkState::Down], Some(Duration::from_secs(7)), true);
        for line in [
            "factdesk_questions_total{way=\"mention\",outcome=\"answered\"} 1",
            "factdesk_questions_total{way=\"command\",outcome=\"unknown\"} 0",
            "factdesk_reply_latency_seconds_bucket{le=\"0.0025\"} 0",
            "factdesk_reply_latency_seconds_bucket{le=\"0.005\"} 1",
            "factdesk_discord_requests_total{route=\"POST /channels/{id}/messages\",status=\"2xx\"} 1",
            "factdesk_discord_requests_total{route=\"POST /channels/{id}/messages\",status=\"none\"} 1",
            "factdesk_messages_seen_total 1",
            "factdesk_gateway_reconnects_total{how=\"resumed\"} 1",
            "factdesk_gateway_reconnects_total{how=\"logged_in\"} 0",
            "factdesk_gateway_connections{state=\"up\"} 1",
            "factdesk_gateway_connections{state=\"resuming\"} 0",
            "factdesk_gateway_silence_seconds 7.0",
            "factdesk_healthy 1",
            "factdesk_gateway_logins 3",
            "factdesk_invalid_requests 12",
            "factdesk_journal_lost_total 5",
            "factdesk_knowledge_info{revision=\"5e6f7081\"} 1",
            "process_start_time_seconds 1700000000",
        ] {
            assert!(page.lines().any(|found| found == line), "{line} in\n{page}");
        }
        assert!(!page.contains("1a2b3c4d"), "only the base that answers is named");
        assert!(page.contains(concat!("factdesk_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1")), "{page}");
    }

    #[test]
    fn every_metric_says_what_it_is() {
        let page = Metrics::new(0).page(&[], None, false);
        let names = page.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
        for name in names {
            assert!(page.contains(&format!("# HELP {name} ")), "{name}");
        }
    }
}
