//! Secrets: random values that grant access, and their hashes, which are stored.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

/// Letters and digits that are hard to confuse: no 0/O, 1/I/L, 5/S, 2/Z, 8/B.
const CODE_ALPHABET: &[u8] = b"ACDEFGHJKMNPQRTUVWXY34679";

/// The length of a code that a user types: 37 bits, for at most five tries in fifteen minutes.
const CODE_LENGTH: usize = 8;

/// The length of a recovery code: 92 bits, because it may be kept on paper for years.
const RECOVERY_CODE_LENGTH: usize = 20;

/// A source of random bytes. Cloning is cheap.
#[derive(Clone)]
pub struct Random(Arc<Fill>);

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl Random {
    /// Returns the operating system's random source, through `rand`'s reseeding generator.
    pub fn system() -> Self {
        Self(Arc::new(|bytes| rand::Rng::fill_bytes(&mut rand::rng(), bytes)))
    }

    /// Returns a source for tests, with the given function.
    pub fn from_fn(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// Returns a new secret of 256 bits.
    pub fn secret(&self) -> Secret {
        Secret(URL_SAFE_NO_PAD.encode(self.bytes::<32>()))
    }

    /// Returns new random bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.0)(&mut bytes);
        bytes
    }

    /// Returns a new random (version 4) UUID.
    pub fn uuid(&self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// Returns a new code for a user to type.
    pub fn code(&self) -> Secret {
        self.letters(CODE_LENGTH)
    }

    /// Returns a new code for a user to keep on paper.
    pub fn recovery_code(&self) -> Secret {
        self.letters(RECOVERY_CODE_LENGTH)
    }

    /// Returns random letters of the alphabet. Bytes that would favour some letters are drawn
    /// again.
    fn letters(&self, length: usize) -> Secret {
        let fair = 256 - 256 % CODE_ALPHABET.len();
        let mut code = String::with_capacity(length);
        while code.len() < length {
            let [byte] = self.bytes();
            let byte = usize::from(byte);
            if byte < fair {
                code.push(char::from(CODE_ALPHABET[byte % CODE_ALPHABET.len()]));
            }
        }
        Secret(code)
    }
}

/// The same source, in the form that the prime number search takes.
impl rand::TryRng for Random {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_ne_bytes(self.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_ne_bytes(self.bytes()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        (self.0)(bytes);
        Ok(())
    }
}

impl rand::TryCryptoRng for Random {}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

/// A value that grants access. It goes to one browser or one mailbox. The server stores only its
/// [`hash`](Secret::hash), and `Debug` never shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret from a request.
    pub fn presented(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// Wraps a code as a user types it: in upper or lower case, with or without spaces and dashes.
    pub fn typed(code: &str) -> Self {
        let code = code.chars().filter(char::is_ascii_alphanumeric);
        Self(code.map(|letter| letter.to_ascii_uppercase()).collect())
    }

    /// Returns a recovery code in groups of five, as it is shown.
    pub fn grouped(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(5).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    /// Returns the secret itself. Send it only to its owner.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns the SHA-256 in base64url. No slow hash is needed: 256 random bits can't be guessed,
    /// and a code is protected by its five tries and short lifetime.
    pub fn hash(&self) -> String {
        hash(self.0.as_bytes())
    }

    /// Returns the hash of a code, bound to the row or user it belongs to. So the hashes don't
    /// reveal that two users had the same code.
    pub(crate) fn hash_for(&self, owner: impl fmt::Display) -> String {
        hash(format!("{owner} {}", self.0).as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Returns the SHA-256 of any bytes, in base64url.
pub fn hash(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_the_same_however_it_is_typed() {
        assert_eq!(Secret::typed(" acdE-fghj\n"), Secret::presented("ACDEFGHJ"));
    }

    #[test]
    fn a_code_has_eight_letters_and_none_that_look_alike() {
        for _ in 0..1000 {
            let code = Random::system().code();
            assert_eq!(code.expose().len(), CODE_LENGTH);
            assert!(!code.expose().contains(|c| "0O1IL5S2Z8B".contains(c)));
        }
    }

    #[test]
    fn a_recovery_code_has_more_than_eighty_bits_and_reads_as_it_is_written() {
        let code = Random::system().recovery_code();
        let bits = f64::from(u8::try_from(CODE_ALPHABET.len()).unwrap()).log2();
        assert!(bits * f64::from(u8::try_from(code.expose().len()).unwrap()) > 90.0);
        let written = code.grouped();
        assert_eq!((written.len(), written.matches('-').count()), (23, 3));
        assert_eq!(Secret::typed(&written.to_lowercase().replace('-', " ")), code);
    }

    #[test]
    fn a_secret_is_never_printed() {
        assert_eq!(format!("{:?}", Secret::presented("abc")), "Secret(…)");
    }
}
