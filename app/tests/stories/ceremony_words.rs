//! The texts that a page shows when one of its ceremonies fails.

use std::collections::BTreeMap;

use latchkey::ceremony_refusals;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};

/// Returns a page's ceremony and its texts by error code.
async fn words(browser: &mut TestBrowser, path: &str) -> (String, BTreeMap<String, String>) {
    let page = browser.get(path).await.body;
    let data = |name: &str| {
        let (_, rest) =
            page.split_once(&format!("data-{name}=\"")).unwrap_or_else(|| panic!("{path}: {page}"));
        rest.split('"').next().unwrap().replace("&quot;", "\"").replace("&amp;", "&")
    };
    (data("ceremony"), serde_json::from_str(&data("words")).unwrap())
}

on_both! {
    async fn every_error_of_a_ceremony_has_a_text_on_its_pages(server: TestServer) {
        let mut ada = server.browser();
        ada.sign_up("ada@example.org", &mut Peer::new()).await;
        let link = server.mail().await;
        let mut by_mail = server.browser();
        by_mail.ask_for_link("bob@example.org").await;
        by_mail.press_link_button(&server.mail().await).await;
        let mut pages = vec![("sign_up", "/sign-up"), ("sign_in", "/sign-in"), ("adding_passkey", "/dashboard")];
        let mut seen = Vec::new();
        for (ceremony, path) in pages.drain(..) {
            seen.push((ceremony, path, words(&mut ada, path).await));
        }
        seen.push(("adding_passkey", "/passkey-offer", words(&mut by_mail, "/passkey-offer").await));
        ada.sign_out().await;
        seen.push(("sign_in", "/magic-link", words(&mut ada, link.path()).await));
        let mut eve = server.browser();
        eve.sign_up("eve@example.org", &mut Peer::new()).await;
        server.pass(std::time::Duration::from_mins(10));
        seen.push(("verification", "/verify", words(&mut eve, "/verify").await));
        for (ceremony, path, (named, words)) in &seen {
            assert_eq!(named, ceremony, "{path}");
            let in_browser = [
                "cancelled", "unusable_authenticator", "old_authenticator", "wrong_site", "no_passkeys",
                "authenticator_failed", "cookies_off", "offline", "internal", "waiting",
            ];
            for code in ceremony_refusals(ceremony).chain(in_browser) {
                let said = words.get(code).unwrap_or_else(|| panic!("{path} has no words for {code}"));
                assert!(!said.starts_with("error-") && (code == "internal" || *said != words["internal"]), "{path}: {code}: {said}");
            }
            // Only pages that offer a link suggest one.
            let has_link = matches!(*path, "/sign-in" | "/sign-up");
            for code in ["cancelled", "no_passkeys", "unknown_credential"] {
                let Some(said) = words.get(code) else { continue };
                assert_eq!(said.contains("sign-in link"), has_link, "{path}: {code}: {said}");
            }
        }
        assert!(seen[1].2.1["deactivated"].starts_with("This account is deactivated"));
    }

    async fn without_email_no_page_offers_or_suggests_a_link(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_ORIGIN", "https://id.example.org")]).await;
        let mut browser = server.browser();
        for path in ["/sign-in", "/sign-up"] {
            let page = browser.get(path).await.body;
            assert!(!page.contains("Email me a sign-in link") && !page.contains("sign-in link"), "{path}");
            assert_eq!(page.contains("type=\"email\""), path == "/sign-up");
        }
        let page = browser.get("/sign-in?problem=unknown_credential").await.body;
        assert!(page.contains("This passkey is no longer registered here. Use another one."));
        assert!(!page.contains("sign-in link"));
        assert!(!browser.get("/").await.body.contains("We email you a link"));
    }

    async fn the_start_of_a_sign_up_says_whether_cookies_come_back(server: TestServer) {
        let mut browser = server.browser();
        let without = browser.call("start_sign_up", &[("email", "ada@example.org")]).await.json();
        assert_eq!(without["has_cookie"], false);
        let with = browser.call("start_sign_up", &[("email", "ada@example.org")]).await.json();
        assert_eq!(with["has_cookie"], true);
    }
}
