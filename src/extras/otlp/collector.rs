//! Posts batches of spans to the collector.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use axum::body::Bytes;
use http::{Request, Response};
use opentelemetry_http::{HttpClient, HttpError};
use tokio::runtime::Handle;

use crate::extras::https::Https;

/// How long to wait for the collector's response.
const ANSWER: Duration = Duration::from_secs(5);

/// The client of the exporter.
#[derive(Debug)]
pub(super) struct Collector {
    client: Arc<Https>,
    runtime: Handle,
    is_failing: AtomicBool,
}

impl Collector {
    pub(super) fn new(ca: Option<&[u8]>) -> Option<Self> {
        let client = Arc::new(Https::new(ca)?);
        Some(Self { client, runtime: Handle::current(), is_failing: AtomicBool::new(false) })
    }

    /// Logs the start and the end of an outage, but not every attempt.
    fn note(&self, failure: Option<&str>) {
        let was_failing = self.is_failing.swap(failure.is_some(), Ordering::Relaxed);
        match failure {
            Some(reason) if !was_failing => tracing::warn!(reason, "traces not sent"),
            None if was_failing => tracing::info!("traces are sent again"),
            _ => {}
        }
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        // The SDK calls this on its own thread, which isn't one of the runtime's.
        let asking = self.runtime.spawn(async move { client.ask(request, ANSWER).await });
        let answer = asking.await?.inspect_err(|reason| self.note(Some(reason)))?;
        let failure = (!answer.status.is_success())
            .then(|| format!("the collector answered {}", answer.status));
        self.note(failure.as_deref());
        let mut response = Response::new(Bytes::from(answer.body));
        *response.status_mut() = answer.status;
        Ok(response)
    }
}
