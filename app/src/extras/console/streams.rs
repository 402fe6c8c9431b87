//! Responses that take long: the export of events, and the stream that reports new ones.
//!
//! They check before each part that the administrator is still one.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Extension, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http_body::Frame;
use latchkey::extras::console::Admin;
use latchkey::extras::console::events::EventQuery;
use latchkey::{RelyingParty, RequestContext};
use tokio::sync::mpsc;

use super::event_commands::value;
use super::events::Asked;
use crate::request::PageRequest;

/// How many events are exported at once.
const AT_ONCE: i64 = 500;

/// How often the database is asked for new events.
const EVERY: Duration = Duration::from_secs(1);

/// After how many looks without a new event something is sent, so that proxies keep the connection.
const SILENT: u32 = 15;

pub(super) fn router(rp: &RelyingParty) -> Router {
    Router::new()
        .route("/console/events/export", get(export))
        .route("/console/events/live", get(live))
        .with_state(rp.clone())
}

async fn export(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    Extension(page): Extension<PageRequest>,
) -> latchkey::Result<Response> {
    let admin = rp.console().admin(&context).await?;
    let query = Asked::of(&page).query();
    let body = parts(|sender| async move { send_all(&rp, &admin, query, &sender).await });
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_DISPOSITION, "attachment; filename=\"events.ndjson\""),
    ];
    Ok((headers, body).into_response())
}

async fn send_all(
    rp: &RelyingParty,
    admin: &Admin,
    mut query: EventQuery,
    sender: &mpsc::Sender<Bytes>,
) -> latchkey::Result<()> {
    while rp.console().is_still_admin(admin).await? {
        let events = rp.console().find_events(&query, AT_ONCE).await?;
        let Some(last) = events.last() else { break };
        query.before = Some(last.event.sequence);
        let lines: Vec<_> = events.iter().map(|entry| value(entry).to_string() + "\n").collect();
        if sender.send(lines.concat().into()).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// Sends the number of the newest event whenever there is a new one.
///
/// <https://html.spec.whatwg.org/multipage/server-sent-events.html>
async fn live(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    Extension(page): Extension<PageRequest>,
) -> latchkey::Result<Response> {
    let admin = rp.console().admin(&context).await?;
    let query = Asked::of(&page).query();
    let newest = newest(&rp, &query).await?;
    let body = parts(|sender| async move { report(&rp, &admin, query, newest, &sender).await });
    Ok(([(CONTENT_TYPE, "text/event-stream")], body).into_response())
}

async fn newest(rp: &RelyingParty, query: &EventQuery) -> latchkey::Result<i64> {
    Ok(rp.console().find_events(query, 1).await?.first().map_or(0, |newest| newest.event.sequence))
}

async fn report(
    rp: &RelyingParty,
    admin: &Admin,
    mut query: EventQuery,
    mut last: i64,
    sender: &mpsc::Sender<Bytes>,
) -> latchkey::Result<()> {
    // The browser comes back two seconds after the end, if it still may.
    let mut message = "retry: 2000\n\n".to_owned();
    let mut silent = 0;
    loop {
        if !message.is_empty() && sender.send(message.into()).await.is_err() {
            return Ok(());
        }
        tokio::time::sleep(EVERY).await;
        if sender.is_closed() || !rp.console().is_still_admin(admin).await? {
            return Ok(());
        }
        query.after = Some(last);
        let found = newest(rp, &query).await?;
        silent += 1;
        message = String::new();
        if found > last {
            (last, silent) = (found, 0);
            message = format!("data: {found}\n\n");
        } else if silent == SILENT {
            silent = 0;
            ":\n\n".clone_into(&mut message);
        }
    }
}

/// Returns a body and lets `send` send its parts. It waits until the client has read each.
fn parts<Sent>(send: impl FnOnce(mpsc::Sender<Bytes>) -> Sent) -> Body
where
    Sent: Future<Output = latchkey::Result<()>> + Send + 'static,
{
    let (sender, mut receiver) = mpsc::channel(1);
    let sending = send(sender);
    tokio::spawn(async move {
        if let Err(error) = sending.await {
            error.log();
        }
    });
    body(move |context| receiver.poll_recv(context))
}

/// Returns a body of the parts that a channel receives.
pub(in crate::extras) fn body<Next>(next: Next) -> Body
where
    Next: FnMut(&mut Context<'_>) -> Poll<Option<Bytes>> + Send + Unpin + 'static,
{
    Body::new(Parts(next))
}

struct Parts<Next>(Next);

impl<Next> HttpBody for Parts<Next>
where
    Next: FnMut(&mut Context<'_>) -> Poll<Option<Bytes>> + Unpin,
{
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        (self.0)(context).map(|part| part.map(|part| Ok(Frame::data(part))))
    }
}
