//! Reads ids from rows.

use std::error::Error as StdError;
use std::str::FromStr;

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::error::{Error, Result};

/// Reads a column with an id.
pub(crate) fn id<T>(row: &AnyRow, column: &str) -> Result<T>
where
    T: FromStr<Err: Into<Box<dyn StdError + Send + Sync>>>,
{
    row.try_get::<String, _>(column)?.parse().map_err(Error::internal)
}

/// Reads a column with an id or null.
pub(crate) fn optional_id<T>(row: &AnyRow, column: &str) -> Result<Option<T>>
where
    T: FromStr<Err: Into<Box<dyn StdError + Send + Sync>>>,
{
    let id: Option<String> = row.try_get(column)?;
    id.as_deref().map(str::parse).transpose().map_err(Error::internal)
}
