//! The formats of other services.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use testing::authenticator::Hostile;
use testing::on_both;
use uuid::Uuid;

use super::{Format, ImportOptions, import, import_with, outcomes, owner, passkey};
use crate::tests::party::{TestParty, honest};

on_both! {
    async fn a_row_of_a_table_keeps_its_id_times_and_metadata(party: TestParty) {
        let file = "id,created_at,updated_at,status,email,email_verified,phone,phone_verified,last_login_at,login_count,user_metadata,plan,webauthn_types\n\
            Aq9zT1bcD3xYw4KL5mN6pQ7r,2023-02-03T04:05:06.789Z,2024-01-01T00:00:00Z,active,ada@example.org,true,+4915123456789,false,0001-01-01T00:00:00Z,12,\"{\"\"nickname\"\":\"\"Ada\"\"}\",gold,passkey\n";
        let options = ImportOptions { metadata: vec!["plan".to_owned()], ..ImportOptions::default() };
        let (rows, totals) = import_with(&party, file, options).await.unwrap();
        assert_eq!((outcomes(&rows), totals.ignored), (vec![(2, "created".to_owned())], vec!["webauthn_types".to_owned()]));
        let ada = owner(&party, "ada@example.org").await.unwrap();
        assert_eq!(ada.external_id.as_deref(), Some("Aq9zT1bcD3xYw4KL5mN6pQ7r"));
        assert_eq!(ada.created_at, 1_675_397_106);
        assert_eq!((ada.phone.map(|phone| phone.to_string()).as_deref(), ada.phone_verified_at), (Some("+4915123456789"), None));
        assert!(ada.phone_assigned_at.is_some());
        let stored = party.database.text(
            "select metadata || ' ' || cast(login_count as text) || ' ' || coalesce(cast(last_login_at as text), 'never')
             from users",
        );
        assert_eq!(stored.await, r#"{"nickname":"Ada","plan":"gold"} 12 never"#);
    }

    async fn a_column_to_keep_must_exist(party: TestParty) {
        let options = ImportOptions { metadata: vec!["plan".to_owned()], ..ImportOptions::default() };
        let problem = import_with(&party, "email\nada@example.org\n", options).await.unwrap_err();
        assert_eq!(problem, "the header has no column plan");
    }

    async fn passkeys_of_hanko_sign_in_whatever_their_user_handle_is(party: TestParty) {
        let id = Uuid::parse_str("a9ae6bc8-d829-43de-b672-f50230833877").unwrap();
        let mut keys = [Hostile::new(), Hostile::new(), Hostile::new()];
        let [ada, other, grace] = &mut keys;
        let credential = |key: &mut Hostile, handle: &[u8], given: Option<&str>| {
            let passkey = passkey(key, handle);
            json!({
                "id": passkey["credential_id"], "name": "My phone", "public_key": passkey["public_key"],
                "attestation_type": "none", "aaguid": "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4", "sign_count": 0,
                "last_used_at": "2025-03-04T05:06:07Z", "created_at": "2024-08-17T12:05:15.651387237Z",
                "updated_at": "2024-08-17T12:05:15.651387237Z", "transports": ["internal", "hybrid"],
                "backup_eligible": false, "backup_state": false, "mfa_only": false, "user_handle": given,
            })
        };
        let email = |address: &str, is_primary| json!({ "address": address, "is_primary": is_primary, "is_verified": true });
        let file = serde_json::to_string_pretty(&json!([
            {
                "user_id": id,
                "emails": [email("second@example.org", false), email("ada@example.org", true)],
                "password": null, "otp_secret": null, "created_at": "2024-08-17T12:05:15.651387237Z",
                "webauthn_credentials": [
                    credential(ada, id.as_bytes(), None),
                    credential(other, b"another", Some("another")),
                ],
            },
            {
                "user_id": "2f0649cf-c71e-48a5-92c3-210addb80281",
                "emails": null, "username": "grace", "password": null, "otp_secret": null,
                "webauthn_credentials": [credential(grace, b"legacy|42", Some("legacy|42"))],
            },
        ])).unwrap();
        let rows = import(&party, file).await;
        assert!(outcomes(&rows).iter().all(|(_, what)| what == "created"), "{rows:?}");
        assert_eq!(rows[0].notes, [
            "left out second@example.org: an account has one address".to_owned(),
            format!("left out the passkey {}: it has another user handle", URL_SAFE_NO_PAD.encode(&other.id)),
        ]);
        let browser = party.browser();
        browser.sign_in_bent(ada, honest).await.unwrap();
        let user = browser.user().await;
        assert_eq!(user.external_id, Some(id.to_string()));
        let [passkey] = &party.passkeys_of(&user).await[..] else { panic!("one passkey") };
        assert_eq!((passkey.name.as_str(), passkey.provider()), ("My phone", Some("Google Password Manager")));
        assert_eq!(passkey.created_at, 1_723_896_315);
        browser.sign_out().await;
        browser.sign_in_bent(grace, honest).await.unwrap();
        assert_eq!(browser.user().await.display_name.as_deref(), Some("grace"));
    }

    async fn the_format_can_be_named(party: TestParty) {
        let options = ImportOptions { format: Some(Format::Ndjson), ..ImportOptions::default() };
        let (rows, _) = import_with(&party, "email\nada@example.org\n", options).await.unwrap();
        assert!(outcomes(&rows).iter().all(|(_, what)| what.starts_with("Not an account: ")), "{rows:?}");
        let (rows, _) = import_with(&party, "{\"emial\": 7}\n", ImportOptions::default()).await.unwrap();
        assert!(outcomes(&rows)[0].1.starts_with("Not an account: unknown field `emial`"), "{rows:?}");
    }
}
