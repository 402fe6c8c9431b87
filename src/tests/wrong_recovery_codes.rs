//! Tests wrong recovery codes: they verify no one, and are counted by account and by network.

use testing::on_both;

use super::party::{MINUTE, SECOND, TestParty, code, just_under};
use super::recovery_codes::{by_mail, is_verified, kinds, left, make, member, spend};
use crate::model::event::Kind;

on_both! {
    async fn what_is_no_code_verifies_nobody_and_stands_in_the_history(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        make(&party, &browser).await.unwrap();
        let back = by_mail(&party, "ada@example.org").await;
        for wrong in ["", "AAAAA-AAAAA-AAAAA-AAAAA", "\0", &"A".repeat(10_000)] {
            assert_eq!(code(&spend(&party, &back, wrong).await), "wrong_recovery_code", "{wrong:.30}");
            assert_eq!(kinds(&party, &ada).await[0], Kind::RecoveryCodeRefused);
        }
        assert!(!is_verified(&party, &back).await);
        assert_eq!(left(&party, &ada).await, 10);
    }

    async fn another_users_code_is_a_wrong_one_and_stays_good(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        let (eve, _, _) = member(&party, "eve@example.org").await;
        party.pass(10 * MINUTE);
        assert_eq!(code(&spend(&party, &eve, &made[0]).await), "wrong_recovery_code");
        assert!(!is_verified(&party, &eve).await);
        assert_eq!(left(&party, &ada).await, 10);
        spend(&party, &by_mail(&party, "ada@example.org").await, &made[0]).await.unwrap();
    }

    async fn after_too_many_wrong_codes_wrong_ones_wait_and_the_right_one_passes(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_GUESSES_ACCOUNT", "3/1h")]);
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        let mut back = by_mail(&party, "ada@example.org").await;
        for _ in 0..3 {
            assert_eq!(code(&spend(&party, &back, "AAAAA").await), "wrong_recovery_code");
        }
        let known = kinds(&party, &ada).await;
        // From any network, another wrong code is rejected and isn't recorded.
        for ip in ["192.0.2.1", "198.51.100.1"] {
            back.ip = ip;
            assert_eq!(code(&spend(&party, &back, "AAAAA").await), "too_many_requests");
        }
        assert!(!is_verified(&party, &back).await);
        assert_eq!((left(&party, &ada).await, kinds(&party, &ada).await), (10, known));
        // Her own code is accepted, so a reader of her mailbox can't lock her out by guessing.
        spend(&party, &back, &made[0]).await.unwrap();
        party.pass(just_under(60 * MINUTE));
        assert_eq!(code(&spend(&party, &back, "AAAAA").await), "too_many_requests");
        party.pass(SECOND);
        assert_eq!(code(&spend(&party, &back, "AAAAA").await), "wrong_recovery_code");
    }

    async fn a_network_has_its_wrong_codes_for_all_accounts_and_right_ones_do_not_count(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_GUESSES", "4/10m")]);
        let (ada, ..) = member(&party, "ada@example.org").await;
        let (mut bob, ..) = member(&party, "bob@example.org").await;
        let made = make(&party, &ada).await.unwrap();
        for code in &made[..5] {
            spend(&party, &ada, code).await.unwrap();
        }
        for browser in [&ada, &bob, &ada, &bob] {
            assert_eq!(code(&spend(&party, browser, "A").await), "wrong_recovery_code");
        }
        let made = make(&party, &bob).await.unwrap();
        assert_eq!(code(&spend(&party, &bob, "A").await), "too_many_requests");
        spend(&party, &bob, &made[0]).await.unwrap();
        bob.ip = "198.51.100.1";
        assert_eq!(code(&spend(&party, &bob, "A").await), "wrong_recovery_code");
    }
}
