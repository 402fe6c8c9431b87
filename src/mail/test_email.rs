//! Test emails: show an operator, step by step, whether the settings work.

use lettre::message::Mailbox;

use crate::clock::{Clock, seconds};
use crate::config::{Config, Login, Smtp, Tls};
use crate::crypto::secret::Random;
use crate::mail::refusal::Refusal;
use crate::mail::smtp::Mailer;
use crate::model::message::Channel;
use crate::model::message::Message;
use crate::model::user::Email;

/// Sends a test email without the queue, and calls `report` after each step.
///
/// # Errors
/// What went wrong, in words for the operator.
pub async fn send_test_email(
    config: &Config,
    clock: &Clock,
    random: &Random,
    to: &str,
    report: &mut (dyn FnMut(String) + Send),
) -> Result<(), String> {
    let Some(smtp) = &config.smtp else {
        return Err("SMTP_URL is not set".to_owned());
    };
    let to = Email::parse(to).map_err(|_| format!("{to} is not an e-mail address"))?;
    let mut from = config.mail_from.clone();
    from.name.get_or_insert_with(|| config.site.name.clone());
    report(plan(smtp, &from));
    let mailer = Mailer::new(config, smtp).map_err(|error| error.to_string())?;
    let origin = config.origin_text();
    let text = format!("{} at {origin} can send email.\n", config.site.name);
    let message = Message {
        channel: Channel::Mail,
        kind: "test_email".to_owned(),
        to: to.to_string(),
        subject: crate::mail::letter::one_line(&format!("Test email from {}", config.site.name)),
        html: format!("<p>{}</p>", minijinja::HtmlEscape(&text)),
        text,
        link: None,
        user_id: None,
        code: None,
        created_at: clock.now(),
        expires_at: clock.now() + seconds(super::NEWS_LIFETIME),
    };
    let sent = mailer.send(&random.uuid().to_string(), &message, &config.site.name, report).await;
    sent.map_err(|refusal| match refusal {
        Refusal::Temporary(reason) => format!("{reason} (a real email would be retried)"),
        Refusal::Permanent(reason) => format!("{reason} (a real email would be given up)"),
    })
}

fn plan(smtp: &Smtp, from: &Mailbox) -> String {
    let tls = match smtp.tls {
        Tls::Implicit => "TLS",
        Tls::StartTls => "STARTTLS",
        Tls::None => "no encryption",
    };
    let user = match &smtp.login {
        Some(Login { user, .. }) => format!("as {user}"),
        None => "without signing in".to_owned(),
    };
    format!("sending to {}:{} with {tls}, {user}, from {from}", smtp.host, smtp.port)
}
