### La cornice di ogni pagina, e ciò che compare in più pagine

frame-skip = Vai al contenuto
frame-site = Sito
frame-dashboard = Il mio account
frame-sign-up = Registrati
frame-sign-in = Accedi
frame-motto = Accesso con passkey. Nessuna password, da nessuna parte.
frame-docs = Per sviluppatori
frame-mailbox = Posta di sviluppo
frame-language = Lingua
part-email = Indirizzo e-mail
part-email-hint = Un indirizzo come name@example.org
part-email-link = Ricevi un link di accesso via e-mail
part-sign-in-passkey = Accedi con una passkey
part-create-passkey = Crea una passkey
part-without-scripts = Le passkey richiedono JavaScript, che in questo browser è disattivato. Il link di accesso funziona anche senza.
part-waiting = Segui il browser: chiederà l’impronta, il volto o il blocco schermo.
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
missing-hint = L’indirizzo potrebbe essere sbagliato, oppure la pagina è stata spostata.
missing-home = Torna all’inizio
refused-title = Non eseguito
refused-heading = Non ha funzionato

## Inizio

home-title = Passkey per il tuo sito
home-heading = Accedi con l’impronta, il volto o il blocco schermo
home-lead = Un’applicazione web in Rust per le passkey, da clonare, avviare e tenere. Account senza password: niente da ricordare, niente da rubare.
home-signed-in = Hai effettuato l’accesso come { $name }.
home-dashboard = Apri il tuo account
home-sign-up = Crea un account
home-sign-in = Accedi
home-how = Come funziona
home-step-create = Crea una passkey
home-step-create-how = Il tuo dispositivo genera una coppia di chiavi. Quella privata non lascia mai il dispositivo, o il gestore di password di cui ti fidi.
home-step-sign-in = Accedi con un clic
home-step-sign-in-how = Nessun nome da scrivere. Il dispositivo dimostra di avere la chiave, per questo sito e per nessuna imitazione.
home-step-mail = Nessuna passkey a portata di mano?
home-step-mail-how = Un link o un breve codice via e-mail ti fa entrare, nel browser che l’ha chiesto e in nessun altro.

## Registrazione

sign-up-title = Registrazione
sign-up-heading = Crea il tuo account
sign-up-lead = L’impronta, il volto o il blocco schermo diventano il modo di entrare. Non c’è alcuna password.
sign-up-or = oppure, senza passkey
sign-up-known = Hai già un account? { $link }
sign-up-known-link = Accedi

## Accesso

sign-in-title = Accesso
sign-in-or = oppure via e-mail
sign-in-phone = La passkey è sul telefono? Il pulsante la trova con un codice QR.
sign-in-new = Prima volta qui? { $link }
sign-in-new-link = Crea un account

## Link di accesso

link-title = Link di accesso
link-elsewhere = Usa invece il codice
link-elsewhere-how = Questo link è stato chiesto in un altro browser o su un altro dispositivo. Torna a quella finestra e inserisci lì il codice ricevuto via e-mail.
link-elsewhere-warning = Non l’hai chiesto tu? Allora chiudi questa pagina e non dire il codice a nessuno. Non è successo nulla.
link-sign-in-first = Accedi per confermare
link-sign-in-first-how = Questo link conferma { $email } per l’account che hai appena creato. Prima accedi a quell’account con la tua passkey.
link-not-owned = Prima accedi
link-not-owned-how = Questo link è per un account che non ha confermato il suo indirizzo o numero, quindi non fa accedere nessuno. Se l’account è tuo, accedi con la sua passkey. Altrimenti richiedi un link tutto tuo.
link-proof-why = Hai effettuato l’accesso a un account che non ha ancora confermato { $email }. Usa prima la sua passkey; poi questo link conferma l’indirizzo.
link-proof-leave = Non è il tuo account? { $button }, poi apri di nuovo il link.
link-signed-in = Hai effettuato l’accesso
link-signed-in-as = Hai effettuato l’accesso come { $name } e questo link non ti serve più.
link-signed-in-go = Continua
link-unusable = Questo link non si può usare
link-get-new = Richiedi un nuovo link
link-ready = Accedi
link-ready-confirm = Conferma il tuo indirizzo
link-ready-confirm-button = Conferma questo indirizzo
link-ready-change = Conferma il nuovo indirizzo
link-ready-change-button = Usa questo indirizzo
link-ready-address = Con l’indirizzo { $email }.
link-leaves = Hai effettuato l’accesso come { $name }. Questo link apre un altro account e ti fa uscire da questo.
link-none = Nessuna e-mail in arrivo
link-none-why = Questo browser non aspetta alcun link di accesso, oppure l’ultimo è troppo vecchio.
link-get = Richiedi un link di accesso
link-mailbox = Su questa macchina le e-mail non vengono inviate: si leggono nella { $mailbox }.
link-mailbox-name = posta di sviluppo
link-sent = Controlla la tua posta
link-sent-to = Abbiamo inviato un link e un codice a { $email }. { $count ->
    [one] Valgono entrambi per un minuto.
   *[other] Valgono entrambi per { $count } minuti.
}
link-code = Codice ricevuto via e-mail
link-use-code = Usa il codice
link-or-open = Oppure apri il link, in questo browser.
link-wait-seconds = { $count ->
    [one] Si potrà inviare di nuovo tra un secondo.
   *[other] Si potrà inviare di nuovo tra { $count } secondi.
}
link-wait-minutes = { $count ->
    [one] Si potrà inviare di nuovo tra un minuto.
   *[other] Si potrà inviare di nuovo tra { $count } minuti.
}
link-send-again = Non è arrivato niente? { $button }
link-send-again-button = Invia di nuovo

## Il mio account: l’account

dashboard-title = Il mio account
account-heading = Account
account-signed-in = Accesso effettuato come
account-address = Indirizzo
account-address-none = Nessun indirizzo
account-address-confirmed = Confermato
account-address-unconfirmed = Non ancora confermato
account-since = Iscrizione
account-confirm = Conferma il tuo indirizzo
account-confirm-why = Fino ad allora è solo una dichiarazione: non serve per rientrare, e chi dimostra che è suo se lo prende.
account-confirm-button = Ricevi un link di conferma via e-mail
account-sign-out = Esci
account-name = Nome
account-manage = Gestisci l’account

## Il mio account: passkey

passkeys-heading = Passkey
passkeys-none = Ancora nessuna. Con una passkey il prossimo accesso è un solo clic e non serve alcuna e-mail.
passkeys-lonely = La tua unica passkey è su un solo dispositivo e in nessun altro posto. Aggiungine una seconda, su un altro dispositivo o in un gestore di password, per non restare fuori se lo perdi.
passkeys-add = Aggiungi una passkey
passkeys-verify = Conferma la tua identità
passkeys-verify-why = Per aggiungere o rimuovere una passkey bisogna averne appena usata una.
passkeys-first-why = Per aggiungere la prima passkey, conferma prima che sei tu.
passkeys-offer = La prossima volta, senza il telefono
passkeys-offer-why = Hai effettuato l’accesso con una passkey di un altro dispositivo. Con una anche su questo, qui bastano l’impronta, il volto o il blocco schermo.
passkeys-offer-decline = Non su questo dispositivo
passkey-used = Creata il { $created }, ultimo uso: { $used }
passkey-used-in = Creata il { $created }, ultimo uso: { $used }, { $browser }
passkey-unused = Creata il { $created }, non ancora usata
passkey-synced = Sincronizzata
passkey-bound = Solo su un dispositivo
passkey-here = Questo dispositivo
passkey-this = Ha aperto questa sessione
passkey-new-name = Nuovo nome
passkey-rename = Rinomina
passkey-remove = Rimuovi
passkey-remove-ends = Rimuovendola terminano anche le sessioni aperte con essa, tranne questa.
passkey-removed = La passkey è stata rimossa. Le sessioni aperte con essa sono terminate, tranne questa.

## Il mio account: sessioni

sessions-heading = Sessioni
sessions-end-others = Esci da tutti gli altri posti
session-place = { $browser }, { $ip }
session-opened = { $how }, { $created }. Ultima attività: { $seen }.
session-by-mail = Con un link o un codice ricevuto via e-mail
session-by-link = Con un link inviato o mostrato da un sito
session-by-passkey = Con la passkey «{ $passkey }»
session-by-removed-passkey = Con una passkey che è stata rimossa
session-this = Questa sessione
session-end = Termina

## Il mio account: cronologia

history-heading = Cronologia
history-passkey = { $what }: «{ $passkey }»
history-times = { $what } ({ $times } volte)
history-older = Precedenti
history-newest = Più recenti
event-signed_up = Account creato
event-signed_in_by_passkey = Accesso con una passkey
event-signed_in_by_mail = Accesso via e-mail
event-signed_in_by_link = Accesso con un link di questo sito
event-sign_in_failed = Una passkey è stata rifiutata
event-counter_went_back = Una passkey è stata rifiutata, perché potrebbe essere stata copiata
event-synced_counter_went_back = Il contatore delle firme di una passkey sincronizzata non è aumentato, come può succedere dopo una sincronizzazione
event-answer_repeated = La risposta di una passkey è stata inviata una seconda volta e rifiutata
event-answer_late = La risposta di una passkey è arrivata troppo tardi ed è stata rifiutata
event-verified = Identità confermata con una passkey
event-passkey_added = Passkey aggiunta
event-passkey_renamed = Passkey rinominata
event-passkey_removed = Passkey rimossa
event-address_confirmed = Indirizzo confermato
event-address_changing = È stato chiesto un cambio di indirizzo
event-address_changed = Indirizzo cambiato
event-address_change_cancelled = Il cambio di indirizzo è stato annullato
event-display_name_changed = Nome cambiato
event-phone_added = Numero di telefono aggiunto
event-phone_confirmed = Numero di telefono confermato
event-phone_removed = Numero di telefono rimosso
event-data_downloaded = Dati scaricati
event-session_ended = Una sessione è stata terminata
event-other_sessions_ended = Tutte le altre sessioni sono state terminate
event-signed_out = Uscita dall’account
event-token_reused = Un’app è stata disconnessa perché il suo accesso potrebbe essere stato copiato
event-recovery_codes_made = Nuovi codici di recupero creati
event-recovery_code_used = Confermato con un codice di recupero
event-recovery_code_refused = È stato digitato un codice di recupero errato
event-reset_requested = È stato chiesto un ripristino
event-reset_cancelled = Il ripristino è stato annullato
event-reset_completed = Passkey aggiunta con un ripristino
event-changed_by_site = Modificato da questo sito
event-deactivated = Disattivato da questo sito
event-reactivated = Riattivato da questo sito
event-activated = Usato per la prima volta
event-claim_dropped = L’indirizzo appartiene ora a un altro account, che lo ha confermato
event-account_deleted = Account eliminato
event-account_deleted_by_site = Account eliminato da questo sito

## Posta di sviluppo

mailbox-lead = Le e-mail e gli SMS di questo server, a partire dai più recenti. Non vengono inviati da nessuna parte. { $again }
mailbox-again = Guarda di nuovo
mailbox-empty = Ancora nessuna e-mail.
mailbox-to = A { $to }, { $when }
mailbox-text = Messaggio SMS
mailbox-open-link = Apri il link

## Errori segnalati dal browser: che cosa è successo, e che cosa fare

error-cancelled = L’operazione non è stata completata. Riprova, oppure richiedi un link di accesso via e-mail.
error-cancelled-no-link = L’operazione non è stata completata. Riprova.
error-unusable_authenticator = Questo autenticatore non può conservare una passkey. Usa un telefono, oppure imposta un PIN sulla chiave di sicurezza.
error-old_authenticator = Questa chiave di sicurezza è troppo vecchia per le passkey. Usa un telefono o una chiave più recente.
error-wrong_site = Questo sito è configurato per un altro indirizzo. Aprilo con il nome che gli è stato dato.
error-no_passkeys = Questo browser non può usare le passkey su questa pagina. Richiedi invece un link di accesso via e-mail.
error-no_passkeys-no-link = Questo browser non può usare le passkey su questa pagina. Prova con un altro browser.
error-authenticator_failed = Il gestore di passkey ha segnalato un problema. Riprova.
error-cookies_off = Questo sito ha bisogno dei cookie e questo browser li blocca. Consenti i cookie per questo sito, ricarica la pagina e riprova.
error-offline = Non è stato possibile raggiungere il sito. Controlla la connessione e riprova.

## Errori segnalati dal server, secondo i codici di src/error.rs

error-invalid_request = Questo sito non ha capito la richiesta. Torna indietro, ricarica la pagina e riprova.
error-invalid_email = Questo non è un indirizzo e-mail. Ha la forma name@example.org.
error-ceremony_expired = Ci è voluto troppo tempo, oppure la risposta c’era già. Riprova.
error-verification_failed = Non è stato possibile verificare questa passkey. Riprova, oppure usane un’altra.
error-unknown_credential = Questa passkey qui non è più registrata. Usane un’altra, oppure richiedi un link di accesso via e-mail.
error-unknown_credential-no-link = Questa passkey qui non è più registrata. Usane un’altra.
error-duplicate_credential = Questo dispositivo o gestore di password ha già una passkey per questo account.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Questo account ha già tutte le passkey che può avere. Prima rimuovine una.
error-link_expired = Questo link o codice è già stato usato o è troppo vecchio. Richiedine uno nuovo.
error-wrong_browser = Questo link è stato chiesto in un altro browser. Inserisci lì il codice ricevuto via e-mail.
error-wrong_code = Questo non è il codice dell’e-mail più recente. Riprova.
error-wrong_recovery_code = Non è uno dei tuoi codici di recupero inutilizzati. Controllalo e riprova.
error-already_shown = Questi codici sono già stati mostrati una volta. Se non li hai conservati, creane di nuovi.
error-mail_sign_in_required = Serve un accesso via e-mail. Richiedi un link di accesso.
error-invalid_phone = Questo non è un numero a cui si possano inviare SMS. Scrivilo con il prefisso del paese, come +49 1512 3456789.
error-wrong_text_code = Questo non è il codice dell’ultimo SMS. Riprova.
error-text_off = Questo sito non può inviare SMS.
error-not_mobile = Gli SMS si inviano solo a numeri di cellulare. Inserisci un altro numero.
error-text_country = Questo sito non invia SMS a numeri di quel paese. Inserisci un altro numero.
error-text_budget = Per ora questo sito non può inviare altri SMS. Riprova più tardi.
error-address_not_confirmed = Conferma prima il tuo indirizzo email. Poi potrai aggiungere un numero di telefono.
error-address_taken = Questo indirizzo appartiene a un altro account. Accedi a quello oppure usa un altro indirizzo.
error-phone_taken = Questo numero appartiene a un altro account.
error-not_confirmed = Spunta la casella per dire che sai che cosa andrà perso.
error-mail_off = Questo sito non può inviare e-mail. Usa una passkey.
error-signed_out = Non hai effettuato l’accesso. Accedi e riprova.
error-deactivated = Questo account è disattivato. Rivolgiti ai gestori di questo sito.
error-read_only_key = Questa chiave API può solo leggere.
error-invalid_api_key = Questa chiave API non è valida.
error-invalid_token = Questo accesso è terminato o non è valido. Accedi di nuovo.
error-verification_required = Per questo serve una prova, negli ultimi dieci minuti, che sei tu. Conferma e riprova.
error-last_way_in = È l’ultimo modo di entrare nel tuo account. Aggiungi un’altra passkey, o conferma il tuo indirizzo, prima di rimuoverla.
error-invalid_name = Un nome ha da uno a sessanta caratteri.
error-too_many_requests = Troppe volte di seguito. Aspetta un po’ e riprova. Ciò che è già stato inviato resta valido.
error-cross_site = La richiesta proveniva da un altro sito. Apri la pagina qui e riprova.
error-not_found = Non c’è più.
error-not_found-passkey = Questo account non ha più passkey. Ricarica la pagina.
error-too_large = È più di quanto questo sito accetti in una volta.
error-request_timeout = La richiesta ha impiegato troppo tempo ad arrivare. Controlla la connessione e riprova.
error-unavailable = Al momento questo sito non è disponibile. Riprova tra un minuto.
error-internal = Qualcosa è andato storto da parte nostra. Riprova.

## L’API

docs-title = L’API
docs-heading = L’API di questo sito, da leggere e provare
docs-without-scripts = L’elenco è creato da uno script, e JavaScript è disattivato in questo browser. La descrizione da cui nasce non ne ha bisogno:

## Codici di recupero

codes-title = Codici di recupero
codes-why = Per il giorno in cui non avrai una passkey a portata di mano: accedi via e-mail, digita un codice e potrai aggiungere una nuova passkey. Un codice da solo non fa accedere nessuno.
codes-none = Non ne hai ancora nessuno.
codes-left = { $unused } su { $all } inutilizzati, creati: { $when }.
codes-few = Ne restano pochi. Creane di nuovi prima di averne bisogno.
codes-make = Crea codici di recupero
codes-replace = Crea nuovi codici di recupero
codes-verify-why = Per creare codici occorre aver appena usato una passkey.
codes-passkey-first = Aggiungi prima una passkey: un codice ne sostituisce una perduta.
codes-shown = I tuoi codici di recupero
codes-shown-once = Vengono mostrati solo questa volta. Annotali, stampa questa pagina o salvali in un file: non solo sul dispositivo che ha le tue passkey.
codes-each = Ognuno vale una volta. Tutti i codici precedenti sono annullati.
codes-save = Salva come file di testo
codes-kept = Li ho conservati
codes-back = Torna a «Il mio account»

## Passkey perdute

recovery-title = Hai perso le tue passkey?
recovery-can = In «Il mio account» puoi aggiungere una passkey e rimuovere quelle perdute.
recovery-dashboard = Vai a «Il mio account»
recovery-look = Cercane prima una: un altro dispositivo, una chiave di sicurezza o un gestore di password potrebbe averla.
recovery-code-heading = Con un codice di recupero
recovery-code = Codice di recupero
recovery-code-hint = Venti lettere e cifre. Maiuscole, spazi e trattini non contano.
recovery-code-use = Usa il codice di recupero
recovery-no-codes = Questo account non ha codici di recupero inutilizzati.
recovery-reset-heading = Nemmeno un codice?
recovery-reset-how = Allora l’account si può ripristinare: dopo tre giorni crei una nuova passkey. Ti avvisiamo subito via e-mail, e chi ha ancora una tua passkey, o quell’e-mail, può annullarlo nel frattempo.
recovery-reset-ask = Chiedi un ripristino
recovery-reset-by-mail = Il ripristino si chiede dopo un accesso via e-mail: esci e richiedi un link di accesso.
recovery-reset-no-mail = Questo sito non può inviare e-mail, perciò non c’è ripristino.
recovery-waiting = È stato chiesto un ripristino: { $asked }. Da { $ripe } a { $over } potrai creare qui una nuova passkey, dopo un accesso via e-mail.
recovery-waiting-ends = Finisce da sé appena viene usata una passkey o un codice di recupero, e con il link dell’e-mail che lo annuncia.
recovery-ripe = I tre giorni sono trascorsi: crea una nuova passkey entro { $over }. I codici di recupero vengono annullati. Le passkey perdute restano finché non le rimuovi con quella nuova.

## Un ripristino, in «Il mio account»

reset-under-way = È in corso un ripristino di questo account
reset-under-way-what = L’ha chiesto ({ $asked }) qualcuno che legge la tua posta e dice che tutte le passkey sono perdute. Da { $ripe } potrà creare una nuova passkey e così entrare.
reset-cancel = Annulla il ripristino
reset-verify = Non l’hai chiesto tu? Conferma qui sotto la tua identità con una passkey: così si annulla. Lo stesso fa il link nell’e-mail che lo annuncia.
reset-you = L’hai chiesto tu? Ecco come si prosegue
reset-cancelled = Un ripristino è stato annullato
reset-cancelled-what = È stato chiesto ({ $asked }) e annullato ({ $cancelled }). Nulla è cambiato.
reset-not-you = Non l’avevi chiesto tu? Allora qualcuno legge la tua posta: cambia la password della casella e termina le sessioni che non sono tue.

## La pagina che annulla un ripristino

cancel-title = Annullare un ripristino
cancel-heading = Annullare il ripristino?
cancel-why = Qualcuno che legge la tua posta ha detto di aver perso tutte le passkey del tuo account. Se la richiesta non è tua, annulla. Allora nulla cambia.
cancel-done = Il ripristino è annullato
cancel-done-what = Nulla è cambiato. Le tue passkey e i tuoi codici funzionano come prima.
cancel-nothing = Non c’è nulla da annullare
cancel-nothing-why = Questo ripristino è stato annullato o usato, oppure il suo tempo è scaduto. Ciò che è accaduto è nella cronologia del tuo account.

## L’offerta di una passkey

offer-heading = La prossima volta senza e-mail
offer-why = Con una passkey accedi con l’impronta, il volto o il blocco schermo: un clic, nessuna attesa, e nessuno può carpirtela.
offer-not-now = Non ora
offer-later = Puoi sempre aggiungerne una in «Il mio account».

## Le pagine dell’account, e dimostrare chi si è

proof-without-scripts = Per usare una passkey serve JavaScript, che in questo browser è disattivato.
proof-by-mail = Questo account non ha passkey: un nuovo link di accesso dimostra che sei tu.
manage-title = Impostazioni dell’account
manage-back = Torna a «Il mio account»
manage-proof-why = Per cambiare indirizzo o numero, prendere i tuoi dati o eliminare l’account, conferma prima che sei tu.
manage-name = Nome
manage-name-label = Il tuo nome
manage-name-hint = Lo mostrano questo sito e il tuo gestore di password. Lascialo vuoto per usare il tuo indirizzo.
manage-name-save = Salva il nome
manage-address = Indirizzo
manage-address-waiting = Un nuovo indirizzo attende la conferma
manage-address-sent = Abbiamo inviato un link e un codice a { $email }. Finché non se ne usa uno, non cambia nulla.
manage-address-elsewhere = È stato chiesto in un’altra sessione e si può confermare solo lì.
manage-address-cancel = Annulla il cambio
manage-address-new = Nuovo indirizzo
manage-address-hint = Sarà tuo quando avrai aperto il link che inviamo lì. L’indirizzo attuale viene avvisato.
manage-address-change = Cambia l’indirizzo
manage-address-off = Questo sito non può inviare e-mail, quindi l’indirizzo non si può cambiare.
manage-phone = Numero di telefono
manage-phone-none = Nessuno. È facoltativo e non fa accedere nessuno.
manage-phone-sent = Abbiamo inviato un codice a { $phone }. Vale 10 minuti.
manage-phone-code = Codice dell’SMS
manage-phone-confirm = Conferma il numero
manage-phone-new = Nuovo numero
manage-phone-hint = Con il prefisso del paese, che inizia con il segno più.
manage-phone-send = Inviami un codice via SMS
manage-phone-remove = Rimuovi il numero
manage-phone-off = Questo sito non può inviare SMS, quindi non si può aggiungere un numero.
manage-data = I tuoi dati
manage-data-what = Tutto ciò che è conservato su di te, in un file (JSON): account, passkey, sessioni e cronologia. Non contiene nulla che apra il tuo account.
manage-data-download = Scarica i miei dati
manage-leave = Elimina l’account
manage-leave-how = Subito e per sempre. Ti viene chiesto ancora una volta in una pagina apposita.
manage-leave-go = Vai all’ultimo passo
delete-title = Elimina il tuo account
delete-back = Torna alle impostazioni dell’account
delete-proof-why = Per eliminare l’account, conferma prima che sei tu.
delete-lost = Che cosa andrà perso
delete-lost-address = il tuo indirizzo, { $email }
delete-lost-phone = il tuo numero di telefono, { $phone }
delete-lost-passkeys = { $count ->
    [one] la tua passkey, che non aprirà più nulla
   *[other] le tue { $count } passkey, che non apriranno più nulla
}
delete-lost-sessions = ogni sessione: l’accesso viene chiuso ovunque, anche qui
delete-lost-rest = la cronologia dell’account e tutto il resto che è conservato su di te
delete-mail = Nessuno può riportarlo indietro. Se l’indirizzo è confermato, un’ultima e-mail lo comunica; il server la dimentica un giorno dopo l’invio.
delete-understood = So che non si può tornare indietro.
delete-button = Elimina il mio account per sempre
goodbye-title = Arrivederci
goodbye-done = Il tuo account è stato eliminato
goodbye-nothing-left = Qui non ne resta nulla e l’accesso è chiuso ovunque.
goodbye-manager = Il tuo gestore di password è stato avvisato, se ascolta. Se mostra ancora la passkey, puoi eliminarla lì.
goodbye-none = In questo browser non è stato appena eliminato alcun account.
