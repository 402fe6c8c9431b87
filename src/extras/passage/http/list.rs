//! Lists of users for the management API, with pages, filters and sort order.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::form_urlencoded::{Serializer, parse};

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::administration::{
    AccountQuery, Comparison, Direction, Field, Filter, MAX_LIMIT, Term,
};
use crate::extras::passage::browser;
use crate::extras::passage::http::key::Caller;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::http::wire::{ListedUser, listed_user};
use crate::http::no_store;
use crate::web::request_context::ApiClient;

/// How many users a page has by default.
const LIMIT: i64 = 15;

/// How many filters and sort fields one request may have.
const MOST: usize = 20;

const FIELDS: [(&str, Field); 8] = [
    ("identifier", Field::Identifier),
    ("id", Field::Id),
    ("login_count", Field::LoginCount),
    ("status", Field::Status),
    ("email_verified", Field::EmailVerified),
    ("created_at", Field::CreatedAt),
    ("updated_at", Field::UpdatedAt),
    ("last_login_at", Field::LastLoginAt),
];

const COMPARISONS: [(&str, Comparison); 5] = [
    ("ne:", Comparison::IsNot),
    ("gt:", Comparison::Above),
    ("lt:", Comparison::Below),
    ("not_like:", Comparison::NotLike),
    ("like:", Comparison::Like),
];

/// A page of users.
#[derive(Serialize)]
struct UserPage {
    #[serde(rename = "_links")]
    links: PageLinks,
    /// In Unix seconds. The linked pages leave out users who were created later.
    created_before: i64,
    limit: i64,
    page: i64,
    total_users: i64,
    users: Vec<ListedUser>,
}

/// Other pages of the same list.
#[derive(Serialize)]
struct PageLinks {
    first: PageLink,
    last: PageLink,
    next: PageLink,
    previous: PageLink,
    #[serde(rename = "self")]
    this: PageLink,
}

#[derive(Serialize)]
struct PageLink {
    /// Without a scheme. Empty if there is no other page.
    href: String,
}

pub(crate) async fn list_users(
    caller: Caller,
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let parameters: Vec<(String, String)> =
        parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    if let Caller::Page = caller {
        let identifier = parameters.iter().find(|(name, _)| name == "identifier");
        let (_, identifier) = identifier.ok_or(Error::InvalidApiKey)?;
        return browser::find(&rp, &context, identifier).await;
    }
    let query = read(&parameters)?;
    let page = rp.passage().list_accounts(&query).await?;
    let last = ((page.total + query.limit - 1) / query.limit).max(1);
    let href = |number| address(&rp, &parameters, &query, page.created_before, number);
    let link = |number: i64| {
        let exists = (1..=last).contains(&number);
        PageLink { href: if exists { href(number) } else { String::new() } }
    };
    Ok(no_store(Json(UserPage {
        links: PageLinks {
            first: link(1),
            last: link(last),
            next: link(query.page.saturating_add(1)),
            previous: link((query.page - 1).min(last)),
            this: PageLink { href: href(query.page) },
        },
        created_before: page.created_before,
        limit: query.limit,
        page: query.page,
        total_users: page.total,
        users: page.accounts.iter().map(listed_user).collect(),
    })))
}

/// Returns the URL of another page of the same list. Like Passage's, it has no scheme.
fn address(
    rp: &RelyingParty,
    parameters: &[(String, String)],
    query: &AccountQuery,
    created_before: i64,
    page: i64,
) -> String {
    let filters = parameters.iter().filter(|(name, _)| field(name).is_some());
    let order = parameters.iter().find(|(name, _)| name == "order_by");
    let order = order.map_or("created_at:DESC", |(_, order)| order);
    let text = Serializer::new(String::new())
        .append_pair("created_before", &created_before.to_string())
        .append_pair("limit", &query.limit.to_string())
        .append_pair("order_by", order)
        .append_pair("page", &page.to_string())
        .extend_pairs(filters)
        .finish();
    let issuer = rp.tokens().issuer();
    let place = issuer.split_once("://").map_or(issuer.as_str(), |(_, place)| place);
    format!("{place}/users?{text}")
}

fn read(parameters: &[(String, String)]) -> Result<AccountQuery, Refusal> {
    let mut query = AccountQuery {
        filters: Vec::new(),
        order: vec![(Field::CreatedAt, Direction::Descending)],
        created_before: None,
        limit: LIMIT,
        page: 1,
    };
    for (name, value) in parameters {
        match name.as_str() {
            "page" => query.page = number(value)?,
            "limit" => query.limit = number(value)?.min(MAX_LIMIT + 1),
            "created_before" => query.created_before = Some(number(value)?),
            "order_by" => query.order = order(value)?,
            name => {
                if let Some(field) = field(name) {
                    query.filters.push(filter(field, value)?);
                }
            }
        }
    }
    if query.filters.len() > MOST {
        return Err(Refusal::invalid_request("Too many filters"));
    }
    Ok(query)
}

fn field(name: &str) -> Option<Field> {
    FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

fn number(value: &str) -> Result<i64, Refusal> {
    value.trim().parse().map_err(|_| Refusal::invalid_request("Not a number"))
}

fn order(value: &str) -> Result<Vec<(Field, Direction)>, Refusal> {
    let one = |one: &str| {
        let (name, direction) = one.split_once(':').unwrap_or((one, "ASC"));
        let direction = match direction.trim().to_ascii_uppercase().as_str() {
            "ASC" => Direction::Ascending,
            "DESC" => Direction::Descending,
            _ => return None,
        };
        Some((field(name.trim())?, direction))
    };
    let fields: Option<Vec<_>> = value.split(',').take(MOST).map(one).collect();
    fields.ok_or_else(|| Refusal::invalid_request("order_by: not field:ASC or field:DESC"))
}

fn filter(field: Field, value: &str) -> Result<Filter, Refusal> {
    let prefixed = COMPARISONS
        .iter()
        .find_map(|(prefix, comparison)| Some((*comparison, value.strip_prefix(prefix)?)));
    let (comparison, value) = prefixed.unwrap_or((Comparison::Is, value));
    let (comparison, term) = match field {
        Field::LoginCount => (comparison, Term::Number(number(value)?)),
        Field::CreatedAt | Field::UpdatedAt | Field::LastLoginAt => instant(comparison, value)?,
        Field::Identifier | Field::Id | Field::Status | Field::EmailVerified => {
            if value.contains('\0') {
                return Err(Refusal::invalid_request("Not a text"));
            }
            (comparison, Term::Text(value.to_owned()))
        }
    };
    Ok(Filter { field, comparison, term })
}

/// Parses an instant. Ours are whole seconds, so fractional bounds are rounded such that "later"
/// and "earlier" stay exact, and nothing is equal to them.
fn instant(comparison: Comparison, value: &str) -> Result<(Comparison, Term), Refusal> {
    let instant = OffsetDateTime::parse(value, &Rfc3339)
        .map_err(|_| Refusal::invalid_request("Not a date like 2006-01-02T15:04:05.000000Z"))?;
    let is_whole = instant.nanosecond() == 0;
    let seconds = match comparison {
        Comparison::Below if !is_whole => instant.unix_timestamp() + 1,
        Comparison::Is | Comparison::IsNot if !is_whole => i64::MIN,
        _ => instant.unix_timestamp(),
    };
    Ok((comparison, Term::Number(seconds)))
}
