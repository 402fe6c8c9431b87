//! Tests links: once, in time, the newest, and in the browser that requested them.

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, Mail, SECOND, TestBrowser, TestParty, code, codes, just_under, mail};
use crate::magic_link::Look;
use crate::model::session::Method;

/// Returns a browser that has requested a link to Ada's address, and the email.
pub(crate) async fn asked(party: &TestParty) -> (TestBrowser, Mail) {
    let browser = party.browser();
    browser.ask_for_link("ada@example.org").await.unwrap();
    (browser, party.newest_mail().await)
}

on_both! {
    async fn a_link_signs_in_somebody_new_and_then_the_same_one_again(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        assert_eq!(mail.to, "ada@example.org");
        assert_eq!(party.count("users").await, 0);
        let Look::Ready(link) = browser.look(&mail).await.unwrap() else { panic!("ready") };
        assert_eq!(link.email.to_string(), mail.to);
        browser.redeem(&mail).await.unwrap();
        let first = browser.signed_in().await.unwrap();
        assert_eq!(first.user.email_verified_at, Some(party.clock().now()));
        assert_eq!((first.session.method, first.session.verified_at), (Method::Mail, None));
        assert_eq!(first.session.credential_id, None);

        let (again, mail) = asked(&party).await;
        again.redeem(&mail).await.unwrap();
        assert_eq!(again.user().await, first.user);
        assert_eq!(party.count("users").await, 1);
    }

    async fn a_link_works_once(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        browser.redeem(&mail).await.unwrap();
        browser.sign_out().await;
        party.pass(11 * SECOND);
        for other in [&browser, &party.browser()] {
            assert_eq!(code(&other.look(&mail).await), "link_expired");
            assert_eq!(code(&other.redeem(&mail).await), "link_expired");
            assert_eq!(code(&other.redeem_code(&mail.code).await), "link_expired");
            assert!(other.signed_in().await.is_none());
        }
    }

    async fn a_link_is_good_for_fifteen_minutes(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        party.pass(just_under(15 * MINUTE));
        browser.redeem(&mail).await.unwrap();

        let (browser, mail) = asked(&party).await;
        party.pass(15 * MINUTE);
        assert_eq!(code(&browser.look(&mail).await), "link_expired");
        assert_eq!(code(&browser.redeem(&mail).await), "link_expired");
        assert_eq!(code(&browser.redeem_code(&mail.code).await), "link_expired");
        assert!(browser.signed_in().await.is_none());
    }

    async fn only_the_newest_link_of_an_address_and_browser_works(party: TestParty) {
        let (browser, older) = asked(&party).await;
        browser.ask_for_link("ADA@example.org").await.unwrap();
        let newest = party.newest_mail().await;
        assert_eq!(code(&browser.redeem(&older).await), "link_expired");
        assert_eq!(code(&browser.redeem_code(&older.code).await), "wrong_code");
        browser.redeem(&newest).await.unwrap();
    }

    async fn of_links_that_are_asked_for_at_once_one_is_the_newest(party: TestParty) {
        for _ in 0..10 {
            let browser = party.browser();
            // Identified by its cookie from the sign-in page on.
            party.web().set_browser_cookie(&browser.context());
            let ask = || browser.ask_for_link("ada@example.org");
            let asked = tokio::join!(ask(), ask(), ask(), ask());
            assert_eq!(codes(asked.into()), ["ok"; 4]);
            let mut live = 0;
            for newest in party.mail().development_mailbox().await.unwrap().iter().take(4) {
                live += u8::from(browser.look(&mail(newest)).await.is_ok());
            }
            assert_eq!(live, 1);
            party.pass(60 * MINUTE);
        }
    }

    async fn the_mail_says_whether_there_is_an_account_and_nothing_else_does(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        let first = party.mail().development_mailbox().await.unwrap().swap_remove(0);
        assert_eq!(first.subject, "Create your Latchkey account");
        assert!(first.text.contains("This address doesn’t have an account yet") && first.html.contains("Create the account"));
        browser.redeem(&mail).await.unwrap();
        party.browser().ask_for_link("ADA@example.org").await.unwrap();
        let second = party.mail().development_mailbox().await.unwrap().swap_remove(0);
        assert_eq!(second.subject, "Sign in to Latchkey");
        assert!(!second.text.contains("an account"));
    }

    async fn a_link_to_one_address_leaves_those_to_others_alone(party: TestParty) {
        let (browser, ada) = asked(&party).await;
        browser.ask_for_link("bob@example.org").await.unwrap();
        browser.redeem(&ada).await.unwrap();
        assert_eq!(browser.user().await.name(), "ada@example.org");
    }

    async fn nobody_elses_request_voids_a_link(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        let (stranger, his) = asked(&party).await;
        browser.redeem(&mail).await.unwrap();
        // The stranger's own link still works in his browser for the reader of the mailbox.
        stranger.redeem(&his).await.unwrap();
        assert_eq!(stranger.user().await.id, browser.user().await.id);
    }

    async fn a_visit_in_another_browser_opens_nothing_and_spends_nothing(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        let (elsewhere, busy) = (party.browser(), party.browser());
        busy.ask_for_link("eve@example.org").await.unwrap();
        for other in [&elsewhere, &busy] {
            for _ in 0..20 {
                assert!(matches!(other.look(&mail).await.unwrap(), Look::Elsewhere));
                assert_eq!(code(&other.redeem(&mail).await), "wrong_browser");
            }
            assert!(other.signed_in().await.is_none());
        }
        // A click elsewhere doesn't sign in the window that requested the link.
        assert!(browser.signed_in().await.is_none());
        for _ in 0..20 {
            browser.look(&mail).await.unwrap();
        }
        browser.redeem(&mail).await.unwrap();
    }

    async fn of_four_clicks_at_once_one_counts(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        let redeem = || browser.redeem(&mail);
        let codes = codes(tokio::join!(redeem(), redeem(), redeem(), redeem()).into());
        assert_eq!(codes, ["ok"; 4], "each leads on");
        assert_eq!([party.count("users").await, party.count("sessions").await], [1, 1]);
    }

    async fn of_the_link_and_its_code_at_once_one_counts(party: TestParty) {
        let (browser, mail) = asked(&party).await;
        let both = tokio::join!(browser.redeem(&mail), browser.redeem_code(&mail.code));
        assert_eq!(codes(both.into()), ["ok", "ok"]);
        assert_eq!(party.count("sessions").await, 1);
    }

    async fn a_link_that_never_was_opens_nothing(party: TestParty) {
        let (browser, mut mail) = asked(&party).await;
        let cut_off = mail.token[1..].to_owned();
        for token in ["", "a", "\0", "' or '' = '", &"a".repeat(60_000), &cut_off] {
            token.clone_into(&mut mail.token);
            assert_eq!(code(&browser.look(&mail).await), "link_expired");
            assert_eq!(code(&browser.redeem(&mail).await), "link_expired");
        }
    }

    async fn a_browser_waits_for_the_link_it_asked_for_last(party: TestParty) {
        let awaited = async |browser: &TestBrowser| {
            let link = browser.request(async |context| party.magic_links().awaited(context).await).await;
            link.unwrap().map(|link| link.email.to_string())
        };
        let browser = party.browser();
        // All within the same second.
        for address in ["eve@example.org", "dan@example.org", "cyd@example.org", "bob@example.org"] {
            browser.ask_for_link(address).await.unwrap();
            assert_eq!(awaited(&browser).await.as_deref(), Some(address));
        }
        assert_eq!(awaited(&party.browser()).await, None);
        browser.redeem(&party.newest_mail().await).await.unwrap();
        assert_eq!(awaited(&browser).await.as_deref(), Some("cyd@example.org"));
    }

    async fn a_mail_repeats_nothing_as_markup(party: TestParty) {
        party.browser().ask_for_link("\"<b>ada&\"@example.org").await.unwrap();
        let mail = party.mail().development_mailbox().await.unwrap().swap_remove(0);
        assert!(mail.html.contains("&lt;b&gt;ada&amp;") || !mail.html.contains("ada"), "{}", mail.html);
        assert!(mail.html.contains("href=\"http:&#x2f;&#x2f;localhost:3000&#x2f;magic-link?token="));
    }

    async fn signing_in_by_mail_ends_the_session_that_was_there(party: TestParty) {
        let browser = party.browser();
        browser.sign_up("bob@example.org", &mut Peer::new()).await;
        let before = browser.session();
        browser.ask_for_link("ada@example.org").await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        assert_ne!(browser.session(), before);
        browser.set_session(before);
        assert!(browser.signed_in().await.is_none());
    }

    async fn a_link_goes_to_addresses_only_and_only_where_mail_is_on(party: TestParty) {
        let browser = party.browser();
        for typed in ["", "ada", "ada@", "a@b\r\nBcc: c@d.org", "Ada <ada@example.org>", "a@b.org\0"] {
            assert_eq!(code(&browser.ask_for_link(typed).await), "invalid_email", "{typed:?}");
            assert_eq!(code(&browser.start_sign_up(typed).await), "invalid_email", "{typed:?}");
        }
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://example.org")]);
        assert!(!party.mail().can_send());
        assert_eq!(code(&party.browser().ask_for_link("ada@example.org").await), "mail_off");
        assert_eq!(code(&party.mail().development_mailbox().await), "not_found");
        assert_eq!([party.count("magic_links").await, party.count("messages").await], [0, 0]);
    }
}
