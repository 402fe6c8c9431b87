//! Tests of counting browsers' capabilities.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use testing::on_both;

use crate::extras::readiness::{CAPABILITIES, Totals};
use crate::tests::browser::TestBrowser;
use crate::tests::party::{MINUTE, TestParty, code};
use crate::{Result, Store};

const DAY: std::time::Duration = std::time::Duration::from_hours(24);

async fn count(
    party: &TestParty,
    browser: &TestBrowser,
    said: &str,
) -> Result<Option<HeaderValue>> {
    count_with(party, browser, &HeaderMap::new(), said).await
}

async fn count_with(
    party: &TestParty,
    browser: &TestBrowser,
    headers: &HeaderMap,
    said: &str,
) -> Result<Option<HeaderValue>> {
    browser
        .request(async |context| party.readiness().count_capabilities(context, headers, said).await)
        .await
}

async fn totals(party: &TestParty, name: &str, days: u32) -> Totals {
    let totals = party.readiness().capability_totals(days).await.unwrap();
    assert!(totals.iter().map(|(name, _)| *name).eq(CAPABILITIES));
    totals.into_iter().find(|(known, _)| *known == name).unwrap().1
}

on_both! {
    async fn answers_are_added_up_by_day(party: TestParty) {
        count(&party, &party.browser(), r#"{"conditionalGet": true, "immediateGet": false}"#).await.unwrap();
        count(&party, &party.browser(), r#"{"conditionalGet": true}"#).await.unwrap();
        count(&party, &party.browser(), "{}").await.unwrap();
        assert_eq!(totals(&party, "conditionalGet", 1).await, Totals { yes: 2, no: 0, unknown: 1 });
        assert_eq!(totals(&party, "immediateGet", 1).await, Totals { yes: 0, no: 1, unknown: 2 });
        assert_eq!(totals(&party, "relatedOrigins", 1).await, Totals { yes: 0, no: 0, unknown: 3 });

        party.pass(DAY);
        count(&party, &party.browser(), r#"{"conditionalGet": true}"#).await.unwrap();
        assert_eq!(totals(&party, "conditionalGet", 1).await, Totals { yes: 1, no: 0, unknown: 0 });
        assert_eq!(totals(&party, "conditionalGet", 2).await, Totals { yes: 3, no: 0, unknown: 1 });
        // The totals are in the database and outlive the server.
        let again = Store::open(party.config()).await.unwrap();
        assert_eq!(again.sum_capabilities(0).await.unwrap().iter().map(|row| row.2).sum::<i64>(), 40);
        again.close().await;
    }

    async fn a_browser_counts_once_a_day(party: TestParty) {
        let browser = party.browser();
        let said = r#"{"hybridTransport": true}"#;
        let cookie = count(&party, &browser, said).await.unwrap().expect("a cookie with the day");
        let cookie = cookie.to_str().unwrap();
        let today = party.clock().now() - party.clock().now() % 86_400;
        assert!(cookie.starts_with(&format!("latchkey_counted_3000={today};")), "a date and nothing more: {cookie}");
        let sent = cookie.split_once(';').unwrap().0.parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, sent);
        assert!(party.readiness().is_counted(&headers));
        assert_eq!(count_with(&party, &browser, &headers, said).await.unwrap(), None);
        assert_eq!(totals(&party, "hybridTransport", 1).await.yes, 1);
        party.pass(DAY);
        assert!(!party.readiness().is_counted(&headers));
        assert!(count_with(&party, &browser, &headers, said).await.unwrap().is_some());
        assert_eq!(totals(&party, "hybridTransport", 2).await.yes, 2);
    }

    async fn only_known_capabilities_and_truth_values_are_counted(party: TestParty) {
        for said in [
            "", "null", "[]", "true", "{", r#"{"conditionalGet": "true"}"#, r#"{"conditionalGet": 1}"#,
            r#"{"conditionalGet": null}"#, r#"{"extension:prf": true}"#, r#"{"conditionalget": true}"#,
            r#"{"conditionalGet": true, "who": true}"#, r#"{"": true}"#,
        ] {
            assert_eq!(code(&count(&party, &party.browser(), said).await), "invalid_request", "{said}");
        }
        assert!(party.store().sum_capabilities(0).await.unwrap().is_empty());
    }

    async fn one_network_counts_a_hundred_times_a_day(party: TestParty) {
        for _ in 0..100 {
            count(&party, &party.browser(), "{}").await.unwrap();
        }
        assert_eq!(code(&count(&party, &party.browser(), "{}").await), "too_many_requests");
        let mut elsewhere = party.browser();
        elsewhere.ip = "192.0.2.2";
        count(&party, &elsewhere, "{}").await.unwrap();
        party.pass(DAY);
        count(&party, &party.browser(), "{}").await.unwrap();
        party.pass(MINUTE);
        assert_eq!(totals(&party, "conditionalGet", 2).await.unknown, 102);
        let party = party.restarted_with(&[("LATCHKEY_RATE_LIMITS", "off")]);
        for _ in 0..101 {
            count(&party, &party.browser(), "{}").await.unwrap();
        }
    }
}
