//! Lists of accounts, with filters, sort order and pages.
//!
//! Pages are counted, so a new account would shift all that follow it. A list therefore ends at an
//! instant that the first page returns and requests for the others repeat
//! ([`AccountQuery::created_before`]). Users who sign up in between are on none of its pages.
//! Instants are whole seconds here. To cover that very second, an account that is created after a
//! first page was returned gets a later instant (`store/user_list.rs`).

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::passage::Passage;

use crate::extras::passage::administration::Account;

/// The maximum number of accounts on a page.
pub const MAX_LIMIT: i64 = 500;

/// A field to filter or sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    /// The address or the number.
    Identifier,
    Id,
    LoginCount,
    Status,
    EmailVerified,
    CreatedAt,
    UpdatedAt,
    LastLoginAt,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
    /// Greater or later.
    Above,
    /// Less or earlier.
    Below,
    /// Contains the text or, if it has a `%`, matches the SQL pattern.
    Like,
    /// The opposite of `Like`.
    NotLike,
}

/// The value to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A text.
    Text(String),
    /// A number or an instant.
    Number(i64),
}

/// A condition that every account of a list meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The field to compare.
    pub field: Field,
    /// The comparison.
    pub comparison: Comparison,
    /// The value to compare with.
    pub term: Term,
}

/// The sort direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// A query for accounts.
#[derive(Clone, Debug)]
pub struct AccountQuery {
    /// Conditions that must all hold.
    pub filters: Vec<Filter>,
    /// The sort order. Later fields count where earlier ones are equal.
    pub order: Vec<(Field, Direction)>,
    /// The end of the list: only accounts created before. `None` means now.
    pub created_before: Option<UnixSeconds>,
    /// The number of accounts on a page.
    pub limit: i64,
    /// The page number, starting at 1.
    pub page: i64,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// The accounts on it.
    pub accounts: Vec<Account>,
    /// The end of the list. Requests for other pages must repeat it.
    pub created_before: UnixSeconds,
    /// The number of accounts on all pages.
    pub total: i64,
}

impl Field {
    /// Returns whether the field allows a comparison. Databases order texts in different ways, and
    /// numbers contain no letters.
    fn allows(self, comparison: Comparison) -> bool {
        use Comparison::{Above, Below, Is, IsNot, Like, NotLike};
        match self {
            Self::Identifier | Self::Id => matches!(comparison, Is | IsNot | Like | NotLike),
            Self::Status | Self::EmailVerified => comparison == Is,
            Self::LoginCount | Self::CreatedAt | Self::UpdatedAt | Self::LastLoginAt => {
                matches!(comparison, Is | IsNot | Above | Below)
            }
        }
    }
}

impl Passage<'_> {
    /// Lists accounts.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for an invalid page or comparison.
    pub async fn list_accounts(self, query: &AccountQuery) -> Result<AccountPage> {
        if query.page < 1 {
            return Err(Error::InvalidRequest("page: starts at 1"));
        }
        if !(1..=MAX_LIMIT).contains(&query.limit) {
            return Err(Error::InvalidRequest("limit: 1 to 500"));
        }
        if query.filters.iter().any(|filter| !filter.field.allows(filter.comparison)) {
            return Err(Error::InvalidRequest("This comparison isn't possible for the field"));
        }
        if query.order.iter().any(|(field, _)| *field == Field::Identifier) {
            return Err(Error::InvalidRequest("order_by: not by identifier"));
        }
        self.store().list_accounts(query, self.clock().now()).await
    }
}
