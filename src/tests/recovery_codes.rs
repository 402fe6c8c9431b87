//! Tests codes that replace a lost passkey.

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, TestBrowser, TestParty, code, codes};
use crate::crypto::secret::Secret;
use crate::model::event::Kind;
use crate::model::session::Method;
use crate::recovery::codes::SET_SIZE;
use crate::{Result, User};

/// Returns a user with a confirmed address who has just used a passkey.
pub(super) async fn member(party: &TestParty, email: &str) -> (TestBrowser, Peer, User) {
    let (browser, mut phone) = (party.browser(), Peer::new());
    let user = browser.sign_up(email, &mut phone).await;
    browser.redeem(&party.newest_mail().await).await.unwrap();
    (browser, phone, user)
}

/// Returns a browser in which a user has signed in by email.
pub(super) async fn by_mail(party: &TestParty, email: &str) -> TestBrowser {
    let browser = party.browser();
    browser.ask_for_link(email).await.unwrap();
    browser.redeem(&party.newest_mail().await).await.unwrap();
    browser
}

/// Replaces the account's codes, and returns the new ones as they are shown.
pub(super) async fn make(party: &TestParty, browser: &TestBrowser) -> Result<Vec<String>> {
    let user = browser.user().await;
    let set = party.recovery().codes(user.id).await?.map(|codes| codes.set_id);
    let made = browser
        .request(async |context| party.recovery().create_codes(context, set.as_deref()).await)
        .await?;
    Ok(made.iter().map(Secret::grouped).collect())
}

pub(super) async fn spend(party: &TestParty, browser: &TestBrowser, typed: &str) -> Result<()> {
    browser.request(async |context| party.recovery().use_code(context, typed).await).await
}

pub(super) async fn left(party: &TestParty, user: &User) -> i64 {
    party.recovery().codes(user.id).await.unwrap().map_or(0, |codes| codes.unused)
}

pub(super) async fn is_verified(party: &TestParty, browser: &TestBrowser) -> bool {
    browser.signed_in().await.unwrap().is_recently_verified(party.clock().now())
}

pub(super) async fn kinds(party: &TestParty, user: &User) -> Vec<Kind> {
    party.events().list(user.id, None).await.unwrap().into_iter().map(|event| event.kind).collect()
}

async fn subjects(party: &TestParty) -> Vec<String> {
    let mails = party.mail().development_mailbox().await.unwrap();
    mails.into_iter().map(|mail| mail.subject).collect()
}

on_both! {
    async fn ten_codes_are_made_and_none_of_them_is_stored(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        assert_eq!(party.recovery().codes(ada.id).await.unwrap(), None);
        let made = make(&party, &browser).await.unwrap();
        assert_eq!((made.len(), left(&party, &ada).await), (SET_SIZE, 10));
        let mut different = made.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), SET_SIZE);
        let stored = party.store().list_unused_recovery_codes(ada.id).await.unwrap();
        assert!(stored.iter().all(|hash| hash.len() == 43 && !made.contains(hash)));
        assert_eq!(kinds(&party, &ada).await[0], Kind::RecoveryCodesMade);
        assert_eq!(subjects(&party).await[0], "New recovery codes were created for your Latchkey account");
    }

    async fn making_codes_needs_a_recent_verification(party: TestParty) {
        let (browser, mut phone, _) = member(&party, "ada@example.org").await;
        party.pass(10 * MINUTE);
        assert_eq!(code(&make(&party, &browser).await), "verification_required");
        assert_eq!(code(&make(&party, &by_mail(&party, "ada@example.org").await).await), "verification_required");
        let nobody = party.browser();
        let result = nobody.request(async |context| party.recovery().create_codes(context, None).await).await;
        assert_eq!(code(&result), "signed_out");
        assert_eq!(party.count("recovery_codes").await, 0);
        browser.sign_in(&mut phone).await.unwrap();
        make(&party, &browser).await.unwrap();
    }

    async fn a_code_lets_a_session_opened_by_mail_replace_a_lost_passkey(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        let lost = party.passkeys_of(&ada).await[0].id.to_string();

        let back = by_mail(&party, "ada@example.org").await;
        assert_eq!(code(&back.start_adding().await), "verification_required");
        let before = back.signed_in().await.unwrap().session;
        spend(&party, &back, &made[3].to_lowercase().replace('-', " ")).await.unwrap();
        let after = back.signed_in().await.unwrap().session;
        assert_eq!((&after.id, after.method), (&before.id, Method::Mail));
        assert_eq!(after.verified_at, Some(party.clock().now()));
        assert_eq!(left(&party, &ada).await, 9);

        back.add_passkey(&mut Peer::new()).await.unwrap();
        back.request(async |context| party.passkeys().remove(context, &lost).await).await.unwrap();
        assert_eq!(party.passkeys_of(&ada).await.len(), 1);
        party.pass(10 * MINUTE);
        assert!(!is_verified(&party, &back).await);
    }

    async fn a_mail_lays_up_no_codes_even_where_there_is_no_passkey(party: TestParty) {
        let browser = party.browser();
        browser.enter_by_mail("ada@example.org").await;
        browser.request(async |context| party.sessions().recently_verified(context).await).await.unwrap();
        assert_eq!(code(&make(&party, &browser).await), "verification_required");
    }

    async fn a_codes_use_is_recorded_and_mailed_with_what_is_left(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        spend(&party, &browser, &made[0]).await.unwrap();
        assert_eq!(kinds(&party, &ada).await[0], Kind::RecoveryCodeUsed);
        let mail = party.mail().development_mailbox().await.unwrap().swap_remove(0);
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ada@example.org", "A recovery code for your Latchkey account was used"));
        for said in ["Codes left: 9", "Browser: Firefox", "IP address: 192.0.2.1", "18 Nov 2026, 11:06 UTC", "http://localhost:3000/dashboard"] {
            assert!(mail.text.contains(said), "{said}: {}", mail.text);
        }
        assert!(!mail.text.contains(&made[0]) && !mail.html.contains(&made[1]));
    }

    async fn a_code_works_once(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        spend(&party, &by_mail(&party, "ada@example.org").await, &made[0]).await.unwrap();
        let again = by_mail(&party, "ada@example.org").await;
        assert_eq!(code(&spend(&party, &again, &made[0]).await), "wrong_recovery_code");
        assert!(!is_verified(&party, &again).await);
        assert_eq!(left(&party, &ada).await, 9);
    }

    async fn of_two_uses_of_a_code_at_once_one_counts(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        let (one, other) = (by_mail(&party, "ada@example.org").await, by_mail(&party, "ada@example.org").await);
        for (used, code) in made.iter().take(5).enumerate() {
            let both = tokio::join!(spend(&party, &one, code), spend(&party, &other, code));
            assert_eq!(codes(both.into()), ["ok", "wrong_recovery_code"]);
            assert_eq!(left(&party, &ada).await, 9 - i64::try_from(used).unwrap());
        }
    }

    async fn a_code_signs_nobody_in(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        let nobody = party.browser();
        assert_eq!(code(&spend(&party, &nobody, &made[0]).await), "signed_out");
        assert!(nobody.signed_in().await.is_none());
        assert_eq!(left(&party, &ada).await, 10);
    }

    async fn new_codes_void_the_old_ones(party: TestParty) {
        let (browser, _, ada) = member(&party, "ada@example.org").await;
        let old = make(&party, &browser).await.unwrap();
        spend(&party, &browser, &old[0]).await.unwrap();
        let new = make(&party, &browser).await.unwrap();
        assert_eq!((left(&party, &ada).await, party.count("recovery_codes").await), (10, 10));
        let back = by_mail(&party, "ada@example.org").await;
        assert_eq!(code(&spend(&party, &back, &old[1]).await), "wrong_recovery_code");
        assert!(!is_verified(&party, &back).await);
        spend(&party, &back, &new[1]).await.unwrap();
    }

    async fn a_request_sent_again_does_not_void_what_it_has_shown(party: TestParty) {
        let (browser, _, _) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        let again = browser.request(async |context| party.recovery().create_codes(context, None).await).await;
        assert_eq!(code(&again), "already_shown");
        spend(&party, &browser, &made[0]).await.unwrap();
        let set = party.recovery().codes(browser.user().await.id).await.unwrap().map(|codes| codes.set_id);
        let press = async || {
            browser.request(async |context| party.recovery().create_codes(context, set.as_deref()).await).await
        };
        let at_once = tokio::join!(press(), press());
        assert_eq!(codes(at_once.into()), ["already_shown", "ok"]);
    }

    async fn codes_are_no_way_in_and_the_last_passkey_stays(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut phone).await;
        make(&party, &browser).await.unwrap();
        let only = party.passkeys_of(&ada).await[0].id.to_string();
        let result = browser.request(async |context| party.passkeys().remove(context, &only).await).await;
        assert_eq!(code(&result), "last_way_in", "the address is a claim, and a code signs no one in");
    }

    async fn only_ones_own_codes_are_handed_back_as_a_file(party: TestParty) {
        let (browser, _, _) = member(&party, "ada@example.org").await;
        let made = make(&party, &browser).await.unwrap();
        spend(&party, &browser, &made[9]).await.unwrap();
        let own = async |typed: String| {
            let codes = browser.request(async |context| party.recovery().own_codes(context, &typed).await).await;
            codes.map(|codes| codes.iter().map(Secret::grouped).collect::<Vec<_>>())
        };
        assert_eq!(own(made.join("\r\n")).await.unwrap(), made[..9]);
        assert_eq!(own(format!("<script> {} AAAAA", made[2])).await.unwrap(), [made[2].clone()]);
        party.pass(10 * MINUTE);
        assert_eq!(code(&own(made.join("\n")).await), "verification_required");
    }
}
