//! Passkey Flex: transactions and nonces expire, and work once, for one user.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

use crate::passage::BackEnd;
use crate::passage::flex::{Page, nonce_of, transaction, used};

const MINUTE: Duration = Duration::from_mins(1);

on_both! {
    async fn a_nonce_works_once_within_five_minutes(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut key = back_end.user_with_passkey(&mut page, "7").await;
        let nonce = nonce_of(&page.authenticate(None, &mut key).await);
        back_end.verify(&nonce[..20]).await.assert_refused(401, "invalid_nonce");
        BackEnd::without_key(&server).verify(&nonce).await.assert_refused(401, "invalid_access_token");
        assert_eq!(back_end.verify(&nonce).await.status, StatusCode::OK);
        back_end.verify(&nonce).await.assert_refused(401, "invalid_nonce");

        let [in_time, late] = [nonce_of(&page.authenticate(None, &mut key).await), nonce_of(&page.authenticate(None, &mut key).await)];
        server.pass(4 * MINUTE + Duration::from_secs(59));
        assert_eq!(back_end.verify(&in_time).await.status, StatusCode::OK);
        server.pass(Duration::from_secs(1));
        back_end.verify(&late).await.assert_refused(401, "invalid_nonce");
        let (one, other) = (nonce_of(&page.authenticate(None, &mut key).await), &mut BackEnd::new(&server).await);
        let (one, other) = tokio::join!(back_end.verify(&one), other.verify(&one));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401]);
    }

    async fn a_transaction_accepts_one_response_of_its_kind(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut key = back_end.user_with_passkey(&mut page, "7").await;
        // Started twice, as after a cancelled first try.
        let transaction_id = transaction(&back_end.authentication("7").await);
        let first = page.started("authenticate", Some(&transaction_id)).await;
        let second = page.started("authenticate", Some(&transaction_id)).await;
        let [one, two] = [used(&mut key, &first).await, used(&mut key, &second).await];
        nonce_of(&page.finish("authenticate", Some(&transaction_id), &second, &two).await);
        page.finish("authenticate", Some(&transaction_id), &first, &one).await.assert_refused(404, "transaction_not_found");
        page.finish("authenticate", Some(&transaction_id), &second, &two).await.assert_refused(404, "transaction_not_found");
        page.start("authenticate", Some(&transaction_id)).await.assert_refused(404, "transaction_not_found");

        // A wrong response changes nothing.
        let transaction_id = transaction(&back_end.authentication("7").await);
        let handshake = page.started("authenticate", Some(&transaction_id)).await;
        let mut bent = used(&mut key, &handshake).await;
        bent["response"]["signature"] = json!("MEUCIQ");
        page.finish("authenticate", Some(&transaction_id), &handshake, &bent).await.assert_refused(401, "webauthn_login_failed");
        let right = used(&mut key, &handshake).await;
        nonce_of(&page.finish("authenticate", Some(&transaction_id), &handshake, &right).await);

        // The other kind of ceremony, or an unknown transaction.
        let registration = back_end.registration("8").await;
        page.start("authenticate", Some(&registration)).await.assert_refused(404, "transaction_not_found");
        let authentication = transaction(&back_end.authentication("7").await);
        page.start("register", Some(&authentication)).await.assert_refused(404, "transaction_not_found");
        for none in [None, Some(""), Some("unknown")] {
            page.start("register", none).await.assert_refused(404, "transaction_not_found");
        }
        let handshake = page.started("authenticate", Some(&authentication)).await;
        let answer = used(&mut key, &handshake).await;
        page.finish("register", Some(&authentication), &handshake, &answer).await.assert_refused(401, "webauthn_login_failed");
        page.start("authenticate", Some("unknown")).await.assert_refused(404, "transaction_not_found");
    }

    async fn a_handshake_belongs_to_its_transaction(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut key = back_end.user_with_passkey(&mut page, "7").await;
        let [one, other] = [transaction(&back_end.authentication("7").await), transaction(&back_end.authentication("7").await)];
        for (begun, ended) in [(Some(&one), Some(&other)), (Some(&one), None), (None, Some(&other))] {
            let (begun, ended) = (begun.map(String::as_str), ended.map(String::as_str));
            let handshake = page.started("authenticate", begun).await;
            let answer = used(&mut key, &handshake).await;
            let refused = page.finish("authenticate", ended, &handshake, &answer).await;
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{}", refused.body);
        }
        // None of this has used up a transaction.
        nonce_of(&page.authenticate(Some(&one), &mut key).await);

        // A handshake with the secret of another one.
        let handshake = page.started("authenticate", None).await;
        let another = page.started("authenticate", None).await;
        let answer = used(&mut key, &handshake).await;
        let [id, secret] = [&handshake, &another].map(|one| one["id"].as_str().unwrap().to_owned());
        let mixed = format!("{}.{}", id.split_once('.').unwrap().0, secret.split_once('.').unwrap().1);
        page.finish("authenticate", None, &json!({ "id": mixed }), &answer).await.assert_refused(401, "discoverable_login_failed");
    }

    async fn a_transaction_expires_after_ten_minutes(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut key = back_end.user_with_passkey(&mut page, "7").await;
        let transaction_id = transaction(&back_end.authentication("7").await);
        server.pass(9 * MINUTE);
        let handshake = page.started("authenticate", Some(&transaction_id)).await;
        let answer = used(&mut key, &handshake).await;
        server.pass(MINUTE);
        page.finish("authenticate", Some(&transaction_id), &handshake, &answer).await.assert_refused(404, "transaction_not_found");
        page.start("authenticate", Some(&transaction_id)).await.assert_refused(404, "transaction_not_found");
    }

    async fn a_transaction_works_only_for_its_user(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        back_end.user_with_passkey(&mut page, "7").await;
        let mut eves = back_end.user_with_passkey(&mut page, "eve").await;
        let transaction_id = transaction(&back_end.authentication("7").await);
        let mut handshake = page.started("authenticate", Some(&transaction_id)).await;
        handshake["challenge"]["publicKey"]["allowCredentials"] = json!([]);
        let answer = used(&mut eves, &handshake).await;
        page.finish("authenticate", Some(&transaction_id), &handshake, &answer).await.assert_refused(401, "webauthn_login_failed");
        // A passkey of this site's own users gives the back end no nonce either.
        let mut own = Peer::new();
        server.browser().sign_up("ada@example.org", &mut own).await;
        page.authenticate(None, &mut own).await.assert_refused(401, "discoverable_login_failed");
    }
}
