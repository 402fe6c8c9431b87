//! A collector of traces: a small HTTP server that keeps and decodes what it gets.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;

/// The collector. It runs until the process ends.
pub struct Collector {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    is_silent: AtomicBool,
    connections: AtomicUsize,
    /// Heads and bodies of requests.
    requests: Mutex<Vec<(String, Vec<u8>)>>,
}

/// A span that arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub name: String,
    /// As in the protocol: 2 for a server's, 3 for a client's.
    pub kind: i32,
    pub trace: Vec<u8>,
    pub id: Vec<u8>,
    /// Empty for the first span of a trace.
    pub parent: Vec<u8>,
    pub attributes: BTreeMap<String, String>,
    pub events: Vec<(String, BTreeMap<String, String>)>,
    /// As in the protocol: 2 for an error.
    pub status: i32,
    pub links: usize,
}

impl Collector {
    /// Starts a collector that answers.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let (address, shared) = (listener.local_addr().unwrap(), Arc::new(Shared::default()));
        let served = shared.clone();
        thread::spawn(move || serve(&listener, &served));
        Self { address, shared }
    }

    /// Starts a collector that accepts connections and never answers.
    pub fn silent() -> Self {
        let collector = Self::start();
        collector.shared.is_silent.store(true, Ordering::Relaxed);
        collector
    }

    /// Answers from now on, and closes the connections that it has left open.
    pub fn answer(&self) {
        self.shared.is_silent.store(false, Ordering::Relaxed);
        // Wakes the thread that holds them.
        drop(TcpStream::connect(self.address));
    }

    pub fn url(&self) -> String {
        format!("http://{}/v1/traces", self.address)
    }

    /// Returns how many connections were opened.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Relaxed)
    }

    /// Returns the heads of all requests.
    pub fn heads(&self) -> Vec<String> {
        let requests = self.shared.requests.lock().unwrap();
        requests.iter().map(|(head, _)| head.clone()).collect()
    }

    /// Returns the bodies of all requests as text. The format has every text in it as it is.
    pub fn text(&self) -> String {
        let requests = self.shared.requests.lock().unwrap();
        requests.iter().map(|(_, body)| String::from_utf8_lossy(body).into_owned()).collect()
    }

    /// Returns the attributes of the process that sent the traces.
    pub fn resource(&self) -> BTreeMap<String, String> {
        let decoded = self.decoded().into_iter().flat_map(|request| request.resource_spans);
        decoded.filter_map(|spans| spans.resource).flat_map(|one| texts(one.attributes)).collect()
    }

    /// Returns all spans.
    pub fn spans(&self) -> Vec<Seen> {
        let decoded = self.decoded().into_iter().flat_map(|request| request.resource_spans);
        decoded.flat_map(|spans| spans.scope_spans).flat_map(|one| one.spans).map(seen).collect()
    }

    /// Waits until `count` spans have this name, and returns them.
    pub fn wait_for(&self, name: &str, count: usize) -> Vec<Seen> {
        let mut spans = Vec::new();
        for _ in 0..400 {
            spans = self.spans();
            let found: Vec<_> = spans.iter().filter(|span| span.name == name).cloned().collect();
            if found.len() >= count {
                return found;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("fewer than {count} spans are called {name:?}: {spans:#?}");
    }

    fn decoded(&self) -> Vec<ExportTraceServiceRequest> {
        let requests = self.shared.requests.lock().unwrap();
        let decode = |body: &[u8]| ExportTraceServiceRequest::decode(body).unwrap();
        requests.iter().map(|(_, body)| decode(body)).collect()
    }
}

fn serve(listener: &TcpListener, shared: &Shared) {
    let mut held = Vec::new();
    for stream in listener.incoming() {
        let stream = stream.unwrap();
        shared.connections.fetch_add(1, Ordering::Relaxed);
        if shared.is_silent.load(Ordering::Relaxed) {
            held.push(stream);
            continue;
        }
        held.clear();
        if let Some(request) = read(&stream) {
            shared.requests.lock().unwrap().push(request);
            let _ = (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        }
    }
}

/// Reads a request, unless the client leaves.
fn read(stream: &TcpStream) -> Option<(String, Vec<u8>)> {
    let (mut reader, mut head) = (BufReader::new(stream), String::new());
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    let mut body = vec![0; length.parse().unwrap()];
    reader.read_exact(&mut body).ok()?;
    Some((head, body))
}

fn seen(span: Span) -> Seen {
    let events = span.events.into_iter().map(|event| (event.name, texts(event.attributes)));
    Seen {
        name: span.name,
        kind: span.kind,
        trace: span.trace_id,
        id: span.span_id,
        parent: span.parent_span_id,
        attributes: texts(span.attributes),
        events: events.collect(),
        status: span.status.map_or(0, |status| status.code),
        links: span.links.len(),
    }
}

fn texts(attributes: Vec<KeyValue>) -> BTreeMap<String, String> {
    let pairs = attributes.into_iter().map(|one| (one.key, text(one.value)));
    pairs.collect()
}

fn text(value: Option<AnyValue>) -> String {
    match value.and_then(|value| value.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    }
}
