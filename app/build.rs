//! A release carries the built site inside itself: when the site changes, so must the binary.
//! (A debug build reads it from the disk.)

fn main() {
    #[expect(clippy::disallowed_methods, reason = "Cargo's own variable, at build time")]
    let profile = std::env::var("PROFILE");
    if profile.as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../target/site");
    } else {
        println!("cargo:rerun-if-changed=build.rs");
    }
}
