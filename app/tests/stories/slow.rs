//! Slow clients are cut off, and other clients don't notice.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use app::server::{self, Bounds};
use serde_json::Value;
use tempfile::TempDir;
use testing::authenticator::Peer;
use testing::database::Database;
use testing::server::TestServer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::process::Server;

const HEAD: &str = "POST /api/send_magic_link HTTP/1.1\r\nHost: localhost:3000\r\n\
                    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n";

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_mins(10);

/// Bounds that no test reaches unless it sets them.
fn unbounded() -> Bounds {
    Bounds { head: LONG, quiet: LONG, body: LONG, request: LONG, ..Bounds::default() }
}

/// Serves at a free address until the sender is dropped.
async fn serve(server: &TestServer, bounds: Bounds) -> (SocketAddr, watch::Sender<bool>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let rp = server.rp.clone();
    tokio::spawn(async move { server::serve_within(&rp, vec![listener], stopped, &bounds).await });
    (address, stop)
}

/// Connects as one of several clients, each with its own address.
async fn connect_from(client: u8, address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 1, client)), 0)).unwrap();
    socket.connect(address).await.unwrap()
}

/// Sends one byte at a time until the server closes the connection, and returns the response.
async fn dribble(stream: TcpStream, bytes: impl Iterator<Item = u8>) -> String {
    let (mut from, mut to) = stream.into_split();
    let sending = async {
        for byte in bytes {
            if to.write_all(&[byte]).await.is_err() {
                break;
            }
            sleep(Duration::from_millis(10)).await;
        }
        // Keeps this half, so that the connection stays open on this side.
        std::future::pending::<()>().await;
    };
    let mut said = Vec::new();
    let hearing = async {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            said.extend_from_slice(&buffer[..read]);
        }
    };
    tokio::select! {
        () = sending => unreachable!("it waits for ever"),
        () = hearing => {}
        () = sleep(Duration::from_mins(1)) => panic!("the connection is still open"),
    }
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn a_head_sent_byte_by_byte_is_cut_off() {
    let server = TestServer::start(Database::sqlite()).await;
    let (address, _stop) = serve(&server, Bounds { head: SHORT, ..unbounded() }).await;
    let endless = b"GET / HTTP/1.1\r\nHost: localhost:3000\r\nA: ".iter().copied();
    let endless = endless.chain(std::iter::repeat(b'a'));
    let said = dribble(TcpStream::connect(address).await.unwrap(), endless).await;
    assert!(!said.contains("200 OK"), "{said}");
}

/// Three connections: one that hasn't chosen a protocol, one that speaks HTTP/2 and sends no request, and
/// one that has received its response.
#[tokio::test]
async fn a_connection_that_does_nothing_is_closed() {
    let server = TestServer::start(Database::sqlite()).await;
    let (address, _stop) = serve(&server, Bounds { quiet: SHORT, ..unbounded() }).await;
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let settings = "\0\0\0\u{4}\0\0\0\0\0";
    for begun in ["", "GE", "PRI * HTTP/2", &format!("{preface}{settings}")] {
        let stream = TcpStream::connect(address).await.unwrap();
        dribble(stream, begun.bytes()).await;
    }
    let asks = "GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\n\r\n";
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(asks.as_bytes()).await.unwrap();
    let said = dribble(stream, "".bytes()).await;
    assert!(said.starts_with("HTTP/1.1 200 OK"), "{said}");
}

#[tokio::test]
async fn a_body_sent_byte_by_byte_or_not_at_all_is_rejected() {
    let server = TestServer::start(Database::sqlite()).await;
    for (bounds, body) in [
        (Bounds { request: SHORT, ..unbounded() }, vec![b'a'; 900]),
        (Bounds { body: SHORT, ..unbounded() }, vec![b'a'; 3]),
    ] {
        let (address, _stop) = serve(&server, bounds).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(HEAD.as_bytes()).await.unwrap();
        let said = dribble(stream, body.into_iter()).await;
        assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
        assert!(said.ends_with(r#"{"code":"request_timeout"}"#), "{said}");
    }
}

#[tokio::test]
async fn a_client_that_reads_no_response_is_cut_off() {
    let server = TestServer::start(Database::sqlite()).await;
    let (address, _stop) = serve(&server, Bounds { quiet: SHORT, ..unbounded() }).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let asks = "GET /sign-in HTTP/1.1\r\nHost: localhost:3000\r\n\r\n".repeat(2000);
    stream.write_all(asks.as_bytes()).await.unwrap();
    for _ in 0..1000 {
        sleep(Duration::from_millis(50)).await;
        if stream.write_all(b"G").await.is_err() {
            return;
        }
    }
    panic!("the connection is still open");
}

#[tokio::test]
async fn one_client_cannot_use_up_the_connections_of_another() {
    let server = TestServer::start(Database::sqlite()).await;
    let bounds = Bounds { connections: 6, connections_per_client: 3, ..unbounded() };
    let (address, _stop) = serve(&server, bounds).await;
    let other = connect_from(2, address).await;
    let mut greedy = Vec::new();
    for _ in 0..9 {
        greedy.push(connect_from(1, address).await);
    }
    let asks = "GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n";
    let mut answered = Vec::new();
    for stream in greedy.into_iter().chain([other]) {
        answered.push(dribble(stream, asks.bytes()).await.contains("200 OK"));
    }
    // The newest three, and the other client's, which was there first.
    assert_eq!(answered, [[false; 6].as_slice(), &[true; 4]].concat());
}

/// A minimal browser on a socket, for ceremonies.
struct Client<'a> {
    server: &'a Server,
    cookies: BTreeMap<String, String>,
}

impl Client<'_> {
    fn origin(&self) -> String {
        format!("http://localhost:{}", self.server.address.port())
    }

    /// Calls a server function, which must succeed, and returns the response.
    fn call(&mut self, function: &str, fields: &[(&str, &str)]) -> Value {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let cookies: Vec<_> =
            self.cookies.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let mut stream = self.server.connect();
        write!(
            stream,
            "POST /api/{function} HTTP/1.1\r\nHost: localhost:{}\r\nOrigin: {}\r\nCookie: {}\r\n\
             Accept: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
            self.server.address.port(),
            self.origin(),
            cookies.join("; "),
            body.len(),
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{function}: {answer}");
        for cookie in head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        serde_json::from_str(body).unwrap()
    }

    fn start(&mut self, function: &str, fields: &[(&str, &str)]) -> (String, Value) {
        let started = self.call(function, fields);
        let options = serde_json::from_str(started["options"].as_str().unwrap()).unwrap();
        (started["ceremony"].as_str().unwrap().to_owned(), options)
    }
}

#[tokio::test]
async fn two_thousand_slow_connections_do_not_stop_a_sign_in() {
    let folder = TempDir::new().unwrap();
    // A common limit, which 2,000 connections would exhaust.
    let server = Server::start_limited(folder.path(), 1024);
    let mut phone = Peer::new();
    let mut client = Client { server: &server, cookies: BTreeMap::new() };
    let (ceremony, options) = client.start("start_sign_up", &[("email", "ada@example.org")]);
    let credential = phone.create(&client.origin(), &options).await.unwrap();
    client.call("finish_sign_up", &[("ceremony", &ceremony), ("credential", &credential)]);

    let mut slow = Vec::new();
    for nth in 0..2000_u32 {
        let mut stream = connect_from(u8::try_from(nth % 40).unwrap(), server.address).await;
        let begun = match nth % 3 {
            0 => "",
            1 => "GET / HTTP/1.1\r\nHost: loc",
            _ => HEAD,
        };
        let begun = begun.replace("3000", &server.address.port().to_string());
        stream.write_all(begun.as_bytes()).await.unwrap();
        slow.push(stream);
    }

    let mut client = Client { server: &server, cookies: BTreeMap::new() };
    let (ceremony, options) = client.start("start_sign_in", &[]);
    let assertion = phone.get(&client.origin(), &options).await.unwrap();
    client.call("finish_sign_in", &[("ceremony", &ceremony), ("credential", &assertion)]);
    assert_eq!(slow.len(), 2000);
}

#[tokio::test]
async fn a_stopping_server_answers_clients_that_have_just_connected() {
    let server = TestServer::start(Database::sqlite()).await;
    let (address, stop) = serve(&server, unbounded()).await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(TcpStream::connect(address).await.unwrap());
    }
    stop.send_replace(true);
    for stream in &mut streams {
        let request = "GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).await.unwrap();
        assert!(said.starts_with("HTTP/1.1 200 OK"), "{said:?}");
    }
    assert!(TcpStream::connect(address).await.is_err(), "it accepts no others");
}
