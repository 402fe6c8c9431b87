//! Events: the history of what happened to accounts.
//!
//! An event is inserted in the transaction that causes it ([`Unit::record`]), so it exists exactly
//! if it happened. The events are one ordered table. Owners read it as their history on the
//! dashboard, and readers follow it (`event/readers.rs`):
//!
//! - Emails notify the owner of changes that an attacker would hide, such as a new passkey or a new
//!   address. They go to the verified address, never to a claimed one.
//! - Extras follow them, for example to notify other programs.
//! - Trimming keeps the table small.

mod readers;

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::model::event::Details;
use crate::model::event::Event;
use crate::model::event::Kind;
use crate::model::event::SITE;
use crate::model::event::Tell;
use crate::model::user::UserId;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// How many events a page of the history shows.
pub const PAGE: usize = 30;

impl RelyingParty {
    /// Creates an event that happens now, in this browser.
    pub(crate) fn event(&self, context: &RequestContext, user_id: UserId, kind: Kind) -> Event {
        let now = self.clock().now();
        let is_told = kind.is_mailed() && self.mail().can_send();
        Event {
            sequence: 0,
            id: self.random().uuid(),
            user_id,
            kind,
            details: Details {
                locale: Some(context.locale.as_str().to_owned()),
                by: context.by.clone(),
                ..Details::default()
            },
            user_agent: context.user_agent.clone(),
            ip: context.ip.clone(),
            created_at: now,
            times: 1,
            last_at: now,
            tell: if is_told { Tell::Owner } else { Tell::Nobody },
        }
    }

    /// Creates an event about the site itself. It is in the history of the administrator who caused
    /// it. A command on the server has no account, so its event has the id [`SITE`].
    pub(crate) fn event_of_site(&self, operator: &RequestContext, kind: Kind) -> Event {
        self.event(operator, operator.administrator().unwrap_or(SITE), kind)
    }

    /// Creates the event for an account that loses its claim to an address because another account
    /// has verified it. It has no browser and no IP address, because those belong to the other
    /// user.
    pub(crate) fn dropped(&self, context: &RequestContext) -> impl Fn(UserId) -> Event + Sync {
        move |id| Event {
            user_agent: String::new(),
            ip: String::new(),
            ..self.event(context, id, Kind::ClaimDropped)
        }
    }

    /// Records an event in its own transaction.
    pub(crate) async fn record(&self, event: Event) -> Result<()> {
        let mut unit = Unit::default();
        unit.record(&event);
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }

    /// Wakes the readers after a transaction that recorded an event.
    pub(crate) fn wake_readers(&self) {
        self.post().recorded().notify_one();
    }

    /// Applies a unit, on condition that the rows it changes exist, and records the event.
    pub(crate) async fn record_if_found(&self, mut unit: Unit, event: &Event) -> Result<()> {
        unit.record(event);
        if !self.store().apply(unit).await? {
            return Err(Error::NotFound);
        }
        self.wake_readers();
        Ok(())
    }
}

facade! {
    /// Events: the history of accounts.
    events: Events
}

impl Events<'_> {
    /// Lists the newest events of an account, newest first. With `before`, those before that
    /// sequence number.
    pub async fn list(self, user_id: UserId, before: Option<i64>) -> Result<Vec<Event>> {
        let limit = i64::try_from(PAGE).unwrap_or_default();
        self.store().list_events(user_id, before, limit).await
    }

    /// Lists the newest events of the kinds that `is_wanted`, like [`list`](Self::list).
    pub async fn list_of(
        self,
        user_id: UserId,
        before: Option<i64>,
        is_wanted: fn(Kind) -> bool,
    ) -> Result<Vec<Event>> {
        let limit = i64::try_from(PAGE).unwrap_or_default();
        let kinds = Kind::all().filter(|kind| is_wanted(*kind));
        self.store().list_events_of(user_id, before, kinds, limit).await
    }
}
