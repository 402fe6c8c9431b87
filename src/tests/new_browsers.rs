//! Tests the emails about sign-ins from new browsers, and their link.

use testing::authenticator::Peer;
use testing::on_both;

use super::party::{MINUTE, ORIGIN, SECOND, TestBrowser, TestParty, code, codes};
use crate::model::event::Kind;
use crate::model::session::Opens;
use crate::passkey::CeremonyResponse;
use crate::session::LIFETIME;
use crate::web::known_browser::KNOWN_FOR;
use crate::web::request_context::RequestContext;
use crate::{Result, User};

const ADA: &str = "ada@example.org";

/// Returns a browser in which a user has signed up and confirmed the address.
async fn member(party: &TestParty, phone: &mut Peer) -> TestBrowser {
    let browser = party.browser();
    browser.sign_up(ADA, phone).await;
    browser.redeem(&party.mail_to(ADA).await).await.unwrap();
    party.pass(MINUTE);
    browser
}

/// Returns the tokens of all links in emails about new browsers, newest first.
async fn links(party: &TestParty) -> Vec<String> {
    let mails = party.mail().development_mailbox().await.unwrap().into_iter();
    let links = mails.filter(|mail| mail.kind == "new_browser").map(|mail| {
        assert_eq!(mail.to, ADA);
        let link = mail.link.unwrap();
        assert!(mail.text.contains(&link), "{}", mail.text);
        link.strip_prefix("http://localhost:3000/not-me?token=").unwrap().to_owned()
    });
    links.collect()
}

async fn end(browser: &TestBrowser, token: &str) -> Result<()> {
    let ended = browser
        .request(async |context| browser.rp.sessions().end_new_browser(context, token).await);
    ended.await.map(|_| ())
}

async fn passkeys(party: &TestParty, user: &User) -> usize {
    party.passkeys_of(user).await.len()
}

on_both! {
    async fn the_first_sign_in_from_each_other_browser_is_emailed(party: TestParty) {
        let mut phone = Peer::new();
        let home = member(&party, &mut phone).await;
        home.sign_out().await;
        home.sign_in(&mut phone).await.unwrap();
        assert!(links(&party).await.is_empty(), "the account was created here");
        let other = party.browser();
        for _ in 0..2 {
            other.sign_in(&mut phone).await.unwrap();
            assert_eq!(links(&party).await.len(), 1);
        }
        // However a user signs in, it is the same browser.
        other.sign_out().await;
        other.enter_by_mail(ADA).await;
        assert_eq!(links(&party).await.len(), 1);
        party.browser().enter_by_mail(ADA).await;
        assert_eq!(links(&party).await.len(), 2);
        // A browser is known to one account only.
        let mut eves = Peer::new();
        let eve = other.sign_up("eve@example.org", &mut eves).await;
        assert_eq!(links(&party).await.len(), 2);
        let sign_ins = party.events().list(eve.id, None).await.unwrap();
        assert!(sign_ins.iter().all(|event| event.details.new_browser.is_none()));
    }

    async fn a_browser_in_use_stays_known_and_an_unused_one_is_forgotten(party: TestParty) {
        let mut phone = Peer::new();
        let home = member(&party, &mut phone).await;
        for _ in 0..4 {
            party.pass(KNOWN_FOR.checked_sub(SECOND).unwrap() * 2 / 3);
            party.sweep().await.unwrap();
            home.sign_in(&mut phone).await.unwrap();
        }
        assert!(links(&party).await.is_empty());
        party.pass(KNOWN_FOR);
        home.sign_in(&mut phone).await.unwrap();
        assert_eq!(links(&party).await.len(), 1);
    }

    async fn an_address_that_is_only_claimed_gets_no_email_about_browsers(party: TestParty) {
        let mut phone = Peer::new();
        party.browser().sign_up(ADA, &mut phone).await;
        let eve = party.browser().sign_in(&mut phone).await.unwrap();
        assert!(links(&party).await.is_empty());
        let newest = party.events().list(eve.id, None).await.unwrap().swap_remove(0);
        assert!(newest.details.new_browser.is_some());
    }

    async fn the_link_ends_that_session_and_later_ones_and_signs_no_one_in(party: TestParty) {
        let mut phone = Peer::new();
        let home = member(&party, &mut phone).await;
        let ada = home.user().await;
        let thief = party.browser();
        thief.sign_in(&mut phone).await.unwrap();
        // The second session is from a browser that is known now.
        thief.sign_in(&mut phone).await.unwrap();
        let token = links(&party).await.swap_remove(0);
        let anywhere = party.browser();
        let sign_in = party.sessions().look_at_new_browser(&token).await.unwrap();
        assert_eq!((sign_in.user_id, sign_in.kind), (ada.id, Kind::SignedInByPasskey));
        assert!(thief.signed_in().await.is_some(), "looking changes nothing");

        end(&anywhere, &token).await.unwrap();
        assert!(thief.signed_in().await.is_none());
        assert!(home.signed_in().await.is_some());
        assert!(anywhere.signed_in().await.is_none());
        assert_eq!(passkeys(&party, &ada).await, 1);
        assert_eq!(party.history(&ada).await[0], Kind::SessionEnded);
        assert!(party.sessions().look_at_new_browser(&token).await.is_err());
        // The thief's browser is new again.
        thief.sign_in(&mut phone).await.unwrap();
        assert_eq!(code(&end(&anywhere, &token).await), "link_expired");
        assert!(thief.signed_in().await.is_some());
        let tokens = links(&party).await;
        assert_eq!(tokens.len(), 2);
        end(&anywhere, &tokens[0]).await.unwrap();
        assert!(thief.signed_in().await.is_none());
    }

    async fn of_two_clicks_at_once_one_ends_the_session(party: TestParty) {
        let mut phone = Peer::new();
        let home = member(&party, &mut phone).await;
        party.browser().sign_in(&mut phone).await.unwrap();
        let token = links(&party).await.swap_remove(0);
        let (one, other) = (party.browser(), party.browser());
        let (first, second) = tokio::join!(end(&one, &token), end(&other, &token));
        assert_eq!(codes([first, second]), ["link_expired", "ok"]);
        let ended = party.history(&home.user().await).await.into_iter();
        assert_eq!(ended.filter(|kind| *kind == Kind::SessionEnded).count(), 1);
    }

    async fn the_link_works_as_long_as_the_session_could_last(party: TestParty) {
        let mut phone = Peer::new();
        member(&party, &mut phone).await;
        party.browser().sign_in(&mut phone).await.unwrap();
        let token = links(&party).await.swap_remove(0);
        party.pass(LIFETIME.checked_sub(SECOND).unwrap());
        party.sessions().look_at_new_browser(&token).await.unwrap();
        party.pass(SECOND);
        assert_eq!(code(&end(&party.browser(), &token).await), "link_expired");
    }

    async fn of_a_link_only_the_hash_is_stored(party: TestParty) {
        let mut phone = Peer::new();
        let home = member(&party, &mut phone).await;
        party.browser().sign_in(&mut phone).await.unwrap();
        let token = links(&party).await.swap_remove(0);
        let kept = party.database.everything().await.into_iter();
        let places: Vec<_> =
            kept.filter(|(_, value)| value.contains(&token)).map(|(place, _)| place).collect();
        assert!(places.iter().all(|place| place.starts_with("messages.")), "{places:?}");
        // The owner's download has it neither.
        assert!(!home.download_data().await.unwrap().to_string().contains(&token));
    }

    async fn a_client_without_cookies_is_new_until_it_has_a_session(party: TestParty) {
        let party = party.with_key().await;
        let mut phone = Peer::new();
        let home = member(&party, &mut phone).await;
        let sign_in = async |phone: &mut Peer, user_agent: &str| {
            let mut context = RequestContext::unknown(&party);
            user_agent.clone_into(&mut context.user_agent);
            let started = party.passkeys().start_sign_in(&context).await.unwrap();
            let started = started.for_client(&context).unwrap();
            let options = serde_json::json!({ "publicKey": started.public_key });
            let assertion = phone.get(ORIGIN, &options).await.unwrap();
            let assertion = serde_json::from_str(&assertion).unwrap();
            let response = CeremonyResponse::of_client(&context, &started.state, &assertion);
            let response = response.unwrap();
            let finished = party.passkeys().finish_sign_in(&response, Opens::Tokens).await;
            finished.unwrap().1.unwrap()
        };
        let tokens = sign_in(&mut phone, "an app").await;
        sign_in(&mut phone, "an app").await;
        let found = links(&party).await;
        assert_eq!(found.len(), 1);
        sign_in(&mut phone, "another app").await;
        assert_eq!(links(&party).await.len(), 2);

        end(&home, &found[0]).await.unwrap();
        let refreshed = party.tokens().refresh(&home.context(), &tokens.refresh_token).await;
        assert_eq!(code(&refreshed), "invalid_token");
        sign_in(&mut phone, "an app").await;
        assert_eq!(links(&party).await.len(), 3);
    }
}
