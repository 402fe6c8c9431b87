//! The public key as a file, for back ends that are configured with one fixed key.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rsa::pkcs8::EncodePublicKey as _;
use rsa::{BoxedUint, RsaPublicKey};

use crate::error::{Error, Result};
use crate::session::tokens::TokenIssuer;
use crate::session::tokens::keys::signer;

impl TokenIssuer<'_> {
    /// Returns the public half of the current signing key as PEM (`-----BEGIN PUBLIC KEY-----`).
    /// After the next rotation, it no longer verifies new tokens.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc7468#section-13>
    pub async fn public_pem(self) -> Result<String> {
        let keys = self.public_keys().await?;
        let key = signer(keys, self.clock().now()).ok_or_else(|| Error::internal("no key"))?;
        let number = |text: &str| -> Result<BoxedUint> {
            let bytes = URL_SAFE_NO_PAD.decode(text).map_err(Error::internal)?;
            Ok(BoxedUint::from_be_slice_vartime(&bytes))
        };
        let key = RsaPublicKey::new(number(&key.modulus)?, number(&key.exponent)?);
        let der = key.map_err(Error::internal)?.to_public_key_der().map_err(Error::internal)?;
        let text = STANDARD.encode(der.as_bytes());
        let mut pem = "-----BEGIN PUBLIC KEY-----\n".to_owned();
        for line in text.as_bytes().chunks(64) {
            pem.extend(line.iter().map(|byte| char::from(*byte)));
            pem.push('\n');
        }
        Ok(pem + "-----END PUBLIC KEY-----\n")
    }
}
