//! Tests sessions: their user, how they were opened, and when they end.

use std::time::Duration;

use testing::authenticator::{Hostile, Peer};
use testing::on_both;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::SessionStore as _;

use super::party::{MINUTE, SECOND, TestBrowser, TestParty, code, honest, just_under};
use crate::model::session::Method;
use crate::model::session::Session;
use crate::session::LIFETIME;

/// Returns the session of a browser in which a user has just signed up.
async fn signed_up(party: &TestParty) -> (TestBrowser, Session) {
    let browser = party.browser();
    browser.sign_up_bent(&mut Hostile::new(), honest).await.unwrap();
    let session = browser.signed_in().await.unwrap().session;
    (browser, session)
}

on_both! {
    async fn nothing_is_stored_about_somebody_who_is_not_signed_in(party: TestParty) {
        let browser = party.browser();
        assert!(browser.signed_in().await.is_none());
        browser.start_sign_in().await.unwrap();
        browser.ask_for_link("ada@example.org").await.unwrap();
        browser.sign_in_bent(&Hostile::new(), honest).await.unwrap_err();
        assert_eq!(browser.session(), None);
        assert_eq!(party.count("sessions").await, 0);
    }

    async fn a_session_says_who_how_and_from_where(party: TestParty) {
        let (_, session) = signed_up(&party).await;
        assert_eq!(session.method, Method::Passkey);
        assert_eq!((session.user_agent.as_str(), session.ip.as_str()), ("Firefox/145.0", "192.0.2.1"));
        let now = party.clock().now();
        assert_eq!((session.created_at, session.last_seen_at, session.verified_at), (now, now, Some(now)));
        assert_eq!(session.expires_at, now + 30 * 24 * 60 * 60);
    }

    async fn a_session_lasts_thirty_days(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        party.pass(just_under(LIFETIME));
        assert!(browser.signed_in().await.is_some());
        party.pass(SECOND);
        assert!(browser.signed_in().await.is_none());
        // The row stays until it is swept, but it has expired.
        assert_eq!(party.count("sessions").await, 1);
        assert_eq!(code(&browser.start_adding().await), "signed_out");
    }

    async fn every_sign_in_has_a_new_session_and_ends_the_one_before(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        let (cookie, session) = (browser.session(), browser.signed_in().await.unwrap().session);
        browser.sign_in(&mut phone).await.unwrap();
        assert_ne!(browser.session(), cookie);
        assert_ne!(browser.signed_in().await.unwrap().session.id, session.id);
        assert_eq!(party.count("sessions").await, 1);

        let thief = party.browser();
        thief.set_session(cookie);
        assert!(thief.signed_in().await.is_none());
    }

    async fn a_cookie_that_was_planted_opens_nothing_after_the_sign_in(party: TestParty) {
        let (browser, thief) = (party.browser(), party.browser());
        let planted = Some(Id(7));
        browser.set_session(planted);
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        assert_ne!(browser.session(), planted);
        thief.set_session(planted);
        assert!(thief.signed_in().await.is_none());
    }

    async fn signing_in_as_somebody_else_ends_the_first_ones_session_here_alone(party: TestParty) {
        let (browser, elsewhere) = (party.browser(), party.browser());
        let (mut hers, mut his) = (Peer::new(), Peer::new());
        let ada = browser.sign_up("ada@example.org", &mut hers).await;
        elsewhere.sign_in(&mut hers).await.unwrap();
        let bob = browser.sign_up("bob@example.org", &mut his).await;
        assert_eq!(browser.user().await, bob);
        assert_eq!(elsewhere.user().await, ada);
        assert_eq!(party.count("sessions").await, 2);
    }

    async fn signing_out_ends_the_session_for_every_copy_of_its_cookie(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        let thief = party.browser();
        thief.set_session(browser.session());
        assert!(thief.signed_in().await.is_some());
        browser.sign_out().await;
        assert!(browser.signed_in().await.is_none());
        assert!(thief.signed_in().await.is_none());
        assert_eq!(party.count("sessions").await, 0);
        // Signing out again isn't an error.
        browser.sign_out().await;
    }

    async fn a_session_that_ended_during_a_request_stays_ended(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        let late = browser.context();
        party.sessions().signed_in(&late).await.unwrap().unwrap();
        browser.sign_out().await;
        // What tower-sessions does after the slower of the two requests.
        late.session.save().await.unwrap();
        assert_eq!(party.count("sessions").await, 0);
        let again = party.browser();
        again.set_session(late.session.id());
        assert!(again.signed_in().await.is_none());
    }

    async fn a_session_that_expired_during_a_request_is_not_saved(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        let (sessions, id) = (party.sessions().tower_sessions(), browser.session().unwrap());
        let mut record = sessions.load(&id).await.unwrap().unwrap();
        let member = record.data.get_mut(sessions.key).unwrap();
        member["verified_at"] = serde_json::json!(1);
        party.pass(LIFETIME);
        sessions.save(&record).await.unwrap();
        assert_eq!(sessions.load(&id).await.unwrap(), None);
    }

    async fn a_session_without_a_user_is_never_stored(party: TestParty) {
        let mut record = Record {
            id: Id(7),
            data: [("other".to_owned(), serde_json::json!(1))].into(),
            expiry_date: time::OffsetDateTime::UNIX_EPOCH,
        };
        party.sessions().tower_sessions().create(&mut record).await.unwrap_err();
        assert_eq!(party.count("sessions").await, 0);
        assert_eq!(party.sessions().tower_sessions().load(&Id(7)).await.unwrap(), None);
    }

    async fn being_seen_is_written_once_a_minute(party: TestParty) {
        let (browser, session) = signed_up(&party).await;
        let seen_at = async || browser.signed_in().await.unwrap().session.last_seen_at;
        party.pass(just_under(MINUTE));
        assert_eq!(seen_at().await, session.last_seen_at);
        assert_eq!(seen_at().await, session.last_seen_at);
        party.pass(SECOND);
        let before = party.store().traffic().1;
        assert_eq!(seen_at().await, session.last_seen_at);
        assert_eq!(party.store().traffic().1, before, "looking writes nothing");
        party.pass(MINUTE);
        party.sessions().store_seen().await.unwrap();
        assert_eq!(seen_at().await, session.last_seen_at + 60, "the time of that request");
        // Being seen doesn't count as a sign-in.
        let now = browser.signed_in().await.unwrap().session;
        assert_eq!((now.expires_at, now.verified_at), (session.expires_at, session.verified_at));
    }

    async fn somebody_is_recently_verified_for_ten_minutes(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        let recently = async || {
            browser.signed_in().await.unwrap().is_recently_verified(party.clock().now())
        };
        assert!(recently().await);
        party.pass(just_under(10 * MINUTE));
        assert!(recently().await);
        party.pass(SECOND);
        assert!(!recently().await);
    }

    async fn a_user_who_was_removed_is_signed_in_nowhere(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        party.database.execute("delete from users").await;
        assert!(browser.signed_in().await.is_none());
    }

    async fn a_passkey_that_was_removed_does_not_take_its_session_along(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        party.database.execute("delete from credentials").await;
        assert_eq!(browser.signed_in().await.unwrap().session.credential_id, None);
    }

    async fn the_cookie_that_signs_out_replaces_the_one_that_signed_in(party: TestParty) {
        let (browser, _) = signed_up(&party).await;
        let cookie = browser.request(async |context| party.sessions().sign_out(context).await).await.unwrap();
        assert_eq!(cookie, "latchkey_session_3000=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://example.org")]);
        let cookie = party.browser().request(async |context| party.sessions().sign_out(context).await).await.unwrap();
        assert_eq!(cookie, "__Host-latchkey_session=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0");
    }

    async fn a_sign_in_that_fails_leaves_the_session_alone(party: TestParty) {
        let (browser, session) = signed_up(&party).await;
        browser.sign_in_bent(&Hostile::new(), honest).await.unwrap_err();
        party.pass(Duration::from_secs(1));
        assert_eq!(browser.signed_in().await.unwrap().session, session);
    }
}
