//! Signing up, signing in and signing out with a passkey.

use std::time::Duration;

use http::StatusCode;
use testing::authenticator::Peer;
use testing::server::TestServer;
use testing::{ORIGIN, on_both};

on_both! {
    async fn a_user_signs_up_signs_out_and_signs_in_without_typing_a_name(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        assert!(browser.dashboard().await.unwrap().contains("ada@example.org"));

        let out = browser.sign_out().await;
        assert_eq!((out.status, out.location()), (StatusCode::FOUND, "/"));
        assert!(browser.dashboard().await.is_none());

        browser.sign_in(&mut phone).await;
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains("ada@example.org") && dashboard.contains("Signed in with the passkey"));
    }

    async fn a_passkey_signs_in_in_another_browser(server: TestServer) {
        let mut phone = Peer::new();
        server.browser().sign_up("ada@example.org", &mut phone).await;
        let mut other = server.browser();
        other.sign_in(&mut phone).await;
        assert!(other.dashboard().await.is_some());
    }

    async fn an_abandoned_sign_up_leaves_no_account(server: TestServer) {
        let mut browser = server.browser();
        browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
        assert_eq!(server.count("users").await, 0);
    }

    async fn a_known_address_looks_like_an_unknown_one_at_sign_up(server: TestServer) {
        server.browser().sign_up("ada@example.org", &mut Peer::new()).await;
        let (mut one, mut other) = (server.browser(), server.browser());
        let known = one.call("start_sign_up", &[("email", "ada@example.org")]).await;
        let unknown = other.call("start_sign_up", &[("email", "bob@example.org")]).await;
        assert_eq!((known.status, known.body.len()), (unknown.status, unknown.body.len()));
        assert!(known.body.contains(r#"excludeCredentials\":[]"#));
    }

    async fn signing_up_with_a_known_address_creates_another_account(server: TestServer) {
        let (mut hers, mut his) = (Peer::new(), Peer::new());
        server.browser().sign_up("ada@example.org", &mut hers).await;
        let mut stranger = server.browser();
        stranger.sign_up("ada@example.org", &mut his).await;
        assert_eq!(server.count("users").await, 2);
        // Each passkey opens its own account, which has no other passkey.
        for phone in [&mut hers, &mut his] {
            let mut browser = server.browser();
            browser.sign_in(phone).await;
            assert_eq!(browser.dashboard().await.unwrap().matches("On one device only").count()
                + browser.dashboard().await.unwrap().matches("Synced").count(), 1);
        }
    }

    async fn a_response_works_once(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        browser.sign_out().await;
        let (ceremony, options) = browser.start("start_sign_in", &[]).await;
        let assertion = phone.get(ORIGIN, &options).await.unwrap();
        assert_eq!(browser.finish("finish_sign_in", &ceremony, &assertion).await.status, StatusCode::OK);
        browser.finish("finish_sign_in", &ceremony, &assertion).await.assert_refused(400, "ceremony_expired");
    }

    async fn a_response_expires_after_ten_minutes(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let (ceremony, options) = browser.start("start_sign_in", &[]).await;
        let assertion = phone.get(ORIGIN, &options).await.unwrap();
        server.pass(Duration::from_mins(10));
        browser.finish("finish_sign_in", &ceremony, &assertion).await.assert_refused(400, "ceremony_expired");
    }

    async fn a_response_from_another_browser_is_rejected(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let (ceremony, options) = browser.start("start_sign_in", &[]).await;
        let assertion = phone.get(ORIGIN, &options).await.unwrap();
        let mut thief = server.browser();
        thief.finish("finish_sign_in", &ceremony, &assertion).await.assert_refused(400, "ceremony_expired");
        assert!(thief.dashboard().await.is_none());
    }

    async fn two_tabs_run_ceremonies_at_the_same_time(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        let (first, first_options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
        let (second, second_options) = browser.start("start_sign_up", &[("email", "ada@example.net")]).await;
        let one = phone.create(ORIGIN, &first_options).await.unwrap();
        let two = phone.create(ORIGIN, &second_options).await.unwrap();
        assert_eq!(browser.finish("finish_sign_up", &second, &two).await.status, StatusCode::OK);
        assert_eq!(browser.finish("finish_sign_up", &first, &one).await.status, StatusCode::OK);
        assert_eq!(server.count("users").await, 2);
    }

    async fn the_session_id_changes_at_every_sign_in(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let before = browser.cookies["latchkey_session_3000"].clone();
        browser.sign_in(&mut phone).await;
        assert_ne!(browser.cookies["latchkey_session_3000"], before);
        assert_eq!(server.count("sessions").await, 1);

        let mut old = server.browser();
        old.cookies.insert("latchkey_session_3000".to_owned(), before);
        assert!(old.dashboard().await.is_none());
    }

    async fn a_session_lasts_thirty_days(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        server.pass(Duration::from_secs(30 * 24 * 60 * 60 - 1));
        assert!(browser.dashboard().await.is_some());
        server.pass(Duration::from_secs(1));
        assert!(browser.dashboard().await.is_none());
    }

    async fn a_signed_out_cookie_opens_nothing(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let cookies = browser.cookies.clone();
        browser.sign_out().await;
        browser.cookies = cookies;
        assert!(browser.dashboard().await.is_none());
        assert_eq!(server.count("sessions").await, 0);
    }

    async fn a_second_passkey_is_added_and_signs_in(server: TestServer) {
        let (mut browser, mut phone, mut key) = (server.browser(), Peer::new(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let (ceremony, options) = browser.start("start_adding_passkey", &[]).await;
        assert_eq!(options["publicKey"]["excludeCredentials"].as_array().unwrap().len(), 1);
        let credential = key.create(ORIGIN, &options).await.unwrap();
        assert_eq!(browser.finish("finish_adding_passkey", &ceremony, &credential).await.status, StatusCode::OK);
        let mut other = server.browser();
        other.sign_in(&mut key).await;
        assert!(other.dashboard().await.unwrap().contains("ada@example.org"));
    }

    async fn adding_a_passkey_needs_a_recently_used_passkey(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        server.pass(Duration::from_mins(10));
        browser.call("start_adding_passkey", &[]).await.assert_refused(403, "verification_required");
        server.browser().call("start_adding_passkey", &[]).await.assert_refused(401, "signed_out");
    }

    async fn a_visitor_who_has_lost_their_passkeys_is_told_the_ways_in(server: TestServer) {
        let mut visitor = server.browser();
        assert!(visitor.get("/sign-in").await.body.contains("href=\"/recovery\""));
        let page = visitor.get("/recovery").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Look for a passkey first") && page.body.contains("href=\"/sign-in?next=%2Frecovery\""), "{}", page.body);
        assert!(!page.body.contains("<form method=\"post\" action=\"/api/use_recovery_code\""), "a code needs an account");
        let public = [("LATCHKEY_ORIGIN", "https://id.example.org")];
        let without_mail = TestServer::start_with(server.database.another().await, &public).await;
        let page = without_mail.browser().get("/recovery").await.body;
        assert!(page.contains("This site can’t send email") && !page.contains("next=%2Frecovery"), "{page}");
    }

    async fn expired_rows_are_deleted(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        browser.ask_for_link("ada@example.org").await;
        let rows = async || [
            server.count("spent_challenges").await,
            server.count("magic_links").await,
            server.count("sessions").await,
        ];
        // The newer link replaced the confirmation link of the sign-up.
        assert_eq!(rows().await, [1, 1, 1]);
        assert_eq!(server.rp.sweep().await.unwrap(), 0);
        server.pass(Duration::from_mins(10));
        assert_eq!(server.rp.sweep().await.unwrap(), 0);
        assert_eq!(rows().await, [1, 1, 1]);
        server.pass(Duration::from_mins(5));
        server.rp.sweep().await.unwrap();
        assert_eq!(rows().await, [1, 0, 1]);
        // A spent challenge is kept for an hour after it expires.
        server.pass(Duration::from_mins(55));
        server.rp.sweep().await.unwrap();
        assert_eq!(rows().await, [0, 0, 1]);
        server.pass(Duration::from_hours(30 * 24));
        server.rp.sweep().await.unwrap();
        assert_eq!(rows().await, [0, 0, 0]);
        assert_eq!(server.count("users").await, 1);
    }
}
