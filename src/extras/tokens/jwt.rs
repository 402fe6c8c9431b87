//! Access tokens on the wire: a JSON Web Token, signed by RS256 and nothing else.
//!
//! The algorithm is ours to say, not the token's: `none`, and a MAC keyed with the public key,
//! are refused for what they are before any key is looked up.
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
use crate::extras::tokens::store::SigningKey;

/// The longest token that is read, in bytes. Ours have some 800.
const MAX_LENGTH: usize = 4096;

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who made it: this deployment's address in the API.
    pub iss: String,
    /// Whom it is about: the user's id.
    pub sub: String,
    /// Whom it is for: the site's origin and the app id, since verifiers ask for either.
    pub aud: Vec<String>,
    /// The session in which it was issued.
    pub sid: String,
    /// How the session was opened (RFC 8176): [`Method::amr`](crate::model::session::Method::amr). Empty
    /// in tokens of older versions, which count for ten minutes after an upgrade.
    #[serde(default)]
    pub amr: Vec<String>,
    /// When the session was opened. Refreshing a token doesn't change it.
    #[serde(default)]
    pub auth_time: UnixSeconds,
    /// When it was issued, set back by a minute, since clocks differ.
    pub iat: UnixSeconds,
    /// From when it counts, set back by a minute, too.
    pub nbf: UnixSeconds,
    /// Until when it counts.
    pub exp: UnixSeconds,
}

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// Writes a token and signs it.
pub(crate) fn sign(claims: &Claims, kid: &str, key: &KeyPair) -> Result<String> {
    let header = Header { alg: "RS256".to_owned(), typ: "JWT".to_owned(), kid: kid.to_owned() };
    let text = format!("{}.{}", encode(&header)?, encode(claims)?);
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
        .map_err(|_| Error::internal("a token cannot be signed"))?;
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// Reads a token that one of `keys` has signed. Nothing it says is compared yet.
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
