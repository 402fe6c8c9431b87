//! Recovery: getting back into an account with a code or a reset.

use std::time::Duration;

use axum::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{Method, StatusCode};
use testing::authenticator::Peer;
use testing::server::{Answer, TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

const ADA: &str = "ada@example.org";
const HOUR: Duration = Duration::from_hours(1);

/// Returns a user with a confirmed address who has just used a passkey.
async fn member(server: &TestServer, email: &str) -> (TestBrowser, Peer) {
    let (mut browser, mut phone) = (server.browser(), Peer::new());
    browser.sign_up(email, &mut phone).await;
    browser.press_link_button(&server.mail().await).await;
    (browser, phone)
}

async fn by_mail(server: &TestServer, email: &str) -> TestBrowser {
    let mut browser = server.browser();
    browser.ask_for_link(email).await;
    browser.press_link_button(&server.mail().await).await;
    browser
}

/// Presses the button that creates codes, with the fields of its form.
async fn make_codes(browser: &mut TestBrowser) -> (Answer, Vec<String>) {
    let page = browser.get("/recovery-codes").await.body;
    let replaced =
        page.split("name=\"replaced\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
    let answer =
        browser.post_form("/recovery-codes", &[("replaced", replaced.unwrap_or_default())]).await;
    let codes = answer.body.split("<li><code>").skip(1);
    let codes = codes.map(|code| code.split('<').next().unwrap().to_owned()).collect();
    (answer, codes)
}

async fn use_code(browser: &mut TestBrowser, code: &str) -> Answer {
    browser.post_form("/api/use_recovery_code", &[("code", code)]).await
}

/// Returns the path of the cancel link in the newest email.
async fn cancelling_link(server: &TestServer) -> String {
    let mails = server.browser().get_json("/dev/mailbox").await.json();
    let links = mails.as_array().unwrap().iter().filter_map(|mail| mail["links"][0].as_str());
    let mut paths = links.map(|link| link.strip_prefix(ORIGIN).unwrap());
    paths.find(|path| path.starts_with("/cancel-reset?")).unwrap().to_owned()
}

async fn press_cancel(browser: &mut TestBrowser, link: &str) -> Answer {
    let token = link.split("token=").nth(1).unwrap();
    browser.post_form("/api/cancel_reset_by_link", &[("token", token)]).await
}

const UNDER_WAY: &str = "A reset of this account was requested";
const CANCEL_BUTTON: &str = "action=\"/api/cancel_reset\"";

on_both! {
    async fn ten_codes_are_shown_once_after_pressing_the_button(server: TestServer) {
        let (mut browser, _) = member(&server, ADA).await;
        assert!(browser.dashboard().await.unwrap().contains("You don’t have any yet."));
        let (answer, codes) = make_codes(&mut browser).await;
        assert_eq!((answer.status, codes.len()), (StatusCode::OK, 10));
        assert!(codes.iter().all(|code| code.len() == 23), "{codes:?}");
        assert!(answer.body.contains("We show these codes only once."));
        assert_eq!(answer.header(CACHE_CONTROL), "no-store");
        assert!(answer.header(CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"));

        for path in ["/recovery-codes", "/dashboard", "/recovery", "/dev/mailbox"] {
            let page = browser.get(path).await.body;
            assert!(codes.iter().all(|code| !page.contains(code)), "{path}");
        }
        assert!(browser.dashboard().await.unwrap().contains("10 of 10 unused"));

        // Sending the form again, like a reload, creates no new codes and keeps these valid.
        let again = browser.post_form("/recovery-codes", &[("replaced", "")]).await;
        assert_eq!(again.location(), "/recovery-codes?problem=already_shown");
        assert!(browser.get(again.location()).await.body.contains("were already shown once"));
        assert_eq!(use_code(&mut browser, &codes[0]).await.location(), "/dashboard");
        assert!(browser.dashboard().await.unwrap().contains("9 of 10 unused"));
    }

    async fn only_the_owner_creates_codes_and_only_after_using_a_passkey(server: TestServer) {
        let (mut browser, _) = member(&server, ADA).await;
        let mut signed_out = server.browser();
        assert_eq!(signed_out.get("/recovery-codes").await.location(), "/sign-in?next=%2Frecovery-codes");
        assert_eq!(
            signed_out.post_form("/recovery-codes", &[("replaced", "")]).await.location(),
            "/sign-in?next=%2Frecovery-codes"
        );
        for foreign in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let request = browser
                .request(Method::POST, "/recovery-codes")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(foreign.0, foreign.1);
            browser.send(request, Body::from("replaced=")).await.assert_refused(403, "cross_site");
        }
        let mut mail = by_mail(&server, ADA).await;
        let (answer, _) = make_codes(&mut mail).await;
        assert_eq!(answer.location(), "/verify?problem=verification_required&next=%2Frecovery-codes");
        assert!(mail.get(answer.location()).await.body.contains("data-ceremony=\"verification\""));
        server.pass(Duration::from_mins(10));
        let (answer, _) = make_codes(&mut browser).await;
        assert_eq!(answer.location(), "/verify?problem=verification_required&next=%2Frecovery-codes");
        assert_eq!(server.count("recovery_codes").await, 0);
    }

    async fn codes_are_returned_as_a_file_and_other_text_is_not(server: TestServer) {
        let (mut browser, _) = member(&server, ADA).await;
        let (answer, codes) = make_codes(&mut browser).await;
        assert!(answer.body.contains(&format!("name=\"codes\" value=\"{}\"", codes.join(" "))));
        let sent = format!("{} <b>other</b> AAAAA-AAAAA-AAAAA-AAAAA", codes[..8].join(" "));
        let file = browser.post_form("/recovery-codes/file", &[("codes", &sent)]).await;
        assert_eq!(file.header(CONTENT_TYPE), "text/plain; charset=utf-8");
        assert_eq!(file.header(CONTENT_DISPOSITION), "attachment; filename=\"latchkey-recovery-codes.txt\"");
        assert_eq!((file.header(CACHE_CONTROL), file.header("x-content-type-options")), ("no-store", "nosniff"));
        assert!(codes[..8].iter().all(|code| file.body.contains(code)), "{}", file.body);
        assert!(file.body.starts_with("Latchkey\r\nhttp://localhost:3000\r\nada@example.org\r\n18 Nov 2026"), "{}", file.body);
        assert!(!file.body.contains("other") && !file.body.contains("AAAAA"));
        let strangers = member(&server, "eve@example.org").await.0.post_form("/recovery-codes/file", &[("codes", &sent)]).await;
        assert!(!strangers.body.contains(&codes[0]));
        let signed_out = server.browser().post_form("/recovery-codes/file", &[("codes", &sent)]).await;
        assert_eq!(signed_out.location(), "/sign-in?problem=signed_out");
    }

    async fn an_email_sign_in_and_a_code_replace_lost_passkeys(server: TestServer) {
        let (mut browser, _) = member(&server, ADA).await;
        let (_, codes) = make_codes(&mut browser).await;

        let mut back = by_mail(&server, ADA).await;
        assert!(back.get("/verify").await.body.contains("href=\"/recovery\""));
        assert!(back.get("/recovery").await.body.contains("Use this code"));
        assert_eq!(back.add_passkey(&mut Peer::new()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(use_code(&mut back, &codes[4].to_lowercase()).await.location(), "/dashboard");
        server.pass(Duration::from_secs(1));
        let mut new = Peer::new();
        assert_eq!(back.add_passkey(&mut new).await.status, StatusCode::OK);
        let dashboard = back.dashboard().await.unwrap();
        let old = dashboard.split("action=\"/api/remove_passkey\"").nth(1).unwrap();
        let old = old.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(back.post_form("/api/remove_passkey", &[("id", old)]).await.location(), "/dashboard");
        let mut elsewhere = server.browser();
        elsewhere.sign_in(&mut new).await;
        let dashboard = elsewhere.dashboard().await.unwrap();
        assert!(dashboard.contains("Confirmed with a recovery code") && dashboard.contains("9 of 10 unused"));
    }

    async fn a_wrong_code_opens_nothing_and_is_recorded(server: TestServer) {
        let (mut browser, _) = member(&server, ADA).await;
        let (_, codes) = make_codes(&mut browser).await;
        let mut back = by_mail(&server, ADA).await;
        let mut signed_out = server.browser();
        assert_eq!(use_code(&mut signed_out, &codes[0]).await.location(), "/sign-in?problem=signed_out");
        assert!(signed_out.dashboard().await.is_none(), "a code alone signs no one in");
        for _ in 0..20 {
            let answer = use_code(&mut back, "ACDEF-ACDEF-ACDEF-ACDEF").await;
            assert_eq!(answer.location(), "/recovery?problem=wrong_recovery_code");
        }
        assert!(back.get("/recovery?problem=wrong_recovery_code").await.body.contains("one of your unused"));
        let refused = use_code(&mut back, "ACDEF-ACDEF-ACDEF-ACDEF").await;
        assert_eq!(refused.location(), "/recovery?problem=too_many_requests");
        assert_eq!(back.add_passkey(&mut Peer::new()).await.status, StatusCode::FORBIDDEN);
        assert!(browser.dashboard().await.unwrap().contains("Wrong recovery code entered"));
        // The right code works, however many wrong ones came before.
        assert_eq!(use_code(&mut back, &codes[0]).await.location(), "/dashboard");
    }

    async fn a_reset_is_shown_and_cancelled_on_the_dashboard(server: TestServer) {
        let (mut home, mut phone) = member(&server, ADA).await;
        let mut mail = by_mail(&server, ADA).await;
        assert!(mail.get("/recovery").await.body.contains("Request a reset"));
        assert_eq!(mail.post_form("/api/ask_for_reset", &[]).await.location(), "/recovery");
        assert!(mail.get("/recovery").await.body.contains("A reset was requested"));
        let (in_mail, at_home) = (mail.dashboard().await.unwrap(), home.dashboard().await.unwrap());
        assert!(in_mail.contains(UNDER_WAY) && in_mail.contains(CANCEL_BUTTON));
        assert!(at_home.contains(UNDER_WAY) && at_home.contains(CANCEL_BUTTON));
        let refused = mail.post_form("/api/cancel_reset", &[]).await;
        assert_eq!(refused.location(), "/verify?problem=verification_required&next=%2Fdashboard");
        assert_eq!(home.post_form("/api/cancel_reset", &[]).await.location(), "/dashboard");
        let after = home.dashboard().await.unwrap();
        assert!(!after.contains(UNDER_WAY) && after.contains("A reset was cancelled"));
        assert!(after.contains("Reset requested") && after.contains("Reset cancelled"));

        // A sign-in with a passkey cancels the reset and says so.
        mail.post_form("/api/ask_for_reset", &[]).await;
        let mut elsewhere = server.browser();
        elsewhere.sign_in(&mut phone).await;
        let told = elsewhere.dashboard().await.unwrap();
        assert!(!told.contains(UNDER_WAY) && told.contains("A reset was cancelled"));
        server.pass(72 * HOUR);
        assert_eq!(mail.add_passkey(&mut Peer::new()).await.status, StatusCode::FORBIDDEN);
        server.pass(96 * HOUR);
        elsewhere.sign_in(&mut phone).await;
        assert!(!elsewhere.dashboard().await.unwrap().contains("A reset was cancelled<"));
    }

    async fn a_cancel_link_works_once_and_only_by_its_button(server: TestServer) {
        member(&server, ADA).await;
        let mut mail = by_mail(&server, ADA).await;
        mail.post_form("/api/ask_for_reset", &[]).await;
        let link = cancelling_link(&server).await;
        let mut scanner = server.browser();
        for _ in 0..20 {
            let page = scanner.get(&link).await;
            assert!(page.status == StatusCode::OK && page.body.contains("Cancel the reset?"));
            let head = scanner.request(Method::HEAD, &link);
            scanner.send(head, Body::empty()).await;
        }
        assert!(mail.dashboard().await.unwrap().contains(UNDER_WAY));

        let mut anywhere = server.browser();
        let pressed = press_cancel(&mut anywhere, &link).await;
        assert_eq!(pressed.location(), "/cancel-reset?outcome=cancelled");
        assert!(anywhere.get(pressed.location()).await.body.contains("Reset cancelled"));
        assert!(anywhere.dashboard().await.is_none(), "the link is no sign-in");
        assert!(!mail.dashboard().await.unwrap().contains(UNDER_WAY));
        assert_eq!(press_cancel(&mut anywhere, &link).await.location(), "/cancel-reset?problem=link_expired");
        let page = anywhere.get(&link).await;
        assert!(page.status == StatusCode::GONE && page.body.contains("There’s nothing to cancel"));
        server.pass(72 * HOUR);
        assert_eq!(mail.add_passkey(&mut Peer::new()).await.status, StatusCode::FORBIDDEN);
    }

    async fn another_users_cancel_link_does_not_cancel_ones_own_reset(server: TestServer) {
        member(&server, ADA).await;
        let mut ada = by_mail(&server, ADA).await;
        ada.post_form("/api/ask_for_reset", &[]).await;
        member(&server, "eve@example.org").await;
        let mut eve = by_mail(&server, "eve@example.org").await;
        eve.post_form("/api/ask_for_reset", &[]).await;
        let eves = cancelling_link(&server).await;
        assert_eq!(press_cancel(&mut eve, &eves).await.location(), "/cancel-reset?outcome=cancelled");
        assert!(ada.dashboard().await.unwrap().contains(UNDER_WAY));
        assert!(!eve.dashboard().await.unwrap().contains(UNDER_WAY));
    }

    async fn after_three_days_a_reset_adds_one_passkey_that_can_remove_the_lost_one(server: TestServer) {
        member(&server, ADA).await;
        let mut mail = by_mail(&server, ADA).await;
        mail.post_form("/api/ask_for_reset", &[]).await;
        server.pass(Duration::from_secs(72 * 3600 - 1));
        assert!(!mail.get("/recovery").await.body.contains("data-ceremony"));
        let mut new = Peer::new();
        assert_eq!(mail.add_passkey(&mut new).await.status, StatusCode::FORBIDDEN);
        server.pass(Duration::from_secs(1));
        assert!(!mail.get("/recovery").await.body.contains("data-ceremony"), "not since then");
        let mut mail = by_mail(&server, ADA).await;
        assert!(mail.get("/recovery").await.body.contains("data-ceremony=\"adding_passkey\""));
        assert_eq!(mail.add_passkey(&mut new).await.status, StatusCode::OK);
        assert_eq!(mail.add_passkey(&mut Peer::new()).await.status, StatusCode::FORBIDDEN, "one");
        let dashboard = mail.dashboard().await.unwrap().replace("<!>", "");
        assert!(dashboard.contains("Passkey added by a reset: “Firefox on Linux"), "{dashboard}");

        let mut elsewhere = server.browser();
        elsewhere.sign_in(&mut new).await;
        let dashboard = elsewhere.dashboard().await.unwrap();
        let old = dashboard.split("action=\"/api/remove_passkey\"").nth(1).unwrap();
        let old = old.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        elsewhere.post_form("/api/remove_passkey", &[("id", old)]).await;
        let dashboard = elsewhere.dashboard().await.unwrap();
        assert_eq!(dashboard.matches("action=\"/api/remove_passkey\"").count(), 1);
    }

    async fn after_an_email_sign_in_a_passkey_is_offered_now_and_then(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link(ADA).await;
        let arrived = browser.press_link_button(&server.mail().await).await;
        assert_eq!(arrived.location(), "/passkey-offer");
        let page = browser.get("/passkey-offer").await.body;
        assert!(page.contains("data-ceremony=\"adding_passkey\"") && page.contains("data-next=\"/dashboard\""));
        assert!(page.contains(">Not now<"));
        assert!(browser.dashboard().await.is_some());

        browser.ask_for_link(ADA).await;
        let code = server.mail().await.code;
        let arrived = browser.post_form("/api/redeem_code", &[("code", &code)]).await;
        assert_eq!(arrived.location(), "/dashboard");
        server.pass(30 * 24 * HOUR);
        browser.ask_for_link(ADA).await;
        let code = server.mail().await.code;
        let arrived = browser.post_form("/api/redeem_code", &[("code", &code)]).await;
        assert_eq!(arrived.location(), "/passkey-offer");
        assert_eq!(browser.add_passkey(&mut Peer::new()).await.status, StatusCode::OK);
        assert_eq!(browser.get("/passkey-offer").await.location(), "/dashboard");
        assert_eq!(server.browser().get("/passkey-offer").await.location(), "/sign-in?next=%2Fpasskey-offer");
    }
}
