//! Languages: chosen by the browser or the menu, and stored with the account.

use std::collections::BTreeSet;
use std::time::Duration;

use http::StatusCode;
use http::header::{ACCEPT, ACCEPT_LANGUAGE};
use testing::authenticator::Peer;
use testing::server::{Answer, TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

/// Opens a page in a browser that requests a language.
async fn get(browser: &mut TestBrowser, path: &str, accepted: &str) -> Answer {
    let request = browser.request(http::Method::GET, path).header(ACCEPT, "text/html");
    browser.send(request.header(ACCEPT_LANGUAGE, accepted), axum::body::Body::empty()).await
}

fn language(page: &Answer) -> &str {
    let (_, lang) = page.body.split_once("<html lang=\"").unwrap();
    let (lang, _) = lang.split_once('"').unwrap();
    assert_eq!(page.header("content-language"), lang);
    assert!(page.header("vary").contains("accept-language"), "{}", page.header("vary"));
    lang
}

async fn choose(browser: &mut TestBrowser, locale: &str, back: &str) -> Answer {
    browser.post_form("/api/choose_locale", &[("locale", locale), ("back", back)]).await
}

/// Returns what a user reads or hears: the texts between tags, and attributes for screen readers.
fn texts(page: &str) -> BTreeSet<String> {
    let page = page.split_once("</head>").map_or(page, |(_, body)| body);
    let mut texts = BTreeSet::new();
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        if !tag.starts_with("script") && !tag.starts_with("style") {
            texts.insert(text.trim().to_owned());
        }
        for attribute in ["aria-label=\"", "title=\"", "alt=\"", "data-words=\""] {
            texts.extend(
                tag.split_once(attribute)
                    .map(|(_, value)| value.split('"').next().unwrap_or_default().to_owned()),
            );
        }
    }
    texts
}

/// Returns whether a text may be the same in two languages: names, addresses, and texts without words.
fn is_name(text: &str) -> bool {
    let names = [
        // The passkey's default name.
        "Firefox on Linux",
        "Latchkey",
        "English",
        "Deutsch",
        "Español",
        "Italiano",
        "Polski",
        "Português",
        "中文",
        "Firefox",
        "Linux",
        "Passkey",
        "127.0.0.1",
        "ada@example.org",
        "ada@example.org",
        "bob@example.org",
        "UTC",
        "XXXX-XXXX",
        "app/src/pages/home.rs",
    ];
    let mut rest = text.to_owned();
    for name in names {
        rest = rest.replace(name, "");
    }
    // One letter is the initial of a user's name.
    rest.chars().count() == 1 || !rest.chars().any(char::is_alphabetic)
}

on_both! {
    async fn pages_use_the_browsers_language_or_english(server: TestServer) {
        let mut browser = server.browser();
        for (accepted, expected, word) in [
            ("de-AT,de;q=0.9,en;q=0.8", "de", "Mit Passkey anmelden"),
            ("pt-BR", "pt", "Entrar com uma chave de acesso"),
            ("zh-Hans-CN,en;q=0.9", "zh", "使用通行密钥登录"),
            ("fr,nl;q=0.9,pl;q=0.1", "pl", "Zaloguj się kluczem dostępu"),
            ("es", "es", "Iniciar sesión con una llave de acceso"),
            ("it", "it", "Accedi con una passkey"),
            ("tlh", "en", "Sign in with a passkey"),
            ("", "en", "Sign in with a passkey"),
        ] {
            let page = get(&mut browser, "/sign-in", accepted).await;
            assert_eq!(language(&page), expected, "{accepted}");
            assert!(page.body.contains(word), "{accepted}: {}", page.body);
        }
    }

    async fn a_signed_out_visitor_chooses_the_language_of_the_browser(server: TestServer) {
        let mut browser = server.browser();
        let answer = choose(&mut browser, "pl", "/sign-up?problem=invalid_email").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/sign-up?problem=invalid_email"));
        let page = get(&mut browser, "/sign-up?problem=invalid_email", "de").await;
        assert_eq!(language(&page), "pl");
        assert!(page.body.contains("To nie jest adres e-mail."), "{}", page.body);
        assert_eq!(language(&get(&mut server.browser(), "/sign-up", "de").await), "de");
    }

    async fn choosing_a_language_redirects_only_within_this_site_and_rejects_unknown_languages(server: TestServer) {
        let mut browser = server.browser();
        for foreign in ["//example.org", "https://example.org/", "/\\example.org", ""] {
            assert_eq!(choose(&mut browser, "de", foreign).await.location(), "/", "{foreign}");
        }
        assert_eq!(browser.cookies["latchkey_locale_3000"], "de");
        choose(&mut browser, "fr", "/").await;
        assert_eq!(browser.cookies["latchkey_locale_3000"], "de");
        // An unknown value in the cookie is ignored.
        browser.cookies.insert("latchkey_locale_3000".to_owned(), "../../etc".to_owned());
        assert_eq!(language(&get(&mut browser, "/", "it").await), "it");
    }

    async fn a_get_request_never_chooses_a_language(server: TestServer) {
        let mut browser = server.browser();
        browser.get("/api/choose_locale?locale=de").await;
        browser.get("/?locale=de").await;
        assert!(!browser.cookies.contains_key("latchkey_locale_3000"));
    }

    async fn the_chosen_language_stays_with_the_account_in_pages_and_emails(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        browser.press_link_button(&server.mail().await).await;
        assert_eq!(choose(&mut browser, "de", "/dashboard").await.location(), "/dashboard");
        let page = browser.get("/dashboard").await;
        assert_eq!(language(&page), "de");
        assert!(page.body.contains("Sicherheit") && page.body.contains("Firefox unter Linux"), "{}", page.body);

        // In another browser too, whatever language it requests.
        let mut other = server.browser();
        other.sign_in(&mut phone).await;
        assert_eq!(language(&get(&mut other, "/dashboard", "zh").await), "de");
        other.ask_for_link("ada@example.org").await;
        let mail = server.mail().await;
        assert!(mail.text.contains("Öffnen Sie diesen Link") && mail.text.contains("Firefox unter Linux"), "{}", mail.text);
        // And in this browser also after signing out.
        browser.sign_out().await;
        assert_eq!(language(&get(&mut browser, "/", "es").await), "de");
    }

    async fn times_are_shown_in_words_and_in_machine_format(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        choose(&mut browser, "pl", "/").await;
        for (passed, written) in [
            (Duration::ZERO, "przed chwilą"),
            (Duration::from_mins(2), "2 minuty temu"),
            (Duration::from_mins(5), "7 minut temu"),
            (Duration::from_hours(50), "2 dni temu"),
            (Duration::from_hours(24 * 10), "18 lis 2026"),
        ] {
            server.pass(passed);
            let page = browser.get("/dashboard").await.body;
            let (_, passkeys) = page.split_once("id=\"history\"").unwrap();
            assert!(passkeys.contains(written), "{written}: {passkeys}");
        }
        let page = browser.get("/dashboard").await.body;
        assert!(page.contains("<time datetime=\"2026-11-18T"), "{page}");
    }

    // A text that is the same in two languages wasn't translated, or isn't in app/locales/.
    async fn every_page_is_fully_translated(server: TestServer) {
        let (mut stranger, mut browser, mut phone) = (server.browser(), server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let confirmation = server.mail().await;
        stranger.ask_for_link("bob@example.org").await;
        let sign_in = server.mail().await;
        let token = format!("/magic-link?token={}", sign_in.token);
        let mut failed = 0;
        for path in [
            "/", "/none", "/sign-up", "/sign-in", "/sign-in?problem=internal", "/magic-link", token.as_str(),
            "/magic-link?token=unknown", confirmation.path(), "/dashboard",
        ] {
            for signed_in in [false, true] {
                let asks = if signed_in { &mut browser } else { &mut stranger };
                let mut seen = Vec::new();
                for locale in ["de", "zh"] {
                    choose(asks, locale, "/").await;
                    seen.push(texts(&asks.get(path).await.body.replace("<!>", "\n")));
                }
                for text in seen[0].intersection(&seen[1]).filter(|text| !is_name(text)) {
                    eprintln!("{path}, signed in: {signed_in}: {text:?}");
                    failed += 1;
                }
            }
        }
        assert_eq!(failed, 0);
        assert!(sign_in.link.starts_with(ORIGIN));
    }
}
