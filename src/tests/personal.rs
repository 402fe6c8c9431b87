//! Tests that one list names every column, and the owner can download their data.

use std::collections::BTreeSet;

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, TestBrowser, TestParty, code};
use super::resets;
use crate::RequestContext;
use crate::extras::EXTRAS;
use crate::model::event::SERVER;
use crate::store::export::by_contact as shown_by_contact;
use crate::store::personal::{impersonal, personal};

/// Creates a user with rows in every table: a passkey, a verified address and number, other
/// addresses and numbers requested, recovery codes, a reset, tokens, other sessions and an open
/// ceremony.
pub(crate) async fn with_traces(party: &TestParty, name: &str) -> (TestBrowser, Peer) {
    let (browser, mut key) = (party.browser(), Peer::new());
    let email = format!("{name}@Example.org");
    let operator = RequestContext::operator(party, SERVER);
    party.accounts().invite(&operator, &email).await.unwrap();
    browser.sign_up(&email, &mut key).await;
    browser.redeem(&party.mail_to(&email).await).await.unwrap();
    browser.change_display_name(&format!("The great {name}")).await.unwrap();
    party.browser().sign_in(&mut key).await.unwrap();
    browser
        .request(async |context| party.recovery().create_codes(context, None).await)
        .await
        .unwrap();
    // A reader of her mailbox claims that she has lost everything.
    resets::ask(party, &resets::by_mail(party, &email).await).await.unwrap();
    // A stranger enters the address in another spelling, and starts to sign up with it.
    let stranger = party.browser();
    stranger.ask_for_link(&email.to_uppercase()).await.unwrap();
    stranger.start_sign_up(&email.to_uppercase()).await.unwrap();
    browser.change_address(&format!("{name}@new.example.org")).await.unwrap();
    browser.start_verification().await.unwrap();
    for extra in EXTRAS {
        extra.leave_traces(party, &browser, name).await;
    }
    party.tokens().issue(&browser.signed_in().await.unwrap()).await.unwrap();
    (browser, key)
}

/// Returns the columns to show of a row that matches only an address or number.
fn by_contact(table: &str) -> Option<BTreeSet<&'static str>> {
    let (_, columns) = shown_by_contact().find(|(known, _)| *known == table)?;
    Some(columns.split(", ").collect())
}

/// Returns everything that identifies the user.
pub(crate) async fn marks(party: &TestParty, browser: &TestBrowser, name: &str) -> Vec<String> {
    let user = browser.user().await;
    let passkey = party.passkeys_of(&user).await[0].credential_id.to_string();
    let sessions = party.sessions().list(&browser.signed_in().await.unwrap()).await.unwrap();
    let mut marks = vec![
        user.id.to_string(),
        user.handle().to_string(),
        format!("{name}@"),
        format!("great {name}"),
        passkey,
    ];
    marks.extend(user.phone.map(|phone| phone.to_string()));
    marks.extend(sessions.into_iter().map(|session| session.id.to_string()));
    marks
}

/// Returns the columns that contain one of the marks.
pub(crate) async fn traces(party: &TestParty, marks: &[String]) -> BTreeSet<String> {
    let everything = party.database.everything().await;
    let found = everything.into_iter().filter(|(_, value)| {
        let value = value.to_lowercase();
        marks.iter().any(|mark| value.contains(&mark.to_lowercase()))
    });
    found.map(|(place, _)| place).collect()
}

on_both! {
    async fn every_table_and_column_is_somebodys_or_nobodys(party: TestParty) {
        for (table, columns) in party.database.tables().await {
            if impersonal().any(|(impersonal, _)| *impersonal == table) {
                let named = columns.iter().find(|column| ["user_id", "email"].contains(&column.as_str()));
                assert_eq!(named, None, "{table} is listed as impersonal but has a user's column");
                continue;
            }
            let listed = personal().find(|personal| personal.table == table).unwrap_or_else(|| panic!(
                "The table {table} is new. Enter it in src/store/personal.rs: in PERSONAL, if its rows are \
                 somebody's, so that they are handed to their owner and deleted with the account; otherwise \
                 in IMPERSONAL, with the reason."
            ));
            for column in &columns {
                let times = listed.shown().chain(listed.withheld()).filter(|known| known == column).count();
                assert_eq!(times, 1, "The column {table}.{column} has to stand once in src/store/personal.rs: \
                    in `shown`, if its owner may read it, or in `withheld`, if it is a secret, a hash or a copy.");
            }
        }
        for personal in personal() {
            let is_there = party.database.tables().await.iter().any(|(table, _)| table == personal.table);
            assert!(is_there, "{} is listed in src/store/personal.rs and does not exist", personal.table);
        }
    }

    async fn what_is_handed_out_holds_no_secret(party: TestParty) {
        for personal in personal() {
            for column in personal.shown() {
                let is_secret = ["hash", "token", "secret", "challenge", "state", "body", "link", "code"]
                    .iter().any(|word| column.contains(word));
                assert!(!is_secret || column == "code_tries", "{}.{column}", personal.table);
            }
        }
        let (browser, _) = with_traces(&party, "ada").await;
        let data = browser.download_data().await.unwrap().to_string();
        for message in party.mail().development_mailbox().await.unwrap() {
            for secret in [message.link, message.code].into_iter().flatten() {
                assert!(!data.contains(&secret), "{secret}");
            }
        }
        for (place, value) in party.database.everything().await {
            assert!(!place.contains("hash") || !data.contains(&value), "{place}");
        }
    }

    async fn an_owner_is_handed_everything_of_theirs_and_nothing_of_others(party: TestParty) {
        let (browser, _) = with_traces(&party, "ada").await;
        let (other, _) = with_traces(&party, "bob").await;
        let data = browser.download_data().await.unwrap();
        for personal in personal() {
            let rows = data[personal.table].as_array().unwrap();
            assert!(!rows.is_empty(), "{} has nothing of hers: make with_traces leave a row there", personal.table);
            for row in rows {
                let columns: BTreeSet<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
                let is_by_contact = by_contact(personal.table).is_some_and(|known| known == columns);
                assert!(is_by_contact || columns == personal.shown().collect(), "{} {columns:?}", personal.table);
            }
        }
        let user = &data["users"][0];
        assert_eq!([&user["email"], &user["display_name"]], ["ada@Example.org", "The great ada"]);
        assert!(user["created_at"].as_str().unwrap().ends_with('Z'));
        assert!(data["credentials"][0]["passkey"]["cred"].is_object(), "the public key, as JSON");
        assert_eq!(data["sessions"].as_array().unwrap().len(), 3);
        // She may know that a stranger requested something with her address.
        let mut rows = data["magic_links"].as_array().unwrap().iter().map(|row| row.as_object().unwrap());
        assert!(rows.any(|row| row.keys().map(String::as_str).collect::<BTreeSet<_>>() == by_contact("magic_links").unwrap()));
        assert_eq!(data["events"][0]["kind"], "signed_up");
        assert!(data["events"].as_array().unwrap().iter().any(|event| event["kind"] == "data_downloaded"));

        let text = data.to_string().to_lowercase();
        for mark in marks(&party, &other, "bob").await {
            assert!(!text.contains(&mark.to_lowercase()), "{mark}");
        }
    }

    async fn a_download_tells_nothing_about_strangers_who_typed_the_address(party: TestParty) {
        let (browser, _) = with_traces(&party, "ada").await;
        let mut mallory = party.browser();
        mallory.ip = "198.51.100.7";
        mallory.sign_up("mallory@example.org", &mut Peer::new()).await;
        mallory.redeem(&party.mail_to("mallory@example.org").await).await.unwrap();
        let started = mallory.start_sign_up("ada@example.org").await.unwrap();
        mallory.ask_for_link("ada@example.org").await.unwrap();
        mallory.change_address("ada@example.org").await.unwrap();
        for extra in EXTRAS {
            extra.claim_contact(&mallory).await;
        }
        let data = browser.download_data().await.unwrap().to_string();
        for telling in ["198.51.100", &started.ceremony, &mallory.user().await.id.to_string(), "mallory"] {
            assert!(!data.contains(telling), "{telling}");
        }
    }

    async fn an_assigned_address_shows_and_voids_nothing_of_its_real_owner(party: TestParty) {
        let claimant = party.browser();
        claimant.sign_up("ada@example.org", &mut Peer::new()).await;
        party.database.execute("update users set email_assigned_at = 1, email_verified_at = null").await;
        let ada = party.browser();
        ada.start_sign_up("ada@example.org").await.unwrap();
        ada.ask_for_link("ada@example.org").await.unwrap();
        let data = claimant.download_data().await.unwrap();
        let purposes = |table: &str| data[table].as_array().unwrap().iter().map(|row| row["purpose"].clone()).collect::<Vec<_>>();
        assert_eq!(purposes("magic_links"), ["confirm"]);
        let links = party.count("magic_links").await;
        claimant.delete_account(true).await.unwrap();
        assert_eq!(party.count("magic_links").await, links - 1);
    }

    async fn a_download_needs_a_recent_verification(party: TestParty) {
        let (browser, _) = with_traces(&party, "ada").await;
        party.pass(10 * MINUTE);
        assert_eq!(code(&browser.download_data().await), "verification_required");
        assert_eq!(code(&party.browser().download_data().await), "signed_out");
    }
}
