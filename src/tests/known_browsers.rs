//! Tests that strangers' requests can't lock a user out.

use testing::on_both;

use super::party::{MINUTE, SECOND, TestBrowser, TestParty, code};
use crate::web::known_browser::KNOWN_FOR;

const ADA: &str = "ada@example.org";
const IPS: [&str; 3] = ["203.0.113.1", "198.51.100.1", "192.0.2.200"];

/// Strangers request emails to an address until no new browser gets one.
async fn use_up(party: &TestParty) {
    for ip in IPS {
        let mut stranger = party.browser();
        stranger.ip = ip;
        let _ = stranger.ask_for_link(ADA).await;
    }
    let mut stranger = party.browser();
    stranger.ip = "2001:db8::1";
    assert_eq!(code(&stranger.ask_for_link(ADA).await), "too_many_requests");
}

async fn enter(party: &TestParty, browser: &TestBrowser) {
    browser.ask_for_link(ADA).await.unwrap();
    browser.redeem(&party.newest_mail().await).await.unwrap();
}

fn limited(party: TestParty) -> TestParty {
    party.restarted_with(&[
        ("LATCHKEY_LIMIT_SENDS", "2/60s"),
        ("LATCHKEY_LIMIT_SENDS_ADDRESS", "3/1h"),
    ])
}

on_both! {
    async fn a_browser_that_has_redeemed_an_email_is_not_locked_out(party: TestParty) {
        let party = limited(party);
        let mut browser = party.browser();
        enter(&party, &browser).await;
        use_up(&party).await;
        // From any network, even a stranger's, but only as often as its own allowance permits.
        browser.ip = IPS[0];
        enter(&party, &browser).await;
        browser.ask_for_link(ADA).await.unwrap();
        assert_eq!(code(&browser.ask_for_link(ADA).await), "too_many_requests");
        let link = browser.request(async |context| party.magic_links().awaited(context).await).await.unwrap().unwrap();
        let wait = browser.request(async |context| party.magic_links().wait_to_send_again(context, &link).await).await.unwrap();
        assert_eq!(wait.as_secs(), 60);
        party.pass(MINUTE);
        browser.ask_for_link(ADA).await.unwrap();
        // It is known for this address only.
        let other = "bob@example.org";
        for ip in IPS {
            let mut stranger = party.browser();
            stranger.ip = ip;
            stranger.ask_for_link(other).await.unwrap();
        }
        assert_eq!(code(&browser.ask_for_link(other).await), "too_many_requests");
    }

    async fn what_is_redeemed_is_taken_back_from_what_the_address_was_sent(party: TestParty) {
        let party = limited(party);
        for _ in 0..5 {
            let browser = party.browser();
            enter(&party, &browser).await;
            party.pass(MINUTE);
        }
        use_up(&party).await;
    }

    async fn a_browser_is_forgotten_after_half_a_year(party: TestParty) {
        let party = limited(party);
        let browser = party.browser();
        enter(&party, &browser).await;
        let known = "select cast(count(*) as text) from known_browsers";
        party.pass(KNOWN_FOR.checked_sub(SECOND).unwrap());
        party.sweep().await.unwrap();
        assert_eq!(party.database.text(known).await, "2", "for the address and the account");
        party.pass(SECOND);
        use_up(&party).await;
        assert_eq!(code(&browser.ask_for_link(ADA).await), "too_many_requests");
        party.sweep().await.unwrap();
        assert_eq!(party.database.text(known).await, "0");
    }
}
