//! Administrators: who becomes one, and who still is.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::on_both;

use crate::extras::console::Admin;
use crate::model::event::Kind;
use crate::model::event::SERVER;
use crate::tests::party::{MINUTE, SECOND, TestBrowser, TestParty, code, codes, just_under};
use crate::{RequestContext, Result, User};

const HOUR: Duration = Duration::from_hours(1);

/// Returns a browser in which a user has just used a passkey.
pub(super) async fn member(party: &TestParty, name: &str) -> (TestBrowser, Peer) {
    let (browser, mut phone) = (party.browser(), Peer::new());
    browser.sign_up(&format!("{name}@example.org"), &mut phone).await;
    (browser, phone)
}

/// Makes the browser's user an administrator, with an invitation.
pub(crate) async fn make_admin(party: &TestParty, browser: &TestBrowser) {
    redeem(party, browser, &invite(party).await).await.unwrap();
}

async fn invite(party: &TestParty) -> String {
    token(&party.console().invite_admin().await.unwrap())
}

fn token(link: &str) -> String {
    let start = "http://localhost:3000/admin-invitation?token=";
    link.strip_prefix(start).unwrap_or_else(|| panic!("{link}")).to_owned()
}

async fn redeem(party: &TestParty, browser: &TestBrowser, token: &str) -> Result<()> {
    browser
        .request(async |context| party.console().redeem_admin_invitation(context, token).await)
        .await
}

/// Returns the browser's user as an administrator.
pub(super) async fn admin(party: &TestParty, browser: &TestBrowser) -> Result<Admin> {
    browser.request(async |context| party.console().admin(context).await).await
}

async fn revoke(party: &TestParty, user: &User) -> Result<()> {
    party.console().revoke_admin(&RequestContext::operator(party, SERVER), user.id).await
}

on_both! {
    async fn an_invitation_makes_one_administrator(party: TestParty) {
        let (ada, _) = member(&party, "ada").await;
        let (bob, _) = member(&party, "bob").await;
        assert_eq!(code(&admin(&party, &ada).await), "not_found");
        let token = invite(&party).await;
        party.console().look_at_admin_invitation(&token).await.unwrap();
        redeem(&party, &ada, &token).await.unwrap();
        assert_eq!(code(&admin(&party, &ada).await), "ok");
        assert_eq!(code(&redeem(&party, &bob, &token).await), "link_expired");
        assert_eq!(code(&admin(&party, &bob).await), "not_found");
        assert_eq!(party.history(&ada.user().await).await[0], Kind::AdminAdded);
        // An administrator uses up no one else's invitation.
        let token = invite(&party).await;
        redeem(&party, &ada, &token).await.unwrap();
        redeem(&party, &bob, &token).await.unwrap();
        assert_eq!(party.console().list_admins().await.unwrap().len(), 2);
    }

    async fn of_two_users_who_redeem_one_invitation_at_once_one_becomes_an_administrator(party: TestParty) {
        let (ada, _) = member(&party, "ada").await;
        let (bob, _) = member(&party, "bob").await;
        for link in [party.console().invite_first_admin().await.unwrap().unwrap(), party.console().invite_admin().await.unwrap()] {
            let token = token(&link);
            let (one, other) = tokio::join!(redeem(&party, &ada, &token), redeem(&party, &bob, &token));
            assert_eq!(codes([one, other]), ["link_expired", "ok"]);
            assert_eq!(party.console().list_admins().await.unwrap().len(), 1);
            let user = party.console().list_admins().await.unwrap().remove(0).user;
            revoke(&party, &user).await.unwrap();
        }
    }

    async fn an_invitation_is_valid_for_an_hour(party: TestParty) {
        let (ada, mut phone) = member(&party, "ada").await;
        let (late, in_time) = (invite(&party).await, invite(&party).await);
        party.pass(just_under(HOUR));
        ada.sign_in(&mut phone).await.unwrap();
        redeem(&party, &ada, &in_time).await.unwrap();
        party.pass(SECOND);
        assert_eq!(code(&party.console().look_at_admin_invitation(&late).await), "link_expired");
        let (bob, _) = member(&party, "bob").await;
        assert_eq!(code(&redeem(&party, &bob, &late).await), "link_expired");
        party.sweep().await.unwrap();
        assert_eq!(party.count("admin_invitations").await, 0);
    }

    async fn the_first_invitation_works_only_while_there_is_no_administrator(party: TestParty) {
        let first = token(&party.console().invite_first_admin().await.unwrap().unwrap());
        let second = token(&party.console().invite_first_admin().await.unwrap().unwrap());
        let (ada, _) = member(&party, "ada").await;
        let (bob, _) = member(&party, "bob").await;
        assert_eq!(code(&redeem(&party, &ada, &first).await), "link_expired", "a later start replaced it");
        make_admin(&party, &ada).await;
        assert_eq!(code(&redeem(&party, &bob, &second).await), "link_expired");
        assert_eq!(party.console().invite_first_admin().await.unwrap(), None);
    }

    async fn redeeming_needs_a_passkey_that_was_just_used(party: TestParty) {
        let token = invite(&party).await;
        let (ada, mut phone) = member(&party, "ada").await;
        assert_eq!(code(&redeem(&party, &party.browser(), &token).await), "signed_out");
        party.pass(10 * MINUTE);
        assert_eq!(code(&redeem(&party, &ada, &token).await), "verification_required");
        // An account whose only key is its mailbox doesn't become one either.
        let mail = party.browser();
        mail.ask_for_link("bob@example.org").await.unwrap();
        mail.redeem(&party.newest_mail().await).await.unwrap();
        assert_eq!(code(&redeem(&party, &mail, &token).await), "verification_required");
        ada.sign_in(&mut phone).await.unwrap();
        redeem(&party, &ada, &token).await.unwrap();
    }

    async fn an_administrator_needs_a_passkey_used_in_the_last_ten_minutes(party: TestParty) {
        let (ada, mut phone) = member(&party, "ada").await;
        make_admin(&party, &ada).await;
        party.pass(just_under(10 * MINUTE));
        assert_eq!(code(&admin(&party, &ada).await), "ok");
        party.pass(SECOND);
        assert_eq!(code(&admin(&party, &ada).await), "verification_required");
        ada.sign_in(&mut phone).await.unwrap();
        assert_eq!(code(&admin(&party, &ada).await), "ok");
    }

    async fn a_revoked_administrator_is_one_no_longer(party: TestParty) {
        let (ada, _) = member(&party, "ada").await;
        make_admin(&party, &ada).await;
        let user = ada.user().await;
        revoke(&party, &user).await.unwrap();
        assert_eq!(code(&admin(&party, &ada).await), "not_found");
        assert_eq!(code(&revoke(&party, &user).await), "not_found");
        let newest = party.events().list(user.id, None).await.unwrap().remove(0);
        assert_eq!((newest.kind, newest.details.by.as_deref()), (Kind::AdminRemoved, Some(SERVER)));
        assert_eq!((newest.user_agent, newest.ip), (String::new(), String::new()));
    }

    async fn an_administrator_adds_another_and_the_event_names_them(party: TestParty) {
        let (ada, _) = member(&party, "ada").await;
        let (bob, _) = member(&party, "bob").await;
        make_admin(&party, &ada).await;
        let by = admin(&party, &ada).await.unwrap();
        let (ada, bob) = (ada.user().await, bob.user().await);
        party.console().add_admin(&by, bob.id).await.unwrap();
        let admins = party.console().list_admins().await.unwrap();
        let added: Vec<_> = admins.iter().map(|one| (one.user.id, one.added_by)).collect();
        assert!(added.contains(&(bob.id, Some(ada.id))) && added.contains(&(ada.id, None)), "{added:?}");
        let newest = party.events().list(bob.id, None).await.unwrap().remove(0);
        assert_eq!((newest.kind, newest.details.by), (Kind::AdminAdded, Some(ada.id.to_string())));
        // The administrator who added them may go.
        party.accounts().erase(&ada, party.event(&RequestContext::unknown(&party), ada.id, Kind::Deleted)).await.unwrap();
        let admins = party.console().list_admins().await.unwrap();
        assert_eq!((admins.len(), admins[0].added_by), (1, None));
    }
}
