//! Facades: the methods of [`RelyingParty`](crate::RelyingParty), by noun.
//!
//! `rp.passkeys().finish_sign_in(…)` is in `src/passkey/`. A facade only borrows the handle, and
//! reaches its configuration, database and clock through it. The facade of an extra is in the
//! folder of the extra.

/// Declares the facade of a noun, and the method of the handle that returns it.
macro_rules! facade {
    ($(#[$doc:meta])* $getter:ident: $facade:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $facade<'a>(&'a $crate::RelyingParty);

        impl $crate::RelyingParty {
            $(#[$doc])*
            pub fn $getter(&self) -> $facade<'_> {
                $facade(self)
            }
        }

        impl std::ops::Deref for $facade<'_> {
            type Target = $crate::RelyingParty;

            fn deref(&self) -> &Self::Target {
                self.0
            }
        }
    };
}
