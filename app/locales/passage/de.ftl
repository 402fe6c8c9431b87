link-not-owned = Melden Sie sich zuerst an
link-not-owned-how = Dieser Link gehört zu einem Konto, das seine E-Mail-Adresse oder Telefonnummer nicht bestätigt hat. Deshalb meldet er niemanden an. Wenn es Ihr Konto ist, melden Sie sich mit dessen Passkey an. Andernfalls fordern Sie einen eigenen Link an.
