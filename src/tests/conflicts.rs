//! Tests transactions that PostgreSQL rolls back because of others. SQLite has only one writer.

use testing::authenticator::Peer;
use testing::database::Database;

use super::events::another_server;
use super::party::{TestParty, code};

/// Makes the next `times` inserts of a session fail with this error of the database.
async fn fail(party: &TestParty, sqlstate: &str, times: u32) {
    // A sequence goes on after a rollback.
    let trigger = format!(
        "drop sequence if exists tries cascade;
         create sequence tries;
         create or replace function fail() returns trigger language plpgsql as $$ begin
             if nextval('tries') <= {times} then raise exception using errcode = '{sqlstate}'; end if;
             return new;
         end $$;
         create or replace trigger fail before insert on sessions for each row execute function fail()"
    );
    party.database.execute(&trigger).await;
}

#[tokio::test]
async fn a_transaction_that_the_database_rolls_back_is_tried_three_times() {
    let party = TestParty::start(Database::postgres().await).await;
    let (browser, mut phone) = (party.browser(), Peer::new());
    browser.sign_up("ada@example.org", &mut phone).await;
    for sqlstate in ["40001", "40P01"] {
        fail(&party, sqlstate, 2).await;
        let (sessions, spent) =
            (party.count("sessions").await, party.count("spent_challenges").await);
        party.browser().sign_in(&mut phone).await.unwrap();
        assert_eq!(party.count("sessions").await, sessions + 1);
        assert_eq!(party.count("spent_challenges").await, spent + 1, "the tries left nothing");

        // Also in transactions of more than one step.
        fail(&party, sqlstate, 2).await;
        party.browser().enter_by_mail("bob@example.org").await;

        fail(&party, sqlstate, u32::MAX).await;
        let refused = party.browser().sign_in(&mut phone).await;
        assert_eq!(code(&refused), "unavailable");
        assert_eq!(refused.unwrap_err().status().as_u16(), 503);
        fail(&party, sqlstate, 0).await;
        party.browser().sign_in(&mut phone).await.unwrap();
    }
}

#[tokio::test]
async fn a_stricter_default_of_the_database_makes_no_sign_in_fail() {
    let party = TestParty::start(Database::postgres().await).await;
    party
        .database
        .execute(
            "do $$ begin execute format(
                 'alter database %I set default_transaction_isolation = serializable',
                 current_database()); end $$",
        )
        .await;
    let server = another_server(&party).await;
    let mut phones = [Peer::new(), Peer::new(), Peer::new(), Peer::new()];
    for (number, phone) in phones.iter_mut().enumerate() {
        party.browser().sign_up(&format!("user{number}@example.org"), phone).await;
    }
    let work = async |phone: &mut Peer| {
        for _ in 0..10 {
            let mut browser = party.browser().moved_to(server.clone());
            browser.are_events_read = false;
            let signed_in = browser.sign_in(phone).await;
            assert_eq!(code(&signed_in), "ok", "{signed_in:?}");
        }
    };
    let [one, other, third, fourth] = &mut phones;
    tokio::join!(work(one), work(other), work(third), work(fourth));
    server.store().close().await;
}
