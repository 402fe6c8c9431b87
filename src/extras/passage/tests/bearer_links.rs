//! Tests links that a back end creates: creating, sending and redeeming them, and what they verify.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::on_both;

use super::administration::{create, link, said};
use crate::extras::passage::{BearerLook, LinkRequest, NewLink, Recipient, Verifies};
use crate::model::event::Kind;
use crate::model::session::Method;
use crate::tests::party::{MINUTE, Mail, SECOND, TestBrowser, TestParty, code, codes, just_under};
use crate::{Locale, Result};

fn to(email: &str) -> LinkRequest {
    link(Recipient::Email(email.to_owned()))
}

async fn make(party: &TestParty, link_request: LinkRequest) -> Result<NewLink> {
    party.passage().create_link(&party.browser().context(), link_request).await
}

/// Redeems a link with the page's button.
async fn press(browser: &TestBrowser, made: &NewLink) -> Result<Option<String>> {
    browser.redeem_bearer(&opener(made)).await
}

fn opener(made: &NewLink) -> Mail {
    Mail::with_token(made.secret.expose())
}

async fn activate(party: &TestParty, made: &NewLink) -> Result<()> {
    let context = party.browser().context();
    party.passage().activate_link(&context, made.secret.expose()).await.map(|_| ())
}

on_both! {
    async fn a_link_signs_whoever_has_it_in_once(party: TestParty) {
        let ada = create(&party, said("ada@example.org")).await.unwrap();
        let mut link_request = to("ADA@example.org");
        link_request.next = Some("/dashboard/account".to_owned());
        let made = make(&party, link_request).await.unwrap();
        assert_eq!((made.link.user_id, made.link.identifier.as_str()), (ada.user.id, "ada@example.org"));
        let browser = party.browser();
        for _ in 0..3 {
            assert!(matches!(browser.look_bearer(&opener(&made)).await.unwrap(), BearerLook::Ready(_)), "looking consumes nothing");
        }
        assert_eq!(press(&browser, &made).await.unwrap().as_deref(), Some("/dashboard/account"));
        let signed_in = browser.signed_in().await.unwrap();
        assert_eq!((signed_in.user.id, signed_in.session.method), (ada.user.id, Method::Link));
        assert!(!signed_in.is_recently_verified(party.clock().now()));
        assert_eq!(party.history(&ada.user).await[0], Kind::SignedInByLink);
        assert_eq!(code(&press(&party.browser(), &made).await), "link_expired");
        assert_eq!(code(&activate(&party, &made).await), "link_expired");
    }

    async fn of_two_who_redeem_a_link_at_once_one_gets_in(party: TestParty) {
        let made = make(&party, to("ada@example.org")).await.unwrap();
        let (one, other) = (party.browser(), party.browser());
        let both = tokio::join!(press(&one, &made), press(&other, &made));
        assert_eq!(codes([both.0, both.1]), ["link_expired", "ok"]);
        assert_eq!(party.count("sessions").await, 1);
    }

    async fn a_link_is_good_for_as_long_as_the_back_end_says(party: TestParty) {
        let mut link_request = to("ada@example.org");
        link_request.lifetime = Some(5 * MINUTE);
        let made = make(&party, link_request.clone()).await.unwrap();
        let other = make(&party, link_request.clone()).await.unwrap();
        party.pass(just_under(5 * MINUTE));
        activate(&party, &made).await.unwrap();
        party.pass(SECOND);
        assert_eq!(code(&activate(&party, &other).await), "link_expired");
        assert_eq!(code(&party.browser().look_bearer(&opener(&other)).await), "link_expired");
        party.sweep().await.unwrap();
        assert_eq!(party.count("bearer_links").await, 0);
        for lifetime in [Duration::ZERO, SECOND, Duration::from_hours(24 * 31)] {
            let refused = make(&party, LinkRequest { lifetime: Some(lifetime), ..link_request.clone() }).await;
            assert_eq!(code(&refused), "invalid_request");
        }
    }

    async fn a_link_that_a_browser_has_asked_for_is_none_of_these(party: TestParty) {
        let browser = party.browser();
        browser.ask_for_link("ada@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        let refused = party.passage().activate_link(&party.browser().context(), &mail.token).await;
        assert_eq!(code(&refused), "not_found");
        browser.redeem(&mail).await.unwrap();
    }

    async fn wrong_links_are_limited_and_good_ones_are_not(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_GUESSES", "3/10m")]);
        let context = party.browser().context();
        for _ in 0..5 {
            let made = make(&party, to("ada@example.org")).await.unwrap();
            party.passage().activate_link(&party.browser().context(), made.secret.expose()).await.unwrap();
        }
        for _ in 0..3 {
            assert_eq!(code(&party.passage().activate_link(&context, "wrong").await), "not_found");
        }
        assert_eq!(code(&party.passage().activate_link(&context, "wrong").await), "too_many_requests");
        let made = make(&party, to("ada@example.org")).await.unwrap();
        party.passage().activate_link(&context, made.secret.expose()).await.unwrap();
    }

    async fn an_unknown_address_or_number_gets_an_account(party: TestParty) {
        let made = make(&party, to("ada@example.org")).await.unwrap();
        let again = make(&party, to("ada@example.org")).await.unwrap();
        assert_eq!((made.link.user_id, party.count("users").await), (again.link.user_id, 1));
        let by_phone = make(&party, link(Recipient::Phone("+49 151 23456789".to_owned()))).await.unwrap();
        assert_eq!(by_phone.link.identifier, "+4915123456789");
        let user = party.store().find_user(by_phone.link.user_id).await.unwrap().unwrap();
        assert_eq!((user.email, user.phone_verified_at), (None, None));
        activate(&party, &by_phone).await.unwrap();
    }

    async fn two_links_at_once_for_an_unknown_address_are_for_one_account(party: TestParty) {
        let (one, other) = tokio::join!(make(&party, to("ada@example.org")), make(&party, to("ada@example.org")));
        assert_eq!(one.unwrap().link.user_id, other.unwrap().link.user_id);
        assert_eq!(party.count("users").await, 1);
    }

    async fn a_link_never_opens_the_account_of_who_has_merely_claimed_the_address(party: TestParty) {
        let trap = party.browser().sign_up("ada@example.org", &mut Peer::new()).await;
        let made = make(&party, to("ada@example.org")).await.unwrap();
        assert_ne!(made.link.user_id, trap.id);
        assert_eq!(party.user(&trap).await.unwrap().email, None);
    }

    async fn what_a_link_proves_depends_on_who_delivers_it(party: TestParty) {
        for (name, is_sent, verifies, proven) in [
            ("ada", false, false, false), ("bob", false, true, true), ("carl", true, false, true), ("dora", true, true, true),
        ] {
            let mut link_request = to(&format!("{name}@example.org"));
            (link_request.is_sent, link_request.verifies, link_request.channel) = (is_sent, verifies, Some(Verifies::Email));
            let made = make(&party, link_request).await.unwrap();
            let before = party.store().find_user(made.link.user_id).await.unwrap().unwrap();
            assert_eq!(before.verified_email(), None);
            activate(&party, &made).await.unwrap();
            let after = party.store().find_user(made.link.user_id).await.unwrap().unwrap();
            assert_eq!(after.verified_email().is_some(), proven, "{name}");
        }
        let mut link_request = link(Recipient::Phone("+4915123456789".to_owned()));
        (link_request.is_sent, link_request.channel) = (true, Some(Verifies::Phone));
        let made = make(&party, link_request).await.unwrap();
        assert!(party.text("+4915123456789").await.0.contains(made.url.as_str()));
        activate(&party, &made).await.unwrap();
        let after = party.store().find_user(made.link.user_id).await.unwrap().unwrap();
        assert_eq!(after.phone_verified_at, Some(party.clock().now()));
    }

    async fn a_link_verifies_no_claim_not_even_for_the_claimant(party: TestParty) {
        let (browser, mut key) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut key).await;
        for (is_sent, verifies) in [(false, false), (false, true), (true, false), (true, true)] {
            let mut link_request = link(Recipient::User(ada.id.to_string()));
            (link_request.is_sent, link_request.verifies, link_request.channel) = (is_sent, verifies, Some(Verifies::Email));
            link_request.next = Some("/dashboard/account".to_owned());
            let made = make(&party, link_request).await.unwrap();
            let session = browser.signed_in().await.unwrap().session.id;
            assert!(matches!(browser.look_bearer(&opener(&made)).await.unwrap(), BearerLook::SignedIn(_)));
            assert_eq!(press(&browser, &made).await.unwrap().as_deref(), Some("/dashboard/account"), "it leads on");
            assert_eq!(browser.signed_in().await.unwrap().session.id, session);
            assert_eq!(party.user(&ada).await.unwrap().own_email(), None);
        }
    }

    async fn a_link_leads_nobody_into_the_account_of_who_has_claimed_their_address(party: TestParty) {
        let (eve, mut key) = (party.browser(), Peer::new());
        let trap = eve.sign_up("ada@example.org", &mut key).await;
        for (channel, is_sent, verifies) in [
            (None, false, false), (None, false, true), (Some(Verifies::Email), false, false),
            (Some(Verifies::Email), false, true), (Some(Verifies::Email), true, false), (Some(Verifies::Email), true, true),
        ] {
            let mut link_request = link(Recipient::User(trap.id.to_string()));
            (link_request.channel, link_request.is_sent, link_request.verifies) = (channel, is_sent, verifies);
            let made = make(&party, link_request).await.unwrap();
            assert_eq!((made.link.identifier.as_str(), made.link.proves), ("", None), "must not be delivered");
            // Ada opens the email in either browser, signed in or not.
            let ada = party.browser();
            for _ in 0..2 {
                assert!(matches!(ada.look_bearer(&opener(&made)).await.unwrap(), BearerLook::NotOwned));
                assert_eq!(code(&press(&ada, &made).await), "signed_out");
                assert_eq!(code(&activate(&party, &made).await), "signed_out");
                ada.sign_up("grace@example.org", &mut Peer::new()).await;
            }
            assert_eq!(party.user(&trap).await.unwrap().verified_email(), None);
        }
        assert_ne!(party.browser().enter_by_mail("ada@example.org").await.id, trap.id);
    }

    async fn a_link_is_over_when_the_address_is_no_longer_the_accounts_own(party: TestParty) {
        let made = make(&party, to("ada@example.org")).await.unwrap();
        // As if the account had lost ownership of its address but still had the link.
        party.database.execute("update users set email_assigned_at = null").await;
        assert!(matches!(party.browser().look_bearer(&opener(&made)).await.unwrap(), BearerLook::NotOwned));
        assert_eq!(code(&activate(&party, &made).await), "signed_out");
        let context = party.browser().context();
        let (now, dropped) = (party.clock().now(), party.dropped(&context));
        let follow = |_| Ok(crate::store::Unit::default());
        let redeemed = party.store().redeem_bearer_link(&made.link, now, &dropped, &follow).await;
        assert_eq!(code(&redeemed), "link_expired", "the store checks it too");
    }

    async fn a_mail_with_a_link_speaks_the_language_that_the_back_end_asks_for(party: TestParty) {
        let mut link_request = to("ada@example.org");
        (link_request.is_sent, link_request.channel, link_request.locale) = (true, Some(Verifies::Email), Some(Locale::De));
        let made = make(&party, link_request).await.unwrap();
        assert_eq!(party.subjects("ada@example.org").await, ["Ihr Anmeldelink für Latchkey"]);
        let mail = party.mail().development_mailbox().await.unwrap().swap_remove(0);
        assert_eq!((mail.link.as_deref(), mail.code), (Some(made.url.as_str()), None));
        assert!(mail.text.contains(made.url.as_str()));
    }

    async fn a_link_leads_to_this_site_and_on_to_this_site(party: TestParty) {
        let mut link_request = to("ada@example.org");
        (link_request.page, link_request.next) = (Some("/welcome?a=b".to_owned()), Some("http://localhost:3000/dashboard?x=1".to_owned()));
        let made = make(&party, link_request.clone()).await.unwrap();
        let expected = format!("http://localhost:3000/welcome?a=b&token={}", made.secret.expose());
        assert_eq!((made.url.as_str(), made.link.next.as_deref()), (expected.as_str(), Some("/dashboard?x=1")));
        for bad in ["https://evil.example/", "//evil.example", "/\\evil.example", "/..//evil.example", "http://localhost:3000.evil.example/", "http://localhost:3000@evil.example/", "javascript:alert(1)", "/%2f%2fevil.example"] {
            let next = LinkRequest { next: Some(bad.to_owned()), ..link_request.clone() };
            assert_eq!(code(&make(&party, next).await), "invalid_request", "{bad}");
        }
        for bad in ["//evil.example", "/\\evil.example", "/..//evil.example", "/%2f%2fevil.example"] {
            let page = LinkRequest { page: Some(bad.to_owned()), ..link_request.clone() };
            assert_eq!(code(&make(&party, page).await), "invalid_request", "{bad}");
        }
        // A text without a leading slash is still a path, and not another site's.
        let page = LinkRequest { page: Some("https://evil.example/".to_owned()), ..link_request.clone() };
        if let Ok(made) = make(&party, page).await {
            assert!(made.url.as_str().starts_with("http://localhost:3000/"));
        }
    }

    async fn what_cannot_be_sent_is_refused_and_makes_no_account(party: TestParty) {
        let sent = |recipient: Recipient, channel| LinkRequest { is_sent: true, channel, ..link(recipient) };
        let email = || Recipient::Email("ada@example.org".to_owned());
        assert_eq!(code(&make(&party, sent(email(), None)).await), "invalid_request");
        assert_eq!(code(&make(&party, to("ada")).await), "invalid_email");
        assert_eq!(code(&make(&party, link(Recipient::Phone("1".to_owned()))).await), "invalid_phone");
        assert_eq!(code(&make(&party, link(Recipient::User("x".to_owned()))).await), "not_found");
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://id.example.org")]);
        assert_eq!(code(&make(&party, sent(email(), Some(Verifies::Email))).await), "mail_off");
        assert_eq!(code(&make(&party, sent(email(), Some(Verifies::Phone))).await), "text_off");
        assert_eq!(party.count("users").await, 0);
        make(&party, to("ada@example.org")).await.unwrap();
    }
}
