//! Managing passkeys and sessions, and reauthentication.

use std::time::Duration;

use http::StatusCode;
use testing::authenticator::{Hostile, Peer, UP};
use testing::server::{TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

/// The path after removing a passkey.
const REMOVED: &str = "/dashboard";

/// The path that asks for a recent proof first.
const PROOF: &str = "/verify?problem=verification_required&next=%2Fdashboard";

/// Returns the ids in the dashboard's forms for a server function.
async fn ids(browser: &mut TestBrowser, function: &str) -> Vec<String> {
    let dashboard = browser.dashboard().await.unwrap();
    let form = format!("action=\"/api/{function}\"");
    let forms = dashboard.split(&form).skip(1);
    forms
        .map(|form| form.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
        .collect()
}

/// Adds a passkey a second after the previous one, so that the dashboard lists them in this order.
async fn add_passkey(server: &TestServer, browser: &mut TestBrowser, authenticator: &mut Peer) {
    server.pass(Duration::from_secs(1));
    let answer = browser.add_passkey(authenticator).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

pub(crate) async fn verify(browser: &mut TestBrowser, authenticator: &mut Peer) -> StatusCode {
    let (ceremony, options) = browser.start("start_verification", &[]).await;
    let Ok(assertion) = authenticator.get(ORIGIN, &options).await else {
        return StatusCode::NO_CONTENT;
    };
    browser.finish("finish_verification", &ceremony, &assertion).await.status
}

on_both! {
    async fn a_passkey_is_renamed(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let id = &ids(&mut browser, "rename_passkey").await[0];
        let answer = browser.post_form("/api/rename_passkey", &[("id", id), ("name", " My <phone> ")]).await;
        assert_eq!(answer.location(), "/dashboard");
        assert!(browser.dashboard().await.unwrap().contains(">My &lt;phone&gt;</h3>"));
    }

    async fn an_invalid_name_changes_nothing(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let id = &ids(&mut browser, "rename_passkey").await[0];
        for name in ["", "  ", "a\u{7}b", "\u{200B}\u{200B}", "\u{3164}", "\u{2800}", "a\u{2028}b", &"a".repeat(61)] {
            let answer = browser.post_form("/api/rename_passkey", &[("id", id), ("name", name)]).await;
            assert_eq!(answer.location(), "/dashboard?problem=invalid_name", "{name:?}");
        }
        assert!(browser.dashboard().await.unwrap().contains(">Firefox on Linux</h3>"));
    }

    async fn a_removed_passkey_no_longer_signs_in_and_its_sessions_end(server: TestServer) {
        let (mut browser, mut phone, mut key) = (server.browser(), Peer::new(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        add_passkey(&server, &mut browser, &mut key).await;
        let mut other = server.browser();
        other.sign_in(&mut key).await;

        assert!(browser.dashboard().await.unwrap().contains("One other session that it opened will be signed out."));
        let removed = &ids(&mut browser, "remove_passkey").await[1];
        let answer = browser.post_form("/api/remove_passkey", &[("id", removed)]).await;
        assert_eq!(answer.location(), REMOVED);
        assert!(browser.get(REMOVED).await.body.contains("You’re signed out of the sessions that it opened"));
        assert!(other.dashboard().await.is_none(), "the session it opened has ended");
        assert!(browser.dashboard().await.is_some());
        let (ceremony, options) = other.start("start_sign_in", &[]).await;
        let assertion = key.get(ORIGIN, &options).await.unwrap();
        other.finish("finish_sign_in", &ceremony, &assertion).await.assert_refused(401, "unknown_credential");
    }

    async fn removing_a_passkey_keeps_the_current_session(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        add_passkey(&server, &mut browser, &mut key).await;
        let first = &ids(&mut browser, "remove_passkey").await[0];
        browser.post_form("/api/remove_passkey", &[("id", first)]).await;
        assert!(browser.dashboard().await.unwrap().contains("Signed in with a passkey that has since been removed"));
    }

    async fn the_last_way_in_cannot_be_removed(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let only = &ids(&mut browser, "rename_passkey").await[0];
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains("This is the only way into your account") && !dashboard.contains("/api/remove_passkey"));
        let answer = browser.post_form("/api/remove_passkey", &[("id", only)]).await;
        assert_eq!(answer.location(), "/dashboard?problem=last_way_in");
        assert_eq!(server.count("credentials").await, 1);

        // A confirmed address is another way in.
        browser.press_link_button(&server.mail().await).await;
        let answer = browser.post_form("/api/remove_passkey", &[("id", only)]).await;
        assert_eq!(answer.location(), REMOVED);
        assert_eq!(server.count("credentials").await, 0);
    }

    async fn of_two_requests_that_would_remove_each_others_passkey_one_is_rejected(server: TestServer) {
        for round in 1..=5 {
            let (mut browser, mut phone, mut key) = (server.browser(), Peer::new(), Peer::new());
            browser.sign_up("ada@example.org", &mut phone).await;
            add_passkey(&server, &mut browser, &mut key).await;
            let mut other = server.browser();
            // Each session was opened by the passkey that the other one does not remove.
            other.sign_in(&mut key).await;
            let both = ids(&mut browser, "remove_passkey").await;
            let fields = [[("id", both[0].as_str())], [("id", both[1].as_str())]];
            let (one, two) = tokio::join!(
                browser.post_form("/api/remove_passkey", &fields[0]),
                other.post_form("/api/remove_passkey", &fields[1]),
            );
            let mut outcomes = [one.location().to_owned(), two.location().to_owned()];
            outcomes.sort();
            assert_eq!(outcomes[0], REMOVED);
            // The first removal also ends the other session's recent verification. Which check rejects the
            // second one depends on timing.
            assert!(
                ["/dashboard?problem=last_way_in", PROOF]
                    .contains(&outcomes[1].as_str()),
                "{outcomes:?}",
            );
            assert_eq!(server.count("credentials").await, round);
        }
    }

    async fn no_one_changes_another_users_passkeys_or_sessions(server: TestServer) {
        let (mut ada, mut eve, mut hers) = (server.browser(), server.browser(), Peer::new());
        ada.sign_up("ada@example.org", &mut hers).await;
        server.browser().sign_up("bob@example.org", &mut Peer::new()).await;
        eve.sign_up("eve@example.org", &mut Peer::new()).await;
        let passkey = &ids(&mut ada, "rename_passkey").await[0];
        // Her session's id, from her own dashboard in another browser.
        let session = {
            let mut other = server.browser();
            other.sign_in(&mut hers).await;
            ids(&mut other, "end_session").await[0].clone()
        };
        let nonsense = "\u{0}".to_owned();
        for (function, id) in [
            ("rename_passkey", passkey), ("remove_passkey", passkey), ("end_session", &session),
            ("rename_passkey", &nonsense), ("remove_passkey", &nonsense), ("end_session", &nonsense),
        ] {
            let answer = eve.post_form(&format!("/api/{function}"), &[("id", id), ("name", "mine")]).await;
            assert_eq!(answer.location(), "/dashboard?problem=not_found", "{function}");
        }
        assert!(ada.dashboard().await.unwrap().contains(">Firefox on Linux</h3>"));
    }

    async fn removing_needs_a_passkey_used_in_the_last_ten_minutes(server: TestServer) {
        let (mut browser, mut phone, mut key) = (server.browser(), Peer::new(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        add_passkey(&server, &mut browser, &mut key).await;
        let passkeys = ids(&mut browser, "remove_passkey").await;
        server.pass(Duration::from_mins(10));
        let answer = browser.post_form("/api/remove_passkey", &[("id", &passkeys[1])]).await;
        assert_eq!(answer.location(), PROOF);
        assert!(browser.get(PROOF).await.body.contains("data-next=\"/dashboard\""));
        // It comes back to the question that the user had answered.
        let dashboard = browser.dashboard().await.unwrap();
        assert!(dashboard.contains(&format!("id=\"remove-{}\" aria-describedby=\"ends-{}\" autofocus", passkeys[1], passkeys[1])));

        let sessions = server.count("sessions").await;
        assert_eq!(verify(&mut browser, &mut phone).await, StatusCode::OK);
        assert_eq!(server.count("sessions").await, sessions, "a verification is no new session");
        let answer = browser.post_form("/api/remove_passkey", &[("id", &passkeys[1])]).await;
        assert_eq!(answer.location(), REMOVED);
    }

    async fn a_verification_accepts_only_the_users_own_passkeys(server: TestServer) {
        let (mut ada, mut hers, mut his) = (server.browser(), Peer::new(), Peer::new());
        ada.sign_up("ada@example.org", &mut hers).await;
        server.browser().sign_up("bob@example.org", &mut his).await;
        // The options name her passkeys, so his password manager doesn't offer his.
        assert_eq!(verify(&mut ada, &mut his).await, StatusCode::NO_CONTENT);
        // And if it responded anyway, the response would be rejected.
        let (ceremony, mut options) = ada.start("start_verification", &[]).await;
        options["publicKey"]["allowCredentials"] = serde_json::json!([]);
        let assertion = his.get(ORIGIN, &options).await.unwrap();
        ada.finish("finish_verification", &ceremony, &assertion).await.assert_refused(401, "verification_failed");
    }

    async fn a_verification_with_another_users_handle_is_rejected(server: TestServer) {
        let (mut ada, mut hers) = (server.browser(), Hostile::new());
        let (ceremony, options) = ada.start("start_sign_up", &[("email", "ada@example.org")]).await;
        let credential = hers.create(ORIGIN, &options).json();
        ada.finish("finish_sign_up", &ceremony, &credential).await;
        for (handle, status) in [(vec![7; 16], 401), (hers.user_handle.clone(), 200)] {
            hers.user_handle = handle;
            let (ceremony, options) = ada.start("start_verification", &[]).await;
            let assertion = hers.get(ORIGIN, &options).json();
            let answer = ada.finish("finish_verification", &ceremony, &assertion).await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
        }
    }

    async fn a_client_cannot_request_weaker_verification(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Hostile::new());
        let (ceremony, options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
        let credential = key.create(ORIGIN, &options).json();
        browser.finish("finish_sign_up", &ceremony, &credential).await;

        let unverified = key.with_flags(UP);
        let wish = [("userVerification", "discouraged"), ("mediation", "conditional")];
        let (ceremony, options) = browser.start("start_sign_in", &wish).await;
        assert_eq!(options["publicKey"]["userVerification"], "required");
        let mut assertion: serde_json::Value = serde_json::from_str(&unverified.get(ORIGIN, &options).json()).unwrap();
        assertion["userVerification"] = "discouraged".into();
        assertion["mediation"] = "conditional".into();
        let answer = browser.finish("finish_sign_in", &ceremony, &assertion.to_string()).await;
        answer.assert_refused(401, "verification_failed");
    }

    async fn a_challenge_works_only_for_its_purpose(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        for (start, finish) in [("start_sign_in", "finish_verification"), ("start_verification", "finish_sign_in")] {
            let (ceremony, options) = browser.start(start, &[]).await;
            let assertion = phone.get(ORIGIN, &options).await.unwrap();
            browser.finish(finish, &ceremony, &assertion).await.assert_refused(400, "ceremony_expired");
        }
    }

    async fn a_verification_works_only_in_its_session(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let (ceremony, options) = browser.start("start_verification", &[]).await;
        browser.sign_in(&mut phone).await;
        let assertion = phone.get(ORIGIN, &options).await.unwrap();
        browser.finish("finish_verification", &ceremony, &assertion).await.assert_refused(400, "ceremony_expired");
    }

    async fn a_session_is_ended_from_another_browser(server: TestServer) {
        let (mut here, mut there, mut phone) = (server.browser(), server.browser(), Peer::new());
        here.sign_up("ada@example.org", &mut phone).await;
        there.sign_in(&mut phone).await;
        let others = ids(&mut here, "end_session").await;
        assert_eq!(others.len(), 1, "the session that asks is not offered");
        here.post_form("/api/end_session", &[("id", &others[0])]).await;
        assert!(there.dashboard().await.is_none());
        assert!(here.dashboard().await.is_some());
    }

    async fn other_sessions_are_ended_together(server: TestServer) {
        let (mut here, mut phone) = (server.browser(), Peer::new());
        here.sign_up("ada@example.org", &mut phone).await;
        let mut others = [server.browser(), server.browser()];
        for other in &mut others {
            other.sign_in(&mut phone).await;
        }
        here.post_form("/api/end_other_sessions", &[]).await;
        for other in &mut others {
            assert!(other.dashboard().await.is_none());
        }
        assert!(here.dashboard().await.is_some());
    }

    async fn the_password_manager_gets_the_list_of_accepted_passkeys(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        add_passkey(&server, &mut browser, &mut key).await;
        let dashboard = browser.dashboard().await.unwrap().replace("&quot;", "\"");
        let signals = dashboard.split("data-signals=\"").nth(1).unwrap().split("}}").next().unwrap().to_owned() + "}}";
        let signals: serde_json::Value = serde_json::from_str(&signals).unwrap();
        let accepted = &signals["signalAllAcceptedCredentials"];
        assert_eq!(accepted["allAcceptedCredentialIds"].as_array().unwrap().len(), 2);
        assert_eq!(accepted["rpId"], "localhost");
        assert_eq!(signals["signalCurrentUserDetails"]["name"], "ada@example.org");
    }
}
