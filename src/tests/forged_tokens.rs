//! Tests access tokens that must be rejected.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::{Value, json};
use testing::on_both;

use super::party::{TestParty, code};
use super::tokens::issued;
use crate::Random;
use crate::clock::seconds;
use crate::session::tokens::jwt::sign;
use crate::session::tokens::{Claims, LIFETIME, NewKey};

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

async fn claims(party: &TestParty) -> Claims {
    let (_, tokens) = issued(party).await;
    party.tokens().bearer(&tokens.access_token).await.unwrap();
    party.tokens().verify(&tokens.access_token).await.unwrap()
}

/// Makes a token invalid.
type Bend<'a> = &'a dyn Fn(&mut Claims);

on_both! {
    async fn an_access_token_is_signed_by_one_algorithm_only(party: TestParty) {
        let party = party.with_key().await;
        let claims = claims(&party).await;
        let key = party.tokens().public_keys().await.unwrap().swap_remove(0);
        let body = part(&serde_json::to_value(&claims).unwrap());
        let mut forged = Vec::new();
        for alg in ["none", "None", "NONE", ""] {
            let head = part(&json!({ "alg": alg, "typ": "JWT", "kid": key.id }));
            forged.push(format!("{head}.{body}."));
            forged.push(format!("{head}.{body}.AAAA"));
        }
        // A MAC keyed with a public value: the public key, in several encodings.
        for (alg, secret) in [
            ("HS256", key.modulus.as_bytes().to_vec()),
            ("HS256", URL_SAFE_NO_PAD.decode(&key.modulus).unwrap()),
            ("RS256", URL_SAFE_NO_PAD.decode(&key.modulus).unwrap()),
            ("HS256", Vec::new()),
        ] {
            let head = part(&json!({ "alg": alg, "typ": "JWT", "kid": key.id }));
            let secret = hmac::Key::new(hmac::HMAC_SHA256, &secret);
            let tag = hmac::sign(&secret, format!("{head}.{body}").as_bytes());
            forged.push(format!("{head}.{body}.{}", URL_SAFE_NO_PAD.encode(tag)));
        }
        for token in forged {
            assert_eq!(code(&party.tokens().bearer(&token).await), "invalid_token", "{token}");
        }
    }

    async fn an_access_token_is_signed_by_our_keys_only(party: TestParty) {
        let party = party.with_key().await;
        let claims = claims(&party).await;
        let (kid, ours) = party.tokens().signing_key().await.unwrap();
        assert!(party.tokens().bearer(&sign(&claims, &kid, &ours).unwrap()).await.is_ok());
        let theirs = NewKey::make(Random::system()).unwrap().pair();
        assert_eq!(code(&party.tokens().bearer(&sign(&claims, &kid, &theirs).unwrap()).await), "invalid_token");
        for unknown in ["", "another", "../../keys", "\0"] {
            let token = sign(&claims, unknown, &ours).unwrap();
            assert_eq!(code(&party.tokens().bearer(&token).await), "invalid_token", "{unknown}");
        }
    }

    async fn an_access_token_says_what_was_signed(party: TestParty) {
        let party = party.with_key().await;
        let claims = claims(&party).await;
        let (kid, key) = party.tokens().signing_key().await.unwrap();
        let token = sign(&claims, &kid, &key).unwrap();
        let pieces: Vec<_> = token.split('.').collect();
        let mut other = serde_json::to_value(&claims).unwrap();
        other["exp"] = json!(claims.exp + 1);
        for bent in [
            format!("{}.{}.{}", pieces[0], part(&other), pieces[2]),
            format!("{}.{}", pieces[0], pieces[1]),
            format!("{}.{}.", pieces[0], pieces[1]),
            format!("{token}."),
            format!("{token}.{}", pieces[2]),
            format!("{token}="),
            format!(" {token}"),
            format!("{}{token}", "A".repeat(5000)),
            "..".to_owned(),
            String::new(),
        ] {
            assert_eq!(code(&party.tokens().bearer(&bent).await), "invalid_token", "{bent}");
        }
    }

    async fn an_access_token_is_from_us_for_us_and_in_its_time(party: TestParty) {
        let party = party.with_key().await;
        let good = claims(&party).await;
        let (kid, key) = party.tokens().signing_key().await.unwrap();
        let (now, nobody) = (party.clock().now(), "00000000-0000-4000-8000-000000000000");
        let bends: [(&str, Bend); 10] = [
            ("another issuer", &|claims| claims.iss.push('x')),
            ("another app", &|claims| claims.aud[1] = "another".to_owned()),
            ("another site", &|claims| claims.aud[0] = "http://localhost:3001".to_owned()),
            ("no audience", &|claims| claims.aud.clear()),
            ("expired", &|claims| claims.exp = now),
            ("not valid yet", &|claims| claims.nbf = now + 31),
            ("another user", &|claims| nobody.clone_into(&mut claims.sub)),
            ("no user", &|claims| claims.sub = "\0".to_owned()),
            ("another session", &|claims| nobody.clone_into(&mut claims.sid)),
            ("no session", &|claims| claims.sid.clear()),
        ];
        for (what, bend) in bends {
            let mut claims = good.clone();
            bend(&mut claims);
            let token = sign(&claims, &kid, &key).unwrap();
            assert_eq!(code(&party.tokens().bearer(&token).await), "invalid_token", "{what}");
        }
        // A server on the same database is trusted even if its clock is half a minute ahead.
        let ahead = Claims { iat: now + 30, nbf: now + 30, exp: now + 30 + seconds(LIFETIME), ..good };
        party.tokens().bearer(&sign(&ahead, &kid, &key).unwrap()).await.unwrap();
    }

    async fn the_token_of_one_user_does_not_go_with_the_session_of_another(party: TestParty) {
        let party = party.with_key().await;
        let (hers, his) = (claims(&party).await, claims(&party).await);
        let (kid, key) = party.tokens().signing_key().await.unwrap();
        let token = sign(&Claims { sid: his.sid, ..hers }, &kid, &key).unwrap();
        assert_eq!(code(&party.tokens().bearer(&token).await), "invalid_token");
    }
}
