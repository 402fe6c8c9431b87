//! Tests the queue with a real mail server: waiting, claims and pace.

use std::collections::BTreeSet;
use std::net::TcpListener;

use testing::mail_server::{MailServer, Speaks, header};
use testing::on_both;

use super::party::{MINUTE, SECOND, TestParty, just_under};
use crate::magic_link::LIFETIME;
use crate::model::message::Queue;
use crate::store::{Queued, State};
use crate::{RelyingParty, Store};

/// Returns the party with this mail server.
pub(super) fn by(server: &MailServer, party: TestParty) -> TestParty {
    party.restarted_with(&[
        ("SMTP_URL", &format!("smtp://127.0.0.1:{}", server.port)),
        ("LATCHKEY_ORIGIN", &server.origin()),
    ])
}

pub(super) async fn ask(party: &TestParty, email: &str) {
    party.browser().ask_for_link(email).await.unwrap();
}

/// Returns the newest message of the queue.
pub(super) async fn newest(party: &TestParty) -> Queued {
    let now = party.clock().now();
    party.store().list_queue(Queue::People, now, 1).await.unwrap().swap_remove(0)
}

pub(super) async fn states(party: &TestParty) -> [i64; 4] {
    let mut counts = [0; 4];
    for (count, state) in
        counts.iter_mut().zip([State::Waiting, State::Sending, State::Sent, State::Failed])
    {
        *count =
            party.store().count_queue(Queue::People, state, party.clock().now()).await.unwrap();
    }
    counts
}

/// Returns all message content that is still in the table.
pub(super) async fn said(party: &TestParty) -> String {
    let everything =
        "subject || text_body || html_body || coalesce(link, '') || coalesce(code, '')";
    party.database.text(&format!("select {everything} from messages")).await
}

on_both! {
    async fn a_mail_waits_in_the_queue_is_sent_once_and_then_forgotten(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        assert!(party.mail().can_send());
        ask(&party, "ada@example.org").await;
        assert_eq!((states(&party).await, server.attempts()), ([1, 0, 0, 0], 0));
        assert!(said(&party).await.contains("token="));

        party.mail().send_due().await;
        server.wait_for("mail", 1);
        party.pass(MINUTE);
        party.mail().send_due().await;
        assert_eq!(server.mails().len(), 1);
        let mail = &server.mails()[0];
        assert_eq!(mail["to"][0], "ada@example.org");
        assert!(mail["text"].as_str().unwrap().contains(&format!("{}/magic-link?token=", server.origin())));
        let message = newest(&party).await;
        assert_eq!((message.state, message.attempts, message.last_error), (State::Sent, 1, None));
        assert_eq!(said(&party).await, "", "no link and no code stays behind");
    }

    async fn what_nobody_could_send_in_time_is_not_sent_any_more(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        ask(&party, "ada@example.org").await;
        party.pass(LIFETIME);
        party.mail().send_due().await;
        assert_eq!((states(&party).await, server.attempts()), ([0, 0, 0, 1], 0));
        assert_eq!(said(&party).await, "");
    }

    async fn what_a_dead_sender_had_in_hand_is_sent_once_its_claim_has_ended(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        ask(&party, "ada@example.org").await;
        let (id, now) = (newest(&party).await.id, party.clock().now());
        let dead = party.store().claim_message(&id, "dead".to_owned(), now, now + 60).await.unwrap();
        assert!(party.store().claim_message(&id, "late".to_owned(), now, now + 60).await.unwrap().is_none());
        party.pass(just_under(MINUTE));
        party.mail().send_due().await;
        assert_eq!((server.attempts(), states(&party).await), (0, [0, 1, 0, 0]));
        party.pass(SECOND);
        party.mail().send_due().await;
        assert_eq!((server.mails().len(), states(&party).await), (1, [0, 0, 1, 0]));
        // Even if it were still alive, it couldn't return the message to the queue.
        party.store().return_message(&dead.unwrap(), now, "").await.unwrap();
        party.mail().send_due().await;
        assert_eq!(server.mails().len(), 1);
    }

    async fn two_servers_send_each_mail_once(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        let other = RelyingParty::new(
            party.config().clone(),
            Store::open(party.config()).await.unwrap(),
            party.clock().clone(),
            party.random().clone(),
        );
        let other = other.unwrap();
        for number in 0..40 {
            ask(&party, &format!("ada{number}@example.org")).await;
        }
        tokio::join!(party.mail().send_due(), other.mail().send_due());
        let ids: BTreeSet<_> = server.mails().iter().map(|mail| header(mail, "Message-ID")).collect();
        assert_eq!((server.mails().len(), ids.len()), (40, 40));
        assert_eq!(states(&party).await, [0, 0, 40, 0]);
        other.store().close().await;
    }

    async fn of_many_claims_at_once_one_holds(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        ask(&party, "ada@example.org").await;
        let (id, now) = (newest(&party).await.id, party.clock().now());
        let mut claims = tokio::task::JoinSet::new();
        for number in 0..8 {
            let (store, id) = (party.store().clone(), id.clone());
            claims.spawn(async move {
                store.claim_message(&id, number.to_string(), now, now + 60).await.unwrap().is_some()
            });
        }
        assert_eq!(claims.join_all().await.into_iter().filter(|held| *held).count(), 1);
    }

    async fn the_operator_keeps_a_day_of_what_was_sent_and_a_week_of_what_was_not(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        let day = 24 * 60 * MINUTE;
        for email in ["ada@example.org", "refused@example.org"] {
            ask(&party, email).await;
        }
        party.mail().send_due().await;
        for (passed, left) in [(just_under(day), 2), (SECOND, 1), (just_under(6 * day), 1), (SECOND, 0)] {
            party.pass(passed);
            party.sweep().await.unwrap();
            assert_eq!(party.count("messages").await, left);
        }
    }

    async fn what_waits_is_swept_by_nobody(party: TestParty) {
        let party = party.restarted_with(&[("SMTP_URL", "smtp://127.0.0.1:1")]);
        ask(&party, "ada@example.org").await;
        party.pass(100 * 24 * 60 * MINUTE);
        party.sweep().await.unwrap();
        assert_eq!(party.count("messages").await, 1);
    }

    async fn mails_go_out_at_a_pace_and_those_to_own_addresses_first(party: TestParty) {
        party.browser().enter_by_mail("ada@example.org").await;
        let server = MailServer::start(Speaks::Plainly);
        let party = party.restarted_with(&[
            ("SMTP_URL", &format!("smtp://127.0.0.1:{}", server.port)),
            ("LATCHKEY_ORIGIN", &server.origin()),
            ("LATCHKEY_LIMIT_SENDS_ALL", "2/1m"),
        ]);
        for nth in 0..5 {
            ask(&party, &format!("stranger{nth}@example.org")).await;
        }
        ask(&party, "ada@example.org").await;
        party.mail().send_due().await;
        let to = |server: &MailServer| -> Vec<String> {
            server.mails().iter().map(|mail| mail["to"][0].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(to(&server).len(), 2);
        assert!(to(&server).contains(&"ada@example.org".to_owned()), "{:?}", to(&server));
        party.pass(just_under(MINUTE));
        party.mail().send_due().await;
        assert_eq!(to(&server).len(), 2);
        party.pass(SECOND);
        party.mail().send_due().await;
        assert_eq!(to(&server).len(), 4);
        // Emails with an expired link aren't sent.
        party.pass(LIFETIME);
        party.mail().send_due().await;
        assert_eq!(states(&party).await, [0, 0, 4, 2]);
    }

    async fn a_request_does_not_wait_for_the_mail_server(party: TestParty) {
        // It accepts connections but never responds.
        let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = silent.local_addr().unwrap().port();
        let party = party.restarted_with(&[("SMTP_URL", &format!("smtp://127.0.0.1:{port}"))]);
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let sender = party.clone();
        let sending = tokio::spawn(async move { sender.mail().run_queue(stopped).await });
        let asking = async {
            for number in 0..10 {
                ask(&party, &format!("ada{number}@example.org")).await;
            }
            // Four others are being sent at this time.
            while states(&party).await != [6, 4, 0, 0] {
                tokio::time::sleep(SECOND / 50).await;
            }
        };
        tokio::time::timeout(10 * SECOND, asking).await.unwrap();
        drop(stop);
        // It returns its messages to the queue for the next worker.
        tokio::time::timeout(15 * SECOND, sending).await.unwrap().unwrap();
        assert_eq!(states(&party).await, [10, 0, 0, 0]);
        assert_eq!(party.database.text("select cast(count(*) as text) from messages where claim is not null").await, "0");
    }
}
