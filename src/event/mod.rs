//! Events: what happens to accounts.
//!
//! An event is inserted in the transaction that causes it ([`Unit::record`]), so it exists exactly if
//! it happened. The events are one ordered table. Owners read it as their history on the dashboard, and
//! readers follow it (`event/readers.rs`):
//!
//! - Emails tell the owner about changes that an attacker would hide, such as a new passkey or a new
//!   address. They go to the verified address, never to a claimed one.
//! - Webhooks tell other programs.
//! - Trimming keeps the table small.

mod kind;
mod readers;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::credential::Credential;
use crate::model::user::{Email, UserId};
use crate::session::Method;
use crate::store::Session;
use crate::web::request_context::Visitor;

#[cfg(doc)]
use crate::store::Unit;

pub use kind::Kind;

/// How many events the owner is shown at once.
pub const PAGE: usize = 30;

/// Repeats of a noisy kind within this time are one event, in seconds.
const MERGED_WITHIN: UnixSeconds = 3600;

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place in the order of all events; 0 until it has one.
    pub sequence: i64,
    /// Names it.
    pub id: Uuid,
    /// The account.
    pub user_id: UserId,
    /// What.
    pub kind: Kind,
    /// More about it.
    pub details: Details,
    /// In which browser, as it calls itself.
    pub user_agent: String,
    /// From where.
    pub ip: String,
    /// When it first happened.
    pub created_at: UnixSeconds,
    /// How often.
    pub times: i64,
    /// When it last happened.
    pub last_at: UnixSeconds,
    /// The address that it is emailed to.
    pub(crate) tell: Tell,
}

/// The address that an event is emailed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tell {
    Nobody,
    /// The address that is verified when the event is recorded.
    Owner,
    /// Another one, which the account had until now.
    Address(Email),
}

/// More about an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The passkey's name at that time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey: Option<String>,
    /// The passkey's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey_id: Option<Uuid>,
    /// The session that was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// How it was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The changed fields of the account, such as `email` or `phone`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// How many recovery codes are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<i64>,
    /// The language that the browser asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

impl Details {
    pub(crate) fn to_json(&self) -> String {
        // Nothing in it can fail.
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

impl Event {
    /// Adds the passkey.
    pub(crate) fn with_passkey(mut self, credential: &Credential) -> Self {
        self.details.passkey = Some(credential.name.clone());
        self.details.passkey_id = Some(credential.id);
        self
    }

    /// Adds the session that was opened.
    pub(crate) fn with_session(mut self, session: &Session) -> Self {
        self.details.session_id = Some(session.id.clone());
        self.details.method = Some(session.method);
        self.details.passkey_id = session.credential_id.as_deref().and_then(|id| id.parse().ok());
        self
    }

    /// Adds the changed fields of the account.
    pub(crate) fn with_changed(mut self, changed: &[&str]) -> Self {
        self.details.changed = changed.iter().map(|&name| name.to_owned()).collect();
        self
    }

    /// Sends the email to an address that is no longer the account's.
    pub(crate) fn told_to(mut self, email: &Email) -> Self {
        if self.tell == Tell::Owner {
            self.tell = Tell::Address(email.clone());
        }
        self
    }

    /// Sends no email.
    pub(crate) fn untold(self) -> Self {
        Self { tell: Tell::Nobody, ..self }
    }

    /// The key that merges repeats into one event. Without it, a stranger who sends wrong signatures in
    /// a loop would fill the owner's history.
    pub(crate) fn merge_key(&self) -> Option<String> {
        let Self { user_id, kind, details, created_at, .. } = self;
        let hour = created_at.div_euclid(MERGED_WITHIN);
        let passkey = details.passkey_id.map(|id| id.to_string()).unwrap_or_default();
        kind.is_merged().then(|| format!("{user_id} {} {passkey} {hour}", kind.as_str()))
    }
}

impl RelyingParty {
    /// An event that happens now, in this browser.
    pub(crate) fn event(&self, visitor: &Visitor, user_id: UserId, kind: Kind) -> Event {
        let now = self.clock().now();
        let is_told = kind.is_mailed() && self.can_send_mail();
        Event {
            sequence: 0,
            id: self.random().uuid(),
            user_id,
            kind,
            details: Details {
                locale: Some(visitor.locale.as_str().to_owned()),
                ..Details::default()
            },
            user_agent: visitor.user_agent.clone(),
            ip: visitor.ip.clone(),
            created_at: now,
            times: 1,
            last_at: now,
            tell: if is_told { Tell::Owner } else { Tell::Nobody },
        }
    }

    /// Makes the event for an account that loses its claim to an address, because another account has
    /// verified it. It has no browser and no network: those are the other person's.
    pub(crate) fn dropped(&self, visitor: &Visitor) -> impl Fn(UserId) -> Event + Sync {
        move |id| Event {
            user_agent: String::new(),
            ip: String::new(),
            ..self.event(visitor, id, Kind::ClaimDropped)
        }
    }

    /// Records an event that comes with nothing else.
    pub(crate) async fn record(&self, event: Event) -> Result<()> {
        let mut unit = crate::store::Unit::default();
        unit.record(&event);
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }

    /// Lists what happened to an account, newest first: the newest events, or those before one of
    /// that number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_events(&self, user_id: UserId, before: Option<i64>) -> Result<Vec<Event>> {
        let limit = i64::try_from(PAGE).unwrap_or_default();
        self.store().list_events(user_id, before, limit).await
    }
}
