//! Passkeys on this device and on other devices, on the dashboard and in its offers.

use http::StatusCode;
use serde_json::{Value, json};
use testing::authenticator::{Answer, BE, BS, Hostile, Peer, UP, UV};
use testing::server::{TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

const OFFER: &str = "Skip your phone next time";

fn said(answer: &Answer, attachment: &str, transports: &[&str]) -> String {
    let mut credential: Value = serde_json::from_str(&answer.json()).unwrap();
    credential["authenticatorAttachment"] = json!(attachment);
    credential["response"]["transports"] = json!(transports);
    credential.to_string()
}

/// Signs in with a phone that scans the browser's QR code.
async fn sign_in_by_phone(browser: &mut TestBrowser, phone: &Hostile) {
    let (ceremony, options) = browser.start("start_sign_in", &[]).await;
    let assertion = said(&phone.get(ORIGIN, &options), "cross-platform", &[]);
    let answer = browser.finish("finish_sign_in", &ceremony, &assertion).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

/// Returns a phone with a passkey for a new account.
async fn phone_of(server: &TestServer) -> Hostile {
    let (mut phone, mut browser) = (Hostile::new(), server.browser());
    let (ceremony, options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
    let credential = said(&phone.create(ORIGIN, &options), "platform", &["hybrid", "internal"]);
    let answer = browser.finish("finish_sign_up", &ceremony, &credential).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    phone
}

on_both! {
    async fn after_a_sign_in_by_phone_the_dashboard_offers_a_passkey_here(server: TestServer) {
        let (mut browser, phone) = (server.browser(), phone_of(&server).await);
        sign_in_by_phone(&mut browser, &phone).await;
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains(OFFER));
        assert_eq!(dashboard.matches("data-ceremony=\"adding_passkey\"").count(), 1, "one button to a page");
        assert!(!dashboard.contains(">This device<"));

        let (ceremony, options) = browser.start("start_adding_passkey", &[]).await;
        assert_eq!(options["publicKey"]["hints"], json!(["client-device"]));
        assert!(options["publicKey"]["authenticatorSelection"].get("authenticatorAttachment").is_none_or(Value::is_null));
        let credential = Peer::new().create(ORIGIN, &options).await.unwrap();
        browser.finish("finish_adding_passkey", &ceremony, &credential).await;
        let dashboard = browser.dashboard().await.unwrap();
        assert!(!dashboard.contains(OFFER));
        assert_eq!(dashboard.matches(">This device<").count(), 1);
    }

    async fn a_declined_passkey_prompt_is_not_shown_again(server: TestServer) {
        let (mut browser, phone) = (server.browser(), phone_of(&server).await);
        sign_in_by_phone(&mut browser, &phone).await;
        let answer = browser.post_form("/api/decline_passkey_here", &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/dashboard"));
        assert!(!browser.dashboard().await.unwrap().contains(OFFER));
        browser.sign_out().await;
        sign_in_by_phone(&mut browser, &phone).await;
        let dashboard = browser.dashboard().await.unwrap();
        assert!(!dashboard.contains(OFFER) && dashboard.contains("Add a passkey"));
        let (_, options) = browser.start("start_adding_passkey", &[]).await;
        assert!(options["publicKey"].get("hints").is_none_or(Value::is_null));

        // The cookie's value doesn't identify the browser.
        assert_eq!(browser.cookies["latchkey_passkey_here_3000"], "declined");
        let mut elsewhere = server.browser();
        sign_in_by_phone(&mut elsewhere, &phone).await;
        assert!(elsewhere.dashboard().await.unwrap().contains(OFFER));
    }

    async fn a_user_with_one_unsynced_passkey_is_told_to_add_another(server: TestServer) {
        const NUDGE: &str = "Your only passkey exists on a single device.";
        for (flags, synced) in [(UP | UV, false), (UP | UV | BE, false), (UP | UV | BE | BS, true)] {
            let (mut browser, mut key) = (server.browser(), Hostile::new().with_flags(flags));
            let (ceremony, options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
            let credential = key.create(ORIGIN, &options).json();
            browser.finish("finish_sign_up", &ceremony, &credential).await;
            let dashboard = browser.dashboard().await.unwrap();
            assert_eq!(dashboard.contains(NUDGE), !synced, "{flags:b}");
            assert_eq!(dashboard.contains(">Synced<"), synced, "{flags:b}");
            assert_eq!(browser.add_passkey(&mut Peer::new()).await.status, StatusCode::OK);
            assert!(!browser.dashboard().await.unwrap().contains(NUDGE));
        }
    }

    async fn the_dashboard_marks_passkeys_of_this_device_and_names_their_last_browser(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::of_model(0xbada5566_a7aa_401f_bd96_45619a55120d_u128.to_be_bytes()));
        browser.sign_up("ada@example.org", &mut phone).await;
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains(">1Password</h3>") && dashboard.contains(">This device<"));
        assert!(!dashboard.contains("1Password · "), "said once");
        browser.sign_in(&mut phone).await;
        let dashboard = browser.dashboard().await.unwrap();
        let (_, used) = dashboard.split_once("Last used").unwrap();
        let (used, _) = used.split_once("</p>").unwrap();
        assert!(used.contains("with Firefox on Linux"), "{used}");

        let id = dashboard.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        browser.post_form("/api/rename_passkey", &[("id", id), ("name", "Mine")]).await;
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains(">Mine</h3>") && dashboard.contains("1Password · "));
    }
}
