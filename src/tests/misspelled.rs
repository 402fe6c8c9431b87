//! Tests responses with wrong values in their JSON, or the right ones in other spellings.

use serde_json::{Value, json};
use testing::authenticator::Hostile;
use testing::on_both;

use super::malformed::{assert_refused, somebody};
use super::party::{ORIGIN, TestParty, code};

/// The members of a response that affect the decision.
const OF_SIGN_UP: &str =
    "id rawId type response response/clientDataJSON response/attestationObject";
const OF_SIGN_IN: &str = "id rawId type response response/clientDataJSON \
                          response/authenticatorData response/signature response/userHandle";

on_both! {
    async fn what_is_no_credential_is_refused(party: TestParty) {
        let (browser, _) = somebody(&party).await;
        let nested = "[".repeat(60_000);
        for junk in ["", "null", "[]", "7", "\"a\"", "{", "{}", "\0", "{\"response\":[]}", &nested] {
            let started = browser.start_sign_up("ada@example.org").await.unwrap();
            assert_refused(&browser.finish_sign_up(&started, junk).await, junk);
            let started = browser.start_sign_in().await.unwrap();
            assert_refused(&browser.finish_sign_in(&started, junk).await, junk);
        }
    }

    async fn a_member_of_another_kind_or_none_is_refused(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let Value::Array(kinds) = json!([null, true, 7, "", "AA", [], {}, "\0"]) else { unreachable!() };
        for kind in kinds {
            for member in OF_SIGN_UP.split(' ') {
                let started = browser.start_sign_up("ada@example.org").await.unwrap();
                let answer = Hostile::new().create(ORIGIN, &started.options).json();
                let result = browser.finish_sign_up(&started, &with(&answer, member, &kind)).await;
                assert_refused(&result, (member, &kind));
            }
            for member in OF_SIGN_IN.split(' ') {
                let started = browser.start_sign_in().await.unwrap();
                let answer = key.get(ORIGIN, &started.options).json();
                let result = browser.finish_sign_in(&started, &with(&answer, member, &kind)).await;
                assert_refused(&result, (member, &kind));
            }
        }
        assert_eq!([party.count("users").await, party.count("sessions").await], [1, 0]);
    }

    async fn base64_of_another_spelling_is_refused(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let spellings: [fn(&str) -> String; 6] = [
            with_other_last_bits,
            |text| format!("{text}="),
            |text| format!("{text}\n"),
            |text| format!(" {text}"),
            |text| format!("{text}+/"),
            |text| format!("{text}%"),
        ];
        for spelling in spellings {
            for member in ["rawId", "response/clientDataJSON", "response/attestationObject"] {
                let started = browser.start_sign_up("ada@example.org").await.unwrap();
                let answer = Hostile::new().create(ORIGIN, &started.options).json();
                let result = browser.finish_sign_up(&started, &respelled(&answer, member, spelling)).await;
                assert_eq!(code(&result), "invalid_request", "{member}");
            }
            for member in ["rawId", "response/clientDataJSON", "response/authenticatorData"] {
                let started = browser.start_sign_in().await.unwrap();
                let answer = key.get(ORIGIN, &started.options).json();
                let result = browser.finish_sign_in(&started, &respelled(&answer, member, spelling)).await;
                assert_eq!(code(&result), "invalid_request", "{member}");
            }
        }
    }
}

/// Returns text with the same bytes for a decoder that ignores the bits after the last byte. If
/// there are none, adds a letter that stands for less than a byte.
fn with_other_last_bits(text: &str) -> String {
    let (rest, last) = text.split_at(text.len() - 1);
    match text.len() % 4 {
        2 | 3 => format!("{rest}{}", char::from(last.as_bytes()[0] + 1)),
        _ => format!("{text}A"),
    }
}

fn with(answer: &str, member: &str, value: &Value) -> String {
    let mut answer: Value = serde_json::from_str(answer).unwrap();
    *answer.pointer_mut(&format!("/{member}")).unwrap() = value.clone();
    answer.to_string()
}

/// Changes the spelling of a member. For the id, everywhere, because its copies are compared first.
fn respelled(answer: &str, member: &str, spelling: fn(&str) -> String) -> String {
    let read: Value = serde_json::from_str(answer).unwrap();
    let spelled = json!(spelling(read.pointer(&format!("/{member}")).unwrap().as_str().unwrap()));
    let answer = with(answer, member, &spelled);
    if member == "rawId" { with(&answer, "id", &spelled) } else { answer }
}
