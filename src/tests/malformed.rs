//! Tests responses that are truncated, too long or something else entirely: nothing panics, no one
//! gets in, and the error is the sender's.

use testing::authenticator::{Answer, Cbor, ED, Hostile};
use testing::on_both;

use super::party::{ORIGIN, TestBrowser, TestParty, code, honest};
use super::registrations::{Case, each_is_refused};
use crate::Result;

const OBJECTS: &[Case] = &[
    ("nothing", |answer| answer.object = Some(Vec::new())),
    ("with a byte behind it", |answer| {
        answer.object = Some([answer.attestation_object(), vec![0]].concat());
    }),
    ("with itself behind it", |answer| answer.object = Some(answer.attestation_object().repeat(2))),
    ("without a format", |answer| members(answer, |all| all.truncate(2))),
    ("without a statement", |answer| members(answer, |all| drop(all.remove(1)))),
    ("without authenticator data", |answer| members(answer, |all| drop(all.remove(2)))),
    ("with two formats", |answer| members(answer, |all| all.push(all[0].clone()))),
    ("with two statements", |answer| members(answer, |all| all.push(all[1].clone()))),
    ("with two authenticator data", |answer| members(answer, |all| all.push(all[2].clone()))),
    ("with a member that has no text for a name", |answer| {
        members(answer, |all| all.push((Cbor::Int(4), Cbor::Int(1))));
    }),
    ("numbered", |answer| {
        members(answer, |all| {
            for (number, (name, _)) in all.iter_mut().enumerate() {
                *name = Cbor::Int(i64::try_from(number).unwrap());
            }
        });
    }),
    ("named in bytes", |answer| {
        members(answer, |all| {
            for (name, _) in all {
                let Cbor::Text(text) = name else { unreachable!() };
                *name = Cbor::Bytes(text.as_bytes().to_vec());
            }
        });
    }),
    ("a list of the values", |answer| list(answer, &[])),
    ("a list of the values and more", |answer| list(answer, &[0xf6, 0xf6])),
    ("with authenticator data in text", |answer| {
        members(answer, |all| all[2].1 = Cbor::Text("authenticator data"));
    }),
    ("with authenticator data in numbers", |answer| {
        let data = answer.authenticator_data();
        let numbers: Vec<u8> =
            data.iter().flat_map(|byte| Cbor::Int(i64::from(*byte)).encode()).collect();
        let length = u16::try_from(data.len()).unwrap().to_be_bytes();
        let array = [&[0x99], &length[..], &numbers].concat();
        answer.object = Some(object(answer, |all| all[2].1 = Cbor::Raw(array.clone())));
    }),
];

/// Returns CBOR that exhausts a careless parser's stack or memory, and bytes that aren't CBOR.
fn bombs() -> Vec<Vec<u8>> {
    vec![
        vec![0x81; 40_000],
        [0xa1, 0x00].repeat(20_000),
        vec![0xc1; 40_000],
        vec![0x9f; 40_000],
        vec![0xbf; 40_000],
        vec![0x5f; 40_000],
        vec![0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0xbb, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0x9a, 0xff, 0xff, 0xff, 0xff],
        vec![0xff],
        vec![0x1c],
        vec![0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
    ]
}

/// Puts a bomb into a response.
type Put = fn(&mut Answer, Vec<u8>);

/// Returns the attestation object with other members.
fn object(answer: &Answer, change: impl FnOnce(&mut Vec<(Cbor, Cbor)>)) -> Vec<u8> {
    let mut all = vec![
        (Cbor::Text("fmt"), answer.fmt.clone()),
        (Cbor::Text("attStmt"), answer.statement.clone()),
        (Cbor::Text("authData"), Cbor::Bytes(answer.authenticator_data())),
    ];
    change(&mut all);
    Cbor::Map(all).encode()
}

fn members(answer: &mut Answer, change: fn(&mut Vec<(Cbor, Cbor)>)) {
    answer.object = Some(object(answer, change));
}

fn list(answer: &mut Answer, more: &[u8]) {
    let data = Cbor::Bytes(answer.authenticator_data()).encode();
    let length = 0x83 + u8::try_from(more.len()).unwrap();
    answer.object = Some(
        [&[length], &answer.fmt.encode()[..], &answer.statement.encode(), &data, more].concat(),
    );
}

/// Asserts that a malformed request is rejected without an internal error.
#[track_caller]
pub(crate) fn assert_refused(result: &Result<()>, case: impl std::fmt::Debug) {
    let status = result.as_ref().unwrap_err().status();
    assert!(status.is_client_error(), "{case:?}: {result:?}");
}

pub(crate) async fn somebody(party: &TestParty) -> (TestBrowser, Hostile) {
    let (browser, mut key) = (party.browser(), Hostile::new());
    browser.sign_up_bent(&mut key, honest).await.unwrap();
    browser.sign_out().await;
    (browser, key)
}

on_both! {
    async fn an_attestation_object_of_another_shape_is_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", OBJECTS).await;
    }

    async fn an_attestation_object_that_is_cut_off_anywhere_is_refused(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        let length = key.create(ORIGIN, &browser.start_sign_up("ada@example.org").await.unwrap().options);
        for at in 0..length.attestation_object().len() {
            let cut = |answer: &mut Answer| {
                answer.object = Some(answer.attestation_object()[..at].to_vec());
            };
            assert_refused(&browser.sign_up_bent(&mut key, cut).await, at);
        }
        assert_eq!(party.count("users").await, 0);
    }

    async fn authenticator_data_that_is_cut_off_anywhere_is_refused(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let (mut new, mut length) = (Hostile::new(), 0);
        for at in 0.. {
            let cut = |answer: &mut Answer| {
                length = answer.authenticator_data().len();
                answer.auth_data = Some(answer.authenticator_data()[..at].to_vec());
            };
            assert_refused(&browser.sign_up_bent(&mut new, cut).await, at);
            if at + 1 == length {
                break;
            }
        }
        for at in 0..37 {
            let cut = |answer: &mut Answer| {
                answer.auth_data = Some(answer.authenticator_data()[..at].to_vec());
            };
            assert_refused(&browser.sign_in_bent(&key, cut).await, at);
        }
    }

    async fn json_that_is_cut_off_anywhere_is_refused(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let started = browser.start_sign_in().await.unwrap();
        let whole = key.get(ORIGIN, &started.options).json();
        for at in 0..whole.len() {
            assert_refused(&browser.finish_sign_in(&started, &whole[..at]).await, at);
        }
        browser.finish_sign_in(&started, &whole).await.unwrap();
    }

    async fn a_byte_that_is_changed_anywhere_breaks_nothing(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        for at in 0..Hostile::new().create(ORIGIN, &started.options).attestation_object().len() {
            // Without attestation nothing vouches for the object, so some changes are valid.
            let flip = |answer: &mut Answer| {
                let mut object = answer.attestation_object();
                object[at] ^= 0xff;
                answer.object = Some(object);
            };
            let result = browser.sign_up_bent(&mut Hostile::new(), flip).await;
            assert_ne!(code(&result), "internal", "{at}: {result:?}");
        }
        // Up to the counter, which may increase.
        for at in 0..33 {
            let flip = |answer: &mut Answer| {
                let mut data = answer.authenticator_data();
                data[at] ^= 0xff;
                answer.auth_data = Some(data);
            };
            assert_eq!(code(&browser.sign_in_bent(&key, flip).await), "verification_failed", "{at}");
        }
    }

    async fn cbor_that_is_built_to_harm_does_none(party: TestParty) {
        let (browser, key) = somebody(&party).await;
        for (number, bomb) in bombs().into_iter().enumerate() {
            let places: [(&str, Put); 5] = [
                ("object", |answer, bomb| answer.object = Some(bomb)),
                ("format", |answer, bomb| answer.fmt = Cbor::Raw(bomb)),
                ("statement", |answer, bomb| answer.statement = Cbor::Raw(bomb)),
                ("public key", |answer, bomb| answer.put_key(-3, Cbor::Raw(bomb))),
                ("extensions", |answer, bomb| {
                    answer.flags |= ED;
                    answer.extensions = bomb;
                }),
            ];
            for (place, put) in places {
                let put = |answer: &mut Answer| put(answer, bomb.clone());
                assert_refused(&browser.sign_up_bent(&mut Hostile::new(), put).await, (number, place));
            }
            let result = browser.sign_in_bent(&key, |answer| {
                answer.flags |= ED;
                answer.extensions = bomb;
            });
            assert_refused(&result.await, number);
        }
        assert_eq!(party.count("users").await, 1);
    }
}
