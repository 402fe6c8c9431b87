//! Lists of accounts: the only query that is assembled from fragments.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::{Query, QueryScalar};
use sqlx::{Any, AssertSqlSafe};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::extras::passage::administration::{
    AccountPage, AccountQuery, Comparison, Direction, Field, Filter, Term,
};
use crate::extras::passage::store::OWN_PHONE;
use crate::extras::passage::store::accounts::{account, columns};
use crate::model::user::Email;
use crate::store::{Store, users};

/// How far accounts may be dated ahead, in seconds. Otherwise many lists and sign-ups in one second
/// would push each other forward forever.
const MOST_AHEAD: UnixSeconds = 60;

/// The year 1, where back ends expect accounts that no one has signed in to.
const NEVER: &str = "-62135596800";

impl Store {
    /// Lists accounts.
    pub async fn list_accounts(
        &self,
        query: &AccountQuery,
        now: UnixSeconds,
    ) -> Result<AccountPage> {
        let created_before = match query.created_before {
            Some(instant) => instant,
            None => self.newest_created(now).await? + 1,
        };
        let (conditions, terms) = conditions(&query.filters);
        let count = format!("select count(*) from users where created_at < $1{conditions}");
        let mut counting: QueryScalar<'_, Any, i64, AnyArguments> =
            sqlx::query_scalar(AssertSqlSafe(count)).bind(created_before);
        for term in &terms {
            counting = match term {
                Term::Text(text) => counting.bind(text.clone()),
                Term::Number(number) => counting.bind(*number),
            };
        }
        let total = counting.fetch_one(self.reader()).await?;
        let has_more = total > query.limit.saturating_mul(query.page);
        if query.created_before.is_none() && has_more && created_before <= now + MOST_AHEAD {
            self.update_listed_before(created_before).await?;
        }

        let (limit, offset) = (terms.len() + 2, terms.len() + 3);
        let rows = format!(
            "select {} from users where created_at < $1{conditions}
             order by {} limit ${limit} offset ${offset}",
            columns(),
            order(&query.order),
        );
        let mut listing: Query<'_, Any, AnyArguments> =
            sqlx::query(AssertSqlSafe(rows)).bind(created_before);
        for term in terms {
            listing = match term {
                Term::Text(text) => listing.bind(text),
                Term::Number(number) => listing.bind(number),
            };
        }
        let skipped = query.limit.saturating_mul(query.page - 1);
        let rows: Vec<AnyRow> =
            listing.bind(query.limit).bind(skipped).fetch_all(self.reader()).await?;
        let accounts = rows.iter().map(account).collect::<Result<_>>()?;
        Ok(AccountPage { accounts, created_before, total })
    }

    /// Returns when the newest account was created, or now if that is later.
    async fn newest_created(&self, now: UnixSeconds) -> Result<UnixSeconds> {
        let newest: Option<UnixSeconds> = sqlx::query_scalar("select max(created_at) from users")
            .fetch_one(self.reader())
            .await?;
        Ok(newest.map_or(now, |newest| newest.max(now)))
    }

    /// Makes all new accounts have at least this creation time. Inserting an account reads it.
    async fn update_listed_before(&self, instant: UnixSeconds) -> Result<()> {
        sqlx::query("update user_lists set listed_before = $1 where listed_before < $1")
            .bind(instant)
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

/// Returns the conditions, with their terms as `$2`, `$3` and so on.
fn conditions(filters: &[Filter]) -> (String, Vec<Term>) {
    let mut conditions = String::new();
    let mut terms = Vec::new();
    for filter in filters {
        let placeholders = [2, 3].map(|next| format!("${}", terms.len() + next));
        let (condition, more) = condition(filter, [&placeholders[0], &placeholders[1]]);
        conditions.push_str(" and ");
        conditions.push_str(&condition);
        terms.extend(more);
    }
    (conditions, terms)
}

/// Returns a condition with its one or two terms.
fn condition(filter: &Filter, [value, second]: [&str; 2]) -> (String, Vec<Term>) {
    let Filter { field, comparison, term } = filter;
    if *field == Field::Identifier {
        return identifier(*comparison, term, [value, second]);
    }
    let left = expression(*field);
    let condition = match comparison {
        Comparison::Is => format!("{left} = {value}"),
        Comparison::IsNot => format!("{left} <> {value}"),
        Comparison::Above => format!("{left} > {value}"),
        Comparison::Below => format!("{left} < {value}"),
        Comparison::Like => format!("lower({left}) {}", like(value)),
        Comparison::NotLike => format!("not (lower({left}) {})", like(value)),
    };
    (condition, vec![pattern(*comparison, term)])
}

/// Finds an account by its exact external id. Only if no account has that id, finds it by the
/// address or number that is the account's own. An account that merely claims an address isn't
/// found by it: a back end that looks up a customer must not get a stranger who entered the
/// customer's address.
fn identifier(
    comparison: Comparison,
    term: &Term,
    [value, said]: [&str; 2],
) -> (String, Vec<Term>) {
    let (own_email, own_phone) = (users::OWN_EMAIL, OWN_PHONE);
    let is = format!(
        "(coalesce(external_id, '') = {said} and {said} <> ''
          or {said} not in (select external_id from users where external_id = {said})
             and (coalesce(email_key, '') = {value} and {own_email}
                  or coalesce(phone, '') = {value} and {own_phone}))"
    );
    let is_like = format!(
        "(lower(coalesce(email, '')) {0} or coalesce(phone, '') {0}
          or lower(coalesce(external_id, '')) {0})",
        like(value)
    );
    let key = |term: &Term| match term {
        Term::Text(text) => match Email::parse(text) {
            Ok(email) => Term::Text(email.key().to_owned()),
            Err(_) => Term::Text(text.trim().to_owned()),
        },
        Term::Number(number) => Term::Text(number.to_string()),
    };
    // An index finds the account, however many there are.
    let is_found = format!(
        "id in (select id from users where external_id = {said} and {said} <> ''
            union select id from users where email_key = {value} and {own_email} and {no_id}
            union select id from users where phone = {value} and {own_phone} and {no_id})",
        no_id = format_args!(
            "{said} not in (select external_id from users where external_id = {said})"
        ),
    );
    match comparison {
        Comparison::Like => (is_like, vec![pattern(comparison, term)]),
        Comparison::NotLike => (format!("not {is_like}"), vec![pattern(comparison, term)]),
        Comparison::IsNot => (format!("not {is}"), vec![key(term), term.clone()]),
        Comparison::Is | Comparison::Above | Comparison::Below => {
            (is_found, vec![key(term), term.clone()])
        }
    }
}

fn like(value: &str) -> String {
    format!("like lower({value}) escape '\\'")
}

/// Returns the pattern for `like`: the text itself if it is a pattern, else one that matches texts
/// that contain it.
fn pattern(comparison: Comparison, term: &Term) -> Term {
    match (comparison, term) {
        (Comparison::Like | Comparison::NotLike, Term::Text(text)) => {
            let escaped = text.replace('\\', "\\\\");
            let is_pattern = text.contains('%');
            Term::Text(if is_pattern {
                escaped
            } else {
                format!("%{}%", escaped.replace('_', "\\_"))
            })
        }
        (_, term) => term.clone(),
    }
}

fn expression(field: Field) -> String {
    match field {
        Field::Identifier => "coalesce(email_key, '')".to_owned(),
        Field::Id => "id".to_owned(),
        Field::LoginCount => "login_count".to_owned(),
        Field::Status => "case when deactivated_at is not null then 'inactive'
            when activated_at is null then 'pending' else 'active' end"
            .to_owned(),
        Field::EmailVerified => {
            "case when email_verified_at is null then 'false' else 'true' end".to_owned()
        }
        Field::CreatedAt => "created_at".to_owned(),
        Field::UpdatedAt => "updated_at".to_owned(),
        Field::LastLoginAt => format!("coalesce(last_login_at, {NEVER})"),
    }
}

/// Returns the requested order, followed by columns that make it unambiguous.
fn order(fields: &[(Field, Direction)]) -> String {
    let fields = fields.iter().map(|(field, direction)| {
        let direction = match direction {
            Direction::Ascending => "asc",
            Direction::Descending => "desc",
        };
        format!("{} {direction}, ", expression(*field))
    });
    fields.collect::<String>() + "id"
}
