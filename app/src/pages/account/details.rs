//! The fields that users fill in about themselves.

use std::collections::BTreeMap;

use latchkey::model::field::{Field, FieldType, Fields, MAX_TEXT};
use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::pages::components::ACCOUNT;
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::t;

#[component]
pub(super) fn Details(fields: Fields, metadata: Map<String, Value>) -> impl IntoView {
    let inputs = fields.list().iter().map(|field| {
        let value = metadata.get(&field.name).cloned().unwrap_or_default();
        view! { <Input field=field.clone() value/> }
    });
    let inputs: Vec<_> = inputs.collect();
    (!inputs.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="details">
                <h2 id="details">{t!("manage-details")}</h2>
                <Done card="details"/>
                <form method="post" action="/api/change_fields">
                    {inputs}
                    <button type="submit">{t!("manage-details-save")}</button>
                </form>
            </section>
        }
    })
}

#[component]
fn Input(field: Field, value: Value) -> impl IntoView {
    let (id, name, label) =
        (field_id(&field.name), format!("fields[{}]", field.name), field.label());
    if field.kind == FieldType::Boolean {
        let checked = value == Value::Bool(true);
        return view! {
            <label class="tick"><input type="checkbox" name=name value="yes" checked=checked/> {label}</label>
        }
        .into_any();
    }
    let stored = match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    let (kind, autocomplete, placeholder) = match field.kind {
        FieldType::Integer => ("number", "off", None),
        FieldType::Date => ("date", "off", None),
        FieldType::Phone => ("tel", "tel", Some("+49 1512 3456789")),
        FieldType::Email => ("email", "email", Some("name@example.org")),
        FieldType::String | FieldType::Boolean => ("text", "off", None),
    };
    let returned = returned(&id);
    view! {
        <label for=id.clone()>{label}</label>
        <input
            id=id name=name type=kind maxlength=MAX_TEXT.to_string() autocomplete=autocomplete placeholder=placeholder
            value=returned.value(&stored) aria-invalid=returned.invalid()
            aria-describedby=returned.described_by("") autofocus=returned.is_here
        />
        {returned.message()}
    }
    .into_any()
}

fn field_id(name: &str) -> String {
    format!("field-{name}")
}

/// Saves the fields. A box to tick is sent only if it is ticked, so there may be none.
#[server(endpoint = "change_fields")]
pub(crate) async fn change_fields(fields: Option<BTreeMap<String, String>>) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let fields = fields.unwrap_or_default();
    let saved = rp.accounts().change_fields(&context, &fields).await;
    let form = Form::on(ACCOUNT).says("done-details-saved");
    match saved {
        Ok(None) => form.answer(Ok(())),
        Ok(Some(refused)) => {
            let typed = fields.get(&refused.name).map(String::as_str).unwrap_or_default();
            let codes = &["invalid_field", "invalid_email", "invalid_phone"];
            form.field(&field_id(&refused.name), typed, codes).refuse(refused.error);
        }
        Err(error) => form.refuse(error),
    }
    Ok(())
}
