//! The sources that the steps name, inside the binary, so that a page can show the code of a check.

/// A function in the sources.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The path below the root of the repository.
    pub file: &'static str,
    /// The line of its `fn`, from 1.
    pub line: usize,
}

macro_rules! sources {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path)))),*]
    };
}

/// Every file that a step names, with its text.
const SOURCES: &[(&str, &str)] = sources! {
    "src/passkey/assertion.rs"
    "src/passkey/authentication.rs"
    "src/passkey/authenticator_data.rs"
    "src/passkey/mod.rs"
    "src/passkey/registration.rs"
    "src/passkey/response.rs"
    "src/passkey/sign_up.rs"
    "src/passkey/signature.rs"
    "src/model/credential.rs"
    "app/src/island/webauthn.rs"
    "src/tests/assertions.rs"
    "src/tests/attestations.rs"
    "src/tests/ceremonies.rs"
    "src/tests/client_data.rs"
    "src/tests/counters.rs"
    "src/tests/passkeys.rs"
    "src/tests/public_keys.rs"
    "src/tests/registrations.rs"
    "src/tests/verifications.rs"
    "app/tests/stories/passkeys.rs"
};

/// Returns the text of a source file.
pub fn source(path: &str) -> Option<&'static str> {
    SOURCES.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

/// Finds a function, in one file or, without one, in the tests.
pub fn place_of(file: Option<&str>, function: &str) -> Option<Place> {
    let starts = [format!("fn {function}("), format!("fn {function}<")];
    let is_there = |path: &str| file.map_or(path.contains("tests/"), |file| file == path);
    SOURCES.iter().filter(|(path, _)| is_there(path)).find_map(|(path, text)| {
        let mut lines = text.lines();
        let line = lines.position(|line| starts.iter().any(|start| line.contains(start)))?;
        Some(Place { file: path, line: line + 1 })
    })
}
