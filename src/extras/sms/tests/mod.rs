//! Tests of phone numbers and text messages.
//!
//! | file | subject |
//! |---|---|
//! | `numbers.rs` | which numbers are accepted, and in which spellings |
//! | `phones.rs` | the phone number and its code |
//! | `pumping.rs` | text messages that cost money |
//! | `texts.rs` | text messages |

mod numbers;
mod phones;
pub(crate) mod pumping;
mod texts;

use crate::Result;
use crate::tests::party::{TestBrowser, TestParty};

/// A mobile number.
pub(super) const NUMBER: &str = "+4915123456789";

/// Leaves a verified number and a code for another one.
pub(super) async fn leave_traces(party: &TestParty, browser: &TestBrowser, name: &str) {
    let number = if name == "ada" { NUMBER } else { "+4915123456700" };
    browser.send_phone_code(number).await.unwrap();
    browser.redeem_phone_code(&party.text(number).await.1.unwrap()).await.unwrap();
    browser.send_phone_code(&number.replace("+49151", "+49152")).await.unwrap();
}

impl TestParty {
    /// Returns the newest text message to a number, and its code.
    pub(crate) async fn text(&self, phone: &str) -> (String, Option<String>) {
        let messages = self.mail().development_mailbox().await.unwrap();
        let newest = messages.into_iter().find(|message| message.to == phone).unwrap();
        (newest.text, newest.code)
    }
}

impl TestBrowser {
    pub(crate) async fn send_phone_code(&self, phone: &str) -> Result<()> {
        self.request(async |context| self.rp.sms().send_phone_code(context, phone).await).await
    }

    pub(crate) async fn redeem_phone_code(&self, code: &str) -> Result<()> {
        self.request(async |context| self.rp.sms().redeem_phone_code(context, code).await).await
    }

    pub(crate) async fn remove_phone(&self) -> Result<()> {
        self.request(async |context| self.rp.sms().remove_phone(context).await).await
    }
}
