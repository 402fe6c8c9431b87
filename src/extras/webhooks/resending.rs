//! Deliveries for operators: the newest ones, and sending one again.

use uuid::Uuid;

use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::extras::webhooks::{LIFETIME, Webhooks, body_of};
use crate::model::event::Kind;
use crate::model::message::Queue;
use crate::store::{Queued, Unit};
use crate::web::request_context::RequestContext;

/// The length of an event's id, with which the id of a delivery starts.
const EVENT_ID: usize = 36;

impl Webhooks<'_> {
    /// Lists the newest deliveries to all endpoints, newest first.
    pub async fn list_deliveries(self, limit: i64) -> Result<Vec<Queued>> {
        self.store().list_deliveries(self.clock().now(), limit).await
    }

    /// Sends a delivery again that was sent or has failed, with the same id. Its content is built
    /// again from the event, because the queue doesn't keep it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown or waiting delivery, and if the endpoint or the event is
    /// gone.
    pub async fn resend_delivery(self, operator: &RequestContext, id: &str) -> Result<()> {
        let event = id.get(..EVENT_ID).and_then(|id| Uuid::parse_str(id).ok());
        let event = self.store().find_event(event.ok_or(Error::NotFound)?).await?;
        let (kind, body) = event.as_ref().and_then(body_of).ok_or(Error::NotFound)?;
        let (mut unit, now) = (Unit::default(), self.clock().now());
        unit.queue_again(id, body, now, now + seconds(LIFETIME));
        let event = self.event_of_site(operator, Kind::DeliveryResent).about(kind);
        self.record_if_found(unit, &event).await?;
        self.post().wake(Queue::Programs);
        Ok(())
    }
}
