//! SMTP: delivers one email to the mail server over a new connection.
//!
//! It sends the commands one by one, because the meaning of an error depends on its time. Before a
//! recipient was named, it is about the settings and affects every email. Later, it is about this
//! email.
//!
//! <https://www.rfc-editor.org/rfc/rfc5321#section-3>

use std::error::Error as _;
use std::fmt::Display;
use std::time::Duration;

use lettre::Address;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands;
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::{Error as SmtpError, response::Response};

use crate::config::{Config, ConfigError, Login, Smtp, Tls};
use crate::mail::mime::recipient;
use crate::mail::refusal::Refusal;
use crate::model::message::Message;

/// How long to wait for a connection and for the reply to a command.
const ANSWER: Duration = Duration::from_secs(30);

/// How long to wait for the reply to the whole email. Giving up here causes duplicates, so this is
/// generous, like the ten minutes of <https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2>.
const ACCEPTANCE: Duration = Duration::from_mins(3);

/// The mail server and the sender.
pub(crate) struct Mailer {
    smtp: Smtp,
    tls: Option<TlsParameters>,
    pub(super) from: Mailbox,
    /// The origin's host, used in the greeting and in message ids.
    pub(super) host: String,
}

impl Mailer {
    pub(crate) fn new(config: &Config, smtp: &Smtp) -> Result<Self, ConfigError> {
        let tls = match smtp.tls {
            Tls::None => None,
            Tls::Implicit | Tls::StartTls => {
                Some(tls(smtp).map_err(|error| ConfigError::new("SMTP_URL", error))?)
            }
        };
        let host = config.origin.host_str().unwrap_or_default().to_owned();
        Ok(Self { smtp: smtp.clone(), tls, from: config.mail_from.clone(), host })
    }

    /// Sends an email and calls `report` after each successful step. `site` is the sender's name, if
    /// the settings have none.
    pub(crate) async fn send(
        &self,
        id: &str,
        message: &Message,
        site: &str,
        report: &mut (dyn FnMut(String) + Send),
    ) -> Result<(), Refusal> {
        let to = recipient(&message.to)?;
        let mail = self.write(id, message, site, to.clone())?;
        let mut connection = self.connect(report).await?;
        let handed_over = self.hand_over(&mut connection, to, &mail, report).await;
        // Close the connection in the background, so that a missing reply doesn't lose the outcome.
        tokio::spawn(async move { tokio::time::timeout(ANSWER, connection.quit()).await });
        handed_over
    }

    /// Connects, encrypts and signs in, as configured.
    async fn connect(
        &self,
        report: &mut (dyn FnMut(String) + Send),
    ) -> Result<AsyncSmtpConnection, Refusal> {
        let Smtp { host, port, .. } = &self.smtp;
        let hello = ClientId::Domain(self.host.clone());
        let at_once = self.tls.clone().filter(|_| self.smtp.tls == Tls::Implicit);
        let connecting = AsyncSmtpConnection::connect_tokio1(
            (host.as_str(), *port),
            Some(ANSWER),
            &hello,
            at_once,
            None,
        );
        let step = format!("connecting to {host}:{port}");
        let mut connection =
            within(ANSWER, &step, connecting).await.map_err(Failed::of_settings)?;
        report(format!("connected to {host}:{port}"));
        if let (Tls::StartTls, Some(tls)) = (self.smtp.tls, self.tls.clone()) {
            within(ANSWER, "STARTTLS", connection.starttls(tls, &hello))
                .await
                .map_err(Failed::of_settings)?;
        }
        report(match self.smtp.tls {
            Tls::None => "not encrypted".to_owned(),
            Tls::Implicit | Tls::StartTls => format!("encrypted, with a certificate of {host}"),
        });
        if let Some(Login { user, password }) = &self.smtp.login {
            let credentials = Credentials::new(user.clone(), password.expose().to_owned());
            within(ANSWER, "signing in", connection.auth(DEFAULT_MECHANISMS, &credentials))
                .await
                .map_err(Failed::of_settings)?;
            report(format!("signed in as {user}"));
        }
        Ok(connection)
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        to: Address,
        mail: &[u8],
        report: &mut (dyn FnMut(String) + Send),
    ) -> Result<(), Refusal> {
        let server = connection.server_info();
        let mut parameters = Vec::new();
        if !AsRef::<str>::as_ref(&to).is_ascii() {
            if !server.supports_feature(Extension::SmtpUtfEight) {
                let reason = "the mail server accepts only ASCII addresses";
                return Err(Refusal::Permanent(reason.to_owned()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if server.supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let from = self.from.email.clone();
        let mail_from = commands::Mail::new(Some(from.clone()), parameters);
        command(connection, "sender", mail_from).await.map_err(Failed::of_settings)?;
        report(format!("sender {from} accepted"));
        let rcpt_to = commands::Rcpt::new(to.clone(), Vec::new());
        command(connection, "recipient", rcpt_to).await.map_err(Failed::of_this_mail)?;
        report(format!("recipient {to} accepted"));
        command(connection, "mail", commands::Data).await.map_err(Failed::of_this_mail)?;
        let response = within(ACCEPTANCE, "mail", connection.message(mail))
            .await
            .map_err(Failed::of_this_mail)?;
        report(format!("mail accepted: {}", response.first_line().unwrap_or_default()));
        Ok(())
    }
}

fn tls(smtp: &Smtp) -> Result<TlsParameters, SmtpError> {
    let mut parameters = TlsParameters::builder(smtp.host.clone());
    if let Some(pem) = &smtp.ca {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
    }
    parameters.build()
}

/// A step that failed.
struct Failed {
    reason: String,
    is_permanent: bool,
}

impl Failed {
    /// Returns a temporary refusal, because the settings can be fixed without changing this email.
    fn of_settings(self) -> Refusal {
        Refusal::Temporary(self.reason)
    }

    fn of_this_mail(self) -> Refusal {
        if self.is_permanent {
            Refusal::Permanent(self.reason)
        } else {
            Refusal::Temporary(self.reason)
        }
    }
}

async fn command(
    connection: &mut AsyncSmtpConnection,
    step: &str,
    command: impl Display,
) -> Result<Response, Failed> {
    within(ANSWER, step, connection.command(command)).await
}

async fn within<T>(
    time: Duration,
    step: &str,
    answer: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, Failed> {
    match tokio::time::timeout(time, answer).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => {
            // The source of a rejection is the server's reply. Other errors say what went wrong.
            let reason = match (error.status(), error.source()) {
                (Some(code), Some(said)) => format!("{step}: {code} {said}"),
                _ => format!("{step}: {error}"),
            };
            Err(Failed { reason, is_permanent: error.is_permanent() })
        }
        Err(_) => {
            let reason = format!("{step}: no answer within {} s", time.as_secs());
            Err(Failed { reason, is_permanent: false })
        }
    }
}
