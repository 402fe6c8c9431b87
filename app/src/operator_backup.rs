//! The operator's commands that back up and restore the database. Neither runs migrations.

use std::error::Error;

use latchkey::{Clock, Config, store};

/// Copies the database into a new file.
///
/// # Errors
/// Wrong settings, PostgreSQL, or a file that can't be written.
pub async fn back_up(file: &str) -> Result<(), Box<dyn Error>> {
    Ok(store::back_up(&Config::load()?, file).await?)
}

/// Restores a copy. With `replace`, replaces an existing database.
///
/// # Errors
/// Wrong settings, PostgreSQL, a damaged copy, or a database that is in use.
pub async fn restore(file: &str, replace: bool) -> Result<(), Box<dyn Error>> {
    let replace = replace.then(|| Clock::system().now());
    if let Some(kept) = store::restore(&Config::load()?, file, replace).await? {
        eprintln!("The previous database is now {kept}");
    }
    Ok(())
}
