//! Just enough CBOR to write what an authenticator writes, right or wrong.
//!
//! <https://www.rfc-editor.org/rfc/rfc8949>

#[derive(Clone, Debug)]
pub enum Cbor {
    Int(i64),
    Bytes(Vec<u8>),
    Text(&'static str),
    Bool(bool),
    Map(Vec<(Cbor, Cbor)>),
    /// Bytes that are encoded already, or that a test wants to be wrong.
    Raw(Vec<u8>),
}

impl Cbor {
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Int(value) if *value < 0 => head(1, value.unsigned_abs() - 1),
            Self::Int(value) => head(0, value.unsigned_abs()),
            Self::Bytes(bytes) => [head(2, length(bytes)), bytes.clone()].concat(),
            Self::Text(text) => {
                [head(3, length(text.as_bytes())), text.as_bytes().to_vec()].concat()
            }
            Self::Bool(value) => vec![if *value { 0xf5 } else { 0xf4 }],
            Self::Map(entries) => {
                entries.iter().fold(head(5, length(entries)), |map, (key, value)| {
                    [map, key.encode(), value.encode()].concat()
                })
            }
            Self::Raw(bytes) => bytes.clone(),
        }
    }
}

fn length<T>(items: &[T]) -> u64 {
    items.len() as u64
}

/// The major type, and the value in as few bytes as hold it.
fn head(major: u8, value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let (extra, from) = match value {
        0..24 => return vec![major << 5 | bytes[7]],
        24..0x100 => (24, 7),
        0x100..0x1_0000 => (25, 6),
        0x1_0000..0x1_0000_0000 => (26, 4),
        _ => (27, 0),
    };
    [&[major << 5 | extra], &bytes[from..]].concat()
}
