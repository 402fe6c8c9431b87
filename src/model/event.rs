//! Events: what happened to an account.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::UnixSeconds;
use crate::model::credential::Credential;
use crate::model::ids::{PasskeyId, SessionId};
use crate::model::session::{Method, Session};
use crate::model::user::{Email, UserId};

pub use crate::model::event_kind::Kind;

/// Repeats of a noisy kind within this many seconds are merged into one event.
const MERGED_WITHIN: UnixSeconds = 3600;

/// An event in an account's history.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its position in the order of all events. 0 until it is stored.
    pub sequence: i64,
    /// The event's id.
    pub id: Uuid,
    /// The account.
    pub user_id: UserId,
    /// What happened.
    pub kind: Kind,
    /// Details of the event.
    pub details: Details,
    /// The `User-Agent` of the browser.
    pub user_agent: String,
    /// The IP address of the client.
    pub ip: String,
    /// When it first happened.
    pub created_at: UnixSeconds,
    /// How often it happened.
    pub times: i64,
    /// When it last happened.
    pub last_at: UnixSeconds,
    /// The recipient of the email about it.
    pub(crate) tell: Tell,
}

/// The recipient of the email about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tell {
    Nobody,
    /// The address that is verified when the event is recorded.
    Owner,
    /// Another address, which the account had until now.
    Address(Email),
}

/// Details of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The passkey's name at the time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey: Option<String>,
    /// The passkey's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey_id: Option<PasskeyId>,
    /// The session that was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<SessionId>,
    /// How the session was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Set if the account was not used before in the browser that signed in: the browser's id in
    /// `known_browsers`, or an empty text for a client without cookies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_browser: Option<String>,
    /// The changed fields of the account, such as `email` or `phone`, or settings of the site.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// How many recovery codes are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<i64>,
    /// The language that the browser requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What else it is about: the id of another user's account, the start of a key, or a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The operator who did it: an administrator's user id, or [`SERVER`] for a command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// The user id of events about the site itself that no user caused. No account has it.
pub const SITE: UserId = UserId(Uuid::nil());

/// The operator of a command on the server, in [`Details::by`].
pub const SERVER: &str = "server";

impl Details {
    pub(crate) fn to_json(&self) -> String {
        // Serialising these types can't fail.
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
        self.details.session_id = Some(session.id);
        self.details.method = Some(session.method);
        self.details.passkey_id = session.credential_id;
        self
    }

    /// Marks the sign-in as one from a new browser, which is emailed to the owner.
    pub(crate) fn with_new_browser(mut self, id: String, is_told: bool) -> Self {
        self.details.new_browser = Some(id);
        self.tell = if is_told { Tell::Owner } else { Tell::Nobody };
        self
    }

    /// Adds what else it is about.
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.details.about = Some(what.into());
        self
    }

    /// Sends the email about the event to an address that is no longer the account's.
    pub(crate) fn told_to(mut self, email: &Email) -> Self {
        if self.tell == Tell::Owner {
            self.tell = Tell::Address(email.clone());
        }
        self
    }

    /// Sends no email about the event.
    pub(crate) fn untold(self) -> Self {
        Self { tell: Tell::Nobody, ..self }
    }

    /// Returns the key that merges repeats into one event. Without it, a stranger who sends invalid
    /// signatures in a loop would fill the owner's history.
    pub(crate) fn merge_key(&self) -> Option<String> {
        let Self { user_id, kind, details, created_at, .. } = self;
        let hour = created_at.div_euclid(MERGED_WITHIN);
        let passkey = details.passkey_id.map(|id| id.to_string()).unwrap_or_default();
        kind.is_merged().then(|| format!("{user_id} {} {passkey} {hour}", kind.as_str()))
    }
}
