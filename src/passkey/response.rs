//! Strict checks of a response, before the library verifies its signature.
//!
//! webauthn-rs verifies signatures, flags, counters, the RP ID hash and more. This module rejects
//! what it leaves to the caller, or accepts although the specification doesn't allow it:
//!
//! 1. `id`, `rawId` and the attested credential id must be equal and have 1 to 1023 bytes, and
//!    `type` must be `public-key`.
//! 2. The client data must have the ceremony's type and challenge, and exactly one of our origins.
//!    It must not come from a frame on another site (`crossOrigin`, `topOrigin`).
//! 3. The authenticator data must end where its flags say it does (`authenticator_data.rs`). It has
//!    attested credential data in a registration, and none in an assertion.
//! 4. The attestation object must have a registered format and a statement of that format's shape.
//!    Only self-attestation is verified. We trust no roots for the others, so the library gets the
//!    object without their statement. See `docs/decisions/attestation.md`.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential>
//! <https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion>

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, de::IgnoredAny};
use serde_cbor_2::Value as Cbor;
use serde_json::Value;

use crate::check::Check;
use crate::error::{Error, Result};
use crate::passkey::authenticator_data::{Attested, Flags, authenticator_data};
use crate::passkey::challenge::Challenge;

/// The maximum length of a credential id, in bytes.
///
/// <https://www.w3.org/TR/webauthn-3/#credential-id>
pub(crate) const MAX_CREDENTIAL_ID: usize = 1023;

/// The registered attestation statement formats, except `none` and `compound`.
///
/// <https://www.iana.org/assignments/webauthn/webauthn.xhtml>
const FORMATS: [&str; 6] =
    ["packed", "tpm", "android-key", "android-safetynet", "fido-u2f", "apple"];

/// Checks a registration response. Also returns the attestation object to verify, in base64url. It
/// is encoded again with only the members that the library needs.
pub(crate) fn registration(
    response: &Value,
    challenge: &Challenge,
    origins: &[String],
) -> Result<(Attested, String)> {
    let raw_id = envelope(response)?;
    let body = &response["response"];
    client_data(&bytes(&body["clientDataJSON"])?, "webauthn.create", challenge, origins)?;

    let object = attestation_object(&bytes(&body["attestationObject"])?)?;
    let is_verified = is_verified(&object)?;
    let Cbor::Bytes(auth_data) = &object.auth_data else {
        return refuse(Check::AttestationObject, "authenticator data is not bytes");
    };
    let (_, Some(attested)) = authenticator_data(auth_data)? else {
        return refuse(Check::AuthenticatorData, "no attested credential data");
    };
    if attested.credential_id != raw_id {
        return refuse(Check::SameId, "rawId is not the attested credential id");
    }
    let (fmt, statement) = if is_verified {
        (object.fmt, object.att_stmt)
    } else {
        (Cbor::Text("none".to_owned()), Cbor::Map(BTreeMap::new()))
    };
    let members = [("fmt", fmt), ("attStmt", statement), ("authData", object.auth_data)];
    let members = members.map(|(name, value)| (Cbor::Text(name.to_owned()), value));
    let object = serde_cbor_2::to_vec(&Cbor::Map(members.into())).map_err(Error::internal)?;
    Ok((attested, URL_SAFE_NO_PAD.encode(object)))
}

/// Checks rule 4. Returns whether the library should verify the statement.
fn is_verified(object: &AttestationObject) -> Result<bool> {
    let Cbor::Text(fmt) = &object.fmt else {
        return refuse(Check::Format, "the attestation has no format");
    };
    match &object.att_stmt {
        Cbor::Map(statement) if fmt == "none" && statement.is_empty() => Ok(true),
        // Without certificates, this is self-attestation.
        Cbor::Map(statement) if fmt == "packed" => {
            let certificates = statement.get(&Cbor::Text("x5c".to_owned()));
            Ok(!matches!(certificates, Some(Cbor::Array(all)) if !all.is_empty()))
        }
        Cbor::Map(_) if FORMATS.contains(&fmt.as_str()) => Ok(false),
        Cbor::Array(_) if fmt == "compound" => Ok(false),
        _ => refuse(Check::Format, "unknown attestation format or malformed statement"),
    }
}

/// Checks an assertion and returns its flags.
pub(crate) fn authentication(
    response: &Value,
    challenge: &Challenge,
    origins: &[String],
) -> Result<Flags> {
    envelope(response)?;
    let body = &response["response"];
    client_data(&bytes(&body["clientDataJSON"])?, "webauthn.get", challenge, origins)?;
    let (flags, attested) = authenticator_data(&bytes(&body["authenticatorData"])?)?;
    if attested.is_some() {
        return refuse(Check::AuthenticatorData, "attested credential data in an assertion");
    }
    Ok(flags)
}

/// Removes extension results. We don't request any, and they must not affect the decision.
pub(crate) fn drop_extension_results(response: &mut Value) {
    if let Some(members) = response.as_object_mut() {
        members.remove("clientExtensionResults");
    }
}

pub(super) fn refuse<T>(check: Check, why: &str) -> Result<T> {
    Err(Error::VerificationFailed(check, why.to_owned()))
}

/// Checks rule 1. Returns the credential id.
fn envelope(response: &Value) -> Result<Vec<u8>> {
    if response["type"] != "public-key" {
        return refuse(Check::Response, "type is not public-key");
    }
    if !response["id"].is_string() || response["id"] != response["rawId"] {
        return refuse(Check::Response, "id is not rawId");
    }
    let raw_id = bytes(&response["rawId"])?;
    if raw_id.is_empty() || raw_id.len() > MAX_CREDENTIAL_ID {
        return refuse(Check::IdLength, "credential id has an invalid length");
    }
    Ok(raw_id)
}

fn bytes(member: &Value) -> Result<Vec<u8>> {
    let text = member.as_str().ok_or(Error::InvalidRequest("a member is missing"))?;
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::InvalidRequest("not base64url"))
}

/// <https://www.w3.org/TR/webauthn-3/#dictdef-collectedclientdata>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    /// Some clients send null instead of false.
    #[serde(default)]
    cross_origin: Option<bool>,
    #[serde(default)]
    top_origin: Option<IgnoredAny>,
    /// Browsers may add members. This field also stops serde from accepting an array of values.
    #[serde(flatten)]
    _more: serde_json::Map<String, Value>,
}

/// Checks rule 2: the client data.
fn client_data(
    json: &[u8],
    expected: &str,
    challenge: &Challenge,
    origins: &[String],
) -> Result<()> {
    let json = str::from_utf8(json).or_else(|_| refuse(Check::Utf8, "client data is not UTF-8"))?;
    let data: ClientData = serde_json::from_str(json)
        .or_else(|_| refuse(Check::ClientData, "malformed client data"))?;
    if data.r#type != expected {
        return refuse(Check::Type, "client data of another ceremony");
    }
    if data.challenge != challenge.value {
        return refuse(Check::Challenge, "another challenge");
    }
    if !origins.contains(&data.origin) {
        return refuse(Check::Origin, "another origin");
    }
    if data.cross_origin == Some(true) {
        return refuse(Check::CrossOrigin, "created in a frame on another site");
    }
    if data.top_origin.is_some() {
        return refuse(Check::TopOrigin, "created in a frame of a named site");
    }
    Ok(())
}

/// A duplicate member is an error, so two parsers can't read different values. Other members are
/// dropped.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AttestationObject {
    fmt: Cbor,
    att_stmt: Cbor,
    auth_data: Cbor,
}

fn attestation_object(data: &[u8]) -> Result<AttestationObject> {
    // The decoder would also accept an array of values, or integers as member names.
    match serde_cbor_2::from_slice(data) {
        Ok(Cbor::Map(members)) if members.keys().all(|name| matches!(name, Cbor::Text(_))) => {}
        _ => return refuse(Check::AttestationObject, "attestation object is not a map"),
    }
    serde_cbor_2::from_slice(data)
        .or_else(|_| refuse(Check::AttestationObject, "malformed attestation object"))
}
