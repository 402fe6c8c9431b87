//! Account settings: changing, downloading and deleting an account, with plain forms.

use std::time::Duration;

use http::StatusCode;
use latchkey::UserId;
use latchkey::model::user_handle::UserHandle;
use serde_json::Value;
use testing::authenticator::Peer;
use testing::server::{Answer, TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

pub(crate) const PAGE: &str = "/dashboard/account";

/// Returns the page with the account settings.
pub(crate) async fn page(browser: &mut TestBrowser) -> String {
    // Leptos separates adjacent texts with comments.
    browser.get(PAGE).await.body.replace("<!>", "")
}

pub(crate) async fn post(
    browser: &mut TestBrowser,
    function: &str,
    fields: &[(&str, &str)],
) -> Answer {
    browser.post_form(&format!("/api/{function}"), fields).await
}

/// Signs up and confirms the address.
pub(crate) async fn ada(server: &TestServer) -> (TestBrowser, Peer) {
    let (mut browser, mut phone) = (server.browser(), Peer::new());
    browser.sign_up("ada@example.org", &mut phone).await;
    browser.press_link_button(&server.mail().await).await;
    (browser, phone)
}

async fn messages(server: &TestServer, to: &str) -> Vec<Value> {
    let mails = server.browser().get_json("/dev/mailbox").await.json();
    mails.as_array().unwrap().iter().filter(|mail| mail["to"] == to).cloned().collect()
}

pub(crate) async fn code_to(server: &TestServer, to: &str) -> String {
    messages(server, to).await[0]["code"].as_str().unwrap().to_owned()
}

/// Returns the signals that the page sends to the password manager.
fn signals(body: &str) -> Value {
    let body = body.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    let from = body.split("data-signals=\"").nth(1).unwrap();
    serde_json::from_str(&(from.split("}}").next().unwrap().to_owned() + "}}")).unwrap()
}

on_both! {
    async fn users_fill_in_the_fields_that_the_operator_has_named(server: TestServer) {
        let named = "nickname:string, adult:boolean, size:integer, born:date:Date of birth, mobile:phone";
        let server = server.restarted_with(&[("LATCHKEY_USER_FIELDS", named)]).await;
        let (mut browser, _) = ada(&server).await;
        let seen = page(&mut browser).await;
        for part in [">Your details</h2>", ">Date of birth</label>", "name=\"fields[born]\" type=\"date\"", "name=\"fields[mobile]\" type=\"tel\""] {
            assert!(seen.contains(part), "{part}: {seen}");
        }
        let typed = [("nickname", "<Ada>"), ("adult", "yes"), ("size", "42"), ("born", "1815-12-10"), ("mobile", "112")];
        let typed = typed.map(|(name, value)| (format!("fields[{name}]"), value));
        let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let answer = post(&mut browser, "change_fields", &typed).await;
        assert!(answer.location().starts_with(PAGE), "{}", answer.location());
        // The number isn't valid. It is shown with the error, and everything else is saved.
        let seen = page(&mut browser).await;
        for part in ["value=\"112\"", "id=\"field-mobile-error\"", "value=\"&lt;Ada&gt;\"", "value=\"42\"", "value=\"1815-12-10\""] {
            assert!(seen.contains(part), "{part}: {seen}");
        }
        let ticked = |seen: &str| seen.split("name=\"fields[adult]\"").nth(1).unwrap().split('>').next().unwrap().contains("checked");
        assert!(ticked(&seen), "{seen}");

        // An empty box isn't sent, and a blank text removes the value.
        let answer = post(&mut browser, "change_fields", &[("fields[nickname]", ""), ("fields[plan]", "gold")]).await;
        assert_eq!(answer.location(), PAGE);
        let seen = page(&mut browser).await;
        assert!(seen.contains("Details saved.") && !ticked(&seen) && !seen.contains("Ada&gt;"), "{seen}");
        let owner = server.rp.store().find_owner(&latchkey::Email::parse("ada@example.org").unwrap()).await;
        let id = owner.unwrap().unwrap().id;
        let metadata = server.rp.store().find_metadata(id).await.unwrap();
        assert_eq!(Value::Object(metadata), serde_json::json!({ "adult": false, "size": 42, "born": "1815-12-10" }));

        // Nothing has changed, so the history has only the two changes.
        post(&mut browser, "change_fields", &[("fields[size]", "42")]).await;
        let history = browser.get("/dashboard/activity").await.body;
        assert_eq!(history.matches("Details changed").count(), 2, "{history}");
        let mut stranger = server.browser();
        assert_eq!(post(&mut stranger, "change_fields", &[("fields[size]", "1")]).await.location(), "/sign-in?problem=signed_out");
    }

    async fn details_that_are_too_large_together_are_refused_in_words(server: TestServer) {
        let names: Vec<_> = (0..9).map(|n| format!("f{n}")).collect();
        let named = names.iter().map(|name| format!("{name}:string")).collect::<Vec<_>>().join(",");
        let server = server.restarted_with(&[("LATCHKEY_USER_FIELDS", &named)]).await;
        let (mut browser, _) = ada(&server).await;
        let long = "x".repeat(1000);
        let typed: Vec<_> = names.iter().map(|name| (format!("fields[{name}]"), long.as_str())).collect();
        let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let answer = post(&mut browser, "change_fields", &typed).await;
        assert_eq!(answer.location(), format!("{PAGE}?problem=too_large"));
    }

    async fn an_account_without_such_fields_has_no_card_for_them(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        assert!(!page(&mut browser).await.contains("Your details"));
        assert_eq!(post(&mut browser, "change_fields", &[]).await.location(), PAGE);
    }

    async fn an_address_is_changed_in_forms(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        let answer = post(&mut browser, "change_address", &[("email", "new@example.org")]).await;
        assert_eq!(answer.location(), "/magic-link");
        assert!(browser.get("/magic-link").await.body.contains("new@example.org"));
        let seen = page(&mut browser).await;
        assert!(seen.contains("Your new address isn’t confirmed yet") && seen.contains("<strong>ada@example.org"));
        assert!(messages(&server, "ada@example.org").await[0]["subject"].as_str().unwrap().contains("about to change"));

        let mail = messages(&server, "new@example.org").await.swap_remove(0);
        let link = mail["links"][0].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
        assert!(server.browser().get(&link).await.body.contains("Use the code instead"));
        assert!(browser.get(&link).await.body.contains("Use this address"));
        let token = link.split("token=").nth(1).unwrap();
        let answer = browser.post_form("/api/redeem_magic_link", &[("token", token)]).await;
        assert_eq!(answer.location(), "/dashboard");
        assert_eq!(signals(&browser.dashboard().await.unwrap())["signalCurrentUserDetails"]["name"], "new@example.org");
        assert!(messages(&server, "ada@example.org").await[0]["subject"].as_str().unwrap().contains("was changed"));
        assert!(page(&mut browser).await.contains("<strong>new@example.org"));
    }

    async fn changing_to_a_known_address_looks_like_changing_to_an_unknown_one(server: TestServer) {
        let mut bob = server.browser();
        bob.ask_for_link("bob@example.org").await;
        bob.press_link_button(&server.mail().await).await;
        let (mut browser, _) = ada(&server).await;
        let mut seen = Vec::new();
        for email in ["bob@example.org", "new@example.org"] {
            let answer = post(&mut browser, "change_address", &[("email", email)]).await;
            let wrong = post(&mut browser, "redeem_code", &[("code", "AAAA-AAAA")]).await;
            let waiting = browser.get("/magic-link").await;
            let main = waiting.body.replace(email, "");
            let main = main.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned();
            seen.push((answer.status, answer.location().to_owned(), wrong.location().to_owned(), main));
        }
        assert_eq!(seen[0], seen[1]);
        let mail = messages(&server, "bob@example.org").await.swap_remove(0);
        assert!(mail["subject"].as_str().unwrap().starts_with("Your email address was entered for another"));
        assert_eq!(mail["links"], serde_json::json!([]));
    }

    async fn an_address_change_can_be_cancelled(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        post(&mut browser, "change_address", &[("email", "new@example.org")]).await;
        let code = code_to(&server, "new@example.org").await;
        assert_eq!(post(&mut browser, "cancel_address_change", &[]).await.location(), PAGE);
        assert!(!page(&mut browser).await.contains("isn’t confirmed yet"));
        let answer = post(&mut browser, "redeem_code", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/magic-link?problem=link_expired");
    }

    async fn a_name_is_shown_and_sent_to_the_password_manager(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        let answer = post(&mut browser, "change_display_name", &[("name", " Ada <b> ")]).await;
        assert_eq!(answer.location(), PAGE);
        assert!(browser.dashboard().await.unwrap().contains("<p class=\"identity-name\">Ada &lt;b&gt;</p>"));
        let told = signals(&page(&mut browser).await);
        assert_eq!(told["signalCurrentUserDetails"]["displayName"], "Ada <b>");
        assert_eq!(told["signalCurrentUserDetails"]["name"], "ada@example.org");
        let answer = post(&mut browser, "change_display_name", &[("name", "a\u{202E}b")]).await;
        assert_eq!(answer.location(), format!("{PAGE}?problem=invalid_name"));
    }

    async fn personal_data_is_downloaded_as_a_file_that_is_not_cached(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        let answer = post(&mut browser, "download_data", &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"my-data.json\"");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.json()["users"][0]["email"], "ada@example.org");
        assert!(browser.dashboard().await.unwrap().contains("Data downloaded"));
    }

    async fn account_changes_need_a_recent_verification(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        server.pass(Duration::from_mins(10));
        let seen = page(&mut browser).await;
        for function in ["change_address", "download_data", "delete_account"] {
            let fields = [("email", "new@example.org"), ("understood", "yes")];
            let answer = post(&mut browser, function, &fields).await;
            assert!(answer.location().starts_with("/verify?problem=verification_required&next=%2Fdashboard%2Faccount"), "{function}: {}", answer.location());
            assert!(browser.get(answer.location()).await.body.contains("data-ceremony=\"verification\""));
        }
        assert!(seen.contains("/api/change_display_name"), "a name is no way in");
        assert_eq!(server.count("users").await, 1);
    }

    async fn account_pages_need_a_session(server: TestServer) {
        let mut browser = server.browser();
        for (path, by_way_of) in [
            (PAGE, "/sign-in?next=%2Fdashboard%2Faccount"),
            ("/dashboard/account/delete", "/sign-in?next=%2Fdashboard%2Faccount%2Fdelete"),
        ] {
            assert_eq!(browser.get(path).await.location(), by_way_of);
        }
        for function in ["change_display_name", "change_address", "cancel_address_change", "download_data", "delete_account"] {
            let fields = [("email", "new@example.org"), ("name", "a"), ("code", "a")];
            assert_eq!(post(&mut browser, function, &fields).await.location(), "/sign-in?problem=signed_out", "{function}");
        }
    }

    async fn an_account_without_a_passkey_is_verified_by_a_new_link_without_scripts(server: TestServer) {
        let mut browser = server.browser();
        browser.ask_for_link("ada@example.org").await;
        browser.press_link_button(&server.mail().await).await;
        server.pass(Duration::from_mins(10));
        let seen = browser.get(&format!("/verify?next={PAGE}")).await.body;
        assert!(seen.contains("This account has no passkey"));
        assert!(!browser.dashboard().await.unwrap().contains("data-ceremony=\"adding_passkey\""));
        browser.call("start_adding_passkey", &[]).await.assert_refused(403, "verification_required");
        assert!(seen.contains(&format!("name=\"next\" value=\"{PAGE}\"")));
        post(&mut browser, "send_magic_link", &[("email", "ada@example.org"), ("next", PAGE)]).await;
        let answer = browser.press_link_button(&server.mail().await).await;
        assert_eq!(answer.location(), PAGE);
        assert_eq!(post(&mut browser, "download_data", &[]).await.status, StatusCode::OK);
        let answer = post(&mut browser, "delete_account", &[("understood", "yes")]).await;
        assert_eq!(answer.location(), "/goodbye");
        assert_eq!(server.count("users").await, 0);
    }

    async fn an_account_is_deleted_on_a_confirmation_page(server: TestServer) {
        let (mut browser, mut phone) = ada(&server).await;
        let mut other = server.browser();
        other.sign_in(&mut phone).await;
        let handle = signals(&browser.dashboard().await.unwrap())["signalAllAcceptedCredentials"]["userId"].clone();
        let last_step = browser.get("/dashboard/account/delete").await.body;
        assert!(last_step.contains("your email address, ada@example.org") && last_step.contains("required"));
        for untold in [&[][..], &[("understood", "no")]] {
            let answer = post(&mut browser, "delete_account", untold).await;
            assert_eq!(answer.location(), "/dashboard/account/delete?problem=not_confirmed");
        }
        // The goodbye page sends no signal for an account that exists.
        assert!(!browser.get("/goodbye").await.body.contains("data-signals"));

        let answer = post(&mut browser, "delete_account", &[("understood", "yes")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/goodbye"));
        assert!(!browser.cookies.keys().any(|name| name.contains("session")));
        assert!(browser.dashboard().await.is_none() && other.dashboard().await.is_none());
        let told = signals(&browser.get("/goodbye").await.body);
        let told = &told["signalAllAcceptedCredentials"];
        assert_eq!((&told["userId"], &told["allAcceptedCredentialIds"]), (&handle, &serde_json::json!([])));
        assert_eq!(told["rpId"], "localhost");
        // Other browsers don't show it.
        assert!(!server.browser().get("/goodbye").await.body.contains("data-signals"));
        let mails = messages(&server, "ada@example.org").await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0]["subject"].as_str().unwrap().contains("account was deleted"));
    }

    async fn a_planted_cookie_never_makes_a_password_manager_forget_an_existing_account(server: TestServer) {
        let (mut browser, _) = ada(&server).await;
        let mut eve = server.browser();
        eve.sign_up("eve@example.org", &mut Peer::new()).await;
        post(&mut eve, "delete_account", &[("understood", "yes")]).await;
        let (name, _) = eve.cookies.iter().find(|(name, _)| name.contains("farewell")).unwrap();
        let data = post(&mut browser, "download_data", &[]).await.json();
        let id: UserId = data["users"][0]["id"].as_str().unwrap().parse().unwrap();
        let handle = UserHandle::from(id).to_string();
        for planted in [handle.as_str(), "", "?", "%00"] {
            browser.cookies.insert(name.clone(), planted.to_owned());
            assert!(!browser.get("/goodbye").await.body.contains("data-signals"), "{planted}");
        }
    }
}
