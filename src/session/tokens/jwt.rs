//! The format of access tokens: a JSON Web Token, always signed with RS256.
//!
//! The server chooses the algorithm, not the token. `none`, and a MAC keyed with the public key,
//! are rejected before any key is looked up.
//!
//! <https://www.rfc-editor.org/rfc/rfc7519#section-7.2>
//! <https://www.rfc-editor.org/rfc/rfc8725#section-3.1>

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair, PublicKeyComponents};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::store::SigningKey;

/// The longest token that is accepted, in bytes. Ours have about 800.
const MAX_LENGTH: usize = 4096;

/// The claims of an access token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The issuer: this deployment's URL in the API.
    pub iss: String,
    /// The subject: the user's id.
    pub sub: String,
    /// The audience: the site's origin and the app id, because verifiers expect one or the other.
    pub aud: Vec<String>,
    /// The session in which it was issued.
    pub sid: String,
    /// How the session was opened (RFC 8176): [`Method::amr`](crate::model::session::Method::amr).
    /// Empty in tokens of older versions, which stay valid for ten minutes after an upgrade.
    #[serde(default)]
    pub amr: Vec<String>,
    /// When the session was opened. Refreshing a token doesn't change it.
    #[serde(default)]
    pub auth_time: UnixSeconds,
    /// When it was issued, minus one minute, because clocks differ.
    pub iat: UnixSeconds,
    /// When it becomes valid, minus one minute.
    pub nbf: UnixSeconds,
    /// When it expires.
    pub exp: UnixSeconds,
}

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// Creates and signs a token.
pub(crate) fn sign(claims: &Claims, kid: &str, key: &KeyPair) -> Result<String> {
    let header = Header { alg: "RS256".to_owned(), typ: "JWT".to_owned(), kid: kid.to_owned() };
    let text = format!("{}.{}", encode(&header)?, encode(claims)?);
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
        .map_err(|_| Error::internal("can't sign a token"))?;
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// Verifies a token's signature with one of `keys` and returns its claims, without checking them.
pub(crate) fn verify(token: &str, keys: &[SigningKey]) -> Result<Claims> {
    if token.len() > MAX_LENGTH {
        return refuse("too long");
    }
    let mut parts = token.split('.');
    let (Some(head), Some(body), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return refuse("not three parts");
    };
    let header: Header = decode(head)?;
    if header.alg != "RS256" || header.typ != "JWT" {
        return refuse("another algorithm or type");
    }
    let Some(key) = keys.iter().find(|key| key.id == header.kid) else {
        return refuse("unknown key");
    };
    let signature = bytes(signature)?;
    let public = PublicKeyComponents { n: bytes(&key.modulus)?, e: bytes(&key.exponent)? };
    let signed = &token.as_bytes()[..head.len() + 1 + body.len()];
    if public.verify(&RSA_PKCS1_2048_8192_SHA256, signed, &signature).is_err() {
        return refuse("bad signature");
    }
    decode(body)
}

fn encode(part: &impl Serialize) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(part)?))
}

fn decode<T: DeserializeOwned>(part: &str) -> Result<T> {
    serde_json::from_slice(&bytes(part)?).or_else(|_| refuse("malformed"))
}

fn bytes(part: &str) -> Result<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part).or_else(|_| refuse("not base64url"))
}

fn refuse<T>(why: &'static str) -> Result<T> {
    Err(Error::InvalidToken(why))
}
