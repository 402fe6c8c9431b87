//! Text messages cost money, so they have limits: how many, to which numbers, for which accounts.

use testing::authenticator::Peer;
use testing::on_both;

use crate::tests::party::{MINUTE, TestBrowser, TestParty, code};
use crate::{Error, User};

const DAY: std::time::Duration = std::time::Duration::from_hours(24);

/// Returns a party with the default limits, except for the number of sign-ups.
fn unset(party: TestParty) -> TestParty {
    party.restarted_with(&[])
}

/// Returns a browser in a network, in which a user has signed up and confirmed their address.
pub(crate) async fn member(party: &TestParty, nth: usize, ip: String) -> (TestBrowser, User) {
    let mut browser = party.browser();
    browser.ip = ip.leak();
    browser.sign_up(&format!("user{nth}@example.org"), &mut Peer::new()).await;
    browser.redeem(&party.mail_to(&format!("user{nth}@example.org")).await).await.unwrap();
    let user = browser.user().await;
    (browser, user)
}

/// Returns how many text messages a client gets with any number of accounts, each in the next of
/// its networks.
async fn texts(party: &TestParty, first: usize, networks: impl Iterator<Item = String>) -> usize {
    let mut sent = 0;
    for (nth, ip) in networks.enumerate() {
        let (browser, _) = member(party, first + nth, ip).await;
        match browser.send_phone_code(&format!("+49151234{:05}", first + nth)).await {
            Ok(()) => sent += 1,
            Err(error) => assert!(matches!(error, Error::TooManyRequests(_)), "{error:?}"),
        }
    }
    sent
}

on_both! {
    async fn one_network_gets_five_texts_an_hour_and_a_wider_one_twenty_a_day(party: TestParty) {
        let party = unset(party);
        let same = (0..7).map(|_| "2001:db8:1:1::1".to_owned());
        assert_eq!(texts(&party, 0, same).await, 5);
        let others = (0..20).map(|nth| format!("2001:db8:1:{:x}::1", 0x100 + nth * 0x100));
        assert_eq!(texts(&party, 100, others).await, 15);
        party.pass(60 * MINUTE);
        assert_eq!(texts(&party, 200, std::iter::once("2001:db8:1:1::1".to_owned())).await, 0);
        assert_eq!(texts(&party, 300, std::iter::once("203.0.113.1".to_owned())).await, 1);
    }

    async fn when_the_budget_is_used_up_no_one_gets_a_text(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_TEXTS_ALL", "2/1h, 3/1d")]);
        for nth in 0..3 {
            let (browser, _) = member(&party, nth, format!("203.0.{nth}.1")).await;
            let sent = browser.send_phone_code(&format!("+4915123400{nth}11")).await;
            assert_eq!(code(&sent), if nth < 2 { "ok" } else { "text_budget" });
        }
        assert_eq!(party.count("phone_codes").await, 2);
        let send = async |nth: usize| {
            let (browser, _) = member(&party, nth, format!("203.0.{nth}.1")).await;
            browser.send_phone_code(&format!("+4915123400{nth}11")).await
        };
        party.pass(60 * MINUTE);
        send(4).await.unwrap();
        party.pass(60 * MINUTE);
        assert!(send(5).await.unwrap_err().retry_after().unwrap() > 3600);
        party.pass(DAY);
        send(6).await.unwrap();
    }

    async fn a_refused_request_leaves_the_budget_alone(party: TestParty) {
        let party = party.restarted_with(&[
            ("LATCHKEY_LIMIT_SENDS", "off"), ("LATCHKEY_LIMIT_TEXTS", "off"),
            ("LATCHKEY_LIMIT_TEXTS_WIDER", "off"), ("LATCHKEY_LIMIT_TEXTS_ALL", "6/1h"),
        ]);
        let (browser, _) = member(&party, 0, "203.0.113.1".to_owned()).await;
        for _ in 0..5 {
            browser.send_phone_code("+4915123456789").await.unwrap();
        }
        // The account has used up its five codes. A landline gets none.
        assert_eq!(code(&browser.send_phone_code("+4915123456789").await), "too_many_requests");
        let (other, _) = member(&party, 1, "203.0.113.2".to_owned()).await;
        assert_eq!(code(&other.send_phone_code("+4930901820").await), "not_mobile");
        other.send_phone_code("+4915123456780").await.unwrap();
        assert_eq!(code(&other.send_phone_code("+4915123456780").await), "text_budget");
    }

    async fn an_account_needs_a_confirmed_address_for_a_text(party: TestParty) {
        let browser = party.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        assert_eq!(code(&browser.send_phone_code("+4915123456789").await), "address_not_confirmed");
        assert_eq!(party.count("phone_codes").await, 0);
        browser.redeem(&party.newest_mail().await).await.unwrap();
        browser.send_phone_code("+4915123456789").await.unwrap();
    }

    async fn no_text_goes_to_a_landline_a_satellite_or_another_country(party: TestParty) {
        let (browser, _) = member(&party, 0, "192.0.2.1".to_owned()).await;
        let session = browser.session();
        let party = party.restarted_with(&[
            ("LATCHKEY_SMS_URL", "https://AC1:token@sms.test"), ("LATCHKEY_SMS_FROM", "+4915123456780"),
        ]);
        let browser = party.browser();
        browser.set_session(session);
        for (number, expected) in [
            ("+49 30 901820", "not_mobile"),
            ("+881 612 345 678", "not_mobile"),
            ("+44 7400 123456", "text_country"),
            ("+49 1512 3456789", "ok"),
        ] {
            assert_eq!(code(&browser.send_phone_code(number).await), expected, "{number}");
        }
        assert_eq!(party.count("phone_codes").await, 1);
    }
}
