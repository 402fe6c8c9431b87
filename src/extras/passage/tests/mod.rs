//! Tests of the management API and of back ends' links.
//!
//! | file | subject |
//! |---|---|
//! | `account_lists.rs` | lists of accounts: pages, filters and sort order |
//! | `accounts_in_use.rs` | addresses and numbers set on an account in use |
//! | `administration.rs` | what a back end with an API key does to accounts |
//! | `api_keys.rs` | which back end may use the management API |
//! | `bearer_links.rs` | links that back ends create |
//! | `claims.rs` | no path into an account that merely claims an address |
//! | `passkeys.rs` | passkeys that a back end removes, or has users use |
//! | `texts.rs` | text messages with back ends' links |
//! | `tokens.rs` | tokens that a back end revokes |
//! | `used_bearer_links.rs` | used links |

mod account_lists;
mod accounts_in_use;
pub(crate) mod administration;
mod api_keys;
mod bearer_links;
mod claims;
mod passkeys;
mod texts;
mod tokens;
mod used_bearer_links;

use super::flex_transaction::Task;
use super::{BearerLook, FlexTransaction, Recipient};
use crate::Result;
use crate::crypto::secret::Secret;
use crate::model::session::Method;
use crate::store::Unit;
use crate::tests::party::{Mail, TestBrowser, TestParty};

/// Uses of a back end's link in a browser.
impl TestBrowser {
    async fn look_bearer(&self, mail: &Mail) -> Result<BearerLook> {
        self.request(async |context| {
            self.rp.passage().look_at_bearer_link(context, &mail.token).await
        })
        .await
    }

    pub(crate) async fn redeem_bearer(&self, mail: &Mail) -> Result<Option<String>> {
        self.request(async |context| {
            self.rp.passage().redeem_bearer_link(context, &mail.token).await
        })
        .await
    }
}

pub(super) async fn leave_traces(party: &TestParty, browser: &TestBrowser, name: &str) {
    let id = browser.user().await.id.to_string();
    party
        .passage()
        .create_link(&browser.context(), administration::link(Recipient::User(id)))
        .await
        .unwrap();
    // She also has an external id in a back end that manages its own users.
    let id = browser.user().await.id;
    let flex_transaction = FlexTransaction {
        task: Task::Registration { name: format!("The great {name}"), is_recovery: true },
        verified_at: Some(7),
        user_id: id,
        created_at: 0,
        expires_at: i64::MAX,
    };
    // She signed up in test mode.
    party.store().insert_ephemeral_user(id, i64::MAX).await.unwrap();
    // A page of another site waits for her link, and may enter.
    let mut unit = Unit::default();
    unit.insert_waiting_page(name, i64::MAX);
    unit.admit_waiting_page(name, id, Method::Mail);
    party.store().apply(unit).await.unwrap();
    party
        .store()
        .insert_flex_transaction(&Secret::presented(name).hash(), &flex_transaction)
        .await
        .unwrap();
    party.apply(|unit| unit.insert_nonce(&Secret::presented(name).hash(), id, 0, i64::MAX)).await;
}
