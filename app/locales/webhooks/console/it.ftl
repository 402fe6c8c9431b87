console-hooks = Webhook
console-hooks-all = Tutti gli eventi
console-endpoints = Destinazioni
console-endpoints-none = Non ci sono destinazioni.
console-endpoint-shown = Questo segreto viene mostrato una sola volta. Il destinatario lo usa per verificare le consegne.
console-endpoint-since = Aggiunta il { $created }
console-endpoint-remove = Rimuovi
done-endpoints-removed = La destinazione è stata rimossa.
console-endpoint-new = Una nuova destinazione
console-endpoint-url = Indirizzo web
console-endpoint-what = Inizia con https://. Ogni consegna viene inviata lì, firmata.
console-endpoint-events = Eventi (nessuno significa tutti)
console-endpoint-add = Aggiungi una destinazione
console-endpoint-gone = La destinazione è stata rimossa
console-deliveries = Ultime consegne
console-deliveries-none = Non ci sono consegne.
done-deliveries-resent = La consegna viene inviata di nuovo.
console-delivery-resend = Invia di nuovo
console-delivery-attempts = { $count ->
    [one] un tentativo
   *[other] { $count } tentativi
    }
console-delivery-waiting = In attesa
console-delivery-sending = Invio in corso
console-delivery-sent = Inviata
console-delivery-failed = Non riuscita
