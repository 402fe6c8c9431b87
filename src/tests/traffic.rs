//! Tests how many statements requests read with, and how many transactions they write.

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty};
use crate::CeremonyResponse;
use crate::model::session::Opens;
use crate::web::request_context::RequestContext;

/// Returns how many statements read and how many transactions wrote during `act`.
async fn traffic(party: &TestParty, act: impl AsyncFnOnce()) -> (u64, u64) {
    party.events().read().await.unwrap();
    let before = party.store().traffic();
    act().await;
    let after = party.store().traffic();
    (after.0 - before.0, after.1 - before.1)
}

async fn commits(party: &TestParty, act: impl AsyncFnOnce()) -> u64 {
    traffic(party, act).await.1
}

/// Returns a browser that sends requests without those of readers in between.
fn browser(party: &TestParty) -> TestBrowser {
    let mut browser = party.browser();
    browser.are_events_read = false;
    browser
}

async fn signed_up(party: &TestParty) -> (TestBrowser, Peer) {
    party.passkeys().maintain_challenge_keys().await.unwrap();
    let (browser, mut phone) = (browser(party), Peer::new());
    browser.sign_up("ada@example.org", &mut phone).await;
    (browser, phone)
}

on_both! {
    async fn a_sign_in_reads_once_and_writes_once(party: TestParty) {
        let (signed_in, mut phone) = signed_up(&party).await;
        let browser = browser(&party);
        let started = browser.start_sign_in().await.unwrap();
        let assertion = phone.get(ORIGIN, &started.options).await.unwrap();
        let finish = async || browser.finish_sign_in(&started, &assertion).await.unwrap();
        assert_eq!(traffic(&party, finish).await, (1, 1));

        // A browser that has signed in before may be known to the account.
        browser.sign_out().await;
        let started = browser.start_sign_in().await.unwrap();
        let assertion = phone.get(ORIGIN, &started.options).await.unwrap();
        let finish = async || browser.finish_sign_in(&started, &assertion).await.unwrap();
        assert_eq!(traffic(&party, finish).await, (2, 1));

        // Reauthentication also reads the current user.
        let started = signed_in.start_verification().await.unwrap();
        let assertion = phone.get(ORIGIN, &started.options).await.unwrap();
        let finish = async || signed_in.finish_verification(&started, &assertion).await.unwrap();
        assert_eq!(commits(&party, finish).await, 1);
    }

    async fn a_sign_in_for_tokens_writes_once(party: TestParty) {
        let party = party.with_key().await;
        let (_, mut phone) = signed_up(&party).await;
        let context = RequestContext::unknown(&party);
        let started = party.passkeys().start_sign_in(&context).await.unwrap().for_client(&context).unwrap();
        let options = serde_json::json!({ "publicKey": started.public_key });
        let assertion = phone.get(ORIGIN, &options).await.unwrap();
        let assertion = serde_json::from_str(&assertion).unwrap();
        let end = async || {
            let ended = party.passkeys().finish_sign_in(&CeremonyResponse::of_client(&context, &started.state, &assertion).unwrap(), Opens::Tokens).await;
            assert!(ended.unwrap().1.is_some());
        };
        // The passkey with its owner, whether the client is new, and the key that signs the token.
        assert_eq!(traffic(&party, end).await, (3, 1));
    }

    async fn a_sign_up_writes_once(party: TestParty) {
        party.passkeys().maintain_challenge_keys().await.unwrap();
        let (browser, mut phone) = (browser(&party), Peer::new());
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        let created = phone.create(ORIGIN, &started.options).await.unwrap();
        let finish = async || browser.finish_sign_up(&started, &created).await.unwrap();
        assert_eq!(commits(&party, finish).await, 1);
    }

    async fn a_link_is_sent_by_one_transaction_and_redeemed_by_another(party: TestParty) {
        let browser = browser(&party);
        for _ in 0..2 {
            let ask = async || browser.ask_for_link("ada@example.org").await.unwrap();
            assert_eq!(commits(&party, ask).await, 1);
            let mail = party.newest_mail().await;
            let redeem = async || { browser.redeem(&mail).await.unwrap(); };
            assert_eq!(commits(&party, redeem).await, 1);
            browser.sign_out().await;
        }
        // With the code: its tries are counted before the comparison.
        browser.ask_for_link("ada@example.org").await.unwrap();
        let code = party.newest_mail().await.code;
        let redeem = async || { browser.redeem_code(&code).await.unwrap(); };
        assert_eq!(commits(&party, redeem).await, 2);
    }

    async fn a_passkey_is_added_and_removed_by_one_transaction_each(party: TestParty) {
        let (browser, mut phone) = signed_up(&party).await;
        let mut key = Peer::new();
        let started = browser.start_adding().await.unwrap();
        let created = key.create(ORIGIN, &started.options).await.unwrap();
        let finish = async || { browser.finish_adding(&started, &created).await.unwrap(); };
        assert_eq!(commits(&party, finish).await, 1);
        browser.sign_in(&mut phone).await.unwrap();
        let id = party.passkeys_of(&browser.user().await).await[1].id.to_string();
        let remove = async || {
            browser.request(async |context| party.passkeys().remove(context, &id).await).await.unwrap();
        };
        assert_eq!(commits(&party, remove).await, 1);
    }

    async fn tokens_are_refreshed_by_one_transaction(party: TestParty) {
        let party = party.with_key().await;
        let (browser, _) = signed_up(&party).await;
        let tokens = party.tokens().issue(&browser.signed_in().await.unwrap()).await.unwrap();
        let context = browser.context();
        let refresh = async || { party.tokens().refresh(&context, &tokens.refresh_token).await.unwrap(); };
        assert_eq!(commits(&party, refresh).await, 1);
    }

    async fn looking_writes_nothing(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        browser.ask_for_link("ada@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        party.pass(5 * MINUTE);
        let look = async || {
            let signed_in = browser.signed_in().await.unwrap();
            party.sessions().list(&signed_in).await.unwrap();
            browser.look(&mail).await.unwrap();
            browser.start_verification().await.unwrap();
            browser.start_adding().await.unwrap();
        };
        assert_eq!(commits(&party, look).await, 0);
    }
}
