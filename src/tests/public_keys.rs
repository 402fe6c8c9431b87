//! Tests public keys that must be rejected.

use testing::authenticator::Cbor;
use testing::on_both;

use super::party::{TestParty, honest};
use super::registrations::{Case, each_is_accepted, each_is_refused};

/// The base points of P-384 and P-521, which are on these curves without any computation.
const P384: [&str; 2] = [
    "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
    "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
];
pub(crate) const P521: [&str; 2] = [
    "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
    "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
];

fn from_hex(hex: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

/// Returns an EC2 key (1: 2) of an algorithm (3) and a curve (-1).
pub(crate) fn ec(alg: i64, curve: i64, point: [&str; 2]) -> Vec<(i64, Cbor)> {
    let [x, y] = point.map(|coordinate| Cbor::Bytes(from_hex(coordinate)));
    vec![(1, Cbor::Int(2)), (3, Cbor::Int(alg)), (-1, Cbor::Int(curve)), (-2, x), (-3, y)]
}

/// Returns an RSA key (1: 3) of an algorithm (3), with a modulus of `bytes` bytes and an exponent.
fn rsa(alg: i64, bytes: usize, exponent: &[u8]) -> Vec<(i64, Cbor)> {
    let (n, e) = (Cbor::Bytes(vec![0xd5; bytes]), Cbor::Bytes(exponent.to_vec()));
    vec![(1, Cbor::Int(3)), (3, Cbor::Int(alg)), (-1, n), (-2, e)]
}

const F4: &[u8] = &[1, 0, 1];

/// Returns an OKP key (1: 1) of an algorithm (3) and a curve (-1), with `bytes` bytes.
fn okp(alg: i64, curve: i64, bytes: usize) -> Vec<(i64, Cbor)> {
    let x = Cbor::Bytes(vec![0x55; bytes]);
    vec![(1, Cbor::Int(1)), (3, Cbor::Int(alg)), (-1, Cbor::Int(curve)), (-2, x)]
}

const ALGORITHMS: &[Case] = &[
    ("Ed25519", |answer| answer.public_key = okp(-8, 6, 32)),
    ("Ed448", |answer| answer.public_key = okp(-8, 7, 57)),
    ("ES512", |answer| answer.public_key = ec(-36, 3, P521)),
    ("ES256K", |answer| answer.put_key(3, Cbor::Int(-47))),
    ("PS256", |answer| answer.public_key = rsa(-37, 256, F4)),
    ("RS384", |answer| answer.public_key = rsa(-258, 256, F4)),
    ("RS512", |answer| answer.public_key = rsa(-259, 256, F4)),
    ("RS1", |answer| answer.public_key = rsa(-65535, 256, F4)),
    ("no algorithm there is", |answer| answer.put_key(3, Cbor::Int(0))),
];

const CURVES: &[Case] = &[
    ("ES256 on P-384", |answer| answer.public_key = ec(-7, 2, P384)),
    ("ES256 on P-521", |answer| answer.public_key = ec(-7, 3, P521)),
    ("ES384 on P-521", |answer| answer.public_key = ec(-35, 3, P521)),
    ("ES384 on P-256", |answer| answer.put_key(3, Cbor::Int(-35))),
    ("a curve of the other family", |answer| answer.put_key(-1, Cbor::Int(6))),
    ("secp256k1", |answer| answer.put_key(-1, Cbor::Int(8))),
];

const POINTS: &[Case] = &[
    ("x changed, so not on the curve", |answer| answer.put_key(-2, Cbor::Bytes(vec![1; 32]))),
    ("y changed, so not on the curve", |answer| answer.put_key(-3, Cbor::Bytes(vec![1; 32]))),
    ("zero", |answer| {
        answer.put_key(-2, Cbor::Bytes(vec![0; 32]));
        answer.put_key(-3, Cbor::Bytes(vec![0; 32]));
    }),
    ("x beyond the field", |answer| answer.put_key(-2, Cbor::Bytes(vec![0xff; 32]))),
    ("x of 31 bytes", |answer| answer.put_key(-2, Cbor::Bytes(vec![1; 31]))),
    ("x of 33 bytes", |answer| answer.put_key(-2, Cbor::Bytes(vec![0; 33]))),
    ("an empty y", |answer| answer.put_key(-3, Cbor::Bytes(Vec::new()))),
    ("a compressed point", |answer| answer.put_key(-3, Cbor::Bool(true))),
];

const MODULI: &[Case] = &[
    ("1024 bits", |answer| answer.public_key = rsa(-257, 128, F4)),
    ("4096 bits", |answer| answer.public_key = rsa(-257, 512, F4)),
    ("no bits", |answer| answer.public_key = rsa(-257, 0, F4)),
    ("an exponent of 1", |answer| answer.public_key = rsa(-257, 256, &[1])),
    ("an exponent of 1, written longer", |answer| answer.public_key = rsa(-257, 256, &[0, 0, 1])),
    ("an exponent of 0", |answer| answer.public_key = rsa(-257, 256, &[0, 0, 0])),
    ("an even exponent", |answer| answer.public_key = rsa(-257, 256, &[1, 0, 0])),
];

const MEMBERS: &[Case] = &[
    ("no type", |answer| answer.drop_key(1)),
    ("no algorithm", |answer| answer.drop_key(3)),
    ("no curve", |answer| answer.drop_key(-1)),
    ("no x", |answer| answer.drop_key(-2)),
    ("no y", |answer| answer.drop_key(-3)),
    ("nothing", |answer| answer.public_key.clear()),
    ("a type in words", |answer| answer.put_key(1, Cbor::Text("EC2"))),
    ("an algorithm in words", |answer| answer.put_key(3, Cbor::Text("ES256"))),
    ("a curve in words", |answer| answer.put_key(-1, Cbor::Text("P-256"))),
    ("x in words", |answer| answer.put_key(-2, Cbor::Text("x"))),
    ("an OKP key for ES256", |answer| answer.put_key(1, Cbor::Int(1))),
    ("an RSA key for ES256", |answer| answer.put_key(1, Cbor::Int(3))),
    ("a symmetric key", |answer| answer.put_key(1, Cbor::Int(4))),
    ("a type beyond any", |answer| answer.put_key(1, Cbor::Int(i64::MAX))),
    ("an algorithm below any", |answer| answer.put_key(3, Cbor::Int(i64::MIN))),
];

on_both! {
    async fn only_algorithms_that_were_offered_are_taken(party: TestParty) {
        each_is_refused(&party, "verification_failed", ALGORITHMS).await;
    }

    async fn each_algorithm_goes_with_one_curve(party: TestParty) {
        each_is_refused(&party, "verification_failed", CURVES).await;
    }

    async fn a_point_that_is_not_on_its_curve_is_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", POINTS).await;
    }

    async fn an_rsa_key_has_2048_bits_and_a_sensible_exponent(party: TestParty) {
        each_is_refused(&party, "verification_failed", MODULI).await;
    }

    async fn a_key_with_wrong_or_missing_members_is_refused(party: TestParty) {
        each_is_refused(&party, "verification_failed", MEMBERS).await;
    }

    async fn every_algorithm_that_was_offered_is_taken(party: TestParty) {
        each_is_accepted(&party, &[
            ("ES256 on P-256", honest),
            ("ES384 on P-384", |answer| answer.public_key = ec(-35, 2, P384)),
            ("RS256 with 2048 bits", |answer| answer.public_key = rsa(-257, 256, F4)),
            ("an attestation by the key itself", |answer| answer.attest_to_itself(-7)),
        ])
        .await;
    }
}
