//! A challenge: sealed, given to the client, and opened when its answer comes.
//!
//! Starting a ceremony encrypts everything that finishing it needs (AES-256-GCM) and gives it to
//! the client as one opaque string. So a start reads and writes nothing. The specification recommends
//! keeping challenges on the server, so that nothing relies on the client. Sealing keeps that property:
//! the client can't read or change the challenge, and can use it only once, because finishing a
//! ceremony spends its id in the transaction that does everything else (`store/challenges.rs`).
//!
//! The key is in the database, so any server opens what another one has sealed. A new one is made
//! every day; the one before it stays until its last challenge has expired.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-cryptographic-challenges>

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, seconds};
use crate::crypto::encryption::{self, SealingKey};
use crate::error::{Error, Result};
use crate::model::user::UserId;
use crate::passkey::Purpose;
use crate::store::ChallengeKey;

/// How long a challenge can be answered: the authenticator's five minutes, and as long again for
/// finding it. Autofill keeps a ceremony open for longer and asks for a new challenge.
pub(crate) const LIFETIME: Duration = Duration::from_mins(10);

/// How long a key seals until the next one is made.
const ROTATED_AFTER: Duration = Duration::from_hours(24);

/// How long a key opens challenges after the next one was made. Servers switch within minutes.
const OVERLAP: Duration = Duration::from_hours(2);

/// The additional data that challenges are encrypted with.
const WHAT: &str = "challenge";

/// A ceremony that has been started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Challenge {
    /// Random. Spending the challenge stores this id.
    pub(crate) id: String,
    /// What the ceremony is for.
    pub(crate) purpose: Purpose,
    /// The random bytes that the authenticator signs, base64url, as the browser has to repeat them.
    pub(crate) value: String,
    /// The library's state for verifying the response.
    pub(crate) state: String,
    /// The hash of the cookie of the browser that started it.
    pub(crate) browser_hash: String,
    /// The user it is for, if it is for one. At sign-up the id that the new user will have.
    pub(crate) user_id: Option<UserId>,
    /// The session or errand that it was started in, if it was in one.
    pub(crate) session_id: Option<String>,
    /// The address that a new user claims.
    pub(crate) email: Option<String>,
    /// The passkey ([`Credential::id`](crate::Credential)) that the user proved to hold beforehand.
    pub(crate) proven_by: Option<Uuid>,
    /// When it can no longer be answered.
    pub(crate) expires_at: UnixSeconds,
}

/// The keys that this process knows, newest first.
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

impl RelyingParty {
    /// Seals a challenge with the newest key.
    pub(crate) async fn seal_challenge(&self, challenge: &Challenge) -> Result<String> {
        let key = match self.challenge_keys().newest() {
            Some(key) => key,
            None => self.tend_challenge_keys_to_newest().await?,
        };
        let sealed = key.key.encrypt(self.random(), WHAT, &serde_json::to_vec(challenge)?)?;
        Ok(URL_SAFE_NO_PAD.encode([key.id.as_bytes(), sealed.as_slice()].concat()))
    }

    /// Opens a challenge that a server of this site has sealed. `None` for anything else.
    pub(crate) async fn open_challenge(&self, sealed: &str) -> Result<Option<Challenge>> {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(sealed) else { return Ok(None) };
        let Some((id, sealed)) = bytes.split_first_chunk() else { return Ok(None) };
        let id = Uuid::from_bytes(*id);
        let mut key = self.challenge_keys().find(id);
        if key.is_none() {
            // Another server may have made the key meanwhile.
            self.load_challenge_keys().await?;
            key = self.challenge_keys().find(id);
        }
        let opened = key.and_then(|known| known.key.decrypt(WHAT, sealed));
        Ok(opened.and_then(|json| serde_json::from_slice(&json).ok()))
    }

    /// Makes the first key, and the next one when the newest is a day old. To be called when the
    /// server starts and then every now and then.
    ///
    /// A key that was stored before `LATCHKEY_KEY` was set is replaced at once: it is readable in
    /// older copies of the database.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if `LATCHKEY_KEY` does not open a key.
    pub async fn tend_challenge_keys(&self) -> Result<()> {
        self.tend_challenge_keys_to_newest().await.map(drop)
    }

    async fn tend_challenge_keys_to_newest(&self) -> Result<Arc<Known>> {
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

    /// Makes the next key and deletes all others. Ceremonies in progress have to be started again.
    pub(crate) async fn replace_challenge_keys(&self) -> Result<()> {
        let keys = self.store().list_challenge_keys(self.clock().now()).await?;
        self.make_challenge_key(keys.first().map_or(0, |key| key.sequence)).await?;
        self.load_challenge_keys().await?;
        let newest = self.challenge_keys().newest().ok_or_else(|| Error::internal("no key"))?;
        self.store().delete_other_challenge_keys(&newest.id.to_string()).await?;
        self.load_challenge_keys().await.map(drop)
    }

    /// Makes the key after the `newest` that is known. Of two processes that do so at once, one
    /// does.
    async fn make_challenge_key(&self, newest: i64) -> Result<()> {
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

    /// Reads the keys from the database. Returns whether one of them is stored in plain although
    /// `LATCHKEY_KEY` is set.
    async fn load_challenge_keys(&self) -> Result<bool> {
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
