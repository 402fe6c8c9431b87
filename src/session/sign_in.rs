//! The last step of every sign-in: opening a session.
//!
//! A sign-in is part of the transaction that accepts its proof: a passkey, an email or a link. It
//! counts the sign-in, inserts the session and records the event ([`Sessions::add_sign_in`]).
//! Then the browser gets its cookie, or the client its tokens ([`Sessions::enter`]).

use tower_sessions::Expiry;
use tower_sessions::session::Id;
use uuid::Uuid;

use crate::clock::{UnixSeconds, seconds};
use crate::error::Result;
use crate::model::event::Kind;
use crate::model::ids::SessionId;
use crate::model::session::Familiarity;
use crate::model::session::Method;
pub(crate) use crate::model::session::Opens;
use crate::model::session::Session;
use crate::model::user::{User, UserId};
use crate::session::Sessions;
use crate::session::tokens::Tokens;
use crate::session::{KEY, SignedIn, TOKEN_KEY, VerifiedCredential};
use crate::store::{NewSession, Unit};
use crate::web::request_context::RequestContext;

impl Sessions<'_> {
    /// Returns the session that a sign-in is about to open, with a new cookie value.
    pub(crate) fn new_session(
        self,
        context: &RequestContext,
        user_id: UserId,
        method: Method,
        opens: Opens,
    ) -> NewSession {
        let now = self.clock().now();
        let session = Session {
            id: SessionId(self.random().uuid()),
            user_id,
            method,
            credential_id: None,
            attachment: None,
            local_passkeys: Vec::new(),
            user_agent: context.user_agent.clone(),
            ip: context.ip.clone(),
            created_at: now,
            last_seen_at: now,
            verified_at: None,
            proven_at: None,
            expires_at: now + seconds(self.settings().site().session_lifetime()),
        };
        let token = Id(i128::from_le_bytes(self.random().bytes()));
        let refresh =
            (opens == Opens::Tokens).then(|| self.tokens().first_refresh_token(&session, true));
        let replaces = context.session.id();
        NewSession {
            session,
            token,
            replaces,
            opens,
            passkey: None,
            familiarity: Familiarity::Known,
            refresh,
        }
    }

    /// Returns the session for a passkey that was just created or used.
    pub(crate) fn new_session_by_passkey(
        self,
        context: &RequestContext,
        used: &VerifiedCredential,
        opens: Opens,
    ) -> NewSession {
        let credential = &used.credential;
        let mut new = self.new_session(context, credential.user_id, Method::Passkey, opens);
        new.session.credential_id = Some(credential.id);
        new.session.attachment = used.attachment;
        new.session.verified_at = Some(self.clock().now());
        new.session = new.session.using(used);
        new.passkey = Some(credential.name.clone());
        new
    }

    /// Adds a sign-in to a unit: the session and its event. `is_pending`: a back end created the
    /// account, and this is its first sign-in.
    ///
    /// Every kind of sign-in uses this. For a deactivated account, a condition of the unit fails.
    pub(crate) fn add_sign_in(
        self,
        context: &RequestContext,
        unit: &mut Unit,
        new: &NewSession,
        is_pending: bool,
    ) -> Result<()> {
        let session = &new.session;
        unit.count_sign_in(session.user_id, context.locale, session.created_at);
        if new.opens != Opens::Nothing {
            unit.open_session(new)?;
        }
        if let Some((_, refresh_token)) = &new.refresh {
            unit.insert_refresh_token(refresh_token);
        }
        if is_pending {
            unit.record(&self.event(context, session.user_id, Kind::Activated));
        }
        let kind = match session.method {
            Method::Passkey => Kind::SignedInByPasskey,
            Method::Mail => Kind::SignedInByMail,
            Method::Link => Kind::SignedInByLink,
        };
        let mut event = self.event(context, session.user_id, kind).with_session(session);
        event.details.passkey.clone_from(&new.passkey);
        let browser = self.add_browser_of(context, unit, new);
        if new.familiarity == Familiarity::New && !is_pending {
            event = event.with_new_browser(browser.unwrap_or_default(), self.mail().can_send());
        }
        unit.record(&event);
        Ok(())
    }

    /// Gives the browser its cookie, or returns the tokens.
    pub(crate) async fn enter(
        self,
        context: &RequestContext,
        user: User,
        new: NewSession,
    ) -> Result<(SignedIn, Option<Tokens>)> {
        let NewSession { session, token, opens, refresh, .. } = new;
        if opens == Opens::Session {
            if context.session.id().is_some() {
                // Its row has already been deleted.
                context.session.flush().await?;
            }
            // The cookie lasts as long as the session.
            let lifetime = time::Duration::seconds(session.expires_at - session.created_at);
            context.session.set_expiry(Some(Expiry::OnInactivity(lifetime)));
            context.session.insert(KEY, &session).await?;
            context.session.insert(TOKEN_KEY, token.to_string()).await?;
        }
        let tokens = match refresh {
            Some((refresh_token, _)) => Some(self.tokens().pair(&session, &refresh_token).await?),
            None => None,
        };
        Ok((SignedIn { user, session }, tokens))
    }

    /// Returns the session for an email that was sent at `sent_at`. The account isn't known yet.
    pub(crate) fn new_session_by_mail(
        self,
        context: &RequestContext,
        sent_at: UnixSeconds,
    ) -> NewSession {
        let nobody = UserId(Uuid::nil());
        let mut new = self.new_session(context, nobody, Method::Mail, Opens::Session);
        new.session.proven_at = Some(sent_at);
        new
    }
}
