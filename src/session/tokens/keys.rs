//! The keys that sign access tokens: creating, publishing, using and retiring them.
//!
//! 1. A new key is published ([`TokenIssuer::public_keys`]) but doesn't sign yet, because back
//!    ends cache keys for some minutes.
//! 2. Ten minutes later ([`PUBLISHED_BEFORE`]) it starts to sign. (The very first key signs
//!    immediately.)
//! 3. The previous key stays published until the last token that it signed has expired.
//!
//! So every back end can always verify every valid token. The state of each key follows from its
//! row and the time. Processes that share a database need no other coordination, and a running
//! server immediately knows a key that `server keys rotate` has created.
//!
//! Private keys are PKCS #8, encrypted ([`crate::crypto::encryption`]) if `LATCHKEY_KEY` is set.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rsa::KeyPair;
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;

use crate::clock::{UnixSeconds, seconds};
use crate::crypto::encryption;
use crate::error::{Error, Result};
use crate::session::tokens::LIFETIME;
use crate::session::tokens::TokenIssuer;
use crate::store::SigningKey;

/// The size of a key, in bits. NIST allows 2048 until 2030, and a key is used for three months.
///
/// <https://doi.org/10.6028/NIST.SP.800-57pt1r5>
const BITS: usize = 2048;

/// How long a key is published before it signs: twice as long as a JWKS may be cached.
pub const PUBLISHED_BEFORE: Duration = Duration::from_mins(10);

/// How long back ends may cache keys. `PyJWT` caches them as long; jose does longer, but fetches
/// again when it finds an unknown key.
pub const CACHED: Duration = Duration::from_mins(5);

/// How much longer than its tokens a key stays published, because clocks differ.
const SLACK: Duration = Duration::from_mins(1);

/// How long a key signs before the next one is created.
pub const ROTATED_AFTER: Duration = Duration::from_hours(90 * 24);

/// The keys that this process caches between requests.
#[derive(Default)]
pub(crate) struct KeyRing {
    /// Private keys that were decrypted and checked, by `kid`.
    opened: Mutex<HashMap<String, Arc<KeyPair>>>,
    /// Held while a key is created, because several requests may need the first one.
    making: tokio::sync::Mutex<()>,
}

/// A key pair that isn't stored yet.
#[derive(Clone)]
pub struct NewKey {
    pkcs8: Vec<u8>,
    modulus: String,
    exponent: String,
}

impl TokenIssuer<'_> {
    /// Lists all published keys, newest first: those that may have signed valid tokens, and those
    /// that will sign soon. Creates the first one if necessary.
    pub async fn public_keys(self) -> Result<Vec<SigningKey>> {
        let keys = self.store().list_signing_keys(self.clock().now()).await?;
        if !keys.is_empty() {
            return Ok(keys);
        }
        self.make_first_key().await?;
        self.store().list_signing_keys(self.clock().now()).await
    }

    /// Creates the first key, and the next one when the newest is old enough. Call it regularly.
    pub async fn maintain_keys(self) -> Result<()> {
        let newest = self.public_keys().await?.into_iter().next();
        if let Some(newest) = newest
            && self.clock().now() - newest.signs_at >= seconds(ROTATED_AFTER)
        {
            self.publish_key(self.make_key().await?, newest.sequence, PUBLISHED_BEFORE).await?;
        }
        Ok(())
    }

    /// Creates and publishes the next key, which signs in ten minutes. Returns its `kid`.
    pub async fn rotate_keys(self) -> Result<String> {
        let newest = self.newest_key().await?;
        let wait = if newest == 0 { Duration::ZERO } else { PUBLISHED_BEFORE };
        self.publish_key(self.make_key().await?, newest, wait).await
    }

    /// Creates a key that signs immediately, and deletes all others, for keys that may have been
    /// stolen. Every access token becomes invalid, and clients refresh theirs. Ceremonies in
    /// progress must be restarted. Returns the key's `kid`.
    pub async fn replace_keys(self) -> Result<String> {
        let newest = self.newest_key().await?;
        let kid = self.publish_key(self.make_key().await?, newest, Duration::ZERO).await?;
        self.store().delete_other_signing_keys(&kid).await?;
        self.passkeys().replace_challenge_keys().await?;
        Ok(kid)
    }

    /// Publishes a key that signs after `wait`. `newest` is the sequence number of the newest key
    /// when this one was created (0 if there was none). If another process has published a key
    /// since, that one is used. Returns the `kid` of the newest key.
    pub async fn publish_key(self, key: NewKey, newest: i64, wait: Duration) -> Result<String> {
        let now = self.clock().now();
        let id = self.random().uuid().to_string();
        let sealing_key = self.config().sealing_key.as_ref();
        let key = SigningKey {
            private_key: encryption::seal(sealing_key, self.random(), &sealed_as(&id), &key.pkcs8)?,
            id,
            sequence: newest + 1,
            modulus: key.modulus,
            exponent: key.exponent,
            created_at: now,
            signs_at: now + seconds(wait),
            expires_at: None,
        };
        self.store().insert_signing_key(&key, key.signs_at + seconds(LIFETIME + SLACK)).await?;
        let newest = self.store().list_signing_keys(now).await?.into_iter().next();
        Ok(newest.ok_or_else(|| Error::internal("no key"))?.id)
    }

    /// Returns the newest key's sequence number, or 0.
    async fn newest_key(self) -> Result<i64> {
        let keys = self.store().list_signing_keys(self.clock().now()).await?;
        Ok(keys.first().map_or(0, |key| key.sequence))
    }

    /// Checks at the start that `LATCHKEY_KEY` can decrypt every key, and encrypts keys that were
    /// created before it was set. Older backups of the database contain such a key unencrypted, so
    /// if it is the newest, the next one is created. No valid token fails.
    ///
    /// # Errors
    /// [`Error::WrongKey`].
    pub async fn check_keys(self) -> Result<()> {
        let sealing_key = self.config().sealing_key.as_ref();
        let keys = self.store().list_signing_keys(self.clock().now()).await?;
        let was_plain =
            keys.first().is_some_and(|newest| encryption::is_plain(&newest.private_key));
        for key in keys {
            let what = sealed_as(&key.id);
            let secret =
                encryption::open(sealing_key, &what, &key.private_key).ok_or(Error::WrongKey)?;
            if sealing_key.is_some() && encryption::is_plain(&key.private_key) {
                let sealed = encryption::seal(sealing_key, self.random(), &what, &secret)?;
                self.store().update_private_key(&key.id, &sealed).await?;
            }
        }
        if was_plain && sealing_key.is_some() {
            let kid = self.rotate_keys().await?;
            tracing::info!(kid, "the signing key was stored unencrypted, so a new one was created");
        }
        self.passkeys().maintain_challenge_keys().await
    }

    /// Returns the key that signs now.
    pub(crate) async fn signing_key(self) -> Result<(String, Arc<KeyPair>)> {
        let now = self.clock().now();
        let keys = self.public_keys().await?;
        let key = signer(keys, now).ok_or_else(|| Error::internal("no key signs yet"))?;
        let opened = self.key_ring().opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pair) = opened.get(&key.id) {
            return Ok((key.id, pair.clone()));
        }
        drop(opened);
        let sealing_key = self.config().sealing_key.as_ref();
        let pkcs8 = encryption::open(sealing_key, &sealed_as(&key.id), &key.private_key)
            .ok_or(Error::WrongKey)?;
        let pair = Arc::new(
            KeyPair::from_pkcs8(&pkcs8).map_err(|error| Error::internal(error.to_string()))?,
        );
        let mut opened = self.key_ring().opened.lock().unwrap_or_else(PoisonError::into_inner);
        // Only one key signs at a time.
        opened.clear();
        opened.insert(key.id.clone(), pair.clone());
        Ok((key.id, pair))
    }

    async fn make_first_key(self) -> Result<()> {
        let _making = self.key_ring().making.lock().await;
        if self.newest_key().await? == 0 {
            self.publish_key(self.make_key().await?, 0, Duration::ZERO).await?;
        }
        Ok(())
    }

    /// Creates a key pair in a blocking thread. Finding two primes takes a large part of a second,
    /// in which a thread of the runtime couldn't serve other requests.
    async fn make_key(self) -> Result<NewKey> {
        let random = self.random().clone();
        tokio::task::spawn_blocking(move || NewKey::make(random)).await.map_err(Error::internal)?
    }
}

impl NewKey {
    /// Creates a key pair, which takes a large part of a second.
    ///
    /// # Errors
    /// If no primes are found.
    pub fn make(mut random: crate::Random) -> Result<Self> {
        let key = RsaPrivateKey::new(&mut random, BITS).map_err(Error::internal)?;
        Ok(Self {
            pkcs8: key.to_pkcs8_der().map_err(Error::internal)?.as_bytes().to_vec(),
            modulus: URL_SAFE_NO_PAD.encode(key.n_bytes()),
            exponent: URL_SAFE_NO_PAD.encode(key.e_bytes()),
        })
    }

    /// Returns the pair in the form that signs.
    #[cfg(test)]
    pub(crate) fn pair(&self) -> KeyPair {
        KeyPair::from_pkcs8(&self.pkcs8).unwrap()
    }
}

/// Returns the newest key that may already sign. If there is none, because the clock of the process
/// that created the only key is ahead, returns the next key to sign.
pub(crate) fn signer(mut keys: Vec<SigningKey>, now: UnixSeconds) -> Option<SigningKey> {
    let signing = keys.iter().position(|key| key.signs_at <= now);
    let signing = signing.or(keys.len().checked_sub(1))?;
    Some(keys.swap_remove(signing))
}

fn sealed_as(id: &str) -> String {
    format!("signing key {id}")
}
