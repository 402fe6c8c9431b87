console-link = Anmeldelink
console-link-what = Ein Link meldet den Benutzer einmal an, innerhalb einer Stunde. Er zählt nicht als Passkey. Der Verlauf des Benutzers zeigt, dass der Betreiber ihn erstellt hat.
console-link-send = Link an { $to } senden
console-link-create = Link zum Kopieren erstellen
console-link-impossible = Dieses Konto hat weder eine bestätigte Adresse noch eine bestätigte Nummer. Ein Link kann sich dort nicht anmelden.
console-link-shown = Dieser Link wird einmal gezeigt. Senden Sie ihn nur dem Benutzer: Wer ihn öffnet, ist angemeldet.
done-user-link-sent = Der Link wurde gesendet.
console-create = Benutzer erstellen
console-create-what = Adresse und Nummer gehören dann zu diesem Konto. Niemand bekommt eine E-Mail: Senden Sie einen Anmeldelink von der Seite des Benutzers.
console-create-phone = Mit Landesvorwahl, zum Beispiel +49 1512 3456789. Adresse oder Nummer genügt.
console-create-back = Zurück zu den Benutzern
console-keys = API-Schlüssel
console-keys-list = Schlüssel von Backends
console-keys-none = Es gibt keine Schlüssel.
console-key-shown = Dieser Schlüssel wird einmal gezeigt. Kopieren Sie ihn in die Einstellungen Ihres Backends.
console-key-used = Erstellt am { $created }, zuletzt benutzt { $used }
console-key-unused = Erstellt am { $created }, nie benutzt
console-key-expires = Gilt bis { $at }
console-key-expired = Abgelaufen
console-key-revoke = Widerrufen
done-keys-revoked = Der Schlüssel wurde widerrufen.
console-key-new = Neuer Schlüssel
console-key-what = Ein Backend mit einem Schlüssel verwaltet Konten über die Verwaltungs-API.
console-key-scope = Rechte
console-key-read = Nur lesen
console-key-write = Lesen und ändern
console-key-lifetime = Gilt für
console-key-days = { $count ->
    [one] einen Tag
   *[other] { $count } Tage
    }
console-key-forever = Bis er widerrufen wird
console-key-create = Schlüssel erstellen
