//! Texts to telephones: what they say, and when there are none.

use minijinja::context;

use super::on_both;
use super::party::{MINUTE, TestParty, code};
use crate::Locale;
use crate::messenger::Opens;
use crate::store::{Channel, Table};

on_both! {
    async fn a_text_is_shown_in_the_development_mailbox(party: TestParty) {
        assert!(party.can_send_text());
        let opens = Opens { code: Some("123456".to_owned()), link: None };
        let words = context! { code => "123456", minutes => 10 };
        party.deliver_text("verify_phone", "+493012345678", Locale::En, words, opens, 10 * MINUTE).await.unwrap();
        let text = party.development_mailbox().await.unwrap().swap_remove(0);
        assert_eq!((text.channel, text.to.as_str()), (Channel::Text, "+493012345678"));
        assert_eq!(text.code.as_deref(), Some("123456"));
        assert!(text.text.starts_with("123456 is your code for Latchkey."), "{}", text.text);
        // Browsers offer the code to that host's pages alone.
        assert!(text.text.trim_end().ends_with("@localhost #123456"), "{}", text.text);
    }

    async fn a_text_goes_to_numbers_only_and_only_where_texts_are_on(party: TestParty) {
        let send = async |party: &TestParty, to: &str| {
            let words = context! { code => "123456", minutes => 10 };
            party.deliver_text("verify_phone", to, Locale::De, words, Opens::default(), 10 * MINUTE).await
        };
        for to in ["", "030123456", "+49 30 12345678", "+123456", "+1234567890123456", "+49301234567a"] {
            assert_eq!(code(&send(&party, to).await), "invalid_request", "{to}");
        }
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://example.org")]);
        assert!(!party.can_send_text());
        assert_eq!(code(&send(&party, "+493012345678").await), "mail_off");
        assert_eq!(party.count(Table::Messages).await, 0);
    }
}
