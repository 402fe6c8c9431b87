//! Tests of the made-up accounts, on both databases.

use std::collections::BTreeSet;

use testing::authenticator::Peer;
use testing::on_both;

use super::people::{PEOPLE, developer};
use crate::error::Result;
use crate::model::event::Kind;
use crate::tests::party::{MINUTE, ORIGIN, TestBrowser, TestParty, code};

const DAYS: i64 = 30 * 24 * 60 * 60;

fn token(link: &str) -> String {
    link.strip_prefix("http://localhost:3000/dev/demo?token=").unwrap().to_owned()
}

async fn press(browser: &TestBrowser, token: &str, phone: &mut Peer) -> Result<()> {
    let started = browser
        .request(async |context| browser.rp.demo().start_sign_in(context, token).await)
        .await?;
    let created = phone.create(ORIGIN, &started.options).await.unwrap();
    finish(browser, &started.ceremony, &created).await
}

async fn finish(browser: &TestBrowser, ceremony: &str, created: &str) -> Result<()> {
    let finish = browser.request(async |context| {
        browser.rp.demo().finish_sign_in(context, ceremony, created).await
    });
    finish.await
}

/// Returns every value that doesn't depend on chance.
async fn everything(party: &TestParty) -> Vec<(String, String)> {
    let mut all = party.database.everything().await;
    let is_random = |place: &str| {
        place == "sessions.token_hash" || place.starts_with("demo_links.") || place.contains("key")
    };
    all.retain(|(place, _)| !is_random(place));
    all.sort();
    all
}

on_both! {
    async fn everyone_is_there_once_and_the_same_each_time(party: TestParty) {
        party.demo().create().await.unwrap();
        assert_eq!(party.store().count_rows("users").await.unwrap(), i64::try_from(PEOPLE).unwrap() + 1);
        for (table, least) in [("credentials", 150), ("sessions", 200), ("events", 1000), ("messages", 5)] {
            let count = party.store().count_rows(table).await.unwrap();
            assert!(count >= least, "{table}: {count}");
        }
        let before = everything(&party).await;
        party.demo().create().await.unwrap();
        assert_eq!(everything(&party).await, before, "a second run only prints a link");
        let other = TestParty::start(party.database.another().await).await;
        other.demo().create().await.unwrap();
        assert_eq!(everything(&other).await, before);
    }

    async fn the_history_of_thirty_days_is_plausible_and_mails_no_one(party: TestParty) {
        let (people, now) = (party.demo().made_up_people().unwrap(), party.clock().now());
        party.demo().create().await.unwrap();
        let mut kinds = BTreeSet::new();
        for person in &people {
            for event in party.events().list(person.user.id, None).await.unwrap() {
                assert!((person.user.created_at..=now).contains(&event.created_at), "{event:?}");
                assert!(event.created_at >= now - DAYS);
                kinds.insert(event.kind.as_str());
            }
            for passkey in party.passkeys_of(&person.user).await {
                assert!(passkey.provider().is_some() && passkey.created_at >= person.user.created_at);
                assert!(passkey.last_used_at.is_none_or(|at| at >= passkey.created_at), "{passkey:?}");
            }
        }
        for kind in [Kind::SignedUp, Kind::SignedInByPasskey, Kind::SignedInByMail, Kind::SignInFailed, Kind::Deactivated] {
            assert!(kinds.contains(kind.as_str()), "{kinds:?}");
        }
        let ordered = party.database.text(
            "select cast(count(*) as text) from events a join events b on b.sequence = a.sequence + 1
             where b.created_at < a.created_at",
        );
        assert_eq!(ordered.await, "0", "the events are in order");
        party.events().read().await.unwrap();
        assert!(party.mail().development_mailbox().await.unwrap().is_empty());
    }

    async fn the_link_signs_in_once_with_a_new_passkey(party: TestParty) {
        let link = token(&party.demo().create().await.unwrap());
        assert_eq!(party.demo().look_at_link(&link).await.unwrap(), "developer@example.com");
        let (browser, mut phone) = (party.browser(), Peer::new());
        let (first, second) = (
            browser.request(async |context| party.demo().start_sign_in(context, &link).await).await.unwrap(),
            browser.request(async |context| party.demo().start_sign_in(context, &link).await).await.unwrap(),
        );
        let created = phone.create(ORIGIN, &first.options).await.unwrap();
        let again = Peer::new().create(ORIGIN, &second.options).await.unwrap();
        assert_eq!(code(&finish(&party.browser(), &first.ceremony, &created).await), "ceremony_expired");
        finish(&browser, &first.ceremony, &created).await.unwrap();
        assert_eq!(browser.user().await.id, developer());
        assert!(finish(&browser, &second.ceremony, &again).await.is_err(), "the link is used");
        assert_eq!(code(&party.demo().look_at_link(&link).await), "link_expired");
        assert_eq!(party.passkeys_of(&browser.user().await).await.len(), 1);
        browser.sign_out().await;
        browser.sign_in(&mut phone).await.unwrap();
        // The next link adds another passkey.
        let link = token(&party.demo().create().await.unwrap());
        press(&party.browser(), &link, &mut Peer::new()).await.unwrap();
    }

    async fn a_link_expires_and_opens_nothing_by_other_means(party: TestParty) {
        let link = token(&party.demo().create().await.unwrap());
        assert_eq!(code(&party.demo().look_at_link("x").await), "link_expired");
        let (eve, mut phone) = (party.browser(), Peer::new());
        eve.sign_up("eve@example.org", &mut phone).await;
        let started = eve.start_adding().await.unwrap();
        let created = Peer::new().create(ORIGIN, &started.options).await.unwrap();
        assert!(finish(&eve, &started.ceremony, &created).await.is_err(), "not a ceremony of a link");
        party.pass(MINUTE * 60);
        assert_eq!(code(&press(&party.browser(), &link, &mut phone).await), "ceremony_expired");
        party.sweep().await.unwrap();
        assert_eq!(party.store().count_rows("demo_links").await.unwrap(), 0);
    }

    async fn nothing_of_it_works_outside_development(party: TestParty) {
        let link = token(&party.demo().create().await.unwrap());
        let count = party.count("users").await;
        let party = party.restarted_with(&[("SMTP_URL", "smtp://localhost:2525")]);
        assert_eq!(code(&party.demo().create().await), "not_found");
        assert_eq!(code(&party.demo().look_at_link(&link).await), "not_found");
        assert_eq!(code(&press(&party.browser(), &link, &mut Peer::new()).await), "ceremony_expired");
        assert_eq!(party.count("users").await, count);
    }
}
