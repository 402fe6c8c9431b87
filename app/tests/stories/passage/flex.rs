//! Passkey Flex: a back end that manages its own users, and its page in a browser.

use http::StatusCode;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::server::{Answer, TestServer};
use testing::{ORIGIN, on_both};

use crate::passage::BackEnd;

/// The back end's page. It sends no API key.
pub(crate) struct Page(BackEnd);

impl Page {
    pub(crate) fn of(server: &TestServer) -> Self {
        Self(BackEnd::without_key(server))
    }

    pub(crate) async fn start(&mut self, what: &str, transaction: Option<&str>) -> Answer {
        let path = format!("/{what}/transactions/webauthn/start");
        self.0.post(&path, &json!({ "transaction_id": transaction })).await
    }

    pub(crate) async fn started(&mut self, what: &str, transaction: Option<&str>) -> Value {
        let answer = self.start(what, transaction).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let answer = answer.json();
        assert_eq!(answer["transaction_id"], json!(transaction));
        answer["handshake"].clone()
    }

    pub(crate) async fn finish(
        &mut self,
        what: &str,
        transaction: Option<&str>,
        handshake: &Value,
        response: &Value,
    ) -> Answer {
        let path = format!("/{what}/transactions/webauthn/finish");
        let id = &handshake["id"];
        let body = json!({ "transaction_id": transaction, "handshake_id": id, "handshake_response": response });
        self.0.post(&path, &body).await
    }

    /// Creates a passkey, with all requests.
    pub(crate) async fn register(&mut self, transaction: &str, key: &mut Peer) -> Answer {
        let handshake = self.started("register", Some(transaction)).await;
        let made = made(key, &handshake).await;
        self.finish("register", Some(transaction), &handshake, &made).await
    }

    /// Uses a passkey, with all requests.
    pub(crate) async fn authenticate(
        &mut self,
        transaction: Option<&str>,
        key: &mut Peer,
    ) -> Answer {
        let handshake = self.started("authenticate", transaction).await;
        let used = used(key, &handshake).await;
        self.finish("authenticate", transaction, &handshake, &used).await
    }
}

/// A credential as passage-flex-js sends it: the transports next to the response, and nothing else.
pub(crate) async fn made(key: &mut Peer, handshake: &Value) -> Value {
    let made: Value =
        serde_json::from_str(&key.create(ORIGIN, &handshake["challenge"]).await.unwrap()).unwrap();
    json!({
        "id": made["id"], "rawId": made["rawId"], "type": made["type"],
        "response": {
            "attestationObject": made["response"]["attestationObject"],
            "clientDataJSON": made["response"]["clientDataJSON"],
        },
        "transports": ["internal", "hybrid"],
    })
}

/// An assertion as passage-flex-js sends it.
pub(crate) async fn used(key: &mut Peer, handshake: &Value) -> Value {
    let used: Value =
        serde_json::from_str(&key.get(ORIGIN, &handshake["challenge"]).await.unwrap()).unwrap();
    json!({
        "id": used["id"], "rawId": used["rawId"], "type": used["type"],
        "response": {
            "clientDataJSON": used["response"]["clientDataJSON"],
            "authenticatorData": used["response"]["authenticatorData"],
            "signature": used["response"]["signature"],
            "userHandle": used["response"]["userHandle"].as_str().unwrap_or_default(),
        },
    })
}

impl BackEnd {
    pub(crate) async fn registration(&mut self, external_id: &str) -> String {
        let body = json!({ "external_id": external_id, "passkey_display_name": "Ada" });
        transaction(&self.post("/transactions/register", &body).await)
    }

    /// Creates a registration transaction for a user who has lost their passkeys.
    pub(crate) async fn recovery(&mut self, external_id: &str) -> String {
        let body =
            json!({ "external_id": external_id, "passkey_display_name": "Ada", "recovery": true });
        transaction(&self.post("/transactions/register", &body).await)
    }

    pub(crate) async fn authentication(&mut self, external_id: &str) -> Answer {
        self.post("/transactions/authenticate", &json!({ "external_id": external_id })).await
    }

    pub(crate) async fn verify(&mut self, nonce: &str) -> Answer {
        self.post("/authenticate/verify", &json!({ "nonce": nonce })).await
    }

    /// Creates a user with a passkey.
    pub(crate) async fn user_with_passkey(&mut self, page: &mut Page, external_id: &str) -> Peer {
        let (transaction, mut key) = (self.registration(external_id).await, Peer::new());
        nonce_of(&page.register(&transaction, &mut key).await);
        key
    }
}

#[track_caller]
pub(crate) fn transaction(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()["transaction_id"].as_str().unwrap().to_owned()
}

#[track_caller]
pub(crate) fn nonce_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()["nonce"].as_str().unwrap().to_owned()
}

on_both! {
    async fn the_back_end_learns_who_created_or_used_a_passkey(server: TestServer) {
        let (mut back_end, mut page, mut key) = (BackEnd::new(&server).await, Page::of(&server), Peer::new());
        let transaction_id = back_end.registration("customer 7").await;
        let handshake = page.started("register", Some(&transaction_id)).await;
        let user = &handshake["challenge"]["publicKey"]["user"];
        assert_eq!((&user["name"], &user["displayName"]), (&json!("Ada"), &json!("Ada")));
        let answer = made(&mut key, &handshake).await;
        let nonce = nonce_of(&page.finish("register", Some(&transaction_id), &handshake, &answer).await);
        assert_eq!(back_end.verify(&nonce).await.json(), json!({ "external_id": "customer 7" }));

        let transaction_id = transaction(&back_end.authentication("customer 7").await);
        let handshake = page.started("authenticate", Some(&transaction_id)).await;
        let allowed = &handshake["challenge"]["publicKey"]["allowCredentials"];
        assert_eq!((allowed.as_array().unwrap().len(), &allowed[0]["transports"]), (1, &json!(["hybrid", "internal"])));
        let nonce = nonce_of(&page.authenticate(Some(&transaction_id), &mut key).await);
        assert_eq!(back_end.verify(&nonce).await.json(), json!({ "external_id": "customer 7" }));
        // From the autofill list, before a user is known.
        let nonce = nonce_of(&page.authenticate(None, &mut key).await);
        assert_eq!(back_end.verify(&nonce).await.json(), json!({ "external_id": "customer 7" }));
        assert_eq!((server.count("users").await, server.count("sessions").await), (1, 0));
    }

    async fn users_without_passkeys_and_deactivated_users_get_no_transaction(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        back_end.authentication("nobody").await.assert_refused(409, "user_has_no_passkeys");
        back_end.registration("7").await;
        back_end.authentication("7").await.assert_refused(409, "user_has_no_passkeys");
        let mut key = back_end.user_with_passkey(&mut page, "8").await;
        let open = transaction(&back_end.authentication("8").await);
        let held = nonce_of(&page.authenticate(None, &mut key).await);
        let list = back_end.get("/users?identifier=8").await.json();
        let user = format!("/users/{}", list["users"][0]["id"].as_str().unwrap());
        back_end.patch(&format!("{user}/deactivate"), &Value::Null).await;
        back_end.authentication("8").await.assert_refused(403, "cannot_create_transaction");
        back_end.post("/transactions/register", &json!({ "external_id": "8", "passkey_display_name": "A" })).await
            .assert_refused(403, "cannot_create_transaction");
        page.authenticate(Some(&open), &mut key).await.assert_refused(403, "user_not_active");
        page.authenticate(None, &mut key).await.assert_refused(403, "user_not_active");
        back_end.verify(&held).await.assert_refused(401, "invalid_nonce");
        for body in [json!({}), json!({ "external_id": "" }), json!({ "external_id": "a\nb", "passkey_display_name": "A" }),
            json!({ "external_id": "a", "passkey_display_name": " " }), json!({ "external_id": "a".repeat(255), "passkey_display_name": "A" })] {
            back_end.post("/transactions/register", &body).await.assert_refused(400, "invalid_request");
        }
        BackEnd::without_key(&server).authentication("7").await.assert_refused(401, "invalid_access_token");
    }

    async fn the_management_api_finds_users_by_external_id(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let [one, two] = ["Customer-7", "customer-7"];
        back_end.user_with_passkey(&mut page, one).await;
        back_end.user_with_passkey(&mut page, two).await;
        // A user claims an address that equals another user's external id.
        back_end.user_with_passkey(&mut page, "ada@example.org").await;
        server.browser().sign_up("ada@example.org", &mut Peer::new()).await;
        for external_id in [one, two, "ada@example.org"] {
            let list = back_end.get(&format!("/users?identifier={external_id}&limit=1")).await.json();
            assert_eq!((&list["total_users"], &list["users"][0]["external_id"]), (&json!(1), &json!(external_id)));
        }
        let list = back_end.get(&format!("/users?identifier={one}")).await.json();
        let user = format!("/users/{}", list["users"][0]["id"].as_str().unwrap());
        let user_now = back_end.get(&user).await.json()["user"].clone();
        assert_eq!((&user_now["external_id"], &user_now["status"], &user_now["email"]), (&json!(one), &json!("active"), &json!("")));
        assert_eq!((&user_now["webauthn"], &user_now["login_count"]), (&json!(true), &json!(1)));
        let devices = back_end.get(&format!("{user}/devices")).await.json();
        let device = devices["devices"][0]["id"].as_str().unwrap();
        assert_eq!(back_end.delete(&format!("{user}/devices/{device}")).await.status, StatusCode::OK);
        back_end.authentication(one).await.assert_refused(409, "user_has_no_passkeys");
        assert_eq!(back_end.get("/users?identifier=ne:customer-7").await.json()["total_users"], 3);
        assert_eq!(back_end.get("/users?identifier=like:CUSTOMER").await.json()["total_users"], 2);
        assert_eq!(back_end.get("/users?identifier=nobody").await.json()["total_users"], 0);
    }

    async fn a_second_passkey_is_added_and_the_first_is_not_created_again(server: TestServer) {
        let (mut back_end, mut page) = (BackEnd::new(&server).await, Page::of(&server));
        let mut key = back_end.user_with_passkey(&mut page, "7").await;
        let transaction_id = back_end.registration("7").await;
        nonce_of(&page.authenticate(Some(&transaction_id), &mut key).await);
        let handshake = page.started("register", Some(&transaction_id)).await;
        assert_eq!(handshake["challenge"]["publicKey"]["excludeCredentials"].as_array().unwrap().len(), 1);
        assert!(key.create(ORIGIN, &handshake["challenge"]).await.is_err());
        let second = made(&mut Peer::new(), &handshake).await;
        nonce_of(&page.finish("register", Some(&transaction_id), &handshake, &second).await);
        assert_eq!((server.count("users").await, server.count("credentials").await), (1, 2));

        let path = "/register/transactions/webauthn/start";
        let transaction_id = back_end.recovery("7").await;
        for (wanted, expected) in [("platform", json!("platform")), ("cross-platform", json!("cross-platform")), ("any", Value::Null)] {
            let body = json!({ "transaction_id": transaction_id, "authenticator_attachment": wanted });
            let answer = page.0.post(path, &body).await.json();
            let selection = &answer["handshake"]["challenge"]["publicKey"]["authenticatorSelection"];
            assert_eq!(selection["authenticatorAttachment"], expected);
        }
    }
}
