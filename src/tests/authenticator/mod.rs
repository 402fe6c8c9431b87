//! Software authenticators that speak JSON alone: a ceremony's options in, a credential out.
//!
//! [`Peer`] is other people's work and does what a good authenticator does. [`Hostile`] is ours:
//! it answers correctly too, until a test bends one thing about the answer. Neither shares code
//! with the relying party, and `app/tests/` uses these very files.

mod cbor;
mod hostile;
mod peer;

pub(crate) use cbor::Cbor;
pub(crate) use hostile::{AT, Answer, BE, BS, ED, Hostile, UP, UV};
pub(crate) use peer::{Peer, Refused};
