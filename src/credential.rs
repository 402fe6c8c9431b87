//! Credential: a stored passkey, its name, its provider, its backup state and its last use.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::user::UserId;

/// A passkey that a user has registered.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Our name for it, in lists and forms.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: UserId,
    /// Its authenticator's name for it, unique over all users.
    pub credential_id: CredentialId,
    pub(crate) passkey: Passkey,
    /// The user's name for it; at first its provider's.
    pub name: String,
    /// The model of its authenticator. A hint for display: nothing vouches for it.
    pub aaguid: Uuid,
    /// How its authenticator said it can be reached, for later option lists.
    pub transports: Vec<String>,
    /// When it was registered.
    pub created_at: UnixSeconds,
    /// When somebody last signed in with it.
    pub last_used_at: Option<UnixSeconds>,
    /// When its backup eligibility changed from no to yes, which the specification says cannot
    /// happen and one vendor does.
    pub backup_eligibility_changed_at: Option<UnixSeconds>,
}

impl Credential {
    /// Whether it is copied to the user's other devices, as of its last use.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#sctn-credential-backup>
    pub fn is_synced(&self) -> bool {
        self.record().backup_state
    }

    /// Whether it may be copied at all.
    pub fn is_backup_eligible(&self) -> bool {
        self.record().backup_eligible
    }

    /// The authenticator's count of its signatures; many always say 0.
    pub fn sign_count(&self) -> i64 {
        i64::from(self.record().counter)
    }

    pub(crate) fn record(&self) -> webauthn_rs::prelude::Credential {
        self.passkey.clone().into()
    }

    pub(crate) fn passkey_json(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.passkey)?)
    }
}

/// The id that an authenticator gave a credential. Text form: base64url without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialId(String);

impl CredentialId {
    /// Takes the bytes of the id.
    pub fn from_bytes(id: &[u8]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(id))
    }

    pub(crate) fn from_stored(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a passkey is called until its owner renames it: its provider, where the AAGUID tells.
///
/// Vendors publish these identifiers one by one. An unknown one is no fault: many
/// authenticators say none.
pub(crate) fn provider_name(aaguid: Uuid) -> &'static str {
    const PROVIDERS: &[(Uuid, &str)] = &[
        (Uuid::from_u128(0xea9b8d66_4d01_1d21_3ce4_b6b48cb575d4), "Google Password Manager"),
        (Uuid::from_u128(0xfbfc3007_154e_4ecc_8c0b_6e020557d7bd), "Apple Passwords"),
        (Uuid::from_u128(0xdd4ec289_e01d_41c9_bb89_70fa845d4bf2), "Apple Passwords (managed)"),
        (Uuid::from_u128(0xadce0002_35bc_c60a_648b_0b25f1f05503), "Chrome on Mac"),
        (Uuid::from_u128(0x08987058_cadc_4b81_b6e1_30de50dcbe96), "Windows Hello"),
        (Uuid::from_u128(0x9ddd1817_af5a_4672_a2b9_3e3dd95000a9), "Windows Hello"),
        (Uuid::from_u128(0x6028b017_b1d4_4c02_b4b3_afcdafc96bb2), "Windows Hello"),
        (Uuid::from_u128(0x53414d53_554e_4700_0000_000000000000), "Samsung Pass"),
        (Uuid::from_u128(0xbada5566_a7aa_401f_bd96_45619a55120d), "1Password"),
        (Uuid::from_u128(0xd548826e_79b4_db40_a3d8_11116f7e8349), "Bitwarden"),
        (Uuid::from_u128(0x531126d6_e717_415c_9320_3d9aa6981239), "Dashlane"),
        (Uuid::from_u128(0x50726f74_6f6e_5061_7373_50726f746f6e), "Proton Pass"),
        (Uuid::from_u128(0xfdb141b2_5d84_443e_8a35_4698c205a502), "KeePassXC"),
        (Uuid::from_u128(0xf3809540_7f14_49c1_a8b3_8f813b225541), "Enpass"),
        (Uuid::from_u128(0xb84e4048_15dc_4dd0_8640_f4f60813c8af), "NordPass"),
        (Uuid::from_u128(0x0ea242b4_43c4_4a1b_8b17_dd6d0b6baec6), "Keeper"),
    ];
    PROVIDERS.iter().find(|provider| provider.0 == aaguid).map_or("Passkey", |provider| provider.1)
}
