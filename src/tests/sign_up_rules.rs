//! Tests who may create an account: the same answer for every address, and nothing by a claim.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::on_both;

use super::magic_link_codes::wrong;
use super::party::{ORIGIN, SECOND, TestBrowser, TestParty, code, just_under};
use crate::RequestContext;
use crate::model::event::{Kind, SERVER, SITE};

const RULE: &str = "LATCHKEY_SIGN_UP";

const DAY: Duration = Duration::from_hours(24);

async fn invite(party: &TestParty, email: &str) {
    let operator = RequestContext::operator(party, SERVER);
    party.accounts().invite(&operator, email).await.unwrap();
}

async fn withdraw(party: &TestParty, email: &str) -> crate::Result<()> {
    party.accounts().withdraw_invitation(&RequestContext::operator(party, SERVER), email).await
}

/// Requests a link in a new browser.
async fn asked(party: &TestParty, email: &str) -> TestBrowser {
    let browser = party.browser();
    browser.ask_for_link(email).await.unwrap();
    browser
}

/// Returns the kind of the newest email, and whether it has a link or a code.
async fn newest(party: &TestParty) -> (String, bool) {
    let newest = party.mail().development_mailbox().await.unwrap().swap_remove(0);
    let has_link = newest.link.is_some()
        || newest.code.is_some()
        || newest.text.contains("token=")
        || newest.html.contains("token=");
    (newest.kind, has_link)
}

/// Creates an account by email.
async fn sign_up_by_email(party: &TestParty, email: &str) -> TestBrowser {
    let browser = asked(party, email).await;
    browser.redeem(&party.mail_to(email).await).await.unwrap();
    browser
}

on_both! {
    async fn nobody_signs_up_if_nobody_may_and_everyone_signs_in(party: TestParty) {
        let (browser, mut phone) = (party.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        browser.redeem(&party.newest_mail().await).await.unwrap();
        let open = party.browser();
        let started = open.start_sign_up("eve@example.org").await.unwrap();
        let created = Peer::new().create(ORIGIN, &started.options).await.unwrap();
        let early = asked(&party, "bob@example.org").await;
        let early_mail = party.newest_mail().await;

        let party = party.restarted_with(&[(RULE, "nobody")]);
        invite(&party, "carol@example.org").await;
        for email in ["ada@example.org", "carol@example.org", "new@example.org", "not an address"] {
            assert_eq!(code(&party.browser().start_sign_up(email).await), "sign_up_closed", "{email}");
        }
        // Started or requested while everyone could sign up.
        let open = open.moved_to(party.clone_rp());
        assert_eq!(code(&open.finish_sign_up(&started, &created).await), "sign_up_closed");
        let early = early.moved_to(party.clone_rp());
        assert_eq!(code(&early.redeem(&early_mail).await), "sign_up_closed");
        assert_eq!(code(&early.redeem_code(&early_mail.code).await), "sign_up_closed");
        for email in ["carol@example.org", "new@example.org"] {
            let browser = asked(&party, email).await;
            assert_eq!(newest(&party).await, ("no_account".to_owned(), false));
            assert_eq!(code(&browser.redeem_code(&wrong(&early_mail)).await), "wrong_code");
        }
        assert_eq!(party.count("users").await, 1);

        party.browser().sign_in(&mut phone).await.unwrap();
        assert_eq!(sign_up_by_email(&party, "ada@example.org").await.user().await.email.unwrap().to_string(), "ada@example.org");
        assert_eq!(party.count("users").await, 1);
    }

    async fn a_claim_to_a_listed_address_opens_no_account(party: TestParty) {
        for rule in ["invited", "example.org"] {
            let party = TestParty::start(party.database.another().await).await.restarted_with(&[(RULE, rule)]);
            invite(&party, "ada@example.org").await;
            for email in ["ada@example.org", "eve@example.com"] {
                let started = party.browser().start_sign_up(email).await;
                assert_eq!(code(&started), "sign_up_closed", "{rule} {email}");
            }
            // The owner's email opens it, and the first passkey follows.
            let browser = sign_up_by_email(&party, "ada@example.org").await;
            browser.add_passkey(&mut Peer::new()).await.unwrap();
            assert_eq!(party.count("users").await, 1);
        }
    }

    async fn only_the_mailbox_learns_whether_an_address_may_sign_up(party: TestParty) {
        let party = party.restarted_with(&[(RULE, "listed.example")]);
        invite(&party, "ada@example.org").await;
        sign_up_by_email(&party, "ada@example.org").await;
        invite(&party, "invited@example.org").await;
        let mut seen = Vec::new();
        for (email, kind) in [
            ("ada@example.org", "sign_in"),
            ("invited@example.org", "sign_up"),
            ("someone@listed.example", "sign_up"),
            ("someone@mail.listed.example", "no_account"),
            ("stranger@example.org", "no_account"),
        ] {
            party.pass(60 * SECOND);
            let before = party.store().traffic();
            let browser = asked(&party, email).await;
            let after = party.store().traffic();
            assert_eq!(newest(&party).await, (kind.to_owned(), kind != "no_account"), "{email}");
            let waits = browser.request(async |context| party.magic_links().awaited(context).await).await;
            let waits = waits.unwrap().unwrap();
            assert_eq!(waits.email.to_string(), email);
            seen.push((
                (after.0 - before.0, after.1 - before.1),
                (waits.purpose, waits.user_id, waits.expires_at - waits.created_at),
                code(&browser.redeem_code("AAAA-AAAA").await),
            ));
        }
        assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
        assert_eq!(seen[0].2, "wrong_code");
    }

    async fn an_invitation_opens_one_account_and_is_used_up(party: TestParty) {
        let party = party.restarted_with(&[(RULE, "invited")]);
        invite(&party, "Ada@Example.org").await;
        invite(&party, "ada@example.org").await;
        assert_eq!(party.accounts().list_invitations().await.unwrap().len(), 1);
        assert_eq!(party.subjects("Ada@Example.org").await, ["You’re invited to Latchkey"]);
        // Two links at once open one account.
        let (one, other) = (asked(&party, "ada@example.org").await, party.newest_mail().await);
        let (two, another) = (asked(&party, "ADA@example.org").await, party.newest_mail().await);
        one.redeem(&other).await.unwrap();
        two.redeem(&another).await.unwrap_err();
        assert_eq!((party.count("users").await, party.count("invitations").await), (1, 0));
        let operator = RequestContext::operator(&party, SERVER);
        assert_eq!(code(&party.accounts().invite(&operator, "ada@example.org").await), "address_taken");
        one.delete_account(true).await.unwrap();
        asked(&party, "ada@example.org").await;
        assert_eq!(newest(&party).await.0, "no_account");
    }

    async fn an_invitation_expires_and_can_be_made_again(party: TestParty) {
        let party = party.restarted_with(&[(RULE, "invited"), ("LATCHKEY_INVITATION_DAYS", "3")]);
        invite(&party, "ada@example.org").await;
        let invitation = party.mail().development_mailbox().await.unwrap().swap_remove(0);
        assert!(invitation.text.contains("The invitation is valid until"), "{}", invitation.text);
        party.pass(just_under(3 * DAY));
        let browser = asked(&party, "ada@example.org").await;
        let mail = party.newest_mail().await;
        // Inviting again changes nothing yet.
        invite(&party, "ada@example.org").await;
        party.pass(SECOND);
        assert!(party.accounts().list_invitations().await.unwrap().is_empty());
        assert_eq!(code(&browser.redeem(&mail).await), "sign_up_closed");
        asked(&party, "ada@example.org").await;
        assert_eq!(newest(&party).await.0, "no_account");
        invite(&party, "Ada@example.org").await;
        let listed = party.accounts().list_invitations().await.unwrap();
        assert_eq!((listed.len(), listed[0].expires_at - listed[0].created_at), (1, 3 * 24 * 60 * 60));
        sign_up_by_email(&party, "ada@example.org").await;
        assert_eq!(party.count("users").await, 1);
        // Expired ones are deleted.
        invite(&party, "bob@example.org").await;
        party.pass(3 * DAY);
        party.sweep().await.unwrap();
        assert_eq!(party.count("invitations").await, 0);
    }

    async fn a_withdrawn_invitation_opens_nothing(party: TestParty) {
        let party = party.restarted_with(&[(RULE, "invited")]);
        invite(&party, "ada@example.org").await;
        let browser = asked(&party, "ada@example.org").await;
        let mail = party.newest_mail().await;
        withdraw(&party, "ADA@example.org").await.unwrap();
        assert_eq!(code(&withdraw(&party, "ada@example.org").await), "not_found");
        assert_eq!(code(&browser.redeem(&mail).await), "sign_up_closed");
        assert_eq!(party.count("users").await, 0);
        // Nothing was consumed.
        invite(&party, "ada@example.org").await;
        browser.redeem(&mail).await.unwrap();
        assert_eq!(party.count("users").await, 1);
    }

    async fn an_invitation_is_an_event_that_names_the_operator(party: TestParty) {
        let admin = party.browser().sign_up("admin@example.org", &mut Peer::new()).await;
        invite(&party, "ada@example.org").await;
        let operator = RequestContext::operator(&party, admin.id.to_string());
        party.accounts().invite(&operator, "bob@example.org").await.unwrap();
        party.accounts().withdraw_invitation(&operator, "ada@example.org").await.unwrap();
        let by_server = party.events().list(SITE, None).await.unwrap();
        assert_eq!(by_server.len(), 1);
        assert_eq!((by_server[0].kind, by_server[0].details.by.as_deref()), (Kind::Invited, Some(SERVER)));
        let kinds = party.history(&admin).await;
        assert_eq!(kinds[..2], [Kind::InvitationWithdrawn, Kind::Invited]);
        let listed = party.accounts().list_invitations().await.unwrap();
        assert_eq!((listed.len(), listed[0].by), (1, Some(admin.id)));
        let events = party.database.text("select details from events where kind = 'invited'").await;
        assert!(!events.contains("example.org"), "{events}");
    }

    async fn an_invitation_is_kept_while_everyone_may_sign_up_with_a_passkey(party: TestParty) {
        invite(&party, "ada@example.org").await;
        // A claim doesn't use it up.
        party.browser().sign_up("ada@example.org", &mut Peer::new()).await;
        assert_eq!(party.count("invitations").await, 1);
        sign_up_by_email(&party, "ada@example.org").await;
        assert_eq!(party.count("invitations").await, 0);
    }
}
