//! The limits for any server: one signature verification and one synced commit.

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};

use crate::Result;
use crate::samples::median;
use crate::usage::Usage;

/// Duration of the verification loop.
const REPEATED: Duration = Duration::from_secs(2);

const COMMITS: usize = 200;

/// The size of an SQLite commit that changes two pages: each has a header of 24 bytes.
const COMMIT_BYTES: usize = 2 * (4096 + 24);

/// Measures the limits and writes a Markdown list. `folder` is on the disk to measure.
pub(crate) fn markdown(folder: &Path) -> Result<String> {
    let microseconds =
        |it: Option<f64>| it.map_or_else(|| "–".to_owned(), |it| format!("{it:.0} µs"));
    Ok(format!(
        "- one ES256 verification by OpenSSL: {}\n\
         - one ES256 verification by p256, which webauthn-rs uses, with the key and the signature \
         parsed: {}\n\
         - one synced commit on this disk ({COMMIT_BYTES} bytes appended, fdatasync; median): {}\n",
        microseconds(openssl()),
        microseconds(Some(verification()?)),
        microseconds(Some(commit(folder)?)),
    ))
}

/// Returns CPU microseconds, measured by OpenSSL itself.
fn openssl() -> Option<f64> {
    let output = Command::new("openssl").args(["speed", "-seconds", "2", "ecdsap256"]).output();
    per_verification(&String::from_utf8_lossy(&output.ok()?.stdout))
}

/// Reads verifications per second from the last column of the last line.
fn per_verification(output: &str) -> Option<f64> {
    let line = output.lines().rfind(|line| line.contains("ecdsa"))?;
    let per_second: f64 = line.split_whitespace().last()?.parse().ok()?;
    (per_second > 0.0).then(|| 1e6 / per_second)
}

/// Returns CPU microseconds, or wall-clock microseconds without /proc.
fn verification() -> Result<f64> {
    let key = SigningKey::from_slice(&[7; 32])?;
    // The length of authenticator data and the hash of the client data.
    let message = [7; 37 + 32];
    let signature: Signature = key.sign(&message);
    let (point, der) = (key.verifying_key().to_sec1_point(false), signature.to_der());
    let before = Usage::of(std::process::id());
    let began = Instant::now();
    let mut count = 0;
    while began.elapsed() < REPEATED {
        let key = VerifyingKey::from_sec1_bytes(black_box(point.as_bytes()))?;
        let signature = Signature::from_der(black_box(der.as_bytes()))?;
        key.verify(black_box(&message), &signature)?;
        count += 1;
    }
    let wall = began.elapsed().as_secs_f64() * 1e6;
    let used =
        before.zip(Usage::of(std::process::id())).map(|(before, after)| after.since(&before));
    let cpu = used.and_then(|used| u32::try_from(used.cpu_milliseconds * 1000).ok());
    Ok(cpu.map_or(wall, f64::from) / f64::from(count))
}

/// Returns wall-clock microseconds.
fn commit(folder: &Path) -> Result<f64> {
    let mut file = File::create(folder.join("commits"))?;
    let mut times = Vec::new();
    for _ in 0..COMMITS {
        let began = Instant::now();
        file.write_all(&[7; COMMIT_BYTES])?;
        file.sync_data()?;
        times.push(began.elapsed().as_secs_f64() * 1e6);
    }
    Ok(median(&times).ok_or("no commits")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_last_column_of_openssl_speed() {
        let output = "                              sign    verify    sign/s verify/s\n \
                      256 bits ecdsa (nistp256)   0.0000s   0.0001s  30000.0  10000.0\n";
        assert_eq!(per_verification(output), Some(100.0));
        assert_eq!(per_verification("unknown algorithm"), None);
    }
}
