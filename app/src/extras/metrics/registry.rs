//! The names of all metrics, and their counts.

use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};

use latchkey::clock::UnixSeconds;
use latchkey::extras::metrics::Waiting;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::process;

/// Labels, each with its value.
type Labels = Vec<(&'static str, String)>;
type Counters = Family<Labels, Counter>;
type Gauges = Family<Labels, Gauge>;
type Seconds = Family<Labels, Histogram>;

/// Upper bounds of the times that are counted together, in seconds.
const REQUESTS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];
const STATEMENTS: [f64; 9] = [0.0001, 0.0005, 0.001, 0.0025, 0.01, 0.05, 0.25, 1.0, 5.0];

const CHANNELS: [&str; 3] = ["mail", "text", "program"];

/// Every metric of the process.
pub(super) struct Metrics {
    registry: Registry,
    sign_ins: Counters,
    ceremonies: Counters,
    events: Counters,
    refusals: Counters,
    limits: Counters,
    requests: Counters,
    request_seconds: Seconds,
    statement_seconds: Histogram,
    messages: Counters,
    waiting: Gauges,
    oldest: Gauges,
    cpu_seconds: Counter<f64, AtomicU64>,
    resident_bytes: Gauge,
    open_files: Gauge,
    most_files: Gauge,
    /// Held while the gauges are set and written.
    writing: Mutex<()>,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut all = Self {
            registry: Registry::default(),
            sign_ins: Family::default(),
            ceremonies: Family::default(),
            events: Family::default(),
            refusals: Family::default(),
            limits: Family::default(),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(|| Histogram::new(REQUESTS)),
            statement_seconds: Histogram::new(STATEMENTS),
            messages: Family::default(),
            waiting: Family::default(),
            oldest: Family::default(),
            cpu_seconds: Counter::default(),
            resident_bytes: Gauge::default(),
            open_files: Gauge::default(),
            most_files: Gauge::default(),
            writing: Mutex::default(),
        };
        all.register();
        all
    }

    fn register(&mut self) {
        let all = &mut self.registry;
        all.register("latchkey_sign_ins", "Sign-ins by method and outcome", self.sign_ins.clone());
        all.register("latchkey_ceremonies", "Steps of passkey ceremonies", self.ceremonies.clone());
        all.register("latchkey_events", "Events of accounts", self.events.clone());
        all.register("latchkey_refusals", "Refusals by error code", self.refusals.clone());
        all.register("latchkey_limits_reached", "Requests over a rate limit", self.limits.clone());
        all.register("latchkey_requests", "Answered requests", self.requests.clone());
        let took = "Time until a request was answered";
        let (requests, statements) = (self.request_seconds.clone(), self.statement_seconds.clone());
        all.register_with_unit("latchkey_request_duration", took, Unit::Seconds, requests);
        let took = "Time of database statements";
        all.register_with_unit("latchkey_statement_duration", took, Unit::Seconds, statements);
        all.register("latchkey_messages", "Outcomes of sending messages", self.messages.clone());
        all.register(
            "latchkey_queue_messages",
            "Messages that wait to be sent",
            self.waiting.clone(),
        );
        let oldest = "Age of the oldest waiting message";
        all.register_with_unit("latchkey_queue_oldest", oldest, Unit::Seconds, self.oldest.clone());
        let info = prometheus_client::metrics::info::Info::new(vec![(
            "version",
            env!("CARGO_PKG_VERSION"),
        )]);
        all.register("latchkey_build", "The version of the server", info);

        let cpu = self.cpu_seconds.clone();
        all.register_with_unit("process_cpu", "User and system time", Unit::Seconds, cpu);
        let resident = self.resident_bytes.clone();
        all.register_with_unit("process_resident_memory", "Memory in use", Unit::Bytes, resident);
        all.register("process_open_fds", "Open files and connections", self.open_files.clone());
        all.register("process_max_fds", "The most that may be open", self.most_files.clone());

        // A rate can be told from the first one on.
        for method in ["passkey", "mail", "link"] {
            drop(self.sign_ins.get_or_create(&sign_in(method, "signed_in")));
        }
    }

    pub(super) fn request(&self, route: &str, method: &str, status: u64, seconds: f64) {
        let route = ("route", route.to_owned());
        let by = vec![route.clone(), ("method", method.to_owned()), ("status", status.to_string())];
        self.requests.get_or_create(&by).inc();
        if let Some((step, ceremony)) = ceremony(&route.1) {
            let outcome = if status == 200 { "ok" } else { "refused" };
            let [ceremony, step, outcome] =
                [("ceremony", ceremony), ("step", step), ("outcome", outcome)]
                    .map(|(name, value)| (name, value.to_owned()));
            self.ceremonies.get_or_create(&vec![ceremony, step, outcome]).inc();
        }
        self.request_seconds.get_or_create(&vec![route]).observe(seconds);
    }

    pub(super) fn event(&self, kind: &str, method: &str) {
        self.events.get_or_create(&vec![("kind", kind.to_owned())]).inc();
        let labels = match kind {
            "signed_in_by_passkey" | "signed_in_by_mail" | "signed_in_by_link" => {
                sign_in(method, "signed_in")
            }
            "sign_in_failed" | "counter_went_back" | "answer_late" | "answer_repeated" => {
                sign_in("passkey", kind)
            }
            _ => return,
        };
        self.sign_ins.get_or_create(&labels).inc();
    }

    pub(super) fn refusal(&self, code: &str) {
        self.refusals.get_or_create(&vec![("code", code.to_owned())]).inc();
        // Links and codes that open nothing have no account to record an event for.
        if matches!(code, "link_expired" | "wrong_browser" | "wrong_code") {
            self.sign_ins.get_or_create(&sign_in("mail", code)).inc();
        }
    }

    pub(super) fn limit(&self, limit: &str) {
        self.limits.get_or_create(&vec![("limit", limit.to_owned())]).inc();
    }

    pub(super) fn statement(&self, seconds: f64) {
        self.statement_seconds.observe(seconds);
    }

    pub(super) fn message(&self, kind: &str, outcome: &str) {
        let labels = vec![("kind", kind.to_owned()), ("outcome", outcome.to_owned())];
        self.messages.get_or_create(&labels).inc();
    }

    /// Writes everything as text.
    pub(super) fn write(&self, waiting: &[Waiting], now: UnixSeconds) -> String {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        for channel in CHANNELS {
            let found = waiting.iter().find(|waiting| waiting.channel == channel);
            let labels = vec![("channel", channel.to_owned())];
            self.waiting.get_or_create(&labels).set(found.map_or(0, |waiting| waiting.messages));
            self.oldest.get_or_create(&labels).set(found.map_or(0, |waiting| now - waiting.since));
        }
        let usage = process::usage();
        self.cpu_seconds.inc_by((usage.cpu_seconds - self.cpu_seconds.get()).max(0.0));
        self.resident_bytes.set(usage.resident_bytes);
        self.open_files.set(usage.open_files);
        self.most_files.set(usage.most_files);
        let mut text = String::new();
        // Writing to a text can't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

fn sign_in(method: &str, outcome: &str) -> Labels {
    vec![("method", method.to_owned()), ("outcome", outcome.to_owned())]
}

/// The step and the ceremony of a route: `/api/start_sign_in`, or `/auth/passkeys/authenticate/begin`.
fn ceremony(route: &str) -> Option<(&'static str, &str)> {
    if let Some(plain) = route.strip_prefix("/auth/passkeys/") {
        let (ceremony, step) = plain.split_once('/')?;
        return Some((if step == "begin" { "start" } else { "finish" }, ceremony));
    }
    let function = route.strip_prefix("/api/")?;
    let start = function.strip_prefix("start_").map(|ceremony| ("start", ceremony));
    start.or_else(|| function.strip_prefix("finish_").map(|ceremony| ("finish", ceremony)))
}
