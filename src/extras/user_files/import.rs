//! Importing: checks rows, decides which accounts are new, and inserts these.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher as _, RandomState};
use std::io::Read;

use tokio::sync::mpsc;

use super::account::Account;
use super::decision::{decide, losers};
use super::read::{self, Format, Part, Reading, Row};
use super::{FileError, Problem, UserFiles};
use crate::RelyingParty;
use crate::error::Result;
use crate::model::event::Kind;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// How many accounts one transaction inserts. If it conflicts with another request, they are
/// inserted one by one.
const AT_ONCE: usize = 250;

/// How often to try an account that conflicts with other requests.
const TRIES: usize = 3;

/// How to import a file.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The format. `None`: as the first character says.
    pub format: Option<Format>,
    /// Check everything, and change nothing.
    pub is_dry_run: bool,
    /// Columns of a table to keep as metadata, by name.
    pub metadata: Vec<String>,
}

/// The outcome of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The account was created, or would be.
    Created,
    /// The account exists, and stays as it is.
    Exists,
    /// Nothing was imported.
    Refused(Problem),
}

/// A row, in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowReport {
    /// The line on which it starts.
    pub line: u64,
    /// The user, as the row names them: an address or an id. Empty if it can't be read.
    pub user: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The parts that were left out, and why.
    pub notes: Vec<String>,
}

/// The numbers of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The rows so far.
    pub rows: u64,
    /// Accounts that were created.
    pub created: u64,
    /// Passkeys of those.
    pub passkeys: u64,
    /// Accounts that existed.
    pub existed: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Rows that weren't in UTF-8.
    pub not_utf8: u64,
    /// Columns that weren't read.
    pub ignored: Vec<String>,
}

impl UserFiles<'_> {
    /// Imports the accounts of a file. `operator` is the context of an operator
    /// ([`RequestContext::operator`]). The events of the new accounts name that operator. Calls `report` for
    /// each row, in order, and with the numbers so far.
    ///
    /// # Errors
    /// A file that can't be read, or a database that doesn't answer. Rows that were reported before
    /// are imported.
    pub async fn import(
        self,
        operator: &RequestContext,
        file: impl Read + Send + 'static,
        options: ImportOptions,
        report: &mut (dyn FnMut(RowReport, &Totals) + Send + Sync),
    ) -> std::result::Result<Totals, FileError> {
        let ImportOptions { format, is_dry_run, metadata } = options;
        let reading = Reading { format, metadata, now: self.clock().now() };
        // Reading waits while this many rows wait to be inserted.
        let (sender, mut parts) = mpsc::channel(AT_ONCE);
        let rp = self.0.clone();
        let reader = tokio::task::spawn_blocking(move || {
            read::read(file, &reading, &mut |part| sender.blocking_send(checked(&rp, part)).is_ok())
        });
        let mut import = Import {
            rp: self.0,
            operator,
            is_dry_run,
            hasher: RandomState::new(),
            seen: HashMap::new(),
            totals: Totals::default(),
            report,
        };
        let mut batch = Vec::new();
        while let Some(part) = parts.recv().await {
            match part {
                Checked::Ignored(columns) => import.totals.ignored = columns,
                Checked::Row(row) => batch.push(*row),
            }
            if batch.len() == AT_ONCE {
                import.batch(std::mem::take(&mut batch)).await?;
            }
        }
        import.batch(batch).await?;
        let totals = import.totals;
        reader.await.map_err(|error| FileError(error.to_string()))??;
        self.wake_readers();
        Ok(totals)
    }
}

/// A part of the file, checked on the thread that reads it.
enum Checked {
    Row(Box<CheckedRow>),
    Ignored(Vec<String>),
}

struct CheckedRow {
    line: u64,
    content: std::result::Result<Account, Problem>,
    notes: Vec<String>,
    is_utf8: bool,
}

fn checked(rp: &RelyingParty, part: Part) -> Checked {
    match part {
        Part::Ignored(columns) => Checked::Ignored(columns),
        Part::Row(row) => {
            let Row { line, content, mut notes, is_utf8 } = *row;
            let content = content.and_then(|record| Account::check(rp, record, &mut notes));
            Checked::Row(Box::new(CheckedRow { line, content, notes, is_utf8 }))
        }
    }
}

struct Import<'a> {
    rp: &'a RelyingParty,
    operator: &'a RequestContext,
    is_dry_run: bool,
    hasher: RandomState,
    /// What earlier rows contain, as hashes, and their lines.
    seen: HashMap<u64, u64>,
    totals: Totals,
    report: &'a mut (dyn FnMut(RowReport, &Totals) + Send + Sync),
}

impl Import<'_> {
    async fn batch(&mut self, rows: Vec<CheckedRow>) -> Result<()> {
        let mut reports = Vec::new();
        let mut accounts = Vec::new();
        for row in rows {
            self.totals.rows += 1;
            self.totals.not_utf8 += u64::from(!row.is_utf8);
            let mut report = RowReport {
                line: row.line,
                user: String::new(),
                outcome: Outcome::Created,
                notes: row.notes,
            };
            match row.content {
                Ok(account) => {
                    report.user = account.name();
                    match self.repeated(&account, row.line) {
                        Some(problem) => report.outcome = Outcome::Refused(problem),
                        None => accounts.push((reports.len(), account)),
                    }
                }
                Err(problem) => report.outcome = Outcome::Refused(problem),
            }
            reports.push(report);
        }
        let outcomes = self.insert(accounts.iter().map(|(_, account)| account).collect()).await?;
        for ((at, account), outcome) in accounts.iter().zip(outcomes) {
            if outcome == Outcome::Created {
                self.totals.passkeys += account.passkeys.len() as u64;
            }
            reports[*at].outcome = outcome;
        }
        for report in reports {
            match report.outcome {
                Outcome::Created => self.totals.created += 1,
                Outcome::Exists => self.totals.existed += 1,
                Outcome::Refused(_) => self.totals.refused += 1,
            }
            (self.report)(report, &self.totals);
        }
        Ok(())
    }

    /// Returns the problem of a row that contains something that an earlier row contains.
    fn repeated(&mut self, account: &Account, line: u64) -> Option<Problem> {
        let user = &account.user;
        let mut keys =
            vec![("id", user.id.to_string()), ("user handle", user.handle().to_string())];
        keys.extend(user.external_id.clone().map(|id| ("id", format!("external {id}"))));
        keys.extend(user.own_email().map(|email| ("address", email.key().to_owned())));
        keys.extend(user.phone.as_ref().map(|phone| ("phone number", phone.to_string())));
        let passkeys = account.passkeys.iter().map(|one| one.credential_id.to_string());
        keys.extend(passkeys.map(|id| ("passkey", id)));
        for (what, key) in keys {
            match self.seen.entry(self.hasher.hash_one((what, key))) {
                Entry::Occupied(earlier) if *earlier.get() != line => {
                    return Some(Problem {
                        what: format!("Repeats the {what} of line {}", earlier.get()),
                        advice: "Remove one of the rows.",
                    });
                }
                Entry::Occupied(_) => {}
                Entry::Vacant(free) => {
                    free.insert(line);
                }
            }
        }
        None
    }

    async fn insert(&self, accounts: Vec<&Account>) -> Result<Vec<Outcome>> {
        if let Some(outcomes) = self.try_to_insert(&accounts).await? {
            return Ok(outcomes);
        }
        let mut outcomes = Vec::new();
        for account in accounts {
            let mut tries = 0..TRIES;
            outcomes.push(loop {
                if let Some(outcome) = self.try_to_insert(&[account]).await? {
                    break outcome;
                }
                if tries.next().is_none() {
                    break vec![Outcome::Refused(Problem {
                        what: "Other requests changed the same account".to_owned(),
                        advice: "Import the file again.",
                    })];
                }
            });
        }
        Ok(outcomes.concat())
    }

    /// Decides about some accounts and inserts the new ones in one transaction. Returns `None`,
    /// without changing anything, on a conflict with another request.
    async fn try_to_insert(&self, accounts: &[&Account]) -> Result<Option<Vec<Outcome>>> {
        if accounts.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let rp = self.rp;
        let taken = rp.store().find_taken(accounts).await?;
        let mut unit = Unit::default();
        let mut outcomes = Vec::new();
        for account in accounts {
            let outcome = decide(account, &taken);
            if outcome == Outcome::Created {
                let user = &account.user;
                for loser in losers(account, accounts, &taken) {
                    if let Some(email) = &user.email {
                        unit.drop_claim(loser, email, rp.clock().now());
                        unit.record(&rp.dropped(self.operator)(loser));
                    }
                }
                unit.insert_account(account);
                for passkey in &account.passkeys {
                    unit.insert_used_credential(passkey)?;
                }
                unit.record(&rp.event(self.operator, user.id, Kind::SignedUp).untold());
            }
            outcomes.push(outcome);
        }
        if self.is_dry_run || !outcomes.contains(&Outcome::Created) {
            return Ok(Some(outcomes));
        }
        Ok(rp.store().apply(unit).await?.then_some(outcomes))
    }
}
