//! Webhooks: other programs are told what happens to accounts.
//!
//! 1. The operator names an endpoint (`server webhook add`) and is shown its secret, once.
//! 2. What happens is written as one message an endpoint into the queue that mails wait in. Where
//!    an account or a passkey is made or removed, that is part of the same transaction; the rest is
//!    written together with its line in the account's history.
//! 3. The queue posts it, signed ([`delivery`]), and again ever later until it is taken.
//!
//! What is posted names accounts, passkeys and sessions by their ids and says nothing else about
//! anybody: whoever needs more asks the management API.
//!
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

mod delivery;
mod endpoint;

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, rfc3339, seconds};
use crate::error::Result;
use crate::event::Kind;
use crate::session::Method;
use crate::store::{Lane, Notice};
use crate::user::UserId;

pub(crate) use delivery::Signer;

/// How long an endpoint may be down until it misses something.
const LIFETIME: Duration = Duration::from_hours(72);

/// Every event, and what its `data` holds beside `user_id`.
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

/// What an endpoint is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// There is a new account.
    UserCreated,
    /// Something about an account has changed, or was said anew: `email`, `phone`, and the like.
    UserUpdated(Vec<&'static str>),
    /// An account signs nobody in until it is activated again.
    UserDeactivated,
    /// It does again.
    UserActivated,
    /// An account is gone.
    UserDeleted,
    /// An account has one more passkey.
    PasskeyAdded(Uuid),
    /// An account has one passkey less.
    PasskeyRemoved(Uuid),
    /// Somebody has signed in.
    SessionCreated(String, Method),
    /// Somebody has not, with a passkey of the account.
    SignInFailed(Uuid),
}

impl News {
    /// The news in what an account's history says, where its ids need no saying.
    pub(crate) fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::AddressConfirmed | Kind::AddressChanged => Some(Self::UserUpdated(vec!["email"])),
            Kind::DisplayNameChanged => Some(Self::UserUpdated(vec!["display_name"])),
            Kind::PhoneAdded | Kind::PhoneConfirmed | Kind::PhoneRemoved => {
                Some(Self::UserUpdated(vec!["phone"]))
            }
            Kind::Deactivated => Some(Self::UserDeactivated),
            Kind::Reactivated => Some(Self::UserActivated),
            _ => None,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::UserCreated => "user.created",
            Self::UserUpdated(_) => "user.updated",
            Self::UserDeactivated => "user.deactivated",
            Self::UserActivated => "user.activated",
            Self::UserDeleted => "user.deleted",
            Self::PasskeyAdded(_) => "passkey.added",
            Self::PasskeyRemoved(_) => "passkey.removed",
            Self::SessionCreated(..) => "session.created",
            Self::SignInFailed(_) => "sign_in.failed",
        }
    }

    fn data(&self, user_id: UserId) -> Value {
        let mut data = json!({ "user_id": user_id.to_string() });
        match self {
            Self::UserUpdated(changed) => data["changed"] = json!(changed),
            Self::PasskeyAdded(id) | Self::PasskeyRemoved(id) | Self::SignInFailed(id) => {
                data["passkey_id"] = json!(id.to_string());
            }
            Self::SessionCreated(id, method) => {
                data["session_id"] = json!(id);
                data["method"] = json!(method);
            }
            Self::UserCreated | Self::UserDeactivated | Self::UserActivated | Self::UserDeleted => {
            }
        }
        data
    }
}

impl RelyingParty {
    /// Tells endpoints of something that has happened and that no transaction of the store tells.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn announce(&self, user_id: UserId, news: &News) -> Result<()> {
        self.store().insert_notice(&self.notice(user_id, news)).await?;
        self.announced();
        Ok(())
    }

    /// What a transaction of the store writes for endpoints to be told.
    pub(crate) fn notice(&self, user_id: UserId, news: &News) -> Notice {
        let now = self.clock().now();
        Notice {
            id: self.random().uuid(),
            kind: news.name(),
            // Nobody's any more, and not to be deleted with the account.
            user_id: (*news != News::UserDeleted).then_some(user_id),
            body: body(news.name(), now, &news.data(user_id)),
            created_at: now,
            expires_at: now + seconds(LIFETIME),
        }
    }

    /// What they are told of an account whose claim to an address is dropped, since the address has
    /// become another account's own.
    pub(crate) fn dropped(&self) -> impl Fn(UserId) -> Notice + Sync {
        |id| self.notice(id, &News::UserUpdated(vec!["email"]))
    }

    /// To be called once a transaction has written one: it is told at once, not at the next look.
    pub(crate) fn announced(&self) {
        self.post().wake(Lane::Webhooks);
    }
}

fn body(kind: &str, now: UnixSeconds, data: &Value) -> String {
    json!({ "type": kind, "timestamp": rfc3339(now), "data": data }).to_string()
}
