//! Tests sealed challenges: no client can read or change them, or use them for another purpose.
//! Every server of a site can open them, and starting a ceremony doesn't use the database.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::browser::TestBrowser;
use super::party::{MINUTE, ORIGIN, TestParty, code, codes, honest};
use crate::{Clock, Error, Random, RelyingParty, Started, Store};

const KEY: [(&str, &str); 1] = [("LATCHKEY_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")];
const OTHER_KEY: [(&str, &str); 1] =
    [("LATCHKEY_KEY", "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=")];

/// Returns another server of the same site.
async fn another_server(party: &TestParty) -> RelyingParty {
    let store = Store::open(party.config()).await.unwrap();
    let clock = Clock::manual(party.clock().now());
    RelyingParty::new(party.config().clone(), store, clock, Random::system()).unwrap()
}

/// Returns the same browser, at another server.
fn at(server: &RelyingParty, browser: &TestBrowser) -> TestBrowser {
    browser.moved_to(server.clone())
}

/// Returns the key that sealed a challenge.
fn key_of(started: &Started) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(&started.ceremony).unwrap()[..16].to_vec()
}

on_both! {
    async fn starting_a_sign_in_neither_reads_nor_writes(party: TestParty) {
        party.passkeys().maintain_challenge_keys().await.unwrap();
        // The stored settings are read at most every few seconds.
        party.settings().refresh().await.unwrap();
        let (mut browser, before) = (party.browser(), party.store().traffic());
        browser.are_events_read = false;
        for _ in 0..1000 {
            browser.start_sign_in().await.unwrap();
        }
        assert_eq!(party.store().traffic(), before);
        // If sign-ups are limited, starting one checks the limit.
        browser.start_sign_up("ada@example.org").await.unwrap();
        assert_eq!(party.store().traffic(), before);
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_SIGN_UPS", "3/1h")]);
        party.passkeys().maintain_challenge_keys().await.unwrap();
        party.settings().refresh().await.unwrap();
        let (reads, commits) = party.store().traffic();
        let mut browser = party.browser();
        browser.are_events_read = false;
        browser.start_sign_up("ada@example.org").await.unwrap();
        assert_eq!(party.store().traffic(), (reads + 1, commits));
    }

    async fn a_challenge_tells_its_browser_nothing(party: TestParty) {
        let started = party.browser().start_sign_up("ada@example.org").await.unwrap();
        let sealed = URL_SAFE_NO_PAD.decode(&started.ceremony).unwrap();
        let text = String::from_utf8_lossy(&sealed);
        let challenge = party.passkeys().open_challenge(&started.ceremony).await.unwrap().unwrap();
        let user_id = challenge.user_id.unwrap().to_string();
        for inside in ["ada@example.org", "SignUp", &user_id, &challenge.browser_hash] {
            assert!(!text.contains(inside), "{inside}");
        }
        // Sealing the same challenge again gives a different text.
        let again = party.passkeys().seal_challenge(&challenge).await.unwrap();
        assert_ne!(again, started.ceremony);
        assert_eq!(party.passkeys().open_challenge(&again).await.unwrap().unwrap(), challenge);
    }

    async fn a_challenge_that_is_changed_anywhere_is_refused(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        let sealed = URL_SAFE_NO_PAD.decode(&started.ceremony).unwrap();
        let refused = async |bytes: Vec<u8>| {
            let ceremony = URL_SAFE_NO_PAD.encode(bytes);
            let started = Started { ceremony, options: started.options.clone() };
            code(&browser.finish_sign_in(&started, &answer).await)
        };
        for at in (0..sealed.len()).step_by(7).chain([0, 15, 16, 27, 28, sealed.len() - 1]) {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(refused(bent).await, "ceremony_expired", "{at}");
            assert_eq!(refused(sealed[..at].to_vec()).await, "ceremony_expired", "cut at {at}");
        }
        assert_eq!(refused([sealed.as_slice(), b"a"].concat()).await, "ceremony_expired");
        browser.finish_sign_in(&started, &answer).await.unwrap();
    }

    async fn any_server_of_the_site_opens_a_challenge_and_one_of_them_takes_the_answer(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let other = another_server(&party).await;
        let there = at(&other, &browser);
        for _ in 0..5 {
            let started = browser.start_sign_in().await.unwrap();
            let answer = key.get(ORIGIN, &started.options).json();
            let results = tokio::join!(
                browser.finish_sign_in(&started, &answer),
                there.finish_sign_in(&started, &answer),
                browser.finish_sign_in(&started, &answer),
                there.finish_sign_in(&started, &answer),
            );
            assert_eq!(codes(results.into()), ["ceremony_expired", "ceremony_expired", "ceremony_expired", "ok"]);
        }
        // The sign-up and five sign-ins. Each sign-in has ended the previous session.
        assert_eq!(party.count("spent_challenges").await, 6);
        // A server looks up a key that it doesn't know yet.
        other.clock().advance(24 * 60 * MINUTE);
        party.pass(24 * 60 * MINUTE);
        other.passkeys().maintain_challenge_keys().await.unwrap();
        let started = there.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        browser.finish_sign_in(&started, &answer).await.unwrap();
        assert_eq!(code(&there.finish_sign_in(&started, &answer).await), "ceremony_expired");
        other.store().close().await;
    }

    async fn a_new_key_is_made_every_day_and_the_old_one_opens_what_it_has_sealed(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        party.pass(24 * 60 * MINUTE);
        let old = browser.start_sign_in().await.unwrap();
        party.passkeys().maintain_challenge_keys().await.unwrap();
        let new = browser.start_sign_in().await.unwrap();
        assert_ne!(key_of(&old), key_of(&new));
        for started in [&old, &new] {
            let answer = key.get(ORIGIN, &started.options).json();
            browser.finish_sign_in(started, &answer).await.unwrap();
        }
        party.passkeys().maintain_challenge_keys().await.unwrap();
        assert_eq!(key_of(&browser.start_sign_in().await.unwrap()), key_of(&new));
        assert_eq!(party.count("challenge_keys").await, 2);
        party.pass(2 * 60 * MINUTE);
        party.sweep().await.unwrap();
        assert_eq!(party.count("challenge_keys").await, 1);
        assert_eq!(code(&browser.finish_sign_in(&old, "{}").await), "ceremony_expired");
    }

    async fn keys_that_may_be_stolen_are_replaced_at_once(party: TestParty) {
        let party = party.with_key().await;
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        party.tokens().replace_keys().await.unwrap();
        assert_eq!(code(&browser.finish_sign_in(&started, &answer).await), "ceremony_expired");
        browser.sign_in_bent(&key, honest).await.unwrap();
        assert_eq!(party.count("challenge_keys").await, 1);
    }

    async fn the_key_is_sealed_with_the_operators(party: TestParty) {
        party.passkeys().maintain_challenge_keys().await.unwrap();
        let plain = party.database.text("select secret from challenge_keys").await;
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let open = browser.start_sign_in().await.unwrap();
        // Once the setting exists, the key in older backups of the database is worthless.
        let party = party.restarted_with(&KEY);
        party.passkeys().maintain_challenge_keys().await.unwrap();
        let sealed = party.database.text("select secret from challenge_keys").await;
        assert!(plain.starts_with("plain:") && sealed.starts_with("sealed:"));
        let secret = STANDARD.decode(plain.trim_start_matches("plain:")).unwrap();
        assert_eq!(secret.len(), 32);
        let browser = browser.moved_to(party.clone_rp());
        let answer = phone.get(ORIGIN, &open.options).await.unwrap();
        assert_eq!(code(&browser.finish_sign_in(&open, &answer).await), "ceremony_expired");
        browser.sign_in(&mut phone).await.unwrap();

        let party = party.restarted_with(&OTHER_KEY);
        assert!(matches!(party.passkeys().maintain_challenge_keys().await, Err(Error::WrongKey)));
        assert!(matches!(party.browser().start_sign_in().await, Err(Error::WrongKey)));
        let party = party.restarted_with(&KEY);
        party.browser().start_sign_in().await.unwrap();
    }
}
