//! Tests which ceremonies are kept, who sees them and how long, and the demo credential.

use serde_json::json;
use testing::authenticator::{Hostile, Peer};
use testing::on_both;

use super::{Parts, place_of, rows, source};
use crate::check::Check;
use crate::passkey::Purpose;
use crate::passkey::steps::{By, Section};
use crate::tests::browser::TestBrowser;
use crate::tests::party::{MINUTE, ORIGIN, TestParty, code, honest, just_under};
use crate::{Config, Random, RelyingParty};

/// Returns the purposes of the ceremonies that a browser may look at, newest first.
async fn shown(browser: &TestBrowser) -> Vec<Option<Purpose>> {
    let user = browser.signed_in().await.map(|signed_in| signed_in.user.id);
    let records = browser.rp.explanations().list(&browser.context(), user);
    records.iter().map(|record| record.purpose).collect()
}

on_both! {
    async fn a_browser_sees_its_own_ceremonies_for_ten_minutes(party: TestParty) {
        let (ada, eve, mut key) = (party.browser(), party.browser(), Hostile::new());
        ada.sign_up_bent(&mut key, honest).await.unwrap();
        ada.verify_bent(&key, honest).await.unwrap();
        assert_eq!(shown(&ada).await, [Some(Purpose::Verification), Some(Purpose::SignUp)]);
        assert_eq!(shown(&eve).await, []);
        eve.sign_up("eve@example.org", &mut Peer::new()).await;
        assert_eq!(shown(&eve).await, [Some(Purpose::SignUp)]);

        let record = party.explanations().list(&ada.context(), Some(ada.user().await.id)).remove(0);
        assert!(record.refusal.is_none() && record.session.is_some());
        let options = record.options.as_ref().unwrap();
        let parts = Parts::of(&record.response);
        let challenge = options["publicKey"]["challenge"].as_str().unwrap();
        assert!(parts.client_data.contains(challenge));
        assert_eq!(parts.fields.last().unwrap().range.end, parts.authenticator_data.len());

        party.pass(just_under(10 * MINUTE));
        assert_eq!(shown(&ada).await.len(), 2);
        party.pass(MINUTE);
        assert_eq!(shown(&ada).await, []);
    }

    async fn another_user_of_the_same_browser_sees_none_of_it(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        browser.sign_out().await;
        assert_eq!(shown(&browser).await, []);
        browser.sign_up("eve@example.org", &mut Peer::new()).await;
        assert_eq!(shown(&browser).await, [Some(Purpose::SignUp)]);
        browser.sign_out().await;
        browser.sign_in_bent(&key, honest).await.unwrap();
        assert_eq!(shown(&browser).await, [Some(Purpose::SignIn), Some(Purpose::SignUp)]);
    }

    async fn nothing_is_kept_in_production(party: TestParty) {
        for settings in [
            [("LATCHKEY_ORIGIN", "https://example.org"), ("LATCHKEY_RP_ID", "example.org")],
            [("LATCHKEY_ADDR", "0.0.0.0:3000"), ("SMTP_URL", "")],
        ] {
            let config = Config::from_settings(&testing::settings(&party.database, &settings)).unwrap();
            let (store, clock) = (party.store().clone(), party.clock().clone());
            let rp = RelyingParty::new(config, store, clock, Random::system()).unwrap();
            let browser = TestBrowser::of(rp);
            let origin = browser.rp.config().origin_text();
            let mut key = Hostile::new();
            let started = browser.start_sign_up("ada@example.org").await.unwrap();
            browser.finish_sign_up(&started, &key.create(&origin, &started.options).json()).await.unwrap();
            assert_eq!(shown(&browser).await, []);
            let (context, kind) = (browser.context(), "authentication");
            assert_eq!(code(&browser.rp.explanations().start_demo(&context, kind, "").await), "not_found");
            assert_eq!(code(&browser.rp.explanations().finish_demo(&context, kind, "", "", "").await), "not_found");
        }
    }

    async fn a_demo_credential_signs_no_one_in_and_is_refused_where_the_server_says(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        let kinds = ["registration", "authentication"];
        for kind in kinds {
            let started = party.explanations().start_demo(&browser.context(), kind, "").await.unwrap();
            let answer = match kind {
                "registration" => key.create(ORIGIN, &started.options),
                _ => key.get(ORIGIN, &started.options),
            };
            let wrong = answer.bent(|answer| answer.client_data["origin"] = json!("https://example.com"));
            let sent = party.explanations().finish_demo(&browser.context(), kind, "", &started.ceremony, &wrong.json()).await.unwrap();
            assert_eq!(sent.check, Some(Check::Origin), "{sent:?}");
            assert_eq!(sent.step.unwrap(), if kind == "registration" { "7.1.9" } else { "7.2.12" });
            let right = wrong.bent(|answer| answer.client_data["origin"] = json!(ORIGIN));
            let sent = party.explanations().finish_demo(&browser.context(), kind, "", &started.ceremony, &right.json()).await.unwrap();
            assert_eq!(sent.code, "ok", "{sent:?}");
            let sent = party.explanations().finish_demo(&browser.context(), kind, "", &started.ceremony, &right.json()).await.unwrap();
            assert_eq!(sent.check, Some(Check::Once), "{sent:?}");

            let late = party.explanations().start_demo(&browser.context(), &format!("late-{kind}"), "").await.unwrap();
            let answer = match kind {
                "registration" => Hostile::new().create(ORIGIN, &late.options),
                _ => key.get(ORIGIN, &late.options),
            };
            let sent = party.explanations().finish_demo(&browser.context(), kind, "", &late.ceremony, &answer.json()).await.unwrap();
            assert_eq!((sent.check, sent.code), (Some(Check::Ceremony), "ceremony_expired"));
        }
        assert!(browser.signed_in().await.is_none());
        assert_eq!(party.count("sessions").await, 0);
        assert_eq!(shown(&browser).await.len(), 8);
        assert_eq!(code(&party.explanations().start_demo(&browser.context(), "other", "").await), "invalid_request");
    }

    async fn where_the_operator_wants_it_users_see_their_own_ceremonies_and_no_demo(party: TestParty) {
        let settings = [
            ("LATCHKEY_ORIGIN", "https://example.org"), ("LATCHKEY_RP_ID", "example.org"), ("LATCHKEY_EXPLAIN", "on"),
        ];
        let config = Config::from_settings(&testing::settings(&party.database, &settings)).unwrap();
        let (store, clock) = (party.store().clone(), party.clock().clone());
        let rp = RelyingParty::new(config, store, clock, Random::system()).unwrap();
        let browser = TestBrowser::of(rp.clone());
        let (origin, mut key) = (browser.rp.config().origin_text(), Hostile::new());
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        browser.finish_sign_up(&started, &key.create(&origin, &started.options).json()).await.unwrap();
        assert_eq!(shown(&browser).await, [Some(Purpose::SignUp)]);
        assert_eq!(shown(&TestBrowser::of(rp)).await, []);
        party.pass(10 * MINUTE);
        assert_eq!(shown(&browser).await, []);
        assert_eq!(code(&browser.rp.explanations().start_demo(&browser.context(), "authentication", "").await), "not_found");
        assert_eq!(code(&browser.rp.explanations().change_demo(&browser.context(), "deletion", "", "").await), "not_found");
    }

    async fn a_demo_account_has_a_session_for_its_own_browser(party: TestParty) {
        let (browser, eve, mut key) = (party.browser(), party.browser(), Hostile::new());
        let context = browser.context();
        let started = party.explanations().start_demo(&context, "registration", "").await.unwrap();
        let answer = key.create(ORIGIN, &started.options).json();
        party.explanations().finish_demo(&context, "registration", "", &started.ceremony, &answer).await.unwrap();
        let started = party.explanations().start_demo(&context, "authentication", "").await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        let sent = party.explanations().finish_demo(&context, "session", "", &started.ceremony, &answer).await.unwrap();
        let account = sent.account.unwrap();
        assert!(browser.signed_in().await.is_none(), "the browser itself is signed out");
        assert_eq!(party.count("sessions").await, 1);

        eve.start_sign_in().await.unwrap();
        assert_eq!(code(&party.explanations().start_demo(&eve.context(), "verification", &account).await), "not_found");
        let started = party.explanations().start_demo(&context, "verification", &account).await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        let sent = party.explanations().finish_demo(&context, "verification", &account, &started.ceremony, &answer).await.unwrap();
        assert_eq!(sent.code, "ok", "{sent:?}");

        let mut second = Hostile::new();
        let started = party.explanations().start_demo(&context, "addition", &account).await.unwrap();
        let answer = second.create(ORIGIN, &started.options);
        let sent = party.explanations().finish_demo(&context, "addition", &account, &started.ceremony, &answer.json()).await.unwrap();
        assert_eq!(sent.code, "ok", "{sent:?}");
        assert_eq!(code(&party.explanations().change_demo(&context, "removal", &account, "AAAA").await), "not_found");
        let id = serde_json::from_str::<serde_json::Value>(&answer.json()).unwrap()["id"].as_str().unwrap().to_owned();
        party.explanations().change_demo(&context, "removal", &account, &id).await.unwrap();
        assert_eq!(party.count("credentials").await, 1);
        party.explanations().change_demo(&context, "deletion", &account, "").await.unwrap();
        assert_eq!((party.count("users").await, party.count("sessions").await), (0, 0));
        assert_eq!(code(&party.explanations().start_demo(&context, "verification", &account).await), "signed_out");
    }

    async fn the_memory_is_bounded(party: TestParty) {
        let browser = party.browser();
        for _ in 0..70 {
            let started = browser.start_sign_in().await.unwrap();
            browser.finish_sign_in(&started, "{}").await.unwrap_err();
        }
        assert_eq!(shown(&browser).await.len(), 64);
        let started = browser.start_sign_in().await.unwrap();
        browser.finish_sign_in(&started, &"[".repeat(40_000)).await.unwrap_err();
        assert_eq!(shown(&browser).await.len(), 64, "a huge response is not kept");
    }
}

#[test]
fn the_code_and_the_test_of_every_step_are_found() {
    for section in [Section::Registration, Section::Authentication] {
        for step in section.steps() {
            let code =
                place_of(Some(step.code.0), step.code.1).unwrap_or_else(|| panic!("{step:?}"));
            let test = place_of(None, step.test).unwrap_or_else(|| panic!("{step:?}"));
            for (place, name) in [(code, step.code.1), (test, step.test)] {
                let line = source(place.file).unwrap().lines().nth(place.line - 1).unwrap();
                assert!(line.contains(&format!("fn {name}")), "{place:?}: {line}");
            }
            assert_eq!(step.by == By::Browser, step.code.0.starts_with("app/"), "{step:?}");
        }
    }
}

#[test]
fn rows_are_read_from_the_docs() {
    let rows: Vec<_> = rows().collect();
    assert!(rows.len() > 60, "{}", rows.len());
    let origin = rows.iter().find(|row| row.number == 10).unwrap();
    assert_eq!(origin.case, "an origin with another host");
    assert_eq!(origin.steps, ["7.1.9", "7.2.12"]);
    assert_eq!(origin.tests, ["the_origin_is_ours_to_the_letter"]);
}

#[test]
fn a_response_that_is_nonsense_has_no_parts() {
    for response in
        ["", "{}", "[1]", r#"{"response":{"attestationObject":"oA","authenticatorData":"AAAA"}}"#]
    {
        let parts = Parts::of(response);
        assert!(parts.fields.len() <= 1, "{parts:?}");
    }
}
