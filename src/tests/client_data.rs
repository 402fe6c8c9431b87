//! Tests the client data: type, challenge, origin and frames.

use serde_json::json;
use testing::authenticator::{Answer, Hostile};
use testing::on_both;

use super::party::{ORIGIN, TestParty, code, honest};
use super::registrations::Case;

const TYPES: &[Case] = &[
    ("the other ceremony's", |answer| {
        let get = answer.client_data["type"] == "webauthn.get";
        answer.client_data["type"] = json!(if get { "webauthn.create" } else { "webauthn.get" });
    }),
    ("a payment", |answer| answer.client_data["type"] = json!("payment.get")),
    ("in capitals", |answer| {
        answer.client_data["type"] =
            json!(answer.client_data["type"].as_str().unwrap().to_uppercase());
    }),
    ("empty", |answer| answer.client_data["type"] = json!("")),
    ("null", |answer| answer.client_data["type"] = json!(null)),
    ("missing", |answer| remove(answer, "type")),
];

const CHALLENGES: &[Case] = &[
    ("one bit changed", |answer| {
        let mut challenge = challenge(answer).into_bytes();
        challenge[0] = if challenge[0] == b'A' { b'B' } else { b'A' };
        answer.client_data["challenge"] = json!(String::from_utf8(challenge).unwrap());
    }),
    ("cut off", |answer| answer.client_data["challenge"] = json!(challenge(answer)[..20])),
    ("longer", |answer| answer.client_data["challenge"] = json!(challenge(answer) + "AAAA")),
    ("padded", |answer| answer.client_data["challenge"] = json!(challenge(answer) + "=")),
    ("empty", |answer| answer.client_data["challenge"] = json!("")),
    ("null", |answer| answer.client_data["challenge"] = json!(null)),
    ("missing", |answer| remove(answer, "challenge")),
];

const ORIGINS: &[Case] = &[
    ("null", |answer| answer.client_data["origin"] = json!(null)),
    ("missing", |answer| remove(answer, "origin")),
    ("ours, in a list", |answer| answer.client_data["origin"] = json!([ORIGIN])),
];

const FRAMES: &[Case] = &[
    ("in another site's frame", |answer| answer.client_data["crossOrigin"] = json!(true)),
    ("in a frame of a named site", |answer| {
        answer.client_data["crossOrigin"] = json!(true);
        answer.client_data["topOrigin"] = json!("https://example.com");
    }),
    ("of a named site, and not in a frame", |answer| {
        answer.client_data["topOrigin"] = json!("https://example.com");
    }),
    ("in a frame of our own, so it says", |answer| answer.client_data["topOrigin"] = json!(ORIGIN)),
    ("maybe in a frame", |answer| answer.client_data["crossOrigin"] = json!("true")),
];

const TEXTS: &[Case] = &[
    ("nothing", |answer| answer.client_data_bytes = Some(Vec::new())),
    ("not JSON", |answer| answer.client_data_bytes = Some(b"type=webauthn.get".to_vec())),
    ("null", |answer| answer.client_data_bytes = Some(b"null".to_vec())),
    ("an array of the values", |answer| {
        let data = &answer.client_data;
        let values = json!([data["type"], data["challenge"], data["origin"], false, null]);
        answer.client_data_bytes = Some(values.to_string().into_bytes());
    }),
    ("a text of JSON", |answer| {
        answer.client_data_bytes =
            Some(json!(answer.client_data.to_string()).to_string().into_bytes());
    }),
    ("not UTF-8", |answer| {
        rewrite(answer, |text| [&text[..text.len() - 1], b",\"x\":\"\xff\"}"].concat());
    }),
    ("with a byte order mark", |answer| rewrite(answer, |text| [b"\xef\xbb\xbf", text].concat())),
    ("with more behind it", |answer| rewrite(answer, |text| [text, b"{}"].concat())),
    ("cut off", |answer| rewrite(answer, |text| text[..text.len() - 1].to_vec())),
    ("with two types", |answer| double(answer, "type")),
    ("with two challenges", |answer| double(answer, "challenge")),
    ("with two origins", |answer| double(answer, "origin")),
    ("with two answers about frames", |answer| double(answer, "crossOrigin")),
    ("nested without end", |answer| answer.client_data_bytes = Some([b'['; 20_000].to_vec())),
];

/// Origins other than `http://localhost:3000`, or other spellings.
const NOT_OURS: [&str; 28] = [
    "https://localhost:3000",
    "http://localhost",
    "http://localhost:3001",
    "http://localhost:80",
    "http://localhost:3000/",
    "http://localhost:3000/sign-in",
    "http://localhost:3000?",
    "http://localhost:3000#",
    "http://user@localhost:3000",
    "HTTP://LOCALHOST:3000",
    "http://Localhost:3000",
    "http://localhost.:3000",
    "http://localhost:03000",
    " http://localhost:3000",
    "http://localhost:3000 ",
    "http:\\\\localhost:3000",
    "http://app.localhost:3000",
    "http://evil-localhost:3000",
    "http://localhost.evil.example:3000",
    "http://localhost:3000.evil.example",
    "http://localhost:3000@evil.example",
    "http://127.0.0.1:3000",
    "localhost:3000",
    "localhost",
    "null",
    "",
    "file://",
    "android:apk-key-hash:localhost",
];

fn challenge(answer: &Answer) -> String {
    answer.client_data["challenge"].as_str().unwrap().to_owned()
}

fn remove(answer: &mut Answer, member: &str) {
    answer.client_data.as_object_mut().unwrap().remove(member);
}

fn rewrite(answer: &mut Answer, rewrite: fn(&[u8]) -> Vec<u8>) {
    answer.client_data_bytes = Some(rewrite(answer.client_data.to_string().as_bytes()));
}

/// Duplicates a member with the same value, so that only the duplicate can be the reason.
fn double(answer: &mut Answer, member: &str) {
    let value = answer.client_data[member].to_string();
    let text = answer.client_data.to_string();
    answer.client_data_bytes = Some(format!("{{\"{member}\":{value},{}", &text[1..]).into_bytes());
}

/// Tries each case at sign-up, at sign-in, and at sign-in with an unknown passkey, which must not
/// be revealed.
async fn each_is_refused(
    party: &TestParty,
    bends: impl IntoIterator<Item = (&str, impl Fn(&mut Answer))>,
) {
    let (browser, mut key) = (party.browser(), Hostile::new());
    browser.sign_up_bent(&mut key, honest).await.unwrap();
    browser.sign_out().await;
    for (case, bend) in bends {
        let results = [
            browser.sign_up_bent(&mut Hostile::new(), &bend).await,
            browser.sign_in_bent(&key, &bend).await,
            browser.sign_in_bent(&Hostile::new(), &bend).await,
        ];
        assert_eq!(results.each_ref().map(code), ["verification_failed"; 3], "{case}: {results:?}");
    }
    assert_eq!([party.count("users").await, party.count("sessions").await], [1, 0]);
}

fn with_origin(origin: &str) -> (&str, impl Fn(&mut Answer)) {
    (origin, move |answer: &mut Answer| answer.client_data["origin"] = json!(origin))
}

on_both! {
    async fn the_type_is_the_ceremonys(party: TestParty) {
        each_is_refused(&party, TYPES.iter().copied()).await;
    }

    async fn the_challenge_is_the_ceremonys(party: TestParty) {
        each_is_refused(&party, CHALLENGES.iter().copied()).await;
    }

    async fn an_answer_made_inside_another_site_is_refused(party: TestParty) {
        each_is_refused(&party, FRAMES.iter().copied()).await;
    }

    async fn client_data_that_can_be_read_in_two_ways_or_none_is_refused(party: TestParty) {
        each_is_refused(&party, TEXTS.iter().copied()).await;
    }

    async fn an_answer_without_an_origin_is_refused(party: TestParty) {
        each_is_refused(&party, ORIGINS.iter().copied()).await;
    }

    async fn the_origin_is_ours_to_the_letter(party: TestParty) {
        each_is_refused(&party, NOT_OURS.map(with_origin)).await;
    }

    async fn an_origin_under_the_same_domain_is_another_one(party: TestParty) {
        let party = party.restarted_with(&[
            ("LATCHKEY_ORIGIN", "https://id.example.org"),
            ("LATCHKEY_RP_ID", "example.org"),
            ("LATCHKEY_ALLOWED_ORIGINS", "https://app.example.org"),
        ]);
        for (origin, expected) in [
            ("https://id.example.org", "ok"),
            ("https://app.example.org", "verification_failed"),
            ("https://example.org", "verification_failed"),
            ("https://www.example.org", "verification_failed"),
            ("https://sub.id.example.org", "verification_failed"),
            ("http://id.example.org", "verification_failed"),
            ("https://id.example.org:443", "verification_failed"),
            ("https://id.example.org:8443", "verification_failed"),
            ("https://evil-example.org", "verification_failed"),
            ("https://id.example.org.evil.com", "verification_failed"),
            ("http://localhost:3000", "verification_failed"),
        ] {
            let (_, bend) = with_origin(origin);
            let result = party.browser().sign_up_bent(&mut Hostile::new(), bend).await;
            assert_eq!(code(&result), expected, "{origin}: {result:?}");
        }
    }

    async fn client_data_may_say_more_and_in_any_order(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        let more: fn(&mut Answer) = |answer| {
            let data = &answer.client_data;
            let text = format!(
                "{{ \"origin\" : {}, \"new\": [1], \"crossOrigin\": null, \"topOrigin\": null, \n\"challenge\": {}, \"type\":{} }}\n",
                data["origin"], data["challenge"], data["type"],
            );
            answer.client_data_bytes = Some(text.into_bytes());
        };
        browser.sign_up_bent(&mut key, more).await.unwrap();
        browser.sign_in_bent(&key, more).await.unwrap();
    }
}
