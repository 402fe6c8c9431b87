//! The SQL of the demo.

use super::link::DemoLink;
use super::people::Person;
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::credential::Credential;
use crate::model::message::Message;
use crate::store::ids::id;
use crate::store::unit::Statement;
use crate::store::{Store, Unit};

/// Deletes expired rows. `$1` is the current time.
pub(super) const EXPIRED: &[&str] = &["delete from demo_links where expires_at <= $1"];

impl Store {
    /// Finds a link that can be used.
    pub(super) async fn find_demo_link(
        &self,
        token_hash: &str,
        now: UnixSeconds,
    ) -> Result<Option<DemoLink>> {
        let row = sqlx::query(
            "select id, user_id from demo_links where token_hash = $1 and expires_at > $2",
        )
        .bind(token_hash.to_owned())
        .bind(now)
        .fetch_optional(self.reader())
        .await?;
        row.map(|row| Ok(DemoLink { id: id(&row, "id")?, user_id: id(&row, "user_id")? }))
            .transpose()
    }
}

impl Unit {
    pub(super) fn insert_demo_link(
        &mut self,
        token_hash: &str,
        link: DemoLink,
        expires_at: UnixSeconds,
    ) {
        let statement = "insert into demo_links (token_hash, id, user_id, expires_at)
                         values ($1, $2, $3, $4)";
        let statement = Statement::new(statement).bind(token_hash).bind(link.id);
        self.add(statement.bind(link.user_id).bind(expires_at));
    }

    /// Spends a link, on condition that it wasn't used before.
    pub(super) fn delete_demo_link(&mut self, link: DemoLink) {
        let statement = "delete from demo_links where id = $1 and user_id = $2";
        self.add(Statement::new(statement).bind(link.id).bind(link.user_id).required());
    }

    /// Inserts a made-up account, on condition that no one has its address.
    pub(super) fn insert_person(&mut self, person: &Person) {
        let user = &person.user;
        let statement = Statement::new(
            "insert into users (id, email, email_key, email_verified_at, display_name, locale,
                                activated_at, deactivated_at, login_count, last_login_at, created_at,
                                updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
             on conflict do nothing",
        );
        self.add(
            statement
                .bind(user.id)
                .bind(user.email.as_ref().map(ToString::to_string))
                .bind(user.email.as_ref().map(|email| email.key().to_owned()))
                .bind(user.email_verified_at)
                .bind(user.display_name.clone())
                .bind(user.locale.map(|locale| locale.as_str().to_owned()))
                .bind(person.activated_at)
                .bind(person.deactivated_at)
                .bind(person.login_count)
                .bind(person.last_login_at)
                .bind(user.created_at)
                .required(),
        );
    }

    /// Sets when and where a made-up passkey was used.
    pub(super) fn update_made_up_use(&mut self, passkey: &Credential) {
        let statement =
            "update credentials set last_used_at = $2, last_used_by = $3, use_count = $4
                         where id = $1";
        let statement = Statement::new(statement).bind(passkey.id).bind(passkey.last_used_at);
        self.add(statement.bind(passkey.last_used_by.clone()).bind(passkey.use_count));
    }

    /// Inserts an email that was sent, or that the mail server refused.
    pub(super) fn insert_made_up_email(
        &mut self,
        id: uuid::Uuid,
        message: &Message,
        refused: Option<&str>,
    ) {
        let sent_at = Some(message.created_at + 1);
        let (sent_at, failed_at) =
            if refused.is_none() { (sent_at, None) } else { (None, sent_at) };
        let statement = Statement::new(
            "insert into messages (id, channel, kind, recipient, subject, text_body, html_body,
                                   created_at, expires_at, user_id, attempts, sent_at, failed_at,
                                   last_error, sequence)
             values ($1, 'mail', $2, $3, $4, '', '', $5, $6, $7, 1, $8, $9, $10,
                     (select coalesce(max(sequence), 0) + 1 from messages))",
        );
        self.add(
            statement
                .bind(id)
                .bind(message.kind.clone())
                .bind(message.to.clone())
                .bind(message.subject.clone())
                .bind(message.created_at)
                .bind(message.expires_at)
                .bind(message.user_id)
                .bind(sent_at)
                .bind(failed_at)
                .bind(refused.map(str::to_owned)),
        );
    }
}
