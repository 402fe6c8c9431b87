//! Passkey Flex: what another passkey requires for a user who already has passkeys.

use serde_json::{Value, json};

use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

use crate::passage::BackEnd;
use crate::passage::flex::{Page, made, nonce_of, used};

on_both! {
    async fn a_transaction_alone_adds_no_passkey_to_a_user_who_has_one(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut key = back_end.user_with_passkey(&mut page, "7").await;
        let leaked = back_end.registration("7").await;
        page.start("register", Some(&leaked)).await.assert_refused(403, "verification_required");
        // The transaction still works as intended.
        let nonce = nonce_of(&page.authenticate(Some(&leaked), &mut key).await);
        assert_eq!(back_end.verify(&nonce).await.json(), json!({ "external_id": "7" }));
        let nonce = nonce_of(&page.register(&leaked, &mut Peer::new()).await);
        assert_eq!(back_end.verify(&nonce).await.json(), json!({ "external_id": "7" }));
        page.start("register", Some(&leaked)).await.assert_refused(404, "transaction_not_found");
        page.start("authenticate", Some(&leaked)).await.assert_refused(404, "transaction_not_found");
        assert_eq!(server.count("credentials").await, 2);
    }

    async fn a_recovery_transaction_needs_no_existing_passkey(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        back_end.user_with_passkey(&mut page, "7").await;
        let transaction = back_end.recovery("7").await;
        let mut new = Peer::new();
        let nonce = nonce_of(&page.register(&transaction, &mut new).await);
        assert_eq!(back_end.verify(&nonce).await.json(), json!({ "external_id": "7" }));
        nonce_of(&page.authenticate(None, &mut new).await);
        // Anything but a boolean is rejected, so that a mistake doesn't count as true.
        for odd in [json!("true"), json!(1), Value::Null] {
            let body = json!({ "external_id": "7", "passkey_display_name": "A", "recovery": odd });
            back_end.post("/transactions/register", &body).await.assert_refused(400, "invalid_request");
        }
    }

    async fn another_users_passkey_or_another_transaction_does_not_authorise(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut key = back_end.user_with_passkey(&mut page, "7").await;
        let mut eves = back_end.user_with_passkey(&mut page, "eve").await;
        // Eve's own passkey, although the page asks for the user's.
        let leaked = back_end.registration("7").await;
        let mut handshake = page.started("authenticate", Some(&leaked)).await;
        handshake["challenge"]["publicKey"]["allowCredentials"] = json!([]);
        let answer = used(&mut eves, &handshake).await;
        page.finish("authenticate", Some(&leaked), &handshake, &answer).await
            .assert_refused(401, "webauthn_login_failed");
        page.start("register", Some(&leaked)).await.assert_refused(403, "verification_required");
        // Another transaction of the same user isn't authorised by it.
        let (one, other) = (back_end.registration("7").await, back_end.registration("7").await);
        nonce_of(&page.authenticate(Some(&one), &mut key).await);
        nonce_of(&page.authenticate(None, &mut key).await);
        page.start("register", Some(&other)).await.assert_refused(403, "verification_required");
        assert_eq!(server.count("credentials").await, 2);
    }

    async fn a_registration_started_before_the_first_passkey_cannot_finish_after_it(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let leaked = back_end.registration("7").await;
        let handshake = page.started("register", Some(&leaked)).await;
        let thiefs = made(&mut Peer::new(), &handshake).await;
        back_end.user_with_passkey(&mut page, "7").await;
        page.finish("register", Some(&leaked), &handshake, &thiefs).await
            .assert_refused(403, "verification_required");
        assert_eq!(server.count("credentials").await, 1);
    }

    async fn a_removed_passkey_no_longer_authorises_a_transaction(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut stolen = back_end.user_with_passkey(&mut page, "7").await;
        let transaction = back_end.recovery("7").await;
        nonce_of(&page.register(&transaction, &mut Peer::new()).await);
        let proven = back_end.registration("7").await;
        nonce_of(&page.authenticate(Some(&proven), &mut stolen).await);
        let list = back_end.get("/users?identifier=7").await.json();
        let user = format!("/users/{}", list["users"][0]["id"].as_str().unwrap());
        let devices = back_end.get(&format!("{user}/devices")).await.json();
        let first = devices["devices"].as_array().unwrap().iter().min_by_key(|one| one["created_at"].to_string());
        let first = first.unwrap()["id"].as_str().unwrap();
        back_end.delete(&format!("{user}/devices/{first}")).await;
        page.start("register", Some(&proven)).await.assert_refused(403, "verification_required");
    }
}
