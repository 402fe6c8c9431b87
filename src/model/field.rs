//! Fields that users fill in about themselves. An operator names them, and their values are members of
//! the account's metadata.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;
use time::Date;
use time::macros::format_description;

use crate::error::{Error, Result};
use crate::model::phone::Phone;
use crate::model::user::Email;

/// The longest text in a field, in characters.
pub const MAX_TEXT: usize = 1000;

/// The longest label, in characters.
pub const MAX_LABEL: usize = 60;

/// How many fields there may be.
const MAX_FIELDS: usize = 20;

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

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The member of the metadata: letters, digits and `_`.
    pub name: String,
    /// The type of its value.
    pub kind: FieldType,
    label: Option<String>,
}

impl Field {
    /// Returns what pages call it: its label, or else its name as words.
    pub fn label(&self) -> String {
        self.label.clone().unwrap_or_else(|| {
            let words = self.name.replace('_', " ");
            let mut letters = words.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
                .collect()
        })
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(3, ':').map(str::trim);
        let name = parts.next().unwrap_or_default().to_owned();
        let kind = parts.next().and_then(FieldType::parse);
        let label = parts.next().filter(|label| !label.is_empty()).map(str::to_owned);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let fits = |label: &String| {
            label.chars().count() <= MAX_LABEL && !label.chars().any(|c| c == ',' || c.is_control())
        };
        match kind {
            Some(kind)
                if (1..=MAX_LABEL).contains(&name.len())
                    && name.chars().all(is_name)
                    && label.as_ref().is_none_or(fits) =>
            {
                Ok(Self { name, kind, label })
            }
            _ => Err(format!("{text:?} is not a field like born:date:Date of birth")),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.name, self.kind.as_str())?;
        self.label.iter().try_for_each(|label| write!(f, ":{label}"))
    }
}

/// The fields of a site, in the operator's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<Field>);

impl Fields {
    /// Returns the fields.
    pub fn list(&self) -> &[Field] {
        &self.0
    }

    /// Finds a field by its name.
    pub fn find(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name == name)
    }
}

impl FromStr for Fields {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut fields = Self::default();
        for field in text.split(',').filter(|field| !field.trim().is_empty()) {
            let field: Field = field.parse()?;
            if fields.find(&field.name).is_some() {
                return Err(format!("{} is there twice", field.name));
            }
            fields.0.push(field);
        }
        if fields.0.len() > MAX_FIELDS {
            return Err(format!("has more than {MAX_FIELDS} fields"));
        }
        Ok(fields)
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&fields.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_read_as_they_are_written() {
        let fields: Fields =
            "nickname:string, adult : boolean,born:date:Date of birth,".parse().unwrap();
        assert_eq!(fields.to_string(), "nickname:string, adult:boolean, born:date:Date of birth");
        assert_eq!(fields.to_string().parse(), Ok(fields.clone()));
        let labels: Vec<_> = fields.list().iter().map(Field::label).collect();
        assert_eq!(labels, ["Nickname", "Adult", "Date of birth"]);
        assert_eq!("shoe_size:integer".parse::<Field>().unwrap().label(), "Shoe size");
        assert_eq!("".parse(), Ok(Fields::default()));
    }

    #[test]
    fn wrong_fields_are_refused() {
        let many = (0..=MAX_FIELDS).map(|n| format!("f{n}:string")).collect::<Vec<_>>().join(",");
        let long = format!("a:string:{}", "x".repeat(MAX_LABEL + 1));
        for wrong in [
            "nickname",
            "nickname:text",
            ":string",
            "a b:string",
            "a:string, a:date",
            "a:date:b\nc",
            &many,
            &long,
        ] {
            assert!(wrong.parse::<Fields>().is_err(), "{wrong:?}");
        }
    }

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
