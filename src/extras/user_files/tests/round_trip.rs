//! Exports, and what is left of accounts after a journey to another database and back.

use serde_json::json;
use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::{import, outcomes, passkey};
use crate::tests::party::{TestParty, honest};

async fn export(party: &TestParty) -> Vec<u8> {
    let mut file = Vec::new();
    let count = party.user_files().export(&mut file, &mut |_| {}).await.unwrap();
    assert_eq!(count, u64::try_from(party.count("users").await).unwrap());
    file
}

/// Returns all values of accounts and passkeys. On both engines, in the same order.
async fn accounts(party: &TestParty) -> Vec<(String, String)> {
    let mut all = party.database.everything().await;
    all.retain(|(place, _)| place.starts_with("users.") || place.starts_with("credentials."));
    all.sort();
    all
}

on_both! {
    async fn an_export_read_into_an_empty_database_loses_nothing(party: TestParty) {
        // Every column of both tables has a value.
        let (ada, mut phone) = (party.browser(), Peer::counting());
        ada.sign_up("Ada@example.org", &mut phone).await;
        ada.redeem(&party.newest_mail().await).await.unwrap();
        ada.change_display_name("Ada, \"Countess\"\u{2019}s 1st").await.unwrap();
        ada.sign_in(&mut phone).await.unwrap();
        ada.add_passkey(&mut Peer::of_model([7; 16])).await.unwrap();
        let mut key = Hostile::new();
        let elsewhere = json!({
            "email": "grace@example.org", "external_id": "old 7", "user_handle": "Z3JhY2U", "locale": "de",
            "metadata": { "plan": "gold", "levels": [1, { "a": null }] }, "phone": "+4915123456789",
            "phone_assigned_at": "2025-01-01T00:00:00Z", "email_assigned_at": "2025-01-01T00:00:00Z",
            "passkeys": [passkey(&mut key, b"grace")],
        });
        assert_eq!(outcomes(&import(&party, elsewhere.to_string()).await)[0].1, "created");
        party.database.execute(
            "update users set passkey_offered_at = 11, deactivated_at = 12, last_login_at = 13,
                    phone_verified_at = 14, activated_at = 15
             where external_id = 'old 7'",
        ).await;
        party.database.execute("update credentials set backup_eligibility_changed_at = 16").await;
        // Its attestation is stored, too.
        let bob = party.browser();
        bob.enter_by_mail("bob@example.org").await;
        let mut attested = Hostile::new();
        bob.add_bent(&mut attested, |answer| answer.attest_to_itself(-7)).await.unwrap();

        let before = accounts(&party).await;
        for (table, columns) in party.database.tables().await {
            for column in columns.iter().filter(|_| ["users", "credentials"].contains(&table.as_str())) {
                let place = format!("{table}.{column}");
                assert!(before.iter().any(|(known, _)| *known == place), "give {place} a value");
            }
        }
        let other = TestParty::start(party.database.another().await).await;
        let rows = import(&other, export(&party).await).await;
        assert!(outcomes(&rows).iter().all(|(_, what)| what == "created"), "{rows:?}");
        assert_eq!(accounts(&other).await, before);
        assert_eq!(export(&other).await, export(&party).await);

        let returning = other.browser();
        assert_eq!(returning.sign_in(&mut phone).await.unwrap().email.unwrap().to_string(), "Ada@example.org");
        returning.sign_out().await;
        returning.sign_in_bent(&attested, honest).await.unwrap();
        // Back at the first server, nothing is new.
        assert!(outcomes(&import(&party, export(&other).await).await).iter().all(|(_, what)| what == "exists"));
    }

    async fn an_exported_public_key_is_a_cose_key(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        let file = export(&party).await;
        let row: serde_json::Value = serde_json::from_slice(&file).unwrap();
        assert_eq!(row["passkeys"][0]["public_key"], passkey(&mut key, b"x")["public_key"]);
    }

    async fn more_accounts_than_one_page_are_exported(party: TestParty) {
        let rows: Vec<_> = (0..1203).map(|nth| format!("user{nth}@example.org,true\n")).collect();
        let rows = import(&party, format!("email,email_verified\n{}", rows.concat())).await;
        assert_eq!(rows.len(), 1203);
        let file = String::from_utf8(export(&party).await).unwrap();
        assert_eq!(file.lines().count(), 1203);
        assert!(file.contains("user1202@example.org"));
    }
}
