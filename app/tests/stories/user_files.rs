//! Users in and out: the operator's commands, and what users with passkeys from elsewhere see.

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Output;
use std::time::Instant;

use latchkey::RequestContext;
use latchkey::extras::user_files::ImportOptions;
use serde_json::{Value, json};
use tempfile::TempDir;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::TestServer;

use crate::binary::one_line;
use crate::process::command;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).arg("user").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

on_both! {
    async fn a_user_from_elsewhere_signs_in_and_the_page_signals_their_user_handle(server: TestServer) {
        let (mut phone, handle) = (Peer::new(), "dXNlcnwxMjM");
        let options = json!({ "publicKey": {
            "rp": { "id": "localhost", "name": "The other service" },
            "user": { "id": handle, "name": "ada", "displayName": "Ada" },
            "challenge": "AAAAAAAAAAAAAAAAAAAAAA",
            "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
            "authenticatorSelection": { "residentKey": "required", "userVerification": "required" },
        } });
        let created = phone.create("http://localhost:4000", &options).await.unwrap();
        let created: Value = serde_json::from_str(&created).unwrap();
        let row = json!({
            "email": "ada@example.org", "email_verified_at": "2025-01-01T00:00:00Z", "user_handle": handle,
            "passkeys": [{
                "credential_id": created["id"], "public_key": created["response"]["publicKey"],
                "backup_eligible": true, "backup_state": true,
            }],
        });
        let file = Cursor::new(row.to_string());
        let totals = server.rp.user_files().import(&RequestContext::operator(&server.rp, "server"), file, ImportOptions::default(), &mut |_, _| {}).await.unwrap();
        assert_eq!((totals.created, totals.passkeys), (1, 1));

        let mut browser = server.browser();
        browser.sign_in(&mut phone).await;
        let page = browser.dashboard().await.unwrap();
        let signalled = page.matches(&format!("&quot;userId&quot;:&quot;{handle}&quot;")).count();
        assert_eq!(signalled, 2, "{page}");
    }
}

#[test]
fn a_file_of_thirty_thousand_rows_is_imported_and_reported_row_by_row() {
    let folder = TempDir::new().unwrap();
    let mut file = "id,email,email_verified,created_at\n".to_owned();
    for nth in 1..=30_000 {
        match nth % 10_000 {
            7 => writeln!(file, "{nth},not an address,true,"),
            8 => writeln!(file, "{nth},user{}@example.org,true,", nth - 2),
            _ => writeln!(file, "{nth},user{nth}@example.org,true,2024-05-01T10:00:00Z"),
        }
        .unwrap();
    }
    fs::write(folder.path().join("users.csv"), file).unwrap();
    for (created, existed) in [(29_994, 0), (0, 29_994)] {
        let started = Instant::now();
        let output = run(folder.path(), &["import", "users.csv"]);
        println!("30,000 rows, {created} new, debug build, SQLite: {:?}", started.elapsed());
        let (report, said) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{said}");
        let totals = format!(
            "30000 rows: {created} accounts with 0 passkeys created, {existed} exist already, 6 refused\n"
        );
        assert!(said.contains(&totals), "{said}");
        assert!(said.contains("\n15000 rows, "), "progress: {said}");
        let lines = report.lines().filter(|line| !line.contains("\texists\t"));
        let [first, second, ..] = lines.collect::<Vec<_>>()[..] else { panic!("{report}") };
        assert_eq!(first, "line 8\trefused\t\t\"not an address\" is not an address\tCorrect it.");
        let repeated = "line 9\trefused\tuser6@example.org\tRepeats the address of line 7\t";
        assert!(second.starts_with(repeated), "{second}");
    }
}

#[test]
fn a_dry_run_and_a_report_as_json_say_what_an_import_would_do() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("users.csv"), "email\nada@example.org\nnone\n").unwrap();
    for _ in 0..2 {
        let output = run(folder.path(), &["import", "users.csv", "--dry-run", "--json"]);
        let row: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            row,
            json!({
                "line": 3, "outcome": "refused", "user": "", "notes": [],
                "problem": "\"none\" is not an address", "advice": "Correct it.",
            })
        );
        assert!(text(&output.stderr).contains("1 accounts with 0 passkeys would be created"));
    }
}

#[test]
fn an_export_is_a_new_file_for_its_owner_only_or_standard_output() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("users.csv"), "email,name\nada@example.org,Ada\x1b[2J\n").unwrap();
    let refused = run(folder.path(), &["import", "users.csv"]);
    assert!(!text(&refused.stdout).contains('\x1b'), "a file must not control the terminal");
    fs::write(folder.path().join("users.csv"), "email\nada@example.org\n").unwrap();
    assert!(run(folder.path(), &["import", "users.csv"]).status.success());

    let to_file = run(folder.path(), &["export", "users.ndjson"]);
    assert!(to_file.status.success() && to_file.stdout.is_empty());
    let path = folder.path().join("users.ndjson");
    let written = fs::read_to_string(&path).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(text(&run(folder.path(), &["export"]).stdout), written);
    let account: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(account["email"], "ada@example.org");
    assert!(one_line(&run(folder.path(), &["export", "users.ndjson"])).contains("users.ndjson: "));
    assert!(one_line(&run(folder.path(), &["import", "missing.csv"])).contains("missing.csv: "));
    assert!(
        text(&run(folder.path(), &["import", "users.ndjson"]).stdout)
            .contains("line 1\texists\tada@example.org")
    );
}
