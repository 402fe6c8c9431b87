link-not-owned = Sign in first
link-not-owned-how = This link is for an account that hasn’t confirmed its email address or phone number, so it doesn’t sign anyone in. If the account is yours, sign in with its passkey. Otherwise, get your own link.
