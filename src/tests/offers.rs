//! Tests who is asked to create a passkey.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{SECOND, TestBrowser, TestParty, honest, just_under};
use crate::passkey::offer::EVERY;

async fn by_mail(party: &TestParty) -> TestBrowser {
    let browser = party.browser();
    browser.ask_for_link("ada@example.org").await.unwrap();
    browser.redeem(&party.newest_mail().await).await.unwrap();
    browser
}

async fn is_asked(party: &TestParty, browser: &TestBrowser) -> bool {
    browser.request(async |context| party.passkeys().offer(context).await).await.unwrap()
}

on_both! {
    async fn whoever_came_by_mail_is_asked_once_in_thirty_days(party: TestParty) {
        let browser = by_mail(&party).await;
        assert!(is_asked(&party, &browser).await);
        assert!(!is_asked(&party, &browser).await);
        party.pass(just_under(EVERY));
        let browser = by_mail(&party).await;
        assert!(!is_asked(&party, &browser).await);
        party.pass(SECOND);
        assert!(is_asked(&party, &browser).await);
    }

    async fn whoever_has_a_passkey_is_not_asked(party: TestParty) {
        let browser = by_mail(&party).await;
        browser.add_bent(&mut Hostile::new(), honest).await.unwrap();
        assert!(!is_asked(&party, &browser).await);
    }

    async fn nobody_else_is_asked(party: TestParty) {
        assert!(!is_asked(&party, &party.browser()).await);
        // Not even users who have removed the passkey that they signed in with.
        let browser = party.browser();
        let ada = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let only = party.passkeys_of(&ada).await[0].id.to_string();
        browser.request(async |context| party.passkeys().remove(context, &only).await).await.unwrap();
        assert!(!is_asked(&party, &browser).await);
    }
}
