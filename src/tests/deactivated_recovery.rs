//! Tests the recovery codes and the reset of a deactivated account.

use std::time::Duration;

use testing::on_both;

use super::deactivated::{activate, ada, by_passkey, deactivate};
use super::party::{TestParty, code};
use crate::model::event::Kind;

on_both! {
    async fn a_recovery_code_takes_nobody_further(party: TestParty) {
        let (ada, browser, _) = ada(&party).await;
        let codes = browser.request(async |context| party.recovery().create_codes(context, None).await).await.unwrap();
        let by_mail = party.browser();
        by_mail.enter_by_mail("ada@example.org").await;
        deactivate(&party, &ada).await;
        let used = by_mail.request(async |context| party.recovery().use_code(context, codes[0].expose()).await).await;
        assert_eq!(code(&used), "signed_out");
        assert_eq!(party.recovery().codes(ada.id).await.unwrap().unwrap().unused, 10, "no code is spent");
    }

    async fn a_reset_takes_nobody_further(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        let by_mail = party.browser();
        by_mail.enter_by_mail("ada@example.org").await;
        by_mail.request(async |context| party.recovery().request_reset(context).await).await.unwrap();
        deactivate(&party, &ada).await;
        party.pass(crate::recovery::reset::WAIT + Duration::from_secs(1));
        let later = party.browser();
        later.ask_for_link("ada@example.org").await.unwrap();
        assert_eq!(code(&later.redeem(&party.newest_mail().await).await), "deactivated");
        assert_eq!(code(&by_mail.start_adding().await), "signed_out");
    }

    async fn a_reset_is_cancelled_and_stays_so_when_the_account_is_activated_again(party: TestParty) {
        let (ada, _, _) = ada(&party).await;
        let by_mail = party.browser();
        by_mail.enter_by_mail("ada@example.org").await;
        by_mail.request(async |context| party.recovery().request_reset(context).await).await.unwrap();
        deactivate(&party, &ada).await;
        let history = party.history(&ada).await;
        assert_eq!(history[..2], [Kind::Deactivated, Kind::ResetCancelled]);
        let told = party.subjects("ada@example.org").await;
        assert!(told.contains(&"The reset of your Latchkey account was cancelled".to_owned()), "{told:?}");
        party.pass(crate::recovery::reset::WAIT + Duration::from_secs(1));
        activate(&party, &ada).await;
        let later = party.browser();
        later.enter_by_mail("ada@example.org").await;
        assert_eq!(code(&later.start_adding().await), "verification_required");
        // Deactivating it again finds nothing to cancel.
        deactivate(&party, &ada).await;
        let cancelled = party.history(&ada).await.into_iter().filter(|kind| *kind == Kind::ResetCancelled);
        assert_eq!(cancelled.count(), 1);
    }

    async fn the_passkey_of_a_deactivated_account_ends_its_reset(party: TestParty) {
        let (ada, _, mut key) = ada(&party).await;
        let by_mail = party.browser();
        by_mail.enter_by_mail("ada@example.org").await;
        by_mail.request(async |context| party.recovery().request_reset(context).await).await.unwrap();
        // As for an account that was deactivated by an older version, which didn't cancel resets.
        party.database.execute("update users set deactivated_at = 1").await;
        assert_eq!(code(&by_passkey(&party, &mut key).await), "deactivated");
        let reset = party.recovery().find_reset(ada.id).await.unwrap();
        assert!(reset.is_some_and(|reset| reset.cancelled_at.is_some()));
        // A session that has outlived the deactivation can't request another one.
        let again = by_mail.request(async |context| party.recovery().request_reset(context).await).await;
        assert_eq!(code(&again), "signed_out");
    }
}
