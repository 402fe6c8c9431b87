//! Sessions of demo accounts, for the cases that need a signed-in user.
//!
//! The session's row is real, but no browser gets its cookie: this process remembers it for the
//! browser that opened it.

use std::sync::Arc;

use tower_sessions::Session;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::explain::Explanations;
use crate::model::session::Opens;
use crate::passkey::CeremonyResponse;
use crate::session::TOKEN_KEY;
use crate::web::request_context::RequestContext;

/// How many sessions are remembered.
const MOST: usize = 64;

/// The open session of a demo account.
pub(super) struct DemoSession {
    /// The hash of the cookie of the browser that opened it.
    browser_hash: String,
    /// The id of the account.
    account: String,
    pub(super) at: UnixSeconds,
    /// The value that its cookie would have.
    token: String,
}

impl Explanations<'_> {
    /// Signs the demo credential in, and returns its account.
    pub(super) async fn open_demo_session(
        self,
        context: &RequestContext,
        ceremony: &str,
        response: &str,
    ) -> Result<String> {
        let browser_hash = context.browser.hash().ok_or(Error::SignedOut)?;
        let session = Session::new(None, Arc::new(self.sessions().tower_sessions()), None);
        let demo = RequestContext { session: session.clone(), ..context.clone() };
        let answer = CeremonyResponse::of_page(&demo, ceremony, response);
        let (signed_in, _) = self.passkeys().finish_opening(&answer, Opens::Session).await?;
        let token = session.get::<String>(TOKEN_KEY).await?;
        let token = token.ok_or_else(|| Error::internal("no session"))?;
        let account = signed_in.user.id.to_string();
        let at = self.clock().now();
        self.with_memory(|kept| {
            kept.demos.truncate(MOST - 1);
            kept.demos.push_front(DemoSession {
                browser_hash,
                account: account.clone(),
                at,
                token,
            });
        });
        Ok(account)
    }

    /// Returns the context of a request in the session of a demo account of this browser.
    ///
    /// # Errors
    /// [`Error::NotFound`] without that session.
    pub(super) fn in_demo_session(
        self,
        context: &RequestContext,
        account: &str,
    ) -> Result<RequestContext> {
        let browser_hash = context.browser.hash();
        let is_it = |demo: &&DemoSession| {
            demo.account == account && Some(&demo.browser_hash) == browser_hash.as_ref()
        };
        let token =
            self.with_memory(|kept| kept.demos.iter().find(is_it).map(|demo| demo.token.clone()));
        let id = token.and_then(|token| token.parse().ok()).ok_or(Error::NotFound)?;
        let session = Session::new(Some(id), Arc::new(self.sessions().tower_sessions()), None);
        Ok(RequestContext { session, ..context.clone() })
    }

    /// Changes a demo account during a ceremony in its session: `removal` removes
    /// the passkey with this credential id, `deletion` deletes the account.
    ///
    /// # Errors
    /// [`Error::NotFound`] except on a developer's own machine, and for an unknown account or
    /// passkey; [`Error::InvalidRequest`] for another change; [`Error::LastWayIn`].
    pub async fn change_demo(
        self,
        context: &RequestContext,
        change: &str,
        account: &str,
        credential_id: &str,
    ) -> Result<()> {
        let demo = self.in_demo_session(&self.demo_context(context)?, account)?;
        match change {
            "removal" => {
                let user = self.sessions().signed_in(&demo).await?.ok_or(Error::SignedOut)?.user;
                let passkeys = self.store().list_credentials(user.id).await?;
                let is_it =
                    |one: &&crate::Credential| one.credential_id.to_string() == credential_id;
                let passkey = passkeys.iter().find(is_it).ok_or(Error::NotFound)?;
                self.passkeys().remove(&demo, &passkey.id.to_string()).await
            }
            "deletion" => self.accounts().delete(&demo, true).await.map(drop),
            _ => Err(Error::InvalidRequest("no such change")),
        }
    }
}
