//! A back end whose server has lost its database.

use axum::body::Body;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Method, StatusCode};
use latchkey::extras::passage::api_key::Scope;
use testing::database::Database;
use testing::server::TestServer;

#[tokio::test]
async fn without_a_database_a_back_end_is_told_to_try_again() {
    let server = TestServer::start(Database::postgres().await).await;
    let key = server.rp.api_keys().create("back end", Scope::Write).await.unwrap();
    let mut client = server.browser();
    let mut create = async || {
        let request = client
            .request(Method::POST, "/v1/apps/latchkey/users")
            .header(CONTENT_TYPE, "application/json")
            .header(AUTHORIZATION, format!("Bearer {}", key.expose()));
        client.send(request, Body::from(r#"{"email":"eve@example.org"}"#)).await
    };
    server.database.stop().await;
    for _ in 0..2 {
        let answer = create().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        );
        assert_eq!(answer.header("retry-after"), "5");
    }
    server.database.resume().await;
    assert_eq!(create().await.status, StatusCode::CREATED);
}
