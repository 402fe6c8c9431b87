//! Tests the language of accounts and emails.

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{TestBrowser, TestParty, code};
use crate::model::message::Message;
use crate::{Error, Locale, Result};

/// Returns the newest email of any kind.
async fn newest(party: &TestParty) -> Message {
    party.mail().development_mailbox().await.unwrap().swap_remove(0)
}

async fn choose(party: &TestParty, browser: &TestBrowser, code: &str) -> Result<String> {
    let cookie =
        browser.request(async |context| party.web().choose_locale(context, code).await).await?;
    Ok(cookie.to_str().map_err(Error::internal)?.to_owned())
}

fn speaking(party: &TestParty, locale: Locale) -> TestBrowser {
    let mut browser = party.browser();
    browser.locale = locale;
    browser
}

on_both! {
    async fn an_account_keeps_the_language_of_the_browser_it_was_made_in(party: TestParty) {
        let (browser, mut phone) = (speaking(&party, Locale::It), Peer::new());
        let user = browser.sign_up("ada@example.org", &mut phone).await;
        assert_eq!(party.user(&user).await.unwrap().locale, Some(Locale::It));
        assert_eq!(newest(&party).await.subject, "Conferma il tuo indirizzo e-mail per Latchkey");

        let elsewhere = speaking(&party, Locale::Zh);
        elsewhere.sign_in(&mut phone).await.unwrap();
        assert_eq!(party.user(&user).await.unwrap().locale, Some(Locale::It));
    }

    async fn an_account_without_a_language_gets_one_at_its_next_sign_in(party: TestParty) {
        let (browser, mut phone) = (speaking(&party, Locale::It), Peer::new());
        let user = browser.sign_up("ada@example.org", &mut phone).await;
        party.database.execute("update users set locale = null").await;
        assert_eq!(party.user(&user).await.unwrap().locale, None);
        speaking(&party, Locale::Pl).sign_in(&mut phone).await.unwrap();
        assert_eq!(party.user(&user).await.unwrap().locale, Some(Locale::Pl));
    }

    async fn a_mail_to_nobody_in_particular_speaks_the_language_of_the_browser_that_asked(party: TestParty) {
        speaking(&party, Locale::Es).ask_for_link("ada@example.org").await.unwrap();
        assert_eq!(newest(&party).await.subject, "Cree su cuenta en Latchkey");
    }

    async fn a_mail_to_an_account_speaks_its_language_whoever_asks(party: TestParty) {
        let browser = speaking(&party, Locale::De);
        browser.ask_for_link("ada@example.org").await.unwrap();
        browser.redeem(&party.newest_mail().await).await.unwrap();
        speaking(&party, Locale::Zh).ask_for_link("Ada@Example.org").await.unwrap();
        assert_eq!(newest(&party).await.subject, "Anmeldung bei Latchkey");
        // Notifications too, whatever the browser's language.
        choose(&party, &browser, "pl").await.unwrap();
        browser.add_passkey(&mut Peer::new()).await.unwrap();
        assert_eq!(newest(&party).await.subject, "Do Twojego konta w Latchkey dodano klucz dostępu");
    }

    async fn an_address_that_is_only_claimed_has_no_language(party: TestParty) {
        speaking(&party, Locale::Zh).sign_up("ada@example.org", &mut Peer::new()).await;
        speaking(&party, Locale::De).ask_for_link("ada@example.org").await.unwrap();
        assert_eq!(newest(&party).await.subject, "Erstellen Sie Ihr Konto bei Latchkey");
    }

    async fn the_language_is_changed_for_the_account_that_is_signed_in_and_no_other(party: TestParty) {
        let (ada, bob) = (party.browser(), party.browser());
        let ada_is = ada.sign_up("ada@example.org", &mut Peer::new()).await;
        let bob_is = bob.sign_up("bob@example.org", &mut Peer::new()).await;
        let cookie = choose(&party, &ada, "zh").await.unwrap();
        assert!(cookie.starts_with("latchkey_locale_3000=zh; ") && cookie.contains("HttpOnly"), "{cookie}");
        assert_eq!(party.user(&ada_is).await.unwrap().locale, Some(Locale::Zh));
        assert_eq!(party.user(&bob_is).await.unwrap().locale, Some(Locale::En));
        choose(&party, &party.browser(), "de").await.unwrap();
        assert_eq!(party.user(&ada_is).await.unwrap().locale, Some(Locale::Zh));
    }

    async fn a_language_that_is_none_of_ours_changes_nothing(party: TestParty) {
        let browser = speaking(&party, Locale::Pt);
        let user = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        for foreign in ["", "fr", "DE", "de-AT", "de; Domain=example.org"] {
            assert_eq!(code(&choose(&party, &browser, foreign).await), "invalid_request", "{foreign}");
        }
        assert_eq!(party.user(&user).await.unwrap().locale, Some(Locale::Pt));
    }

    async fn a_new_passkey_is_named_in_the_language_of_the_browser(party: TestParty) {
        let mut browser = speaking(&party, Locale::Zh);
        browser.user_agent = "curl/8.0";
        let user = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        assert_eq!(party.passkeys_of(&user).await[0].name, "手机或平板电脑");
    }
}
