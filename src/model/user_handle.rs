//! User handles: how authenticators tell accounts apart.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::model::user::UserId;

/// A WebAuthn user handle: what an authenticator stores with a passkey and returns at sign-in. It
/// must not contain personal data.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-user-handle-privacy>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserHandle(Vec<u8>);

impl UserHandle {
    /// Creates a handle from its bytes.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] unless there are 1 to 64 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() || bytes.len() > 64 {
            return Err(Error::InvalidRequest("a user handle has 1 to 64 bytes"));
        }
        Ok(Self(bytes.to_vec()))
    }

    /// Parses a handle in base64url without padding.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text);
        Self::from_bytes(&bytes.map_err(|_| Error::InvalidRequest("not a user handle"))?)
    }

    /// Returns its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the id whose bytes this handle has, if it has 16.
    pub fn as_id(&self) -> Option<UserId> {
        Uuid::from_slice(&self.0).ok().map(UserId)
    }
}

/// As in JSON: base64url without padding.
impl fmt::Display for UserHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

impl From<UserId> for UserHandle {
    fn from(id: UserId) -> Self {
        Self(id.0.as_bytes().to_vec())
    }
}
