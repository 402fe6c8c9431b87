//! The one-time link to the developer's account: its button creates a passkey and signs in with it.
//!
//! 1. [`Demo::create`] prints the link.
//! 2. Its page starts a registration for the account ([`Demo::start_sign_in`]).
//! 3. The response adds the passkey, spends the link, and signs in.

use std::time::Duration;

use uuid::Uuid;

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::demo::Demo;
use crate::model::ids::PasskeyId;
use crate::model::session::Opens;
use crate::model::user::UserId;
use crate::passkey::adding::Adding;
use crate::passkey::{Binding, CeremonyResponse, Purpose, Started};
use crate::session::VerifiedCredential;
use crate::store::{AddReason, Unit};
use crate::web::request_context::RequestContext;

/// The path of its page.
const LINK_PATH: &str = "/dev/demo";

/// How long a link works.
const LIFETIME: Duration = Duration::from_hours(1);

/// A link that can be used.
#[derive(Clone, Copy, Debug)]
pub(super) struct DemoLink {
    pub(super) id: Uuid,
    pub(super) user_id: UserId,
}

impl Demo<'_> {
    pub(super) async fn create_link(self, user_id: UserId) -> Result<String> {
        let (token, id) = (self.random().secret(), self.random().uuid());
        let expires_at = self.clock().now() + seconds(LIFETIME);
        let mut unit = Unit::default();
        unit.insert_demo_link(&token.hash(), DemoLink { id, user_id }, expires_at);
        self.store().apply(unit).await?;
        Ok(format!("{}{LINK_PATH}?token={}", self.config().origin_text(), token.expose()))
    }

    /// Returns the name of the account that a link opens. Changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] on a site that isn't a developer's; [`Error::LinkExpired`].
    pub async fn look_at_link(self, token: &str) -> Result<String> {
        let link = self.demo_link(token).await?;
        Ok(self.demo_user(link.user_id).await?.name())
    }

    async fn demo_link(self, token: &str) -> Result<DemoLink> {
        self.check()?;
        let hash = Secret::presented(token).hash();
        let found = self.store().find_demo_link(&hash, self.clock().now()).await?;
        found.ok_or(Error::LinkExpired("unknown, used or expired link of the demo"))
    }

    /// Starts to create a passkey for the account of a link.
    ///
    /// # Errors
    /// [`Error::CeremonyExpired`] if the link can't be used, because the button has words for that.
    pub async fn start_sign_in(self, context: &RequestContext, token: &str) -> Result<Started> {
        let link = self.demo_link(token).await;
        let link =
            link.map_err(|_| Error::CeremonyExpired("the link of the demo can't be used"))?;
        let user = self.demo_user(link.user_id).await?;
        let passkeys = self.store().list_credentials(user.id).await?;
        let names = [&user.name(), &user.display_name()];
        let (options, state) =
            self.passkeys().registration_options(&user.handle(), names, &passkeys)?;
        // The link stands in for a passkey that was used before.
        let (user_id, proven_by) = (Some(user.id), Some(PasskeyId(link.id)));
        let binding = Binding { user_id, proven_by, ..Binding::default() };
        self.passkeys().start_ceremony(context, Purpose::AddPasskey, binding, options, &state).await
    }

    /// Adds the passkey, spends the link, and signs in.
    ///
    /// # Errors
    /// [`Error::CeremonyExpired`], [`Error::VerificationFailed`], [`Error::NotDiscoverable`],
    /// [`Error::DuplicateCredential`].
    pub async fn finish_sign_in(
        self,
        context: &RequestContext,
        ceremony: &str,
        response: &str,
    ) -> Result<()> {
        self.check()?;
        let answer = CeremonyResponse::of_page(context, ceremony, response);
        let challenge = self.passkeys().open(&answer, Purpose::AddPasskey, None).await?;
        let (Some(PasskeyId(link)), Some(user_id), None) =
            (challenge.proven_by, challenge.user_id, &challenge.bound_to)
        else {
            return Err(Error::CeremonyExpired("not started by a link of the demo"));
        };
        let others = self.store().list_credentials(user_id).await?;
        let mut unit = Unit::default();
        unit.delete_demo_link(DemoLink { id: link, user_id });
        let (reason, session, name) = (AddReason::Verified, None, None);
        let adding = Adding { challenge: &challenge, others: &others, reason, session, name };
        let credential = self.passkeys().add(context, response, adding, unit).await?;
        let used = VerifiedCredential { credential, attachment: None };
        let new = self.sessions().new_session_by_passkey(context, &used, Opens::Session);
        let mut unit = Unit::default();
        self.sessions().add_sign_in(context, &mut unit, &new, false)?;
        if !self.store().apply(unit).await? {
            return Err(Error::Deactivated);
        }
        self.wake_readers();
        self.sessions().enter(context, self.demo_user(user_id).await?, new).await.map(drop)
    }
}
