//! Traces: a separate server process sends spans to a collector, without users' data.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use testing::database::Database;
use testing::otlp::{Collector, Seen};

use crate::binary::one_line;
use crate::process::{Server, command, free_address};

const ADA: &str = "ada@example.org";

/// Settings that send spans at once.
const SOON: (&str, &str) = ("OTEL_BSP_SCHEDULE_DELAY", "50");

/// Settings that send no spans while the server runs, unless there are many.
const LATE: (&str, &str) = ("OTEL_BSP_SCHEDULE_DELAY", "3600000");

/// Starts a server that sends traces.
fn traced(collector: &Collector, settings: &[(&str, &str)]) -> (Server, TempDir) {
    let (folder, url) = (TempDir::new().unwrap(), collector.url());
    let settings = [settings, &[("LATCHKEY_OTLP_ENDPOINT", url.as_str())]].concat();
    (Server::start_with(folder.path(), &settings), folder)
}

fn attributes(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Returns the attributes of a request, without its id.
fn of_request(span: &Seen) -> BTreeMap<String, String> {
    let mut attributes = span.attributes.clone();
    assert_eq!(attributes.remove("request.id").unwrap().len(), 36, "{span:?}");
    attributes
}

async fn a_sign_in_is_one_trace(
    settings: &[(&str, &str)],
    statement: &str,
    expected_of_statement: &[(&str, &str)],
) {
    let nobody = free_address();
    let (collector, smtp) = (Collector::start(), format!("smtp://localhost:{}", nobody.port()));
    let more = [SOON, ("SMTP_URL", &smtp), ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=k3y")];
    let (server, _folder) = traced(&collector, &[settings, &more].concat());
    server.use_a_passkey(ADA).await;
    server.ask_for_link(ADA);
    server.get("/magic-link?token=a-token-in-a-path");
    server.get("/no-such-page/a-token-in-a-path");

    let finish = "POST /auth/passkeys/authenticate/finish";
    let requests = collector.wait_for(finish, 2);
    collector.wait_for("send_message", 1);
    collector.wait_for("GET /magic-link", 1);
    let all = collector.spans();
    let (ok, refused) = (&requests[0], &requests[1]);
    let expected = [
        ("http.request.method", "POST"),
        ("http.route", "/auth/passkeys/authenticate/finish"),
        ("http.response.status_code", "200"),
    ];
    assert_eq!((of_request(ok), ok.kind), (attributes(&expected), 2));
    assert_eq!((ok.status, refused.status), (0, 0), "an invalid passkey is no error of the server");
    let recorded = attributes(&[("kind", "signed_in_by_passkey"), ("method", "passkey")]);
    assert!(has_event(&all, ok, "event recorded", &recorded), "{all:#?}");
    let code = attributes(&[("code", "verification_failed")]);
    assert!(has_event(&all, refused, "refused", &code), "{refused:?}");
    // The ceremony is part of its request, and contains its statements.
    let ceremony = all.iter().find(|one| one.name == "finish_sign_in" && one.parent == ok.id);
    let ceremony = ceremony.unwrap();
    assert!(ok.parent.is_empty() && ceremony.trace == ok.trace && ceremony.attributes.is_empty());
    let insert = all.iter().find(|one| one.name == statement && one.trace == ok.trace);
    let insert = insert.unwrap_or_else(|| panic!("{all:#?}"));
    let expected = attributes(expected_of_statement);
    assert_eq!((&insert.attributes, insert.kind), (&expected, 3));
    assert_eq!(insert.parent, ceremony.id);
    // The queue sends each message in another trace.
    let message = collector.wait_for("send_message", 1).swap_remove(0);
    assert_eq!(message.attributes, attributes(&[("message.kind", "sign_up")]));
    let tries = attributes(&[("tries", "1")]);
    assert!(message.events.contains(&("message not sent yet".to_owned(), tries)), "{message:?}");

    let text = collector.text();
    for secret in [ADA, "a-token-in-a-path", "127.0.0.1", "k3y", "user_id"] {
        assert!(!text.contains(secret), "{secret}: {all:#?}");
    }
    let resource = collector.resource();
    assert_eq!(resource["service.name"], "latchkey");
    assert_eq!(resource["service.version"], env!("CARGO_PKG_VERSION"));
    assert!(collector.heads().iter().all(|head| head.starts_with("POST /v1/traces HTTP/1.1")));
    assert!(collector.heads().iter().all(|head| head.contains("\r\napi-key: k3y\r\n")));
}

/// Returns whether a request, or a span inside it, has an event.
fn has_event(
    all: &[Seen],
    request: &Seen,
    name: &str,
    attributes: &BTreeMap<String, String>,
) -> bool {
    let event = (name.to_owned(), attributes.clone());
    all.iter().any(|span| span.trace == request.trace && span.events.contains(&event))
}

#[tokio::test]
async fn a_sign_in_is_one_trace_on_sqlite() {
    // The statements of a transaction are sent as one.
    let expected = [("db.system.name", "sqlite"), ("db.operation.name", "transaction")];
    a_sign_in_is_one_trace(&[], "transaction", &expected).await;
}

#[tokio::test]
async fn a_sign_in_is_one_trace_on_postgres() {
    let database = Database::postgres().await;
    let expected = [
        ("db.system.name", "postgresql"),
        ("db.operation.name", "insert"),
        ("db.collection.name", "sessions"),
    ];
    let settings = [("DATABASE_URL", database.url())];
    a_sign_in_is_one_trace(&settings, "insert sessions", &expected).await;
}

#[test]
fn a_client_decides_neither_whether_it_is_traced_nor_its_trace() {
    let collector = Collector::start();
    let (server, _folder) = traced(&collector, &[SOON]);
    let mut stream = server.connect();
    let host = format!("localhost:{}", server.address.port());
    let parent = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    write!(
        stream,
        "GET /healthz HTTP/1.1\r\nHost: {host}\r\n{parent}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    stream.read_to_string(&mut String::new()).unwrap();
    let span = collector.wait_for("GET /healthz", 1).swap_remove(0);
    assert_ne!(span.trace[..4], [0x0a, 0xf7, 0x65, 0x19]);
    assert!(span.parent.is_empty() && span.links == 0, "{span:?}");
}

#[test]
fn a_stopped_server_sends_what_is_queued() {
    let collector = Collector::start();
    let (mut server, _folder) = traced(&collector, &[LATE]);
    server.get("/sign-in");
    assert!(collector.spans().is_empty());
    server.terminate();
    assert!(server.child.wait().unwrap().success());
    collector.wait_for("GET /sign-in", 1);
}

/// How many requests a test sends, many more than its queue holds.
const REQUESTS: usize = 400;

/// A queue of 64 spans, sent 16 at once.
const SHORT: [(&str, &str); 2] =
    [("OTEL_BSP_MAX_QUEUE_SIZE", "64"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "16")];

/// Sends requests while the collector doesn't answer.
fn send_requests(server: &Server, collector: &Collector) {
    for _ in 0..REQUESTS {
        assert!(server.get("/healthz").contains("200 OK"));
    }
    assert!(collector.connections() > 0, "the server tries to send");
}

#[test]
fn a_collector_that_never_answers_leaves_requests_and_the_stop_alone() {
    let collector = Collector::silent();
    let (mut server, _folder) = traced(&collector, &[&SHORT[..], &[SOON]].concat());
    send_requests(&server, &collector);
    server.terminate();
    // Well below the time that service managers wait before they kill.
    for _ in 0..600 {
        if let Some(status) = server.child.try_wait().unwrap() {
            assert!(status.success());
            assert!(collector.spans().is_empty());
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("the server doesn't stop");
}

#[test]
fn what_a_full_queue_has_no_room_for_is_dropped() {
    let collector = Collector::silent();
    let (mut server, _folder) = traced(&collector, &[&SHORT[..], &[SOON]].concat());
    send_requests(&server, &collector);
    collector.answer();
    server.terminate();
    assert!(server.child.wait().unwrap().success());
    let arrived = collector.spans().len();
    assert!((1..REQUESTS / 2).contains(&arrived), "{arrived} spans");
}

#[test]
fn a_collector_that_is_down_is_reported_once() {
    let (folder, nobody) = (TempDir::new().unwrap(), free_address());
    let url = format!("http://{nobody}/v1/traces");
    let mut server =
        Server::start_with(folder.path(), &[SOON, ("LATCHKEY_OTLP_ENDPOINT", url.as_str())]);
    for _ in 0..20 {
        assert!(server.get("/healthz").contains("200 OK"));
        thread::sleep(Duration::from_millis(50));
    }
    server.terminate();
    assert!(server.child.wait().unwrap().success());
    let mut said = String::new();
    server.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said.matches("traces not sent").count(), 1, "{said}");
}

#[test]
fn the_standard_settings_choose_the_share_of_traces_and_the_name() {
    let collector = Collector::start();
    for (sampler, share) in [("always_off", None), ("traceidratio", Some("0"))] {
        let sampler = [LATE, ("OTEL_TRACES_SAMPLER", sampler)];
        let share = share.map(|share| ("OTEL_TRACES_SAMPLER_ARG", share));
        let (mut server, _folder) = traced(&collector, &[&sampler[..], share.as_slice()].concat());
        server.get("/healthz");
        server.terminate();
        assert!(server.child.wait().unwrap().success());
    }
    assert_eq!(collector.connections(), 0);
    let (server, _folder) = traced(&collector, &[SOON, ("OTEL_SERVICE_NAME", "sign-in")]);
    server.get("/healthz");
    collector.wait_for("GET /healthz", 1);
    assert_eq!(collector.resource()["service.name"], "sign-in");
}

#[test]
fn a_collector_elsewhere_without_https_stops_the_start() {
    let folder = TempDir::new().unwrap();
    let mut command = command(folder.path());
    command.env("LATCHKEY_OTLP_ENDPOINT", "http://otel.example.org:4318");
    let line = one_line(&command.output().unwrap());
    assert!(line.contains("LATCHKEY_OTLP_ENDPOINT: must start with https://"), "{line}");
}
