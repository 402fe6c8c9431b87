//! Whether an account was used before in the browser of a sign-in.
//!
//! A browser has the long-lived cookie of known browsers (`web/known_browser.rs`). The database stores
//! a hash of the account's id and that cookie. A client without cookies is known while a session of
//! the account is open that a client with the same `User-Agent` opened.

use crate::clock::seconds;
use crate::error::Result;
use crate::model::session::{Familiarity, Opens};
use crate::model::user::{Email, UserId};
use crate::session::Sessions;
use crate::store::{NewSession, Unit};
use crate::web::known_browser::KNOWN_FOR;
use crate::web::request_context::RequestContext;

impl Sessions<'_> {
    /// Returns whether an account was used before in the browser that is about to sign in to it.
    pub(crate) async fn familiarity(
        self,
        context: &RequestContext,
        user_id: UserId,
        opens: Opens,
    ) -> Result<Familiarity> {
        let now = self.clock().now();
        let is_known = match opens {
            Opens::Session => {
                let Some(secret) = context.known.secret() else { return Ok(Familiarity::New) };
                let id = secret.hash_for(user_id.to_string());
                let until = self.store().find_known_browser(&id, now).await?;
                if until.is_some_and(|until| until - now < seconds(KNOWN_FOR) / 2) {
                    return Ok(Familiarity::Renewed);
                }
                until.is_some()
            }
            Opens::Tokens => {
                self.store().has_session_of_client(user_id, &context.user_agent, now).await?
            }
            // The application knows its own browsers.
            Opens::Nothing => true,
        };
        Ok(if is_known { Familiarity::Known } else { Familiarity::New })
    }

    /// Returns the same for the account that owns an address. A new account is created in this
    /// browser.
    pub(crate) async fn familiarity_of(
        self,
        context: &RequestContext,
        email: &Email,
        opens: Opens,
    ) -> Result<Familiarity> {
        match self.store().find_owner(email).await? {
            Some(owner) => self.familiarity(context, owner.id, opens).await,
            None => Ok(Familiarity::Renewed),
        }
    }

    /// Records that an account is used in this browser, unless that is recorded already, and
    /// returns the browser's id. The response must set the cookie.
    pub(crate) fn add_browser_of(
        self,
        context: &RequestContext,
        unit: &mut Unit,
        new: &NewSession,
    ) -> Option<String> {
        if new.opens != Opens::Session || new.familiarity == Familiarity::Known {
            return None;
        }
        context.known.identify(self.random());
        let id = context.known.secret()?.hash_for(new.session.user_id.to_string());
        unit.insert_known_browser(&id, self.clock().now() + seconds(KNOWN_FOR));
        Some(id)
    }
}
