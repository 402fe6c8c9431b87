//! A ceremony's state: a row, taken once, short-lived, and bound to whom it was made for.
//!
//! Both ceremonies begin by keeping a challenge ([`RelyingParty::keep`]) and end by taking it
//! back ([`RelyingParty::take`]). What `take` hands out has been deleted, is in time, and was
//! started for this very kind, purpose, browser and session; so a challenge cannot be answered
//! twice, by somebody else, or for something else. Of an answer that comes twice or too late, the
//! account's owner reads in the history (`untimely.rs`).
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-cryptographic-challenges>

mod authentication;
mod client;
mod errand;
mod refusals;
mod registration;
mod strict;
mod untimely;

pub use client::{Begun, Owner};
pub use refusals::ceremony_refusals;

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::credential::Attachment;
use crate::error::{Error, Result};
use crate::rate_limit::{Action, network};
use crate::store::Ceremony;
use crate::user::{Email, UserId};
use crate::visitor::Visitor;

/// How long a challenge can be answered: the authenticator's five minutes, and as long again
/// for a person who looks for it. Autofill keeps one open for longer and asks for a new one.
pub(crate) const LIFETIME: Duration = Duration::from_mins(10);

/// What a ceremony is for. It can be finished for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A passkey that makes a new account.
    SignUp,
    /// One more passkey for the account that is signed in.
    AddPasskey,
    /// The same, for a client that has just had a passkey of the account sign.
    AddProven,
    /// Signing in with a passkey that the authenticator chooses.
    SignIn,
    /// Proving once more, in a session, that the person is still the one who is signed in.
    Verification,
    /// A passkey that a back end has asked for.
    RegistrationErrand,
    /// A passkey's use that a back end has asked for, or will be told of.
    AuthenticationErrand,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::AddPasskey => "add_passkey",
            Self::AddProven => "add_proven",
            Self::SignIn => "sign_in",
            Self::Verification => "verification",
            Self::RegistrationErrand => "registration_errand",
            Self::AuthenticationErrand => "authentication_errand",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::SignUp | Self::AddPasskey | Self::AddProven | Self::RegistrationErrand => {
                "registration"
            }
            Self::SignIn | Self::Verification | Self::AuthenticationErrand => "authentication",
        }
    }
}

/// A ceremony that has begun: what its browser needs to go on.
#[derive(Clone, Debug, Serialize)]
pub struct Started {
    /// Names the ceremony when it is finished.
    pub ceremony: String,
    /// The argument of `navigator.credentials.create()` or `.get()`, binary members as base64url.
    pub options: Value,
}

/// Whom a ceremony is started for, if for somebody.
#[derive(Default)]
struct Subject<'a> {
    user_id: Option<UserId>,
    email: Option<&'a Email>,
    session: Option<&'a str>,
}

impl RelyingParty {
    /// Keeps a new ceremony. `state` is what verifying the answer will need; it never leaves the
    /// server, since a client that held it could answer it again.
    async fn keep(
        &self,
        visitor: &Visitor,
        purpose: Purpose,
        subject: Subject<'_>,
        options: Value,
        state: &impl Serialize,
    ) -> Result<Started> {
        let now = self.clock().now();
        let challenge = options["publicKey"]["challenge"].as_str();
        let ceremony = Ceremony {
            id: self.random().secret().expose().to_owned(),
            kind: purpose.kind().to_owned(),
            purpose: purpose.as_str().to_owned(),
            browser_hash: visitor.browser.identify(self.random()),
            user_id: subject.user_id,
            session_id: subject.session.map(str::to_owned),
            email: subject.email.map(ToString::to_string),
            ip: network(&visitor.ip),
            challenge: challenge.ok_or_else(|| Error::internal("no challenge"))?.to_owned(),
            state: serde_json::to_string(state)?,
            created_at: now,
            expires_at: now + seconds(LIFETIME),
        };
        self.store().insert_ceremony(&ceremony).await?;
        Ok(Started { ceremony: ceremony.id, options })
    }

    /// Takes a ceremony back, once, to have `response` verified.
    async fn take(
        &self,
        visitor: &Visitor,
        purposes: &[Purpose],
        id: &str,
        session: Option<&str>,
        response: &str,
    ) -> Result<Ceremony> {
        let taken = self.try_to_take(visitor, purposes, id, session, response).await;
        self.counting_answers(visitor, taken).await
    }

    async fn try_to_take(
        &self,
        visitor: &Visitor,
        purposes: &[Purpose],
        id: &str,
        session: Option<&str>,
        response: &str,
    ) -> Result<Ceremony> {
        let refused = |why| Err(Error::CeremonyExpired(why));
        let Some(ceremony) = self.store().take_ceremony(id).await? else {
            let is_repeated = self.note_repeated(visitor, id).await?;
            return refused(if is_repeated { "answered already" } else { "unknown, or used up" });
        };
        let misfit = misfit(&ceremony, visitor, purposes, session);
        if ceremony.expires_at <= self.clock().now() {
            if misfit.is_none() {
                self.note_late(visitor, &ceremony, response).await;
            }
            return refused("too old");
        }
        misfit.map_or(Ok(ceremony), refused)
    }

    /// Counts an answer that was refused, by its network. A right one was verified and passes.
    async fn counting_answers<T>(&self, visitor: &Visitor, answer: Result<T>) -> Result<T> {
        if answer.as_ref().is_err_and(|error| error.status().is_client_error()) {
            self.count_failure(Action::Answer, "", &visitor.ip).await?;
        }
        answer
    }

    /// Returns the origins that may answer a ceremony of this visitor, spelled as clients spell them.
    /// A visitor with a browser cookie is on our own pages. Pages of the allowed sites use the routes
    /// without cookies, which lead to tokens, so their assertions can't open or verify a session of
    /// this site. The operator's own apps may use either.
    fn origins_of(&self, visitor: &Visitor) -> Vec<String> {
        let is_page = visitor.browser.has_cookie();
        let sites = if is_page { vec![self.config().origin_text()] } else { self.origins() };
        let apps = self.config().app_origins.iter().map(|url| url.as_str().to_owned());
        sites.into_iter().chain(apps).collect()
    }

    /// Returns the origins of sites: those with pages in browsers.
    pub(crate) fn origins(&self) -> Vec<String> {
        let related = self.config().allowed_origins.iter();
        let related = related.map(|url| url.origin().ascii_serialization());
        std::iter::once(self.config().origin_text()).chain(related).collect()
    }
}

/// Why a ceremony is not this visitor's to finish in this way, if it is not.
fn misfit(
    ceremony: &Ceremony,
    visitor: &Visitor,
    purposes: &[Purpose],
    session: Option<&str>,
) -> Option<&'static str> {
    let is_for =
        |purpose: &Purpose| ceremony.kind == purpose.kind() && ceremony.purpose == purpose.as_str();
    if !purposes.iter().any(is_for) {
        Some("started for something else")
    } else if visitor.browser.hash().as_ref() != Some(&ceremony.browser_hash) {
        Some("started in another browser")
    } else if ceremony.session_id.is_some() && ceremony.session_id.as_deref() != session {
        Some("started in another session")
    } else {
        None
    }
}

/// Where the browser says that the authenticator is.
fn attachment(response: &str) -> Option<Attachment> {
    let response: Value = serde_json::from_str(response).ok()?;
    Attachment::parse(response["authenticatorAttachment"].as_str()?)
}

/// Reads what a browser made of a credential, without its extension results: none of them is
/// asked for but `credProps`, and one that is malformed must not decide anything.
fn read_response(json: &str) -> Result<Value> {
    let mut response: Value =
        serde_json::from_str(json).map_err(|_| Error::InvalidRequest("credential is not JSON"))?;
    let Some(members) = response.as_object_mut() else {
        return Err(Error::InvalidRequest("credential is not an object"));
    };
    members.remove("extensions");
    Ok(response)
}
