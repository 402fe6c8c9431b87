//! The checks that can refuse a response, by name.
//!
//! [`Error::VerificationFailed`](crate::Error::VerificationFailed) names the check, for the log and
//! for [`passkey::steps`](crate::passkey::steps), which says which step of the specification each
//! belongs to. Clients are told only that the verification failed.

use std::fmt;

use serde::Serialize;

/// A check of a response in a ceremony.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The response is the JSON of a public key credential, with one id.
    Response,
    /// The credential id has 1 to 1023 bytes.
    IdLength,
    /// The client data is UTF-8.
    Utf8,
    /// The client data is a JSON object that can be read in one way only.
    ClientData,
    /// The client data is of this kind of ceremony.
    Type,
    /// The sealed challenge is ours, in time, and was made for this purpose and this browser.
    Ceremony,
    /// The client data has that challenge.
    Challenge,
    /// The challenge hasn't been answered before.
    Once,
    /// The client data names one of our origins.
    Origin,
    /// The response wasn't created in a frame on another site.
    CrossOrigin,
    /// The client data names no other site around the page.
    TopOrigin,
    /// The attestation object is a CBOR map with its three members.
    AttestationObject,
    /// The attestation has a registered format and a statement of that format's shape.
    Format,
    /// The authenticator data ends where its flags say.
    AuthenticatorData,
    /// The authenticator data is about the credential that the response names.
    SameId,
    /// The credential is registered here.
    Known,
    /// The ceremony named this credential's owner, or no user.
    Allowed,
    /// The user handle is the owner's.
    Owner,
    /// The authenticator data is about our RP ID.
    RpId,
    /// The user was present.
    UserPresent,
    /// The user was verified.
    UserVerified,
    /// A credential that is backed up is also eligible for backup.
    BackupFlags,
    /// The credential is as eligible for backup as when it was registered.
    BackupEligibility,
    /// The statement of a self-attestation is valid.
    Statement,
    /// The public key is complete and valid.
    PublicKey,
    /// The key's algorithm was offered.
    Offered,
    /// The key's curve belongs to its algorithm.
    Curve,
    /// The signature is the credential's.
    Signature,
    /// The signature counter has gone up.
    Counter,
    /// No user has registered the credential.
    Unused,
    /// The result can be stored.
    Stored,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
