//! API keys: how a back end shows the management API whose it is.
//!
//! A key is made by the operator (`server api-key create`), shown once, and stored as a hash.
//! One that may only read is refused to every request that changes something, by its method: no
//! route has to remember to ask.

use std::time::Duration;

use axum::extract::{FromRef, FromRequestParts};
use http::Method;
use http::request::Parts;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, seconds};
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::name::parse_name;
use crate::session::bearer_token;
use crate::web::rate_limit::Action;
use crate::web::request_context::Stranger;

/// What every key begins with, so that people and secret scanners know it for what it is.
const MARK: &str = "lk_";

/// Characters of a key that stay readable in lists. The other thirty-five are 210 bits.
const PREFIX_LENGTH: usize = MARK.len() + 8;

/// How often a key's last use is written, at most.
const LAST_USED_EVERY: Duration = Duration::from_mins(1);

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Read.
    Read,
    /// Read and change.
    Write,
}

impl Scope {
    /// The word in the store and in lists.
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
            _ => Err(Error::internal(format!("no such scope: {word}"))),
        }
    }
}

/// A key that counts. As an extractor: the route is for those who hold one, and for requests that
/// change something, for those who hold one that may.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// Names it in the store.
    pub id: String,
    /// What the operator calls it.
    pub name: String,
    /// Its beginning.
    pub prefix: String,
    /// What it may do.
    pub scope: Scope,
    /// When it was made.
    pub created_at: UnixSeconds,
    /// When it was last used, to the minute.
    pub last_used_at: Option<UnixSeconds>,
}

impl<S> FromRequestParts<S> for ApiKey
where
    S: Sync,
    RelyingParty: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let Stranger(visitor) = Stranger::from_request_parts(parts, state).await?;
        let presented = bearer_token(&parts.headers).and_then(Result::ok).unwrap_or_default();
        let key = RelyingParty::from_ref(state).api_key(&visitor.ip, presented).await?;
        let reads = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
        if reads || key.scope == Scope::Write { Ok(key) } else { Err(Error::ReadOnlyKey) }
    }
}

impl RelyingParty {
    /// Makes a key and returns it, which nobody can do again.
    ///
    /// # Errors
    /// [`Error::InvalidName`].
    pub async fn create_api_key(&self, name: &str, scope: Scope) -> Result<Secret> {
        let name = parse_name(name)?;
        let secret = Secret::presented(&format!("{MARK}{}", self.random().secret().expose()));
        let key = ApiKey {
            id: self.random().uuid().to_string(),
            name,
            prefix: secret.expose()[..PREFIX_LENGTH].to_owned(),
            scope,
            created_at: self.clock().now(),
            last_used_at: None,
        };
        self.store().insert_api_key(&key, &secret.hash()).await?;
        Ok(secret)
    }

    /// Lists the keys that count, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_api_keys(&self) -> Result<Vec<ApiKey>> {
        self.store().list_api_keys().await
    }

    /// Ends the key that begins like this.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn revoke_api_key(&self, prefix: &str) -> Result<()> {
        let revoked = self.store().revoke_api_key(prefix, self.clock().now()).await?;
        if revoked { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Says which key this is, and notes its use. Wrong ones are counted by network: not since
    /// one might be guessed, but since each costs the database a look.
    ///
    /// # Errors
    /// [`Error::InvalidApiKey`]; [`Error::TooManyRequests`].
    pub async fn api_key(&self, ip: &str, presented: &str) -> Result<ApiKey> {
        let hash = Secret::presented(presented).hash();
        let Some(key) = self.store().find_api_key(&hash).await? else {
            self.count_failure(Action::Key, "", ip).await?;
            return Err(Error::InvalidApiKey);
        };
        let now = self.clock().now();
        if key.last_used_at.is_none_or(|last| now - last >= seconds(LAST_USED_EVERY)) {
            self.store().update_api_key_last_used(&key.id, now).await?;
        }
        Ok(key)
    }
}
