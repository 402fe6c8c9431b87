console-link = Sign-in link
console-link-what = A link signs the user in once, within an hour. It doesn’t count as a passkey. The user’s history shows that the operator created it.
console-link-send = Send a link to { $to }
console-link-create = Create a link to copy
console-link-impossible = This account has no confirmed address or number, so a link can’t sign in to it.
console-link-shown = This link is shown once. Send it only to the user, because it signs in anyone who opens it.
done-user-link-sent = The link was sent.
console-create = Create a user
console-create-what = The address and the number become the account’s own. No one gets an email: send a sign-in link from the user’s page.
console-create-phone = With the country code, such as +49 1512 3456789. An address or a number is enough.
console-create-back = Back to the users
console-keys = API keys
console-keys-list = Keys of back ends
console-keys-none = There are no keys.
console-key-shown = This key is shown once. Copy it into the settings of your back end.
console-key-used = Created { $created }, last used { $used }
console-key-unused = Created { $created }, never used
console-key-expires = Works until { $at }
console-key-expired = Expired
console-key-revoke = Revoke
done-keys-revoked = The key was revoked.
console-key-new = A new key
console-key-what = A back end with a key manages accounts through the management API.
console-key-scope = Rights
console-key-read = Read only
console-key-write = Read and change
console-key-lifetime = Works for
console-key-days = { $count ->
    [one] one day
   *[other] { $count } days
    }
console-key-forever = Until it is revoked
console-key-create = Create a key
