//! Tests a clock that is wrong by an hour, in both directions: confirmed changes are kept, used
//! secrets stay used, and users can go on.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::mail_server::{MailServer, Speaks};
use testing::on_both;

use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code};
use crate::User;

const ADA: &str = "ada@example.org";
const HOUR: Duration = Duration::from_hours(1);

/// Moves the clock by an hour, forward or back, and lets the background work run.
async fn jump(party: &TestParty, is_forward: bool) {
    if is_forward {
        party.pass(HOUR);
    } else {
        party.clock().turn_back(HOUR);
    }
    party.sweep().await.unwrap();
    party.tokens().maintain_keys().await.unwrap();
    party.passkeys().maintain_challenge_keys().await.unwrap();
    party.events().read().await.unwrap();
}

/// Signs in with a passkey and by email, and uses tokens. Returns the browsers.
async fn everything_works(party: &TestParty, phone: &mut Peer) -> [TestBrowser; 2] {
    let [by_passkey, by_mail] = [party.browser(), party.browser()];
    by_passkey.sign_in(phone).await.unwrap();
    by_passkey.change_display_name("Ada").await.unwrap();
    by_mail.enter_by_mail(ADA).await;
    let signed_in = by_passkey.signed_in().await.unwrap();
    let tokens = party.tokens().issue(&signed_in).await.unwrap();
    party.tokens().bearer(&tokens.access_token).await.unwrap();
    let refreshed = party.tokens().refresh(&by_passkey.context(), &tokens.refresh_token).await;
    party.tokens().bearer(&refreshed.unwrap().access_token).await.unwrap();
    [by_passkey, by_mail]
}

async fn owner(browser: &TestBrowser) -> Option<User> {
    browser.signed_in().await.map(|signed_in| signed_in.user)
}

async fn an_hour_wrong(party: TestParty, is_forward: bool) {
    let party = party.with_key().await;
    let mut phone = Peer::new();
    let home = party.browser();
    let ada = home.sign_up(ADA, &mut phone).await;
    home.redeem(&party.mail_to(ADA).await).await.unwrap();
    let [one, other] = everything_works(&party, &mut phone).await;
    let mut open = vec![home, one, other];
    let tokens = party.tokens().issue(&open[0].signed_in().await.unwrap()).await.unwrap();
    // Answered before the jump.
    let spent = party.browser();
    let started = spent.start_sign_in().await.unwrap();
    let assertion = phone.get(ORIGIN, &started.options).await.unwrap();
    spent.finish_sign_in(&started, &assertion).await.unwrap();
    let used = party.browser();
    used.ask_for_link(ADA).await.unwrap();
    let used_link = party.mail_to(ADA).await;
    used.redeem(&used_link).await.unwrap();
    used.sign_out().await;

    let mut refresh_token = tokens.refresh_token;
    for is_forward in [is_forward, !is_forward] {
        let before = party.events().list(ada.id, None).await.unwrap().len();
        jump(&party, is_forward).await;
        for browser in &open {
            assert_eq!(owner(browser).await.map(|user| user.id), Some(ada.id));
        }
        let refreshed = party.tokens().refresh(&open[0].context(), &refresh_token).await.unwrap();
        party.tokens().bearer(&refreshed.access_token).await.unwrap();
        refresh_token = refreshed.refresh_token;
        // A used challenge stays used.
        let again = spent.finish_sign_in(&started, &assertion).await;
        assert_eq!(code(&again), "ceremony_expired");
        let _ = used.redeem(&used_link).await;
        assert!(used.signed_in().await.is_none());
        let [one, other] = everything_works(&party, &mut phone).await;
        open.extend([one, other]);
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);
        assert!(party.events().list(ada.id, None).await.unwrap().len() > before.min(25));
    }
    // A passkey that was used while the clock was ahead isn't recent for longer than another.
    party.pass(10 * MINUTE);
    for browser in &open {
        let signed_in = browser.signed_in().await.unwrap();
        assert!(!signed_in.is_recently_verified(party.clock().now()));
    }
}

on_both! {
    async fn a_clock_that_was_an_hour_ahead_loses_nothing(party: TestParty) {
        an_hour_wrong(party, true).await;
    }

    async fn a_clock_that_was_an_hour_behind_loses_nothing(party: TestParty) {
        an_hour_wrong(party, false).await;
    }

    async fn emails_that_were_queued_by_a_clock_ahead_are_sent_at_once(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let url = format!("smtp://localhost:{}", server.port);
        let party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
        party.pass(HOUR);
        party.browser().ask_for_link(ADA).await.unwrap();
        // The clock is corrected before the server sends it.
        party.clock().turn_back(HOUR);
        party.mail().send_due().await;
        assert_eq!(server.mails().len(), 1);
        party.browser().ask_for_link("bob@example.org").await.unwrap();
        party.mail().send_due().await;
        assert_eq!(server.mails().len(), 2);
    }
}
