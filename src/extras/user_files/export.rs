//! Exporting: writes every account with its passkeys, one per line.

use std::io::Write;

use super::{FileError, UserFiles};

/// How many accounts to read at once.
const AT_ONCE: i64 = 500;

impl UserFiles<'_> {
    /// Writes all accounts in our own format, and returns how many. Calls `report` with the number
    /// so far. Accounts that change in the meantime may be written in either state.
    ///
    /// # Errors
    /// A file that can't be written, or a database that doesn't answer.
    pub async fn export(
        self,
        file: &mut (dyn Write + Send),
        report: &mut (dyn FnMut(u64) + Send),
    ) -> Result<u64, FileError> {
        let (mut count, mut after) = (0, String::new());
        loop {
            let records = self.store().list_records(&after, AT_ONCE).await?;
            let Some(last) = records.last().and_then(|record| record.id) else { break };
            after = last.to_string();
            for record in &records {
                serde_json::to_writer(&mut *file, record).map_err(crate::Error::from)?;
                file.write_all(b"\n")?;
            }
            count += records.len() as u64;
            report(count);
        }
        file.flush()?;
        Ok(count)
    }
}
