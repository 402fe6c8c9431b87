//! Tests that text messages with back ends' links have the same limits as codes.

use testing::on_both;

use super::administration::link;
use crate::extras::passage::{LinkRequest, Recipient, Verifies};
use crate::extras::sms::tests::pumping::member;
use crate::tests::party::{MINUTE, TestParty, code};

const DAY: std::time::Duration = std::time::Duration::from_hours(24);

fn text(number: &str) -> LinkRequest {
    let recipient = Recipient::Phone(number.to_owned());
    LinkRequest { is_sent: true, channel: Some(Verifies::Phone), ..link(recipient) }
}

on_both! {
    async fn a_link_spends_the_budget_that_codes_spend(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_LIMIT_TEXTS_ALL", "2/1h, 3/1d")]);
        for nth in 0..2 {
            let (browser, _) = member(&party, nth, format!("203.0.{nth}.1")).await;
            browser.send_phone_code(&format!("+4915123400{nth}11")).await.unwrap();
        }
        let make = async || party.passage().create_link(&party.browser().context(), text("+4915123456789")).await;
        assert_eq!(code(&make().await), "text_budget");
        assert_eq!((party.count("phone_codes").await, party.count("bearer_links").await), (2, 0));
        party.pass(60 * MINUTE);
        make().await.unwrap();
        party.pass(60 * MINUTE);
        assert!(make().await.unwrap_err().retry_after().unwrap() > 3600);
        party.pass(DAY);
        make().await.unwrap();
    }

    async fn no_link_goes_to_a_landline_a_satellite_or_another_country(party: TestParty) {
        let party = party.restarted_with(&[
            ("LATCHKEY_SMS_URL", "https://AC1:token@sms.test"), ("LATCHKEY_SMS_FROM", "+4915123456780"),
        ]);
        for (number, expected) in
            [("+49 30 901820", "not_mobile"), ("+881 612 345 678", "not_mobile"), ("+44 7400 123456", "text_country")]
        {
            let made = party.passage().create_link(&party.browser().context(), text(number)).await;
            assert_eq!(code(&made), expected, "{number}");
        }
    }
}
