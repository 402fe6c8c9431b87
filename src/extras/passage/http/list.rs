//! List: the users of the management API, by page, filter and order.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::form_urlencoded::{Serializer, parse};
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::extras::openapi::refusals;
use crate::extras::passage::administration::{
    AccountQuery, Comparison, Direction, Field, Filter, MAX_LIMIT, Term,
};
use crate::extras::passage::http::key::Key;
use crate::extras::passage::http::refusal::{Refusal, TO_BACK_ENDS};
use crate::extras::passage::http::wire::{ListedUser, listed_user};
use crate::extras::tokens::routes::no_store;

/// Users on a page, where nothing else is asked for.
const LIMIT: i64 = 15;

/// Filters and order fields that are read from one request.
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
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "_links": {
        "first": { "href": "id.example.org/v1/apps/latchkey/users?created_before=1795000000&limit=15&page=1" },
        "last": { "href": "id.example.org/v1/apps/latchkey/users?created_before=1795000000&limit=15&page=1" },
        "next": { "href": "" },
        "previous": { "href": "" },
        "self": { "href": "id.example.org/v1/apps/latchkey/users?created_before=1795000000&limit=15&page=1" },
    },
    "created_before": 1_795_000_000,
    "limit": 15,
    "page": 1,
    "total_users": 1,
    "users": [{
        "id": "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a",
        "email": "ada@example.org",
        "email_verified": true,
        "phone": "",
        "phone_verified": false,
        "external_id": "",
        "status": "active",
        "created_at": "2026-11-18T12:26:40Z",
        "updated_at": "2026-11-18T12:26:40Z",
        "last_login_at": "0001-01-01T00:00:00Z",
        "login_count": 0,
        "user_metadata": { "plan": "pro" },
    }],
}))]
struct UserPage {
    #[serde(rename = "_links")]
    links: PageLinks,
    /// In Unix seconds. The pages that are linked leave out who came later.
    created_before: i64,
    limit: i64,
    page: i64,
    total_users: i64,
    users: Vec<ListedUser>,
}

/// Other pages of the same list.
#[derive(Serialize, ToSchema)]
struct PageLinks {
    first: PageLink,
    last: PageLink,
    next: PageLink,
    previous: PageLink,
    #[serde(rename = "self")]
    this: PageLink,
}

#[derive(Serialize, ToSchema)]
struct PageLink {
    /// Without a scheme; empty, if there is no such page.
    href: String,
}

refusals!(List in TO_BACK_ENDS, "invalid_request");

/// Lists users
///
/// A page of them, by filters that all have to hold. A filter is a member of a user with a value,
/// before which `ne:` may stand; for numbers and dates `gt:` and `lt:`; for `identifier` and `id`
/// `like:` and `not_like:`, whose value is contained, or has `%` where anything may be. `status` and
/// `email_verified` have to be equal.
#[utoipa::path(
    get,
    path = "/users",
    tag = "Management",
    security(("api_key" = [])),
    params(
        ("page" = Option<i64>, Query, description = "Which page", minimum = 1, example = 1),
        (
            "limit" = Option<i64>, Query,
            description = "How many users on a page: 15, unless it is said", minimum = 1, maximum = 500,
        ),
        (
            "created_before" = Option<i64>, Query,
            description = "In Unix seconds: who came later is left out. What the first page has answered keeps the others in step with it",
        ),
        (
            "order_by" = Option<String>, Query,
            description = "Members and directions, the weightiest first: any that can be filtered by, but `identifier`",
            example = "created_at:DESC,id:ASC",
        ),
        ("identifier" = Option<String>, Query, description = "The address or number", example = "like:@example.org"),
        ("id" = Option<String>, Query, description = "The user's id"),
        ("login_count" = Option<String>, Query, description = "How often they have signed in", example = "gt:3"),
        ("status" = Option<String>, Query, description = "`pending`, `active` or `inactive`", example = "active"),
        ("email_verified" = Option<String>, Query, description = "`true` or `false`", example = "true"),
        (
            "created_at" = Option<String>, Query,
            description = "When they were made (RFC 3339)", example = "gt:2026-01-31T00:00:00Z",
        ),
        ("updated_at" = Option<String>, Query, description = "When something about them last changed (RFC 3339)"),
        ("last_login_at" = Option<String>, Query, description = "When they last signed in (RFC 3339)"),
    ),
    responses((status = OK, description = "A page", body = UserPage), List),
)]
pub(crate) async fn list_users(
    _: Key,
    State(rp): State<RelyingParty>,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let parameters: Vec<(String, String)> =
        parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    let query = read(&parameters)?;
    let page = rp.list_accounts(&query).await?;
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

/// The address of another page of the same list. Like Passage's, it has no scheme.
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
    let issuer = rp.issuer();
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

/// Our instants are whole seconds. Of what lies between two of them, the later is later, the
/// earlier is earlier, and none is equal.
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
