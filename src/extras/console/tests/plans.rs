//! The statements of the console find their rows by an index, however large the tables are.

use sqlx::{AssertSqlSafe, Row as _};
use testing::on_both;

use crate::extras::console::events::{EventQuery, Network};
use crate::extras::console::store::{events, totals, users};
use crate::extras::console::users::{Position, Status};
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::tests::party::TestParty;

/// The number of rows in each table: enough that reading all of them is the slower plan.
const ROWS: i64 = 4000;

/// A parameter of a statement.
#[derive(Clone)]
enum Value {
    Number(i64),
    Text(&'static str),
}

use Value::{Number, Text};

const ID: &str = "00000000-0000-4000-8000-000000002000";

/// Fills the tables that grow with the site.
async fn fill(party: &TestParty) {
    let number = "substr('000000000000' || cast(i as text), length(cast(i as text)) + 1)";
    let start = "substr('000' || cast(i % 1000 as text), length(cast(i % 1000 as text)) + 1)";
    let email = format!("{start} || {number} || '@example.org'");
    let id = format!("'00000000-0000-4000-8000-' || {number}");
    let rows =
        format!("with recursive n(i) as (select 1 union all select i + 1 from n where i < {ROWS})");
    for statement in [
        format!(
            "insert into users (id, email, email_key, activated_at, deactivated_at, created_at, updated_at)
             {rows} select {id}, {email}, {email},
                 case when i % 50 = 0 then null else i end, case when i % 40 = 0 then i end, i, i from n"
        ),
        format!(
            "insert into events (sequence, id, user_id, kind, details, user_agent, ip, created_at, last_at)
             {rows} select i, {id}, {id}, case when i % 40 = 0 then 'signed_up' else 'signed_in_by_mail' end,
                 '{{}}', '', '192.0.' || cast(i / 250 as text) || '.' || cast(i % 250 as text), i, i from n"
        ),
        format!(
            "insert into messages (id, sequence, channel, kind, recipient, subject, text_body, html_body,
                                   created_at, next_attempt_at, failed_at, sent_at)
             {rows} select {id}, i, 'mail', 'sign_in', 'a@example.org', '', '', '', i,
                 case when i % 40 = 1 then i end, case when i % 40 = 2 then i end, i from n"
        ),
        format!(
            "insert into event_totals (day_at, kind, events) {rows} select 86400 * i, 'signed_up', i from n"
        ),
        "analyze".to_owned(),
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(party.store().writer()).await.unwrap();
    }
}

/// Returns the steps of a statement's plan.
async fn plan(party: &TestParty, sql: &str, values: &[Value]) -> Vec<String> {
    let reader = || party.store().reader();
    let is_postgres = sqlx::query("select version()").execute(reader()).await.is_ok();
    let (explain, column) =
        if is_postgres { ("explain", "QUERY PLAN") } else { ("explain query plan", "detail") };
    let mut query = sqlx::query(AssertSqlSafe(format!("{explain} {sql}")));
    for value in values {
        query = match value {
            Number(number) => query.bind(*number),
            Text(text) => query.bind(*text),
        };
    }
    query.fetch_all(reader()).await.unwrap().iter().map(|row| row.get(column)).collect()
}

/// Returns whether a step reads a whole table without an index.
fn is_scan(step: &str) -> bool {
    let reads_all =
        step.contains("Seq Scan on") || step.starts_with("SCAN") && !step.contains("USING");
    reads_all
        && ["users", "events", "messages", "event_totals"].iter().any(|table| step.contains(table))
}

/// Returns every statement that lists users, with its parameters.
fn of_users() -> Vec<(String, Vec<Value>)> {
    let statuses = [None].into_iter().chain(Status::ALL.map(Some));
    let after = Position(2000, UserId(ID.parse().unwrap()));
    statuses
        .flat_map(|status| [(status, None), (status, Some("1230000000"))])
        .flat_map(|(status, prefix)| [(status, prefix, None), (status, prefix, Some(after))])
        .map(|(status, prefix, after)| {
            let mut values = vec![Number(50)];
            values.extend(prefix.into_iter().flat_map(|prefix| [Text("123"), Text(prefix)]));
            values.extend(after.into_iter().flat_map(|_| [Number(2000), Text(ID)]));
            (users::list(prefix, status, after.is_some()), values)
        })
        .collect()
}

/// Returns every statement that lists events, with its parameters.
fn of_events() -> Vec<(String, Vec<Value>)> {
    let all = EventQuery {
        user_id: Some(UserId(ID.parse().unwrap())),
        kind: Some(Kind::SignedUp),
        network: Network::parse("192.0.7.0/24"),
        since: Some(3000),
        until: Some(3500),
        before: Some(3400),
        after: Some(3100),
    };
    let address = Network::parse("192.0.7.9");
    let networks = [None, all.network.clone(), address, Network::parse("2001:db8::/48")];
    (0..64_u8)
        .flat_map(|wanted| networks.clone().map(|network| (wanted, network)))
        .map(|(wanted, network)| {
            let is_wanted = |bit: u8| wanted & (1 << bit) != 0;
            let query = EventQuery {
                user_id: all.user_id.filter(|_| is_wanted(0)),
                kind: all.kind.filter(|_| is_wanted(1)),
                network,
                since: all.since.filter(|_| is_wanted(2)),
                until: all.until.filter(|_| is_wanted(3)),
                before: all.before.filter(|_| is_wanted(4)),
                after: all.after.filter(|_| is_wanted(5)),
            };
            let mut values = vec![Number(50)];
            values.extend(query.user_id.map(|_| Text(ID)));
            values.extend(query.kind.map(|kind| Text(kind.as_str())));
            let network =
                query.network.iter().flat_map(|one| one.starts.iter().chain(&one.address));
            values.extend(network.map(|text| Text(text.clone().leak())));
            let numbers = [query.since, query.until, query.before, query.after];
            values.extend(numbers.into_iter().flatten().map(Number));
            (events::list(&query), values)
        })
        .collect()
}

on_both! {
    async fn no_statement_of_the_console_reads_a_whole_table(party: TestParty) {
        fill(&party).await;
        let mut statements = [of_users(), of_events()].concat();
        statements.push((totals::LIST.to_owned(), vec![Number(86_400 * (ROWS - 30))]));
        statements.extend(totals::COUNTS.map(|sql| (sql.to_owned(), Vec::new())));
        assert!(statements.len() > 270);
        for (sql, values) in statements {
            let plan = plan(&party, &sql, &values).await;
            assert!(!plan.iter().any(|step| is_scan(step)), "{sql}\n{plan:#?}");
        }
        // Even among many events, an index finds the few of one network.
        let query = EventQuery { network: Network::parse("198.51.100.0/24"), ..EventQuery::default() };
        let steps = plan(&party, &events::list(&query), &[Number(50), Text("198.51.100")]).await;
        assert!(steps.iter().any(|step| step.contains("events_network")), "{steps:#?}");
        // The check finds a scan.
        let scan = plan(&party, "select * from users where display_name = $1", &[Text("a")]).await;
        assert!(scan.iter().any(|step| is_scan(step)), "{scan:#?}");
    }
}
