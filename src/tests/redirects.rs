//! Tests that a sign-in only leads to pages of this site.

use testing::on_both;
use url::Url;

use super::party::TestParty;
use crate::RequestContext;
use crate::model::magic_link::MagicLink;
use crate::web::redirect::{by_way_of, on_this_site};

/// Paths that lead elsewhere in some browser, or behind some proxy.
const ELSEWHERE: &[&str] = &[
    "",
    "evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/%5cevil.example",
    "/%5Cevil.example",
    "/%255cevil.example",
    "/%2fevil.example",
    "/%2F%2Fevil.example",
    "/%252f%252fevil.example",
    "/..//evil.example",
    "/./\\evil.example",
    "/.//evil.example",
    "/a/../..//evil.example",
    "/%2e%2e//evil.example",
    "//user@evil.example",
    "//localhost:3000@evil.example",
    "@evil.example",
    " //evil.example",
    " /dashboard",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/dashboard\r\nLocation: https://evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/\0",
    "/%00",
    "/\u{ff0f}evil.example",
    "\u{ff0f}\u{ff0f}evil.example",
    "/\u{2215}evil.example",
    "/\u{2044}evil.example",
    "/\u{ff3c}evil.example",
    "/%ef%bc%8fevil.example",
    "/\u{3002}evil.example",
    "http://localhost:3000/dashboard",
    "//localhost:3000/dashboard",
    "?next=//evil.example",
    "#//evil.example",
];

const HERE: &[&str] = &[
    "/",
    "/dashboard",
    "/dashboard?problem=wrong_code",
    "/magic-link?token=a-b_c",
    "/shop/users?page=2&q=a%40b#row-3",
    "/caf%C3%A9",
    "/search?to=https://example.org//x",
];

on_both! {
    async fn what_lies_in_the_store_is_checked_before_it_is_used(party: TestParty) {
        let browser = party.browser();
        browser.ask_for_link("ada@example.org").await.unwrap();
        let waits = async |context: &RequestContext| party.magic_links().awaited(context).await;
        let link = browser.request(waits).await.unwrap().unwrap();
        let (token, code) = (party.random().secret(), party.random().code());
        // As if an attacker or an older version had written it.
        let bent = MagicLink { next: Some("//evil.example".to_owned()), ..link };
        party.apply(|unit| unit.insert_magic_link(&bent, token.hash(), code.hash())).await;
        let redeem = async |context: &RequestContext| party.magic_links().redeem(context, token.expose()).await;
        assert_eq!(browser.request(redeem).await.unwrap(), None);
        assert!(browser.signed_in().await.is_some());
    }

    async fn a_mail_sign_in_goes_on_to_this_site_and_to_no_other(party: TestParty) {
        for (paths, is_kept) in [(HERE, true), (ELSEWHERE, false)] {
            for path in paths {
                let browser = party.browser();
                let email = format!("{}@example.org", party.random().uuid());
                let ask = async |context: &RequestContext| party.magic_links().send(context, &email, Some(path)).await;
                browser.request(ask).await.unwrap();
                let next = browser.redeem(&party.newest_mail().await).await.unwrap();
                assert_eq!(next.as_deref(), is_kept.then_some(*path), "{path:?}");
            }
        }
    }
}

#[test]
fn the_way_to_a_page_is_written_so_that_it_can_be_read() {
    assert_eq!(by_way_of("/sign-in", None, None), "/sign-in");
    let way = by_way_of("/sign-in", Some("wrong_code"), Some("/a?b=c&next=//d#e"));
    assert_eq!(way, "/sign-in?problem=wrong_code&next=%2Fa%3Fb%3Dc%26next%3D%2F%2Fd%23e");
}

#[test]
fn a_path_leads_to_this_site_in_every_browser_or_nowhere() {
    for origin in ["http://localhost:3000", "https://id.example.org"] {
        let origin = Url::parse(origin).unwrap();
        for path in ELSEWHERE {
            assert_eq!(on_this_site(&origin, path), None, "{path:?}");
        }
        for path in HERE {
            assert_eq!(on_this_site(&origin, path).as_deref(), Some(*path));
        }
        assert_eq!(on_this_site(&origin, &format!("/{}", "a".repeat(2000))), None);
        assert_eq!(on_this_site(&origin, "/a/../b").as_deref(), Some("/b"));
    }
}
