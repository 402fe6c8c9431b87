//! Tests changes to an owner's address and name.

use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code, honest, just_under};
use crate::User;
use crate::magic_link::Look;
use crate::model::event::Kind;

/// Signs up a user with a passkey and a confirmed address.
pub(super) async fn ada(party: &TestParty) -> (TestBrowser, Peer, User) {
    let (browser, mut phone) = (party.browser(), Peer::new());
    browser.sign_up("ada@example.org", &mut phone).await;
    browser.redeem(&party.newest_mail().await).await.unwrap();
    let user = browser.user().await;
    (browser, phone, user)
}

pub(super) fn address(user: &User) -> Option<String> {
    user.verified_email().map(ToString::to_string)
}

/// Returns a code that differs from this one.
fn wrong(code: &str) -> String {
    let other = if code.starts_with('A') { "C" } else { "A" };
    format!("{other}{}", &code[1..])
}

on_both! {
    async fn an_address_changes_when_the_new_one_is_confirmed_and_not_before(party: TestParty) {
        let (browser, _, user) = ada(&party).await;
        browser.change_address(" Ada@New.example.org ").await.unwrap();
        assert_eq!(address(&browser.user().await).as_deref(), Some("ada@example.org"));
        let told = "The email address of your Latchkey account is about to change";
        assert_eq!(party.subjects("ada@example.org").await[0], told);
        // The old address can still be used to sign in.
        assert_eq!(party.browser().enter_by_mail("ada@example.org").await.id, user.id);

        let mail = party.mail_to("Ada@New.example.org").await;
        let Look::Ready(link) = browser.look(&mail).await.unwrap() else { panic!("ready") };
        assert_eq!(link.email.to_string(), "Ada@New.example.org");
        let before = browser.signed_in().await.unwrap().session.id;
        browser.redeem(&mail).await.unwrap();
        let now = browser.signed_in().await.unwrap();
        assert_eq!((now.user.id, now.session.id), (user.id, before));
        assert_eq!(address(&now.user).as_deref(), Some("Ada@New.example.org"));
        let told = "The email address of your Latchkey account was changed";
        assert_eq!(party.subjects("ada@example.org").await[0], told);
        let text = party.mail().development_mailbox().await.unwrap().swap_remove(0).text;
        for said in ["Browser: Firefox", "IP address: 192.0.2.1", "UTC", "/dashboard"] {
            assert!(text.contains(said), "{text}");
        }
        assert!(party.history(&user).await.starts_with(&[Kind::AddressChanged]));
        assert!(party.history(&user).await.contains(&Kind::AddressChanging));

        assert!(matches!(browser.look(&mail).await.unwrap(), Look::SignedIn(None)), "it is used");
        assert_eq!(party.browser().enter_by_mail("Ada@New.example.org").await.id, user.id);
        assert_ne!(party.browser().enter_by_mail("ada@example.org").await.id, user.id);
    }

    async fn who_has_entered_by_the_old_mailbox_is_out_when_the_address_changes(party: TestParty) {
        let (browser, mut phone, _) = ada(&party).await;
        let (eve, proven, tablet) = (party.browser(), party.browser(), party.browser());
        eve.enter_by_mail("ada@example.org").await;
        proven.enter_by_mail("ada@example.org").await;
        let started = proven.start_verification().await.unwrap();
        let assertion = phone.get(ORIGIN, &started.options).await.unwrap();
        proven.finish_verification(&started, &assertion).await.unwrap();
        tablet.sign_in(&mut phone).await.unwrap();
        browser.change_address("new@example.org").await.unwrap();
        assert!(eve.signed_in().await.is_some(), "it has not changed yet");
        browser.redeem(&party.mail_to("new@example.org").await).await.unwrap();
        assert!(eve.signed_in().await.is_none());
        for mine in [&browser, &proven, &tablet] {
            assert!(mine.signed_in().await.is_some());
        }

        // The session that requests the change may itself have been opened by email.
        let (one, other) = (party.browser(), party.browser());
        one.enter_by_mail("bob@example.org").await;
        other.enter_by_mail("bob@example.org").await;
        one.change_address("robert@example.org").await.unwrap();
        one.redeem(&party.mail_to("robert@example.org").await).await.unwrap();
        assert!(one.signed_in().await.is_some() && other.signed_in().await.is_none());
    }

    async fn an_address_changes_by_the_code_too_within_five_tries(party: TestParty) {
        for (tries, expected) in [(4, "ok"), (5, "link_expired")] {
            let browser = party.browser();
            let first = format!("ada{tries}@example.org");
            browser.enter_by_mail(&first).await;
            browser.change_address("new@example.org").await.unwrap();
            let mail = party.mail_to("new@example.org").await;
            for _ in 0..tries {
                assert_eq!(code(&browser.redeem_code(&wrong(&mail.code)).await), "wrong_code");
            }
            assert_eq!(code(&browser.redeem_code(&mail.code).await), expected);
            let is_changed = address(&browser.user().await).as_deref() == Some("new@example.org");
            assert_eq!(is_changed, tries == 4);
        }
    }

    async fn a_change_needs_a_recent_verification_and_a_session(party: TestParty) {
        let (browser, mut phone, _) = ada(&party).await;
        party.pass(just_under(10 * MINUTE));
        browser.change_address("new@example.org").await.unwrap();
        browser.cancel_address_change().await.unwrap();
        party.pass(MINUTE);
        assert_eq!(code(&browser.change_address("new@example.org").await), "verification_required");
        assert_eq!(code(&party.browser().change_address("new@example.org").await), "signed_out");
        // In an account with a passkey, an email isn't enough.
        let by_mail = party.browser();
        by_mail.enter_by_mail("ada@example.org").await;
        assert_eq!(code(&by_mail.change_address("new@example.org").await), "verification_required");
        browser.sign_in(&mut phone).await.unwrap();
        assert_eq!(code(&browser.change_address("new@").await), "invalid_email");
        browser.change_address("new@example.org").await.unwrap();
    }

    async fn a_change_is_for_the_session_that_asked(party: TestParty) {
        let (browser, mut phone, user) = ada(&party).await;
        browser.change_address("new@example.org").await.unwrap();
        let mail = party.mail_to("new@example.org").await;
        // Another browser, and the same user in another browser.
        let other = party.browser();
        assert!(matches!(other.look(&mail).await.unwrap(), Look::Elsewhere));
        other.sign_in(&mut phone).await.unwrap();
        assert_eq!(code(&other.redeem(&mail).await), "wrong_browser");
        assert_eq!(code(&other.redeem_code(&mail.code).await), "link_expired");
        // Ending the session cancels its requests.
        other.request(async |context| party.sessions().end_others(context).await).await.unwrap();
        assert_eq!(code(&browser.look(&mail).await), "link_expired");
        browser.sign_in(&mut phone).await.unwrap();
        assert_eq!(code(&browser.redeem(&mail).await), "link_expired");
        assert_eq!(code(&browser.redeem_code(&mail.code).await), "link_expired");
        assert_eq!(address(&party.user(&user).await.unwrap()), address(&user));
    }

    async fn a_change_in_this_browser_is_for_no_other_account(party: TestParty) {
        let (browser, _, user) = ada(&party).await;
        browser.change_address("new@example.org").await.unwrap();
        let mail = party.mail_to("new@example.org").await;
        let session = browser.session();
        let bob = browser.sign_up("bob@example.org", &mut Peer::new()).await;
        assert_eq!(code(&browser.redeem(&mail).await), "link_expired");
        assert_ne!(browser.session(), session);
        assert_eq!(address(&party.user(&user).await.unwrap()).as_deref(), Some("ada@example.org"));
        assert_eq!(party.user(&bob).await.unwrap().name(), "bob@example.org");
    }

    async fn only_the_newest_change_works_and_it_can_be_taken_back(party: TestParty) {
        let (browser, mut phone, user) = ada(&party).await;
        browser.change_address("one@example.org").await.unwrap();
        let one = party.mail_to("one@example.org").await;
        browser.change_address("two@example.org").await.unwrap();
        let two = party.mail_to("two@example.org").await;
        assert_eq!(code(&browser.redeem(&one).await), "link_expired");
        assert_eq!(code(&browser.redeem_code(&one.code).await), "wrong_code");

        // Also from another session: the reader of the warning can stop it.
        let other = party.browser();
        other.sign_in(&mut phone).await.unwrap();
        other.cancel_address_change().await.unwrap();
        assert_eq!(code(&browser.redeem(&two).await), "link_expired");
        assert_eq!(code(&browser.redeem_code(&two.code).await), "link_expired");
        assert_eq!(party.history(&user).await[0], Kind::AddressChangeCancelled);
        assert_eq!(code(&party.browser().cancel_address_change().await), "signed_out");
    }

    async fn a_change_is_too_old_after_fifteen_minutes(party: TestParty) {
        let (browser, _, user) = ada(&party).await;
        browser.change_address("new@example.org").await.unwrap();
        let mail = party.mail_to("new@example.org").await;
        party.pass(15 * MINUTE);
        assert_eq!(code(&browser.redeem(&mail).await), "link_expired");
        assert_eq!(code(&browser.redeem_code(&mail.code).await), "link_expired");
        let signed_in = browser.signed_in().await.unwrap();
        assert!(party.accounts().awaited_address(&signed_in).await.unwrap().is_none());
        assert_eq!(address(&party.user(&user).await.unwrap()).as_deref(), Some("ada@example.org"));
    }

    async fn a_name_is_what_password_managers_show(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let names = async || {
            let started = browser.start_adding().await.unwrap();
            let user = &started.options["publicKey"]["user"];
            [&user["name"], &user["displayName"]].map(|name| name.as_str().unwrap().to_owned())
        };
        assert_eq!(names().await, ["ada@example.org", "ada@example.org"]);
        browser.change_display_name("  Ada Lovelace ").await.unwrap();
        assert_eq!(names().await, ["ada@example.org", "Ada Lovelace"]);
        for name in ["a\u{7}b", "a\u{202E}b", "a\u{2066}b", "a\u{2028}b", "\u{200B}\u{200B}", "a\0", &"a".repeat(61)] {
            assert_eq!(code(&browser.change_display_name(name).await), "invalid_name", "{name:?}");
        }
        browser.change_display_name(&"é".repeat(60)).await.unwrap();
        browser.change_display_name(" ").await.unwrap();
        assert_eq!(names().await, ["ada@example.org", "ada@example.org"]);
        assert_eq!(code(&party.browser().change_display_name("Eve").await), "signed_out");
        let history = party.history(&browser.user().await).await;
        assert_eq!(history.iter().filter(|kind| **kind == Kind::DisplayNameChanged).count(), 3);
    }
}
