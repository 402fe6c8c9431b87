//! Ids that are easily mixed up. Each kind has its own type.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            /// Parses an id. A malformed one belongs to no row. (PostgreSQL would also reject a
            /// text with a NUL.)
            fn from_str(id: &str) -> Result<Self> {
                Uuid::parse_str(id).map(Self).map_err(|_| Error::NotFound)
            }
        }
    };
}

id! {
    /// A session's id, in lists, forms and tokens. It grants no access: the cookie's value does.
    SessionId
}

id! {
    /// Our id for a passkey, in lists and forms. The id that its authenticator chose is
    /// [`CredentialId`](crate::model::credential::CredentialId).
    PasskeyId
}
