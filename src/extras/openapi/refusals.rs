//! Generates the error responses of an operation.
//!
//! An operation lists its codes (`x-refusals`). Its part of the description says which codes every
//! operation may return, and what each code means. A code without a status has the one from
//! `error/status.rs`.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::error::status;

/// The error codes of one part of the description.
#[derive(Clone, Default)]
pub(super) struct Words {
    /// The codes that every operation may return.
    everywhere: Vec<String>,
    /// The status and description of each code.
    codes: BTreeMap<String, (StatusCode, String)>,
}

impl Words {
    /// Returns the codes that a part lists.
    pub(super) fn of(part: &Value) -> Self {
        let refusals = &part["x-refusals"];
        let codes = refusals["codes"].as_object().into_iter().flatten();
        let codes = codes.map(|(code, known)| {
            let own = known["status"].as_u64().and_then(|status| status.try_into().ok());
            let own = own.and_then(|status: u16| StatusCode::from_u16(status).ok());
            let meaning = known["meaning"].as_str().or(known.as_str()).unwrap_or_default();
            (code.clone(), (own.unwrap_or_else(|| status(code)), meaning.to_owned()))
        });
        Self { everywhere: strings(&refusals["everywhere"]), codes: codes.collect() }
    }

    /// Adds descriptions from `others` for codes that aren't listed here.
    pub(super) fn with(mut self, others: &Self) -> Self {
        for (code, known) in &others.codes {
            self.codes.entry(code.clone()).or_insert_with(|| known.clone());
        }
        self
    }

    /// Replaces an operation's list of codes with one response for each status.
    pub(super) fn spell_out(&self, operation: &mut Map<String, Value>) {
        let listed = operation.remove("x-refusals").unwrap_or_default();
        let mut by_status: BTreeMap<StatusCode, BTreeSet<String>> = BTreeMap::new();
        for code in self.everywhere.iter().cloned().chain(strings(&listed)) {
            let known = self.codes.get(&code);
            let status = known.map_or_else(|| status(&code), |(status, _)| *status);
            by_status.entry(status).or_default().insert(code);
        }
        for (status, codes) in by_status {
            operation["responses"][status.as_str()] = self.response(&codes);
        }
    }

    fn response(&self, codes: &BTreeSet<String>) -> Value {
        let meaning = |code| self.codes.get(code).map_or("", |(_, meaning)| meaning.as_str());
        let lines: Vec<_> =
            codes.iter().map(|code| format!("`{code}`: {}", meaning(code))).collect();
        let examples = codes.iter().map(|code| {
            (code.clone(), json!({ "summary": meaning(code), "value": { "code": code } }))
        });
        let mut response = json!({
            "description": lines.join("\n\n"),
            "content": { "application/json": {
                "schema": { "allOf": [
                    { "$ref": "#/components/schemas/Error" },
                    { "type": "object", "properties": { "code": { "type": "string", "enum": codes } } },
                ] },
                "examples": examples.collect::<Map<_, _>>(),
            } },
        });
        if codes.contains("too_many_requests") || codes.contains("unavailable") {
            response["headers"] = json!({ "retry-after": {
                "description": "The number of seconds after which to try again.",
                "schema": { "type": "integer", "minimum": 0 },
            } });
        }
        response
    }
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
