//! Rebuilds a release when the built site changes, because the binary contains it. (A debug build reads it
//! from the disk.)

#[cfg(all(feature = "openapi", feature = "ssr"))] // extra: openapi
mod openapi; // extra: openapi

fn main() {
    #[expect(clippy::disallowed_methods, reason = "Cargo's own variable, at build time")]
    let profile = std::env::var("PROFILE");
    if profile.as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../target/site");
    } else {
        println!("cargo:rerun-if-changed=build");
    }
    #[cfg(all(feature = "openapi", feature = "ssr"))] // extra: openapi
    openapi::unpack().expect("Swagger UI cannot be unpacked"); // extra: openapi
}
