//! Demo: 200 made-up accounts, to look at pages before a site has users.
//!
//! Accounts, passkeys, sessions and events of 30 days come from a seed, so they are the same each
//! time. No one has the private keys of their passkeys. The developer signs in to one more account
//! with a one-time link, which creates a passkey on the spot (`link.rs`).
//!
//! All of this works only with the settings of a new clone: `http://localhost`, and no mail server.

mod emails;
mod link;
mod names;
mod people;
mod seed;
mod store;
#[cfg(test)]
mod tests;

use crate::User;
use crate::error::{Error, Result};
use crate::extras::Extra;
use crate::model::user::UserId;
use crate::store::MigrationFile;
use crate::store::personal::{Owner, Personal};
#[cfg(test)]
use crate::tests::party::{TestBrowser, TestParty};

/// The extra.
pub(crate) struct DemoExtra;

#[async_trait::async_trait]
impl Extra for DemoExtra {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[(901, "demo", include_str!("../../../migrations/0901_demo.sql"))]
    }

    fn personal(&self) -> &'static [Personal] {
        &[Personal {
            table: "demo_links",
            owners: &[Owner::Id("user_id")],
            shown: "user_id, expires_at",
            withheld: "token_hash, id",
        }]
    }

    fn expired(&self) -> &'static [&'static str] {
        store::EXPIRED
    }

    #[cfg(test)]
    async fn leave_traces(&self, party: &TestParty, browser: &TestBrowser, _name: &str) {
        let user = browser.user().await;
        party.demo().create_link(user.id).await.unwrap();
    }
}

facade! {
    /// The demo: made-up accounts, and the link to the developer's.
    demo: Demo
}

impl Demo<'_> {
    /// Creates the made-up accounts unless they exist, and returns a one-time link to the
    /// developer's.
    ///
    /// # Errors
    /// [`Error::NotFound`] on a site that has other settings than a new clone.
    pub async fn create(self) -> Result<String> {
        self.check()?;
        let developer = people::developer();
        if !self.store().has_user(developer).await? {
            self.insert_people().await?;
        }
        self.create_link(developer).await
    }

    /// Fails on a site that isn't a developer's.
    fn check(self) -> Result<()> {
        if self.config().has_development_mailbox() { Ok(()) } else { Err(Error::NotFound) }
    }

    async fn demo_user(self, id: UserId) -> Result<User> {
        self.store().find_user(id).await?.ok_or(Error::NotFound)
    }
}
