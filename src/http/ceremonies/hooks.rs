//! Hooks: what the ceremony routes ask the application around them.

use async_trait::async_trait;
use http::HeaderMap;
use http::request::Parts;
use serde_json::{Map, Value};

use crate::RelyingParty;
use crate::error::Result;
use crate::extras::tokens;
use crate::model::session::Opens;
use crate::passkey::Owner;
use crate::session::{SignedIn, bearer_token};
use crate::web::request_context::Visitor;

/// What the routes ask the application around them.
pub trait Hooks: Clone + Send + Sync + 'static {
    /// Whom a request is from, if it is from somebody who is known.
    fn get_user(
        &self,
        rp: &RelyingParty,
        parts: &Parts,
    ) -> impl Future<Output = Result<Option<Owner>>> + Send;

    /// What a sign-in opens here.
    fn opens(&self) -> Opens {
        Opens::Nothing
    }

    /// Somebody has just signed in or up: what the answer says beside that. `tokens`, if those are
    /// what it [opens](Self::opens).
    fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
        signed_in: SignedIn,
        tokens: Option<tokens::Tokens>,
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
        Ok(Some(Owner { user, session: session.id, proven_by: None, may_add_first }))
    }

    fn opens(&self) -> Opens {
        Opens::Tokens
    }

    async fn on_authenticated(
        &self,
        _: &RelyingParty,
        _: &Visitor,
        _: SignedIn,
        tokens: Option<tokens::Tokens>,
    ) -> Result<Welcome> {
        let tokens = serde_json::to_value(tokens)?;
        let members = tokens.as_object().cloned().unwrap_or_default();
        Ok(Welcome { members, ..Welcome::default() })
    }
}

/// Anybody's hooks: the handlers are the same for all of them, and so is their description.
#[async_trait]
pub(crate) trait AnyHooks: Send + Sync {
    async fn get_user(&self, rp: &RelyingParty, parts: &Parts) -> Result<Option<Owner>>;

    fn opens(&self) -> Opens;

    async fn on_authenticated(
        &self,
        rp: &RelyingParty,
        visitor: &Visitor,
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
        visitor: &Visitor,
        signed_in: SignedIn,
        tokens: Option<tokens::Tokens>,
    ) -> Result<Welcome> {
        Hooks::on_authenticated(self, rp, visitor, signed_in, tokens).await
    }
}
