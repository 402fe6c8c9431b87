console-hooks = Webhooks
console-hooks-all = Alle Ereignisse
console-endpoints = Endpunkte
console-endpoints-none = Es gibt keine Endpunkte.
console-endpoint-shown = Dieses Geheimnis wird einmal gezeigt. Der Empfänger prüft damit die Lieferungen.
console-endpoint-since = Hinzugefügt am { $created }
console-endpoint-remove = Entfernen
done-endpoints-removed = Der Endpunkt wurde entfernt.
console-endpoint-new = Neuer Endpunkt
console-endpoint-url = Webadresse
console-endpoint-what = Sie beginnt mit https://. Jede Lieferung wird signiert dorthin geschickt.
console-endpoint-events = Ereignisse (keine Auswahl heißt alle)
console-endpoint-add = Endpunkt hinzufügen
console-endpoint-gone = Der Endpunkt wurde entfernt
console-deliveries = Neueste Lieferungen
console-deliveries-none = Es gibt keine Lieferungen.
done-deliveries-resent = Die Lieferung wird noch einmal geschickt.
console-delivery-resend = Noch einmal senden
console-delivery-attempts = { $count ->
    [one] ein Versuch
   *[other] { $count } Versuche
    }
console-delivery-waiting = Wartet
console-delivery-sending = Wird gesendet
console-delivery-sent = Gesendet
console-delivery-failed = Gescheitert
