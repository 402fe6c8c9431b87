//! Lists of accounts: filtered, in order, page by page.
//!
//! Pages are counted, so one more account would move all that come after it. A list therefore ends
//! at an instant that the first page names and the others are asked for with
//! ([`AccountQuery::created_before`]): who signs up meanwhile is in none of them. Time has the
//! resolution of a second here; so that this holds within the very second, too, an account that is
//! made after a first page was handed out is dated after it (`store/user_list.rs`).

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};

use crate::extras::passage::administration::Account;

/// The most accounts on a page.
pub const MAX_LIMIT: i64 = 500;

/// What accounts are looked for, or put in order, by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what is so called")]
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

/// How.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Is,
    /// Unequal.
    IsNot,
    /// Greater, or later.
    Above,
    /// Less, or earlier.
    Below,
    /// Contains; or, where it has a `%`, is like that SQL pattern.
    Like,
    /// Is not like.
    NotLike,
}

/// With what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A text.
    Text(String),
    /// A number, or an instant.
    Number(i64),
}

/// A condition that every account of a list meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is compared.
    pub field: Field,
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub term: Term,
}

/// Which way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// Which accounts are wanted.
#[derive(Clone, Debug)]
pub struct AccountQuery {
    /// All of these hold.
    pub filters: Vec<Filter>,
    /// By what they are put in order: the first, and where that is equal, the next.
    pub order: Vec<(Field, Direction)>,
    /// Up to when they were made. `None`: up to now.
    pub created_before: Option<UnixSeconds>,
    /// How many on a page.
    pub limit: i64,
    /// Which page, from 1.
    pub page: i64,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// The accounts on it.
    pub accounts: Vec<Account>,
    /// What the other pages have to be asked for with.
    pub created_before: UnixSeconds,
    /// How many there are on all pages.
    pub total: i64,
}

impl Field {
    /// Whether it can be compared like that: texts have no order that all databases agree on, and
    /// numbers no letters.
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

impl RelyingParty {
    /// Lists accounts.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for a page or a comparison that cannot be.
    pub async fn list_accounts(&self, query: &AccountQuery) -> Result<AccountPage> {
        if query.page < 1 {
            return Err(Error::InvalidRequest("page: begins at 1"));
        }
        if !(1..=MAX_LIMIT).contains(&query.limit) {
            return Err(Error::InvalidRequest("limit: 1 to 500"));
        }
        if query.filters.iter().any(|filter| !filter.field.allows(filter.comparison)) {
            return Err(Error::InvalidRequest("A field cannot be compared like that"));
        }
        if query.order.iter().any(|(field, _)| *field == Field::Identifier) {
            return Err(Error::InvalidRequest("order_by: not by identifier"));
        }
        self.store().list_accounts(query, self.clock().now()).await
    }
}
