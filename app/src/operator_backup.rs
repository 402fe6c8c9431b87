//! The operator's commands that back up, restore and move the database.

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

/// Copies everything to an empty database.
///
/// # Errors
/// Wrong settings, a database that is in use or has other tables, a target that isn't empty.
pub async fn copy(to: &str) -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let to = config.with_database(to).map_err(|error| format!("--to: {error}"))?;
    store::copy(&config, &to, &mut |line| eprintln!("{line}")).await?;
    eprintln!(
        "Everything is copied. Set DATABASE_URL to the new database before you start the server."
    );
    Ok(())
}
