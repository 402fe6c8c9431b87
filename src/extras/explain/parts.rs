//! The parts of a response, down to the byte.
//!
//! This is only for people: it reads as much as it can, and decides nothing.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize as _;
use serde_cbor_2::Value as Cbor;
use serde_json::Value;

/// A response, taken apart.
#[derive(Debug, Default)]
pub struct Parts {
    /// The members of the credential around the response, as text.
    pub members: Vec<(&'static str, String)>,
    /// The client data as text, with one member on each line if it is JSON.
    pub client_data: String,
    /// The authenticator data.
    pub authenticator_data: Vec<u8>,
    /// Its parts, in order and without gaps.
    pub fields: Vec<Part>,
    /// The format of the attestation and its statement, in a registration.
    pub attestation: Option<(String, String)>,
    /// The signature, in an authentication.
    pub signature: Vec<u8>,
}

/// A range of the authenticator data.
#[derive(Debug)]
pub struct Part {
    /// Its name in the specification.
    pub name: &'static str,
    /// Where it is.
    pub range: Range<usize>,
    /// The meaning.
    pub value: String,
    /// Its bits, if it has any with a meaning, from the lowest.
    pub bits: Vec<Bit>,
}

/// A bit of the flags.
#[derive(Debug)]
pub struct Bit {
    /// Its number and its name in the specification.
    pub name: &'static str,
    /// The text.
    pub means: &'static str,
    /// Whether it is set.
    pub is_set: bool,
}

/// <https://www.w3.org/TR/webauthn-3/#authdata-flags>
const BITS: [(&str, &str); 8] = [
    ("0 UP", "the user was present"),
    ("1", "reserved"),
    ("2 UV", "the user was verified"),
    ("3 BE", "eligible for backup"),
    ("4 BS", "backed up now (synced)"),
    ("5", "reserved"),
    ("6 AT", "a credential follows"),
    ("7 ED", "extensions follow"),
];

impl Parts {
    /// Takes a response apart, as far as it can be read.
    pub fn of(response: &str) -> Self {
        let credential: Value = serde_json::from_str(response).unwrap_or_default();
        let inner = &credential["response"];
        let bytes = |member: &str| {
            let text = inner[member].as_str().unwrap_or_default();
            URL_SAFE_NO_PAD.decode(text).unwrap_or_default()
        };
        let object: Option<Cbor> = serde_cbor_2::from_slice(&bytes("attestationObject")).ok();
        let attested = |name: &str| match &object {
            Some(Cbor::Map(members)) => members.get(&Cbor::Text(name.to_owned())),
            _ => None,
        };
        let authenticator_data = match attested("authData") {
            Some(Cbor::Bytes(bytes)) => bytes.clone(),
            _ => bytes("authenticatorData"),
        };
        let shown = |name| attested(name).map(words).unwrap_or_default();
        let members = ["id", "rawId", "type", "authenticatorAttachment", "clientExtensionResults"]
            .map(|name| (name, &credential[name]))
            .into_iter()
            .chain([("userHandle", &inner["userHandle"]), ("transports", &inner["transports"])]);
        Self {
            members: members
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, plain(value)))
                .collect(),
            client_data: client_data(&bytes("clientDataJSON")),
            fields: fields(&authenticator_data),
            authenticator_data,
            attestation: object.is_some().then(|| (shown("fmt"), shown("attStmt"))),
            signature: bytes("signature"),
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn client_data(bytes: &[u8]) -> String {
    let json = serde_json::from_slice::<Value>(bytes).ok();
    let pretty = json.and_then(|json| serde_json::to_string_pretty(&json).ok());
    pretty.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// Returns the parts of authenticator data. Bytes that can't be read become the last part.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data>
fn fields(data: &[u8]) -> Vec<Part> {
    let mut reader = Reader { data, at: 0, parts: Vec::new() };
    if reader.read_all().is_none() || reader.at < data.len() {
        let range = reader.at..data.len();
        if !range.is_empty() {
            reader.push("leftover", range, "bytes that belong to nothing".to_owned());
        }
    }
    reader.parts
}

struct Reader<'a> {
    data: &'a [u8],
    at: usize,
    parts: Vec<Part>,
}

impl Reader<'_> {
    fn push(&mut self, name: &'static str, range: Range<usize>, value: String) {
        self.at = range.end;
        self.parts.push(Part { name, range, value, bits: Vec::new() });
    }

    fn take(
        &mut self,
        name: &'static str,
        length: usize,
        value: fn(&[u8]) -> String,
    ) -> Option<()> {
        let range = self.at..self.at + length;
        let value = value(self.data.get(range.clone())?);
        self.push(name, range, value);
        Some(())
    }

    fn take_cbor(&mut self, name: &'static str, value: fn(&Cbor) -> String) -> Option<()> {
        let mut decoder = serde_cbor_2::Deserializer::from_slice(&self.data[self.at..]);
        let read = Cbor::deserialize(&mut decoder).ok()?;
        let range = self.at..self.at + decoder.byte_offset();
        self.push(name, range, value(&read));
        Some(())
    }

    fn read_all(&mut self) -> Option<()> {
        self.take("rpIdHash", 32, hex)?;
        let flags = *self.data.get(self.at)?;
        self.take("flags", 1, |bytes| format!("{:#010b}", bytes[0]))?;
        if let Some(part) = self.parts.last_mut() {
            let is_set = |place: usize| flags >> place & 1 == 1;
            let bits = BITS.iter().enumerate();
            let bit = |(place, &(name, means))| Bit { name, means, is_set: is_set(place) };
            part.bits = bits.map(bit).collect();
        }
        self.take("signCount", 4, |bytes| number(bytes).to_string())?;
        if flags & 0x40 != 0 {
            self.take("aaguid", 16, aaguid)?;
            let length = number(self.data.get(self.at..self.at + 2)?);
            self.take("credentialIdLength", 2, |bytes| format!("{} bytes", number(bytes)))?;
            self.take("credentialId", length, |bytes| URL_SAFE_NO_PAD.encode(bytes))?;
            self.take_cbor("credentialPublicKey", cose_key)?;
        }
        if flags & 0x80 != 0 {
            self.take_cbor("extensions", words)?;
        }
        Some(())
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn aaguid(bytes: &[u8]) -> String {
    uuid::Uuid::from_slice(bytes).map(|id| id.to_string()).unwrap_or_default()
}

/// Returns a COSE key with the names of its members.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-encoded-credPubKey-examples>
fn cose_key(key: &Cbor) -> String {
    let Cbor::Map(members) = key else { return words(key) };
    let is_rsa = members.get(&Cbor::Integer(1)) == Some(&Cbor::Integer(3));
    let member = |(label, value): (&Cbor, &Cbor)| {
        let (Cbor::Integer(label), number) = (label, value) else { return words(label) };
        let name = match (*label, is_rsa) {
            (1, _) => "kty",
            (3, _) => "alg",
            (-1, true) => "n",
            (-2, true) => "e",
            (-1, false) => "crv",
            (-2, false) => "x",
            (-3, false) => "y",
            _ => "?",
        };
        let meaning = match (name, number) {
            ("kty", Cbor::Integer(1)) => " (OKP)",
            ("kty", Cbor::Integer(2)) => " (EC2)",
            ("kty", Cbor::Integer(3)) => " (RSA)",
            ("alg", Cbor::Integer(-7)) => " (ES256)",
            ("alg", Cbor::Integer(-35)) => " (ES384)",
            ("alg", Cbor::Integer(-257)) => " (RS256)",
            ("crv", Cbor::Integer(1)) => " (P-256)",
            ("crv", Cbor::Integer(2)) => " (P-384)",
            _ => "",
        };
        format!("{name} ({label}): {}{meaning}", words(number))
    };
    members.iter().map(member).collect::<Vec<_>>().join("\n")
}

fn words(value: &Cbor) -> String {
    match value {
        Cbor::Text(text) => text.clone(),
        Cbor::Bytes(bytes) => hex(bytes),
        Cbor::Integer(number) => number.to_string(),
        Cbor::Bool(value) => value.to_string(),
        Cbor::Array(all) => format!("[{}]", all.iter().map(words).collect::<Vec<_>>().join(", ")),
        Cbor::Map(all) => {
            let members =
                all.iter().map(|(name, value)| format!("{}: {}", words(name), words(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        other => format!("{other:?}"),
    }
}
