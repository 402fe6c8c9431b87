//! Tests tokens that a back end revokes.

use testing::authenticator::Peer;
use testing::on_both;

use crate::tests::forked_tokens::assert_revoked_in_exchanges;
use crate::tests::party::{TestParty, code};
use crate::tests::tokens::issued;

on_both! {
    async fn all_refresh_tokens_of_an_account_end_and_no_others(party: TestParty) {
        let party = party.with_key().await;
        let (browser, other, mut key) = (party.browser(), party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut key).await;
        other.sign_up("bob@example.org", &mut Peer::new()).await;
        let signed_in = browser.signed_in().await.unwrap();
        let meta = party.tokens().issue(&signed_in).await.unwrap();
        let elsewhere = party.browser();
        elsewhere.sign_in(&mut key).await.unwrap();
        let alone = party.tokens().issue_alone(&elsewhere.signed_in().await.unwrap()).await.unwrap();
        let bobs = party.tokens().issue(&other.signed_in().await.unwrap()).await.unwrap();
        let context = party.browser().context();
        party.passage().revoke_tokens_of(&context, &ada.id.to_string()).await.unwrap();
        for ended in [meta, alone] {
            assert_eq!(code(&party.tokens().refresh(&context, &ended.refresh_token).await), "invalid_token");
        }
        party.tokens().refresh(&context, &bobs.refresh_token).await.unwrap();
        assert!(browser.signed_in().await.is_some(), "sessions with a cookie continue");
        assert!(elsewhere.signed_in().await.is_none());
    }

    async fn a_token_that_is_exchanged_while_a_back_end_revokes_it_leaves_nothing_alive(party: TestParty) {
        let party = party.with_key().await;
        let (browser, _) = issued(&party).await;
        let (user, context) = (browser.user().await.id.to_string(), browser.context());
        assert_revoked_in_exchanges(&party, &browser, async |_| {
            party.passage().revoke_tokens_of(&context, &user).await
        })
        .await;
    }
}
