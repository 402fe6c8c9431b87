//! Tests the API description as it is served.

use std::io::Read as _;

use axum::body::{Body, to_bytes};
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderName, Request, Response, StatusCode};
use serde_json::Value;
use testing::on_both;
use tower::ServiceExt as _;

use crate::tests::party::TestParty;

/// Asks the same server once and again.
struct Client(axum::Router);

impl Client {
    async fn get(&self, headers: &[(HeaderName, &str)]) -> Response<Vec<u8>> {
        let mut request = Request::get("/openapi.json");
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let response = self.0.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        Response::from_parts(parts, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }
}

fn header(response: &Response<Vec<u8>>, name: HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

fn decoded(response: &Response<Vec<u8>>) -> Vec<u8> {
    let (encoded, mut body) = (response.body().as_slice(), Vec::new());
    match header(response, CONTENT_ENCODING) {
        "br" => brotli::Decompressor::new(encoded, 4096).read_to_end(&mut body).unwrap(),
        "gzip" => flate2::read::GzDecoder::new(encoded).read_to_end(&mut body).unwrap(),
        _ => return encoded.to_vec(),
    };
    body
}

on_both! {
    async fn the_document_travels_compressed_to_whoever_takes_that(party: TestParty) {
        let client = Client(crate::http::router(&party));
        let whole = client.get(&[]).await;
        assert_eq!(header(&whole, CONTENT_ENCODING), "");
        let document: Value = serde_json::from_slice(whole.body()).unwrap();
        assert_eq!(document, crate::extras::openapi::document(&party).unwrap());

        for (takes, encoding) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0", "")] {
            let answer = client.get(&[(ACCEPT_ENCODING, takes)]).await;
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(header(&answer, CONTENT_ENCODING), encoding);
            assert_eq!(header(&answer, CONTENT_TYPE), "application/json");
            assert_eq!(header(&answer, VARY), "accept-encoding");
            assert!(decoded(&answer) == *whole.body(), "{takes}");
            if !encoding.is_empty() {
                assert!(answer.body().len() * 5 < whole.body().len(), "{}", answer.body().len());
            }
        }
    }

    async fn the_document_travels_once_until_it_changes(party: TestParty) {
        let client = Client(crate::http::router(&party));
        let mut tags = Vec::<String>::new();
        for takes in ["br", "gzip", ""] {
            let first = client.get(&[(ACCEPT_ENCODING, takes)]).await;
            assert_eq!(header(&first, CACHE_CONTROL), "no-cache", "a new version has a new document");
            let tag = header(&first, ETAG).to_owned();
            let again = [(ACCEPT_ENCODING, takes), (IF_NONE_MATCH, tag.as_str())];
            let second = client.get(&again).await;
            assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
            assert!(second.body().is_empty());
            assert_eq!(header(&second, ETAG), tag);
            assert_eq!(header(&second, VARY), "accept-encoding");
            for other in &tags {
                assert_ne!(*other, tag, "each encoding has its own tag");
                let answer = client.get(&[(ACCEPT_ENCODING, takes), (IF_NONE_MATCH, other)]).await;
                assert_eq!(answer.status(), StatusCode::OK);
            }
            tags.push(tag);
        }
    }
}
