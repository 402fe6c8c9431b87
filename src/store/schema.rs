//! The tables of this version, read from its migrations on an empty in-memory database.

use std::collections::BTreeSet;

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use crate::store::migrations;

/// A table of this version.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The columns of its primary key.
    pub(super) key: String,
    /// The number of rows that its migration inserts.
    pub(super) initial: i64,
    /// The tables that it references.
    pub(super) refers_to: BTreeSet<String>,
}

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
}

impl Table {
    pub(super) fn column_names(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|column| column.name.as_str()).collect();
        names.join(", ")
    }
}

/// Lists the tables of this version, each after those that it references.
pub(super) async fn tables() -> sqlx::Result<Vec<Table>> {
    let mut memory = AnyConnection::connect("sqlite::memory:").await?;
    migrations::migrate(&mut memory).await?;
    let names = "select name from sqlite_master
                 where type = 'table' and name not like 'sqlite_%' and name <> '_sqlx_migrations'
                 order by name";
    let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut memory).await?;
    let mut left = Vec::new();
    for name in names {
        left.push(table(&mut memory, name).await?);
    }
    memory.close().await?;
    let mut sorted: Vec<Table> = Vec::new();
    while !left.is_empty() {
        let is_there = |name: &String| sorted.iter().any(|table| table.name == *name);
        let next = left.iter().position(|table| table.refers_to.iter().all(is_there));
        let next = next.ok_or(sqlx::Error::Protocol("tables refer to each other".to_owned()))?;
        sorted.push(left.remove(next));
    }
    Ok(sorted)
}

async fn table(memory: &mut AnyConnection, name: String) -> sqlx::Result<Table> {
    let columns = "select name, lower(type) as kind, pk from pragma_table_info($1) order by cid";
    let rows = sqlx::query(columns).bind(name.clone()).fetch_all(&mut *memory).await?;
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    for row in &rows {
        let column: String = row.try_get("name")?;
        if row.try_get::<i64, _>("pk")? > 0 {
            key.push(column.clone());
        }
        columns.push(Column { name: column, kind: row.try_get("kind")? });
    }
    if key.is_empty() {
        key = columns.iter().map(|column| column.name.clone()).collect();
    }
    let refers_to = "select distinct \"table\" from pragma_foreign_key_list($1)";
    let refers_to: Vec<String> =
        sqlx::query_scalar(refers_to).bind(name.clone()).fetch_all(&mut *memory).await?;
    let initial = count(memory, &name).await?;
    let key = key.join(", ");
    Ok(Table { name, columns, key, initial, refers_to: refers_to.into_iter().collect() })
}

pub(super) async fn count(connection: &mut AnyConnection, table: &str) -> sqlx::Result<i64> {
    let sql = format!("select count(*) from {table}");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await
}
