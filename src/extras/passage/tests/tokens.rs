//! Tests tokens that a back end revokes.

use testing::on_both;

use crate::model::event::Kind;
use crate::tests::party::{SECOND, TestParty, code};
use crate::tests::tokens::{issue, issued, refresh};

on_both! {
    async fn a_token_that_is_exchanged_while_a_back_end_revokes_it_leaves_nothing_alive(party: TestParty) {
        let party = party.with_key().await;
        let (browser, _) = issued(&party).await;
        let (user, context) = (browser.user().await.id.to_string(), browser.context());
        for round in 0..30 {
            let tokens = issue(&party, &browser).await;
            let revoke = async {
                // A little later each time.
                for _ in 0..round * 80 {
                    tokio::task::yield_now().await;
                }
                party.revoke_tokens_of(&context, &user).await
            };
            let (next, revoked) = tokio::join!(refresh(&party, &tokens), revoke);
            revoked.unwrap();
            for held in next.iter().chain([&tokens]) {
                assert_eq!(code(&refresh(&party, held).await), "invalid_token", "{round}");
            }
            party.pass(SECOND);
        }
        assert!(!party.history(&browser.user().await).await.contains(&Kind::TokenReused), "none was stolen");
    }
}
