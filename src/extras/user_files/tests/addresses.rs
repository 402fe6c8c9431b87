//! Which account an imported address belongs to.

use serde_json::json;
use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::{import, outcomes, owner, passkey};
use crate::model::event::Kind;
use crate::tests::party::TestParty;

const HEADER: &str = "id,email,email_verified,status";

on_both! {
    async fn a_verified_address_is_the_accounts_own_and_claims_to_it_are_dropped(party: TestParty) {
        let claimant = party.browser().sign_up("ada@example.org", &mut Peer::new()).await;
        import(&party, format!("{HEADER}\nold1,ada@example.org,true,active\n")).await;
        let ada = owner(&party, "ada@example.org").await.unwrap();
        assert_eq!(ada.external_id.as_deref(), Some("old1"));
        assert!(ada.email_verified_at.is_some());
        assert_eq!(party.user(&claimant).await.unwrap().email, None);
        assert_eq!(party.history(&claimant).await[0], Kind::ClaimDropped);
        let sent = party.subjects("ada@example.org").await;
        assert!(sent.len() <= 1, "an import sends nothing: {sent:?}");
        let user = party.browser().enter_by_mail("ada@example.org").await;
        assert_eq!(user.id, ada.id);
    }

    async fn an_unverified_address_without_a_passkey_is_verified_by_its_first_email(party: TestParty) {
        import(&party, format!("{HEADER}\nold1,ada@example.org,false,pending\n")).await;
        let ada = owner(&party, "ada@example.org").await.unwrap();
        assert_eq!(ada.email_verified_at, None);
        let user = party.browser().enter_by_mail("ada@example.org").await;
        assert_eq!((user.id, user.email_verified_at.is_some()), (ada.id, true));
    }

    async fn an_unverified_address_with_a_passkey_is_only_a_claim(party: TestParty) {
        // A stranger may have registered it at the other service.
        let row = json!([{
            "user_id": "a9ae6bc8-d829-43de-b672-f50230833877",
            "emails": [{ "address": "ada@example.org", "is_primary": true, "is_verified": false }],
            "webauthn_credentials": [{
                "id": passkey(&mut Hostile::new(), b"x")["credential_id"],
                "public_key": passkey(&mut Hostile::new(), b"x")["public_key"],
            }],
        }]);
        let rows = import(&party, row.to_string()).await;
        assert_eq!(outcomes(&rows), [(1, "created".to_owned())]);
        assert_eq!(owner(&party, "ada@example.org").await, None);
        let ada = party.browser().enter_by_mail("ada@example.org").await;
        assert_eq!(ada.external_id, None, "the owner of the address gets an account of their own");
    }

    async fn an_address_is_never_taken_from_an_account_that_verified_it(party: TestParty) {
        let ada = party.browser().enter_by_mail("ada@example.org").await;
        let rows = import(&party, format!("{HEADER}\nold1,ADA@example.org,true,active\n")).await;
        let (line, what) = &outcomes(&rows)[0];
        assert_eq!((*line, what.as_str()), (2, format!("The address belongs to the account {}", ada.id).as_str()));
        assert_eq!(owner(&party, "ada@example.org").await, Some(ada));
        assert_eq!(party.count("users").await, 1);
        // Without an id, the address names the account.
        let rows = import(&party, "email\nada@example.org\n").await;
        assert_eq!(outcomes(&rows), [(2, "exists".to_owned())]);
    }

    async fn at_most_twenty_imported_accounts_claim_an_address(party: TestParty) {
        let rows: Vec<_> = (0..30)
            .map(|nth: u8| {
                let mut key = Hostile::new();
                let member = passkey(&mut key, &[nth]);
                let row = json!({ "email": "ada@example.org", "user_handle": format!("{nth:04}"), "passkeys": [member] });
                format!("{row}\n")
            })
            .collect();
        let rows = import(&party, rows.concat()).await;
        assert!(outcomes(&rows).iter().all(|(_, what)| what == "created"), "{rows:?}");
        let claims = party.database.text(
            "select cast(count(*) as text) from users where email_key = 'ada@example.org'",
        );
        assert_eq!((claims.await.as_str(), party.count("users").await), ("20", 30));
    }

    async fn a_status_is_kept(party: TestParty) {
        let file = format!(
            "{HEADER}\n1,a@example.org,true,active\n2,b@example.org,true,inactive\n3,c@example.org,true,pending\n"
        );
        import(&party, file).await;
        let states = party.database.text(
            "select cast((select count(*) from users where deactivated_at is not null and external_id = '2')
                 + 10 * (select count(*) from users where activated_at is null and external_id = '3') as text)",
        );
        assert_eq!(states.await, "11");
        let browser = party.browser();
        browser.ask_for_link("b@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        assert!(browser.redeem(&mail).await.is_err(), "a deactivated account lets no one in");
    }
}
