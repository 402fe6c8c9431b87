//! Tests lists of accounts: pages, filters and sort order.

use testing::authenticator::Peer;
use testing::on_both;

use super::administration::{create, said, update};
use crate::Result;
use crate::extras::passage::administration::Comparison::{
    self, Above, Below, Is, IsNot, Like, NotLike,
};
use crate::extras::passage::administration::Direction::{self, Ascending, Descending};
use crate::extras::passage::administration::{
    AccountPage, AccountQuery, AccountUpdate, Field, Filter, Term,
};
use crate::tests::party::{SECOND, TestParty, code};

fn everybody() -> AccountQuery {
    AccountQuery {
        filters: Vec::new(),
        order: vec![(Field::CreatedAt, Descending)],
        created_before: None,
        limit: 15,
        page: 1,
    }
}

fn those(field: Field, comparison: Comparison, term: Term) -> AccountQuery {
    AccountQuery { filters: vec![Filter { field, comparison, term }], ..everybody() }
}

fn text(text: &str) -> Term {
    Term::Text(text.to_owned())
}

fn names(page: &AccountPage) -> Vec<String> {
    page.accounts.iter().map(|account| account.user.name()).collect()
}

async fn listed(party: &TestParty, query: AccountQuery) -> Vec<String> {
    let mut names = names(&party.passage().list_accounts(&query).await.unwrap());
    names.sort();
    names
}

async fn make(party: &TestParty, name: &str) {
    create(party, said(&format!("{name}@example.org"))).await.unwrap();
}

on_both! {
    async fn the_pages_of_a_list_stay_what_they_were_while_people_sign_up(party: TestParty) {
        for number in 0..25 {
            make(&party, &format!("user{number:02}")).await;
        }
        // All within one second, because the clock doesn't move.
        let (mut seen, mut query) = (Vec::new(), everybody());
        query.limit = 10;
        for page in 1..=3 {
            query.page = page;
            let list = party.passage().list_accounts(&query).await.unwrap();
            assert_eq!(list.total, 25);
            query.created_before = Some(list.created_before);
            seen.extend(names(&list));
            make(&party, &format!("late{page}")).await;
            party.browser().sign_up(&format!("later{page}@example.org"), &mut Peer::new()).await;
            party.browser().enter_by_mail(&format!("latest{page}@example.org")).await;
        }
        seen.sort();
        let expected: Vec<_> = (0..25).map(|number| format!("user{number:02}@example.org")).collect();
        assert_eq!(seen, expected);
        // A new list contains all accounts.
        assert_eq!(party.passage().list_accounts(&everybody()).await.unwrap().total, 34);
    }

    async fn a_list_that_has_no_further_page_dates_nobody_ahead(party: TestParty) {
        make(&party, "ada").await;
        party.passage().list_accounts(&everybody()).await.unwrap();
        let bob = create(&party, said("bob@example.org")).await.unwrap();
        assert_eq!(bob.user.created_at, party.clock().now());
        for _ in 0..200 {
            party.passage().list_accounts(&AccountQuery { limit: 1, ..everybody() }).await.unwrap();
        }
        let eve = create(&party, said("eve@example.org")).await.unwrap();
        assert_eq!(eve.user.created_at, party.clock().now() + 1, "asking again changes nothing");
        party.pass(2 * SECOND);
        let dora = create(&party, said("dora@example.org")).await.unwrap();
        assert_eq!(dora.user.created_at, party.clock().now());
    }

    async fn a_page_beyond_the_end_is_empty(party: TestParty) {
        make(&party, "ada").await;
        for page in [2, 1000, i64::MAX] {
            let list = party.passage().list_accounts(&AccountQuery { page, ..everybody() }).await.unwrap();
            assert_eq!((list.accounts.len(), list.total), (0, 1));
        }
        for (page, limit) in [(0, 15), (-1, 15), (1, 0), (1, 501), (1, i64::MAX), (i64::MIN, 1)] {
            let refused = party.passage().list_accounts(&AccountQuery { limit, page, ..everybody() }).await;
            assert_eq!(code(&refused), "invalid_request", "{page} {limit}");
        }
    }

    async fn an_address_is_found_at_its_owner_and_not_at_who_has_claimed_it(party: TestParty) {
        let by_address = || those(Field::Identifier, Is, text("ADA@example.org"));
        let mallory = party.browser().sign_up("ada@example.org", &mut Peer::new()).await;
        let found = party.passage().list_accounts(&by_address()).await.unwrap();
        assert_eq!(found.total, 0, "it has no owner, only claims");
        let like = those(Field::Identifier, Like, text("ada@example.org"));
        assert_eq!(party.passage().list_accounts(&like).await.unwrap().accounts[0].user.id, mallory.id);
        let ada = party.browser().enter_by_mail("ada@example.org").await;
        party.browser().sign_up("ada@example.org", &mut Peer::new()).await;
        let found = party.passage().list_accounts(&by_address()).await.unwrap();
        assert_eq!((found.accounts[0].user.id, found.total), (ada.id, 1));
        let made = create(&party, said("bob@example.org")).await.unwrap();
        party.browser().sign_up("bob@example.org", &mut Peer::new()).await;
        let by_address = those(Field::Identifier, Is, text("bob@example.org"));
        let found = party.passage().list_accounts(&by_address).await.unwrap();
        assert_eq!((found.accounts[0].user.id, found.total), (made.user.id, 1));
    }

    async fn accounts_are_found_by_every_field(party: TestParty) {
        make(&party, "ada").await;
        party.pass(SECOND);
        let bob = create(&party, AccountUpdate { phone: Some("+4915123456789".to_owned()), ..said("bob_b@example.org") }).await.unwrap();
        party.pass(SECOND);
        let carl = create(&party, said("carl@example.org")).await.unwrap();
        party.browser().enter_by_mail("carl@example.org").await;
        party.passage().deactivate_account(&party.browser().context(), &bob.user.id.to_string()).await.unwrap();
        let (a, b, c) = ("ada@example.org", "bob_b@example.org", "carl@example.org");
        let at = |seconds: i64| Term::Number(carl.user.created_at - seconds);
        let number = |text: &str| Term::Text(text.to_owned());
        for (field, comparison, term, expected) in [
            (Field::Identifier, Is, text("+4915123456789"), vec![b]),
            (Field::Identifier, Is, text("nobody@example.org"), vec![]),
            (Field::Identifier, IsNot, text("ada@example.org"), vec![b, c]),
            (Field::Identifier, Like, text("B_B"), vec![b]),
            (Field::Identifier, Like, text("a%@example.org"), vec![a]),
            (Field::Identifier, Like, text("\\"), vec![]),
            (Field::Identifier, Like, text("%\\"), vec![]),
            (Field::Identifier, NotLike, text("ada"), vec![b, c]),
            (Field::Identifier, Like, number("+49151"), vec![b]),
            (Field::Id, Is, text(&bob.user.id.to_string()), vec![b]),
            (Field::Id, IsNot, text(&bob.user.id.to_string()), vec![a, c]),
            (Field::LoginCount, Is, Term::Number(1), vec![c]),
            (Field::LoginCount, Below, Term::Number(1), vec![a, b]),
            (Field::Status, Is, text("pending"), vec![a]),
            (Field::Status, Is, text("inactive"), vec![b]),
            (Field::Status, Is, text("active"), vec![c]),
            (Field::Status, Is, text("x' or 1=1 --"), vec![]),
            (Field::EmailVerified, Is, text("true"), vec![c]),
            (Field::CreatedAt, Above, at(2), vec![b, c]),
            (Field::CreatedAt, Below, at(1), vec![a]),
            (Field::CreatedAt, IsNot, at(1), vec![a, c]),
            (Field::UpdatedAt, Below, at(1), vec![a]),
            (Field::LastLoginAt, Below, at(0), vec![a, b]),
            (Field::LastLoginAt, Above, at(1), vec![c]),
        ] {
            let found = listed(&party, those(field, comparison, term.clone())).await;
            assert_eq!(found, expected, "{field:?} {comparison:?} {term:?}");
        }
        let mut both = those(Field::CreatedAt, Above, at(2));
        both.filters.push(Filter { field: Field::CreatedAt, comparison: Below, term: at(0) });
        assert_eq!(listed(&party, both).await, [b]);
        for (field, comparison) in [(Field::Status, Like), (Field::Status, IsNot), (Field::Id, Above), (Field::Identifier, Below), (Field::LoginCount, Like), (Field::CreatedAt, NotLike)] {
            let refused = party.passage().list_accounts(&those(field, comparison, text("x"))).await;
            assert_eq!(code(&refused), "invalid_request", "{field:?} {comparison:?}");
        }
    }

    async fn accounts_come_in_the_order_that_is_asked_for(party: TestParty) {
        for name in ["ada", "bob", "carl"] {
            make(&party, name).await;
            party.pass(SECOND);
        }
        party.browser().enter_by_mail("bob@example.org").await;
        let ordered = async |order: &[(Field, Direction)]| -> Result<Vec<String>> {
            let query = AccountQuery { order: order.to_vec(), ..everybody() };
            Ok(names(&party.passage().list_accounts(&query).await?).iter().map(|name| name[..1].to_owned()).collect())
        };
        assert_eq!(ordered(&[(Field::CreatedAt, Descending)]).await.unwrap(), ["c", "b", "a"]);
        assert_eq!(ordered(&[(Field::LoginCount, Descending), (Field::CreatedAt, Ascending)]).await.unwrap(), ["b", "a", "c"]);
        assert_eq!(ordered(&[(Field::LastLoginAt, Ascending), (Field::CreatedAt, Descending)]).await.unwrap(), ["c", "a", "b"]);
        assert_eq!(ordered(&[(Field::Status, Ascending), (Field::CreatedAt, Ascending)]).await.unwrap(), ["b", "a", "c"]);
        assert_eq!(code(&ordered(&[(Field::Identifier, Ascending)]).await), "invalid_request");
        let ada = party.passage().list_accounts(&those(Field::Identifier, Is, text("ada@example.org"))).await.unwrap();
        update(&party, &ada.accounts[0], AccountUpdate { phone: Some("+4915123456789".to_owned()), ..AccountUpdate::default() }).await.unwrap();
        assert_eq!(ordered(&[(Field::UpdatedAt, Descending), (Field::Id, Ascending)]).await.unwrap().len(), 3);
    }
}
