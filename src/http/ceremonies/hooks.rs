//! Hooks: how an application connects the ceremony routes to its users and sessions.

use async_trait::async_trait;
use http::HeaderMap;
use http::request::Parts;
use serde_json::{Map, Value};

use crate::RelyingParty;
use crate::error::Result;
use crate::model::session::Opens;
use crate::passkey::Owner;
use crate::session::tokens;
use crate::session::{SignedIn, bearer_token};
use crate::web::request_context::RequestContext;

/// The decisions that the routes leave to the application.
pub trait Hooks: Clone + Send + Sync + 'static {
    /// Returns the user of a request, if they are known.
    fn get_user(
        &self,
        rp: &RelyingParty,
        parts: &Parts,
    ) -> impl Future<Output = Result<Option<Owner>>> + Send;

    /// Returns what a sign-in opens.
    fn opens(&self) -> Opens {
        Opens::Nothing
    }

    /// Returns additions to the response after a sign-in or sign-up. `tokens` is set if that is
    /// what a sign-in [opens](Self::opens).
    fn on_authenticated(
        &self,
        rp: &RelyingParty,
        context: &RequestContext,
        signed_in: SignedIn,
        tokens: Option<tokens::Tokens>,
    ) -> impl Future<Output = Result<Welcome>> + Send;
}

/// Additions to the response to a sign-in.
#[derive(Debug, Default)]
pub struct Welcome {
    /// Additional headers, such as a cookie.
    pub headers: HeaderMap,
    /// Additional members of the JSON.
    pub members: Map<String, Value>,
}

/// Identifies users by access token, and returns tokens at sign-in.
#[derive(Clone, Copy, Debug)]
pub struct Tokens;

impl Hooks for Tokens {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>> {
        let Some(token) = bearer_token(&parts.headers) else { return Ok(None) };
        let signed_in = rp.tokens().bearer(token?).await?;
        // A user who also has a session cookie must create the first passkey in that session. The
        // token alone isn't enough, because it may be passed on to other back ends.
        let may_add_first = signed_in.is_fresh_from_mail(rp.clock().now())
            && rp.store().is_for_tokens_alone(signed_in.session.id).await?;
        let SignedIn { user, session } = signed_in;
        // The holder of the token isn't necessarily the person who used the passkey.
        let session = session.id.to_string();
        Ok(Some(Owner { user, session, proven_by: None, may_add_first }))
    }

    fn opens(&self) -> Opens {
        Opens::Tokens
    }

    async fn on_authenticated(
        &self,
        _: &RelyingParty,
        _: &RequestContext,
        _: SignedIn,
        tokens: Option<tokens::Tokens>,
    ) -> Result<Welcome> {
        let tokens = serde_json::to_value(tokens)?;
        let members = tokens.as_object().cloned().unwrap_or_default();
        Ok(Welcome { members, ..Welcome::default() })
    }
}

/// Hooks of any type, so that the handlers aren't generic.
#[async_trait]
pub(crate) trait AnyHooks: Send + Sync {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>>;

    fn opens(&self) -> Opens;

    async fn on_authenticated(
        &self,
        rp: &RelyingParty,
        context: &RequestContext,
        signed_in: SignedIn,
        tokens: Option<tokens::Tokens>,
    ) -> Result<Welcome>;
}

#[async_trait]
impl<H: Hooks> AnyHooks for H {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>> {
        Hooks::get_user(self, rp, parts).await
    }

    fn opens(&self) -> Opens {
        Hooks::opens(self)
    }

    async fn on_authenticated(
        &self,
        rp: &RelyingParty,
        context: &RequestContext,
        signed_in: SignedIn,
        tokens: Option<tokens::Tokens>,
    ) -> Result<Welcome> {
        Hooks::on_authenticated(self, rp, context, signed_in, tokens).await
    }
}
