//! Tests the format of emails in transit, and who can read them.

use testing::mail_server::{LOGIN, MailServer, Speaks, header};
use testing::on_both;

use super::party::{SECOND, TestParty};
use crate::Email;
use crate::mail::MessageMeta;
use crate::model::message::Channel;
use crate::model::message::Message;
use crate::model::message::Outcome;
use crate::model::message::Queue;
use crate::store::State;

async fn ask(party: &TestParty, email: &str) {
    party.browser().ask_for_link(email).await.unwrap();
}

async fn count(party: &TestParty, state: State) -> i64 {
    party.store().count_queue(Queue::People, state, party.clock().now()).await.unwrap()
}

async fn last_error(party: &TestParty) -> String {
    let newest = party
        .store()
        .list_queue(Queue::People, party.clock().now(), 1)
        .await
        .unwrap()
        .swap_remove(0);
    newest.last_error.unwrap_or_default()
}

on_both! {
    async fn a_mail_has_the_headers_that_a_mail_needs(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let url = format!("smtp://localhost:{}", server.port);
        let party = party.restarted_with(&[
            ("LATCHKEY_ORIGIN", &server.origin()),
            ("SMTP_URL", &url),
            ("LATCHKEY_NAME", "Schlüsselbund, Ltd."),
        ]);
        ask(&party, "Ada+x@Exämple.org").await;
        party.mail().send_due().await;
        let mail = &server.mails()[0];
        assert_eq!(mail["sender"], format!("no-reply@{}", server.host()));
        assert_eq!((&mail["to"][0], &mail["hello"]), (&"Ada+x@xn--exmple-cua.org".into(), &server.host().into()));
        assert_eq!(header(mail, "From"), format!("\"Schlüsselbund, Ltd.\" <no-reply@{}>", server.host()));
        assert_eq!(header(mail, "To"), "Ada+x@xn--exmple-cua.org");
        assert!(header(mail, "Subject").contains("Schlüsselbund, Ltd."), "{}", header(mail, "Subject"));
        assert_eq!(header(mail, "Auto-Submitted"), "auto-generated");
        assert_eq!(mail["type"], "multipart/alternative");
        // The clock of these tests stays at its start.
        assert!(header(mail, "Date").starts_with("Wed, 18 Nov 2026"), "{}", header(mail, "Date"));
        let id = header(mail, "Message-ID");
        assert!(id.starts_with('<') && id.ends_with(&format!("@{}>", server.host())) && id.len() > 50, "{id}");
        for part in ["text", "html"] {
            let part = mail[part].as_str().unwrap();
            assert!(part.contains("magic-link?token=") && part.contains("Schlüsselbund"), "{part}");
        }
        assert_eq!(mail["bare_line_feeds"], 0);
        assert!(mail["longest_line"].as_u64().unwrap() <= 998);
    }

    async fn an_address_with_its_dots_anywhere_is_quoted_for_the_mail_server(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let url = format!("smtp://localhost:{}", server.port);
        let party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
        for local in ["try..this..0511", ".a", "a."] {
            ask(&party, &format!("{local}@docomo.ne.jp")).await;
            party.mail().send_due().await;
            let quoted = format!("\"{local}\"@docomo.ne.jp");
            let named = server.all("recipient").pop().unwrap_or_default();
            assert_eq!(named["wire"], format!("TO:<{quoted}>"), "{}", last_error(&party).await);
        }
        assert_eq!(server.mails().len(), 3);
    }

    async fn nobodys_words_become_a_header(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let url = format!("smtp://localhost:{}", server.port);
        let party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
        // Whatever a template lets through into the subject.
        let message = Message {
            channel: Channel::Mail,
            kind: "sign_in".to_owned(),
            to: "ada@example.org".to_owned(),
            subject: "Hello\r\nBcc: eve@example.org\r\n\r\nwörds".to_owned(),
            text: "text".to_owned(),
            html: "html".to_owned(),
            link: None,
            user_id: None,
            code: None,
            created_at: party.clock().now(),
            expires_at: party.clock().now() + 60,
        };
        for subject in ["Hello\r\nBcc: eve@example.org\r\n\r\nwords", "Hello\nBcc: eve@example.org\n\nwörds"] {
            let message = Message { subject: subject.to_owned(), ..message.clone() };
            party.apply(|unit| unit.send(party.random().uuid(), &message, Outcome::Queued)).await;
        }
        // Nor into the envelope.
        for to in ["ada@example.org>\r\nRCPT TO:<eve@example.org", "ada@example.org\r\nBcc: eve@example.org"] {
            let message = Message { to: to.to_owned(), ..message.clone() };
            party.apply(|unit| unit.send(party.random().uuid(), &message, Outcome::Queued)).await;
        }
        party.mail().send_due().await;
        assert_eq!((server.mails().len(), server.attempts()), (2, 2));
        for mail in server.mails() {
            assert_eq!((header(&mail, "Bcc"), mail["to"].as_array().unwrap().len()), (String::new(), 1));
            assert!(header(&mail, "Subject").contains("Bcc: eve@example.org"), "{mail}");
            assert_eq!((&mail["type"], mail["text"].as_str().unwrap().trim()), (&"multipart/alternative".into(), "text"));
        }
        assert_eq!(count(&party, State::Failed).await, 2);
    }

    async fn a_line_with_a_dot_and_a_long_line_arrive_as_they_were(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let url = format!("smtp://localhost:{}", server.port);
        let party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
        let name = format!(".\r\n.\r\n{} ünd", "x".repeat(1500));
        let words = minijinja::context! { passkey => name, browser => "a browser", ip => "::1" };
        let to = Email::parse("ada@example.org").unwrap();
        party.mail().deliver_mail("passkey_added", &to, None, words, MessageMeta::default(), 60 * SECOND).await.unwrap();
        party.mail().send_due().await;
        let mail = &server.mails()[0];
        let text = mail["text"].as_str().unwrap().replace("\r\n", "\n");
        assert!(text.contains(&name.replace("\r\n", "\n")), "{text}");
        assert!(mail["longest_line"].as_u64().unwrap() <= 998);
    }

    async fn an_encrypted_mail_server_gets_the_password_and_the_mail(party: TestParty) {
        let mut party = party;
        for (speaks, scheme, more) in
            [(Speaks::StartTls, "smtp", "&tls=starttls"), (Speaks::Tls, "smtps", "")]
        {
            let server = MailServer::start(speaks);
            let url = format!("{scheme}://{LOGIN}@localhost:{}?ca={}{more}", server.port, server.ca());
            party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
            ask(&party, &format!("ada@{}", server.host())).await;
            party.mail().send_due().await;
            let mails = server.mails();
            assert_eq!(mails.len(), 1, "{speaks:?}: {}", last_error(&party).await);
            assert_eq!((&mails[0]["encrypted"], &mails[0]["user"]), (&true.into(), &"latchkey".into()));
        }
    }

    async fn nothing_is_told_to_a_mail_server_that_proves_nothing(party: TestParty) {
        let mut party = party;
        let (plain, starttls, tls) = (
            MailServer::start(Speaks::Plainly),
            MailServer::start(Speaks::StartTls),
            MailServer::start(Speaks::Tls),
        );
        for (server, url, reason) in [
            // Its authority is unknown.
            (&starttls, format!("smtp://{LOGIN}@localhost:{}?tls=starttls", starttls.port), "STARTTLS: "),
            (&tls, format!("smtps://{LOGIN}@localhost:{}", tls.port), "connecting to "),
            // Its certificate is for another name.
            (&tls, format!("smtps://{LOGIN}@127.0.0.1:{}?ca={}", tls.port, tls.ca()), "connecting to "),
            // The server, or an attacker in between, offers no encryption.
            (&plain, format!("smtp://{LOGIN}@localhost:{}?tls=starttls", plain.port), "STARTTLS: "),
        ] {
            party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
            ask(&party, &format!("{}@example.org", party.random().uuid())).await;
            party.mail().send_due().await;
            assert!(last_error(&party).await.starts_with(reason), "{}", last_error(&party).await);
            assert_eq!((server.all("login").len(), server.attempts()), (0, 0));
        }
        assert_eq!(count(&party, State::Waiting).await, 4, "settings can be fixed");
    }

    async fn a_wrong_password_loses_no_mail(party: TestParty) {
        let server = MailServer::start(Speaks::Tls);
        let url = |login| format!("smtps://{login}@localhost:{}?ca={}", server.port, server.ca());
        let party = party.restarted_with(&[("SMTP_URL", &url("latchkey:wr0ng")), ("LATCHKEY_ORIGIN", &server.origin())]);
        ask(&party, "ada@example.org").await;
        party.mail().send_due().await;
        let reason = last_error(&party).await;
        assert!(reason.starts_with("signing in: 535") && !reason.contains("wr0ng"), "{reason}");
        assert_eq!(count(&party, State::Waiting).await, 1);
        let party = party.restarted_with(&[("SMTP_URL", &url(LOGIN)), ("LATCHKEY_ORIGIN", &server.origin())]);
        party.pass(10 * SECOND);
        party.mail().send_due().await;
        assert_eq!(server.mails().len(), 1);
    }

    async fn a_refusal_that_quotes_the_mail_is_kept_without_link_and_code(party: TestParty) {
        let server = MailServer::start(Speaks::Plainly);
        let url = format!("smtp://localhost:{}", server.port);
        let party = party.restarted_with(&[("SMTP_URL", &url), ("LATCHKEY_ORIGIN", &server.origin())]);
        ask(&party, "quoting@example.org").await;
        let code = party.database.text("select code from messages").await;
        let link = party.database.text("select link from messages").await;
        let token = link.split("token=").nth(1).unwrap();
        party.mail().send_due().await;
        let reason = last_error(&party).await;
        assert!(reason.starts_with("mail: 554 5.7.1 no such mails:"), "{reason}");
        assert!(reason.contains("[…]") && !reason.contains(token), "{reason}");
        assert!(!reason.contains("quoting@") && !reason.contains("192.0.2.7"), "{reason}");
        assert!(!reason.contains(&code) && !reason.contains(&code[..4]), "{reason}");
    }
}
