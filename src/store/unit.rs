//! A unit of work: the statements of one request, applied together or not at all.
//!
//! A decision reads what it needs, decides, and puts every change into one [`Unit`]. The facts it
//! relied on are conditions: statements that must change a row ([`Statement::required`]). If one of
//! them changes none, another request was faster. Then nothing is changed, and the caller reads and
//! decides again.
//!
//! On SQLite every statement is a hop to the connection's thread and back, which costs more than
//! the statement. So a unit is sent there as one text, in one hop. PostgreSQL takes one statement
//! at a time.

use sqlx::error::ErrorKind;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AssertSqlSafe, Transaction};

use crate::error::Result;
use crate::store::conflicts::{MAX_TRIES, is_duplicate, is_rolled_back, is_unique_violation};
use crate::store::events::Recorded;
pub(crate) use crate::store::statement::Statement;
use crate::store::statement::{Value, bind};
use crate::store::{Engine, Store};

/// Follows each required statement on SQLite. If the statement changed no row, this inserts a null
/// into a `not null` column, which stops the text with an error. The table stays empty.
const CONDITION: &str = "insert into conditions (holds) select null where changes() = 0";

/// The number of statements up to which a unit's text is cached as a prepared statement.
const MAX_PREPARED: usize = 25;

/// Statements that are applied together or not at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unit {
    statements: Vec<Statement>,
    /// Statements that run after all others, because they wait for other transactions.
    last: Vec<Statement>,
    /// Events that the statements record, to be logged when the unit is applied.
    recorded: Vec<Recorded>,
}

impl Unit {
    /// Adds a statement after the existing ones.
    pub(crate) fn add(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    /// Adds statements to run at the end.
    pub(crate) fn add_last(&mut self, statements: impl IntoIterator<Item = Statement>) {
        self.last.extend(statements);
    }

    /// Adds an event to log. The statements record it.
    pub(crate) fn add_recorded(&mut self, event: Recorded) {
        self.recorded.push(event);
    }

    fn into_statements(self) -> impl Iterator<Item = Statement> {
        self.statements.into_iter().chain(self.last)
    }

    /// Runs the statements inside a transaction. Returns whether the conditions hold. If one
    /// doesn't, the caller must roll the transaction back.
    pub(crate) async fn run(mut self, transaction: &mut Transaction<'_, Any>) -> Result<bool> {
        let recorded = std::mem::take(&mut self.recorded);
        for statement in self.into_statements() {
            let is_required = statement.is_required;
            if statement.execute(transaction).await? == 0 && is_required {
                return Ok(false);
            }
        }
        recorded.into_iter().for_each(Recorded::log);
        Ok(true)
    }

    /// Returns the statements as one text with consecutive placeholders, and all values.
    fn into_text(self) -> (String, Vec<Value>) {
        let (mut text, mut values) = ("begin immediate".to_owned(), Vec::new());
        for statement in self.into_statements() {
            text.push_str(";\n");
            number_from(&mut text, &statement.sql, values.len());
            if statement.is_required {
                text.push_str(";\n");
                text.push_str(CONDITION);
            }
            values.extend(statement.values);
        }
        text.push_str(";\ncommit");
        (text, values)
    }
}

impl Store {
    /// Applies a unit in one transaction. Returns `false`, without changing anything, if a required
    /// statement changes no row, or if another transaction has inserted the same unique value.
    pub(crate) async fn apply(&self, unit: Unit) -> Result<bool> {
        match self.engine {
            Engine::Sqlite => self.apply_as_one_text(unit).await,
            Engine::Postgres => self.apply_one_by_one(unit).await,
        }
    }

    async fn apply_as_one_text(&self, mut unit: Unit) -> Result<bool> {
        let recorded = std::mem::take(&mut unit.recorded);
        // Texts of long units rarely repeat, and prepared statements take memory.
        let is_prepared = unit.statements.len() <= MAX_PREPARED;
        let (text, values) = unit.into_text();
        let mut connection = Unfinished(Some(self.writer().acquire().await?));
        let query = bind(sqlx::query(AssertSqlSafe(text)), values).persistent(is_prepared);
        let applied = query.execute(connection.get()?).await;
        if applied.is_err() {
            // The text has stopped at the failed statement. This rollback fails if that was before
            // the `begin`.
            let _ = sqlx::query("rollback").execute(connection.get()?).await;
        }
        connection.finish();
        match applied {
            Ok(_) => {
                recorded.into_iter().for_each(Recorded::log);
                Ok(true)
            }
            Err(error) if is_unmet(&error) || is_unique_violation(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn apply_one_by_one(&self, unit: Unit) -> Result<bool> {
        let mut tries = 1..MAX_TRIES;
        loop {
            match self.try_one_by_one(unit.clone()).await {
                // Nothing was changed, and the next try checks the conditions again.
                Err(error) if is_rolled_back(&error) && tries.next().is_some() => {}
                Err(error) if is_duplicate(&error) => return Ok(false),
                applied => return applied,
            }
        }
    }

    async fn try_one_by_one(&self, unit: Unit) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let applied = unit.run(&mut transaction).await?;
        if applied {
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        Ok(applied)
    }
}

/// Returns whether an error means that a condition doesn't hold on SQLite.
fn is_unmet(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.kind() == ErrorKind::NotNullViolation)
}

/// A connection on which a text is running. If the request is dropped, the connection is closed,
/// which rolls the transaction back.
struct Unfinished(Option<PoolConnection<Any>>);

impl Unfinished {
    fn get(&mut self) -> sqlx::Result<&mut sqlx::AnyConnection> {
        self.0.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// Returns the connection to the pool.
    fn finish(mut self) {
        self.0.take();
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}

/// Appends a statement with its placeholders renumbered: `$1` becomes `$offset + 1`.
fn number_from(text: &mut String, sql: &str, offset: usize) {
    let mut parts = sql.split('$');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        let number = number.parse().map_or(0, |number: usize| number + offset);
        text.push('$');
        text.push_str(&number.to_string());
        text.push_str(rest);
    }
}
