//! API keys: identify a back end to the management API.
//!
//! The operator creates a key (`server api-key create`, or in the console). It is shown once, and only
//! its hash is stored. A read-only key is rejected for every method that changes something, so no route has to
//! check.

use std::time::Duration;

use axum::extract::{FromRef, FromRequestParts};
use http::Method;
use http::request::Parts;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, seconds};
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::event::{Kind, SERVER};
use crate::model::name::parse_name;
use crate::session::bearer_token;
use crate::store::Unit;
use crate::web::rate_limit::Action;
use crate::web::request_context::{ApiClient, RequestContext};

/// The prefix of every key, so that people and secret scanners recognise it.
const MARK: &str = "lk_";

/// How many characters of a key are readable in lists. The other thirty-five have 210 bits.
const PREFIX_LENGTH: usize = MARK.len() + 8;

/// How often, at most, a key's last use is stored.
const LAST_USED_EVERY: Duration = Duration::from_mins(1);

/// The rights of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Read only.
    Read,
    /// Read and change.
    Write,
}

impl Scope {
    /// Returns the name in the store and in lists.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        match word {
            "read" => Ok(Self::Read),
            "write" => Ok(Self::Write),
            _ => Err(Error::internal(format!("unknown scope: {word}"))),
        }
    }
}

/// A valid key. As an extractor, it restricts a route to clients with a key, and to keys with write
/// access if the request changes something.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// The key's id.
    pub id: String,
    /// The operator's name for it.
    pub name: String,
    /// Its first characters.
    pub prefix: String,
    /// Its rights.
    pub scope: Scope,
    /// When it was created.
    pub created_at: UnixSeconds,
    /// When it was last used, to the minute.
    pub last_used_at: Option<UnixSeconds>,
    /// When it stops working. `None`: when it is revoked.
    pub expires_at: Option<UnixSeconds>,
}

/// A key to create.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// The operator's name for it.
    pub name: String,
    /// Its rights.
    pub scope: Scope,
    /// How long it works. `None`: until it is revoked.
    pub lifetime: Option<Duration>,
}

impl<S> FromRequestParts<S> for ApiKey
where
    S: Sync,
    RelyingParty: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let ApiClient(context) = ApiClient::from_request_parts(parts, state).await?;
        let presented = bearer_token(&parts.headers).and_then(Result::ok).unwrap_or_default();
        let key = RelyingParty::from_ref(state).api_keys().verify(&context.ip, presented).await?;
        let reads = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
        if reads || key.scope == Scope::Write { Ok(key) } else { Err(Error::ReadOnlyKey) }
    }
}

facade! {
    /// API keys: creating, listing, revoking and verifying them.
    api_keys: ApiKeys
}

impl ApiKeys<'_> {
    /// Creates a key that works until it is revoked, as a command on the server does. Returns it.
    ///
    /// # Errors
    /// [`Error::InvalidName`].
    pub async fn create(self, name: &str, scope: Scope) -> Result<Secret> {
        let new = NewKey { name: name.to_owned(), scope, lifetime: None };
        self.create_for(&RequestContext::operator(&self, SERVER), &new).await
    }

    /// Creates a key and returns it. It can't be shown again.
    ///
    /// # Errors
    /// [`Error::InvalidName`].
    pub async fn create_for(self, operator: &RequestContext, new: &NewKey) -> Result<Secret> {
        let (name, now) = (parse_name(&new.name)?, self.clock().now());
        let secret = Secret::presented(&format!("{MARK}{}", self.random().secret().expose()));
        let key = ApiKey {
            id: self.random().uuid().to_string(),
            name,
            prefix: secret.expose()[..PREFIX_LENGTH].to_owned(),
            scope: new.scope,
            created_at: now,
            last_used_at: None,
            expires_at: new.lifetime.map(|lifetime| now + seconds(lifetime)),
        };
        let mut unit = Unit::default();
        unit.insert_api_key(&key, secret.hash());
        let event = self.event_of_site(operator, Kind::KeyCreated).about(key.prefix);
        self.record_if_found(unit, &event).await?;
        Ok(secret)
    }

    /// Lists the keys that aren't revoked, oldest first. Expired ones are among them.
    pub async fn list(self) -> Result<Vec<ApiKey>> {
        self.store().list_api_keys().await
    }

    /// Revokes the key with this prefix.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn revoke(self, operator: &RequestContext, prefix: &str) -> Result<()> {
        let mut unit = Unit::default();
        unit.revoke_api_key(prefix, self.clock().now());
        let event = self.event_of_site(operator, Kind::KeyRevoked).about(prefix);
        self.record_if_found(unit, &event).await
    }

    /// Returns the key and records its use. Wrong keys count against the network's rate limit, not
    /// because an attacker could guess one, but because each costs a database query.
    ///
    /// # Errors
    /// [`Error::InvalidApiKey`]; [`Error::TooManyRequests`].
    pub async fn verify(self, ip: &str, presented: &str) -> Result<ApiKey> {
        let hash = Secret::presented(presented).hash();
        let now = self.clock().now();
        let Some(key) = self.store().find_api_key(&hash, now).await? else {
            self.rate_limits().count_failure(Action::Key, "", ip).await?;
            return Err(Error::InvalidApiKey);
        };
        if key.last_used_at.is_none_or(|last| now - last >= seconds(LAST_USED_EVERY)) {
            self.store().update_api_key_last_used(&key.id, now).await?;
        }
        Ok(key)
    }
}
