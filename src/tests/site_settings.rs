//! Tests settings that operators change while the site runs.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::mail_server::{MailServer, Speaks, header};
use testing::on_both;

use super::party::{MINUTE, SECOND, TestParty, code, just_under};
use crate::model::event::{Kind, SERVER, SITE};
use crate::model::message::Message;
use crate::settings::{SettingEntry, Source};
use crate::{Locale, RelyingParty, RequestContext, Setting, SignUp};

const DAY: Duration = Duration::from_hours(24);

async fn change(rp: &RelyingParty, setting: Setting, value: Option<&str>) -> crate::Result<()> {
    rp.settings().change(&RequestContext::operator(rp, SERVER), setting, value).await
}

/// Returns another server of the same site.
fn another_server(party: &TestParty) -> RelyingParty {
    let (config, store) = (party.config().clone(), party.store().clone());
    RelyingParty::new(config, store, party.clock().clone(), crate::Random::system()).unwrap()
}

async fn newest(party: &TestParty) -> Message {
    party.mail().development_mailbox().await.unwrap().swap_remove(0)
}

async fn entry(rp: &RelyingParty, setting: Setting) -> SettingEntry {
    let entries = rp.settings().list().await.unwrap();
    entries.into_iter().find(|entry| entry.setting == setting).unwrap()
}

on_both! {
    async fn every_server_follows_a_change_within_five_seconds(party: TestParty) {
        let other = another_server(&party);
        let eve = party.browser();
        let elsewhere = eve.moved_to(other.clone());
        elsewhere.start_sign_up("eve@example.org").await.unwrap();
        change(&party, Setting::SignUp, Some("nobody")).await.unwrap();
        assert_eq!(code(&eve.start_sign_up("eve@example.org").await), "sign_up_closed", "at once where it was made");
        party.pass(just_under(5 * SECOND));
        let reads = party.store().traffic().0;
        assert_eq!(other.settings().refresh().await.unwrap().sign_up, SignUp::Everyone);
        assert_eq!(party.store().traffic().0, reads, "the values in memory are used");
        party.pass(SECOND);
        assert_eq!(code(&elsewhere.start_sign_up("eve@example.org").await), "sign_up_closed");
        assert_eq!(other.settings().who_may_sign_up(), SignUp::Nobody);

        change(&other, Setting::SignUp, None).await.unwrap();
        party.pass(5 * SECOND);
        eve.start_sign_up("eve@example.org").await.unwrap();
        assert_eq!(entry(&party, Setting::SignUp).await.source, Source::Default);
    }

    async fn the_environment_wins_and_locks_a_setting(party: TestParty) {
        change(&party, Setting::SignUp, Some("nobody")).await.unwrap();
        change(&party, Setting::Name, Some("Ada’s library")).await.unwrap();
        let party = party.restarted_with(&[("LATCHKEY_SIGN_UP", "example.org, example.com")]);
        assert_eq!(code(&change(&party, Setting::SignUp, Some("everyone")).await), "setting_locked");
        assert_eq!(code(&change(&party, Setting::SignUp, None).await), "setting_locked");
        let locked = entry(&party, Setting::SignUp).await;
        assert_eq!((locked.value.as_str(), locked.source), ("example.org, example.com", Source::Environment));
        let name = entry(&party, Setting::Name).await;
        assert_eq!((name.value.as_str(), name.source), ("Ada’s library", Source::Database));
        assert_eq!(party.settings().who_may_sign_up().to_string(), "example.org, example.com");
        // Without the variable, the stored value is back.
        let party = party.restarted_with(&[]);
        assert_eq!(entry(&party, Setting::SignUp).await.value, "nobody");
    }

    async fn an_invalid_value_changes_nothing(party: TestParty) {
        for (setting, value) in [(Setting::SignUp, "example"), (Setting::SignUp, ""), (Setting::Name, " "), (Setting::Name, "a\r\nBcc: b@example.org"), (Setting::Redirect, "https://evil.example/")] {
            assert_eq!(code(&change(&party, setting, Some(value)).await), "invalid_setting", "{value:?}");
        }
        assert_eq!((party.count("settings").await, party.count("events").await), (0, 0));
    }

    async fn no_one_signs_up_while_the_rule_cannot_be_read(party: TestParty) {
        change(&party, Setting::SignUp, Some("invited")).await.unwrap();
        party.database.execute("update settings set value = 'from a newer version'").await;
        let party = party.restarted_with(&[]);
        assert_eq!(code(&party.browser().start_sign_up("eve@example.org").await), "internal");
        assert_eq!(code(&party.browser().ask_for_link("eve@example.org").await), "internal");
        assert_eq!(party.count("users").await, 0);
    }

    async fn a_change_is_an_event_that_names_the_operator_and_the_setting(party: TestParty) {
        let admin = party.browser().sign_up("admin@example.org", &mut Peer::new()).await;
        change(&party, Setting::Name, Some("Library")).await.unwrap();
        let operator = RequestContext::operator(&party, admin.id.to_string());
        party.settings().change(&operator, Setting::SignUp, Some("nobody")).await.unwrap();
        for (user, by, changed) in [(SITE, SERVER.to_owned(), "name"), (admin.id, admin.id.to_string(), "sign_up")] {
            let event = party.events().list(user, None).await.unwrap().swap_remove(0);
            assert_eq!((event.kind, event.details.by, event.details.changed), (Kind::SettingChanged, Some(by), vec![changed.to_owned()]));
        }
    }

    async fn sessions_and_links_last_as_long_as_the_operator_says(party: TestParty) {
        change(&party, Setting::SessionDays, Some("7")).await.unwrap();
        change(&party, Setting::LinkMinutes, Some("60")).await.unwrap();
        party.settings().refresh().await.unwrap();
        let browser = party.browser();
        browser.ask_for_link("ada@example.org").await.unwrap();
        let (mail, message) = (party.newest_mail().await, newest(&party).await);
        assert!(message.text.contains("60 minutes"), "{}", message.text);
        party.pass(just_under(60 * MINUTE));
        browser.redeem(&mail).await.unwrap();
        party.pass(just_under(7 * DAY));
        assert!(browser.signed_in().await.is_some());
        party.pass(SECOND);
        assert!(browser.signed_in().await.is_none());
        change(&party, Setting::LinkMinutes, Some("5")).await.unwrap();
        browser.ask_for_link("ada@example.org").await.unwrap();
        let mail = party.newest_mail().await;
        party.pass(5 * MINUTE);
        assert_eq!(code(&browser.redeem(&mail).await), "link_expired");
    }

    async fn emails_are_in_a_language_that_the_site_offers(party: TestParty) {
        let mut browser = party.browser();
        browser.locale = Locale::Es;
        let user = browser.sign_up("ada@example.org", &mut Peer::new()).await;
        change(&party, Setting::Languages, Some("de, pl")).await.unwrap();
        party.settings().refresh().await.unwrap();
        browser.ask_for_link("eve@example.org").await.unwrap();
        assert_eq!(newest(&party).await.subject, "Erstellen Sie Ihr Konto bei Latchkey");
        let choose = async |code: &'static str| {
            browser.request(async |context| party.web().choose_locale(context, code).await).await
        };
        assert_eq!(code(&choose("es").await), "invalid_request");
        choose("pl").await.unwrap();
        assert_eq!(party.user(&user).await.unwrap().locale, Some(Locale::Pl));
    }

    async fn the_accent_colour_is_in_emails(party: TestParty) {
        let browser = party.browser();
        browser.ask_for_link("ada@example.org").await.unwrap();
        assert!(newest(&party).await.html.contains("background: #1d4ed8; color: #ffffff"));
        // White text on yellow can't be read, so the emails have a darker tone.
        change(&party, Setting::Accent, Some("#FFD400")).await.unwrap();
        let accent = party.settings().refresh().await.unwrap().accent;
        browser.ask_for_link("ada@example.org").await.unwrap();
        let html = newest(&party).await.html;
        assert!(html.contains(&format!("background: {}; color: #ffffff", accent.light().accent)), "{html}");
        assert!(!html.contains("#ffd400") && !html.contains("#1d4ed8"), "{html}");
    }

    async fn the_name_is_in_emails_and_password_managers(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let url = format!("smtp://localhost:{}", server.port);
        let party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
        change(&party, Setting::Name, Some("Library")).await.unwrap();
        party.settings().refresh().await.unwrap();
        let browser = party.browser();
        let options = browser.start_sign_up("ada@example.org").await.unwrap().options;
        assert_eq!(options["publicKey"]["rp"]["name"], "Library");
        browser.ask_for_link("ada@example.org").await.unwrap();
        party.mail().send_due().await;
        let mail = &server.mails()[0];
        assert!(header(mail, "From").starts_with("Library <no-reply@"), "{}", header(mail, "From"));
        assert!(header(mail, "Subject").contains("Library") && !mail["text"].as_str().unwrap().contains("Latchkey"), "{mail}");
    }
}
