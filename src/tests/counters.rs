//! Tests signature counters: a device-bound passkey must count up, a synced one need not.

use testing::authenticator::{BE, BS, Hostile, Peer, UP, UV};
use testing::on_both;

use super::assertion_cases::{HANDLES, SIGNATURES};
use super::assertions::{registered, stored};
use super::party::{MINUTE, ORIGIN, TestParty, code, codes, honest};
use crate::model::event::Kind;

on_both! {
    async fn a_counter_that_does_not_go_up_is_refused(party: TestParty) {
        let (browser, key) = registered(&party, Hostile::new().counting(5)).await;
        for (counter, expected) in
            [(5, "verification_failed"), (4, "verification_failed"), (0, "verification_failed"), (6, "ok"),
             (6, "verification_failed"), (u32::MAX, "ok"), (7, "verification_failed")]
        {
            let before = stored(&party, &key).await.sign_count();
            let result = browser.sign_in_bent(&key.clone().counting(counter), honest).await;
            assert_eq!(code(&result), expected, "{counter}");
            let expected = if result.is_ok() { i64::from(counter) } else { before };
            assert_eq!(stored(&party, &key).await.sign_count(), expected);
        }
    }

    async fn a_synced_passkey_may_report_any_count_and_raises_no_alarm(party: TestParty) {
        let synced = Hostile::new().with_flags(UP | UV | BE | BS);
        let (browser, key) = registered(&party, synced.counting(50)).await;
        let ada = party.store().find_user(stored(&party, &key).await.user_id).await.unwrap().unwrap();
        party.database.execute("update users set email_verified_at = 1").await;
        let mails = party.count("messages").await;
        for (counter, is_noted) in [(51, false), (0, true), (51, false), (51, true), (7, true), (0, true), (0, false), (u32::MAX, false)] {
            party.pass(MINUTE);
            browser.sign_in_bent(&key.clone().counting(counter), honest).await.unwrap();
            assert_eq!(stored(&party, &key).await.sign_count(), i64::from(counter));
            let history = party.history(&ada).await;
            assert_eq!(history[1] == Kind::SyncedCounterWentBack, is_noted, "{counter}: {history:?}");
            assert!(!history.contains(&Kind::CounterWentBack));
        }
        assert_eq!(party.count("messages").await, mails, "no one is alarmed");
        // The exception covers only the counter.
        let key = key.counting(0);
        for (case, bend) in SIGNATURES.iter().chain(HANDLES) {
            assert_eq!(code(&browser.sign_in_bent(&key, bend).await), "verification_failed", "{case}");
        }
        assert_eq!(stored(&party, &key).await.sign_count(), i64::from(u32::MAX));
    }

    async fn a_passkey_that_is_not_backed_up_is_still_held_to_its_count(party: TestParty) {
        for registered_with in [0, BE, BE | BS] {
            let key = Hostile::new().with_flags(UP | UV | registered_with).counting(50);
            let (browser, key) = registered(&party, key).await;
            for (flags, counter) in [(0, 50), (0, 0), (BE, 50), (BE, 0), (BE | BS, 50), (BE | BS, 0)] {
                let is_refused = flags != BE | BS || registered_with == 0;
                if is_refused {
                    let again = key.clone().with_flags(UP | UV | flags).counting(counter);
                    let result = browser.sign_in_bent(&again, honest).await;
                    assert_eq!(code(&result), "verification_failed", "{registered_with} {flags} {counter}");
                }
            }
            assert_eq!(stored(&party, &key).await.sign_count(), 50);
            let user = party.store().find_user(stored(&party, &key).await.user_id).await.unwrap().unwrap();
            assert!(party.history(&user).await.contains(&Kind::CounterWentBack));
        }
    }

    async fn a_synced_passkey_signs_in_on_two_devices_at_once_whatever_they_count(party: TestParty) {
        let synced = Hostile::new().with_flags(UP | UV | BE | BS).counting(5);
        let (one, key) = registered(&party, synced).await;
        let (other, [laptop, phone]) = (party.browser(), [6, 3].map(|count| key.clone().counting(count)));
        let both = tokio::join!(one.sign_in_bent(&laptop, honest), other.sign_in_bent(&phone, honest));
        assert_eq!(codes(both.into()), ["ok", "ok"]);
    }

    async fn of_two_assertions_with_one_count_at_once_one_counts(party: TestParty) {
        let (one, key) = registered(&party, Hostile::new()).await;
        let (other, key) = (party.browser(), key.counting(1));
        let both = tokio::join!(one.sign_in_bent(&key, honest), other.sign_in_bent(&key, honest));
        assert_eq!(codes(both.into()), ["ok", "verification_failed"]);
        assert_eq!(party.count("sessions").await, 1);
    }

    async fn a_passkey_that_does_not_count_signs_in_twice_at_once(party: TestParty) {
        let (one, mut phone) = (party.browser(), Peer::new());
        one.sign_up("ada@example.org", &mut phone).await;
        let other = party.browser();
        let (first, second) = (one.start_sign_in().await.unwrap(), other.start_sign_in().await.unwrap());
        let first_answer = phone.get(ORIGIN, &first.options).await.unwrap();
        let second_answer = phone.get(ORIGIN, &second.options).await.unwrap();
        let both = tokio::join!(
            one.finish_sign_in(&first, &first_answer),
            other.finish_sign_in(&second, &second_answer),
        );
        assert_eq!(codes(both.into()), ["ok", "ok"]);
    }
}
