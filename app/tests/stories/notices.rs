//! Messages that a page shows once after a form: it worked, or a field was refused.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};

const ACCOUNT: &str = "/dashboard/account";

/// Returns a user with a confirmed address who has just used a passkey.
async fn member(server: &TestServer) -> (TestBrowser, Peer) {
    let (mut browser, mut phone) = (server.browser(), Peer::new());
    browser.sign_up("ada@example.org", &mut phone).await;
    browser.press_link_button(&server.mail().await).await;
    (browser, phone)
}

/// Returns the card with this heading.
fn card<'a>(page: &'a str, heading: &str) -> &'a str {
    let start = page.find(&format!("aria-labelledby=\"{heading}\"")).expect(heading);
    page[start..].split("</section>").next().unwrap()
}

/// Returns the id of the only passkey.
async fn passkey(browser: &mut TestBrowser) -> String {
    let page = browser.dashboard().await.unwrap();
    let (_, rest) = page.split_once("action=\"/api/rename_passkey\"").unwrap();
    rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

on_both! {
    async fn a_change_is_confirmed_once_in_its_card(server: TestServer) {
        let (mut browser, mut phone) = member(&server).await;
        server.browser().sign_in(&mut phone).await;
        let id = passkey(&mut browser).await;
        for (function, fields, heading, said) in [
            ("rename_passkey", vec![("id", id.as_str()), ("name", "Laptop")], "passkeys", "Passkey renamed."),
            ("end_other_sessions", vec![], "sessions", "Signed out of all other sessions."),
            ("change_display_name", vec![("name", "Ada")], "name", "Name saved."),
            ("send_phone_code", vec![("phone", "+4915123456789")], "phone", "We texted you a code."), // extra: sms
            ("remove_passkey", vec![("id", id.as_str())], "passkeys", "Passkey removed."),
        ] {
            let answer = browser.post_form(&format!("/api/{function}"), &fields).await;
            let page = browser.get(answer.location()).await.body;
            let card = card(&page, heading);
            assert!(card.contains(said), "{function}: {card}");
            let (before, _) = card.split_once(said).unwrap();
            let message = before.rsplit("<p ").next().unwrap();
            assert!(message.contains("role=\"status\"") && message.contains("autofocus"), "{message}");
            assert_eq!(page.matches(said).count(), 1, "{function}");
            assert!(!browser.get(answer.location()).await.body.contains(said), "{function}: once");
        }
    }

    async fn an_added_passkey_and_a_confirmed_address_are_confirmed_too(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let mail = server.mail().await;
        browser.add_passkey(&mut Peer::new()).await;
        assert!(card(&browser.dashboard().await.unwrap(), "passkeys").contains("Passkey added."));
        let page = browser.get(mail.path()).await.body;
        let done = page.split("name=\"done\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        browser.post_form("/api/redeem_magic_link", &[("token", &mail.token), ("done", done)]).await;
        assert!(browser.dashboard().await.unwrap().contains("Email address confirmed."));
        browser.sign_out().await;
        assert!(browser.get("/").await.body.contains("You’re signed out."));
    }

    async fn a_refused_field_keeps_its_text_and_has_the_message(server: TestServer) {
        let (mut browser, _) = member(&server).await;
        for (function, name, typed, id, said) in [
            ("change_address", "email", "no <address>", "new-address", "That isn’t an email address."),
            ("send_phone_code", "phone", "0151 23", "new-phone", "That isn’t a phone number"), // extra: sms
            ("change_display_name", "name", "a\u{202E}b", "display-name", "Enter a name of 1 to 60 characters."),
        ] {
            let answer = browser.post_form(&format!("/api/{function}"), &[(name, typed)]).await;
            assert!(answer.location().starts_with("/dashboard/account?problem=") && !answer.location().contains("addr%"));
            let page = browser.get(answer.location()).await.body;
            let field = page.split(&format!("<input id=\"{id}\"")).nth(1).unwrap().split("</form>").next().unwrap();
            let (field, after) = field.split_once('>').unwrap();
            let shown = typed.replace('<', "&lt;").replace('>', "&gt;");
            assert!(field.contains(&format!("value=\"{shown}\"")), "{field}");
            assert!(field.contains("aria-invalid=\"true\"") && field.contains("autofocus"), "{field}");
            assert!(field.contains(&format!("aria-describedby=\"{id}-error")), "{field}");
            assert!(after.contains(&format!("id=\"{id}-error\"")) && after.contains(said), "{after}");
            assert_eq!(page.matches("role=\"alert\"").count(), 1, "only at the field");
            assert!(page.contains("<title>Error: "), "{page}");
            let later = browser.get(answer.location()).await.body;
            assert!(!later.contains("aria-invalid") && later.contains("role=\"alert\""), "without the notice, above");
        }
    }

    async fn a_wrong_code_on_the_dashboard_stays_on_the_dashboard(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let fields = [("code", "AAAA-AAAA"), ("back", "/dashboard")];
        let answer = browser.post_form("/api/redeem_code", &fields).await;
        assert_eq!(answer.location(), "/dashboard?problem=wrong_code");
        let page = browser.get(answer.location()).await.body;
        assert!(page.contains("id=\"code-error\"") && !page.contains("AAAA-AAAA"), "a secret isn't kept");
        let elsewhere = [("code", "AAAA-AAAA"), ("back", "//evil.example")];
        let answer = browser.post_form("/api/redeem_code", &elsewhere).await;
        assert_eq!(answer.location(), "/magic-link?problem=wrong_code");
    }

    async fn a_form_that_needs_a_recent_proof_leads_there_and_back(server: TestServer) {
        let (mut browser, mut phone) = member(&server).await;
        server.pass(Duration::from_mins(10));
        let answer = browser.post_form("/api/change_address", &[("email", "new@example.org")]).await;
        assert_eq!(answer.location(), "/verify?problem=verification_required&next=%2Fdashboard%2Faccount");
        let page = browser.get(answer.location()).await.body;
        assert!(page.contains("data-ceremony=\"verification\"") && page.contains("data-next=\"/dashboard/account\""));
        assert!(page.contains("href=\"/dashboard/account\"") && !page.contains("role=\"alert\""));
        let (ceremony, options) = browser.start("start_verification", &[]).await;
        let assertion = phone.get(testing::ORIGIN, &options).await.unwrap();
        browser.finish("finish_verification", &ceremony, &assertion).await;
        assert_eq!(browser.get(answer.location()).await.location(), ACCOUNT, "nothing left to confirm");
        let page = browser.get(ACCOUNT).await.body;
        assert!(page.contains("value=\"new@example.org\"") && !page.contains("aria-invalid"), "it is still there");
        for elsewhere in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
            let next = url::form_urlencoded::byte_serialize(elsewhere.as_bytes()).collect::<String>();
            assert_eq!(browser.get(&format!("/verify?next={next}")).await.location(), "/dashboard");
        }
        assert_eq!(server.browser().get("/verify").await.location(), "/sign-in?next=%2Fverify");
    }

    async fn a_planted_notice_says_nothing_of_its_own(server: TestServer) {
        let (mut browser, _) = member(&server).await;
        let plain = browser.get(ACCOUNT).await.body;
        for planted in ["done-name-x", "done-", "home-lead", "done-name-saved<b>", "display-name.nonsense.x", "a.b", "new-address..%3Cb%3E"] {
            browser.cookies.insert("latchkey_notice_3000".to_owned(), planted.to_owned());
            let page = browser.get(ACCOUNT).await.body;
            assert!(!page.contains("<b>") && !page.contains("role=\"status\" tabindex"), "{planted}");
            assert_eq!(page.contains("aria-invalid"), plain.contains("aria-invalid"), "{planted}");
        }
    }

    async fn a_bookmark_with_an_unknown_problem_shows_none(server: TestServer) {
        let page = server.browser().get("/sign-in?problem=nonsense").await.body;
        assert!(!page.contains("role=\"alert\""));
    }
}
