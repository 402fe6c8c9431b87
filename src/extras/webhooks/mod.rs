//! Webhooks: notify other programs of changes to accounts.
//!
//! 1. The operator adds an endpoint (`server webhook add`) and sees its secret once.
//! 2. A reader of events ([`crate::event`]) queues one message for each endpoint, in the same queue
//!    as emails.
//! 3. The queue posts it, signed ([`delivery`]), and retries at growing intervals until it is
//!    accepted.
//!
//! The messages contain only the ids of accounts, passkeys and sessions. Receivers get more data
//! from the management API.
//!
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

mod delivery;
mod endpoint;
mod resending;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use store::Delivery;
pub use store::Endpoint;

use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::RelyingParty;
use crate::clock::{UnixSeconds, rfc3339, seconds};
use crate::error::Result;
use crate::extras::Extra;
use crate::mail::Refusal;
use crate::model::event::Event;
use crate::model::event::Kind;
use crate::model::message::Message;
use crate::store::{EventReader, MigrationFile, Store, Unit};

pub(crate) use delivery::Signer;

/// How long an endpoint may be down without missing an event.
const LIFETIME: Duration = Duration::from_hours(72);

/// Every event, with the members of its `data` besides `user_id`.
pub const EVENTS: [&str; 9] = [
    "user.created",
    "user.updated",
    "user.deactivated",
    "user.activated",
    "user.deleted",
    "passkey.added",
    "passkey.removed",
    "session.created",
    "sign_in.failed",
];

/// Returns an event's name in webhooks and its `data` besides `user_id`, or `None` if webhooks
/// don't include it.
fn told(event: &Event) -> Option<(&'static str, Value)> {
    let details = &event.details;
    let passkey = || json!({ "passkey_id": details.passkey_id });
    let changed = |name: &str| {
        if details.changed.is_empty() {
            json!({ "changed": [name] })
        } else {
            json!({ "changed": details.changed })
        }
    };
    Some(match event.kind {
        Kind::SignedUp => ("user.created", json!({})),
        Kind::AddressConfirmed | Kind::AddressChanged | Kind::ClaimDropped => {
            ("user.updated", changed("email"))
        }
        Kind::DisplayNameChanged => ("user.updated", changed("display_name")),
        Kind::PhoneAdded | Kind::PhoneConfirmed | Kind::PhoneRemoved => {
            ("user.updated", changed("phone"))
        }
        Kind::ChangedBySite | Kind::DetailsChanged if !details.changed.is_empty() => {
            ("user.updated", changed(""))
        }
        Kind::Deactivated => ("user.deactivated", json!({})),
        Kind::Activated | Kind::Reactivated => ("user.activated", json!({})),
        Kind::Deleted | Kind::DeletedBySite => ("user.deleted", json!({})),
        Kind::PasskeyAdded | Kind::ResetCompleted => ("passkey.added", passkey()),
        Kind::PasskeyRemoved => ("passkey.removed", passkey()),
        Kind::SignedInByPasskey | Kind::SignedInByMail | Kind::SignedInByLink => {
            let id = details.session_id.as_ref()?;
            ("session.created", json!({ "session_id": id, "method": details.method }))
        }
        Kind::SignInFailed | Kind::CounterWentBack => ("sign_in.failed", passkey()),
        _ => return None,
    })
}

/// The extra.
pub(crate) struct WebhooksExtra;

#[async_trait]
impl Extra for WebhooksExtra {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[
            (301, "webhooks", include_str!("../../../migrations/0301_webhooks.sql")),
            (302, "list of deliveries", include_str!("../../../migrations/0302_webhooks.sql")),
        ]
    }

    fn impersonal(&self) -> &'static [(&'static str, &'static str)] {
        &[("webhook_endpoints", "programs that receive events, added by the operator")]
    }

    fn reader(&self) -> Option<EventReader> {
        let read = |rp: &RelyingParty, unit: &mut Unit, event: &Event| {
            rp.webhooks().add_deliveries(unit, event);
        };
        Some(EventReader { name: "webhooks", wanted: store::HAS_ENDPOINTS, read })
    }

    async fn start(&self, rp: &RelyingParty) -> Result<()> {
        rp.webhooks().check_endpoints().await
    }

    async fn list_due(&self, store: &Store, now: UnixSeconds, most: i64) -> Result<Vec<String>> {
        store.list_due_deliveries(now, most).await
    }

    async fn deliver(
        &self,
        rp: &RelyingParty,
        id: &str,
        message: &Message,
    ) -> Option<Result<(), Refusal>> {
        if !EVENTS.contains(&message.kind.as_str()) {
            return None;
        }
        Some(rp.webhooks().deliver(id, message).await)
    }
}

facade! {
    /// Webhooks: endpoints, and deliveries of events to them.
    webhooks: Webhooks
}

impl Webhooks<'_> {
    /// Adds the deliveries of an event to a unit.
    pub(crate) fn add_deliveries(self, unit: &mut Unit, event: &Event) {
        let Some((kind, body)) = body_of(event) else { return };
        let now = self.clock().now();
        unit.deliver(&Delivery {
            id: event.id,
            kind,
            // The delivery outlives the account.
            user_id: (kind != "user.deleted").then_some(event.user_id),
            body,
            happened_at: event.created_at,
            created_at: now,
            expires_at: event.created_at + seconds(LIFETIME),
        });
    }
}

/// Returns an event's name in webhooks and the body of its deliveries.
fn body_of(event: &Event) -> Option<(&'static str, String)> {
    let (kind, more) = told(event)?;
    let mut data = json!({ "user_id": event.user_id.to_string() });
    for (name, value) in more.as_object().into_iter().flatten() {
        data[name] = value.clone();
    }
    Some((kind, body(kind, event.created_at, &data)))
}

fn body(kind: &str, now: UnixSeconds, data: &Value) -> String {
    json!({ "type": kind, "timestamp": rfc3339(now), "data": data }).to_string()
}
