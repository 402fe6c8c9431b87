//! Metrics: a separate server process counts sign-ins, requests and messages for Prometheus.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;
use testing::database::Database;

use crate::binary::one_line;
use crate::process::{Server, command, free_address};

/// A server with metrics, and where they are.
struct Measured {
    server: Server,
    metrics: SocketAddr,
    _folder: TempDir,
}

impl Measured {
    fn start(settings: &[(&str, &str)]) -> Self {
        let (folder, metrics) = (TempDir::new().unwrap(), free_address());
        let address = metrics.to_string();
        let settings = [settings, &[("LATCHKEY_METRICS_ADDR", address.as_str())]].concat();
        let server = Server::start_with(folder.path(), &settings);
        Self { server, metrics, _folder: folder }
    }

    fn scrape(&self) -> String {
        let mut stream = TcpStream::connect(self.metrics).unwrap();
        write!(stream, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("200 OK") && head.contains("openmetrics-text"), "{head}");
        assert!(text.ends_with("# EOF\n"), "{text}");
        text.to_owned()
    }

    /// Each sample with its value, by name and labels.
    fn samples(&self) -> BTreeMap<String, f64> {
        let text = self.scrape();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let samples = lines.map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        });
        samples.collect()
    }
}

async fn people_are_counted(settings: &[(&str, &str)]) {
    let measured = Measured::start(settings);
    measured.server.use_a_passkey("ada@example.org").await;
    measured.server.ask_for_link("ada@example.org");
    let samples = measured.samples();
    let count = |name: &str| samples.get(name).copied().unwrap_or_default();
    for (name, expected) in [
        (r#"latchkey_sign_ins_total{method="passkey",outcome="signed_in"}"#, 2.0),
        (r#"latchkey_sign_ins_total{method="passkey",outcome="sign_in_failed"}"#, 1.0),
        (r#"latchkey_sign_ins_total{method="mail",outcome="signed_in"}"#, 0.0),
        (r#"latchkey_events_total{kind="signed_up"}"#, 1.0),
        (r#"latchkey_refusals_total{code="verification_failed"}"#, 1.0),
        (r#"latchkey_ceremonies_total{ceremony="register",step="finish",outcome="ok"}"#, 1.0),
        (r#"latchkey_ceremonies_total{ceremony="authenticate",step="start",outcome="ok"}"#, 2.0),
        (
            r#"latchkey_ceremonies_total{ceremony="authenticate",step="finish",outcome="refused"}"#,
            1.0,
        ),
        (
            r#"latchkey_requests_total{route="/api/send_magic_link",method="POST",status="302"}"#,
            1.0,
        ),
        (r#"latchkey_request_duration_seconds_count{route="/auth/passkeys/register/finish"}"#, 1.0),
        (r#"latchkey_queue_messages{channel="mail"}"#, 0.0),
    ] {
        assert!((count(name) - expected).abs() < 0.5, "{name}: {} of {samples:#?}", count(name));
    }
    assert!(count("latchkey_statement_duration_seconds_count") > 5.0, "{samples:#?}");
    assert!(samples.keys().all(|name| !name.contains("ada")), "{samples:#?}");
}

#[tokio::test]
async fn people_are_counted_on_sqlite() {
    people_are_counted(&[]).await;
}

#[tokio::test]
async fn people_are_counted_on_postgres() {
    let database = Database::postgres().await;
    people_are_counted(&[("DATABASE_URL", database.url())]).await;
}

#[test]
fn a_reached_limit_and_a_message_that_waits_are_counted() {
    let nobody = free_address();
    let smtp = format!("smtp://localhost:{}", nobody.port());
    let settings = [("SMTP_URL", smtp.as_str()), ("LATCHKEY_LIMIT_SENDS", "1/1h")];
    let measured = Measured::start(&settings);
    for _ in 0..2 {
        measured.server.post("/api/send_magic_link", &Value::Null);
    }
    measured.server.ask_for_link("ada@example.org");
    measured.server.try_to_ask_for_link("ada@example.org");
    let mut samples = BTreeMap::new();
    for _ in 0..100 {
        samples = measured.samples();
        if samples.contains_key(r#"latchkey_messages_total{kind="sign_up",outcome="delayed"}"#) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let count = |name: &str| samples.get(name).copied().unwrap_or_default();
    for name in [
        r#"latchkey_limits_reached_total{limit="sends"}"#,
        r#"latchkey_queue_messages{channel="mail"}"#,
        r#"latchkey_messages_total{kind="sign_up",outcome="delayed"}"#,
    ] {
        assert!((count(name) - 1.0).abs() < 0.5, "{name}: {samples:#?}");
    }
}

/// The rows of the table in the docs: name and type.
fn documented() -> BTreeSet<(String, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/metrics.md");
    let page = fs::read_to_string(page).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    cells.map(|cells| (cells[1].trim_matches('`').to_owned(), cells[2].to_owned())).collect()
}

#[tokio::test]
async fn every_metric_is_in_the_docs_and_the_dashboard_uses_no_other() {
    let measured = Measured::start(&[("LATCHKEY_LIMIT_SENDS", "1/1h")]);
    measured.server.use_a_passkey("ada@example.org").await;
    measured.server.ask_for_link("ada@example.org");
    measured.server.try_to_ask_for_link("ada@example.org");
    let text = measured.scrape();
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let mut served: BTreeSet<_> = types
        .map(|line| {
            let (name, kind) = line.split_once(' ').unwrap();
            let name = if kind == "counter" { format!("{name}_total") } else { name.to_owned() };
            (name, kind.to_owned())
        })
        .collect();
    // Nothing was sent in this story.
    served.insert(("latchkey_messages_total".to_owned(), "counter".to_owned()));
    assert_eq!(documented(), served);
    for (name, _) in &served {
        assert!(name.starts_with("latchkey_") || name.starts_with("process_"), "{name}");
    }

    let dashboard = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/metrics.json");
    let dashboard: Value = serde_json::from_str(&fs::read_to_string(dashboard).unwrap()).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels.iter().filter_map(|panel| panel["targets"].as_array()).flatten();
    let mut used = BTreeSet::new();
    for target in targets {
        let query = target["expr"].as_str().unwrap();
        let words = query.split(|c: char| !c.is_alphanumeric() && c != '_');
        for word in
            words.filter(|word| word.starts_with("latchkey_") || word.starts_with("process_"))
        {
            let bare = word.trim_end_matches("_bucket").trim_end_matches("_count");
            assert!(served.iter().any(|(name, _)| name == bare), "{word} isn't a metric: {query}");
            used.insert(bare.to_owned());
        }
    }
    assert!(used.len() >= 10, "{used:?}");
}

#[test]
fn metrics_are_on_their_own_listener_only_and_only_where_it_is_set() {
    let measured = Measured::start(&[]);
    assert!(measured.server.get("/metrics").contains("404 Not Found"));
    let folder = TempDir::new().unwrap();
    let (address, taken) = (free_address().to_string(), measured.metrics.to_string());
    for (value, said) in [(taken.as_str(), "cannot listen"), ("9100", "is not an address")] {
        let settings = [("LATCHKEY_ADDR", address.as_str()), ("LATCHKEY_METRICS_ADDR", value)];
        let output = command(folder.path()).envs(settings).output().unwrap();
        let line = one_line(&output);
        assert!(line.contains("LATCHKEY_METRICS_ADDR: ") && line.contains(said), "{line}");
    }
}
