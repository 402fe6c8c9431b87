console-link = Link di accesso
console-link-what = Un link fa accedere l’utente una sola volta, entro un’ora. Non conta come passkey. La cronologia dell’utente mostra che l’ha creato il gestore.
console-link-send = Invia un link a { $to }
console-link-create = Crea un link da copiare
console-link-impossible = Questo account non ha un indirizzo o un numero confermato, quindi un link non può accedervi.
console-link-shown = Questo link viene mostrato una sola volta. Invialo solo all’utente: chi lo apre ottiene l’accesso.
done-user-link-sent = Il link è stato inviato.
console-create = Crea un utente
console-create-what = L’indirizzo e il numero diventano dell’account. Nessuno riceve un’email: invia un link di accesso dalla pagina dell’utente.
console-create-phone = Con il prefisso del paese, per esempio +39 312 345 6789. Basta un indirizzo o un numero.
console-create-back = Torna agli utenti
console-keys = Chiavi API
console-keys-list = Chiavi dei backend
console-keys-none = Non ci sono chiavi.
console-key-shown = Questa chiave viene mostrata una sola volta. Copiala nelle impostazioni del tuo backend.
console-key-used = Creata il { $created }, ultimo uso { $used }
console-key-unused = Creata il { $created }, mai usata
console-key-expires = Valida fino al { $at }
console-key-expired = Scaduta
console-key-revoke = Revoca
done-keys-revoked = La chiave è stata revocata.
console-key-new = Una nuova chiave
console-key-what = Un backend con una chiave gestisce gli account tramite l’API di gestione.
console-key-scope = Permessi
console-key-read = Sola lettura
console-key-write = Lettura e modifica
console-key-lifetime = Valida per
console-key-days = { $count ->
    [one] un giorno
   *[other] { $count } giorni
    }
console-key-forever = Fino alla revoca
console-key-create = Crea una chiave
