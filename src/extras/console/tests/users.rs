//! What operators do to accounts, and how it is counted.

use std::time::Duration;

use testing::authenticator::Peer;
use testing::on_both;

use super::admins::{admin, make_admin, member};
use crate::extras::console::events::EventQuery;
use crate::extras::console::overview::FAILURES;
use crate::extras::console::users::{Status, UserQuery};
use crate::model::event::{Kind, SERVER};
use crate::tests::party::{MINUTE, TestParty, code};
use crate::{RequestContext, Result};

const DAY: Duration = Duration::from_hours(24);

on_both! {
    async fn every_action_of_an_operator_is_an_event_that_names_them(party: TestParty) {
        let (ada, _) = member(&party, "ada").await;
        make_admin(&party, &ada).await;
        let by = admin(&party, &ada).await.unwrap();
        let (bob, _) = member(&party, "bob").await;
        let (id, name) = (bob.user().await.id, Some(by.0.user.id.to_string()));
        let passkey = party.passkeys_of(&bob.user().await).await[0].id.to_string();
        let operator = by.acts_on(&party, id).unwrap();
        party.console().end_sessions_of(&operator, id).await.unwrap();
        party.console().remove_passkey_of_user(&operator, id, &passkey).await.unwrap();
        party.console().deactivate_user(&operator, id).await.unwrap();
        party.console().activate_user(&operator, id).await.unwrap();
        let events = party.events().list(id, None).await.unwrap();
        let kinds = [Kind::Reactivated, Kind::Deactivated, Kind::PasskeyRemoved, Kind::OtherSessionsEnded];
        for (event, kind) in events.iter().zip(kinds) {
            assert_eq!((event.kind, &event.details.by), (kind, &name));
            assert_eq!((event.user_agent.as_str(), event.ip.as_str()), ("", ""), "they aren't the owner's");
        }
        assert!(events.iter().skip(kinds.len()).all(|event| event.details.by.is_none()));

        party.console().delete_user(&operator, id).await.unwrap();
        let newest = party.events().list(by.0.user.id, None).await.unwrap().remove(0);
        assert_eq!((newest.kind, newest.details.about), (Kind::DeletedAnother, Some(id.to_string())));
        assert_eq!(code(&by.acts_on(&party, by.0.user.id)), "invalid_request");
    }

    async fn an_operator_acts_on_no_account_that_does_not_exist(party: TestParty) {
        let (bob, _) = member(&party, "bob").await;
        let user = bob.user().await;
        let operator = RequestContext::operator(&party, SERVER);
        party.console().delete_user(&operator, user.id).await.unwrap();
        let outcomes: [Result<()>; 5] = [
            party.console().end_sessions_of(&operator, user.id).await,
            party.console().remove_passkey_of_user(&operator, user.id, &user.id.to_string()).await,
            party.console().deactivate_user(&operator, user.id).await,
            party.console().activate_user(&operator, user.id).await,
            party.console().delete_user(&operator, user.id).await,
        ];
        for outcome in outcomes {
            assert_eq!(code(&outcome), "not_found");
        }
        assert_eq!(party.count("users").await, 0);
    }

    async fn events_are_counted_by_day_once_there_is_an_administrator(party: TestParty) {
        let (ada, mut phone) = member(&party, "ada").await;
        party.events().read().await.unwrap();
        party.sweep().await.unwrap();
        assert_eq!(party.console().overview().await.unwrap().count(&[Kind::SignedUp]), 0);
        make_admin(&party, &ada).await;
        for _ in 0..2 {
            party.pass(DAY);
            ada.sign_in(&mut phone).await.unwrap();
            ada.sign_in(&mut phone).await.unwrap();
        }
        party.browser().sign_up("bob@example.org", &mut Peer::new()).await;
        party.events().read().await.unwrap();
        party.events().read().await.unwrap();
        let overview = party.console().overview().await.unwrap();
        let by_passkey: Vec<_> =
            overview.days.iter().rev().take(3).map(|day| day.count(&[Kind::SignedInByPasskey])).collect();
        // Signing up also signs in.
        assert_eq!(by_passkey, [3, 2, 0]);
        assert_eq!((overview.count(&[Kind::SignedUp]), overview.count(FAILURES)), (1, 0));
        party.pass(29 * DAY);
        assert_eq!(party.console().overview().await.unwrap().count(&[Kind::SignedUp]), 1);
        party.pass(DAY);
        assert_eq!(party.console().overview().await.unwrap().count(&[Kind::SignedUp]), 0);
    }

    async fn events_are_found_by_account_kind_and_time(party: TestParty) {
        let (ada, mut phone) = member(&party, "ada").await;
        party.pass(MINUTE);
        let (bob, _) = member(&party, "bob").await;
        party.pass(MINUTE);
        ada.sign_in(&mut phone).await.unwrap();
        let (id, now) = (ada.user().await.id, party.clock().now());
        let find = async |query: EventQuery| {
            let events = party.console().find_events(&query, 50).await.unwrap();
            events.iter().map(|entry| (entry.name(), entry.event.kind)).collect::<Vec<_>>()
        };
        let all = find(EventQuery::default()).await;
        assert_eq!(all.len(), 7);
        let hers = find(EventQuery { user_id: Some(id), ..EventQuery::default() }).await;
        assert!(hers.len() == 4 && hers.iter().all(|(name, _)| name == "ada@example.org"), "{hers:?}");
        let ups = find(EventQuery { kind: Some(Kind::SignedUp), ..EventQuery::default() }).await;
        assert_eq!(ups.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["bob@example.org", "ada@example.org"]);
        let minute = EventQuery { since: Some(now - 60), until: Some(now - 60), ..EventQuery::default() };
        let then = find(minute).await;
        assert!(then.len() == 3 && then.iter().all(|(name, _)| name == "bob@example.org"), "{then:?}");
        assert!(find(EventQuery { since: Some(now + 1), ..EventQuery::default() }).await.is_empty());
        assert!(find(EventQuery { until: Some(now - 600), ..EventQuery::default() }).await.is_empty());
        drop(bob);
    }

    async fn users_are_listed_by_status(party: TestParty) {
        let (ada, _) = member(&party, "ada").await;
        member(&party, "bob").await;
        let id = ada.user().await.id;
        party.console().deactivate_user(&RequestContext::operator(&party, SERVER), id).await.unwrap();
        let find = async |search: &str, status: Option<Status>| {
            let query = UserQuery { search: search.to_owned(), status, after: None };
            let users = party.console().list_users(&query).await.unwrap();
            users.iter().map(|entry| entry.user.name()).collect::<Vec<_>>()
        };
        assert_eq!(find("", None).await.len(), 2);
        assert_eq!(find("", Some(Status::Active)).await, ["bob@example.org"]);
        assert_eq!(find("", Some(Status::Deactivated)).await, ["ada@example.org"]);
        assert!(find("", Some(Status::Pending)).await.is_empty());
        assert_eq!(find("ADA@EXAMPLE", Some(Status::Deactivated)).await, ["ada@example.org"]);
        let id = id.to_string();
        assert_eq!(find(&id.to_uppercase(), None).await, ["ada@example.org"]);
        assert!(find(&id, Some(Status::Active)).await.is_empty());
    }
}
