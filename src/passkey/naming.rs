//! Names for passkeys: the authenticator's provider, and the suggested name of a new passkey.
//!
//! The AAGUID identifies the authenticator's model. Password managers publish theirs in a list that
//! the community maintains, and security keys in the FIDO Alliance's metadata. This table holds
//! well-known ones. The name is only a label: without attestation nothing vouches for it, and an
//! unknown or missing model (all zeros) isn't an error.
//!
//! <https://www.w3.org/TR/webauthn-3/#aaguid>

use uuid::Uuid;

use crate::mail::{browser_in_words, browser_name};
use crate::model::credential::{Attachment, Credential};
use crate::web::request_context::RequestContext;

/// AAGUIDs and the product names that users know.
const PROVIDERS: &[(u128, &str)] = &[
    (0xa11a5faa_9f32_4b8c_8c5d_2f7d13e8c942, "AliasVault"),
    (0xea9b8d66_4d01_1d21_3ce4_b6b48cb575d4, "Google Password Manager"),
    (0xadce0002_35bc_c60a_648b_0b25f1f05503, "Chrome on Mac"),
    (0x08987058_cadc_4b81_b6e1_30de50dcbe96, "Windows Hello"),
    (0x9ddd1817_af5a_4672_a2b9_3e3dd95000a9, "Windows Hello"),
    (0x6028b017_b1d4_4c02_b4b3_afcdafc96bb2, "Windows Hello"),
    (0xfbfc3007_154e_4ecc_8c0b_6e020557d7bd, "Apple Passwords"),
    (0xdd4ec289_e01d_41c9_bb89_70fa845d4bf2, "Apple Passwords (managed)"),
    (0x53414d53_554e_4700_0000_000000000000, "Samsung Pass"),
    (0xd3452668_01fd_4c12_926c_83a4204853aa, "Microsoft Password Manager"),
    (0xde1e552d_db1d_4423_a619_566b625cdc84, "Microsoft Authenticator"),
    (0x90a3ccdf_635c_4729_a248_9b709135078f, "Microsoft Authenticator"),
    (0x771b48fd_d3d4_4f74_9232_fc157ab0507a, "Edge on Mac"),
    (0xb5397666_4885_aa6b_cebf_e52262a439a2, "Chromium"),
    (0xbada5566_a7aa_401f_bd96_45619a55120d, "1Password"),
    (0xd548826e_79b4_db40_a3d8_11116f7e8349, "Bitwarden"),
    (0x531126d6_e717_415c_9320_3d9aa6981239, "Dashlane"),
    (0x50726f74_6f6e_5061_7373_50726f746f6e, "Proton Pass"),
    (0xfdb141b2_5d84_443e_8a35_4698c205a502, "KeePassXC"),
    (0xeaecdef2_1c31_5634_8639_f1cbd9c00a08, "KeePassDX"),
    (0x9addb28c_b46f_4402_808f_019651441ff3, "KeePassPasskey"),
    (0xf3809540_7f14_49c1_a8b3_8f813b225541, "Enpass"),
    (0xb84e4048_15dc_4dd0_8640_f4f60813c8af, "NordPass"),
    (0x0ea242b4_43c4_4a1b_8b17_dd6d0b6baec6, "Keeper"),
    (0xb78a0a55_6ef8_d246_a042_ba0f6d55050c, "LastPass"),
    (0xb35a26b2_8f6e_4697_ab1d_d44db4da28c6, "Zoho Vault"),
    (0xde503f9c_21a4_4f76_b4b7_558eb55c6f89, "Devolutions"),
    (0x22248c4c_7a12_46e2_9a41_44291b373a4d, "LogMeOnce"),
    (0xa10c6dd9_465e_4226_8198_c7c44b91c555, "Kaspersky Password Manager"),
    (0xd350af52_0351_4ba2_acd3_dfeeadc3f764, "pwSafe"),
    (0xbfc748bb_3429_4faa_b9f9_7cfa9f3b76d0, "iPasswords"),
    (0xd9be9d39_e6a6_4c28_a581_32b044d986e4, "Sticky Password"),
    (0xfa37f553_f9b6_4adb_ac53_8bbb57ebdf0d, "Norton Password Manager"),
    (0xa4a2d88e_9796_4356_9164_e2a5a8bd019c, "Avast Password Manager"),
    (0xe7db2bd3_f2fe_4d71_ad78_7e7aa166cfd1, "Avira Password Manager"),
    (0x6bb49926_160a_4306_a100_4eb39ba6ac45, "AVG Password Manager"),
    (0x39a5647e_1853_446c_a1f6_a79bae9f5bc7, "IDmelon"),
    (0x45e3057e_b2f9_48ed_912f_9b901e153b16, "Uniqkey"),
    (0xcb69481e_8ff7_4039_93ec_0a2729a154a8, "YubiKey 5"),
    (0xee882879_721c_4913_9775_3dfcce97072a, "YubiKey 5"),
    (0x19083c3d_8383_4b18_bc03_8f1c9ab2fd1b, "YubiKey 5"),
    (0xfa2b99dc_9e39_4257_8f92_4a30d23c4118, "YubiKey 5 NFC"),
    (0x2fc0579f_8113_47ea_b116_bb5a8db9202a, "YubiKey 5 NFC"),
    (0xa25342c0_3cdc_4414_8e46_f4807fca511c, "YubiKey 5 NFC"),
    (0xc5ef55ff_ad9a_4b9f_b580_adebafe026d0, "YubiKey 5Ci"),
    (0xa02167b9_ae71_4ac7_9a07_06432ebb6f1c, "YubiKey 5Ci"),
    (0x73bb0cd4_e502_49b8_9c6f_b59445bf720b, "YubiKey 5 FIPS"),
    (0xc1f9a0bc_1dd2_404a_b27f_8e29047a43fd, "YubiKey 5 NFC FIPS"),
    (0xd8522d9f_575b_4866_88a9_ba99fa02f35b, "YubiKey Bio"),
    (0xdd86a2da_86a0_4cbe_b462_4bd31f57bc6f, "YubiKey Bio"),
    (0x7d1351a6_e097_4852_b8bf_c9ac5c9ce4a3, "YubiKey Bio"),
    (0xf8a011f3_8c0a_4d15_8006_17111f9edc7d, "Security Key by Yubico"),
    (0xb92c3f9a_c014_4056_887f_140a2501163b, "Security Key by Yubico"),
    (0x6d44ba9b_f6ec_2e49_b930_0c8fe920cb73, "Security Key NFC by Yubico"),
    (0x149a2021_8ef6_4133_96b8_81f8d5b7f1f5, "Security Key NFC by Yubico"),
    (0xa4e9fc6d_4cbe_4758_b8ba_37598bb5bbaa, "Security Key NFC by Yubico"),
    (0xe77e3c64_05e3_428b_8824_0cbeb04b829d, "Security Key NFC by Yubico"),
    (0x42b4fb4a_2866_43b2_9bf7_6c6669c2e5d3, "Google Titan Security Key"),
    (0x833b721a_ff5f_4d00_bb2e_bdda3ec01e29, "Feitian ePass FIDO2"),
    (0xee041bce_25e5_4cdb_8f86_897fd6418464, "Feitian ePass FIDO2 NFC"),
    (0x77010bd7_212a_4fc9_b236_d2ca5e9d4084, "Feitian BioPass FIDO2"),
    (0x8876631b_d4a0_427f_5773_0ec71c9e0279, "Solo"),
    (0xab32f0c6_2239_afbb_c470_d2ef4e254db7, "Token2 Security Key"),
    (0xeabb46cc_e241_80bf_ae9e_96fa6d2975cf, "Token2 PIN+ Security Key"),
    (0x998f358b_2dd2_4cbe_a43a_e8107438dfb3, "OnlyKey"),
    (0x931327dd_c89b_406c_a81e_ed7058ef36c6, "Swissbit iShield Key"),
    (0x5d629218_d3a5_11ed_afa1_0242ac120002, "Swissbit iShield Key Pro"),
    (0x3b1adb99_0dfe_46fd_90b8_7f7614a4de2a, "GoTrust Idem Key"),
    (0x341e4da9_3c2e_8103_5a9f_aad887135200, "Ledger Nano S"),
    (0x58b44d0b_0a7c_f33a_fd48_f7153c871352, "Ledger Nano S Plus"),
    (0xfcb1bcb4_f370_078c_6993_bc24d0ae3fbe, "Ledger Nano X"),
    (0x664d9f67_84a2_412a_9ff7_b4f7d8ee6d05, "OpenSK"),
];

impl Credential {
    /// Returns the name of the authenticator's provider, if it is known.
    pub fn provider(&self) -> Option<&'static str> {
        provider(self.aaguid)
    }
}

/// Returns the name of the provider with this AAGUID.
fn provider(aaguid: Uuid) -> Option<&'static str> {
    PROVIDERS.iter().find(|(known, _)| *known == aaguid.as_u128()).map(|(_, name)| *name)
}

/// Returns a name for a new passkey that no other passkey of the account has: the provider's name
/// if it is known, else the kind of authenticator. For a platform authenticator that is the browser
/// and the operating system.
pub(crate) fn suggested_name(
    passkey: &Credential,
    attachment: Option<Attachment>,
    context: &RequestContext,
    others: &[Credential],
) -> String {
    let is_free = |name: &String| others.iter().all(|other| other.name != *name);
    let browser = match browser_name(&context.user_agent) {
        (None, None) => None,
        known => browser_in_words(context.locale, known).ok(),
    };
    // A passkey on another device has nothing to do with this browser.
    let browser = browser.filter(|_| attachment != Some(Attachment::CrossPlatform));
    let name = match (passkey.provider(), browser) {
        (Some(provider), Some(browser)) if !is_free(&provider.to_owned()) => {
            format!("{provider} ({browser})")
        }
        (Some(provider), _) => provider.to_owned(),
        (None, _) if passkey.is_security_key() => context.locale.security_key().to_owned(),
        (None, Some(browser)) => browser,
        (None, None) if passkey.is_on_phone() => context.locale.phone().to_owned(),
        (None, None) => context.locale.passkey().to_owned(),
    };
    let numbered = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_listed_once_and_zero_is_none() {
        for (place, (aaguid, name)) in PROVIDERS.iter().enumerate() {
            assert!(PROVIDERS[place + 1..].iter().all(|(other, _)| other != aaguid), "{name}");
            assert!(!name.is_empty() && name.chars().count() <= crate::model::name::MAX_NAME);
        }
        assert_eq!(provider(Uuid::nil()), None);
        assert_eq!(provider(Uuid::from_u128(PROVIDERS[0].0)), Some(PROVIDERS[0].1));
    }
}
