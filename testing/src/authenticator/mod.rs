//! Software authenticators that speak JSON alone: a ceremony's options in, a credential out.
//!
//! [`Peer`] is an independent implementation and behaves correctly. [`Hostile`] is our own: its
//! responses are correct until a test bends one field. Neither shares code with the relying party.

mod cbor;
mod hostile;
mod peer;

pub use cbor::Cbor;
pub use hostile::{AT, Answer, BE, BS, ED, Hostile, UP, UV};
pub use peer::{Peer, Refused};
