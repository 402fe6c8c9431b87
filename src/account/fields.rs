//! The fields that users fill in about themselves ([`crate::model::field`]).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::account::Accounts;
use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::model::field::FieldType;
use crate::model::user::UserId;
use crate::web::request_context::RequestContext;

/// A field with a value that isn't valid.
#[derive(Debug)]
pub struct RefusedField {
    /// Its name.
    pub name: String,
    /// The problem with its value.
    pub error: Error,
}

impl Accounts<'_> {
    /// Saves what a user typed into the fields of this site. Returns the first field whose value isn't
    /// valid. The valid ones are saved nevertheless, so the user has to correct only that one.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::TooLarge`] if the metadata would be too large.
    pub async fn change_fields(
        self,
        context: &RequestContext,
        typed: &BTreeMap<String, String>,
    ) -> Result<Option<RefusedField>> {
        let user = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?.user;
        let site = self.settings().refresh().await?;
        let stored = self.store().find_metadata(user.id).await?;
        let (mut members, mut refused) = (Map::new(), None);
        for field in site.user_fields.list() {
            let typed = typed.get(&field.name).map(String::as_str);
            let (is_box, name) = (field.kind == FieldType::Boolean, field.name.clone());
            let unset = if is_box { Value::Bool(false) } else { Value::Null };
            match field.kind.read(typed) {
                // A form that was opened before the operator added the field doesn't have it.
                Ok(_) if typed.is_none() && !is_box => {}
                Ok(value) if value == *stored.get(&name).unwrap_or(&unset) => {}
                Ok(value) => {
                    members.insert(name, value);
                }
                Err(error) => refused = refused.or(Some(RefusedField { name, error })),
            }
        }
        let changed = self.change_metadata(context, user.id, members).await;
        changed.map_err(|error| match error {
            Error::InvalidRequest(_) => Error::TooLarge,
            other => other,
        })?;
        Ok(refused)
    }

    /// Changes members of a user's metadata, as the user wants. The history names the user. Null
    /// removes a member.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] with too much metadata; [`Error::NotFound`].
    pub(crate) async fn change_metadata(
        self,
        context: &RequestContext,
        id: UserId,
        members: Map<String, Value>,
    ) -> Result<()> {
        if members.is_empty() {
            return Ok(());
        }
        let mut event = self.event(context, id, Kind::DetailsChanged);
        event.details.changed = vec!["user_metadata".to_owned()];
        self.store().update_metadata(members, &event).await?;
        self.wake_readers();
        Ok(())
    }
}
