### El marco de cada página, y lo que aparece en varias

frame-skip = Ir al contenido
frame-site = Sitio
frame-dashboard = Mi cuenta
frame-sign-up = Registrarse
frame-sign-in = Iniciar sesión
frame-motto = Inicio de sesión con llaves de acceso. Sin contraseñas.
frame-docs = Para desarrolladores
frame-mailbox = Buzón de desarrollo
frame-language = Idioma
part-email = Correo electrónico
part-email-hint = Una dirección como name@example.org
part-email-link = Enviarme un enlace de acceso
part-sign-in-passkey = Iniciar sesión con una llave de acceso
part-create-passkey = Crear una llave de acceso
part-without-scripts = Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador. El enlace de acceso funciona sin él.
part-waiting = Siga las indicaciones del navegador: le pedirá la huella, el rostro o el bloqueo de pantalla.
browser-on-system = { $browser } en { $system }
browser-unknown = un navegador desconocido

## Tiempos

ago-now = ahora mismo
ago-minutes = { $count ->
    [one] hace un minuto
   *[other] hace { $count } minutos
}
ago-hours = { $count ->
    [one] hace una hora
   *[other] hace { $count } horas
}
ago-days = { $count ->
    [one] hace un día
   *[other] hace { $count } días
}

## Página no encontrada

missing-title = Página no encontrada
missing-heading = Esta página no existe
missing-hint = Puede que la dirección esté mal escrita o que la página se haya movido.
missing-home = Ir al inicio
refused-title = No se ha realizado
refused-heading = Eso no ha funcionado

## Inicio

home-title = Llaves de acceso para su sitio
home-heading = Inicie sesión con la huella, el rostro o el bloqueo de pantalla
home-lead = Una aplicación web de llaves de acceso en Rust para clonar, ejecutar y conservar. Cuentas sin contraseñas: nada que recordar, nada que robar.
home-signed-in = Ha iniciado sesión como { $name }.
home-dashboard = Abrir mi cuenta
home-sign-up = Crear una cuenta
home-sign-in = Iniciar sesión
home-how = Cómo funciona
home-step-create = Cree una llave de acceso
home-step-create-how = Su dispositivo genera un par de claves. La privada nunca sale de él, ni del gestor de contraseñas en el que usted confía.
home-step-sign-in = Inicie sesión con un clic
home-step-sign-in-how = Sin escribir ningún nombre. Su dispositivo demuestra que tiene la clave, para este sitio y para ninguna imitación.
home-step-mail = ¿No tiene a mano una llave de acceso?
home-step-mail-how = Un enlace o un código corto por correo le deja entrar, en el navegador que lo pidió y en ningún otro.

## Registrarse

sign-up-title = Registrarse
sign-up-heading = Cree su cuenta
sign-up-lead = Su huella, su rostro o su bloqueo de pantalla pasan a ser la entrada. No hay contraseña.
sign-up-or = o sin llave de acceso
sign-up-known = ¿Ya tiene una cuenta? { $link }
sign-up-known-link = Inicie sesión

## Iniciar sesión

sign-in-title = Iniciar sesión
sign-in-or = o por correo electrónico
sign-in-phone = ¿Tiene su llave de acceso en el teléfono? El botón la encuentra con un código QR.
sign-in-new = ¿Es su primera vez aquí? { $link }
sign-in-new-link = Cree una cuenta

## Enlace de acceso

link-title = Enlace de acceso
link-elsewhere = Use el código en su lugar
link-elsewhere-how = Este enlace se pidió en otro navegador o en otro dispositivo. Vuelva a esa ventana y escriba allí el código del correo.
link-elsewhere-warning = ¿No lo ha pedido usted? Entonces cierre esta página y no le diga el código a nadie. No ha pasado nada.
link-sign-in-first = Inicie sesión para confirmar
link-sign-in-first-how = Este enlace confirma { $email } para la cuenta que acaba de crear. Primero inicie sesión en ella con su llave de acceso.
link-not-owned = Inicie sesión primero
link-not-owned-how = Este enlace es para una cuenta que no ha confirmado su dirección o su número, así que no sirve para iniciar sesión. Si la cuenta es suya, inicie sesión con su llave de acceso. Si no, pida un enlace propio.
link-proof-why = Ha iniciado sesión en una cuenta que aún no ha confirmado { $email }. Use primero su llave de acceso; después, este enlace confirma la dirección.
link-proof-leave = ¿No es su cuenta? { $button } y vuelva a abrir el enlace.
link-signed-in = Ha iniciado sesión
link-signed-in-as = Ha iniciado sesión como { $name } y ya no necesita este enlace.
link-signed-in-go = Continuar
link-unusable = Este enlace no se puede usar
link-get-new = Obtener un enlace nuevo
link-ready = Iniciar sesión
link-ready-confirm = Confirme su dirección
link-ready-confirm-button = Confirmar esta dirección
link-ready-change = Confirme su nueva dirección
link-ready-change-button = Usar esta dirección
link-ready-address = Con la dirección { $email }.
link-leaves = Ha iniciado sesión como { $name }. Este enlace abre otra cuenta y cierra la sesión de esta.
link-none = No hay ningún correo en camino
link-none-why = Este navegador no está esperando ningún enlace de acceso, o el último es demasiado antiguo.
link-get = Obtener un enlace de acceso
link-mailbox = En este equipo no se envían correos: léalos en el { $mailbox }.
link-mailbox-name = buzón de desarrollo
link-sent = Revise su correo
link-sent-to = Hemos enviado un enlace y un código a { $email }. { $count ->
    [one] Ambos sirven durante un minuto.
   *[other] Ambos sirven durante { $count } minutos.
}
link-code = Código del correo
link-use-code = Usar el código
link-or-open = O abra el enlace, en este navegador.
link-wait-seconds = { $count ->
    [one] Se podrá enviar de nuevo dentro de un segundo.
   *[other] Se podrá enviar de nuevo dentro de { $count } segundos.
}
link-wait-minutes = { $count ->
    [one] Se podrá enviar de nuevo dentro de un minuto.
   *[other] Se podrá enviar de nuevo dentro de { $count } minutos.
}
link-send-again = ¿No ha llegado nada? { $button }
link-send-again-button = Enviarlo de nuevo

## Mi cuenta: la cuenta

dashboard-title = Mi cuenta
account-heading = Cuenta
account-signed-in = Sesión iniciada como
account-address = Dirección
account-address-none = Sin dirección
account-address-confirmed = Confirmada
account-address-unconfirmed = Sin confirmar todavía
account-since = Miembro desde
account-confirm = Confirme su dirección
account-confirm-why = Hasta entonces es solo una declaración: no sirve para volver a entrar, y quien demuestre que es suya se la quedará.
account-confirm-button = Enviarme un enlace de confirmación
account-sign-out = Cerrar sesión
account-name = Nombre
account-manage = Gestionar la cuenta

## Mi cuenta: llaves de acceso

passkeys-heading = Llaves de acceso
passkeys-none = Todavía ninguna. Con una, el próximo inicio de sesión es un solo clic y no necesita correo.
passkeys-lonely = Su única llave de acceso está en un solo dispositivo y en ningún otro lugar. Añada una segunda, en otro dispositivo o en un gestor de contraseñas, para no quedarse fuera si lo pierde.
passkeys-add = Añadir una llave de acceso
passkeys-verify = Confirmar su identidad
passkeys-verify-why = Para añadir o quitar una llave de acceso hace falta haber usado una hace un momento.
passkeys-first-why = Para añadir la primera llave de acceso, confirme antes que es usted.
passkeys-offer = La próxima vez, sin el teléfono
passkeys-offer-why = Ha iniciado sesión con una llave de acceso de otro dispositivo. Con una también en este, basta aquí con su huella, su rostro o su bloqueo de pantalla.
passkeys-offer-decline = En este dispositivo no
passkey-used = Creada el { $created }, último uso: { $used }
passkey-used-in = Creada el { $created }, último uso: { $used }, { $browser }
passkey-unused = Creada el { $created }, sin usar todavía
passkey-synced = Sincronizada
passkey-bound = Solo en un dispositivo
passkey-here = Este dispositivo
passkey-this = Abrió esta sesión
passkey-new-name = Nombre nuevo
passkey-rename = Cambiar nombre
passkey-remove = Quitar
passkey-remove-ends = Al quitarla también terminan las sesiones que se abrieron con ella, salvo esta.
passkey-removed = La llave de acceso se ha quitado. Las sesiones que se abrieron con ella han terminado, salvo esta.

## Mi cuenta: sesiones

sessions-heading = Sesiones
sessions-end-others = Cerrar sesión en los demás lugares
session-place = { $browser }, { $ip }
session-opened = { $how }, { $created }. Última actividad: { $seen }.
session-by-mail = Con un enlace o código de un correo
session-by-link = Con un enlace que le envió o mostró un sitio
session-by-passkey = Con la llave de acceso «{ $passkey }»
session-by-removed-passkey = Con una llave de acceso que se ha quitado
session-this = Esta sesión
session-end = Terminar

## Mi cuenta: historial

history-heading = Historial
history-passkey = { $what }: «{ $passkey }»
history-times = { $what } ({ $times } veces)
history-older = Anteriores
history-newest = Más recientes
event-signed_up = Cuenta creada
event-signed_in_by_passkey = Inicio de sesión con una llave de acceso
event-signed_in_by_mail = Inicio de sesión por correo
event-signed_in_by_link = Inicio de sesión con un enlace de este sitio
event-sign_in_failed = Se rechazó una llave de acceso
event-counter_went_back = Se rechazó una llave de acceso, porque puede que la hayan copiado
event-synced_counter_went_back = El contador de firmas de una llave de acceso sincronizada no subió, como puede pasar tras una sincronización
event-answer_repeated = La respuesta de una llave de acceso se envió por segunda vez y se rechazó
event-answer_late = La respuesta de una llave de acceso llegó demasiado tarde y se rechazó
event-verified = Identidad confirmada con una llave de acceso
event-passkey_added = Llave de acceso añadida
event-passkey_renamed = Llave de acceso con nombre nuevo
event-passkey_removed = Llave de acceso quitada
event-address_confirmed = Dirección confirmada
event-address_changing = Se pidió un cambio de dirección
event-address_changed = Dirección cambiada
event-address_change_cancelled = Se anuló el cambio de dirección
event-display_name_changed = Nombre cambiado
event-phone_added = Número de teléfono añadido
event-phone_confirmed = Número de teléfono confirmado
event-phone_removed = Número de teléfono eliminado
event-data_downloaded = Datos descargados
event-session_ended = Se terminó una sesión
event-other_sessions_ended = Se terminaron todas las demás sesiones
event-signed_out = Sesión cerrada
event-token_reused = Se cerró la sesión de una aplicación porque podría haberse copiado
event-recovery_codes_made = Nuevos códigos de recuperación creados
event-recovery_code_used = Confirmado con un código de recuperación
event-recovery_code_refused = Se escribió un código de recuperación incorrecto
event-reset_requested = Se pidió un restablecimiento
event-reset_cancelled = Se canceló el restablecimiento
event-reset_completed = Llave de acceso añadida mediante un restablecimiento
event-changed_by_site = Modificada por este sitio
event-deactivated = Desactivada por este sitio
event-reactivated = Activada de nuevo por este sitio
event-activated = Usada por primera vez
event-claim_dropped = La dirección pertenece ahora a otra cuenta, que la ha confirmado
event-account_deleted = Cuenta eliminada
event-account_deleted_by_site = Cuenta eliminada por este sitio

## Buzón de desarrollo

mailbox-lead = Los correos y SMS de este servidor, los más nuevos primero. No se envían a ninguna parte. { $again }
mailbox-again = Mirar otra vez
mailbox-empty = Todavía no hay correos.
mailbox-to = Para { $to }, { $when }
mailbox-text = Mensaje SMS
mailbox-open-link = Abrir el enlace

## Errores que comunica el navegador: qué ha pasado y qué hacer

error-cancelled = No se completó. Inténtelo de nuevo o pida un enlace de acceso por correo.
error-cancelled-no-link = No se completó. Inténtelo de nuevo.
error-unusable_authenticator = Este autenticador no puede guardar una llave de acceso. Use un teléfono o ponga un PIN en la llave de seguridad.
error-old_authenticator = Esta llave de seguridad es demasiado antigua para llaves de acceso. Use un teléfono o una llave más nueva.
error-wrong_site = Este sitio está configurado para otra dirección. Ábralo con el nombre que se le dio.
error-no_passkeys = Este navegador no puede usar llaves de acceso en esta página. Pida en su lugar un enlace de acceso por correo.
error-no_passkeys-no-link = Este navegador no puede usar llaves de acceso en esta página. Pruebe con otro navegador.
error-authenticator_failed = Su gestor de llaves de acceso comunicó un problema. Inténtelo de nuevo.
error-cookies_off = Este sitio necesita cookies y este navegador las bloquea. Permita las cookies de este sitio, recargue la página e inténtelo de nuevo.
error-offline = No se pudo acceder al sitio. Compruebe su conexión e inténtelo de nuevo.

## Errores que comunica el servidor, por los códigos de src/error.rs

error-invalid_request = Este sitio no entendió la petición. Vuelva atrás, recargue la página e inténtelo de nuevo.
error-invalid_email = Eso no es una dirección de correo. Tiene la forma name@example.org.
error-ceremony_expired = Tardó demasiado o ya se había respondido. Inténtelo de nuevo.
error-verification_failed = No se pudo verificar esa llave de acceso. Inténtelo de nuevo o use otra.
error-unknown_credential = Esta llave de acceso ya no está registrada aquí. Use otra o pida un enlace de acceso por correo.
error-unknown_credential-no-link = Esta llave de acceso ya no está registrada aquí. Use otra.
error-duplicate_credential = Este dispositivo o gestor de contraseñas ya tiene una llave de acceso para esta cuenta.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Esta cuenta tiene todas las llaves de acceso que puede tener. Quite una primero.
error-link_expired = Este enlace o código ya se usó o es demasiado antiguo. Pida uno nuevo.
error-wrong_browser = Este enlace se pidió en otro navegador. Escriba allí el código del correo.
error-wrong_code = Ese no es el código del correo más reciente. Inténtelo de nuevo.
error-wrong_recovery_code = Ese no es ninguno de sus códigos de recuperación sin usar. Compruébelo e inténtelo de nuevo.
error-already_shown = Estos códigos ya se mostraron una vez. Si no los guardó, cree otros nuevos.
error-mail_sign_in_required = Para esto hace falta iniciar sesión por correo. Pida un enlace de acceso.
error-invalid_phone = Ese no es un número de teléfono al que se puedan enviar SMS. Escríbalo con el prefijo del país, como +49 1512 3456789.
error-wrong_text_code = Ese no es el código del último SMS. Inténtelo de nuevo.
error-text_off = Este sitio no puede enviar SMS.
error-not_mobile = Solo se envían SMS a números móviles. Escriba otro número.
error-text_country = Este sitio no envía SMS a números de ese país. Escriba otro número.
error-text_budget = Este sitio no puede enviar más SMS por ahora. Inténtelo de nuevo más tarde.
error-address_not_confirmed = Confirme primero su dirección de correo. Después podrá añadir un número de teléfono.
error-address_taken = Esta dirección pertenece a otra cuenta. Inicie sesión en ella o use otra dirección.
error-phone_taken = Este número pertenece a otra cuenta.
error-not_confirmed = Marque la casilla para decir que sabe lo que se perderá.
error-mail_off = Este sitio no puede enviar correos. Use una llave de acceso.
error-signed_out = Su sesión está cerrada. Inicie sesión e inténtelo de nuevo.
error-deactivated = Esta cuenta está desactivada. Pregunte a los responsables de este sitio.
error-read_only_key = Esta clave de API solo permite leer.
error-invalid_api_key = Esta clave de API no es válida.
error-invalid_token = Este inicio de sesión ha terminado o no es válido. Inicie sesión de nuevo.
error-verification_required = Para esto hace falta haber demostrado en los últimos diez minutos que es usted. Confírmelo e inténtelo de nuevo.
error-last_way_in = Es la última forma de entrar en su cuenta. Añada otra llave de acceso o confirme su dirección antes de quitarla.
error-invalid_name = Un nombre tiene de uno a sesenta caracteres.
error-too_many_requests = Han sido demasiadas veces. Espere un poco e inténtelo de nuevo. Lo que ya se envió sigue sirviendo.
error-cross_site = La petición vino de otro sitio. Abra la página aquí e inténtelo de nuevo.
error-not_found = Eso ya no existe.
error-not_found-passkey = Esta cuenta ya no tiene ninguna llave de acceso. Recargue la página.
error-too_large = Es más de lo que este sitio acepta de una vez.
error-request_timeout = Su petición tardó demasiado en llegar. Compruebe su conexión e inténtelo de nuevo.
error-unavailable = Este sitio no está disponible en este momento. Inténtelo de nuevo dentro de un minuto.
error-internal = Algo salió mal por nuestra parte. Inténtelo de nuevo.

## La API

docs-title = La API
docs-heading = La API de este sitio, para leer y probar
docs-without-scripts = La lista la crea un script, y JavaScript está desactivado en este navegador. La descripción de la que sale no lo necesita:

## Códigos de recuperación

codes-title = Códigos de recuperación
codes-why = Para el día en que no tenga a mano ninguna llave de acceso: inicie sesión por correo, escriba un código y podrá añadir una nueva. Un código por sí solo no abre ninguna sesión.
codes-none = Todavía no tiene ninguno.
codes-left = { $unused } de { $all } sin usar, creados: { $when }.
codes-few = Quedan pocos. Cree otros nuevos antes de necesitarlos.
codes-make = Crear códigos de recuperación
codes-replace = Crear nuevos códigos de recuperación
codes-verify-why = Para crear códigos debe haber usado una llave de acceso hace un momento.
codes-passkey-first = Añada primero una llave de acceso: un código sustituye a una perdida.
codes-shown = Sus códigos de recuperación
codes-shown-once = Solo se muestran esta vez. Anótelos, imprima esta página o guárdelos como archivo: no solo en el dispositivo que tiene sus llaves de acceso.
codes-each = Cada uno sirve una vez. Todos los códigos anteriores quedan anulados.
codes-save = Guardar como archivo de texto
codes-kept = Ya los he guardado
codes-back = Volver a «Mi cuenta»

## Llaves de acceso perdidas

recovery-title = ¿Ha perdido sus llaves de acceso?
recovery-can = En «Mi cuenta» puede añadir una llave de acceso y quitar las que ha perdido.
recovery-dashboard = Ir a «Mi cuenta»
recovery-look = Busque primero: puede que otro dispositivo, una llave de seguridad o un gestor de contraseñas tenga una.
recovery-code-heading = Con un código de recuperación
recovery-code = Código de recuperación
recovery-code-hint = Veinte letras y cifras. No importan las mayúsculas, los espacios ni los guiones.
recovery-code-use = Usar el código de recuperación
recovery-no-codes = Esta cuenta no tiene códigos de recuperación sin usar.
recovery-reset-heading = ¿Tampoco tiene un código?
recovery-reset-how = Entonces se puede restablecer la cuenta: al cabo de tres días crea una nueva llave de acceso. Le avisamos enseguida por correo, y quien aún tenga una llave suya, o ese correo, puede cancelarlo mientras tanto.
recovery-reset-ask = Pedir un restablecimiento
recovery-reset-by-mail = El restablecimiento se pide tras iniciar sesión por correo: cierre la sesión y pida un enlace de acceso.
recovery-reset-no-mail = Este sitio no puede enviar correo, así que no hay restablecimiento.
recovery-waiting = Se pidió un restablecimiento: { $asked }. Desde { $ripe } hasta { $over } podrá crear aquí una nueva llave de acceso tras iniciar sesión por correo.
recovery-waiting-ends = Termina por sí solo en cuanto se usa una llave de acceso o un código de recuperación, y con el enlace del correo que lo anuncia.
recovery-ripe = Han pasado los tres días: cree una nueva llave de acceso hasta { $over }. Los códigos de recuperación quedan anulados. Las llaves perdidas siguen hasta que las quite con la nueva.

## Un restablecimiento, en «Mi cuenta»

reset-under-way = Hay un restablecimiento de esta cuenta en curso
reset-under-way-what = Lo pidió ({ $asked }) alguien que lee su correo y dice que ha perdido todas las llaves de acceso. A partir de { $ripe } podrá crear una nueva y así entrar.
reset-cancel = Cancelar el restablecimiento
reset-verify = ¿No fue usted? Confirme abajo que es usted con una llave de acceso: eso lo cancela. También el enlace del correo que lo anuncia.
reset-you = ¿Fue usted? Así continúa
reset-cancelled = Un restablecimiento fue cancelado
reset-cancelled-what = Se pidió ({ $asked }) y se canceló ({ $cancelled }). Nada ha cambiado.
reset-not-you = ¿No lo pidió usted? Entonces alguien lee su correo: cambie la contraseña de su buzón y termine las sesiones que no sean suyas.

## La página que cancela un restablecimiento

cancel-title = Cancelar un restablecimiento
cancel-heading = ¿Cancelar el restablecimiento?
cancel-why = Alguien que lee su correo dijo haber perdido todas las llaves de acceso de su cuenta. Si no fue usted, cancélelo. Entonces nada cambia.
cancel-done = El restablecimiento está cancelado
cancel-done-what = Nada ha cambiado. Sus llaves de acceso y códigos funcionan como antes.
cancel-nothing = No hay nada que cancelar
cancel-nothing-why = Este restablecimiento ya se canceló o se usó, o su plazo terminó. Lo ocurrido consta en el historial de su cuenta.

## La oferta de una llave de acceso

offer-heading = La próxima vez, sin correo
offer-why = Con una llave de acceso entra con su huella, su rostro o el bloqueo de pantalla: un clic, sin esperas, y nadie puede sonsacársela.
offer-not-now = Ahora no
offer-later = Siempre puede añadir una en «Mi cuenta».

## Las páginas de la cuenta, y demostrar quién se es

proof-without-scripts = Usar una llave de acceso requiere JavaScript, que está desactivado en este navegador.
proof-by-mail = Esta cuenta no tiene llave de acceso: un enlace de acceso nuevo demuestra que es usted.
manage-title = Ajustes de la cuenta
manage-back = Volver a «Mi cuenta»
manage-proof-why = Para cambiar su dirección o número, llevarse sus datos o borrar la cuenta, confirme antes que es usted.
manage-name = Nombre
manage-name-label = Su nombre
manage-name-hint = Lo muestran este sitio y su gestor de contraseñas. Déjelo vacío para que se use su dirección.
manage-name-save = Guardar el nombre
manage-address = Dirección
manage-address-waiting = Una nueva dirección espera confirmación
manage-address-sent = Enviamos un enlace y un código a { $email }. Hasta que se use uno de ellos, nada cambia.
manage-address-elsewhere = Se pidió en otra sesión y solo se puede confirmar allí.
manage-address-cancel = Anular el cambio
manage-address-new = Nueva dirección
manage-address-hint = Será suya cuando abra el enlace que enviamos allí. Se avisa a su dirección actual.
manage-address-change = Cambiar la dirección
manage-address-off = Este sitio no puede enviar correo, así que la dirección no se puede cambiar.
manage-phone = Número de teléfono
manage-phone-none = Ninguno. Es opcional y no sirve para iniciar sesión.
manage-phone-sent = Enviamos un código a { $phone }. Sirve durante 10 minutos.
manage-phone-code = Código del SMS
manage-phone-confirm = Confirmar el número
manage-phone-new = Nuevo número
manage-phone-hint = Con el prefijo del país, empezando por el signo más.
manage-phone-send = Enviarme un código por SMS
manage-phone-remove = Quitar el número
manage-phone-off = Este sitio no puede enviar SMS, así que no se puede añadir un número.
manage-data = Sus datos
manage-data-what = Todo lo que se guarda sobre usted, en un archivo (JSON): su cuenta, llaves de acceso, sesiones e historial. No contiene nada que abra su cuenta.
manage-data-download = Descargar mis datos
manage-leave = Borrar la cuenta
manage-leave-how = Al momento y para siempre. Se le pregunta una vez más en una página aparte.
manage-leave-go = Ir al último paso
delete-title = Borrar su cuenta
delete-back = Volver a los ajustes de la cuenta
delete-proof-why = Para borrar la cuenta, confirme antes que es usted.
delete-lost = Lo que se perderá
delete-lost-address = su dirección, { $email }
delete-lost-phone = su número de teléfono, { $phone }
delete-lost-passkeys = { $count ->
    [one] su llave de acceso, que ya no abrirá nada
   *[other] sus { $count } llaves de acceso, que ya no abrirán nada
}
delete-lost-sessions = todas las sesiones: se cierra su sesión en todas partes, también aquí
delete-lost-rest = el historial de la cuenta y todo lo demás que se guarda sobre usted
delete-mail = Nadie puede recuperarla. Si la dirección está confirmada, un último correo lo comunica; el servidor lo olvida un día después de enviarlo.
delete-understood = Sé que esto no se puede deshacer.
delete-button = Borrar mi cuenta para siempre
goodbye-title = Adiós
goodbye-done = Su cuenta se ha borrado
goodbye-nothing-left = Aquí no queda nada de ella y su sesión está cerrada en todas partes.
goodbye-manager = Se ha avisado a su gestor de contraseñas, si escucha. Si aún muestra la llave de acceso, puede borrarla allí.
goodbye-none = En este navegador no se acaba de borrar ninguna cuenta.
