//! Encrypts secrets in the database when `LATCHKEY_KEY` is set.
//!
//! Without it, a copy of the database is enough to sign tokens in this deployment's name. With it,
//! a thief also needs the key, which is kept elsewhere: in the environment of the process.
//!
//! An encrypted text starts with `sealed:`, and an unencrypted one with `plain:`. So the database
//! shows which it is, and the setting can be added to a running deployment.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::crypto::secret::Random;
use crate::error::{Error, Result};

const SEALED: &str = "sealed:";
const PLAIN: &str = "plain:";

/// The 256-bit encryption key.
#[derive(Clone)]
pub struct SealingKey(LessSafeKey);

impl SealingKey {
    /// Parses a key as `openssl rand -base64 32` prints it. Returns `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        Self::from_bytes(&bytes)
    }

    /// Creates a key from its 32 bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        UnboundKey::new(&AES_256_GCM, bytes).ok().map(|key| Self(LessSafeKey::new(key)))
    }

    /// Encrypts with a random nonce, which is prepended. Decrypting requires the same `what`.
    pub(crate) fn encrypt(&self, random: &Random, what: &str, plain: &[u8]) -> Result<Vec<u8>> {
        // 96 random bits don't collide within the four billion messages that a key may encrypt.
        let nonce = random.bytes::<NONCE_LEN>();
        let mut sealed = plain.to_vec();
        let tag = self.0.seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(what.as_bytes()),
            &mut sealed,
        );
        let tag = tag.map_err(|_| Error::internal("encryption failed"))?;
        Ok([&nonce, sealed.as_slice(), tag.as_ref()].concat())
    }

    /// Decrypts the output of [`encrypt`](Self::encrypt). Returns `None` for anything else.
    pub(crate) fn decrypt(&self, what: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let (nonce, mut sealed) = (Nonce::assume_unique_for_key(*nonce), sealed.to_vec());
        let opened = self.0.open_in_place(nonce, Aad::from(what.as_bytes()), &mut sealed).ok()?;
        Some(opened.to_vec())
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(…)")
    }
}

/// Encrypts a secret for the database. Opening it requires the same `what`, so a secret that is
/// moved to another row can't be opened.
pub(crate) fn seal(
    key: Option<&SealingKey>,
    random: &Random,
    what: &str,
    secret: &[u8],
) -> Result<String> {
    match key {
        None => Ok(format!("{PLAIN}{}", STANDARD.encode(secret))),
        Some(key) => Ok(format!("{SEALED}{}", STANDARD.encode(key.encrypt(random, what, secret)?))),
    }
}

/// Opens the output of [`seal`]. Returns `None` if it was sealed with another key or another
/// `what`.
pub(crate) fn open(key: Option<&SealingKey>, what: &str, stored: &str) -> Option<Vec<u8>> {
    if let Some(plain) = stored.strip_prefix(PLAIN) {
        return STANDARD.decode(plain).ok();
    }
    key?.decrypt(what, &STANDARD.decode(stored.strip_prefix(SEALED)?).ok()?)
}

/// Returns whether a stored secret dates from before a key was set.
pub(crate) fn is_plain(stored: &str) -> bool {
    stored.starts_with(PLAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SealingKey {
        SealingKey::parse(&STANDARD.encode([byte; 32])).unwrap()
    }

    #[test]
    fn what_is_sealed_is_opened_by_its_key_under_its_name_and_not_otherwise() {
        let random = Random::system();
        let sealed = seal(Some(&key(1)), &random, "a", b"secret").unwrap();
        assert!(!is_plain(&sealed));
        assert_eq!(open(Some(&key(1)), "a", &sealed).unwrap(), b"secret");
        assert_eq!(open(Some(&key(2)), "a", &sealed), None);
        assert_eq!(open(Some(&key(1)), "b", &sealed), None);
        assert_eq!(open(None, "a", &sealed), None);
        assert_ne!(sealed, seal(Some(&key(1)), &random, "a", b"secret").unwrap());
        let mut bent = sealed.into_bytes();
        let last = bent.len() - 2;
        bent[last] = if bent[last] == b'A' { b'B' } else { b'A' };
        assert_eq!(open(Some(&key(1)), "a", &String::from_utf8(bent).unwrap()), None);
    }

    #[test]
    fn without_a_key_a_secret_stays_plain_and_can_be_read_once_there_is_one() {
        let plain = seal(None, &Random::system(), "a", b"secret").unwrap();
        assert!(is_plain(&plain));
        assert_eq!(open(None, "a", &plain).unwrap(), b"secret");
        assert_eq!(open(Some(&key(1)), "a", &plain).unwrap(), b"secret");
    }

    #[test]
    fn a_key_has_thirty_two_bytes() {
        for text in
            ["", "short", &STANDARD.encode([1; 31]), &STANDARD.encode([1; 33]), &"!".repeat(44)]
        {
            assert!(SealingKey::parse(text).is_none(), "{text}");
        }
        assert_eq!(format!("{:?}", key(1)), "SealingKey(…)");
    }
}
