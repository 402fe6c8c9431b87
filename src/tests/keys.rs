//! Tests the keys that sign access tokens: creation, publication, rotation, sharing, encryption.

use std::time::Duration;

use testing::on_both;

use super::party::{MINUTE, SECOND, TestBrowser, TestParty, code, just_under};
use super::tokens::issued;
use crate::session::tokens::{LIFETIME, PUBLISHED_BEFORE, ROTATED_AFTER};
use crate::{Random, RelyingParty, Store};

/// Two values for `LATCHKEY_KEY`.
const ONE: (&str, &str) = ("LATCHKEY_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
const OTHER: (&str, &str) = ("LATCHKEY_KEY", "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=");

/// Returns the published `kid`s, newest first.
async fn published(rp: &RelyingParty) -> Vec<String> {
    rp.tokens().public_keys().await.unwrap().into_iter().map(|key| key.id).collect()
}

/// Returns the `kid` that signs now.
async fn signing(rp: &RelyingParty) -> String {
    rp.tokens().signing_key().await.unwrap().0
}

async fn token(party: &TestParty, browser: &TestBrowser) -> String {
    party.tokens().issue(&browser.signed_in().await.unwrap()).await.unwrap().access_token
}

/// Returns another process on the same database.
async fn meta(party: &TestParty) -> RelyingParty {
    let store = Store::open(party.config()).await.unwrap();
    RelyingParty::new(party.config().clone(), store, party.clock().clone(), Random::system())
        .unwrap()
}

on_both! {
    async fn the_first_key_is_made_when_it_is_needed_and_once(party: TestParty) {
        let other = meta(&party).await;
        let (one, two, three) = tokio::join!(
            published(&party), published(&other), async { other.tokens().maintain_keys().await.unwrap() },
        );
        assert_eq!((one.len(), &one, three), (1, &two, ()));
        assert_eq!(signing(&party).await, signing(&other).await);
        assert_eq!(party.count("signing_keys").await, 1);
        other.store().close().await;
    }

    async fn a_rotation_fails_no_valid_token(party: TestParty) {
        let party = party.with_key().await;
        let other = meta(&party).await;
        let (browser, _) = issued(&party).await;
        let old = signing(&party).await;
        let new = party.tokens().rotate_keys().await.unwrap();
        // Other processes publish it too, and it doesn't sign yet.
        assert_eq!(published(&other).await, [new.clone(), old.clone()]);
        party.pass(just_under(PUBLISHED_BEFORE));
        assert_eq!([signing(&party).await, signing(&other).await], [old.clone(), old.clone()]);
        let last = token(&party, &browser).await;

        party.pass(SECOND);
        assert_eq!([signing(&party).await, signing(&other).await], [new.clone(), new.clone()]);
        let first = token(&party, &browser).await;
        for token in [&last, &first] {
            other.tokens().bearer(token).await.unwrap();
        }
        // The old key is deleted when all tokens that it signed have expired.
        party.pass(just_under(LIFETIME));
        party.sweep().await.unwrap();
        assert_eq!(published(&other).await, [new.clone(), old]);
        party.pass(MINUTE + SECOND);
        assert_eq!(published(&other).await, [new]);
        assert_eq!(party.count("signing_keys").await, 2);
        party.sweep().await.unwrap();
        assert_eq!(party.count("signing_keys").await, 1);
        other.store().close().await;
    }

    async fn two_processes_that_rotate_at_once_make_one_key(party: TestParty) {
        let party = party.with_key().await;
        let other = meta(&party).await;
        party.pass(ROTATED_AFTER);
        let (one, two) = tokio::join!(party.tokens().maintain_keys(), other.tokens().maintain_keys());
        assert_eq!([code(&one), code(&two)], ["ok", "ok"]);
        assert_eq!(published(&party).await, published(&other).await);
        assert_eq!(party.count("signing_keys").await, 2);
        other.store().close().await;
    }

    async fn a_key_is_rotated_when_it_is_three_months_old(party: TestParty) {
        let party = party.with_key().await;
        let first = signing(&party).await;
        party.pass(just_under(ROTATED_AFTER));
        party.tokens().maintain_keys().await.unwrap();
        assert_eq!(published(&party).await, std::slice::from_ref(&first));
        party.pass(SECOND);
        party.tokens().maintain_keys().await.unwrap();
        party.tokens().maintain_keys().await.unwrap();
        assert_eq!(published(&party).await.len(), 2);
        assert_eq!(signing(&party).await, first);
        party.pass(PUBLISHED_BEFORE);
        assert_ne!(signing(&party).await, first);
    }

    async fn keys_that_were_stolen_are_replaced_at_once(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        let new = party.tokens().replace_keys().await.unwrap();
        assert_eq!(published(&party).await, [new]);
        assert_eq!(code(&party.tokens().bearer(&tokens.access_token).await), "invalid_token");
        party.tokens().bearer(&token(&party, &browser).await).await.unwrap();
        let context = browser.context();
        party.tokens().refresh(&context, &tokens.refresh_token).await.unwrap();
    }

    async fn a_key_is_sealed_and_opens_with_its_own_key_only(party: TestParty) {
        let party = party.restarted_with(&[ONE]).with_key().await;
        let stored = party.tokens().public_keys().await.unwrap().swap_remove(0).private_key;
        assert!(stored.starts_with("sealed:"));
        party.tokens().check_keys().await.unwrap();
        let (browser, tokens) = issued(&party).await;

        for settings in [&[OTHER][..], &[]] {
            let store = Store::open(party.config()).await.unwrap();
            let all = [("DATABASE_URL", party.config().database_url.as_str())];
            let settings = all.iter().chain(settings);
            let settings = settings.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let config = crate::Config::from_settings(&settings.collect()).unwrap();
            let wrong = RelyingParty::new(config, store, party.clock().clone(), Random::system()).unwrap();
            let refused = wrong.tokens().check_keys().await.unwrap_err().to_string();
            assert!(refused.starts_with("LATCHKEY_KEY: "), "{refused}");
            let refused = wrong.tokens().issue(&browser.signed_in().await.unwrap()).await;
            assert_eq!(code(&refused), "internal");
            // Verifying requires no secret.
            wrong.tokens().bearer(&tokens.access_token).await.unwrap();
            wrong.store().close().await;
        }
    }

    async fn a_key_that_was_stored_plain_is_sealed_at_the_next_start(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        let stored = async |party: &TestParty| party.tokens().public_keys().await.unwrap().swap_remove(0).private_key;
        assert!(stored(&party).await.starts_with("plain:"));
        party.tokens().check_keys().await.unwrap();
        let plain = published(&party).await;
        assert_eq!(plain.len(), 1, "without LATCHKEY_KEY, nothing changes");
        let party = party.restarted_with(&[ONE]);
        party.tokens().check_keys().await.unwrap();
        assert!(stored(&party).await.starts_with("sealed:"));
        let private_keys = party.database.everything().await.into_iter();
        let private_keys = private_keys.filter(|(place, _)| place == "signing_keys.private_key");
        assert!(private_keys.into_iter().all(|(_, key)| key.starts_with("sealed:")));
        // The owner of an older backup can sign only as long as the old key is published.
        let both = published(&party).await;
        assert_eq!((both.len(), &both[1..]), (2, plain.as_slice()));
        party.tokens().check_keys().await.unwrap();
        assert_eq!(published(&party).await, both, "it was encrypted and isn't created again");
        party.tokens().bearer(&tokens.access_token).await.unwrap();
        party.tokens().bearer(&token(&party, &browser).await).await.unwrap();
    }
}

#[test]
fn a_key_is_published_for_longer_than_it_may_be_cached() {
    assert!(PUBLISHED_BEFORE >= 2 * crate::session::tokens::CACHED);
    assert!(ROTATED_AFTER > PUBLISHED_BEFORE + LIFETIME + Duration::from_mins(1));
}
