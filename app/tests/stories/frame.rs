//! The frame of the pages: titles, navigation, search engines, and what only developers see.

use axum::body::Body;
use http::header::ACCEPT;
use http::{Method, StatusCode};
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

on_both! {
    async fn search_engines_see_the_pages_that_a_stranger_starts_from(server: TestServer) {
        let mut browser = server.browser();
        for path in ["/", "/sign-in", "/sign-up"] {
            let answer = browser.get(path).await;
            assert_eq!((answer.status, answer.header("x-robots-tag")), (StatusCode::OK, ""), "{path}");
            assert!(answer.body.contains("<meta name=\"description\" content=\""), "{path}");
        }
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        for path in [
            "/sign-in?next=%2Fdashboard", "/?x", "/dashboard", "/dashboard/account", "/dashboard/activity", "/magic-link", "/verify?x",
            "/goodbye", "/none", "/dev/mailbox", "/dev/look", "/recovery-codes",
        ] {
            let answer = browser.get(path).await;
            let robots = answer.header("x-robots-tag");
            assert!(robots == "noindex" || answer.status.is_redirection(), "{path}: {robots}");
        }
        let robots = browser.get("/robots.txt").await;
        assert_eq!((robots.status, robots.body.as_str()), (StatusCode::OK, "User-agent: *\nDisallow: /api/\n"));
    }

    async fn titles_name_the_page_and_the_site_and_the_navigation_says_where_it_is(server: TestServer) {
        let mut browser = server.browser();
        for (path, title) in [("/", "Latchkey"), ("/sign-in", "Sign in · Latchkey"), ("/sign-in?problem=link_expired", "Error: Sign in · Latchkey")] {
            let page = browser.get(path).await.body;
            assert!(page.contains(&format!("<title>{title}</title>")), "{path}: {page}");
        }
        assert!(browser.get("/sign-up").await.body.contains("href=\"/sign-up\" aria-current=\"page\""));
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        for path in ["/dashboard", "/dashboard/account", "/dashboard/activity"] {
            let page = browser.get(path).await.body;
            assert_eq!(page.matches(&format!("href=\"{path}\" aria-current=\"page\"")).count(), 2, "{path}: the menu and the tab");
        }
    }

    async fn a_signed_in_visitor_of_the_sign_in_page_is_told(server: TestServer) {
        let mut browser = server.browser();
        assert!(browser.get("/sign-in?next=%2Fdashboard%2Faccount").await.body.contains("To open that page, sign in first."));
        assert!(!browser.get("/sign-in").await.body.contains("To open that page"));
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        for path in ["/sign-in", "/sign-up"] {
            assert!(browser.get(path).await.body.contains("You’re signed in as"), "{path}");
            assert!(!server.browser().get(path).await.body.contains("You’re signed in as"), "{path}");
        }
    }

    async fn only_a_development_server_shows_its_components(server: TestServer) {
        let mut browser = server.browser();
        let page = browser.get("/dev/look").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("All components") && browser.get("/").await.body.contains("app/src/pages/home.rs"));
        let forwarded = browser.request(Method::GET, "/dev/look").header("x-forwarded-for", "192.0.2.1").header(ACCEPT, "text/html");
        assert_eq!(browser.send(forwarded, Body::empty()).await.status, StatusCode::NOT_FOUND);
        let server = server.restarted_with(&[("LATCHKEY_ORIGIN", "https://id.example.org")]).await;
        let mut visitor = server.browser();
        assert_eq!(visitor.get("/dev/look").await.status, StatusCode::NOT_FOUND);
        let home = visitor.get("/").await.body;
        assert!(!home.contains("home.rs") && !home.contains("/dev/"), "{home}");
    }
}
