//! An account's metadata: a JSON object for what this project has no column for. Back ends write
//! anything into it, and users the [fields](crate::model::field) that the operator has named.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// The maximum size of an account's metadata, in bytes of JSON.
pub(crate) const MAX_METADATA: usize = 8 * 1024;

/// Merges members into metadata. Null removes a member.
///
/// <https://www.rfc-editor.org/rfc/rfc7396>
pub(crate) fn merged(
    mut metadata: Map<String, Value>,
    members: Map<String, Value>,
) -> Result<Map<String, Value>> {
    for (name, value) in members {
        if value.is_null() {
            metadata.remove(&name);
        } else {
            metadata.insert(name, value);
        }
    }
    if serde_json::to_vec(&metadata)?.len() > MAX_METADATA {
        return Err(Error::InvalidRequest("The metadata is larger than 8 KiB"));
    }
    Ok(metadata)
}
