//! Hooks: what the ceremony routes ask the application around them.

use async_trait::async_trait;
use http::HeaderMap;
use http::request::Parts;
use serde_json::{Map, Value};

use crate::RelyingParty;
use crate::ceremony::Owner;
use crate::error::Result;
use crate::session::{SignedIn, bearer_token};
use crate::visitor::Visitor;

/// What the routes ask the application around them.
pub trait Hooks: Clone + Send + Sync + 'static {
    /// Whom a request is from, if it is from somebody who is known.
    fn get_user(
        &self,
        rp: &RelyingParty,
        parts: &Parts,
    ) -> impl Future<Output = Result<Option<Owner>>> + Send;

    /// Somebody has just signed in or up: what the answer says beside that. Their session exists
    /// only if this keeps it ([`RelyingParty::keep_session`]).
    fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
        signed_in: SignedIn,
    ) -> impl Future<Output = Result<Welcome>> + Send;
}

/// What an answer says beside that somebody is signed in.
#[derive(Debug, Default)]
pub struct Welcome {
    /// More headers: a cookie, say.
    pub headers: HeaderMap,
    /// More members of the JSON.
    pub members: Map<String, Value>,
}

/// Access tokens say who is asking, and tokens are what a sign-in leads to.
#[derive(Clone, Copy, Debug)]
pub struct Tokens;

impl Hooks for Tokens {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>> {
        let Some(token) = bearer_token(&parts.headers) else { return Ok(None) };
        let signed_in = rp.bearer(token?).await?;
        // Whoever has a cookie beside the token makes the first passkey by that: a token which is
        // handed on to other back ends must not be enough.
        let may_add_first = signed_in.is_fresh_from_mail(rp.clock().now())
            && rp.store().is_for_tokens_alone(&signed_in.session.id).await?;
        let SignedIn { user, session } = signed_in;
        // Whoever holds the token need not be who used the passkey.
        Ok(Some(Owner { user, session: session.id, recently_verified: false, may_add_first }))
    }

    async fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
        signed_in: SignedIn,
    ) -> Result<Welcome> {
        rp.keep_session(visitor).await?;
        let tokens = serde_json::to_value(rp.issue_only_tokens(&signed_in).await?)?;
        let members = tokens.as_object().cloned().unwrap_or_default();
        Ok(Welcome { members, ..Welcome::default() })
    }
}

/// Anybody's hooks: the handlers are the same for all of them, and so is their description.
#[async_trait]
pub(super) trait AnyHooks: Send + Sync {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>>;

    async fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
        signed_in: SignedIn,
    ) -> Result<Welcome>;
}

#[async_trait]
impl<H: Hooks> AnyHooks for H {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>> {
        Hooks::get_user(self, rp, parts).await
    }

    async fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
        signed_in: SignedIn,
    ) -> Result<Welcome> {
        Hooks::on_authenticated(self, rp, visitor, signed_in).await
    }
}
