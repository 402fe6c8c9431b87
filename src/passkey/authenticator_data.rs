//! Authenticator data: splits it into flags and attested credential data, to its last byte.

use serde::Deserialize as _;
use serde_cbor_2::Value as Cbor;
use uuid::Uuid;

use crate::check::Check;
use crate::error::Result;
use crate::passkey::response::refuse;

/// Attested credential data from an attestation object.
pub(crate) struct Attested {
    pub(crate) aaguid: Uuid,
    pub(crate) credential_id: Vec<u8>,
}

/// Flags of the authenticator data.
///
/// <https://www.w3.org/TR/webauthn-3/#authdata-flags>
#[derive(Clone, Copy)]
pub(crate) struct Flags(u8);

impl Flags {
    const RESERVED: u8 = 0x22;

    /// Returns whether the credential may be copied to other devices.
    pub(crate) fn backup_eligible(self) -> bool {
        self.0 & 0x08 != 0
    }

    /// Returns whether the credential has been copied.
    pub(crate) fn backup_state(self) -> bool {
        self.0 & 0x10 != 0
    }

    fn has_attested_credential_data(self) -> bool {
        self.0 & 0x40 != 0
    }

    fn has_extensions(self) -> bool {
        self.0 & 0x80 != 0
    }
}

/// Checks rule 3 of `response.rs`. The data is the RP ID hash (32 bytes), flags (1), counter (4),
/// attested credential data and extensions.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data>
pub(super) fn authenticator_data(data: &[u8]) -> Result<(Flags, Option<Attested>)> {
    let Some((header, mut rest)) = data.split_at_checked(37) else {
        return refuse(Check::AuthenticatorData, "authenticator data is too short");
    };
    let flags = Flags(header[32]);
    if flags.0 & Flags::RESERVED != 0 {
        tracing::info!(flags = flags.0, "authenticator data with reserved flags");
    }
    let mut attested = None;
    if flags.has_attested_credential_data() {
        let (data, after) = attested_credential_data(rest)?;
        attested = Some(data);
        rest = skip_cbor_map(after)?;
    }
    if flags.has_extensions() {
        rest = skip_cbor_map(rest)?;
    }
    if rest.is_empty() {
        Ok((flags, attested))
    } else {
        refuse(Check::AuthenticatorData, "bytes after the authenticator data")
    }
}

/// Splits off the AAGUID (16 bytes), a length (2) and the credential id. The public key follows.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-attested-credential-data>
fn attested_credential_data(data: &[u8]) -> Result<(Attested, &[u8])> {
    let parts = data.split_first_chunk::<16>().and_then(|(aaguid, rest)| {
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (id, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        Some((aaguid, id, rest))
    });
    let Some((aaguid, id, rest)) = parts else {
        return refuse(Check::AuthenticatorData, "attested credential data is truncated");
    };
    Ok((Attested { aaguid: Uuid::from_bytes(*aaguid), credential_id: id.to_vec() }, rest))
}

fn skip_cbor_map(data: &[u8]) -> Result<&[u8]> {
    let mut decoder = serde_cbor_2::Deserializer::from_slice(data);
    match Cbor::deserialize(&mut decoder) {
        Ok(Cbor::Map(_)) => Ok(&data[decoder.byte_offset()..]),
        _ => refuse(Check::AuthenticatorData, "malformed CBOR in the authenticator data"),
    }
}
