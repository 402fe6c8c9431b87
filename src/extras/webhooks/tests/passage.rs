//! Tests that endpoints get an event for exactly the accounts that change.

use serde_json::json;
use testing::authenticator::Peer;
use testing::on_both;

use crate::UserId;
use crate::extras::passage::administration::AccountUpdate;
use crate::extras::passage::tests::administration::{create, link, said};
use crate::extras::passage::{LinkRequest, NewLink, Recipient, Verifies};
use crate::extras::webhooks::tests::receiver::Receiver;
use crate::model::event::Kind;
use crate::tests::party::{Mail, TestBrowser, TestParty, code};

const NUMBER: &str = "+4915123456789";

/// A relying party, and an endpoint that receives account changes.
struct Scene {
    party: TestParty,
    receiver: Receiver,
}

impl Scene {
    async fn of(party: TestParty) -> Self {
        let receiver = Receiver::start(&[]).await;
        let events = ["user.updated", "user.activated", "user.deactivated"];
        receiver.set_up(&party, &events).await;
        Self { party, receiver }
    }

    /// Runs `act` and returns what has changed about an account, after comparing it with the events
    /// that the endpoint received.
    async fn change(&self, id: UserId, act: impl AsyncFnOnce()) -> Vec<&'static str> {
        self.party.mail().send_due().await;
        let (before, heard) = (self.facts(id).await, self.receiver.count());
        act().await;
        self.party.mail().send_due().await;
        let after = self.facts(id).await;
        let changed = before.into_iter().zip(after).filter(|(before, after)| before != after);
        let changed: Vec<_> = changed.map(|((name, _), _)| name).collect();
        let mut told = Vec::new();
        for body in self.receiver.bodies().split_off(heard) {
            if body["data"]["user_id"] != id.to_string() {
                continue;
            }
            match body["data"]["changed"].as_array() {
                Some(names) => {
                    told.extend(names.iter().map(|name| name.as_str().unwrap().to_owned()));
                }
                None => told.push("status".to_owned()),
            }
        }
        told.sort();
        assert_eq!(told, changed, "the received events and the changes differ");
        changed
    }

    /// Returns the facts that back ends can read of an account, in alphabetical order.
    async fn facts(&self, id: UserId) -> [(&'static str, String); 5] {
        let account = self.party.passage().find_account(&id.to_string()).await.unwrap();
        let user = &account.user;
        [
            ("display_name", format!("{:?}", user.display_name)),
            ("email", format!("{:?} {:?}", user.email, user.email_verified_at)),
            ("phone", format!("{:?} {:?}", user.phone, user.phone_verified_at)),
            ("status", format!("{:?}", account.status())),
            ("user_metadata", format!("{:?}", account.metadata)),
        ]
    }

    /// Creates an account by a back end and activates it.
    async fn assigned(&self, said: AccountUpdate) -> UserId {
        let id = create(&self.party, said).await.unwrap().user.id;
        self.party
            .passage()
            .activate_account(&self.party.browser().context(), &id.to_string())
            .await
            .unwrap();
        id
    }

    /// Signs up a user who doesn't verify their address.
    async fn claimant(&self, email: &str) -> (UserId, TestBrowser) {
        let browser = self.party.browser();
        let id = browser.sign_up(email, &mut Peer::new()).await.id;
        (id, browser)
    }

    async fn update(&self, id: UserId, said: AccountUpdate) {
        let context = self.party.browser().context();
        self.party.passage().update_account(&context, &id.to_string(), said).await.unwrap();
    }

    async fn bearer_link(&self, id: UserId, proves: Verifies) -> NewLink {
        let link_request = LinkRequest {
            channel: Some(proves),
            is_sent: true,
            ..link(Recipient::User(id.to_string()))
        };
        self.party
            .passage()
            .create_link(&self.party.browser().context(), link_request)
            .await
            .unwrap()
    }
}

fn opener(made: &NewLink) -> Mail {
    Mail::with_token(made.secret.expose())
}

fn with_phone() -> AccountUpdate {
    AccountUpdate { phone: Some(NUMBER.to_owned()), ..AccountUpdate::default() }
}

on_both! {
    async fn what_a_person_changes(party: TestParty) {
        let scene = Scene::of(party).await;
        let party = &scene.party;
        let (ada, browser) = scene.claimant("ada@example.org").await;
        let rows = [
            (scene.change(ada, async || browser.change_display_name("Ada").await.unwrap()).await, "display_name"),
            (scene.change(ada, async || browser.change_display_name("").await.unwrap()).await, "display_name"),
            (scene.change(ada, async || { browser.redeem(&party.mail_to("ada@example.org").await).await.unwrap(); }).await, "email"),
            (scene.change(ada, async || {
                browser.change_address("lovelace@example.org").await.unwrap();
                browser.redeem(&party.mail_to("lovelace@example.org").await).await.unwrap();
            }).await, "email"),
            (scene.change(ada, async || {
                browser.send_phone_code(NUMBER).await.unwrap();
                browser.redeem_phone_code(&party.text(NUMBER).await.1.unwrap()).await.unwrap();
            }).await, "phone"),
            (scene.change(ada, async || browser.remove_phone().await.unwrap()).await, "phone"),
        ];
        for (number, (changed, expected)) in rows.into_iter().enumerate() {
            assert_eq!(changed, [expected], "row {number}");
        }
    }

    async fn what_a_sign_in_mail_proves(party: TestParty) {
        let scene = Scene::of(party).await;
        let party = &scene.party;
        // Two activated accounts with addresses set by a back end, and one that its owner hasn't
        // used yet.
        let (by_link, by_code) = (scene.assigned(said("ada@example.org")).await, scene.assigned(said("bob@example.org")).await);
        let pending = create(party, said("carl@example.org")).await.unwrap().user.id;
        assert_eq!(scene.change(by_link, async || {
            let browser = party.browser();
            browser.ask_for_link("ada@example.org").await.unwrap();
            browser.redeem(&party.newest_mail().await).await.unwrap();
        }).await, ["email"]);
        assert_eq!(scene.change(by_code, async || { party.browser().enter_by_mail("bob@example.org").await; }).await, ["email"]);
        assert_eq!(scene.change(pending, async || { party.browser().enter_by_mail("carl@example.org").await; }).await, ["email", "status"]);
        let account = party.passage().find_account(&pending.to_string()).await.unwrap();
        let history = party.history(&account.user).await;
        assert_eq!(history, [Kind::SignedInByMail, Kind::Activated, Kind::AddressConfirmed, Kind::SignedUp]);
        // A verified address stays verified, so there is no event.
        for (id, email) in [(by_link, "ada@example.org"), (by_code, "bob@example.org"), (pending, "carl@example.org")] {
            assert!(scene.change(id, async || { party.browser().enter_by_mail(email).await; }).await.is_empty());
        }
        // Also for a deactivated account that can't be signed in to.
        let shut = scene.assigned(said("dora@example.org")).await;
        party.passage().deactivate_account(&party.browser().context(), &shut.to_string()).await.unwrap();
        assert_eq!(scene.change(shut, async || {
            let browser = party.browser();
            browser.ask_for_link("dora@example.org").await.unwrap();
            assert_eq!(code(&browser.redeem(&party.newest_mail().await).await), "deactivated");
        }).await, ["email"]);
    }

    async fn what_a_back_ends_link_proves(party: TestParty) {
        let scene = Scene::of(party).await;
        let party = &scene.party;
        let ada = scene.assigned(AccountUpdate { phone: with_phone().phone, ..said("ada@example.org") }).await;
        let (by_mail, by_text) = (scene.bearer_link(ada, Verifies::Email).await, scene.bearer_link(ada, Verifies::Phone).await);
        assert_eq!(scene.change(ada, async || { party.browser().redeem_bearer(&opener(&by_mail)).await.unwrap(); }).await, ["email"]);
        assert_eq!(scene.change(ada, async || {
            party.passage().activate_link(&party.browser().context(), by_text.secret.expose()).await.unwrap();
        }).await, ["phone"]);
        let user = party.passage().find_account(&ada.to_string()).await.unwrap().user;
        assert_eq!(party.history(&user).await[..2], [Kind::SignedInByLink, Kind::PhoneConfirmed]);

        // In a session that a passkey has opened, and that stays open.
        let (bob, browser, mut key) = (scene.assigned(said("bob@example.org")).await, party.browser(), Peer::new());
        let made = party.passage().create_link(&browser.context(), link(Recipient::User(bob.to_string()))).await.unwrap();
        browser.redeem_bearer(&opener(&made)).await.unwrap();
        browser.add_passkey(&mut key).await.unwrap();
        browser.sign_in(&mut key).await.unwrap();
        let made = scene.bearer_link(bob, Verifies::Email).await;
        assert_eq!(scene.change(bob, async || { browser.redeem_bearer(&opener(&made)).await.unwrap(); }).await, ["email"]);
        let made = scene.bearer_link(bob, Verifies::Email).await;
        assert!(scene.change(bob, async || { browser.redeem_bearer(&opener(&made)).await.unwrap(); }).await.is_empty());
    }

    async fn what_a_back_end_says(party: TestParty) {
        let scene = Scene::of(party).await;
        let ada = create(&scene.party, said("ada@example.org")).await.unwrap().user.id;
        let (id, context) = (ada.to_string(), scene.party.browser().context());
        let metadata = |value| AccountUpdate { metadata: serde_json::from_value(json!({ "plan": value })).ok(), ..AccountUpdate::default() };
        let rows = [
            (scene.change(ada, async || { scene.party.passage().activate_account(&context, &id).await.unwrap(); }).await, vec!["status"]),
            (scene.change(ada, async || { scene.party.passage().activate_account(&context, &id).await.unwrap(); }).await, vec![]),
            (scene.change(ada, async || scene.update(ada, said("lovelace@example.org")).await).await, vec!["email"]),
            (scene.change(ada, async || scene.update(ada, with_phone()).await).await, vec!["phone"]),
            (scene.change(ada, async || scene.update(ada, said("")).await).await, vec!["email"]),
            (scene.change(ada, async || scene.update(ada, metadata(json!("gold"))).await).await, vec!["user_metadata"]),
            (scene.change(ada, async || scene.update(ada, metadata(json!(null))).await).await, vec!["user_metadata"]),
            (scene.change(ada, async || scene.update(ada, AccountUpdate::default()).await).await, vec![]),
            (scene.change(ada, async || { scene.party.passage().deactivate_account(&context, &id).await.unwrap(); }).await, vec!["status"]),
            (scene.change(ada, async || { scene.party.passage().deactivate_account(&context, &id).await.unwrap(); }).await, vec![]),
            (scene.change(ada, async || { scene.party.passage().activate_account(&context, &id).await.unwrap(); }).await, vec!["status"]),
        ];
        for (number, (changed, expected)) in rows.into_iter().enumerate() {
            assert_eq!(changed, expected, "row {number}");
        }
    }

    async fn whoever_loses_an_address_to_another_account(party: TestParty) {
        let scene = Scene::of(party).await;
        let party = &scene.party;
        let email = |number: usize| format!("ada{number}@example.org");
        let mut claimants = Vec::new();
        for number in 0..6 {
            claimants.push(scene.claimant(&email(number)).await.0);
        }
        let (_, browser) = scene.claimant("owner@example.org").await;
        let (_, others) = scene.claimant(&email(4)).await;
        let confirmation = party.mail_to(&email(4)).await;
        let unused = create(party, said("unused@example.org")).await.unwrap().user.id;
        let late = scene.assigned(said("late@example.org")).await;
        let (trap, _) = scene.claimant("late@example.org").await;
        let rows = [
            scene.change(claimants[0], async || { party.browser().enter_by_mail(&email(0)).await; }).await,
            scene.change(claimants[1], async || { create(party, said(&email(1))).await.unwrap(); }).await,
            scene.change(claimants[2], async || scene.update(unused, said(&email(2))).await).await,
            scene.change(claimants[3], async || {
                browser.change_address(&email(3)).await.unwrap();
                browser.redeem(&party.mail_to(&email(3)).await).await.unwrap();
            }).await,
            scene.change(claimants[4], async || { others.redeem(&confirmation).await.unwrap(); }).await,
            scene.change(trap, async || { party.browser().enter_by_mail("late@example.org").await; }).await,
        ];
        for (number, changed) in rows.into_iter().enumerate() {
            assert_eq!(changed, ["email"], "row {number}");
        }
        let nothing = scene.change(claimants[5], async || { party.browser().enter_by_mail("late@example.org").await; }).await;
        assert!(nothing.is_empty());
        let account = party.passage().find_account(&late.to_string()).await.unwrap();
        assert!(account.user.verified_email().is_some());
    }

    async fn what_a_back_end_does_is_told(party: TestParty) {
        let receiver = Receiver::start(&[]).await;
        receiver.set_up(&party, &[]).await;
        let context = party.browser().context();
        let said = |email: &str| AccountUpdate { email: Some(email.to_owned()), ..AccountUpdate::default() };
        let id = party.passage().create_account(&context, said("ada@example.org")).await.unwrap().user.id.to_string();
        assert_eq!(code(&party.passage().create_account(&context, said("ada@example.org")).await), "address_taken");
        party.passage().activate_account(&context, &id).await.unwrap();
        party.passage().activate_account(&context, &id).await.unwrap();
        party.passage().update_account(&context, &id, said("lovelace@example.org")).await.unwrap();
        party.passage().deactivate_account(&context, &id).await.unwrap();
        party.passage().activate_account(&context, &id).await.unwrap();
        party.passage().delete_account_of(&id).await.unwrap();
        party.mail().send_due().await;
        assert_eq!(receiver.kinds(), ["user.created", "user.activated", "user.updated", "user.deactivated", "user.activated", "user.deleted"]);
        assert_eq!(receiver.bodies()[2]["data"], json!({ "user_id": id, "changed": ["email"] }));
    }
}
