//! Fields that users fill in about themselves. An operator names them, and their values are members of
//! the account's metadata.

use std::fmt;
use std::str::FromStr;

pub use crate::model::field_type::{FieldType, MAX_TEXT};

/// The longest label, in characters.
pub const MAX_LABEL: usize = 60;

/// How many fields there may be.
const MAX_FIELDS: usize = 20;

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
}
