//! Settings that operators may also change while the site runs. Those are stored in the database.

/// A setting that operators may change while the site runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The site's name.
    Name,
    /// Who may create an account.
    SignUp,
    /// The accent colour.
    Accent,
    /// The languages of pages and emails.
    Languages,
    /// The page after a sign-in.
    Redirect,
    /// How many days a session lasts.
    SessionDays,
    /// How many minutes a sign-in link is valid.
    LinkMinutes,
    /// How many days an invitation is valid.
    InvitationDays,
    /// The logo.
    Logo,
    /// The fields that users fill in about themselves.
    UserFields,
}

impl Setting {
    /// Every such setting.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::SignUp,
        Self::Accent,
        Self::Languages,
        Self::Redirect,
        Self::SessionDays,
        Self::LinkMinutes,
        Self::InvitationDays,
        Self::Logo,
        Self::UserFields,
    ];

    /// Returns its name in the database and in commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::SignUp => "sign_up",
            Self::Accent => "accent",
            Self::Languages => "languages",
            Self::Redirect => "redirect",
            Self::SessionDays => "session_days",
            Self::LinkMinutes => "link_minutes",
            Self::InvitationDays => "invitation_days",
            Self::Logo => "logo",
            Self::UserFields => "user_fields",
        }
    }

    /// Parses a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.as_str() == name)
    }

    /// Returns its environment variable.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Name => "LATCHKEY_NAME",
            Self::SignUp => "LATCHKEY_SIGN_UP",
            Self::Accent => "LATCHKEY_ACCENT",
            Self::Languages => "LATCHKEY_LANGUAGES",
            Self::Redirect => "LATCHKEY_REDIRECT",
            Self::SessionDays => "LATCHKEY_SESSION_DAYS",
            Self::LinkMinutes => "LATCHKEY_LINK_MINUTES",
            Self::InvitationDays => "LATCHKEY_INVITATION_DAYS",
            Self::Logo => "LATCHKEY_LOGO",
            Self::UserFields => "LATCHKEY_USER_FIELDS",
        }
    }
}
