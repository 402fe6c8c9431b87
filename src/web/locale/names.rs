//! Names in each language for new passkeys, until their owners rename them.

use crate::model::locale::Locale;

impl Locale {
    pub(crate) fn security_key(self) -> &'static str {
        match self {
            Self::En => "Security key",
            Self::De => "Sicherheitsschlüssel",
            Self::Es => "Llave de seguridad",
            Self::It => "Chiave di sicurezza",
            Self::Pl => "Klucz bezpieczeństwa",
            Self::Pt => "Chave de segurança",
            Self::Zh => "安全密钥",
        }
    }

    pub(crate) fn phone(self) -> &'static str {
        match self {
            Self::En => "Phone or tablet",
            Self::De => "Smartphone oder Tablet",
            Self::Es => "Teléfono o tableta",
            Self::It => "Telefono o tablet",
            Self::Pl => "Telefon lub tablet",
            Self::Pt => "Celular ou tablet",
            Self::Zh => "手机或平板电脑",
        }
    }

    pub(crate) fn passkey(self) -> &'static str {
        match self {
            Self::En | Self::De | Self::It => "Passkey",
            Self::Es => "Llave de acceso",
            Self::Pl => "Klucz dostępu",
            Self::Pt => "Chave de acesso",
            Self::Zh => "通行密钥",
        }
    }
}
