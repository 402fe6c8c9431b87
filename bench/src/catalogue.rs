//! The list of subjects.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::arguments::Arguments;
use crate::server::Program;
use crate::shape::Shape;
use crate::subject::Subject;

/// The subject that all others are compared with, if it is installed.
pub(crate) const REFERENCE: &str = "SimpleWebAuthn";

/// Returns the subjects to measure, each with its own folder in `data`. Reports peers that aren't
/// installed and leaves them out.
pub(crate) fn subjects(arguments: &Arguments, data: &Path) -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    let mut add = |name: &str, program, shape| -> Result<()> {
        let folder = data.join(subjects.len().to_string());
        fs::create_dir(&folder)?;
        subjects.push(Subject::new(name, program, shape, folder));
        Ok(())
    };
    for (number, server) in arguments.servers.iter().enumerate() {
        let server =
            fs::canonicalize(server).map_err(|error| format!("{}: {error}", server.display()))?;
        let name = match arguments.servers.len() {
            1 => "Latchkey".to_owned(),
            _ => format!("build {}", number + 1),
        };
        add(&format!("{name}, page"), Program::Latchkey(server.clone()), Shape::Page)?;
        add(&format!("{name}, JSON"), Program::Latchkey(server), Shape::Json)?;
    }
    if arguments.with_peers {
        for (name, installed, program, shape) in peers(&arguments.tools) {
            if installed.exists() {
                add(name, program, shape)?;
            } else {
                eprintln!("    {name} is left out: it isn't installed (scripts/setup-bench)");
            }
        }
    }
    Ok(subjects)
}

/// Returns the place of the subject that each one is compared with: [`REFERENCE`], or without it
/// the first subject of the same shape.
pub(crate) fn references(subjects: &[Subject]) -> Vec<usize> {
    let reference = subjects.iter().position(|subject| subject.name == REFERENCE);
    let first_like = |shape| subjects.iter().position(|subject| subject.shape == shape);
    let all = subjects.iter();
    all.map(|subject| reference.or(first_like(subject.shape)).unwrap_or_default()).collect()
}

/// Returns each peer's name, a file that exists once it is installed, its program and its shape.
fn peers(tools: &Path) -> [(&'static str, PathBuf, Program, Shape); 3] {
    let (scripts, python) = (tools.join("bench"), tools.join("bench-python"));
    let node = scripts.join("node_modules/.installed");
    let uvicorn = Program::Uvicorn {
        python: python.join("bin/python"),
        module: scripts.join("fastapi_peer.py"),
    };
    let simplewebauthn = Program::Node(scripts.join("simplewebauthn.mjs"));
    let better_auth = Program::Node(scripts.join("better-auth.mjs"));
    [
        (REFERENCE, node.clone(), simplewebauthn, Shape::Json),
        ("fastapi-passkeys", python.join(".installed"), uvicorn, Shape::Json),
        ("better-auth", node, better_auth, Shape::BetterAuth),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str, shape: Shape) -> Subject {
        Subject::new(name, Program::Latchkey(PathBuf::new()), shape, PathBuf::new())
    }

    #[test]
    fn compares_with_the_reference_or_else_with_the_first_build() {
        let mut subjects = vec![
            subject("build 1, page", Shape::Page),
            subject("build 1, JSON", Shape::Json),
            subject("build 2, page", Shape::Page),
            subject("build 2, JSON", Shape::Json),
        ];
        assert_eq!(references(&subjects), [0, 1, 0, 1]);
        subjects.push(subject(REFERENCE, Shape::Json));
        assert_eq!(references(&subjects), [4; 5]);
    }
}
