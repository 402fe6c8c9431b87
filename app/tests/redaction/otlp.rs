//! The traces of the same requests, as a collector gets them.

use std::collections::{BTreeMap, BTreeSet};

use app::server::log::LogLayer;
use latchkey::Config;
use latchkey::extras::otlp::Traces;
use testing::otlp::Collector;
use tracing_subscriber::Layer as _;

use super::Secrets;

/// A collector, and what sends to it.
pub(super) struct Sent {
    collector: Collector,
    traces: Traces,
}

impl Sent {
    pub(super) fn start(mut layers: Vec<LogLayer>) -> (Self, Vec<LogLayer>) {
        let collector = Collector::start();
        let endpoint = ("LATCHKEY_OTLP_ENDPOINT".to_owned(), collector.url());
        let config = Config::from_settings(&BTreeMap::from([endpoint])).unwrap();
        let traces = Traces::start(&config).unwrap().unwrap();
        layers.push(traces.layer().boxed());
        (Self { collector, traces }, layers)
    }

    /// Checks that the traces contain no secret, and nothing that isn't listed here.
    pub(super) async fn check(self, secrets: &Secrets) {
        self.traces.stop().await;
        let (text, spans) = (self.collector.text(), self.collector.spans());
        for (what, secret) in &secrets.0 {
            assert!(!text.contains(secret), "{what} is in a trace: {secret}");
        }
        let of_spans = spans.iter().flat_map(|span| span.attributes.keys());
        let attributes: BTreeSet<_> = of_spans.map(String::as_str).collect();
        let expected = [
            "db.collection.name",
            "db.operation.name",
            "db.system.name",
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "request.id",
        ];
        assert_eq!(attributes, BTreeSet::from(expected));
        let events: BTreeSet<_> = spans.iter().flat_map(|span| &span.events).collect();
        let names: BTreeSet<_> = events.iter().map(|(name, _)| name.as_str()).collect();
        let expected = [
            "event recorded",
            "internal error",
            "panicked",
            "refused",
            "the database is unavailable; answered 503",
        ];
        assert_eq!(names, BTreeSet::from(expected));
        let fields = events.iter().flat_map(|(_, fields)| fields.keys()).map(String::as_str);
        assert_eq!(fields.collect::<BTreeSet<_>>(), BTreeSet::from(["code", "kind", "method"]));
        for name in ["finish_sign_up", "redeem_magic_link", "POST /api/redeem_code"] {
            assert!(spans.iter().any(|span| span.name == name), "no {name}: {spans:#?}");
        }
        assert!(spans.iter().any(|span| span.status == 2), "a panic is an error");
        assert!(spans.iter().all(|span| span.links == 0));
    }
}
