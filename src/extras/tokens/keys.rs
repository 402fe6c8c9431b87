//! The keys that sign access tokens: made, published, used, retired.
//!
//! 1. A new key is published ([`RelyingParty::public_keys`]) and does not sign yet: back ends
//!    keep what they have fetched for some minutes.
//! 2. Ten minutes later ([`PUBLISHED_BEFORE`]) it signs. (The first key of all signs at once.)
//! 3. The key before it stays published until the last token that it signed has expired.
//!
//! So at no moment does a valid token meet a back end that cannot verify it. Which key does what
//! is in its row and follows from the time alone: processes that share a database agree without
//! talking, and a key that `server keys rotate` makes is known to a running server at once.
//!
//! Private keys are PKCS #8, sealed ([`crate::crypto::encryption`]) where `LATCHKEY_KEY` is set.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rsa::KeyPair;
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, seconds};
use crate::crypto::encryption;
use crate::error::{Error, Result};
use crate::extras::tokens::LIFETIME;
use crate::extras::tokens::store::SigningKey;

/// Bits of a key. NIST has 2048 until 2030, and a key lives for three months.
///
/// <https://doi.org/10.6028/NIST.SP.800-57pt1r5>
const BITS: usize = 2048;

/// How long a key is published before it signs: twice as long as a JWKS may be cached.
pub const PUBLISHED_BEFORE: Duration = Duration::from_mins(10);

/// How long back ends may keep what they have fetched. `PyJWT` keeps it as long; jose keeps it
/// longer, and asks again when it meets a key that it does not know.
pub const CACHED: Duration = Duration::from_mins(5);

/// How much longer than its tokens a key stays published: clocks differ.
const SLACK: Duration = Duration::from_mins(1);

/// How long a key signs until the next one is made.
pub const ROTATED_AFTER: Duration = Duration::from_hours(90 * 24);

/// What this process keeps of keys between requests.
#[derive(Default)]
pub(crate) struct KeyRing {
    /// Private keys that were unsealed and checked, by `kid`.
    opened: Mutex<HashMap<String, Arc<KeyPair>>>,
    /// Held while a key is made, since several requests may need the first one.
    making: tokio::sync::Mutex<()>,
}

/// A key pair that no row holds yet.
#[derive(Clone)]
pub struct NewKey {
    pkcs8: Vec<u8>,
    modulus: String,
    exponent: String,
}

impl RelyingParty {
    /// Lists the keys by which a token may have been signed, and those that will sign soon;
    /// newest first. Makes the first one if there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn public_keys(&self) -> Result<Vec<SigningKey>> {
        let keys = self.store().list_signing_keys(self.clock().now()).await?;
        if !keys.is_empty() {
            return Ok(keys);
        }
        self.make_first_key().await?;
        self.store().list_signing_keys(self.clock().now()).await
    }

    /// Keeps the keys as the rules above want them: makes the first, and the next when the newest
    /// is old. To be called every now and then.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tend_keys(&self) -> Result<()> {
        let newest = self.public_keys().await?.into_iter().next();
        if let Some(newest) = newest
            && self.clock().now() - newest.signs_at >= seconds(ROTATED_AFTER)
        {
            self.publish_key(self.make_key().await?, newest.sequence, PUBLISHED_BEFORE).await?;
        }
        Ok(())
    }

    /// Makes and publishes the next key, which signs in ten minutes. Returns its `kid`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rotate_keys(&self) -> Result<String> {
        let newest = self.newest_key().await?;
        let wait = if newest == 0 { Duration::ZERO } else { PUBLISHED_BEFORE };
        self.publish_key(self.make_key().await?, newest, wait).await
    }

    /// Makes the next key, which signs at once, and forgets every other: for keys that somebody
    /// may have stolen. Every access token fails from now on; clients refresh theirs. So do the
    /// ceremonies that are under way. Returns the key's `kid`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn replace_keys(&self) -> Result<String> {
        let newest = self.newest_key().await?;
        let kid = self.publish_key(self.make_key().await?, newest, Duration::ZERO).await?;
        self.store().delete_other_signing_keys(&kid).await?;
        self.replace_challenge_keys().await?;
        Ok(kid)
    }

    /// Publishes a key that signs after `wait`, as the one after the `newest` that was known when
    /// it was begun (0: there was none). If another process has published that one meanwhile,
    /// theirs it is. Returns its `kid`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn publish_key(&self, key: NewKey, newest: i64, wait: Duration) -> Result<String> {
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

    /// The newest key's sequence, or 0.
    async fn newest_key(&self) -> Result<i64> {
        let keys = self.store().list_signing_keys(self.clock().now()).await?;
        Ok(keys.first().map_or(0, |key| key.sequence))
    }

    /// Checks at the start that `LATCHKEY_KEY` opens every key there is, and seals those that
    /// were made before it was set. Such a key is still readable in older copies of the database,
    /// so if it is the newest, the next one is made; no valid token fails.
    ///
    /// # Errors
    /// [`Error::WrongKey`].
    pub async fn check_keys(&self) -> Result<()> {
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
            tracing::info!(kid, "the signing key was stored unencrypted, so the next one was made");
        }
        self.tend_challenge_keys().await
    }

    /// The key that signs now.
    pub(crate) async fn signing_key(&self) -> Result<(String, Arc<KeyPair>)> {
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

    async fn make_first_key(&self) -> Result<()> {
        let _making = self.key_ring().making.lock().await;
        if self.newest_key().await? == 0 {
            self.publish_key(self.make_key().await?, 0, Duration::ZERO).await?;
        }
        Ok(())
    }

    /// Finding two primes takes a good part of a second, in which a thread of the runtime would
    /// serve nobody else.
    async fn make_key(&self) -> Result<NewKey> {
        let random = self.random().clone();
        tokio::task::spawn_blocking(move || NewKey::make(random)).await.map_err(Error::internal)?
    }
}

impl NewKey {
    /// Makes a key pair. Takes a good part of a second.
    ///
    /// # Errors
    /// When no primes are found.
    pub fn make(mut random: crate::Random) -> Result<Self> {
        let key = RsaPrivateKey::new(&mut random, BITS).map_err(Error::internal)?;
        Ok(Self {
            pkcs8: key.to_pkcs8_der().map_err(Error::internal)?.as_bytes().to_vec(),
            modulus: URL_SAFE_NO_PAD.encode(key.n_bytes()),
            exponent: URL_SAFE_NO_PAD.encode(key.e_bytes()),
        })
    }

    /// The pair as it signs.
    #[cfg(test)]
    pub(crate) fn pair(&self) -> KeyPair {
        KeyPair::from_pkcs8(&self.pkcs8).unwrap()
    }
}

/// The newest key whose time has come; if it has come for none, because the clock of the process
/// that made the only one is ahead, the one whose time is next.
pub(crate) fn signer(mut keys: Vec<SigningKey>, now: UnixSeconds) -> Option<SigningKey> {
    let signing = keys.iter().position(|key| key.signs_at <= now);
    let signing = signing.or(keys.len().checked_sub(1))?;
    Some(keys.swap_remove(signing))
}

fn sealed_as(id: &str) -> String {
    format!("signing key {id}")
}
