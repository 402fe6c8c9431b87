//! The release build with many users, beside itself with few. It should be as fast: every statement
//! finds its rows by an index.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};

use crate::Result;
use crate::authenticator::Passkey;
use crate::http::Client;
use crate::samples::median;
use crate::server::{Program, Server};
use crate::shape::Shape;
use crate::subject::milliseconds;

/// The administrator who opens the pages.
const EMAIL: &str = "ada@example.org";

/// The pages.
const PAGES: &[&str] = &[
    "/sign-in",
    "/dashboard",
    "/dashboard/activity",
    "/console",                             // extra: console
    "/console/users",                       // extra: console
    "/console/users?search=0500000",        // extra: console
    "/console/events",                      // extra: console
    "/console/events?kind=passkey_removed", // extra: console
];

const ROUNDS: u32 = 10;

/// How often each page is opened, and how often the user signs in, in each round.
const TIMES: u32 = 20;

/// The rows of the large database.
pub(crate) struct Rows {
    users: u32,
    /// Of each user.
    events: u32,
}

/// The small database: enough rows to fill each page.
const FEW: Rows = Rows { users: 200, events: 5 };

pub(crate) const FULL: Rows = Rows { users: 1_000_000, events: 5 };
pub(crate) const SMALL: Rows = Rows { users: 20_000, events: 5 };

/// A server with its database, and the times of each measurement in milliseconds.
struct Site {
    /// Runs until it is dropped.
    _server: Server,
    client: Client,
    passkey: Passkey,
    times: Vec<Vec<f64>>,
}

/// Measures on SQLite, and on PostgreSQL if `postgres` is the URL of one, and prints a Markdown table
/// for each. `folder` is on the disk to measure.
pub(crate) fn measure(
    server: &Path,
    folder: &Path,
    postgres: Option<&str>,
    rows: &Rows,
) -> Result<()> {
    sqlx::any::install_default_drivers();
    for postgres in [None].into_iter().chain(postgres.map(Some)) {
        let name = if postgres.is_some() { "PostgreSQL" } else { "SQLite" };
        eprintln!("    {name}: a database with few rows");
        let few = Site::start(server, folder, postgres, "few", &FEW)?;
        eprintln!("    {name}: a database with {} users (takes minutes)", rows.users);
        let many = Site::start(server, folder, postgres, "many", rows)?;
        let mut sites = [few, many];
        for round in 1..=ROUNDS {
            for site in &mut sites {
                site.measure()?;
            }
            eprintln!("    {name}: round {round} of {ROUNDS}");
        }
        println!("{}", table(name, rows, &sites));
    }
    Ok(())
}

impl Site {
    /// Creates a database, signs the user up, fills the database, and starts the server again.
    fn start(
        server: &Path,
        folder: &Path,
        postgres: Option<&str>,
        size: &str,
        rows: &Rows,
    ) -> Result<Self> {
        let data = folder.join(size).join(if postgres.is_some() { "postgres" } else { "sqlite" });
        std::fs::create_dir_all(&data)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let url = match postgres {
            None => format!("sqlite:{}", data.join("latchkey.db").display()),
            Some(url) => runtime.block_on(create_database(url, size))?,
        };
        let program = Program::WithDatabase(PathBuf::from(server), url.clone());
        let started = Server::start(&program, &data)?;
        let mut client = Client::new(started.port);
        let passkey = Shape::Page.sign_up(&mut client, EMAIL)?;
        drop(started);
        runtime.block_on(fill(&url, rows))?;
        let server = Server::start(&program, &data)?;
        let client = Client::new(server.port);
        let passkey = passkey.at(&client.origin());
        Ok(Self { _server: server, client, passkey, times: vec![Vec::new(); PAGES.len() + 1] })
    }

    /// Signs in and opens each page.
    fn measure(&mut self) -> Result<()> {
        for _ in 0..TIMES {
            let before = self.client.waited;
            Shape::Page.sign_in(&mut self.client, &mut self.passkey)?;
            self.times[0].push(milliseconds(self.client.waited.saturating_sub(before)));
        }
        for (page, times) in PAGES.iter().zip(&mut self.times[1..]) {
            for _ in 0..TIMES {
                let before = self.client.waited;
                let response = self.client.get(page, &[])?;
                if response.status != 200 {
                    return Err(format!("{page}: status {}", response.status).into());
                }
                times.push(milliseconds(self.client.waited.saturating_sub(before)));
            }
        }
        Ok(())
    }
}

/// Creates a database in PostgreSQL and returns its URL.
async fn create_database(url: &str, size: &str) -> Result<String> {
    let name = format!("bench_{size}");
    let mut admin = AnyConnection::connect(url).await?;
    admin.execute(AssertSqlSafe(format!("drop database if exists {name}"))).await?;
    admin.execute(AssertSqlSafe(format!("create database {name}"))).await?;
    let (server, _) = url.rsplit_once('/').ok_or("the URL of PostgreSQL names no database")?;
    Ok(format!("{server}/{name}"))
}

/// Makes the user an administrator, and inserts the other users with a passkey and their events.
async fn fill(url: &str, rows: &Rows) -> Result<()> {
    let mut database = AnyConnection::connect(url).await?;
    let admin = "insert into admins (user_id, created_at) select id, 0 from users"; // extra: console
    database.execute(admin).await?; // extra: console
    let now = "select max(created_at) from users";
    let now: i64 = sqlx::query_scalar(now).fetch_one(&mut database).await?;
    for statement in statements(rows, now) {
        database.execute(AssertSqlSafe(statement)).await?;
    }
    Ok(())
}

fn statements(Rows { users, events }: &Rows, now: i64) -> Vec<String> {
    let padded = |number: &str| {
        format!(
            "substr('000000000000' || cast({number} as text), length(cast({number} as text)) + 1)"
        )
    };
    let (number, all) = (padded("i"), users * events);
    let (id, key) =
        (format!("'00000000-0000-4000-8000-' || {number}"), padded(&format!("i % {users}")));
    // Addresses start in a thousand ways.
    let email = format!("substr({}, 10) || {number} || '@example.org'", padded("i % 1000"));
    let user_id = format!("'00000000-0000-4000-8000-' || {key}");
    let count = |to| {
        format!(
            "with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < {to})"
        )
    };
    let month = 30 * 24 * 3600;
    vec![
        format!(
            "insert into users (id, email, email_key, email_verified_at, activated_at, created_at, updated_at)
             {} select {id}, {email}, {email}, 1, {now} - i % {month},
                 {now} - i % {month}, {now} from n",
            count(*users - 1)
        ),
        format!(
            "insert into credentials (id, user_id, credential_id, passkey, sign_count, name, aaguid, transports, created_at)
             {} select {id}, {id}, {id}, '', 0, 'A passkey', '', '[]', {now} from n",
            count(*users - 1)
        ),
        format!(
            "insert into events (sequence, id, user_id, kind, details, user_agent, ip, created_at, last_at)
             {} select i + (select last from event_counter), {id}, {user_id},
                 case when i % 10 = 0 then 'passkey_removed' else 'signed_in_by_passkey' end,
                 '{{}}', '', '192.0.2.1', {now} - ({all} - i) * {month} / {all}, {now} from n",
            count(all)
        ),
        // The readers of events have read these.
        format!("update event_counter set last = last + {all}"),
        "update event_readers set sequence = (select last from event_counter)".to_owned(),
        "analyze".to_owned(),
    ]
}

fn table(name: &str, rows: &Rows, sites: &[Site; 2]) -> String {
    let mut text = format!(
        "| {name}, median in ms | few users | {} users, {} events | ratio |\n|---|--:|--:|--:|\n",
        rows.users,
        rows.users * rows.events
    );
    for (at, what) in std::iter::once(&"a sign-in").chain(PAGES).enumerate() {
        let [few, many] =
            [&sites[0], &sites[1]].map(|site| median(&site.times[at]).unwrap_or(f64::NAN));
        let _ = writeln!(text, "| {what} | {few:.2} | {many:.2} | {:.2} |", many / few);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_statements_fit_the_tables() {
        sqlx::any::install_default_drivers();
        let mut database = AnyConnection::connect("sqlite::memory:").await.unwrap();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
        let files = std::fs::read_dir(folder).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        for file in files {
            let sql = std::fs::read_to_string(file).unwrap();
            database.execute(AssertSqlSafe(sql)).await.unwrap();
        }
        for statement in statements(&Rows { users: 50, events: 5 }, 1_800_000_000) {
            database.execute(AssertSqlSafe(statement)).await.unwrap();
        }
        for (table, rows) in [("users", 49), ("credentials", 49), ("events", 250)] {
            let count = format!("select count(*) from {table}");
            let count: i64 =
                sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut database).await.unwrap();
            assert_eq!(count, rows, "{table}");
        }
    }
}
