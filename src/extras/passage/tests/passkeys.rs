//! Tests passkeys that a back end removes, or has its users use.

use testing::on_both;

use crate::extras::passage::flex_transaction::Task;
use crate::tests::party::{ORIGIN, TestParty};
use crate::tests::removals::{self, is_verified};
use crate::tests::resets::{self, ask, running, verify};

on_both! {
    async fn a_passkey_that_a_back_end_has_removed_verifies_no_session(party: TestParty) {
        let removals::Case { ada, home, mut stolen, thief } = removals::case(&party).await;
        verify(&thief, &mut stolen).await;
        let id = party.passkeys_of(&ada).await[1].id.to_string();
        party.passage().revoke_passkey(&party.browser().context(), ada.id, &id).await.unwrap();
        for browser in [&thief, &home] {
            assert!(!is_verified(&party, browser).await);
        }
    }

    async fn a_passkey_used_for_a_back_end_ends_a_reset(party: TestParty) {
        let resets::Case { ada, mut phone, mail, .. } = resets::case(&party).await;
        party.database.execute("update users set external_id = 'customer 7'").await;
        for is_named in [true, false] {
            ask(&party, &mail).await.unwrap();
            let token = party.passage().create_flex_transaction("customer 7", Task::Authentication).await.unwrap();
            let token = is_named.then(|| token.expose().to_owned());
            let context = party.browser().context();
            let started = party.passage().start_flex_authentication(&context, token.as_deref()).await.unwrap();
            let options = serde_json::json!({ "publicKey": started.public_key });
            let assertion = serde_json::from_str(&phone.get(ORIGIN, &options).await.unwrap()).unwrap();
            party.passage().finish_flex_authentication(&context, token.as_deref(), &started.state, &assertion).await.unwrap();
            assert!(running(&party, &ada).await.is_none());
        }
    }
}
