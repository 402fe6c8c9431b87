//! Deadlines for requests to arrive and to be answered.
//!
//! If a body stops arriving, the server answers 408 and closes the connection. A client that sends a
//! byte now and then reaches the deadline for the whole request.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body::{Frame, SizeHint};
use latchkey::Error;
use tokio::time::{Instant, sleep_until};

use super::activity::Arrival;
use super::bounds::Bounds;

/// Answers a request in time, or rejects it.
pub(super) async fn keep(State(bounds): State<Bounds>, request: Request, next: Next) -> Response {
    let arrival = request.extensions().get::<Arrival>().cloned();
    let deadline = Instant::now() + bounds.request;
    tokio::select! {
        response = next.run(request) => response,
        () = stalled(arrival.as_ref(), &bounds) => Error::RequestTimeout.into_response(),
        () = sleep_until(deadline) => match arrival.and_then(|arrival| arrival.last_at()) {
            Some(_) => Error::RequestTimeout,
            None => Error::Unavailable("a request took too long to answer".into()),
        }
        .into_response(),
    }
}

/// Waits until no part of the body has arrived for too long.
async fn stalled(arrival: Option<&Arrival>, bounds: &Bounds) {
    while let Some(last_at) = arrival.and_then(Arrival::last_at) {
        let due = last_at + bounds.body;
        if due <= Instant::now() {
            return;
        }
        sleep_until(due).await;
    }
    std::future::pending::<()>().await;
}

/// A body that reports its progress.
pub(super) struct Watched<B> {
    body: B,
    arrival: Arrival,
}

impl<B> Watched<B>
where
    B: HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Send + Unpin + 'static,
{
    pub(super) fn body(body: B, arrival: Arrival) -> Body {
        if body.is_end_stream() {
            arrival.complete();
        }
        Body::new(Self { body, arrival })
    }
}

impl<B: HttpBody + Unpin> HttpBody for Watched<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(_))) if !self.body.is_end_stream() => self.arrival.advance(),
            Poll::Ready(_) => self.arrival.complete(),
            Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
