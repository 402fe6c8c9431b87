//! Tests what a back end with an API key does to accounts, and who owns an address afterwards.

use serde_json::{Map, Value, json};
use testing::authenticator::Peer;
use testing::on_both;

use crate::extras::passage::administration::{Account, AccountUpdate, Status};
use crate::extras::passage::{LinkRequest, Recipient};
use crate::model::event::Kind;
use crate::model::metadata::MAX_METADATA;
use crate::tests::party::{SECOND, TestParty, code, codes};
use crate::{Email, Locale, Result};

/// Returns a back end's request for a link with default values.
pub(crate) fn link(recipient: Recipient) -> LinkRequest {
    LinkRequest {
        recipient,
        channel: None,
        is_sent: false,
        verifies: false,
        locale: None,
        page: None,
        parameter: "token",
        next: None,
        lifetime: None,
    }
}

pub(crate) fn said(email: &str) -> AccountUpdate {
    AccountUpdate { email: Some(email.to_owned()), ..AccountUpdate::default() }
}

fn with_phone(phone: &str) -> AccountUpdate {
    AccountUpdate { phone: Some(phone.to_owned()), ..AccountUpdate::default() }
}

fn with(metadata: Value) -> AccountUpdate {
    let metadata: Map<String, Value> = serde_json::from_value(metadata).unwrap();
    AccountUpdate { metadata: Some(metadata), ..AccountUpdate::default() }
}

pub(crate) async fn create(party: &TestParty, said: AccountUpdate) -> Result<Account> {
    party.passage().create_account(&party.browser().context(), said).await
}

pub(crate) async fn update(
    party: &TestParty,
    account: &Account,
    said: AccountUpdate,
) -> Result<Account> {
    let id = account.user.id.to_string();
    party.passage().update_account(&party.browser().context(), &id, said).await
}

async fn found(party: &TestParty, account: &Account) -> Account {
    party.passage().find_account(&account.user.id.to_string()).await.unwrap()
}

const NUMBER: &str = "+4915123456789";

on_both! {
    async fn an_account_is_pending_until_somebody_signs_in(party: TestParty) {
        let made = create(&party, said("ada@example.org")).await.unwrap();
        assert_eq!((made.status(), made.login_count, made.last_login_at), (Status::Pending, 0, None));
        assert_eq!((made.user.verified_email(), made.user.own_email()), (None, made.user.email.as_ref()));
        party.pass(SECOND);
        let browser = party.browser();
        assert_eq!(browser.enter_by_mail("ada@example.org").await.id, made.user.id);
        let now = found(&party, &made).await;
        assert_eq!((now.status(), now.login_count), (Status::Active, 1));
        assert_eq!(now.last_login_at, Some(party.clock().now()));
        assert_eq!(now.user.verified_email(), made.user.email.as_ref(), "an email has verified it");
        browser.enter_by_mail("ada@example.org").await;
        assert_eq!(found(&party, &made).await.login_count, 2);
    }

    async fn whoever_signs_up_is_active_and_counted(party: TestParty) {
        let (browser, mut key) = (party.browser(), Peer::new());
        let id = browser.sign_up("ada@example.org", &mut key).await.id.to_string();
        let ada = party.passage().find_account(&id).await.unwrap();
        assert_eq!((ada.status(), ada.login_count), (Status::Active, 1));
        browser.sign_in(&mut key).await.unwrap();
        assert_eq!(party.passage().find_account(&id).await.unwrap().login_count, 2);
        assert_eq!(party.passage().list_passkeys_of(&id).await.unwrap()[0].use_count, 1);
    }

    async fn an_address_that_a_back_end_has_set_is_nobody_elses(party: TestParty) {
        let made = create(&party, said("Ada@example.org")).await.unwrap();
        assert_eq!(code(&create(&party, said("ada@EXAMPLE.org")).await), "address_taken");
        let other = create(&party, said("bob@example.org")).await.unwrap();
        assert_eq!(code(&update(&party, &other, said("ada@example.org")).await), "address_taken");
        party.browser().enter_by_mail("grace@example.org").await;
        assert_eq!(code(&create(&party, said("grace@example.org")).await), "address_taken");
        assert_eq!(party.count("users").await, 3);
        // A user who is signed in to another account and reads the email doesn't get it either.
        let (browser, mut key) = (party.browser(), Peer::new());
        let own = browser.sign_up("eve@example.org", &mut key).await;
        browser.change_address("ada@example.org").await.unwrap();
        assert_eq!(party.subjects("Ada@example.org").await[0], "Your email address was entered for another Latchkey account");
        assert_eq!(party.user(&own).await.unwrap().own_email(), None);
        assert_eq!(found(&party, &made).await.user.own_email(), made.user.email.as_ref());
    }

    async fn two_back_ends_that_make_an_account_for_one_address_at_once_make_one(party: TestParty) {
        let (one, other, third) = tokio::join!(
            create(&party, said("ada@example.org")),
            create(&party, said("ada@example.org")),
            create(&party, said("ada@example.org")),
        );
        assert_eq!(codes([one, other, third]), ["address_taken", "address_taken", "ok"]);
        let (one, other) = tokio::join!(create(&party, with_phone(NUMBER)), create(&party, with_phone(NUMBER)));
        assert_eq!(codes([one, other]), ["ok", "phone_taken"]);
    }

    async fn whoever_has_claimed_an_address_gets_no_part_of_the_account_made_for_it(party: TestParty) {
        let (mallory, mut key) = (party.browser(), Peer::new());
        let trap = mallory.sign_up("ada@example.org", &mut key).await;
        let confirmation = party.newest_mail().await;
        let made = create(&party, said("ada@example.org")).await.unwrap();
        assert_eq!(party.user(&trap).await.unwrap().email, None, "the claim is dropped");
        // Even the email that confirms his claim opens Ada's account if she uses it in his browser.
        mallory.redeem(&confirmation).await.unwrap();
        assert_eq!(mallory.user().await.id, made.user.id);
        assert_eq!(party.browser().enter_by_mail("ada@example.org").await.id, made.user.id);
        assert_eq!(party.browser().sign_in(&mut key).await.unwrap().id, trap.id, "his passkey opens his own account");
    }

    async fn a_claim_is_not_made_more_by_writing_back_what_was_read(party: TestParty) {
        let (mallory, mut key) = (party.browser(), Peer::new());
        let trap = mallory.sign_up("ada@example.org", &mut key).await;
        let read = party.passage().find_account(&trap.id.to_string()).await.unwrap();
        let mut back = said("ada@example.org");
        back.metadata = with(json!({ "plan": "free" })).metadata;
        let written = update(&party, &read, back).await.unwrap();
        assert_eq!((written.user.own_email(), written.user.email.is_some()), (None, true));
        assert_ne!(party.browser().enter_by_mail("ada@example.org").await.id, trap.id);
    }

    async fn another_address_is_unproven_and_voids_what_was_sent_to_the_old_one(party: TestParty) {
        let browser = party.browser();
        let ada = browser.enter_by_mail("ada@example.org").await;
        let account = party.passage().find_account(&ada.id.to_string()).await.unwrap();
        let link_request = link(Recipient::User(ada.id.to_string()));
        let made = party.passage().create_link(&browser.context(), link_request).await.unwrap();
        assert!(update(&party, &account, said("ADA@example.org")).await.unwrap().user.verified_email().is_some(), "the same address in another spelling");
        update(&party, &account, with_phone(NUMBER)).await.unwrap();
        assert!(browser.signed_in().await.is_some(), "nothing changed");
        let changed = update(&party, &account, said("ada@new.example.org")).await.unwrap();
        assert_eq!((changed.user.own_email(), changed.user.email.is_some()), (None, true), "a claim, because the account is in use");
        let opened = party.passage().activate_link(&party.browser().context(), made.secret.expose()).await;
        assert_eq!(code(&opened), "not_found");
        assert!(browser.signed_in().await.is_some(), "the last way in, in which the new address can be confirmed");
        browser.ask_for_confirmation().await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        assert_eq!(party.browser().enter_by_mail("ada@new.example.org").await.id, ada.id);
        assert_ne!(party.browser().enter_by_mail("ada@example.org").await.id, ada.id);
        assert!(party.history(&ada).await.contains(&Kind::AddressChanged));
        let told = party.subjects("ada@example.org").await;
        assert!(told.contains(&"The email address of your Latchkey account was changed".to_owned()), "{told:?}");
        assert!(party.history(&ada).await.contains(&Kind::ChangedBySite), "setting the same address again");
    }

    async fn an_account_has_an_address_or_a_number(party: TestParty) {
        assert_eq!(code(&create(&party, AccountUpdate::default()).await), "invalid_request");
        assert_eq!(code(&create(&party, said("")).await), "invalid_request");
        assert_eq!(code(&create(&party, said("ada")).await), "invalid_email");
        assert_eq!(code(&create(&party, with_phone("123")).await), "invalid_phone");
        let made = create(&party, with_phone(NUMBER)).await.unwrap();
        assert_eq!(made.user.phone.as_ref().map(ToString::to_string).as_deref(), Some(NUMBER));
        assert_eq!((made.user.phone_verified_at, made.user.email.is_none()), (None, true));
        assert_eq!(code(&update(&party, &made, with_phone("")).await), "invalid_request");
        update(&party, &made, said("ada@example.org")).await.unwrap();
        let without = update(&party, &made, with_phone("")).await.unwrap();
        assert_eq!(without.user.phone, None);
        create(&party, with_phone(NUMBER)).await.unwrap();
        assert_eq!(code(&update(&party, &made, with_phone(NUMBER)).await), "phone_taken");
    }

    async fn metadata_is_merged_member_by_member(party: TestParty) {
        let mut first = said("ada@example.org");
        first.metadata = with(json!({ "plan": "free", "seats": 3, "old": true })).metadata;
        let made = create(&party, first).await.unwrap();
        update(&party, &made, with(json!({ "seats": { "total": 5 }, "old": null, "not there": null }))).await.unwrap();
        let now = found(&party, &made).await.metadata;
        assert_eq!(Value::Object(now), json!({ "plan": "free", "seats": { "total": 5 } }));
        let (one, other) = tokio::join!(
            update(&party, &made, with(json!({ "one": "\u{0}" }))), update(&party, &made, with(json!({ "other": 2 }))),
        );
        assert_eq!(codes([one, other]), ["ok", "ok"]);
        let now = found(&party, &made).await.metadata;
        assert_eq!((&now["one"], &now["other"]), (&json!("\u{0}"), &json!(2)));
    }

    async fn metadata_that_is_too_large_changes_nothing(party: TestParty) {
        let made = create(&party, said("ada@example.org")).await.unwrap();
        let half = "x".repeat(MAX_METADATA / 2);
        update(&party, &made, with(json!({ "one": half }))).await.unwrap();
        let both = AccountUpdate { phone: Some(NUMBER.to_owned()), ..with(json!({ "other": half })) };
        assert_eq!(code(&update(&party, &made, both).await), "invalid_request");
        let now = found(&party, &made).await;
        assert_eq!((now.metadata.len(), now.user.phone), (1, None));
        let mut large = said("bob@example.org");
        large.metadata = with(json!({ "all": "x".repeat(MAX_METADATA) })).metadata;
        assert_eq!(code(&create(&party, large).await), "invalid_request");
        assert_eq!(party.count("users").await, 1);
    }

    async fn an_owner_is_told_by_the_last_mail_that_the_site_has_deleted_their_account(party: TestParty) {
        let mut browser = party.browser();
        browser.locale = Locale::De;
        let ada = browser.enter_by_mail("ada@example.org").await;
        let bob = party.browser().enter_by_mail("bob@example.org").await;
        let claim = party.browser().sign_up("carl@example.org", &mut Peer::new()).await;
        let assigned = create(&party, said("dora@example.org")).await.unwrap().user;
        let before = party.count("messages").await;
        for user in [&claim, &assigned] {
            party.passage().delete_account_of(&user.id.to_string()).await.unwrap();
        }
        assert!(party.count("messages").await <= before, "unverified addresses get no notifications");
        for (user, email, subject, words) in [
            (ada, "ada@example.org", "Ihr Konto bei Latchkey wurde gelöscht", "Der Betreiber von Latchkey hat Ihr Konto"),
            (bob, "bob@example.org", "Your Latchkey account was deleted", "The operator of Latchkey deleted your account"),
        ] {
            party.passage().delete_account_of(&user.id.to_string()).await.unwrap();
            assert_eq!(party.subjects(email).await[0], subject);
            let mail = party.mail().development_mailbox().await.unwrap().swap_remove(0);
            assert!(mail.text.contains(words), "{}", mail.text);
            assert_eq!((mail.kind.as_str(), mail.user_id, mail.link), ("account_deleted_by_site", None, None));
        }
        assert_eq!(party.count("users").await, 0);
    }

    async fn an_account_is_deleted_also_where_nothing_can_be_mailed(party: TestParty) {
        let ada = party.browser().enter_by_mail("ada@example.org").await;
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://id.example.org")]);
        let mails = party.count("messages").await;
        party.passage().deactivate_account(&party.browser().context(), &ada.id.to_string()).await.unwrap();
        party.passage().delete_account_of(&ada.id.to_string()).await.unwrap();
        assert_eq!(party.count("users").await, 0);
        assert!(party.count("messages").await <= mails);
    }

    async fn an_id_that_is_nobodys_is_not_found(party: TestParty) {
        let made = create(&party, said("ada@example.org")).await.unwrap();
        let context = party.browser().context();
        party.passage().delete_account_of(&made.user.id.to_string()).await.unwrap();
        for id in [made.user.id.to_string().as_str(), "", "x", "\u{0}", "1' or '1'='1"] {
            assert_eq!(code(&party.passage().find_account(id).await), "not_found", "{id:?}");
            assert_eq!(code(&party.passage().update_account(&context, id, said("bob@example.org")).await), "not_found");
            assert_eq!(code(&party.passage().activate_account(&context, id).await), "not_found");
            assert_eq!(code(&party.passage().deactivate_account(&context, id).await), "not_found");
            assert_eq!(code(&party.passage().delete_account_of(id).await), "not_found");
            assert_eq!(code(&party.passage().list_passkeys_of(id).await), "not_found");
            assert_eq!(code(&party.passage().revoke_tokens_of(&context, id).await), "not_found");
        }
    }

    async fn a_passkey_is_removed_from_its_own_account_and_be_it_the_last(party: TestParty) {
        let (browser, mut hers, mut his) = (party.browser(), Peer::new(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut hers).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let bob = party.browser().sign_up("bob@example.org", &mut his).await;
        let (passkey, foreign) = (party.passkeys_of(&ada).await[0].id, party.passkeys_of(&bob).await[0].id);
        let context = party.browser().context();
        let revoke = async |id: &str| party.passage().revoke_passkey(&context, ada.id, id).await;
        for id in [foreign.to_string().as_str(), "", "x", "\u{0}"] {
            assert_eq!(code(&revoke(id).await), "not_found", "{id:?}");
        }
        revoke(&passkey.to_string()).await.unwrap();
        assert_eq!(code(&revoke(&passkey.to_string()).await), "not_found");
        assert!(browser.signed_in().await.is_none(), "the session that it opened has ended");
        assert_eq!(code(&party.browser().sign_in(&mut hers).await), "unknown_credential");
        party.browser().sign_in(&mut his).await.unwrap();
        assert_eq!(party.history(&ada).await[0], Kind::PasskeyRemoved);
        assert!(party.subjects("ada@example.org").await[0].contains("passkey"), "the owner is notified");
    }

    async fn the_owner_of_an_address_is_found_whatever_the_spelling(party: TestParty) {
        let made = create(&party, said("Ada@Example.org")).await.unwrap();
        let found = party.store().find_owner(&Email::parse("ada@example.ORG").unwrap()).await.unwrap();
        assert_eq!(found, Some(made.user));
    }
}
