//! The fields that users fill in about themselves, on the page of the settings.

use latchkey::model::field::{Field, FieldType, Fields, MAX_LABEL};
use latchkey::settings::{SettingEntry, Source};
use latchkey::{Error, Setting};
use leptos::prelude::*;

use super::settings::{Locked, PATH, operator};
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::words::t;

/// Stands between the three texts of a refused form, which go back to it together. None contains it.
const BETWEEN: &str = "\n";

#[component]
pub(super) fn UserFields(entry: SettingEntry) -> impl IntoView {
    let fields: Fields = entry.value.parse().unwrap_or_default();
    let is_locked = entry.source == Source::Environment;
    let items = fields.list().iter().map(|field| view! { <Item field=field.clone() is_locked/> });
    let items: Vec<_> = items.collect();
    let none = items.is_empty().then(|| view! { <p class="meta">{t!("console-fields-none")}</p> });
    let add =
        if is_locked { view! { <Locked entry/> }.into_any() } else { view! { <Add/> }.into_any() };
    view! {
        <section class="card" aria-labelledby="fields">
            <h2 id="fields">{t!("console-fields")}</h2>
            <Done card="fields"/>
            <p>{t!("console-fields-what")}</p>
            {add}
            {none}
            <ul class="items">{items}</ul>
        </section>
    }
}

#[component]
fn Item(field: Field, is_locked: bool) -> impl IntoView {
    let id = format!("field-{}", field.name);
    let kind = kind_name(field.kind);
    let remove = (!is_locked).then(|| {
        view! {
            <form method="post" action="/api/remove_user_field">
                <input type="hidden" name="name" value=field.name.clone()/>
                <button type="submit" class="danger" aria-describedby=id.clone()>{t!("console-field-remove")}</button>
            </form>
        }
    });
    view! {
        <li>
            <div class="about">
                <h3 id=id.clone()>{field.label()}</h3>
                <p class="meta"><code>{field.name.clone()}</code> " " {kind}</p>
            </div>
            {remove}
        </li>
    }
}

#[component]
fn Add() -> impl IntoView {
    let field = returned("new-field");
    let typed = field.value("");
    let mut typed = typed.split(BETWEEN);
    let [name, kind, label] = [(); 3].map(|()| typed.next().unwrap_or_default().to_owned());
    let kinds = FieldType::ALL.map(|one| {
        let selected = one.as_str() == kind;
        view! { <option value=one.as_str() selected=selected>{kind_name(one)}</option> }
    });
    view! {
        <form method="post" action="/api/add_user_field">
            <label for="new-field">{t!("console-field-name")}</label>
            <input
                id="new-field" name="name" required maxlength=MAX_LABEL.to_string() pattern="[A-Za-z0-9_]+"
                autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="date_of_birth"
                title=t!("console-field-name-hint") value=name aria-invalid=field.invalid()
                aria-describedby=field.described_by("new-field-hint") autofocus=field.is_here
            />
            {field.message()}
            <p id="new-field-hint" class="meta">{t!("console-field-name-hint")}</p>
            <label for="new-field-label">{t!("console-field-label")}</label>
            <input id="new-field-label" name="label" maxlength=MAX_LABEL.to_string() autocomplete="off" value=label/>
            <label for="new-field-type">{t!("console-field-type")}</label>
            <select id="new-field-type" name="kind">{kinds.into_iter().collect_view()}</select>
            <button type="submit">{t!("console-field-add")}</button>
        </form>
    }
}

fn kind_name(kind: FieldType) -> String {
    match kind {
        FieldType::String => t!("console-field-string"),
        FieldType::Boolean => t!("console-field-boolean"),
        FieldType::Integer => t!("console-field-integer"),
        FieldType::Date => t!("console-field-date"),
        FieldType::Phone => t!("console-field-phone"),
        FieldType::Email => t!("console-field-email"),
    }
}

/// Adds a field.
#[server(endpoint = "add_user_field")]
pub(crate) async fn add_user_field(
    name: String,
    label: String,
    kind: String,
) -> Result<(), Refused> {
    let typed = [&*name, &kind, &label].join(BETWEEN);
    // A label with a comma would be read as two fields.
    let label = label.replace(',', " ");
    let added =
        change(|fields| Ok([fields, vec![format!("{name}:{kind}:{label}")]].concat())).await?;
    let form = Form::on(PATH).says("done-fields-added");
    form.field("new-field", &typed, &["invalid_field"]).answer(added);
    Ok(())
}

/// Removes a field. What users have entered stays in their metadata.
#[server(endpoint = "remove_user_field")]
pub(crate) async fn remove_user_field(name: String) -> Result<(), Refused> {
    let removed = change(|mut fields| {
        let before = fields.len();
        fields.retain(|field| field.split(':').next() != Some(name.as_str()));
        if fields.len() == before { Err(Error::NotFound) } else { Ok(fields) }
    });
    Form::on(PATH).says("done-fields-removed").answer(removed.await?);
    Ok(())
}

async fn change(
    edit: impl FnOnce(Vec<String>) -> latchkey::Result<Vec<String>>,
) -> Result<latchkey::Result<()>, Refused> {
    let (rp, operator) = operator().await?;
    let changed = async {
        let operator = operator?;
        let site = rp.settings().reread().await?;
        let fields = site.user_fields.list().iter().map(ToString::to_string).collect();
        let value = edit(fields)?.join(", ");
        let changed = rp.settings().change(&operator, Setting::UserFields, Some(&value)).await;
        changed.map_err(|error| match error {
            Error::InvalidSetting(_) => Error::InvalidField,
            other => other,
        })
    };
    Ok(changed.await)
}
