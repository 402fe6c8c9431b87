//! Tests access tokens: their claims, routes and expiry.

use axum::extract::FromRequestParts as _;
use http::Request;
use http::header::AUTHORIZATION;
use http::request::Parts;
use testing::authenticator::Hostile;
use testing::on_both;

use super::party::{SECOND, TestBrowser, TestParty, code, honest, just_under};
use crate::session::tokens::{LIFETIME, Tokens};
use crate::{RecentlyVerified, Result, SignedIn};

/// Returns a browser in which a user has just signed up, and tokens of its session.
pub(crate) async fn issued(party: &TestParty) -> (TestBrowser, Tokens) {
    let browser = party.browser();
    browser.sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
    let tokens = issue(party, &browser).await;
    (browser, tokens)
}

pub(crate) async fn issue(party: &TestParty, browser: &TestBrowser) -> Tokens {
    party.tokens().issue(&browser.signed_in().await.unwrap()).await.unwrap()
}

pub(crate) async fn refresh(party: &TestParty, tokens: &Tokens) -> Result<Tokens> {
    party.tokens().refresh(&party.browser().context(), &tokens.refresh_token).await
}

pub(crate) async fn bearer(party: &TestParty, tokens: &Tokens) -> Result<SignedIn> {
    party.tokens().bearer(&tokens.access_token).await
}

fn parts(authorization: &str) -> Parts {
    let request = Request::builder().header(AUTHORIZATION, authorization).body(()).unwrap();
    request.into_parts().0
}

on_both! {
    async fn an_access_token_says_who_for_whom_and_until_when(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        let session = browser.signed_in().await.unwrap().session;
        let claims = party.tokens().verify(&tokens.access_token).await.unwrap();
        assert_eq!(claims.sub, session.user_id.to_string());
        assert_eq!(claims.sid, session.id.to_string());
        assert_eq!(claims.iss, "http://localhost:3000/v1/apps/latchkey");
        assert_eq!(claims.aud, ["http://localhost:3000", "latchkey"]);
        let now = party.clock().now();
        assert_eq!((claims.iat, claims.nbf, claims.exp), (now - 60, now - 60, now + 600));
        assert_eq!(tokens.expires_in, 600);
    }

    async fn an_access_token_tells_a_passkey_from_an_email(party: TestParty) {
        let party = party.with_key().await;
        let (_, tokens) = issued(&party).await;
        let opened_at = party.clock().now();
        party.pass(SECOND);
        let tokens = refresh(&party, &tokens).await.unwrap();
        let claims = party.tokens().verify(&tokens.access_token).await.unwrap();
        assert_eq!(claims.amr, ["pop", "user", "mfa"]);
        assert_eq!(claims.auth_time, opened_at, "refreshing doesn't authenticate");

        let browser = party.browser();
        browser.enter_by_mail("bob@example.org").await;
        let tokens = issue(&party, &browser).await;
        let claims = party.tokens().verify(&tokens.access_token).await.unwrap();
        assert_eq!(claims.amr, ["otp"]);
        assert_eq!(claims.auth_time, party.clock().now());
    }

    async fn an_access_token_counts_for_ten_minutes(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        party.pass(just_under(LIFETIME));
        assert_eq!(bearer(&party, &tokens).await.unwrap().user, browser.user().await);
        party.pass(SECOND);
        assert_eq!(code(&bearer(&party, &tokens).await), "invalid_token");
    }

    async fn an_access_token_ends_with_its_session_or_user(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        let id = browser.signed_in().await.unwrap().session.id;
        browser.sign_out().await;
        assert_eq!(code(&bearer(&party, &tokens).await), "invalid_token");
        // Other back ends, which don't ask this server, accept it until it expires.
        assert_eq!(party.tokens().verify(&tokens.access_token).await.unwrap().sid, id.to_string());

        let (_, tokens) = issued(&party).await;
        bearer(&party, &tokens).await.unwrap();
        party.database.execute("delete from users").await;
        assert_eq!(code(&bearer(&party, &tokens).await), "invalid_token");
        assert_eq!(code(&refresh(&party, &tokens).await), "invalid_token");
    }

    async fn an_access_token_opens_what_a_session_opens_and_never_counts_as_verified(party: TestParty) {
        let party = party.with_key().await;
        let (browser, tokens) = issued(&party).await;
        let signed_in = browser.signed_in().await.unwrap();
        assert!(signed_in.is_recently_verified(party.clock().now()));

        for authorization in [format!("Bearer {}", tokens.access_token), format!("bearer  {}", tokens.access_token)] {
            let mut request = parts(&authorization);
            let by_token = SignedIn::from_request_parts(&mut request, &*party).await.unwrap();
            assert_eq!((by_token.user, &by_token.session.id), (signed_in.user.clone(), &signed_in.session.id));
            assert_eq!(by_token.session.verified_at, None);
            let verified = RecentlyVerified::from_request_parts(&mut request, &*party).await;
            assert_eq!(code(&verified), "verification_required");
        }
        // Not even if a recent email would be enough, with a cookie.
        let by_mail = party.browser();
        by_mail.enter_by_mail("grace@example.org").await;
        let tokens = issue(&party, &by_mail).await;
        let mut request = parts(&format!("Bearer {}", tokens.access_token));
        let verified = RecentlyVerified::from_request_parts(&mut request, &*party).await;
        assert_eq!(code(&verified), "verification_required");
        // Other schemes are ignored, and the cookie counts. An invalid token never falls back to
        // the cookie.
        for authorization in ["Basic eDp5", "Basic", "", "Bearerx", "Digest a=\"Bearer x\""] {
            let mut request = parts(authorization);
            request.extensions.insert(browser.context().session);
            request.extensions.insert(browser.context().browser);
            let by_cookie = SignedIn::from_request_parts(&mut request, &*party).await;
            assert_eq!(code(&by_cookie), "ok", "{authorization}");
            let verified = RecentlyVerified::from_request_parts(&mut request, &*party).await;
            assert_eq!(code(&verified), "ok", "{authorization}");
        }
        for authorization in ["Bearer", "Bearer ", "bearer x", "Bearer x"] {
            let mut request = parts(authorization);
            request.extensions.insert(browser.context().session);
            request.extensions.insert(browser.context().browser);
            let refused = SignedIn::from_request_parts(&mut request, &*party).await;
            assert_eq!(code(&refused), "invalid_token", "{authorization}");
            let refused = RecentlyVerified::from_request_parts(&mut request, &*party).await;
            assert_eq!(code(&refused), "invalid_token", "{authorization}");
        }
    }

    async fn tokens_are_not_issued_to_a_session_that_has_just_ended(party: TestParty) {
        let party = party.with_key().await;
        let (browser, _) = issued(&party).await;
        let signed_in = browser.signed_in().await.unwrap();
        browser.sign_out().await;
        assert_eq!(code(&party.tokens().issue(&signed_in).await), "signed_out");
    }
}
