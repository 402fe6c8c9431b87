//! Challenges: sealed when a ceremony starts, held by the client, and opened when the response
//! arrives.
//!
//! Starting a ceremony encrypts everything that finishing it needs (AES-256-GCM) and gives it to
//! the client as one opaque string. So starting reads and writes nothing. The specification
//! recommends keeping challenges on the server, so that nothing relies on the client. Sealing keeps
//! that property: the client can't read or change the challenge, and can use it only once, because
//! finishing a ceremony spends its id in the transaction that does everything else
//! (`store/challenges.rs`).
//!
//! The key is in the database, so every server can open challenges that another one sealed. A new
//! key is created every day. The previous one stays until its last challenge has expired.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-cryptographic-challenges>

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::{UnixSeconds, seconds};
use crate::crypto::encryption::{self, SealingKey};
use crate::error::{Error, Result};
use crate::model::ids::PasskeyId;
use crate::model::user::UserId;
use crate::passkey::Passkeys;
use crate::passkey::Purpose;
use crate::store::ChallengeKey;

/// How long a challenge is valid: five minutes for the authenticator and another five for the user
/// to find it. A page that waits for autofill longer than that requests a new challenge.
pub(crate) const LIFETIME: Duration = Duration::from_mins(10);

/// How long a key seals challenges before the next one is created.
const ROTATED_AFTER: Duration = Duration::from_hours(24);

/// How long a key can still open challenges after the next one was created. Servers switch to the
/// new key within minutes.
const OVERLAP: Duration = Duration::from_hours(2);

/// The associated data (AAD) that challenges are encrypted with.
const WHAT: &str = "challenge";

/// A ceremony that has been started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Challenge {
    /// Random. It is stored when the challenge is spent.
    pub(crate) id: String,
    /// The purpose of the ceremony.
    pub(crate) purpose: Purpose,
    /// The random bytes that the authenticator signs, in base64url, exactly as the browser must
    /// return them.
    pub(crate) value: String,
    /// The library's state for verifying the response.
    pub(crate) state: String,
    /// Hash of the cookie of the browser that started the ceremony.
    pub(crate) browser_hash: String,
    /// The user, if the ceremony names one. At sign-up, the id that the new user will have.
    pub(crate) user_id: Option<UserId>,
    /// The session in which the ceremony started, or the hash of a back end's transaction, if any.
    pub(crate) bound_to: Option<String>,
    /// The address that a new user claims.
    pub(crate) email: Option<String>,
    /// The passkey ([`Credential::id`](crate::Credential)) with which the user confirmed their
    /// identity before.
    pub(crate) proven_by: Option<PasskeyId>,
    /// When the challenge expires.
    pub(crate) expires_at: UnixSeconds,
}

/// The keys that this process has loaded, newest first.
#[derive(Default)]
pub(crate) struct ChallengeKeys(RwLock<Vec<Arc<Known>>>);

struct Known {
    id: Uuid,
    key: SealingKey,
    created_at: UnixSeconds,
    sequence: i64,
}

impl ChallengeKeys {
    fn newest(&self) -> Option<Arc<Known>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).first().cloned()
    }

    fn find(&self, id: Uuid) -> Option<Arc<Known>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|known| known.id == id).cloned()
    }
}

impl Passkeys<'_> {
    /// Seals a challenge with the newest key.
    pub(crate) async fn seal_challenge(self, challenge: &Challenge) -> Result<String> {
        let key = match self.challenge_keys().newest() {
            Some(key) => key,
            None => self.maintain_challenge_keys_to_newest().await?,
        };
        let sealed = key.key.encrypt(self.random(), WHAT, &serde_json::to_vec(challenge)?)?;
        Ok(URL_SAFE_NO_PAD.encode([key.id.as_bytes(), sealed.as_slice()].concat()))
    }

    /// Opens a challenge that any server of this site sealed. Returns `None` for anything else.
    pub(crate) async fn open_challenge(self, sealed: &str) -> Result<Option<Challenge>> {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(sealed) else { return Ok(None) };
        let Some((id, sealed)) = bytes.split_first_chunk() else { return Ok(None) };
        let id = Uuid::from_bytes(*id);
        let mut key = self.challenge_keys().find(id);
        if key.is_none() {
            // Another server may have created the key since.
            self.load_challenge_keys().await?;
            key = self.challenge_keys().find(id);
        }
        let opened = key.and_then(|known| known.key.decrypt(WHAT, sealed));
        Ok(opened.and_then(|json| serde_json::from_slice(&json).ok()))
    }

    /// Creates the first key, and a new one when the newest is a day old. Call it when the server
    /// starts, and regularly after that.
    ///
    /// A key that was stored before `LATCHKEY_KEY` was set is replaced immediately, because older
    /// backups of the database contain it unencrypted.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if `LATCHKEY_KEY` can't decrypt a key.
    pub async fn maintain_challenge_keys(self) -> Result<()> {
        self.maintain_challenge_keys_to_newest().await.map(drop)
    }

    async fn maintain_challenge_keys_to_newest(self) -> Result<Arc<Known>> {
        let has_plain = self.load_challenge_keys().await?;
        let newest = self.challenge_keys().newest();
        let is_old =
            |known: &Arc<Known>| self.clock().now() - known.created_at >= seconds(ROTATED_AFTER);
        if let Some(newest) = newest.as_ref().filter(|newest| !is_old(newest) && !has_plain) {
            return Ok(newest.clone());
        }
        self.make_challenge_key(newest.map_or(0, |newest| newest.sequence)).await?;
        self.load_challenge_keys().await?;
        let newest = self.challenge_keys().newest().ok_or_else(|| Error::internal("no key"))?;
        if has_plain {
            self.store().delete_other_challenge_keys(&newest.id.to_string()).await?;
            self.load_challenge_keys().await?;
        }
        Ok(newest)
    }

    /// Creates a new key and deletes all others. Ceremonies in progress must be restarted.
    pub(crate) async fn replace_challenge_keys(self) -> Result<()> {
        let keys = self.store().list_challenge_keys(self.clock().now()).await?;
        self.make_challenge_key(keys.first().map_or(0, |key| key.sequence)).await?;
        self.load_challenge_keys().await?;
        let newest = self.challenge_keys().newest().ok_or_else(|| Error::internal("no key"))?;
        self.store().delete_other_challenge_keys(&newest.id.to_string()).await?;
        self.load_challenge_keys().await.map(drop)
    }

    /// Creates the key that follows `newest`. If two processes try at the same time, one succeeds.
    async fn make_challenge_key(self, newest: i64) -> Result<()> {
        let (id, now) = (self.random().uuid().to_string(), self.clock().now());
        let (sealing_key, secret) =
            (self.config().sealing_key.as_ref(), self.random().bytes::<32>());
        let key = ChallengeKey {
            secret: encryption::seal(sealing_key, self.random(), &sealed_as(&id), &secret)?,
            id,
            sequence: newest + 1,
            created_at: now,
        };
        self.store().insert_challenge_key(&key, now + seconds(OVERLAP)).await
    }

    /// Reads the keys from the database. Returns whether a key is stored unencrypted although
    /// `LATCHKEY_KEY` is set.
    async fn load_challenge_keys(self) -> Result<bool> {
        let sealing_key = self.config().sealing_key.as_ref();
        let stored = self.store().list_challenge_keys(self.clock().now()).await?;
        let has_plain = stored.iter().any(|key| encryption::is_plain(&key.secret));
        let keys = stored.into_iter().map(|key| {
            let opened = encryption::open(sealing_key, &sealed_as(&key.id), &key.secret);
            let opened = opened.as_deref().and_then(SealingKey::from_bytes);
            Ok(Arc::new(Known {
                id: key.id.parse().map_err(Error::internal)?,
                key: opened.ok_or(Error::WrongKey)?,
                created_at: key.created_at,
                sequence: key.sequence,
            }))
        });
        let keys = keys.collect::<Result<Vec<_>>>()?;
        *self.challenge_keys().0.write().unwrap_or_else(PoisonError::into_inner) = keys;
        Ok(has_plain && sealing_key.is_some())
    }
}

fn sealed_as(id: &str) -> String {
    format!("challenge key {id}")
}
