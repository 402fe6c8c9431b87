//! Accepts connections and serves their requests, until the server is told to stop.
//!
//! The server needs no proxy to survive slow clients: [`Bounds`] limits them.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use latchkey::RelyingParty;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinSet, yield_now};
use tokio::time::{sleep, sleep_until};
use tower::ServiceExt as _;

use super::activity::Activity;
use super::bounds::Bounds;
use super::connections::{Connections, Place};
use super::deadline::Watched;

/// How often an HTTP/2 client gets a ping, and how long it has to answer.
const PING_EVERY: Duration = Duration::from_secs(20);
const PONG_WITHIN: Duration = Duration::from_secs(10);

/// How long to wait before accepting connections again after the system had no descriptor left.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a new connection may still send its first request after the server was told to stop.
const FIRST_REQUEST: Duration = Duration::from_millis(500);

/// Serves until `stop`, and then until every request in progress is answered.
pub(super) async fn serve(
    rp: &RelyingParty,
    router: Router,
    listeners: Vec<TcpListener>,
    bounds: &Bounds,
    mut stop: watch::Receiver<bool>,
) {
    let trusted = rp.config().trusted_proxies.clone();
    let stopped = stop.clone();
    let connections =
        Arc::new(Connections::new(bounds.connections, bounds.connections_per_client, trusted));
    let builder = Arc::new(builder(bounds));
    let mut tasks = JoinSet::new();
    let start = |stream, peer, tasks: &mut JoinSet<()>| {
        let Some(place) = connections.admit(peer) else {
            tracing::warn!("too many requests at once; a connection was closed");
            return;
        };
        let (router, builder, stop) = (router.clone(), builder.clone(), stopped.clone());
        let quiet = bounds.quiet;
        tasks.spawn(async move {
            connection(stream, peer, &place, router, &builder, quiet, stop).await;
        });
    };
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listeners) => accepted,
            // Removes finished tasks, also while no client connects.
            Some(_) = tasks.join_next() => continue,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => start(stream, peer, &mut tasks),
            Err(error) if is_of_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "can't accept a connection");
                connections.close_longest();
                sleep(PAUSE).await;
            }
        }
    }
    // To these clients, the system has already said that they are connected. It would reset their connections.
    while let Some((stream, peer)) = accept_waiting(&listeners).await {
        start(stream, peer, &mut tasks);
    }
    drop(listeners);
    while tasks.join_next().await.is_some() {}
}

fn builder(bounds: &Bounds) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(bounds.head);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(bounds.streams)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PONG_WITHIN);
    builder
}

/// Waits for a connection to any of the listeners.
async fn accept(listeners: &[TcpListener]) -> io::Result<(TcpStream, SocketAddr)> {
    poll_fn(|context| {
        let mut polled = listeners.iter().map(|listener| listener.poll_accept(context));
        polled.find(Poll::is_ready).unwrap_or(Poll::Pending)
    })
    .await
}

/// Returns a connection that already waits to be accepted.
async fn accept_waiting(listeners: &[TcpListener]) -> Option<(TcpStream, SocketAddr)> {
    tokio::select! {
        biased;
        accepted = accept(listeners) => accepted.ok(),
        () = yield_now() => None,
    }
}

/// Returns whether the client left before its connection was accepted. Any other error is the server's.
fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    place: &Place,
    router: Router,
    builder: &Builder<TokioExecutor>,
    quiet: Duration,
    mut stop: watch::Receiver<bool>,
) {
    let activity = &place.activity;
    let service = service_fn({
        let activity = activity.clone();
        move |request| answer(router.clone(), peer, activity.clone(), request)
    });
    let io = TokioIo::new(Stream { stream, activity: activity.clone() });
    let mut served = pin!(builder.serve_connection(io, service));
    let mut is_stopping = false;
    loop {
        tokio::select! {
            // Errors here are the client's.
            _ = served.as_mut() => return,
            () = quiet_for(activity, quiet) => return,
            () = activity.closed() => return,
            () = stopping(&mut stop, activity), if !is_stopping => {
                is_stopping = true;
                served.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Waits until the server stops. A new connection then gets a moment, because hyper drops it at once, even if its
/// request has been sent.
async fn stopping(stop: &mut watch::Receiver<bool>, activity: &Activity) {
    let _ = stop.wait_for(|stop| *stop).await;
    if activity.is_new() {
        sleep(FIRST_REQUEST).await;
    }
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    activity: Arc<Activity>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let turn = activity.begin(request.version());
    let mut request = request.map(|body| Watched::body(body, turn.arrival()));
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(turn.arrival());
    router.oneshot(request).await
}

/// Waits until a connection has been idle for `quiet`. hyper's timeout covers only HTTP/1 heads, not the first
/// bytes, which select the protocol, and not HTTP/2.
async fn quiet_for(activity: &Activity, quiet: Duration) {
    loop {
        let since = activity.quiet_since().unwrap_or_else(tokio::time::Instant::now);
        let due = since + quiet;
        if due <= tokio::time::Instant::now() {
            return;
        }
        sleep_until(due).await;
    }
}

/// A connection that reports each write.
struct Stream {
    stream: TcpStream,
    activity: Arc<Activity>,
}

impl Stream {
    fn wrote(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(1..))) {
            self.activity.wrote();
        }
        written
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.wrote(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
