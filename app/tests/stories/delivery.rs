//! Email delivery: the binary against a real mail server, killed, and run twice; and the operator's
//! commands.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::Output;
use std::time::Duration;

use tempfile::TempDir;
use testing::database::Database;
use testing::mail_server::{MailServer, header};

use crate::process::{Server, command};

/// Longer than the interval at which a server checks its queue.
const A_LOOK: Duration = Duration::from_millis(2500);

fn url(mails: &MailServer) -> String {
    format!("smtp://127.0.0.1:{}", mails.port)
}

/// Returns everyone who got an email, and the number of emails.
fn recipients(mails: &MailServer) -> (BTreeSet<String>, usize) {
    let all = mails.mails();
    (all.iter().map(|mail| mail["to"][0].to_string()).collect(), all.len())
}

async fn a_killed_server_neither_loses_nor_repeats_emails(database: Database) {
    let (mails, folder) = (MailServer::start_at(0), TempDir::new().unwrap());
    let url = url(&mails);
    let settings =
        [("DATABASE_URL", database.url()), ("SMTP_URL", &url), ("LATCHKEY_RATE_LIMITS", "off")];
    let mut server = Server::start_with(folder.path(), &settings);
    for number in 0..7 {
        server.ask_for_link(&format!("held+{number}@example.org"));
    }
    // It is sending four, and three are queued.
    mails.wait_for("recipient", 4);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    mails.release();

    let server = Server::start_with(folder.path(), &settings);
    mails.wait_for("mail", 3);
    std::thread::sleep(A_LOOK);
    assert_eq!(mails.mails().len(), 3, "what is claimed may still be under way elsewhere");
    // Backdate the claims by a minute.
    database.execute("update messages set claimed_until = 0 where claimed_until > 0").await;
    mails.wait_for("mail", 7);
    std::thread::sleep(A_LOOK);
    let (recipients, count) = recipients(&mails);
    assert_eq!((recipients.len(), count), (7, 7));
    drop(server);
}

#[tokio::test]
async fn a_killed_server_neither_loses_nor_repeats_emails_on_sqlite() {
    a_killed_server_neither_loses_nor_repeats_emails(Database::sqlite()).await;
}

#[tokio::test]
async fn a_killed_server_neither_loses_nor_repeats_emails_on_postgres() {
    a_killed_server_neither_loses_nor_repeats_emails(Database::postgres().await).await;
}

#[tokio::test]
async fn two_servers_on_one_database_send_each_email_once() {
    let (mails, folder) = (MailServer::start_at(0), TempDir::new().unwrap());
    let (database, url) = (Database::postgres().await, url(&mails));
    let settings =
        [("DATABASE_URL", database.url()), ("SMTP_URL", &url), ("LATCHKEY_RATE_LIMITS", "off")];
    let servers = [(); 2].map(|()| Server::start_with(folder.path(), &settings));
    for number in 0..50 {
        servers[number % 2].ask_for_link(&format!("ada{number}@example.org"));
    }
    mails.wait_for("mail", 50);
    std::thread::sleep(A_LOOK);
    let (recipients, count) = recipients(&mails);
    let ids: BTreeSet<_> = mails.mails().iter().map(|mail| header(mail, "Message-ID")).collect();
    assert_eq!((recipients.len(), ids.len(), count), (50, 50, 50));

    let sent = servers.map(|mut server| {
        server.terminate();
        let mut said = String::new();
        server.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(!said.contains("token=") && !said.contains("@example.org"), "{said}");
        said.matches("message sent").count()
    });
    assert_eq!(sent[0] + sent[1], 50);
    assert!(sent[0] > 0 && sent[1] > 0, "{sent:?}");
}

#[test]
fn a_stopping_server_finishes_sending_its_current_email() {
    let (mails, folder) = (MailServer::start_at(0), TempDir::new().unwrap());
    let url = url(&mails);
    let mut server = Server::start_with(folder.path(), &[("SMTP_URL", &url)]);
    server.ask_for_link("held@example.org");
    mails.wait_for("recipient", 1);
    server.terminate();
    std::thread::sleep(Duration::from_millis(300));
    mails.release();
    assert!(server.child.wait().unwrap().success());
    assert_eq!(mails.mails().len(), 1);
    let listed = run(&folder, &["mail", "queue"], &[]);
    assert!(stdout(&listed).starts_with("0 waiting, 0 sending, 1 sent, 0 failed\nsent\t"));
}

fn run(folder: &TempDir, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    command(folder.path()).args(arguments).envs(settings.iter().copied()).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn mail_test_prints_each_step() {
    let (mails, folder) = (MailServer::start_at(0), TempDir::new().unwrap());
    let url = url(&mails);
    let settings = [("SMTP_URL", url.as_str()), ("LATCHKEY_ORIGIN", "https://id.example.org")];

    let taken = run(&folder, &["mail", "test", "ada@example.org"], &settings);
    assert!(taken.status.success(), "{}", stderr(&taken));
    let steps = stdout(&taken);
    let steps: Vec<_> = steps.lines().collect();
    assert!(
        steps[0]
            .contains("no encryption, without signing in, from Latchkey <no-reply@id.example.org>")
    );
    for (step, says) in
        steps[1..].iter().zip(["connected", "not encr", "sender", "recipient", "mail acc"])
    {
        assert!(step.starts_with(says), "{step}");
    }
    let mail = &mails.mails()[0];
    assert_eq!(header(mail, "Subject"), "Test email from Latchkey");

    let refused = run(&folder, &["mail", "test", "refused@example.org"], &settings);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stdout(&refused).lines().last().unwrap().starts_with("sender "));
    assert!(stderr(&refused).starts_with("server: recipient: 550 5.1.1"), "{}", stderr(&refused));

    for (arguments, settings, says) in [
        (["mail", "test", "ada@example.org"], &settings[1..], "server: SMTP_URL is not set"),
        (["mail", "test", "ada"], &settings[..], "server: ada is not an e-mail address"),
    ] {
        let wrong = run(&folder, &arguments, settings);
        assert_eq!(wrong.status.code(), Some(1));
        assert!(stderr(&wrong).starts_with(says), "{}", stderr(&wrong));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "it needs no database");
}

#[test]
fn mail_queue_shows_failures_and_reasons_but_no_content() {
    let (mails, folder) = (MailServer::start_at(0), TempDir::new().unwrap());
    let url = url(&mails);
    let mut server = Server::start_with(folder.path(), &[("SMTP_URL", &url)]);
    for name in ["refused", "busy", "quoting"] {
        server.ask_for_link(&format!("{name}@example.org"));
    }
    mails.wait_for("recipient", 3);
    server.terminate();
    let mut said = String::new();
    server.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    server.child.wait().unwrap();
    assert!(said.contains(&format!("Sending email through 127.0.0.1:{}", mails.port)), "{said}");
    assert_eq!(said.matches("message given up").count(), 2, "{said}");
    assert!(
        said.contains("ERROR") && said.contains("kind=\"sign_up\"") && !said.contains("token=")
    );

    let listed = stdout(&run(&folder, &["mail", "queue"], &[]));
    let lines: Vec<_> = listed.lines().collect();
    assert_eq!(lines[0], "1 waiting, 0 sending, 0 sent, 2 failed");
    assert_eq!(lines.len(), 4);
    for line in &lines[1..] {
        let to = line.split('\t').nth(3).unwrap();
        let (state, reason) = match to {
            "refused@example.org" => ("failed", "recipient: 550"),
            "busy@example.org" => ("waiting", "recipient: 450"),
            _ => ("failed", "mail: 554"),
        };
        assert!(
            line.starts_with(state) && line.contains(reason) && line.contains("attempts 1"),
            "{line}"
        );
    }
    assert!(!listed.contains("token="), "{listed}");
}

#[test]
fn help_lists_the_mail_commands() {
    let folder = TempDir::new().unwrap();
    assert!(
        stdout(&run(&folder, &["--help"], &[])).contains("lists queued emails and text messages")
    );
    let help = stdout(&run(&folder, &["mail", "--help"], &[]));
    assert!(help.contains("test") && help.contains("queue"), "{help}");
}
