//! Tests guarantees of the store: migrations, several pools, and expiry.

use std::collections::BTreeMap;
use std::time::Duration;

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{MINUTE, ORIGIN, SECOND, TestParty, code, honest, just_under};
use crate::session::LIFETIME;
use crate::store::Unit;
use crate::{Clock, Config, Random, RelyingParty, Store};

/// Counts the rows of tables that expire.
async fn rows(party: &TestParty) -> [i64; 4] {
    [
        party.count("spent_challenges").await,
        party.count("magic_links").await,
        party.count("messages").await,
        party.count("sessions").await,
    ]
}

on_both! {
    async fn whoever_signs_in_over_and_over_fills_nothing(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let user = browser.sign_up("ada@example.org", &mut phone).await;
        let first = browser.session();
        for nth in 1..=150 {
            party.pass(MINUTE);
            assert!(browser.signed_in().await.is_some(), "a session in use is kept");
            let other = party.browser();
            other.sign_in(&mut phone).await.unwrap();
            party.sweep().await.unwrap();
            assert_eq!(party.count("sessions").await, (nth + 1).min(100));
        }
        assert_eq!(browser.session(), first);

        // Two hundred sign-ins are kept, and all of the more important events.
        for _ in 0..100 {
            browser.sign_out().await;
            browser.sign_in(&mut phone).await.unwrap();
        }
        party.sweep().await.unwrap();
        let history = party.store().list_events(user.id, None, 1000).await.unwrap();
        let important = history.iter().filter(|event| event.kind.changes_access()).count();
        assert_eq!((history.len(), important), (202, 2), "including the sign-up and its passkey");

        for _ in 0..60 {
            let started = browser.start_verification().await.unwrap();
            let assertion = phone.get(ORIGIN, &started.options).await.unwrap();
            let mut assertion: serde_json::Value = serde_json::from_str(&assertion).unwrap();
            assertion["authenticatorAttachment"] = "platform".into();
            browser.finish_verification(&started, &assertion.to_string()).await.unwrap();
        }
        let local = browser.signed_in().await.unwrap().session.local_passkeys;
        assert_eq!(local.len(), 1);
    }

    async fn a_database_opens_with_the_migrations_of_a_removed_extra_and_with_no_other_unknown_one(party: TestParty) {
        let applied = |version: i64| format!(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             select {version}, 'unknown', success, checksum, 0 from _sqlx_migrations where version = 1"
        );
        party.database.execute(&applied(9901)).await;
        Store::open(party.config()).await.unwrap().close().await;

        party.database.execute(&applied(99)).await;
        let refused = Store::open(party.config()).await.unwrap_err().to_string();
        assert!(refused.starts_with("DATABASE_URL: written by a newer server (migration 99)"), "{refused}");
    }

    async fn a_database_of_a_development_version_is_refused_with_one_line(party: TestParty) {
        let before = party.database.everything().await.len();
        party.database.execute(
            "update _sqlx_migrations set checksum = (select checksum from _sqlx_migrations where version = 2)
             where version = 1",
        ).await;
        let refused = Store::open(party.config()).await.unwrap_err().to_string();
        assert!(refused.contains("made by a development version") && !refused.contains('\n'), "{refused}");
        assert_eq!(party.database.everything().await.len(), before);
    }

    async fn of_one_sessions_refresh_tokens_the_newest_are_kept(party: TestParty) {
        let party = party.with_key().await;
        let browser = party.browser();
        browser.sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
        let signed_in = browser.signed_in().await.unwrap();
        let mut issued = Vec::new();
        for _ in 0..60 {
            party.pass(SECOND);
            issued.push(party.tokens().issue(&signed_in).await.unwrap());
        }
        assert_eq!(party.count("refresh_tokens").await, 50);
        let context = browser.context();
        for (nth, tokens) in issued.iter().enumerate() {
            let refreshed = party.tokens().refresh(&context, &tokens.refresh_token).await;
            assert_eq!(code(&refreshed), if nth < 10 { "invalid_token" } else { "ok" }, "{nth}");
        }
    }

    async fn opening_a_database_again_changes_nothing(party: TestParty) {
        party.browser().sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
        let again = Store::open(party.config()).await.unwrap();
        assert_eq!(again.count_rows("credentials").await.unwrap(), 1);
        again.ping().await.unwrap();
        again.close().await;
        Store::open(party.config()).await.unwrap();
        assert_eq!(party.count("users").await, 1);
    }

    async fn of_several_that_first_open_a_database_at_once_each_gets_it_whole(party: TestParty) {
        let database = party.database.another().await;
        let settings = BTreeMap::from([("DATABASE_URL".to_owned(), database.url().to_owned())]);
        let config = Config::from_settings(&settings).unwrap();
        let (one, other, third) =
            tokio::join!(Store::open(&config), Store::open(&config), Store::open(&config));
        for store in [one, other, third] {
            let store = store.unwrap();
            assert_eq!(store.count_rows("users").await.unwrap(), 0);
            store.close().await;
        }
    }

    async fn two_servers_share_one_database(party: TestParty) {
        let store = Store::open(party.config()).await.unwrap();
        let clock = Clock::manual(party.clock().now());
        let other = RelyingParty::new(party.config().clone(), store, clock, Random::system()).unwrap();
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        // A session that was opened on one server is known to the other, until it ends on either.
        assert!(other.sessions().signed_in(&browser.context()).await.unwrap().is_some());
        other.sessions().sign_out(&browser.context()).await.unwrap();
        // (The client was another server's, but its session layer still deletes the row.)
        assert!(browser.signed_in().await.is_none());
        other.store().close().await;
    }

    async fn a_sweep_takes_what_has_expired_and_nothing_else(party: TestParty) {
        // Another test covers the sweep of rate limits.
        let party = party.restarted_with(&[("LATCHKEY_RATE_LIMITS", "off")]);
        let browser = party.browser();
        browser.sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
        assert_eq!(rows(&party).await, [1, 1, 1, 1]);
        assert_eq!(party.sweep().await.unwrap(), 0);

        // The time since the sign-up, how many rows the next sweep deletes, and how many
        // challenges, links, emails and sessions are left.
        let mut passed = Duration::ZERO;
        for (since, swept, left) in [
            (just_under(15 * MINUTE), 0, [1, 1, 1, 1]),
            (15 * MINUTE, 1, [1, 0, 1, 1]),
            (just_under(60 * MINUTE), 0, [1, 0, 1, 1]),
            (60 * MINUTE, 1, [1, 0, 0, 1]),
            // An hour after the challenge expired.
            (just_under(70 * MINUTE), 0, [1, 0, 0, 1]),
            (70 * MINUTE, 1, [0, 0, 0, 1]),
            (just_under(LIFETIME), 0, [0, 0, 0, 1]),
            (LIFETIME, 1, [0, 0, 0, 0]),
        ] {
            party.pass(since.checked_sub(passed).unwrap());
            passed = since;
            assert_eq!(party.sweep().await.unwrap(), swept, "after {since:?}");
            assert_eq!(rows(&party).await, left, "after {since:?}");
        }
        assert_eq!([party.count("users").await, party.count("credentials").await], [1, 1]);
    }

    async fn a_link_that_was_redeemed_is_swept_like_the_others(party: TestParty) {
        let browser = party.browser();
        browser.ask_for_link("ada@example.org").await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        assert_eq!(party.count("magic_links").await, 1);
        party.pass(15 * MINUTE);
        party.sweep().await.unwrap();
        assert_eq!(party.count("magic_links").await, 0);
    }

    async fn what_was_verified_against_an_older_count_is_not_stored(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::counting());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        let before = party.passkeys_of(&ada).await.swap_remove(0);
        browser.sign_in(&mut phone).await.unwrap();
        let used = party.passkeys_of(&ada).await.swap_remove(0);
        let store = async |from| {
            let mut unit = Unit::default();
            unit.spend_challenge("a", ada.id, party.clock().now());
            unit.update_credential_after_use(from, &used).unwrap();
            party.store().apply(unit).await.unwrap()
        };
        let spent = party.count("spent_challenges").await;
        assert!(!store(&before).await, "another request has used it since");
        assert_eq!(party.count("spent_challenges").await, spent, "so nothing has happened");
        assert!(store(&used).await);
        assert!(!store(&used).await, "the challenge is spent");
        party.database.execute("delete from spent_challenges").await;
        party.database.execute("delete from credentials").await;
        assert!(!store(&used).await, "it has been removed since");
        assert_eq!(party.count("spent_challenges").await, 0);
    }

    async fn a_database_that_was_away_is_there_again(party: TestParty) {
        for _ in 0..2 {
            party.store().ping().await.unwrap();
        }
        if !party.database.url().starts_with("sqlite:") {
            party.database.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()",
            ).await;
        }
        tokio::time::sleep(Duration::from_millis(1100)).await;
        for _ in 0..3 {
            party.store().ping().await.unwrap();
        }
    }

    async fn many_sign_ins_at_once_all_succeed(party: TestParty) {
        let mut keys = [Hostile::new(), Hostile::new(), Hostile::new(), Hostile::new()];
        let browsers = [party.browser(), party.browser(), party.browser(), party.browser()];
        for (key, browser) in keys.iter_mut().zip(&browsers) {
            browser.sign_up_bent(key, honest).await.unwrap();
        }
        let work = async |number: usize| {
            for _ in 0..10 {
                let result = browsers[number].sign_in_bent(&keys[number], honest).await;
                assert_eq!(code(&result), "ok", "{result:?}");
            }
        };
        tokio::join!(work(0), work(1), work(2), work(3));
        assert_eq!(party.count("sessions").await, 4);
    }
}
