//! Tests that deleting an account deletes all its personal data and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;
use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, TestParty, code};
use super::personal::{marks, traces, with_traces};
use crate::store::personal::personal;

on_both! {
    async fn nothing_is_left_of_an_account_that_was_deleted(party: TestParty) {
        let (browser, mut key) = with_traces(&party, "ada").await;
        let (other, mut his) = with_traces(&party, "bob").await;
        let (hers, bobs) = (marks(&party, &browser, "ada").await, marks(&party, &other, "bob").await);
        let elsewhere = party.browser();
        elsewhere.sign_in(&mut key).await.unwrap();
        let tables: BTreeSet<_> = traces(&party, &hers).await.iter().map(|place| place.split('.').next().unwrap().to_owned()).collect();
        for personal in personal() {
            assert!(tables.contains(personal.table), "{}: make with_traces leave a row there", personal.table);
        }
        let before = traces(&party, &bobs).await;
        let his_data = other.download_data().await.unwrap();

        browser.delete_account(true).await.unwrap();
        assert!(browser.signed_in().await.is_none() && elsewhere.signed_in().await.is_none());
        // The one exception: the last email to her, as long as any email is kept.
        let mails = party.subjects("ada@Example.org").await;
        assert_eq!(mails, ["Your Latchkey account was deleted"]);
        // The deletion itself is an event, which the next sweep deletes.
        party.sweep().await.unwrap();
        let left: Vec<_> = traces(&party, &hers).await.into_iter().filter(|place| !place.starts_with("messages.")).collect();
        assert_eq!(left, [""; 0]);
        party.pass(60 * MINUTE);
        party.sweep().await.unwrap();
        assert_eq!(traces(&party, &hers).await, BTreeSet::new());
        assert_eq!(code(&party.browser().sign_in(&mut key).await), "unknown_credential");

        // Other accounts have lost only what has expired.
        assert!(before.contains("events.user_id"));
        other.sign_in(&mut his).await.unwrap();
        let now = other.download_data().await.unwrap();
        for table in ["users", "credentials"] {
            assert_eq!(now[table][0]["id"], his_data[table][0]["id"]);
        }
        let before = his_data["events"].as_array().unwrap();
        assert_eq!(&now["events"].as_array().unwrap()[..before.len()], before);
    }

    async fn deleting_an_account_leaves_the_links_of_whoever_owns_its_address_alone(party: TestParty) {
        // Mallory claims Ada's address, which he can't read, and deletes his account.
        let mallory = party.browser();
        mallory.sign_up("ada@example.org", &mut Peer::new()).await;
        let ada = party.browser();
        ada.ask_for_link("ada@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        let data = mallory.download_data().await.unwrap();
        let ids: Vec<_> = data["magic_links"].as_array().unwrap().iter().map(|link| &link["purpose"]).collect();
        assert_eq!(ids, [&Value::from("confirm")], "only what he has asked for himself");
        mallory.delete_account(true).await.unwrap();
        assert_eq!(party.subjects("ada@example.org").await.len(), 1, "and a claim is mailed no farewell");
        ada.redeem(&mail).await.unwrap();
        assert_eq!(ada.user().await.name(), "ada@example.org");
    }

    async fn a_warning_to_an_address_that_was_given_up_is_still_sent(party: TestParty) {
        let (browser, _) = with_traces(&party, "ada").await;
        browser.redeem(&party.mail_to("ada@new.example.org").await).await.unwrap();
        party.events().read().await.unwrap();
        // With a mail server, all emails wait in the queue.
        party.database.execute("update messages set next_attempt_at = 1").await;
        let before = party.count("messages").await;
        browser.delete_account(true).await.unwrap();
        let left: Vec<_> = party.database.everything().await.into_iter()
            .filter(|(place, value)| place == "messages.kind" && value.starts_with("address_chang")).collect();
        assert!(before > 5 && left.len() == 2, "{before} {left:?}");
        assert!(!party.database.everything().await.iter().any(|(place, _)| place == "messages.user_id"));
    }

    async fn an_account_is_deleted_by_its_owner_who_has_said_so(party: TestParty) {
        let (browser, _) = with_traces(&party, "ada").await;
        assert_eq!(code(&browser.delete_account(false).await), "not_confirmed");
        assert_eq!(code(&party.browser().delete_account(true).await), "signed_out");
        party.pass(10 * MINUTE);
        assert_eq!(code(&browser.delete_account(true).await), "verification_required");
        assert_eq!(party.count("users").await, 1);
    }

    async fn of_two_requests_to_delete_an_account_one_does(party: TestParty) {
        let (browser, mut key) = with_traces(&party, "ada").await;
        let other = party.browser();
        other.sign_in(&mut key).await.unwrap();
        let both = tokio::join!(browser.delete_account(true), other.delete_account(true));
        let mut codes = [code(&both.0), code(&both.1)];
        codes.sort_unstable();
        assert!(matches!(codes, ["not_found", "ok"] | ["ok", "signed_out"]), "{codes:?}");
        assert_eq!(party.subjects("ada@Example.org").await.len(), 1);
    }

    async fn an_address_is_free_again_after_its_account_is_gone(party: TestParty) {
        let (browser, _) = with_traces(&party, "ada").await;
        let before = browser.user().await;
        browser.delete_account(true).await.unwrap();
        let after = party.browser().enter_by_mail("ada@Example.org").await;
        assert_ne!(after.id, before.id);
        assert_eq!((after.display_name, after.phone), (None, None));
    }
}
