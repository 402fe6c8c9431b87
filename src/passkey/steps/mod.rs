//! The steps that the specification prescribes for both ceremonies, as data.
//!
//! Each step says what it asks, what an attacker could do without it, which function does it and
//! which test fails without it. `docs/negative-cases.md` names the step that refuses each case. Tests
//! compare this list with the code, that page and the refusals (`src/tests/steps.rs`).
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-rp-operations>

mod authentication;
mod registration;

use std::fmt;

use serde::Serialize;
use webauthn_rs::prelude::WebauthnError;

use crate::check::Check;
use crate::error::Error;
use crate::passkey::Purpose;
use crate::passkey::replay::ANSWERED;

/// A ceremony, by the section that describes what the relying party does in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Section 7.1, registering a new credential.
    Registration,
    /// Section 7.2, verifying an authentication assertion.
    Authentication,
}

/// A step of a ceremony.
#[derive(Debug)]
pub struct Step {
    /// Its number in the section.
    pub number: u8,
    /// The checks that can refuse a response in this step. Some steps refuse nothing.
    pub checks: &'static [Check],
    /// The relying party's task.
    pub asks: &'static str,
    /// What an attacker could do, or what would break, without this step.
    pub without: &'static str,
    /// The parts of the response that it looks at.
    pub reads: &'static [&'static str],
    /// The part of the specification, after `https://www.w3.org/TR/webauthn-3/#`.
    pub anchor: &'static str,
    /// The one who does it.
    pub by: By,
    /// The file and the function that does it, or that calls the library or the browser.
    pub code: (&'static str, &'static str),
    /// The test that fails without it.
    pub test: &'static str,
}

/// The one who does a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// This repository.
    Us,
    /// webauthn-rs.
    Library,
    /// The browser, asked by our page.
    Browser,
    /// No one, on purpose.
    NoOne,
}

/// The outcome of a step in one ceremony.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its checks accepted the response.
    Passed,
    /// One of its checks refused the response.
    Refused,
    /// Another check refused the response before.
    NotReached,
    /// It has no checks.
    Nothing,
}

impl Section {
    /// Returns the section about ceremonies with a purpose.
    pub fn of(purpose: Purpose) -> Self {
        match purpose {
            Purpose::SignUp | Purpose::AddPasskey | Purpose::BackEndRegistration => {
                Self::Registration
            }
            Purpose::SignIn | Purpose::Verification | Purpose::BackEndAuthentication => {
                Self::Authentication
            }
        }
    }

    /// Returns all steps, in the specification's order.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Self::Registration => registration::STEPS,
            Self::Authentication => authentication::STEPS,
        }
    }

    /// Returns the checks in the order in which the server runs them.
    pub fn order(self) -> &'static [Check] {
        match self {
            Self::Registration => registration::ORDER,
            Self::Authentication => authentication::ORDER,
        }
    }

    /// Returns the step that a check belongs to.
    pub fn step_of(self, check: Check) -> Option<&'static Step> {
        self.steps().iter().find(|step| step.checks.contains(&check))
    }

    /// Returns what became of each step in a ceremony that a check refused, or that none refused.
    pub fn verdicts(self, refused_at: Option<Check>) -> Vec<(&'static Step, Verdict)> {
        let place = |check| self.order().iter().position(|one| *one == check);
        let end = refused_at.and_then(place);
        let verdict = |step: &Step| {
            let is_before = |check: &Check| end.is_none_or(|end| place(*check) < Some(end));
            match refused_at {
                _ if step.checks.is_empty() => Verdict::Nothing,
                Some(check) if step.checks.contains(&check) => Verdict::Refused,
                _ if step.checks.iter().all(is_before) => Verdict::Passed,
                _ => Verdict::NotReached,
            }
        };
        self.steps().iter().map(|step| (step, verdict(step))).collect()
    }
}

impl fmt::Display for Section {
    /// Writes the number of the section: 7.1 or 7.2.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Registration => "7.1",
            Self::Authentication => "7.2",
        })
    }
}

/// Returns the check that refused a response with an error. Errors about other things have none.
pub fn refused_at(error: &Error) -> Option<Check> {
    match error {
        Error::VerificationFailed(check, _) => Some(*check),
        Error::CeremonyExpired(ANSWERED) => Some(Check::Once),
        Error::CeremonyExpired(_) => Some(Check::Ceremony),
        Error::UnknownCredential => Some(Check::Known),
        Error::DuplicateCredential => Some(Check::Unused),
        Error::InvalidRequest(_) => Some(Check::Response),
        _ => None,
    }
}

/// Returns the error for a response that the library refuses.
pub(crate) fn refused_by_library(section: Section, error: &WebauthnError) -> Error {
    use WebauthnError as E;
    let check = match error {
        E::InvalidClientDataType => Check::Type,
        E::MismatchedChallenge => Check::Challenge,
        E::InvalidRPOrigin => Check::Origin,
        E::CredentialCrossOrigin => Check::CrossOrigin,
        E::InvalidRPIDHash => Check::RpId,
        E::UserNotPresent => Check::UserPresent,
        E::UserNotVerified => Check::UserVerified,
        E::CredentialMayNotBeHardwareBound => Check::BackupFlags,
        E::CredentialBackupEligibilityInconsistent => Check::BackupEligibility,
        E::CredentialPossibleCompromise => Check::Counter,
        E::CredentialAlteredAlgFromRequest => Check::Offered,
        E::AttestationNotSupported => Check::Format,
        E::MissingAttestationCredentialData
        | E::ParseNOMFailure
        | E::ParseInsufficientBytesAvailable
        | E::ParseCBORFailure(_) => Check::AuthenticatorData,
        E::COSEKeyInvalidCBORValue
        | E::COSEKeyInvalidType
        | E::COSEKeyEDUnsupported
        | E::COSEKeyECDSAXYInvalid
        | E::COSEKeyRSANEInvalid
        | E::COSEKeyECDSAInvalidCurve
        | E::COSEKeyEDDSAXInvalid
        | E::COSEKeyEDDSAInvalidCurve
        | E::COSEKeyInvalidAlgorithm
        | E::CredentialInsecureCryptography
        | E::ECDSACurveInvalidNid
        | E::EcdsaPointInvalid
        | E::RsaParametersInvalid => Check::PublicKey,
        E::AuthenticationFailure | E::SignatureInvalid if section == Section::Authentication => {
            Check::Signature
        }
        // In a registration, only a self-attestation is signed.
        _ if section == Section::Registration => Check::Statement,
        _ => Check::Response,
    };
    Error::VerificationFailed(check, error.to_string())
}
