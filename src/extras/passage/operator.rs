//! The operator's actions for a user, with the parts of the management API: creating the account and
//! a link that signs in to it. The events name the operator.

use std::time::Duration;

use serde_json::Map;

use crate::error::{Error, Result};
use crate::extras::passage::{LINK_PARAMETER, LinkRequest, NewLink, Passage, Recipient, Verifies};
use crate::model::name::parse_name;
use crate::model::phone::Phone;
use crate::model::user::{Email, UserId};
use crate::web::request_context::RequestContext;

/// How long an operator's link is valid.
pub const OPERATOR_LINK_LIFETIME: Duration = Duration::from_hours(1);

/// An account that an operator creates. Blank fields count as absent.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// The address.
    pub email: String,
    /// The phone number.
    pub phone: String,
    /// The name.
    pub display_name: String,
}

impl Passage<'_> {
    /// Creates an account. Its address and number are its own, because no one can have used it yet
    /// (`administration/mod.rs`).
    ///
    /// # Errors
    /// [`Error::InvalidEmail`], [`Error::InvalidPhone`], [`Error::InvalidName`];
    /// [`Error::InvalidRequest`] without an address and a number; [`Error::AddressTaken`],
    /// [`Error::PhoneTaken`].
    pub async fn create_user(self, operator: &RequestContext, new: &NewUser) -> Result<UserId> {
        let said = |text: &'_ str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let email = said(&new.email).map(|email| Email::parse(&email)).transpose()?;
        let phone = said(&new.phone).map(|phone| Phone::parse(&phone)).transpose()?;
        let name = said(&new.display_name).map(|name| parse_name(&name)).transpose()?;
        let id = UserId(self.random().uuid());
        let contacts = (email.as_ref(), phone.as_ref());
        self.insert_account(operator, id, contacts, &Map::new(), name.as_deref()).await?;
        Ok(id)
    }

    /// Creates a link that signs a user in, once, and sends it or leaves that to the operator. It
    /// confirms nothing if the operator delivers it. The account must own its address or number:
    /// the reader of a claimed one may be someone else.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::InvalidRequest`] if the account owns neither an address
    /// nor a number; [`Error::Deactivated`]; and the errors of sending
    /// ([`create_link`](Self::create_link)).
    pub async fn create_link_for(
        self,
        operator: &RequestContext,
        id: UserId,
        is_sent: bool,
    ) -> Result<NewLink> {
        let user = self.store().find_user(id).await?.ok_or(Error::NotFound)?;
        let channel = match (user.own_email(), user.own_phone()) {
            (Some(_), _) => Verifies::Email,
            (None, Some(_)) => Verifies::Phone,
            (None, None) => {
                return Err(Error::InvalidRequest("the account owns no address or number"));
            }
        };
        let link_request = LinkRequest {
            recipient: Recipient::User(id.to_string()),
            channel: Some(channel),
            is_sent,
            verifies: false,
            locale: None,
            page: None,
            parameter: LINK_PARAMETER,
            next: None,
            lifetime: Some(OPERATOR_LINK_LIFETIME),
        };
        self.create_link(operator, link_request).await
    }
}
