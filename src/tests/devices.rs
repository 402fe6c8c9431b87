//! Tests the names of passkeys, which device they are on, and what is offered.

use std::slice::from_ref;

use serde_json::json;
use testing::authenticator::{Answer, BE, BS, Hostile, Peer, UP, UV};
use testing::on_both;

use super::browser::TestBrowser;
use super::party::{MINUTE, SECOND, TestParty, honest, just_under};
use crate::Credential;

const GOOGLE: [u8; 16] = 0xea9b8d66_4d01_1d21_3ce4_b6b48cb575d4_u128.to_be_bytes();

/// Changes the response to that of a phone that scanned a QR code.
fn by_phone(answer: &mut Answer) {
    answer.afterwards(|json| {
        json["authenticatorAttachment"] = json!("cross-platform");
        json["response"]["transports"] = json!(["hybrid", "internal"]);
    });
}

fn by_key(answer: &mut Answer) {
    answer.afterwards(|json| {
        json["authenticatorAttachment"] = json!("cross-platform");
        json["response"]["transports"] = json!(["usb", "nfc"]);
    });
}

fn here(answer: &mut Answer) {
    answer.afterwards(|json| json["authenticatorAttachment"] = json!("platform"));
}

fn by_nonsense(answer: &mut Answer) {
    answer.afterwards(|json| json["authenticatorAttachment"] = json!({ "on": ["the", "moon"] }));
}

/// Returns a phone with an account, signed up in another browser.
async fn phone_of(party: &TestParty) -> Hostile {
    let mut phone = Hostile::new().with_flags(UP | UV | BE | BS);
    party.browser().sign_up_bent(&mut phone, by_phone).await.unwrap();
    phone
}

async fn passkeys(party: &TestParty, browser: &TestBrowser) -> Vec<Credential> {
    party.passkeys_of(&browser.user().await).await
}

async fn is_offered(party: &TestParty, browser: &TestBrowser) -> bool {
    let signed_in = browser.signed_in().await.unwrap();
    let passkeys = party.passkeys_of(&signed_in.user).await;
    let offered = party.passkeys().offers_here(&browser.context(), &signed_in, &passkeys);
    // The dashboard's offer and the browser's hint match.
    if let Ok(started) = browser.start_adding().await {
        let hints = &started.options["publicKey"]["hints"];
        assert_eq!(*hints == json!(["client-device"]), offered, "{hints}");
    }
    offered
}

/// Returns the passkeys on this browser's own device, as far as its session knows.
async fn local(browser: &TestBrowser) -> Vec<String> {
    let local = browser.signed_in().await.unwrap().session.local_passkeys;
    local.iter().map(ToString::to_string).collect()
}

on_both! {
    async fn passkeys_are_named_after_where_they_are_each_otherwise(party: TestParty) {
        let mut browser = party.browser();
        browser.user_agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36";
        browser.sign_up("ada@example.org", &mut Peer::of_model(GOOGLE)).await;
        browser.add_passkey(&mut Peer::of_model(GOOGLE)).await.unwrap();
        browser.add_passkey(&mut Peer::of_model(GOOGLE)).await.unwrap();
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        browser.add_bent(&mut Hostile::new(), by_key).await.unwrap();
        browser.add_bent(&mut Hostile::new(), by_key).await.unwrap();
        browser.add_bent(&mut Hostile::new(), by_phone).await.unwrap();
        browser.user_agent = "curl/8.0";
        browser.add_bent(&mut Hostile::new(), honest).await.unwrap();
        browser.add_bent(&mut Hostile::new(), |answer| {
            answer.afterwards(|json| json["response"]["transports"] = json!([]));
        }).await.unwrap();
        let mut names: Vec<_> = passkeys(&party, &browser).await.into_iter().map(|one| one.name).collect();
        names.sort();
        assert_eq!(names, [
            "Chrome on Windows",
            "Google Password Manager",
            "Google Password Manager (Chrome on Windows)",
            "Google Password Manager (Chrome on Windows) 2",
            "Passkey",
            "Phone or tablet",
            "Phone or tablet 2",
            "Security key",
            "Security key 2",
        ]);
    }

    async fn a_passkey_tells_with_which_browser_it_was_last_used(party: TestParty) {
        let (mut browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        assert_eq!(passkeys(&party, &browser).await[0].last_used_by, None);
        browser.user_agent = "Safari/605.1.15";
        browser.sign_in(&mut phone).await.unwrap();
        assert_eq!(passkeys(&party, &browser).await[0].last_used_by.as_deref(), Some("Safari/605.1.15"));
    }

    async fn a_session_knows_the_passkeys_of_its_own_device(party: TestParty) {
        let (laptop, mut built_in, mut key) = (party.browser(), Hostile::new(), Hostile::new());
        laptop.sign_up_bent(&mut built_in, here).await.unwrap();
        let first = passkeys(&party, &laptop).await[0].id.to_string();
        assert_eq!(local(&laptop).await, from_ref(&first));
        party.pass(SECOND);
        laptop.add_bent(&mut key, by_key).await.unwrap();
        assert_eq!(local(&laptop).await, from_ref(&first), "the security key isn't part of the laptop");
        let mut manager = Hostile::new();
        let added = laptop.add_bent(&mut manager, here).await.unwrap().id.to_string();
        assert_eq!(local(&laptop).await, [first.clone(), added]);

        // Another session knows nothing until a passkey is used there.
        let other = party.browser();
        other.sign_in_bent(&key, by_key).await.unwrap();
        assert!(local(&other).await.is_empty());
        other.verify_bent(&built_in, here).await.unwrap();
        assert_eq!(local(&other).await, [first]);
    }

    async fn whoever_signs_in_by_phone_is_offered_a_passkey_on_this_device(party: TestParty) {
        let (mut browser, phone) = (party.browser(), phone_of(&party).await);
        browser.sign_in_bent(&phone, by_phone).await.unwrap();
        assert!(is_offered(&party, &browser).await);
        // No offer if the user would have to reauthenticate first.
        party.pass(just_under(10 * MINUTE));
        assert!(is_offered(&party, &browser).await);
        party.pass(SECOND);
        assert!(!is_offered(&party, &browser).await);
        browser.verify_bent(&phone, by_phone).await.unwrap();
        assert!(is_offered(&party, &browser).await);

        browser.has_declined_passkey = true;
        assert!(!is_offered(&party, &browser).await);
        browser.has_declined_passkey = false;
        browser.add_bent(&mut Hostile::new(), here).await.unwrap();
        assert!(!is_offered(&party, &browser).await, "there is a passkey now");
    }

    async fn nobody_else_is_offered_one(party: TestParty) {
        let phone = phone_of(&party).await;
        for how in [here, honest, by_nonsense] {
            let browser = party.browser();
            browser.sign_in_bent(&phone, how).await.unwrap();
            assert!(!is_offered(&party, &browser).await);
        }
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, by_key).await.unwrap();
        browser.sign_in_bent(&key, by_key).await.unwrap();
        assert!(!is_offered(&party, &browser).await, "users carry a security key with them");
    }
}
