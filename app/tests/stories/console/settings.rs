//! The settings and invitations in the console.

use axum::body::Body;
use http::{Method, StatusCode};
use latchkey::{Random, RelyingParty, RequestContext, Setting};
use testing::server::{TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

use super::{admin, id_of};

const PATH: &str = "/console/settings";

/// The start of a picture of one pixel, which says so.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01";

/// Sends the form of the logo, and returns where it leads.
async fn upload(browser: &mut TestBrowser, file: &[u8], removes: bool) -> String {
    let mut body =
        b"--b\r\ncontent-disposition: form-data; name=\"logo\"; filename=\"x\"\r\n\r\n".to_vec();
    body.extend(file);
    if removes {
        body.extend(b"\r\n--b\r\ncontent-disposition: form-data; name=\"remove\"\r\n\r\nyes");
    }
    body.extend(b"\r\n--b--\r\n");
    let request =
        browser.request(Method::POST, "/api/set_logo").header("sec-fetch-site", "same-origin");
    let request = request.header("content-type", "multipart/form-data; boundary=b");
    browser.send(request, Body::from(body)).await.location().to_owned()
}

/// Returns the page without the marks that Leptos puts between texts.
async fn page(browser: &mut TestBrowser, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body.replace("<!>", "").replace("<!---->", "")
}

/// Sends a form of the page and returns the page that it leads to.
async fn send(browser: &mut TestBrowser, function: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.post_form(&format!("/api/{function}"), fields).await;
    assert!(answer.location().starts_with(PATH), "{}", answer.location());
    let location = answer.location().to_owned();
    page(browser, &location).await
}

fn is_chosen(page: &str, rule: &str) -> bool {
    let (_, radio) = page.split_once(&format!("id=\"who-{rule}\"")).unwrap();
    radio.split('>').next().unwrap().contains("checked")
}

on_both! {
    async fn an_administrator_closes_and_opens_the_site(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        assert!(is_chosen(&page(&mut browser, PATH).await, "everyone"));
        let saved = send(&mut browser, "set_sign_up", &[("rule", "nobody"), ("domains", "")]).await;
        assert!(is_chosen(&saved, "nobody") && saved.contains("Every server follows within seconds."), "{saved}");
        assert!(!page(&mut browser, PATH).await.contains("Every server follows"), "it is said once");
        assert!(page(&mut server.browser(), "/sign-up").await.contains("This site doesn’t create new accounts."));
        let answer = server.browser().call("start_sign_up", &[("email", "eve@example.org")]).await;
        assert_eq!(answer.code(), "sign_up_closed");

        let saved = send(&mut browser, "set_sign_up", &[("rule", "invited"), ("domains", "Example.com, example.org")]).await;
        assert!(is_chosen(&saved, "invited") && saved.contains("value=\"example.com, example.org\""), "{saved}");
        let refused = send(&mut browser, "set_sign_up", &[("rule", "invited"), ("domains", "nonsense")]).await;
        assert!(refused.contains("value=\"nonsense\"") && refused.contains("This value isn’t valid here."), "{refused}");
        assert!(page(&mut server.browser(), "/").await.contains("example.com, example.org"));
        send(&mut browser, "set_sign_up", &[("rule", "everyone"), ("domains", "nonsense")]).await;
        assert!(page(&mut server.browser(), "/sign-up").await.contains("data-ceremony=\"sign_up\""));
        let id = id_of(&server, "admin").await;
        let events = page(&mut browser, "/console/events?kind=setting_changed").await;
        assert!(events.contains("Changed a setting of the site") && events.contains(&format!("/console/users/{id}")), "{events}");
    }

    async fn an_administrator_chooses_a_colour_that_pages_use(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let shown = page(&mut browser, PATH).await;
        assert!(shown.contains("type=\"color\"") && shown.contains("value=\"#1d4ed8\"") && !shown.contains("id=\"accent\""), "{shown}");
        let saved = send(&mut browser, "set_setting", &[("name", "accent"), ("value", "#8A1538")]).await;
        assert!(saved.contains("value=\"#8a1538\"") && saved.contains("Every server follows within seconds."), "{saved}");
        let home = page(&mut server.browser(), "/").await;
        let (_, path) = home.split_once("<link rel=\"stylesheet\" id=\"accent\" href=\"").unwrap();
        let path = path.split('"').next().unwrap();
        assert!(path.ends_with("/accent/8a1538.css"), "{path}");
        let answer = server.browser().get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/css; charset=utf-8"));
        assert!(answer.body.starts_with(":root{--accent:#8a1538;") && answer.body.contains("prefers-color-scheme:dark"), "{}", answer.body);
        for wrong in ["8a153", "8a1538}", "red", "%2b8a153"] {
            let path = path.replace("8a1538", wrong);
            assert_eq!(server.browser().get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let refused = send(&mut browser, "set_setting", &[("name", "accent"), ("value", "#fff;}")]).await;
        assert!(refused.contains("id=\"setting-accent-error\""), "{refused}");
        let refused = send(&mut browser, "set_setting", &[("name", "nonsense"), ("value", "1")]).await;
        assert!(refused.contains("role=\"alert\""), "{refused}");
    }

    async fn an_administrator_uploads_a_logo(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        assert_eq!(upload(&mut browser, PNG, false).await, PATH);
        let shown = page(&mut browser, PATH).await;
        assert!(shown.contains("Every server follows within seconds.") && shown.contains("image/png, 1×1,"), "{shown}");
        let home = page(&mut server.browser(), "/").await;
        let (_, path) = home.split_once("<img src=\"/logo/").unwrap();
        let name = path.split('"').next().unwrap();
        let logo = server.browser().get(&format!("/logo/{name}")).await;
        assert_eq!((logo.status, logo.header("content-type"), logo.header("x-content-type-options")), (StatusCode::OK, "image/png", "nosniff"));
        assert!(logo.header("cache-control").contains("immutable") && logo.header("content-security-policy").contains("sandbox"));
        assert_eq!(logo.header("cross-origin-resource-policy"), "cross-origin");
        // Emails have the path of an earlier one.
        let earlier = server.browser().get("/logo/0123456789abcdef.png").await;
        assert_eq!((earlier.status, earlier.header("cache-control")), (StatusCode::OK, "no-cache"));
        server.browser().ask_for_link("ada@example.org").await;
        let mails = server.rp.mail().development_mailbox().await.unwrap();
        let html = mails[0].html.replace("&#x2f;", "/");
        assert!(html.contains(&format!("<img src=\"{ORIGIN}/logo/{name}\"")), "{html}");
        #[cfg(feature = "passage")] // extra: passage
        assert_eq!(server.browser().get("/v1/apps/latchkey").await.json()["app"]["light_logo_url"], format!("{ORIGIN}/logo/{name}")); // extra: passage

        let too_large = vec![0; 50_000];
        for wrong in [&b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..], b"", &too_large] {
            assert!(upload(&mut browser, wrong, false).await.starts_with(PATH));
            assert!(page(&mut browser, PATH).await.contains("id=\"logo-error\""));
        }
        assert!(page(&mut server.browser(), "/").await.contains(name), "a refused file changes nothing");
        upload(&mut browser, b"", true).await;
        assert!(!page(&mut server.browser(), "/").await.contains("/logo/"));
        assert_eq!(server.browser().get_json(&format!("/logo/{name}")).await.status, StatusCode::NOT_FOUND);
        let kinds = server.rp.events().list(id_of(&server, "admin").await.parse().unwrap(), None).await.unwrap();
        let changed: Vec<_> = kinds.into_iter().flat_map(|event| event.details.changed).collect();
        assert_eq!(changed, ["logo", "logo"]);
    }

    async fn an_administrator_chooses_the_languages(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let form = [("first", "pl"), ("offered", "en"), ("offered", "pl")];
        let saved = send(&mut browser, "set_languages", &form).await;
        assert!(saved.contains("Every server follows within seconds."), "{saved}");
        let mut visitor = server.browser();
        let home = page(&mut visitor, "/").await;
        assert!(home.contains("value=\"pl\"") && !home.contains("value=\"de\""), "{home}");
        let german = visitor.request(Method::GET, "/").header("accept-language", "de");
        let answer = visitor.send(german, Body::empty()).await;
        assert_eq!(answer.header("content-language"), "pl");
        send(&mut browser, "set_languages", &[("first", "de")]).await;
        let home = page(&mut server.browser(), "/").await;
        assert!(home.contains("<html lang=\"de\"") && !home.contains("choose_locale"), "{home}");
    }

    async fn a_sign_in_leads_to_the_page_that_an_administrator_chose(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let refused = send(&mut browser, "set_setting", &[("name", "redirect"), ("value", "//evil.example")]).await;
        assert!(refused.contains("id=\"setting-redirect-error\"") && refused.contains("value=\"//evil.example\""), "{refused}");
        send(&mut browser, "set_setting", &[("name", "redirect"), ("value", "/dashboard/activity")]).await;
        let mut ada = server.browser();
        for path in ["/sign-in", "/sign-up", "/"] {
            assert!(page(&mut ada, path).await.contains("data-next=\"/dashboard/activity\""), "{path}");
        }
        // A user who opened another page comes back to it.
        assert_eq!(ada.get("/dashboard").await.location(), "/sign-in?next=%2Fdashboard");
        assert_eq!(ada.get("/dashboard/activity").await.location(), "/sign-in");
        ada.ask_for_link("ada@example.org").await;
        let code = server.mail().await.code;
        let redeemed = ada.post_form("/api/redeem_code", &[("code", &code), ("back", "/magic-link")]).await;
        assert_eq!(redeemed.location(), "/passkey-offer");
        let offer = page(&mut ada, "/passkey-offer").await;
        assert!(offer.contains("href=\"/dashboard/activity\""), "{offer}");
    }

    async fn an_administrator_chooses_how_long_sessions_and_links_last(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        for (name, good, bad) in [("session_days", "7", "366"), ("link_minutes", "45", "4")] {
            let refused = send(&mut browser, "set_setting", &[("name", name), ("value", bad)]).await;
            assert!(refused.contains(&format!("id=\"setting-{name}-error\"")), "{refused}");
            send(&mut browser, "set_setting", &[("name", name), ("value", good)]).await;
        }
        let mut ada = server.browser();
        ada.ask_for_link("ada@example.org").await;
        assert!(page(&mut ada, "/magic-link").await.contains("45 minutes"));
        let code = server.mail().await.code;
        let redeemed = ada.post_form("/api/redeem_code", &[("code", &code)]).await;
        let cookies: Vec<_> = redeemed.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap().to_owned()).collect();
        let session = cookies.iter().find(|cookie| cookie.starts_with("latchkey_session")).unwrap();
        assert!(session.contains(&format!("Max-Age={}", 7 * 24 * 60 * 60)), "{session}");
    }

    async fn an_administrator_adds_and_removes_fields_that_users_fill_in(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let born = [("name", "born"), ("label", "Date of birth, or not"), ("kind", "date")];
        let added = send(&mut browser, "add_user_field", &born).await;
        assert!(added.contains("Field added.") && added.contains(">Date of birth  or not</h3>"), "{added}");
        for name in ["born", "a b", ""] {
            let wrong = [("name", name), ("label", "A label, kept"), ("kind", "phone")];
            let refused = send(&mut browser, "add_user_field", &wrong).await;
            for part in ["id=\"new-field-error\"", "value=\"A label, kept\"", "value=\"phone\" selected", &format!("value=\"{name}\"")] {
                assert!(refused.contains(part), "{name}: {part}: {refused}");
            }
        }
        send(&mut browser, "add_user_field", &[("name", "adult"), ("label", ""), ("kind", "boolean")]).await;
        let account = page(&mut browser, "/dashboard/account").await;
        assert!(account.contains("name=\"fields[born]\" type=\"date\"") && account.contains("name=\"fields[adult]\""), "{account}");
        let removed = send(&mut browser, "remove_user_field", &[("name", "born")]).await;
        assert!(removed.contains("Field removed.") && !removed.contains("<code>born"), "{removed}");
        let account = page(&mut browser, "/dashboard/account").await;
        assert!(!account.contains("fields[born]") && account.contains("fields[adult]"), "{account}");
        let gone = send(&mut browser, "remove_user_field", &[("name", "born")]).await;
        assert!(gone.contains("That no longer exists."), "{gone}");
    }

    async fn a_field_that_was_just_added_on_another_server_stays(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let adds = |name| [("name", name), ("label", ""), ("kind", "string")];
        send(&mut browser, "add_user_field", &adds("first")).await;
        // Another server's write, which this one hasn't read yet.
        let (config, store) = (server.rp.config().clone(), server.rp.store().clone());
        let other = RelyingParty::new(config, store, server.clock.clone(), Random::system()).unwrap();
        let operator = RequestContext::operator(&other, "test");
        let both = Some("first:string, second:string");
        other.settings().change(&operator, Setting::UserFields, both).await.unwrap();
        let added = send(&mut browser, "add_user_field", &adds("third")).await;
        for name in ["first", "second", "third"] {
            assert!(added.contains(&format!("<code>{name}</code>")), "{name}: {added}");
        }
    }

    async fn an_administrator_renames_the_site(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let saved = send(&mut browser, "set_site_name", &[("name", " Ada’s <library> ")]).await;
        assert!(saved.contains("The name was saved.") && saved.contains("value=\"Ada’s &lt;library&gt;\""), "{saved}");
        assert!(page(&mut server.browser(), "/").await.contains("Ada’s &lt;library&gt;"));
        server.browser().ask_for_link("ada@example.org").await;
        assert!(server.mail().await.text.contains("Ada’s <library>"));
        let long = "x".repeat(61);
        for name in ["", long.as_str()] {
            let refused = send(&mut browser, "set_site_name", &[("name", name)]).await;
            assert!(refused.contains("id=\"site-name-error\""), "{refused}");
        }
    }

    async fn an_administrator_invites_and_withdraws(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let listed = send(&mut browser, "invite_address", &[("email", "ada@example.org")]).await;
        let id = id_of(&server, "admin").await;
        assert!(listed.contains("The address was invited.") && listed.contains(">ada@example.org</h3>"), "{listed}");
        assert!(listed.contains("Valid until <time"), "{listed}");
        let saved = send(&mut browser, "set_setting", &[("name", "invitation_days"), ("value", "30")]).await;
        assert!(saved.contains("Every server follows within seconds.") && saved.contains("value=\"30\""), "{saved}");
        assert!(listed.contains(&format!("by <a href=\"/console/users/{id}\"")), "{listed}");
        for (email, problem) in [("ada", "That isn’t an email address."), ("ada@", "That isn’t an email address.")] {
            let refused = send(&mut browser, "invite_address", &[("email", email)]).await;
            assert!(refused.contains(problem) && refused.contains(&format!("value=\"{email}\"")), "{refused}");
        }
        let listed = send(&mut browser, "withdraw_invitation", &[("email", "ada@example.org")]).await;
        assert!(listed.contains("The invitation was withdrawn.") && !listed.contains("</h3>"), "{listed}");
    }

    async fn a_setting_of_the_environment_is_shown_and_cannot_be_changed(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_NAME", "The library")]).await;
        let (mut browser, _) = admin(&server).await;
        let shown = page(&mut browser, PATH).await;
        assert!(shown.contains("<code>LATCHKEY_NAME</code>") && !shown.contains("set_site_name"), "{shown}");
        assert!(shown.contains("action=\"/api/set_sign_up\""));
        let refused = send(&mut browser, "set_site_name", &[("name", "Eve’s")]).await;
        assert!(refused.contains("can’t be changed here"), "{refused}");
        assert_eq!(server.count("settings").await, 0);
    }
}
