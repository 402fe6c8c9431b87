## Testi di tutte le pagine o di più pagine

frame-skip = Vai al contenuto
frame-title-problem = Errore: { $title }
frame-account-menu = Menu dell’account
frame-site = Sito
frame-sign-up = Registrati
frame-sign-in = Accedi
frame-motto = Accedi con le passkey, senza password.
frame-mailbox = Posta di sviluppo
frame-look = Tutti i componenti
frame-development = Server di sviluppo:
frame-language = Lingua
part-email = Indirizzo e-mail
part-email-hint = Un indirizzo come name@example.org
part-email-link = Ricevi un link di accesso via e-mail
part-sign-in-passkey = Accedi con una passkey
part-create-passkey = Crea una passkey
part-without-scripts = Le passkey richiedono JavaScript, che in questo browser è disattivato. Il link di accesso funziona anche senza.
part-waiting = Segui le indicazioni del browser per usare l’impronta, il volto o il blocco schermo.
browser-on-system = { $browser } su { $system }
browser-unknown = un browser sconosciuto

## Tempi

ago-now = proprio ora
ago-minutes = { $count ->
    [one] un minuto fa
   *[other] { $count } minuti fa
}
ago-hours = { $count ->
    [one] un’ora fa
   *[other] { $count } ore fa
}
ago-days = { $count ->
    [one] un giorno fa
   *[other] { $count } giorni fa
}

## Pagina non trovata

missing-title = Pagina non trovata
missing-heading = Questa pagina non esiste
missing-hint = L’indirizzo web potrebbe contenere un errore, oppure la pagina è stata spostata.
missing-home = Vai alla pagina iniziale
refused-title = Richiesta non riuscita
refused-heading = Non ha funzionato

## Inizio

home-heading = Accedi con l’impronta, il volto o il blocco schermo
home-lead = Account senza password: niente da ricordare, niente da rubare.
home-signed-in = Hai effettuato l’accesso come { $name }.
home-dashboard = Apri il tuo account
home-sign-up = Crea un account
home-sign-in = Accedi
home-development = Personalizza questa pagina: { $file }
home-how = Come funziona
home-step-create = Crea una passkey
home-step-create-how = Il tuo dispositivo crea una coppia di chiavi. Quella privata non lascia mai il dispositivo, o il gestore di password di cui ti fidi.
home-step-sign-in = Accedi con un clic
home-step-sign-in-how = Non serve scrivere alcun nome. Il dispositivo dimostra di avere la chiave solo a questo sito, mai a un’imitazione.
home-step-mail = Non hai con te una passkey?
home-step-mail-how = Ti inviamo via e-mail un link e un breve codice. Funzionano solo nel browser in cui li hai richiesti.

## Registrazione

sign-up-title = Registrazione
sign-up-heading = Crea il tuo account
sign-up-lead = Accederai con l’impronta, il volto o il blocco schermo. Non c’è alcuna password.
sign-up-or = oppure, senza passkey
sign-up-known = Hai già un account? { $link }
sign-up-known-link = Accedi
sign-up-only-invited = Qui possono avere un account solo gli indirizzi e-mail invitati.
sign-up-only-domains = Qui possono avere un account solo gli indirizzi e-mail di { $domains } e quelli invitati.
sign-up-by-email = Ti invieremo un link che crea il tuo account. Poi creerai una passkey.
sign-up-link = Inviami un link
sign-up-closed-heading = Nuovi account non ammessi
sign-up-closed = Questo sito non crea nuovi account.

## Accesso

sign-in-title = Accesso
sign-in-first = Per aprire quella pagina, accedi prima.
sign-in-or = oppure via e-mail
sign-in-phone = La passkey è sul telefono? Usa lo stesso pulsante e inquadra il codice QR.
sign-in-new = Prima volta qui? { $link }
sign-in-new-link = Crea un account

## Link di accesso

link-title = Link di accesso
link-elsewhere = Usa invece il codice
link-elsewhere-how = Questo link è stato richiesto in un altro browser o su un altro dispositivo. Se l’hai richiesto tu, torna a quella finestra e inserisci lì il codice ricevuto via e-mail.
link-elsewhere-warning = Non l’hai richiesto tu? Chiudi questa pagina e non comunicare il codice a nessuno. Non è cambiato nulla.
link-sign-in-first = Accedi per confermare
link-sign-in-first-how = Questo link conferma { $email } per l’account che hai appena creato. Prima accedi a quell’account con la tua passkey.
link-reauth-why = Hai effettuato l’accesso a un account che non ha ancora confermato { $email }. Usa prima la sua passkey. Poi questo link conferma l’indirizzo.
link-reauth-leave = Non è il tuo account? { $button }, poi apri di nuovo il link.
link-signed-in = Hai effettuato l’accesso
link-signed-in-as = Hai effettuato l’accesso come { $name } e questo link non ti serve più.
link-signed-in-go = Continua
link-unusable = Questo link non si può usare
link-get-new = Richiedi un nuovo link
link-ready = Accedi
link-ready-confirm = Conferma il tuo indirizzo e-mail
link-ready-confirm-button = Conferma questo indirizzo
link-ready-change = Conferma il nuovo indirizzo e-mail
link-ready-change-button = Usa questo indirizzo
link-ready-address = Indirizzo e-mail: { $email }
link-leaves = Hai effettuato l’accesso come { $name }. Questo link è per un altro account. Se lo usi, esci da questo.
link-none = Non ti abbiamo inviato alcun link
link-none-why = Questo browser non aspetta alcun link di accesso, oppure l’ultimo è scaduto.
link-get = Richiedi un link di accesso
link-mailbox = Questo server di sviluppo non invia e-mail. Leggi il messaggio nella { $mailbox }.
link-mailbox-name = posta di sviluppo
link-sent = Controlla la tua posta
link-sent-if = Abbiamo inviato un’e-mail a { $email }. Se questo indirizzo ha un account, o può averlo, l’e-mail contiene un link e un codice.
link-sent-to = Abbiamo inviato un link e un codice a { $email }. { $count ->
    [one] Valgono entrambi per un minuto.
   *[other] Valgono entrambi per { $count } minuti.
}
link-code = Codice ricevuto via e-mail
link-use-code = Usa il codice
link-or-open = Oppure apri il link in questo browser.
link-wait-seconds = { $count ->
    [one] Potrai inviarla di nuovo tra un secondo.
   *[other] Potrai inviarla di nuovo tra { $count } secondi.
}
link-wait-minutes = { $count ->
    [one] Potrai inviarla di nuovo tra un minuto.
   *[other] Potrai inviarla di nuovo tra { $count } minuti.
}
link-send-again = Non l’hai ricevuta? { $button }
link-send-again-button = Invia di nuovo

## Il mio account: l’account

dashboard-title = Sicurezza
account-pages = Il tuo account
account-heading = Account
account-name = Nome
account-since = Iscrizione
account-address-none = Nessun indirizzo e-mail
account-address-confirmed = Confermato
account-address-unconfirmed = Non ancora confermato
account-confirm = Conferma il tuo indirizzo e-mail
account-confirm-why = Finché non confermi questo indirizzo, non puoi usarlo per rientrare. Se un’altra persona conferma che è suo, il tuo account lo perde.
account-confirm-button = Ricevi un link di conferma via e-mail
account-sign-out = Esci

## Il mio account: passkey

passkeys-heading = Passkey
passkeys-none = Non hai ancora passkey. Con una passkey accedi con un clic, senza e-mail.
passkeys-lonely = La tua unica passkey è su un solo dispositivo. Aggiungine un’altra su un secondo dispositivo o in un gestore di password, per non restare fuori se lo perdi.
passkeys-add = Aggiungi una passkey
passkeys-verify = Conferma che sei tu
passkeys-offer = La prossima volta, senza il telefono
passkeys-offer-why = Hai effettuato l’accesso con una passkey di un altro dispositivo. Aggiungine una qui e la prossima volta basteranno l’impronta, il volto o il blocco schermo di questo dispositivo.
passkeys-offer-decline = Non su questo dispositivo
passkey-used = Aggiunta il { $created } · Ultimo uso: { $used }
passkey-used-in = Aggiunta il { $created } · Ultimo uso: { $used }, { $browser }
passkey-unused = Aggiunta il { $created } · Non ancora usata
passkey-added = Aggiunta il { $created }
passkey-synced = Sincronizzata
passkey-bound = Solo su un dispositivo
passkey-here = Questo dispositivo
passkey-this = Usata per questa sessione
passkey-new-name = Nuovo nome
passkey-rename = Rinomina
passkey-remove = Rimuovi
passkey-remove-ask = Rimuovere “{ $passkey }”?
passkey-remove-means = Non potrai più usarla per accedere.
passkey-remove-ends = { $count ->
    [one] Verrà chiusa anche un’altra sessione aperta con questa passkey.
   *[other] Verranno chiuse anche altre { $count } sessioni aperte con questa passkey.
}
passkey-remove-only = È l’unico modo per entrare nel tuo account, quindi non puoi rimuoverla. Prima aggiungi un’altra passkey o conferma il tuo indirizzo e-mail.

## Il mio account: sessioni

sessions-heading = Sessioni
sessions-end-others = Esci dalle altre sessioni
session-place = { $browser }, { $ip }
session-opened = { $how } · { $created } · Ultima attività: { $seen }
session-by-mail = Accesso con un link o un codice ricevuto via e-mail
session-by-link = Accesso con un link inviato o mostrato da un sito
session-by-passkey = Accesso con la passkey «{ $passkey }»
session-by-removed-passkey = Accesso con una passkey che nel frattempo è stata rimossa
session-this = Questa sessione
session-end = Esci
sessions-only = Non hai altre sessioni aperte.

## Il mio account: cronologia

history-heading = Attività recenti
history-all = Vedi tutte le attività
activity-title = Attività
activity-filter = Tipo di attività
activity-all = Tutte
activity-sign-ins = Accessi
activity-changes = Modifiche
activity-warnings = Avvisi
activity-none = Nessuna attività di questo tipo.
history-passkey = { $what }: «{ $passkey }»
history-new-browser = { $what }, in un nuovo browser
history-times = { $what } ({ $times } volte)
history-by-operator = { $what }, dal gestore di questo sito
history-older = Precedenti
history-newest = Più recenti
event-signed_up = Account creato
event-signed_in_by_passkey = Accesso con una passkey
event-signed_in_by_mail = Accesso via e-mail
event-signed_in_by_link = Accesso con un link di questo sito
event-sign_in_failed = Una passkey è stata rifiutata
event-counter_went_back = Una passkey è stata rifiutata perché potrebbe essere stata copiata
event-synced_counter_went_back = Il contatore delle firme di una passkey sincronizzata non è aumentato, come può succedere dopo una sincronizzazione
event-answer_repeated = Una risposta di una passkey è stata inviata di nuovo e rifiutata
event-answer_late = Una risposta di una passkey è arrivata troppo tardi ed è stata rifiutata
event-verified = Identità confermata con una passkey
event-passkey_added = Passkey aggiunta
event-passkey_renamed = Passkey rinominata
event-passkey_removed = Passkey rimossa
event-address_confirmed = Indirizzo confermato
event-address_changing = Cambio di indirizzo richiesto
event-address_changed = Indirizzo cambiato
event-address_change_cancelled = Cambio di indirizzo annullato
event-display_name_changed = Nome cambiato
event-details_changed = Dati cambiati
event-phone_added = Numero di telefono aggiunto
event-phone_confirmed = Numero di telefono confermato
event-phone_removed = Numero di telefono rimosso
event-data_downloaded = Dati scaricati
event-session_ended = Uscita da una sessione
event-other_sessions_ended = Uscita dalle altre sessioni
event-signed_out = Uscita dall’account
event-token_reused = App disconnessa: il suo accesso potrebbe essere stato copiato
event-recovery_codes_made = Nuovi codici di recupero creati
event-recovery_code_used = Confermato con un codice di recupero
event-recovery_code_refused = Codice di recupero errato inserito
event-reset_requested = Ripristino richiesto
event-reset_cancelled = Ripristino annullato
event-reset_completed = Passkey aggiunta con un ripristino
event-changed_by_site = Modificato da questo sito
event-deactivated = Disattivato da questo sito
event-reactivated = Riattivato da questo sito
event-activated = Usato per la prima volta
event-claim_dropped = L’indirizzo appartiene ora a un altro account, che lo ha confermato
event-account_deleted = Account eliminato
event-account_deleted_by_site = Account eliminato da questo sito
event-admin_added = Diventato amministratore di questo sito
event-admin_removed = Non più amministratore di questo sito
event-deleted_another = Account di un’altra persona eliminato come amministratore
event-invited = Qualcuno è stato invitato a creare un account
event-invitation_withdrawn = Invito ritirato
event-link_created = Link di accesso creato
event-setting_changed = Impostazione del sito modificata
event-key_created = Chiave API creata
event-key_revoked = Chiave API revocata
event-endpoint_added = Destinazione webhook aggiunta
event-endpoint_removed = Destinazione webhook rimossa
event-delivery_resent = Webhook inviato di nuovo

## Che cosa dice una scheda dopo una modifica

done-passkeys-added = Passkey aggiunta.
done-passkeys-renamed = Passkey rinominata.
done-passkeys-removed = Passkey rimossa. Le sessioni aperte con questa passkey sono state chiuse, tranne quella attuale.
done-passkeys-code-used = Codice di recupero accettato. Ora puoi aggiungere una passkey e rimuovere quelle perse.
done-sessions-ended = Sessione chiusa.
done-sessions-others-ended = Tutte le altre sessioni sono state chiuse.
done-name-saved = Nome salvato.
done-details-saved = Dati salvati.
done-address-changed = Indirizzo email modificato.
done-address-kept = Modifica annullata. Il tuo indirizzo email resta lo stesso.
done-identity-confirmed = Indirizzo email confermato.
done-reset-cancelled = Ripristino annullato.
done-recovery-requested = Ripristino richiesto. Ti abbiamo inviato un’email.
done-link-sent-again = L’abbiamo inviata di nuovo.
done-home-signed-out = Hai effettuato il logout.

## Posta di sviluppo

mailbox-lead = E-mail e messaggi di testo di questo server, a partire dai più recenti. Non ne viene inviato nessuno. { $again }
mailbox-again = Aggiorna
mailbox-empty = Ancora nessuna email. Registrati o richiedi un link di accesso e l’email apparirà qui.
mailbox-to = A { $to }, { $when }
mailbox-text = Messaggio di testo
mailbox-open-link = Apri il link

## Errori segnalati dal browser. Ognuno dice che cosa è successo e che cosa fare.

error-cancelled = La richiesta della passkey non è stata completata. Riprova, oppure richiedi un link di accesso via e-mail.
error-cancelled-no-link = La richiesta della passkey non è stata completata. Riprova.
error-unusable_authenticator = Questo dispositivo non può conservare una passkey. Usa un telefono, oppure imposta un PIN sulla chiave di sicurezza.
error-old_authenticator = Questa chiave di sicurezza è troppo vecchia per le passkey. Usa un telefono o una chiave più recente.
error-wrong_site = Le passkey di questo sito non funzionano a questo indirizzo web. Apri il sito al suo indirizzo abituale e riprova.
error-no_passkeys = Questo browser non può usare le passkey su questa pagina. Richiedi invece un link di accesso via e-mail.
error-no_passkeys-no-link = Questo browser non può usare le passkey su questa pagina. Prova con un altro browser.
error-authenticator_failed = Il dispositivo o il gestore di password ha segnalato un problema. Riprova.
error-cookies_off = Questo sito ha bisogno dei cookie e questo browser li blocca. Consenti i cookie per questo sito, ricarica la pagina e riprova.
error-offline = Non è stato possibile raggiungere il sito. Controlla la connessione e riprova.

## Errori segnalati dal server, secondo i codici di src/error/code.rs

error-invalid_request = Questo sito non ha capito la richiesta. Torna indietro, ricarica la pagina e riprova.
error-invalid_email = Questo non è un indirizzo e-mail. Inseriscine uno come name@example.org.
error-ceremony_expired = Questa richiesta è scaduta o è già stata usata. Riprova.
error-verification_failed = Non è stato possibile verificare questa passkey. Riprova, oppure usane un’altra.
error-unknown_credential = Questa passkey qui non è più registrata. Usane un’altra, oppure richiedi un link di accesso via e-mail.
error-unknown_credential-no-link = Questa passkey qui non è più registrata. Usane un’altra.
error-duplicate_credential = Questo dispositivo o gestore di password ha già una passkey per questo account.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Questo account ha raggiunto il numero massimo di passkey. Prima rimuovine una.
error-link_expired = Questo link o codice è scaduto o è già stato usato. Richiedine uno nuovo.
error-wrong_browser = Questo link è stato richiesto in un altro browser. Se l’hai richiesto tu, inserisci il codice ricevuto via e-mail in quella finestra.
error-wrong_code = Questo codice non corrisponde a quello della nostra ultima e-mail. Riprova.
error-wrong_recovery_code = Questo non è uno dei tuoi codici di recupero inutilizzati. Controllalo e riprova.
error-already_shown = Questi codici sono già stati mostrati una volta. Se non li hai salvati, creane di nuovi.
error-mail_sign_in_required = Per farlo, accedi prima via e-mail. Richiedi un link di accesso.
error-invalid_phone = Questo non è un numero che può ricevere messaggi di testo. Scrivilo con il prefisso del paese, come +49 1512 3456789.
error-address_taken = Questo indirizzo e-mail appartiene a un altro account. Accedi a quello oppure usa un altro indirizzo.
error-phone_taken = Questo numero appartiene a un altro account.
error-not_confirmed = Spunta la casella per confermare che sai che cosa verrà eliminato.
error-mail_off = Questo sito non può inviare e-mail. Usa una passkey.
error-sign_up_closed = Non puoi creare un account qui con questo indirizzo. La pagina di registrazione dice chi può farlo.
error-invalid_setting = Questo valore qui non è valido. Inserisci domini come example.com, separati da virgole.
error-setting_locked = Questo valore è fissato nelle impostazioni del server e qui non si può modificare.
error-signed_out = Non hai effettuato l’accesso. Accedi e riprova.
error-deactivated = Questo account è disattivato. Contatta il gestore di questo sito.
error-read_only_key = Questa chiave API è di sola lettura.
error-invalid_api_key = Questa chiave API non è valida.
error-invalid_token = Questo accesso è terminato o non è valido. Accedi di nuovo.
error-verification_required = Per farlo devi aver confermato negli ultimi dieci minuti che sei tu. Conferma che sei tu, poi riprova.
error-last_way_in = È l’unico modo di entrare nel tuo account. Aggiungi un’altra passkey o conferma il tuo indirizzo e-mail prima di rimuoverla.
error-invalid_name = Inserisci un nome da 1 a 60 caratteri.
error-invalid_field = Questo valore non è valido in questo campo. Controllalo e riprova.
error-too_many_requests = Troppi tentativi. Aspetta un po’ e riprova. Ciò che ti abbiamo già inviato resta valido.
error-cross_site = La richiesta proveniva da un altro sito. Apri la pagina su questo sito e riprova.
error-not_found = Non esiste più.
error-not_found-passkey = Questo account non ha più passkey. Ricarica la pagina.
error-too_large = È più di quanto questo sito accetti in una volta.
error-request_timeout = La richiesta ha impiegato troppo tempo ad arrivare. Controlla la connessione e riprova.
error-unavailable = Al momento questo sito non è disponibile. Riprova tra un minuto.
error-internal = Si è verificato un errore su questo sito. Riprova.

## Codici di recupero

codes-title = Codici di recupero
codes-why = Per quando non hai una passkey: accedi via e-mail, inserisci un codice e potrai aggiungere una nuova passkey. Un codice da solo non basta per accedere.
codes-none = Non ne hai ancora. Con un codice rientri anche se perdi tutte le passkey.
codes-left = { $unused } su { $all } inutilizzati, creati: { $when }.
codes-few = Ne restano pochi. Creane di nuovi prima di averne bisogno.
codes-make = Crea codici di recupero
codes-replace = Crea nuovi codici di recupero
codes-replace-warning = { $count ->
    [one] Il tuo codice inutilizzato non funzionerà più.
   *[other] I tuoi { $count } codici inutilizzati non funzioneranno più.
}
codes-passkey-first = Aggiungi prima una passkey. Un codice di recupero sostituisce una passkey perduta.
codes-shown = I tuoi codici di recupero
codes-shown-once = Questi codici vengono mostrati una volta sola. Annotali, stampa questa pagina o salvali in un file. Non tenerli solo sul dispositivo che ha le tue passkey.
codes-each = Ogni codice funziona una volta. I codici precedenti non funzionano più.
codes-save = Salva come file di testo
codes-copy = Copia i codici
codes-copied = Copiati
codes-print = Stampa
codes-kept = Ho salvato i miei codici
codes-back = Torna a «Il mio account»

## Passkey perdute

recovery-title = Hai perso le tue passkey?
recovery-can = In «Il mio account» puoi aggiungere una passkey e rimuovere quelle perdute.
recovery-dashboard = Vai a «Il mio account»
recovery-look = Cerca prima una passkey. Potrebbe essere su un altro dispositivo, su una chiave di sicurezza o in un gestore di password.
recovery-none-left = Non hai più nessuna passkey?
recovery-by-mail = Richiedi un link di accesso, se hai confermato il tuo indirizzo e-mail. Dopo l’accesso, con un codice di recupero puoi aggiungere una nuova passkey. Senza un codice puoi richiedere un ripristino dell’account, che richiede tre giorni.
recovery-code-heading = Usa un codice di recupero
recovery-code = Codice di recupero
recovery-code-hint = Venti lettere e cifre. Maiuscole, spazi e trattini non contano.
recovery-code-use = Usa questo codice
recovery-no-codes = Questo account non ha codici di recupero inutilizzati.
recovery-reset-heading = Nemmeno un codice?
recovery-reset-how = In alternativa puoi ripristinare l’account. Dopo tre giorni potrai creare una nuova passkey. Ti avvisiamo subito via e-mail. Chi ha una delle tue passkey, o quell’e-mail, può annullare il ripristino prima che venga usato.
recovery-reset-ask = Richiedi un ripristino
recovery-reset-by-mail = Per richiedere un ripristino, accedi prima via e-mail: esci e richiedi un link di accesso.
recovery-reset-no-mail = Questo sito non può inviare e-mail, quindi non è possibile ripristinare l’account.
recovery-waiting = È stato richiesto un ripristino: { $asked }. Da { $ripe } a { $over }, accedi via e-mail per creare qui una nuova passkey.
recovery-waiting-ends = Usare una passkey o un codice di recupero annulla il ripristino. Lo annulla anche il link nella nostra e-mail.
recovery-ripe = I tre giorni sono trascorsi. Puoi creare una nuova passkey entro { $over }. I tuoi codici di recupero non funzioneranno più. Le passkey perdute funzionano finché non le rimuovi con quella nuova.

## Un ripristino, in «Il mio account»

reset-under-way = È stato richiesto un ripristino di questo account
reset-under-way-what = L’ha richiesto ({ $asked }) qualcuno che ha accesso alla tua posta, dicendo che tutte le passkey sono perdute. Da { $ripe } potrà creare una nuova passkey ed entrare nel tuo account.
reset-cancel = Annulla il ripristino
reset-verify = Non sei stato tu? Annulla il ripristino. Ti serve una passkey o il link nella nostra email.
reset-you = L’hai richiesto tu? Ecco che cosa succede dopo
reset-cancelled = Un ripristino è stato annullato
reset-cancelled-what = È stato richiesto ({ $asked }) e annullato ({ $cancelled }). Nulla è cambiato.
reset-not-you = Se non l’hai richiesto tu, qualcun altro può leggere la tua posta. Cambia la password della tua posta ed esci dalle sessioni che non sono tue.

## La pagina che annulla un ripristino

cancel-title = Annullare un ripristino
cancel-heading = Annullare il ripristino?
cancel-why = Qualcuno che ha accesso alla tua posta ha detto di aver perso tutte le passkey del tuo account. Se la richiesta non è tua, annulla il ripristino. Così nulla cambia.
cancel-done = Ripristino annullato
cancel-done-what = Nulla è cambiato. Le tue passkey e i tuoi codici funzionano ancora.
cancel-nothing = Non c’è nulla da annullare
cancel-nothing-why = Questo ripristino è già stato annullato o usato, oppure è scaduto. La cronologia del tuo account mostra che cosa è successo.

## La pagina dell’e-mail su un nuovo browser

not-me-title = Sei stato tu?
not-me-what = Qualcuno è entrato nel tuo account il { $when }, in { $browser } dall’indirizzo IP { $ip }.
not-me-passkey = Ha usato la passkey “{ $passkey }”.
not-me-why = Se non sei stato tu, fai uscire quel browser. Usciranno anche tutti i browser che sono entrati nel tuo account dopo.
not-me-button = Non sono stato io
not-me-if-you = Se sei stato tu, chiudi questa pagina. Non devi fare nulla.
not-me-done = Quel browser è uscito
not-me-done-what = Sono usciti anche tutti i browser che erano entrati nel tuo account dopo.
not-me-passkey-works = La passkey usata funziona ancora. Rimuovila, così nessuno potrà usarla di nuovo.
not-me-remove = Rimuovi “{ $passkey }”
not-me-first = Accedi per rimuovere la passkey
not-me-mail = L’accesso è avvenuto via e-mail, quindi qualcun altro può leggere la tua posta. Cambia la password della posta.
not-me-nothing = Questo link non funziona più
not-me-nothing-why = È già stato usato o è scaduto. Nel tuo account vedi le sessioni e puoi uscire da ognuna.

## L’offerta di una passkey

offer-heading = La prossima volta, senza e-mail
offer-why = Con una passkey accedi con l’impronta, il volto o il blocco schermo. Basta un clic, senza attese, e nessuno può convincerti con l’inganno a cederla.
offer-not-now = Non ora
offer-later = Puoi sempre aggiungerne una in «Il mio account».

## Impostazioni dell’account e conferma dell’identità

reauth-without-scripts = Le passkey richiedono JavaScript, che in questo browser è disattivato.
reauth-by-mail = Questo account non ha passkey. Per confermare che sei tu, richiedi un nuovo link di accesso.
verify-why = Così il tuo account è protetto se qualcun altro usa questo browser.
verify-cancel = Annulla
manage-title = Impostazioni dell’account
manage-name = Nome
manage-name-label = Il tuo nome
manage-name-hint = Viene mostrato su questo sito e nel tuo gestore di password. Se è vuoto, viene mostrato il tuo indirizzo e-mail.
manage-name-save = Salva il nome
manage-details = I tuoi dati
manage-details-save = Salva i dati
manage-address = Indirizzo e-mail
manage-address-waiting = Il nuovo indirizzo non è ancora confermato
manage-address-sent = Abbiamo inviato un link e un codice a { $email }. Non cambia nulla finché non usi il link o il codice.
manage-address-elsewhere = Il cambio è stato richiesto in un’altra sessione. Puoi confermarlo solo lì.
manage-address-cancel = Annulla il cambio
manage-address-new = Nuovo indirizzo e-mail
manage-address-hint = Invieremo un link al nuovo indirizzo. Il cambio vale quando lo confermi. Avvisiamo anche l’indirizzo attuale.
manage-address-change = Cambia l’indirizzo e-mail
manage-address-off = Questo sito non può inviare e-mail, quindi non puoi cambiare il tuo indirizzo.
manage-data = I tuoi dati
manage-data-what = Tutto ciò che questo sito conserva su di te, in un file (JSON): account, passkey, sessioni e cronologia. Nessuno può usare il file per entrare nel tuo account.
manage-data-download = Scarica i miei dati
manage-leave = Elimina l’account
manage-leave-how = È immediato e definitivo. Lo confermerai nella pagina successiva.
manage-leave-go = Elimina l’account…
delete-title = Elimina il tuo account
delete-back = Torna alle impostazioni dell’account
delete-lost = Che cosa verrà eliminato
delete-lost-address = il tuo indirizzo e-mail, { $email }
delete-lost-phone = il tuo numero di telefono, { $phone }
delete-lost-passkeys = { $count ->
    [one] la tua passkey, che non funzionerà più
   *[other] le tue { $count } passkey, che non funzioneranno più
}
delete-lost-sessions = tutte le sessioni: uscirai ovunque, anche qui
delete-lost-rest = la cronologia del tuo account e tutto il resto che questo sito conserva su di te
delete-mail = Nessuno può ripristinare il tuo account. Se il tuo indirizzo è confermato, gli inviamo un’ultima e-mail. Il server elimina la sua copia un giorno dopo l’invio.
delete-understood = Capisco che non si può annullare.
delete-button = Elimina definitivamente il mio account
goodbye-title = Arrivederci
goodbye-done = Il tuo account è stato eliminato
goodbye-nothing-left = Qui non resta nessuno dei tuoi dati e tutte le tue sessioni sono chiuse.
goodbye-manager = Se il tuo gestore di password mostra ancora la passkey, puoi eliminarla lì.
goodbye-none = In questo browser non è stato appena eliminato alcun account.
