//! The rule about who may sign up: the texts of the pages, and every way in through the router.

use http::StatusCode;
use latchkey::RequestContext;
use latchkey::model::event::SERVER;
use serde_json::json;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{Answer, TestServer};

use crate::json_ceremonies::Client;
use crate::process::command;

const RULE: &str = "LATCHKEY_SIGN_UP";
const RULES: [&str; 3] = ["nobody", "invited", "listed.example, bücher.example"];

async fn with_rule(server: TestServer, rule: &str) -> TestServer {
    server.restarted_with(&[(RULE, rule)]).await
}

async fn invite(server: &TestServer, email: &str) {
    let operator = RequestContext::operator(&server.rp, SERVER);
    server.rp.accounts().invite(&operator, email).await.unwrap();
}

/// Returns the page without the marks that Leptos puts between texts.
async fn page(server: &TestServer, path: &str) -> String {
    let answer = server.browser().get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body.replace("<!>", "").replace("<!---->", "")
}

/// Signs up by email, and returns the response to the link's button.
async fn sign_up_by_email(server: &TestServer, email: &str) -> Answer {
    let mut browser = server.browser();
    browser.ask_for_link(email).await;
    browser.press_link_button(&server.mail().await).await
}

on_both! {
    async fn the_pages_say_who_may_sign_up(server: TestServer) {
        let home = page(&server, "/").await;
        assert!(home.contains("href=\"/sign-up\"") && !home.contains("can have an account here"));
        let mut server = server;
        for (rule, said, has_form) in [
            (RULES[0], "This site doesn’t create new accounts.", false),
            (RULES[1], "Only invited email addresses can have an account here.", true),
            (RULES[2], "Only email addresses at listed.example, xn--bcher-kva.example, and invited ones, can have an account here.", true),
        ] {
            server = with_rule(server, rule).await;
            for path in ["/", "/sign-up"] {
                assert!(page(&server, path).await.contains(said), "{rule} {path}");
            }
            let sign_up = page(&server, "/sign-up").await;
            assert_eq!(sign_up.contains("action=\"/api/send_magic_link\""), has_form, "{rule}");
            assert!(!sign_up.contains("data-ceremony"), "{rule}: an address in a form proves nothing");
            for path in ["/", "/sign-in"] {
                let links = page(&server, path).await.matches("href=\"/sign-up\"").count();
                assert_eq!(links > 0, has_form, "{rule} {path}");
            }
            let mut browser = server.browser();
            browser.ask_for_link("new@example.org").await;
            let waiting = browser.get("/magic-link").await.body;
            assert!(waiting.contains("If this address has an account, or can have one"), "{rule}");
        }
        let without_mail = server.restarted_with(&[(RULE, "invited"), ("LATCHKEY_ORIGIN", "https://id.example.org")]).await;
        assert!(without_mail.rp.settings().who_may_sign_up() == latchkey::SignUp::Nobody, "no email can prove an address");
    }

    async fn a_passkey_alone_opens_no_account_for_some(server: TestServer) {
        let mut server = server;
        for rule in RULES {
            server = with_rule(server, rule).await;
            invite(&server, "ada@example.org").await;
            for email in ["ada@example.org", "ada@listed.example", "eve@example.com"] {
                let answer = server.browser().call("start_sign_up", &[("email", email)]).await;
                assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "sign_up_closed".to_owned()), "{rule} {email}");
                let refused = Client::new(&server).post("register/begin", &json!({ "email": email })).await;
                refused.assert_refused(403, "sign_up_closed");
            }
            server.rp.accounts().withdraw_invitation(&RequestContext::operator(&server.rp, SERVER), "ada@example.org").await.unwrap();
        }
        assert_eq!(server.count("users").await, 0);
    }

    async fn an_email_opens_an_account_for_those_who_may_have_one(server: TestServer) {
        let server = with_rule(server, RULES[2]).await;
        invite(&server, "ada@example.org").await;
        for email in ["ada@example.org", "bob@LISTED.example", "eva@bücher.example"] {
            assert_eq!(sign_up_by_email(&server, email).await.location(), "/passkey-offer", "{email}");
        }
        assert_eq!(server.count("users").await, 3);
        let mut browser = server.browser();
        browser.ask_for_link("eve@mail.listed.example").await;
        let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
        assert_eq!((&mail["to"], &mail["code"]), (&json!("eve@mail.listed.example"), &json!(null)));
        assert!(mail["subject"].as_str().unwrap().starts_with("No Latchkey account"), "{mail}");
        assert_eq!(server.count("users").await, 3);
    }

    async fn an_account_stays_when_the_site_closes(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        browser.press_link_button(&server.mail().await).await;
        let server = with_rule(server, "nobody").await;
        let mut again = server.browser();
        again.sign_in(&mut phone).await;
        assert!(again.dashboard().await.unwrap().contains("ada@example.org"));
        assert_eq!(sign_up_by_email(&server, "ada@example.org").await.location(), "/dashboard");
    }
}

#[test]
fn the_operator_invites_lists_and_withdraws() {
    let folder = tempfile::TempDir::new().unwrap();
    let run = |arguments: &[&str]| {
        let output = command(folder.path()).arg("user").args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let (ok, out, _) = run(&["invite", "ada@example.org", "--json"]);
    assert!(ok && out == "{\"email\":\"ada@example.org\",\"emailed\":true}\n", "{out}");
    let (ok, out, _) = run(&["invitations"]);
    let [address, since, until] = out.trim_end().split('\t').collect::<Vec<_>>()[..] else {
        panic!("{out}")
    };
    assert!(
        ok && address == "ada@example.org" && since.starts_with("20") && since < until,
        "{out}"
    );
    assert!(run(&["uninvite", "ADA@example.org"]).0);
    assert_eq!(run(&["invitations", "--json"]).1, "[]\n");
    let (ok, _, error) = run(&["uninvite", "ada@example.org"]);
    assert!(!ok && error.contains("this address isn't invited"), "{error}");
    let (ok, _, error) = run(&["invite", "ada"]);
    assert!(!ok && error.contains("invalid email address"), "{error}");
}
