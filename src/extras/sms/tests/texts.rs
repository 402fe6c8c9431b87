//! Tests the content of text messages, and when none are sent.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::serve::Listener;
use http::StatusCode;
use minijinja::context;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tempfile::TempDir;
use testing::mail_server::certify;
use testing::on_both;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::mail::MessageMeta;
use crate::model::message::Channel;
use crate::model::message::Queue;
use crate::store;
use crate::tests::party::{MINUTE, SECOND, TestParty, code};
use crate::{Locale, Result};

/// A request to the gateway: the path, the authorization, the fields.
type Asked = (String, String, Vec<(String, String)>);

/// A gateway that sends the given responses, over TLS.
struct Gateway {
    asked: Arc<Mutex<Vec<Asked>>>,
    answers: Arc<Mutex<Vec<(u16, &'static str)>>>,
    port: u16,
    folder: TempDir,
}

struct Encrypted(TcpListener, TlsAcceptor);

impl Listener for Encrypted {
    type Io = TlsStream<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.0.accept().await.unwrap();
            if let Ok(stream) = self.1.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Gateway {
    /// Starts a gateway that sends these responses, and then accepts everything.
    async fn start(answers: &[(u16, &'static str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        certify(folder.path());
        let certificate = CertificateDer::from_pem_file(folder.path().join("server.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(folder.path().join("key.pem")).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider);
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let config = config.with_single_cert(vec![certificate], key).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let gateway = Self {
            asked: Arc::default(),
            answers: Arc::new(Mutex::new(answers.iter().rev().copied().collect())),
            port,
            folder,
        };
        let state = (gateway.asked.clone(), gateway.answers.clone());
        let router = Router::new().fallback(answer).with_state(state);
        let listener = Encrypted(listener, TlsAcceptor::from(Arc::new(config)));
        tokio::spawn(async move { axum::serve(listener, router).await });
        gateway
    }

    /// Returns the party with this gateway.
    fn send_by_it(&self, party: TestParty, ca: &str) -> TestParty {
        let url = format!("https://AC123:t0k%20en@localhost:{}{ca}", self.port);
        party.restarted_with(&[
            ("LATCHKEY_SMS_URL", &url),
            ("LATCHKEY_SMS_FROM", "+15005550006"),
            ("LATCHKEY_SMS_COUNTRIES", "all"),
        ])
    }

    fn ca(&self) -> String {
        format!("?ca={}", self.folder.path().join("ca.pem").display())
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

type Told = (Arc<Mutex<Vec<Asked>>>, Arc<Mutex<Vec<(u16, &'static str)>>>);

async fn answer(State((asked, answers)): State<Told>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    let fields = url::form_urlencoded::parse(&body).into_owned().collect();
    let authorization = parts.headers["authorization"].to_str().unwrap().to_owned();
    asked.lock().unwrap().push((format!("{} {}", parts.method, parts.uri), authorization, fields));
    let (status, said) = answers.lock().unwrap().pop().unwrap_or((201, r#"{"sid": "SM1"}"#));
    (StatusCode::from_u16(status).unwrap(), said).into_response()
}

async fn text(party: &TestParty) -> Result<()> {
    let opens = MessageMeta { code: Some("123456".to_owned()), ..MessageMeta::default() };
    let words = context! { code => "123456", minutes => 10 };
    party
        .sms()
        .deliver("verify_phone", "+493012345678", Locale::En, words, opens, 10 * MINUTE)
        .await
}

async fn newest(party: &TestParty) -> (store::State, i64, String) {
    let queue = party.store().list_queue(Queue::People, party.clock().now(), 1).await.unwrap();
    let newest = queue.into_iter().next().unwrap();
    (newest.state, newest.attempts, newest.last_error.unwrap_or_default())
}

on_both! {
    async fn a_text_is_shown_in_the_development_mailbox(party: TestParty) {
        assert!(party.sms().can_send());
        let opens = MessageMeta { code: Some("123456".to_owned()), ..MessageMeta::default() };
        let words = context! { code => "123456", minutes => 10 };
        party.sms().deliver("verify_phone", "+493012345678", Locale::En, words, opens, 10 * MINUTE).await.unwrap();
        let text = party.mail().development_mailbox().await.unwrap().swap_remove(0);
        assert_eq!((text.channel, text.to.as_str()), (Channel::Text, "+493012345678"));
        assert_eq!(text.code.as_deref(), Some("123456"));
        assert!(text.text.starts_with("123456 is your code for Latchkey."), "{}", text.text);
        // Browsers offer the code only to pages of that host.
        assert!(text.text.trim_end().ends_with("@localhost #123456"), "{}", text.text);
    }

    async fn a_text_goes_to_numbers_only_and_only_where_texts_are_on(party: TestParty) {
        let send = async |party: &TestParty, to: &str| {
            let words = context! { code => "123456", minutes => 10 };
            party.sms().deliver("verify_phone", to, Locale::De, words, MessageMeta::default(), 10 * MINUTE).await
        };
        for to in ["", "030123456", "+49 30 12345678", "+123456", "+1234567890123456", "+49301234567a"] {
            assert_eq!(code(&send(&party, to).await), "invalid_request", "{to}");
        }
        let party = party.restarted_with(&[("LATCHKEY_ORIGIN", "https://example.org")]);
        assert!(!party.sms().can_send());
        assert_eq!(code(&send(&party, "+493012345678").await), "text_off");
        assert_eq!(party.count("messages").await, 0);
    }

    async fn where_only_email_is_set_up_a_text_is_refused_as_a_text(party: TestParty) {
        let party = party.restarted_with(&[("SMTP_URL", "smtp://localhost")]);
        assert!(party.mail().can_send() && !party.sms().can_send());
        assert_eq!(code(&text(&party).await), "text_off");
        assert_eq!(party.count("messages").await, 0);
    }

    async fn a_gateway_is_asked_as_twilio_is(party: TestParty) {
        let gateway = Gateway::start(&[]).await;
        let party = gateway.send_by_it(party, &gateway.ca());
        assert!(party.sms().can_send() && !party.mail().can_send());
        text(&party).await.unwrap();
        party.mail().send_due().await;
        assert_eq!(newest(&party).await, (store::State::Sent, 1, String::new()));
        let [(asked, authorization, fields)] = gateway.asked().try_into().unwrap();
        assert_eq!(asked, "POST /2010-04-01/Accounts/AC123/Messages.json");
        // AC123:t0k en
        assert_eq!(authorization, "Basic QUMxMjM6dDBrIGVu");
        let [(to, number), (from, ours), (body, words)] = fields.try_into().unwrap();
        assert_eq!([to, from, body], ["To", "From", "Body"]);
        assert_eq!([number, ours], ["+493012345678", "+15005550006"]);
        assert!(words.starts_with("123456 is your code") && words.ends_with("@localhost #123456"));
        let left = party.database.text("select text_body || coalesce(code, '') from messages").await;
        assert_eq!(left, "");
    }

    async fn a_text_is_tried_again_unless_the_gateway_objects_to_it(party: TestParty) {
        let quoting = r#"{"code": 21211, "message": "no number: 123456 is your code", "status": 400}"#;
        let gateway = Gateway::start(&[(503, ""), (429, ""), (401, "{}"), (400, quoting)]).await;
        let party = gateway.send_by_it(party, &gateway.ca());
        text(&party).await.unwrap();
        for (wait, said) in [(10 * SECOND, "503"), (MINUTE, "429"), (5 * MINUTE, "401")] {
            party.mail().send_due().await;
            let (state, _, reason) = newest(&party).await;
            assert!(state == store::State::Waiting && reason.contains(said), "{reason}");
            party.pass(wait);
        }
        party.mail().send_due().await;
        let objection = "the gateway said 400 Bad Request, code 21211".to_owned();
        assert_eq!(newest(&party).await, (store::State::Failed, 4, objection));
        assert_eq!(gateway.asked().len(), 4);
    }

    async fn a_gateway_that_proves_nothing_is_told_nothing(party: TestParty) {
        let gateway = Gateway::start(&[]).await;
        let party = gateway.send_by_it(party, "");
        text(&party).await.unwrap();
        party.mail().send_due().await;
        let (state, _, reason) = newest(&party).await;
        assert!(state == store::State::Waiting && reason.contains("certificate"), "{reason}");
        assert!(gateway.asked().is_empty());
    }
}
