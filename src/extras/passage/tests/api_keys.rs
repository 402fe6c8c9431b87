//! Tests which back end may use the management API, and for what.

use axum::extract::FromRequestParts as _;
use http::header::AUTHORIZATION;
use http::{Method, Request};
use testing::on_both;

use crate::Result;
use crate::crypto::secret::Secret;
use crate::extras::passage::ApiKey;
use crate::extras::passage::api_key::{NewKey, Scope};
use crate::model::event::SERVER;
use crate::tests::party::{MINUTE, SECOND, TestParty, code, just_under};
use crate::web::request_context::RequestContext;

fn by_server(party: &TestParty) -> RequestContext {
    RequestContext::operator(party, SERVER)
}

async fn present(party: &TestParty, method: Method, authorization: &str) -> Result<ApiKey> {
    let request = Request::builder().method(method).header(AUTHORIZATION, authorization);
    let mut head = request.body(()).unwrap().into_parts().0;
    ApiKey::from_request_parts(&mut head, &**party).await
}

async fn with(party: &TestParty, method: Method, key: &Secret) -> Result<ApiKey> {
    present(party, method, &format!("Bearer {}", key.expose())).await
}

on_both! {
    async fn a_key_opens_what_its_scope_says(party: TestParty) {
        let write = party.api_keys().create("billing", Scope::Write).await.unwrap();
        let read = party.api_keys().create("reports", Scope::Read).await.unwrap();
        for method in [Method::GET, Method::HEAD] {
            assert_eq!(with(&party, method.clone(), &write).await.unwrap().name, "billing");
            assert_eq!(with(&party, method, &read).await.unwrap().name, "reports");
        }
        for method in [Method::POST, Method::PATCH, Method::PUT, Method::DELETE] {
            assert_eq!(with(&party, method.clone(), &write).await.unwrap().scope, Scope::Write);
            assert_eq!(code(&with(&party, method, &read).await), "read_only_key");
        }
    }

    async fn what_is_no_key_or_none_any_more_opens_nothing(party: TestParty) {
        let key = party.api_keys().create("billing", Scope::Write).await.unwrap();
        let other = party.api_keys().create("reports", Scope::Write).await.unwrap();
        let prefix = &key.expose()[..11];
        let hash = key.hash();
        for wrong in ["", "Bearer", "Bearer ", &format!("Bearer {prefix}"), &format!("Bearer {hash}"),
            &format!("Basic {}", key.expose()), key.expose(), "Bearer \u{e9}"] {
            assert_eq!(code(&present(&party, Method::GET, wrong).await), "invalid_api_key", "{wrong}");
        }
        party.api_keys().revoke(&by_server(&party), prefix).await.unwrap();
        assert_eq!(code(&with(&party, Method::GET, &key).await), "invalid_api_key");
        assert_eq!(code(&party.api_keys().revoke(&by_server(&party), prefix).await), "not_found");
        with(&party, Method::GET, &other).await.unwrap();
        let listed = party.api_keys().list().await.unwrap();
        assert_eq!((listed.len(), listed[0].name.as_str()), (1, "reports"));
    }

    async fn a_key_works_for_as_long_as_the_operator_says(party: TestParty) {
        let new = NewKey { name: "billing".to_owned(), scope: Scope::Read, lifetime: Some(5 * MINUTE) };
        let key = party.api_keys().create_for(&by_server(&party), &new).await.unwrap();
        let forever = party.api_keys().create("reports", Scope::Read).await.unwrap();
        party.pass(just_under(5 * MINUTE));
        with(&party, Method::GET, &key).await.unwrap();
        party.pass(SECOND);
        assert_eq!(code(&with(&party, Method::GET, &key).await), "invalid_api_key");
        with(&party, Method::GET, &forever).await.unwrap();
        let listed = party.api_keys().list().await.unwrap();
        assert_eq!((listed.len(), listed[0].expires_at), (2, Some(party.clock().now())), "the list shows that it has expired");
    }

    async fn wrong_keys_are_limited_and_good_ones_are_not(party: TestParty) {
        let key = party.api_keys().create("billing", Scope::Write).await.unwrap();
        for _ in 0..60 {
            assert_eq!(code(&party.api_keys().verify("192.0.2.1", "lk_wrong").await), "invalid_api_key");
        }
        assert_eq!(code(&party.api_keys().verify("192.0.2.1", "lk_wrong").await), "too_many_requests");
        assert_eq!(code(&party.api_keys().verify("192.0.3.1", "lk_wrong").await), "invalid_api_key");
        party.api_keys().verify("192.0.2.1", key.expose()).await.unwrap();
        party.pass(MINUTE);
        assert_eq!(code(&party.api_keys().verify("192.0.2.1", "lk_wrong").await), "invalid_api_key");
    }

    async fn a_keys_last_use_is_written_once_a_minute(party: TestParty) {
        let key = party.api_keys().create("billing", Scope::Write).await.unwrap();
        let last_used = async || party.api_keys().list().await.unwrap()[0].last_used_at;
        let made = party.clock().now();
        assert_eq!(last_used().await, None);
        for (passed, expected) in [(SECOND, made + 1), (just_under(MINUTE), made + 1), (SECOND, made + 61)] {
            party.pass(passed);
            with(&party, Method::GET, &key).await.unwrap();
            assert_eq!(last_used().await, Some(expected));
        }
    }

    async fn a_key_has_a_name(party: TestParty) {
        for name in ["", " ", "a\nb", &"a".repeat(61)] {
            assert_eq!(code(&party.api_keys().create(name, Scope::Read).await), "invalid_name", "{name:?}");
        }
        assert!(party.api_keys().list().await.unwrap().is_empty());
    }
}
