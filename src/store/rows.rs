//! The rows of any table: read in pages, inserted, and summed up for a comparison.

use sha2::{Digest as _, Sha256};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row as _, Transaction};

use crate::store::schema::{Column, Table};

/// How many rows to read at once.
const PAGE: usize = 5000;

/// How many values one statement may bind. SQLite allows 32766.
pub(super) const MAX_VALUES: usize = 10_000;

#[derive(Debug)]
pub(super) enum Value {
    Text(Option<String>),
    Integer(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

/// A checksum of a table's rows, in any order, and their number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) rows: usize,
    hashes: u128,
}

pub(super) async fn page(
    table: &Table,
    transaction: &mut Transaction<'_, Any>,
    offset: usize,
) -> sqlx::Result<Vec<Vec<Value>>> {
    let Table { name, key, columns, .. } = table;
    let names = table.column_names();
    let sql = format!("select {names} from {name} order by {key} limit {PAGE} offset {offset}");
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut **transaction).await?;
    rows.iter().map(|row| columns.iter().map(|column| value(row, column)).collect()).collect()
}

fn value(row: &AnyRow, column: &Column) -> sqlx::Result<Value> {
    let name = column.name.as_str();
    Ok(match column.kind.as_str() {
        "bigint" => Value::Integer(row.try_get(name)?),
        "bytea" => Value::Bytes(row.try_get(name)?),
        _ => Value::Text(row.try_get(name)?),
    })
}

pub(super) async fn insert(
    table: &Table,
    transaction: &mut Transaction<'_, Any>,
    rows: Vec<Vec<Value>>,
) -> sqlx::Result<()> {
    let width = table.columns.len();
    let row = |nth: usize| {
        let places = (1..=width).map(|column| format!("${}", nth * width + column));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    let places = (0..rows.len()).map(row).collect::<Vec<_>>().join(", ");
    let (name, columns) = (&table.name, table.column_names());
    let sql = format!("insert into {name} ({columns}) values {places}");
    let query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
    let query = rows.into_iter().flatten().fold(query, bind);
    query.execute(&mut **transaction).await.map(|_| ())
}

fn bind(query: Query<'_, Any, AnyArguments>, value: Value) -> Query<'_, Any, AnyArguments> {
    match value {
        Value::Text(text) => query.bind(text),
        Value::Integer(integer) => query.bind(integer),
        Value::Bytes(bytes) => query.bind(bytes),
    }
}

pub(super) async fn sum(
    table: &Table,
    transaction: &mut Transaction<'_, Any>,
) -> sqlx::Result<Sum> {
    let mut sum = Sum::default();
    loop {
        let rows = page(table, transaction, sum.rows).await?;
        if rows.is_empty() {
            return Ok(sum);
        }
        for row in &rows {
            sum.add(row);
        }
    }
}

impl Sum {
    /// Adds a row. The engines sort texts differently, so the order of rows must not matter.
    pub(super) fn add(&mut self, row: &[Value]) {
        let hash = Sha256::digest(format!("{row:?}"));
        let mut first = [0; 16];
        first.copy_from_slice(&hash[..16]);
        self.rows += 1;
        self.hashes = self.hashes.wrapping_add(u128::from_be_bytes(first));
    }
}
