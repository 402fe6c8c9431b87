//! Tests what becomes of emails if the mail server refuses them, is down, or fails in the middle.

use std::net::TcpListener;

use testing::mail_server::{MailServer, Speaks, header};
use testing::on_both;

use super::party::{MINUTE, SECOND, TestParty, just_under};
use super::queue::{ask, by, newest, said, states};
use crate::store::State;

on_both! {
    async fn what_is_refused_for_good_is_given_up_at_once(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        ask(&party, "refused@example.org").await;
        for _ in 0..3 {
            party.mail().send_due().await;
            party.pass(5 * MINUTE);
        }
        assert_eq!(server.attempts(), 1);
        let message = newest(&party).await;
        assert_eq!((message.state, message.attempts), (State::Failed, 1));
        let reason = message.last_error.unwrap();
        assert!(reason.starts_with("recipient: 550") && reason.contains("nobody here"), "{reason}");
        assert_eq!(said(&party).await, "");
    }

    async fn what_is_refused_for_now_is_tried_again_ever_later_until_the_link_is_too_old(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        ask(&party, "busy@example.org").await;
        // Half an hour later the link would have expired, so there is no fifth attempt.
        for (attempts, wait) in [(1, 10 * SECOND), (2, MINUTE), (3, 5 * MINUTE)] {
            party.mail().send_due().await;
            assert_eq!((server.attempts(), states(&party).await), (attempts, [1, 0, 0, 0]));
            party.pass(just_under(wait));
            party.mail().send_due().await;
            assert_eq!(server.attempts(), attempts, "not before {wait:?}");
            party.pass(SECOND);
        }
        party.mail().send_due().await;
        let message = newest(&party).await;
        assert_eq!((message.state, message.attempts), (State::Failed, 4));
        assert!(message.last_error.unwrap().starts_with("recipient: 450"));
        assert_eq!(said(&party).await, "");
    }

    async fn a_mail_survives_a_mail_server_that_is_down(party: TestParty) {
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let settings = format!("smtp://127.0.0.1:{free}");
        let party = party.restarted_with(&[("SMTP_URL", &settings), ("LATCHKEY_ORIGIN", "https://id.example.org")]);
        ask(&party, "ada@example.org").await;
        party.mail().send_due().await;
        let message = newest(&party).await;
        assert_eq!((message.state, message.attempts), (State::Waiting, 1));
        assert!(message.last_error.unwrap().starts_with("connecting to 127.0.0.1:"));

        let server = MailServer::start_at(free);
        party.pass(10 * SECOND);
        party.mail().send_due().await;
        assert_eq!((server.mails().len(), states(&party).await), (1, [0, 0, 1, 0]));
    }

    async fn a_mail_server_that_dies_in_the_middle_of_a_mail_gets_it_again(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        ask(&party, "cut@example.org").await;
        party.mail().send_due().await;
        assert_eq!((server.all("cut").len(), states(&party).await), (1, [1, 0, 0, 0]));
        party.pass(10 * SECOND);
        party.mail().send_due().await;
        assert_eq!((server.mails().len(), states(&party).await), (1, [0, 0, 1, 0]));
    }

    async fn a_mail_whose_acceptance_was_lost_comes_twice_and_can_be_told(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let party = by(&server, party);
        ask(&party, "mute@example.org").await;
        party.mail().send_due().await;
        party.pass(10 * SECOND);
        party.mail().send_due().await;
        let mails = server.mails();
        assert_eq!(mails.len(), 2, "twice is better than never");
        for name in ["Message-ID", "Date", "Subject"] {
            assert_eq!(header(&mails[0], name), header(&mails[1], name));
        }
    }
}
