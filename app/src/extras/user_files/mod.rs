//! The operator's commands that import and export users.

#[cfg(feature = "console")]
pub(super) mod console;

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use clap::Args;
use latchkey::RelyingParty;
use latchkey::extras::user_files::{Format, ImportOptions, Outcome, RowReport, Totals};
use serde_json::json;

use crate::operator;

/// Arguments of `server user import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The file: a CSV, Hanko's JSON or our own NDJSON.
    file: String,
    /// The format, if it isn't the one that the first character says: csv, hanko or ndjson.
    #[arg(long)]
    format: Option<Format>,
    /// Check every row, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Columns of a CSV to keep as metadata, separated by commas.
    #[arg(long, value_delimiter = ',', value_name = "COLUMNS")]
    metadata: Vec<String>,
    /// Print the report as JSON, one row per line.
    #[arg(long)]
    json: bool,
}

/// Arguments of `server user export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The file to create. It must not exist yet. Default: standard output.
    file: Option<String>,
}

/// Imports a file. Prints each row that isn't a new account.
///
/// # Errors
/// Wrong settings, an unavailable database, a file that can't be read, or refused rows.
pub(super) async fn import(import: Import) -> Result<(), Box<dyn Error>> {
    let Import { file, format, dry_run, metadata, json } = import;
    let input = File::open(&file).map_err(|error| format!("{file}: {error}"))?;
    let options = ImportOptions { format, is_dry_run: dry_run, metadata };
    let totals = operator::open(async |rp: &RelyingParty| {
        let mut progress = Progress::default();
        let mut report = |row: RowReport, totals: &Totals| {
            if row.outcome != Outcome::Created || !row.notes.is_empty() {
                progress.clear();
                println!("{}", if json { as_json(&row) } else { as_text(&row) });
            }
            progress.show(totals.rows, &format!("{} refused", totals.refused));
        };
        let totals =
            rp.user_files().import(&operator::by_server(rp), input, options, &mut report).await?;
        progress.clear();
        Ok(totals)
    })
    .await?;
    summarise(&totals, dry_run);
    if totals.refused > 0 {
        return Err(format!(
            "{} rows were refused. Correct them and import the file again: accounts that exist stay as they are",
            totals.refused
        )
        .into());
    }
    Ok(())
}

fn summarise(totals: &Totals, dry_run: bool) {
    let Totals { rows, created, passkeys, existed, refused, not_utf8, ignored } = totals;
    if !ignored.is_empty() {
        eprintln!("Ignored columns (--metadata keeps them): {}", ignored.join(", "));
    }
    if *not_utf8 > 0 {
        eprintln!("{not_utf8} rows aren't in UTF-8 and were read as Windows-1252");
    }
    let created_word = if dry_run { "would be created" } else { "created" };
    eprintln!(
        "{rows} rows: {created} accounts with {passkeys} passkeys {created_word}, {existed} exist already, {refused} refused"
    );
}

fn as_text(row: &RowReport) -> String {
    let (outcome, what, advice) = parts(row);
    let problems = [what].into_iter().filter(|what| !what.is_empty());
    let problems: Vec<_> = problems.chain(row.notes.iter().map(String::as_str)).collect();
    let line =
        format!("line {}\t{outcome}\t{}\t{}\t{advice}", row.line, row.user, problems.join("; "));
    // A field of the file may contain characters that control a terminal.
    line.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect::<String>()
}

fn as_json(row: &RowReport) -> String {
    let (outcome, problem, advice) = parts(row);
    json!({
        "line": row.line, "outcome": outcome, "user": row.user,
        "problem": problem, "advice": advice, "notes": row.notes,
    })
    .to_string()
}

fn parts(row: &RowReport) -> (&'static str, &str, &str) {
    match &row.outcome {
        Outcome::Created => ("created", "", ""),
        Outcome::Exists => ("exists", "", ""),
        Outcome::Refused(problem) => ("refused", &problem.what, problem.advice),
    }
}

/// Writes every account to a file that only its owner can read.
///
/// # Errors
/// Wrong settings, an unavailable database, or a file that exists or can't be written.
pub(super) async fn export(Export { file }: Export) -> Result<(), Box<dyn Error>> {
    let mut out: Box<dyn Write + Send> = match &file {
        Some(file) => {
            Box::new(create(Path::new(file)).map_err(|error| format!("{file}: {error}"))?)
        }
        None => Box::new(io::stdout()),
    };
    let count = operator::open(async |rp: &RelyingParty| {
        let mut progress = Progress::default();
        let mut out = BufWriter::new(&mut out);
        let count =
            rp.user_files().export(&mut out, &mut |count| progress.show(count, "written")).await?;
        progress.clear();
        Ok(count)
    })
    .await?;
    eprintln!("{count} accounts written");
    Ok(())
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// Progress on standard error: one line that is replaced, on a terminal. Elsewhere, a line now and
/// then.
#[derive(Default)]
struct Progress {
    shown: u64,
    is_shown: bool,
}

impl Progress {
    fn show(&mut self, count: u64, more: &str) {
        let is_terminal = io::stderr().is_terminal();
        let step = if is_terminal { 100 } else { 5000 };
        if count < self.shown + step {
            return;
        }
        self.shown = count - count % step;
        if is_terminal {
            eprint!("\r{count} rows, {more}\x1b[K");
            self.is_shown = true;
        } else {
            eprintln!("{count} rows, {more}");
        }
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            eprint!("\r\x1b[K");
        }
    }
}
