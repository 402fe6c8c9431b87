//! The types of fields, and the values that each type allows.

use serde_json::Value;
use time::Date;
use time::macros::format_description;

use crate::error::{Error, Result};
use crate::model::phone::Phone;
use crate::model::user::Email;

/// The longest text in a field, in characters.
pub const MAX_TEXT: usize = 1000;

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum FieldType {
    String,
    Boolean,
    Integer,
    /// Year, month and day: `2026-11-18`.
    Date,
    Phone,
    Email,
}

impl FieldType {
    /// Every type.
    pub const ALL: [Self; 6] =
        [Self::String, Self::Boolean, Self::Integer, Self::Date, Self::Phone, Self::Email];

    /// Returns its name in the setting and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// Parses a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Checks a value, and returns it in its usual form. Null stands for no value.
    ///
    /// # Errors
    /// [`Error::InvalidField`], [`Error::InvalidPhone`], [`Error::InvalidEmail`].
    pub(crate) fn check(self, value: &Value) -> Result<Value> {
        match (self, value) {
            (_, Value::Null) | (Self::Boolean, Value::Bool(_)) => Ok(value.clone()),
            (Self::Integer, Value::Number(number)) if number.is_i64() => Ok(value.clone()),
            (_, Value::String(text)) => self.check_text(text),
            _ => Err(Error::InvalidField),
        }
    }

    fn check_text(self, text: &str) -> Result<Value> {
        let text = match self {
            Self::String if text.chars().count() <= MAX_TEXT => text.to_owned(),
            Self::Date | Self::Phone | Self::Email if text.is_empty() => return Ok(Value::Null),
            Self::Date => {
                let format = format_description!("[year]-[month]-[day]");
                Date::parse(text, format).map_err(|_| Error::InvalidField)?;
                text.to_owned()
            }
            Self::Phone => Phone::parse(text)?.to_string(),
            Self::Email => Email::parse(text)?.to_string(),
            Self::String | Self::Boolean | Self::Integer => return Err(Error::InvalidField),
        };
        Ok(Value::String(text))
    }

    /// Reads what a form has sent. Browsers send nothing for an empty box to tick. For any other
    /// type, a blank text stands for no value.
    ///
    /// # Errors
    /// As [`FieldType::check`].
    pub(crate) fn read(self, typed: Option<&str>) -> Result<Value> {
        let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
        let value = match (self, typed) {
            (Self::Boolean, typed) => Value::Bool(typed.is_some()),
            (_, None) => Value::Null,
            (Self::Integer, Some(typed)) => {
                typed.parse::<i64>().map_err(|_| Error::InvalidField)?.into()
            }
            (_, Some(typed)) => typed.into(),
        };
        self.check(&value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_has_the_type_of_its_field() {
        for (kind, value, kept) in [
            (FieldType::String, json!("Ada"), json!("Ada")),
            (FieldType::String, json!(""), json!("")),
            (FieldType::Boolean, json!(false), json!(false)),
            (FieldType::Integer, json!(-7), json!(-7)),
            (FieldType::Date, json!("2028-02-29"), json!("2028-02-29")),
            (FieldType::Date, json!(""), json!(null)),
            (FieldType::Phone, json!("+49 1512 3456789"), json!("+4915123456789")),
            (FieldType::Email, json!("ada@example.org"), json!("ada@example.org")),
            (FieldType::Date, json!(null), json!(null)),
        ] {
            assert_eq!(kind.check(&value).unwrap(), kept, "{kind:?}");
        }
        for (kind, value) in [
            (FieldType::String, json!(1)),
            (FieldType::String, json!("x".repeat(MAX_TEXT + 1))),
            (FieldType::Boolean, json!("yes")),
            (FieldType::Integer, json!("7")),
            (FieldType::Integer, json!(1.5)),
            (FieldType::Date, json!("2027-02-29")),
            (FieldType::Date, json!("18.11.2026")),
            (FieldType::Phone, json!("112")),
            (FieldType::Email, json!("ada")),
            (FieldType::String, json!(["Ada"])),
        ] {
            assert!(kind.check(&value).is_err(), "{kind:?} {value}");
        }
    }

    #[test]
    fn a_forms_text_becomes_a_value() {
        for (kind, typed, value) in [
            (FieldType::String, Some(" Ada "), json!("Ada")),
            (FieldType::String, Some(" "), json!(null)),
            (FieldType::Boolean, Some("yes"), json!(true)),
            (FieldType::Boolean, None, json!(false)),
            (FieldType::Integer, Some("42"), json!(42)),
            (FieldType::Date, Some(""), json!(null)),
        ] {
            assert_eq!(kind.read(typed).unwrap(), value, "{kind:?}");
        }
        assert!(FieldType::Integer.read(Some("4.2")).is_err());
    }
}
