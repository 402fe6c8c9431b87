//! Sign-in links and codes without scripts, and which account owns an address.

use std::time::Duration;

use http::StatusCode;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

on_both! {
    async fn a_link_signs_up_a_new_user_without_scripts(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        assert!(browser.get("/magic-link").await.body.contains("ada@example.org"));
        let mail = server.mail().await;
        assert_eq!(mail.to, "ada@example.org");
        assert!(mail.text.contains("Firefox on Linux") && mail.text.contains("127.0.0.1"));

        let page = browser.get(mail.path()).await;
        assert!(page.body.contains(r#"action="/api/redeem_magic_link""#), "{}", page.body);
        let answer = browser.press_link_button(&mail).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/passkey-offer"));
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains("Signed in with an emailed link or code") && dashboard.contains("Confirmed"));
    }

    async fn a_link_opens_the_same_account_every_time(server: TestServer) {
        for _ in 0..2 {
            let mut browser = server.browser();
            browser.ask_for_link("Ada@Example.org").await;
            browser.press_link_button(&server.mail().await).await;
            assert!(browser.dashboard().await.is_some());
        }
        assert_eq!(server.count("users").await, 1);
    }

    async fn a_known_address_looks_like_an_unknown_one_on_the_sign_in_page(server: TestServer) {
        let mut known = server.browser();
        known.ask_for_link("ada@example.org").await;
        known.press_link_button(&server.mail().await).await;

        let (mut one, mut other) = (server.browser(), server.browser());
        let for_known = one.post_form("/api/send_magic_link", &[("email", "ada@example.org")]).await;
        let for_unknown = other.post_form("/api/send_magic_link", &[("email", "bob@example.org")]).await;
        assert_eq!(for_known.status, for_unknown.status);
        assert_eq!(for_known.location(), for_unknown.location());
        assert_eq!(for_known.body, for_unknown.body);
    }

    async fn opening_a_link_does_not_use_it(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        let mut scanner = server.browser();
        for _ in 0..20 {
            scanner.get(mail.path()).await;
            let head = scanner.request(http::Method::HEAD, mail.path());
            scanner.send(head, axum::body::Body::empty()).await;
        }
        assert_eq!(browser.press_link_button(&mail).await.location(), "/passkey-offer");
    }

    async fn a_link_used_in_another_browser_signs_no_one_in_and_still_works(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;

        let mut elsewhere = server.browser();
        let page = elsewhere.get(mail.path()).await;
        assert!(page.body.contains("Use the code instead") && !page.body.contains("/api/redeem"));
        let pressed = elsewhere.press_link_button(&mail).await;
        assert_eq!(pressed.location(), "/magic-link?problem=wrong_browser");
        assert!(elsewhere.dashboard().await.is_none());
        assert!(browser.dashboard().await.is_none(), "a click elsewhere must not let this window in");

        assert_eq!(browser.press_link_button(&mail).await.location(), "/passkey-offer");
    }

    async fn a_link_works_once(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        browser.press_link_button(&mail).await;
        browser.sign_out().await;
        // Later than a double click.
        server.pass(Duration::from_secs(11));
        let again = browser.press_link_button(&mail).await;
        assert_eq!(again.location(), "/magic-link?problem=link_expired");
        assert_eq!(browser.get(mail.path()).await.status, StatusCode::GONE);
        assert!(browser.dashboard().await.is_none());
    }

    async fn a_link_expires_after_fifteen_minutes(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        server.pass(Duration::from_mins(15));
        assert_eq!(browser.press_link_button(&mail).await.location(), "/magic-link?problem=link_expired");
    }

    async fn only_the_newest_link_works_and_a_stranger_cannot_invalidate_it(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let older = server.mail().await;
        browser.ask_for_link("ada@example.org").await;
        let newest = server.mail().await;
        server.browser().ask_for_link("ada@example.org").await;
        assert_eq!(browser.press_link_button(&older).await.location(), "/magic-link?problem=link_expired");
        assert_eq!(browser.press_link_button(&newest).await.location(), "/passkey-offer");
    }

    async fn the_code_signs_in_in_the_window_that_requested_it(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let code = server.mail().await.code.to_lowercase();
        let typed = format!(" {}-{} ", &code[..4], &code[4..]);
        let answer = browser.post_form("/api/redeem_code", &[("code", &typed)]).await;
        assert_eq!(answer.location(), "/passkey-offer");
        assert!(browser.dashboard().await.is_some());
    }

    async fn the_code_does_not_work_in_another_browser(server: TestServer) {
        server.browser().ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        let mut elsewhere = server.browser();
        elsewhere.ask_for_link("eve@example.org").await;
        let answer = elsewhere.post_form("/api/redeem_code", &[("code", &mail.code)]).await;
        assert_eq!(answer.location(), "/magic-link?problem=wrong_code");
        assert!(elsewhere.dashboard().await.is_none());
    }

    async fn a_code_allows_five_wrong_tries(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        for _ in 0..5 {
            let wrong = browser.post_form("/api/redeem_code", &[("code", "AAAA-AAAA")]).await;
            assert_eq!(wrong.location(), "/magic-link?problem=wrong_code");
        }
        let right = browser.post_form("/api/redeem_code", &[("code", &mail.code)]).await;
        assert_eq!(right.location(), "/magic-link?problem=link_expired");
        assert!(browser.dashboard().await.is_none());
    }

    async fn an_invalid_address_is_reported_on_the_page_where_it_was_entered(server: TestServer) {
        let mut browser = server.browser();
        for page in ["/sign-in", "/sign-up"] {
            let answer = browser.post_form("/api/send_magic_link", &[("email", "ada@"), ("from", page)]).await;
            assert_eq!(answer.location(), format!("{page}?problem=invalid_email"));
            let page = browser.get(answer.location()).await;
            assert!(page.body.contains("That isn’t an email address"));
        }
        assert_eq!(server.count("messages").await, 0);
    }

    async fn a_sign_up_emails_a_confirmation_link(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        assert!(browser.dashboard().await.unwrap().contains("Not confirmed yet"));
        let mail = server.mail().await;
        assert!(browser.get(mail.path()).await.body.contains("Confirm this address"));
        browser.press_link_button(&mail).await;
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains("Confirmed"));
        // Confirming the address keeps the session that a passkey opened.
        assert!(dashboard.contains("Signed in with the passkey"));
        assert_eq!(server.count("users").await, 1);
    }

    async fn a_confirmation_link_requires_signing_in_first(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let mail = server.mail().await;
        browser.sign_out().await;
        assert!(browser.get(mail.path()).await.body.contains("Sign in to confirm"));
        assert_eq!(browser.press_link_button(&mail).await.location(), "/magic-link?problem=signed_out");
        assert_eq!(server.count("users").await, 1);

        browser.sign_in(&mut phone).await;
        browser.press_link_button(&mail).await;
        assert!(browser.dashboard().await.unwrap().contains(">Confirmed<"));
    }

    async fn no_one_can_wait_in_an_account_that_another_user_will_use(server: TestServer) {
        // Mallory signs up with Ada's address and his own passkey, and waits.
        let (mut mallory, mut his) = (server.browser(), Peer::new());
        mallory.sign_up("ada@example.org", &mut his).await;
        // Ada confirms that the address is hers.
        let mut ada = server.browser();
        ada.ask_for_link("ada@example.org").await;
        ada.press_link_button(&server.mail().await).await;
        let dashboard = ada.dashboard().await.unwrap();
        assert!(dashboard.contains("ada@example.org") && dashboard.contains("No passkeys yet"));
        // His passkey still opens his account, which has nothing of hers.
        let mut again = server.browser();
        again.sign_in(&mut his).await;
        let his = again.dashboard().await.unwrap();
        assert!(his.contains("No email address") && !his.contains("ada@example.org"));
    }

    async fn a_passkey_account_accepts_email_sign_in_once_its_address_is_confirmed(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        browser.press_link_button(&server.mail().await).await;
        let mut other = server.browser();
        other.ask_for_link("ada@example.org").await;
        other.press_link_button(&server.mail().await).await;
        let dashboard = other.dashboard().await.unwrap();
        assert!(dashboard.contains("Signed in with an emailed link or code"));
        assert_eq!(server.count("users").await, 1);
        // An email sign-in is weaker than a passkey: it can't add a passkey to an account that has one.
        other.call("start_adding_passkey", &[]).await.assert_refused(403, "verification_required");
    }

    async fn an_account_without_a_passkey_gets_its_first_one_after_an_email_sign_in(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.ask_for_link("ada@example.org").await;
        browser.press_link_button(&server.mail().await).await;
        assert_eq!(browser.add_passkey(&mut phone).await.status, StatusCode::OK);
        let mut other = server.browser();
        other.sign_in(&mut phone).await;
        assert!(other.dashboard().await.unwrap().contains("ada@example.org"));
    }
}
