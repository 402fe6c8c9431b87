## Textos de todas las páginas o de varias

frame-skip = Ir al contenido
frame-title-problem = Error: { $title }
frame-account-menu = Menú de la cuenta
frame-site = Sitio
frame-sign-up = Registrarse
frame-sign-in = Iniciar sesión
frame-motto = Inicie sesión con llaves de acceso, sin contraseñas.
frame-mailbox = Buzón de desarrollo
frame-look = Todos los componentes
frame-development = Servidor de desarrollo:
frame-language = Idioma
part-email = Correo electrónico
part-email-hint = Una dirección como name@example.org
part-email-link = Enviarme un enlace de acceso
part-sign-in-passkey = Iniciar sesión con una llave de acceso
part-create-passkey = Crear una llave de acceso
part-without-scripts = Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador. El enlace de acceso funciona sin él.
part-waiting = Siga las indicaciones del navegador para usar la huella, el rostro o el bloqueo de pantalla.
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
missing-hint = Puede que la dirección web esté mal escrita o que la página se haya movido.
missing-home = Ir a la página de inicio
refused-title = No se pudo completar
refused-heading = Eso no ha funcionado

## Inicio

home-heading = Inicie sesión con la huella, el rostro o el bloqueo de pantalla
home-lead = Cuentas sin contraseñas: nada que recordar, nada que robar.
home-signed-in = Ha iniciado sesión como { $name }.
home-dashboard = Abrir mi cuenta
home-sign-up = Crear una cuenta
home-sign-in = Iniciar sesión
home-development = Haga suya esta página: { $file }
home-how = Cómo funciona
home-step-create = Cree una llave de acceso
home-step-create-how = Su dispositivo crea un par de claves. La privada nunca sale de él, ni del gestor de contraseñas en el que usted confía.
home-step-sign-in = Inicie sesión con un clic
home-step-sign-in-how = No hace falta escribir ningún nombre. Su dispositivo demuestra que tiene la clave solo ante este sitio, nunca ante una imitación.
home-step-mail = ¿No tiene a mano una llave de acceso?
home-step-mail-how = Le enviamos por correo un enlace y un código corto. Solo funcionan en el navegador donde los pidió.

## Registrarse

sign-up-title = Registrarse
sign-up-heading = Cree su cuenta
sign-up-lead = Iniciará sesión con la huella, el rostro o el bloqueo de pantalla. No hay contraseña.
sign-up-or = o sin llave de acceso
sign-up-known = ¿Ya tiene una cuenta? { $link }
sign-up-known-link = Inicie sesión
sign-up-only-invited = Aquí solo pueden tener cuenta las direcciones de correo invitadas.
sign-up-only-domains = Aquí solo pueden tener cuenta las direcciones de correo de { $domains } y las invitadas.
sign-up-by-email = Le enviaremos un enlace que crea su cuenta. Después creará una llave de acceso.
sign-up-link = Enviarme un enlace
sign-up-closed-heading = No se admiten cuentas nuevas
sign-up-closed = Este sitio no crea cuentas nuevas.

## Iniciar sesión

sign-in-title = Iniciar sesión
sign-in-first = Para abrir esa página, inicie sesión primero.
sign-in-or = o por correo electrónico
sign-in-phone = ¿Tiene la llave de acceso en el teléfono? Use el mismo botón y escanee el código QR.
sign-in-new = ¿Es su primera vez aquí? { $link }
sign-in-new-link = Cree una cuenta

## Enlace de acceso

link-title = Enlace de acceso
link-elsewhere = Use el código en su lugar
link-elsewhere-how = Este enlace se pidió en otro navegador o en otro dispositivo. Si lo pidió usted, vuelva a esa ventana y escriba allí el código del correo.
link-elsewhere-warning = ¿No lo pidió usted? Cierre esta página y no comparta el código con nadie. No ha cambiado nada.
link-sign-in-first = Inicie sesión para confirmar
link-sign-in-first-how = Este enlace confirma { $email } para la cuenta que acaba de crear. Primero inicie sesión en ella con su llave de acceso.
link-reauth-why = Ha iniciado sesión en una cuenta que aún no ha confirmado { $email }. Use primero su llave de acceso. Después, este enlace confirma la dirección.
link-reauth-leave = ¿No es su cuenta? { $button } y vuelva a abrir el enlace.
link-signed-in = Ha iniciado sesión
link-signed-in-as = Ha iniciado sesión como { $name } y ya no necesita este enlace.
link-signed-in-go = Continuar
link-unusable = Este enlace no se puede usar
link-get-new = Pedir un enlace nuevo
link-ready = Iniciar sesión
link-ready-confirm = Confirme su dirección de correo
link-ready-confirm-button = Confirmar esta dirección
link-ready-change = Confirme su nueva dirección de correo
link-ready-change-button = Usar esta dirección
link-ready-address = Dirección de correo: { $email }
link-leaves = Ha iniciado sesión como { $name }. Este enlace es para otra cuenta. Si lo usa, se cerrará la sesión de esta.
link-none = No le hemos enviado ningún enlace
link-none-why = Este navegador no está esperando ningún enlace de acceso, o el último ha caducado.
link-get = Pedir un enlace de acceso
link-mailbox = Este servidor de desarrollo no envía correos. Lea su mensaje en el { $mailbox }.
link-mailbox-name = buzón de desarrollo
link-sent = Revise su correo
link-sent-if = Hemos enviado un correo a { $email }. Si esta dirección tiene una cuenta, o puede tenerla, el correo contiene un enlace y un código.
link-sent-to = Hemos enviado un enlace y un código a { $email }. { $count ->
    [one] Ambos sirven durante un minuto.
   *[other] Ambos sirven durante { $count } minutos.
}
link-code = Código del correo
link-use-code = Usar el código
link-or-open = O abra el enlace en este navegador.
link-wait-seconds = { $count ->
    [one] Podrá enviarlo de nuevo dentro de un segundo.
   *[other] Podrá enviarlo de nuevo dentro de { $count } segundos.
}
link-wait-minutes = { $count ->
    [one] Podrá enviarlo de nuevo dentro de un minuto.
   *[other] Podrá enviarlo de nuevo dentro de { $count } minutos.
}
link-send-again = ¿No lo ha recibido? { $button }
link-send-again-button = Enviarlo de nuevo

## Mi cuenta: la cuenta

dashboard-title = Seguridad
account-pages = Su cuenta
account-heading = Cuenta
account-name = Nombre
account-since = Miembro desde
account-address-none = Sin dirección de correo
account-address-confirmed = Confirmada
account-address-unconfirmed = Sin confirmar todavía
account-confirm = Confirme su dirección de correo
account-confirm-why = Mientras no confirme esta dirección, no podrá usarla para volver a entrar. Si otra persona confirma que es suya, su cuenta la perderá.
account-confirm-button = Enviarme un enlace de confirmación
account-sign-out = Cerrar sesión

## Mi cuenta: llaves de acceso

passkeys-heading = Llaves de acceso
passkeys-none = Todavía no tiene ninguna. Con una llave de acceso, inicia sesión con un clic y sin correo.
passkeys-lonely = Su única llave de acceso está en un solo dispositivo. Añada otra en un segundo dispositivo o en un gestor de contraseñas, para no perder el acceso si pierde ese dispositivo.
passkeys-add = Añadir una llave de acceso
passkeys-verify = Confirmar que es usted
passkeys-offer = La próxima vez, sin el teléfono
passkeys-offer-why = Ha iniciado sesión con una llave de acceso de otro dispositivo. Añada una aquí y la próxima vez bastará con la huella, el rostro o el bloqueo de pantalla de este dispositivo.
passkeys-offer-decline = No en este dispositivo
passkey-used = Añadida el { $created } · Último uso: { $used }
passkey-used-in = Añadida el { $created } · Último uso: { $used }, { $browser }
passkey-unused = Añadida el { $created } · Sin usar todavía
passkey-added = Añadida el { $created }
passkey-synced = Sincronizada
passkey-bound = Solo en un dispositivo
passkey-here = Este dispositivo
passkey-this = Usada para esta sesión
passkey-new-name = Nombre nuevo
passkey-rename = Cambiar nombre
passkey-remove = Quitar
passkey-remove-ask = ¿Quitar «{ $passkey }»?
passkey-remove-means = Ya no podrá iniciar sesión con ella.
passkey-remove-ends = { $count ->
    [one] También se cerrará otra sesión abierta con ella.
   *[other] También se cerrarán otras { $count } sesiones abiertas con ella.
}
passkey-remove-only = Es la única forma de entrar en su cuenta, por eso no puede quitarla. Añada antes otra llave de acceso o confirme su dirección de correo.

## Mi cuenta: sesiones

sessions-heading = Sesiones
sessions-end-others = Cerrar las demás sesiones
session-place = { $browser }, { $ip }
session-opened = { $how } · { $created } · Última actividad: { $seen }
session-by-mail = Sesión iniciada con un enlace o código de un correo
session-by-link = Sesión iniciada con un enlace que le envió o mostró un sitio
session-by-passkey = Sesión iniciada con la llave de acceso «{ $passkey }»
session-by-removed-passkey = Sesión iniciada con una llave de acceso que ya se ha quitado
session-this = Esta sesión
session-end = Cerrar sesión
sessions-only = No tiene ninguna otra sesión abierta.

## Mi cuenta: historial

history-heading = Actividad reciente
history-all = Ver toda la actividad
activity-title = Actividad
activity-filter = Tipo de actividad
activity-all = Toda
activity-sign-ins = Inicios de sesión
activity-changes = Cambios
activity-warnings = Avisos
activity-none = No hay actividad de este tipo.
history-passkey = { $what }: «{ $passkey }»
history-new-browser = { $what }, en un navegador nuevo
history-times = { $what } ({ $times } veces)
history-by-operator = { $what }, por el responsable de este sitio
history-older = Anteriores
history-newest = Más recientes
event-signed_up = Cuenta creada
event-signed_in_by_passkey = Inicio de sesión con una llave de acceso
event-signed_in_by_mail = Inicio de sesión por correo
event-signed_in_by_link = Inicio de sesión con un enlace de este sitio
event-sign_in_failed = Se rechazó una llave de acceso
event-counter_went_back = Se rechazó una llave de acceso porque podría haberse copiado
event-synced_counter_went_back = El contador de firmas de una llave de acceso sincronizada no aumentó, lo que puede ocurrir tras una sincronización
event-answer_repeated = Una respuesta de llave de acceso se envió de nuevo y se rechazó
event-answer_late = Una respuesta de llave de acceso llegó demasiado tarde y se rechazó
event-verified = Identidad confirmada con una llave de acceso
event-passkey_added = Llave de acceso añadida
event-passkey_renamed = Llave de acceso con nombre nuevo
event-passkey_removed = Llave de acceso quitada
event-address_confirmed = Dirección confirmada
event-address_changing = Cambio de dirección pedido
event-address_changed = Dirección cambiada
event-address_change_cancelled = Cambio de dirección cancelado
event-display_name_changed = Nombre cambiado
event-details_changed = Datos cambiados
event-phone_added = Número de teléfono añadido
event-phone_confirmed = Número de teléfono confirmado
event-phone_removed = Número de teléfono quitado
event-data_downloaded = Datos descargados
event-session_ended = Se cerró una sesión
event-other_sessions_ended = Se cerraron las demás sesiones
event-signed_out = Sesión cerrada
event-token_reused = Se cerró la sesión de una aplicación: podría haberse copiado
event-recovery_codes_made = Códigos de recuperación nuevos creados
event-recovery_code_used = Confirmado con un código de recuperación
event-recovery_code_refused = Código de recuperación incorrecto
event-reset_requested = Restablecimiento pedido
event-reset_cancelled = Restablecimiento cancelado
event-reset_completed = Llave de acceso añadida mediante un restablecimiento
event-changed_by_site = Modificada por este sitio
event-deactivated = Desactivada por este sitio
event-reactivated = Reactivada por este sitio
event-activated = Usada por primera vez
event-claim_dropped = La dirección pertenece ahora a otra cuenta, que la ha confirmado
event-account_deleted = Cuenta borrada
event-account_deleted_by_site = Cuenta borrada por este sitio
event-admin_added = Pasó a ser administrador de este sitio
event-admin_removed = Ya no es administrador de este sitio
event-deleted_another = Borró la cuenta de otra persona como administrador
event-invited = Invitó a alguien a crear una cuenta
event-invitation_withdrawn = Retiró una invitación
event-link_created = Enlace de acceso creado
event-setting_changed = Cambió un ajuste del sitio
event-key_created = Clave de API creada
event-key_revoked = Clave de API revocada
event-endpoint_added = Destino de webhook añadido
event-endpoint_removed = Destino de webhook eliminado
event-delivery_resent = Webhook enviado de nuevo

## Lo que dice una tarjeta después de un cambio

done-passkeys-added = Llave de acceso añadida.
done-passkeys-renamed = Nombre de la llave de acceso cambiado.
done-passkeys-removed = Llave de acceso quitada. Se han cerrado las sesiones que se abrieron con ella, salvo esta.
done-passkeys-code-used = Código de recuperación aceptado. Ya puede añadir una llave de acceso y quitar las que ha perdido.
done-sessions-ended = Se ha cerrado esa sesión.
done-sessions-others-ended = Se han cerrado todas las demás sesiones.
done-name-saved = Nombre guardado.
done-details-saved = Datos guardados.
done-address-changed = Dirección de correo cambiada.
done-address-kept = Cambio cancelado. Su dirección de correo sigue siendo la misma.
done-identity-confirmed = Dirección de correo confirmada.
done-reset-cancelled = Restablecimiento cancelado.
done-recovery-requested = Restablecimiento pedido. Le hemos enviado un correo al respecto.
done-link-sent-again = Se lo hemos enviado de nuevo.
done-home-signed-out = Ha cerrado la sesión.

## Buzón de desarrollo

mailbox-lead = Correos y mensajes de texto de este servidor, del más nuevo al más antiguo. Ninguno se envía. { $again }
mailbox-again = Actualizar
mailbox-empty = Todavía no hay correos. Regístrese o pida un enlace de acceso y el correo aparecerá aquí.
mailbox-to = Para { $to }, { $when }
mailbox-text = Mensaje de texto
mailbox-open-link = Abrir el enlace

## Errores que comunica el navegador. Cada uno dice qué ha pasado y qué hacer.

error-cancelled = La solicitud de la llave de acceso no se completó. Inténtelo de nuevo o pida un enlace de acceso por correo.
error-cancelled-no-link = La solicitud de la llave de acceso no se completó. Inténtelo de nuevo.
error-unusable_authenticator = Este dispositivo no puede guardar una llave de acceso. Use un teléfono o ponga un PIN en su llave de seguridad.
error-old_authenticator = Esta llave de seguridad es demasiado antigua para llaves de acceso. Use un teléfono o una llave más nueva.
error-wrong_site = Las llaves de acceso de este sitio no funcionan en esta dirección web. Abra el sitio en su dirección habitual e inténtelo de nuevo.
error-no_passkeys = Este navegador no puede usar llaves de acceso en esta página. Pida en su lugar un enlace de acceso por correo.
error-no_passkeys-no-link = Este navegador no puede usar llaves de acceso en esta página. Pruebe con otro navegador.
error-authenticator_failed = Su dispositivo o gestor de contraseñas comunicó un problema. Inténtelo de nuevo.
error-cookies_off = Este sitio necesita cookies y este navegador las bloquea. Permita las cookies de este sitio, recargue la página e inténtelo de nuevo.
error-offline = No se pudo acceder al sitio. Compruebe su conexión e inténtelo de nuevo.

## Errores que comunica el servidor, por los códigos de src/error/code.rs

error-invalid_request = Este sitio no entendió la solicitud. Vuelva atrás, recargue la página e inténtelo de nuevo.
error-invalid_email = Eso no es una dirección de correo. Escriba una como name@example.org.
error-ceremony_expired = Esta solicitud ha caducado o ya se ha usado. Inténtelo de nuevo.
error-verification_failed = No se pudo verificar esa llave de acceso. Inténtelo de nuevo o use otra.
error-unknown_credential = Esta llave de acceso ya no está registrada aquí. Use otra o pida un enlace de acceso por correo.
error-unknown_credential-no-link = Esta llave de acceso ya no está registrada aquí. Use otra.
error-duplicate_credential = Este dispositivo o gestor de contraseñas ya tiene una llave de acceso para esta cuenta.
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = Esta cuenta ha alcanzado el número máximo de llaves de acceso. Quite una primero.
error-link_expired = Este enlace o código ha caducado o ya se ha usado. Pida uno nuevo.
error-wrong_browser = Este enlace se pidió en otro navegador. Si lo pidió usted, escriba el código del correo en esa ventana.
error-wrong_code = Ese código no coincide con el de nuestro último correo. Inténtelo de nuevo.
error-wrong_recovery_code = Ese no es uno de sus códigos de recuperación sin usar. Compruébelo e inténtelo de nuevo.
error-already_shown = Estos códigos ya se mostraron una vez. Si no los guardó, cree códigos nuevos.
error-mail_sign_in_required = Para esto, inicie sesión primero por correo. Pida un enlace de acceso.
error-invalid_phone = Ese no es un número que pueda recibir mensajes de texto. Escríbalo con el prefijo del país, como +49 1512 3456789.
error-address_taken = Esta dirección de correo pertenece a otra cuenta. Inicie sesión en ella o use otra dirección.
error-phone_taken = Este número pertenece a otra cuenta.
error-not_confirmed = Marque la casilla para confirmar que sabe lo que se borrará.
error-mail_off = Este sitio no puede enviar correos. Use una llave de acceso.
error-sign_up_closed = No puede crear una cuenta aquí con esta dirección. La página de registro dice quién puede.
error-invalid_setting = Este valor no es válido aquí. Escriba dominios como example.com, separados por comas.
error-setting_locked = Los ajustes del servidor fijan este valor, así que no se puede cambiar aquí.
error-signed_out = Su sesión está cerrada. Inicie sesión e inténtelo de nuevo.
error-deactivated = Esta cuenta está desactivada. Póngase en contacto con el responsable de este sitio.
error-read_only_key = Esta clave de API es de solo lectura.
error-invalid_api_key = Esta clave de API no es válida.
error-invalid_token = Este inicio de sesión ha terminado o no es válido. Inicie sesión de nuevo.
error-verification_required = Para esto tiene que haber confirmado en los últimos diez minutos que es usted. Confírmelo e inténtelo de nuevo.
error-last_way_in = Es la única forma de entrar en su cuenta. Añada otra llave de acceso o confirme su dirección de correo antes de quitarla.
error-invalid_name = Escriba un nombre de 1 a 60 caracteres.
error-invalid_field = Este valor no es válido en este campo. Revíselo e inténtelo de nuevo.
error-too_many_requests = Demasiados intentos. Espere un poco e inténtelo de nuevo. Lo que ya le hemos enviado sigue funcionando.
error-cross_site = La solicitud vino de otro sitio. Abra la página en este sitio e inténtelo de nuevo.
error-not_found = Eso ya no existe.
error-not_found-passkey = Esta cuenta ya no tiene ninguna llave de acceso. Recargue la página.
error-too_large = Es más de lo que este sitio acepta de una vez.
error-request_timeout = Su solicitud tardó demasiado en llegar. Compruebe su conexión e inténtelo de nuevo.
error-unavailable = Este sitio no está disponible en este momento. Inténtelo de nuevo dentro de un minuto.
error-internal = Se ha producido un error en este sitio. Inténtelo de nuevo.

## Códigos de recuperación

codes-title = Códigos de recuperación
codes-why = Para cuando no tenga una llave de acceso: inicie sesión por correo, escriba un código y podrá añadir una llave nueva. Un código por sí solo no sirve para iniciar sesión.
codes-none = Todavía no tiene ninguno. Con uno puede volver a entrar si pierde todas sus llaves de acceso.
codes-left = { $unused } de { $all } sin usar, creados: { $when }.
codes-few = Quedan pocos. Cree otros nuevos antes de necesitarlos.
codes-make = Crear códigos de recuperación
codes-replace = Crear nuevos códigos de recuperación
codes-replace-warning = { $count ->
    [one] Su código sin usar dejará de funcionar.
   *[other] Sus { $count } códigos sin usar dejarán de funcionar.
}
codes-passkey-first = Añada primero una llave de acceso. Un código de recuperación sustituye a una llave perdida.
codes-shown = Sus códigos de recuperación
codes-shown-once = Estos códigos solo se muestran una vez. Anótelos, imprima esta página o guárdelos como archivo. No los tenga solo en el dispositivo donde están sus llaves de acceso.
codes-each = Cada código funciona una vez. Los códigos anteriores ya no funcionan.
codes-save = Guardar como archivo de texto
codes-copy = Copiar los códigos
codes-copied = Copiados
codes-print = Imprimir
codes-kept = He guardado mis códigos
codes-back = Volver a «Mi cuenta»

## Llaves de acceso perdidas

recovery-title = ¿Ha perdido sus llaves de acceso?
recovery-can = En «Mi cuenta» puede añadir una llave de acceso y quitar las que ha perdido.
recovery-dashboard = Ir a «Mi cuenta»
recovery-look = Busque primero una llave de acceso. Puede haber una en otro dispositivo, en una llave de seguridad o en un gestor de contraseñas.
recovery-none-left = ¿No le queda ninguna llave de acceso?
recovery-by-mail = Pida un enlace de acceso si ha confirmado su dirección de correo. Cuando haya iniciado sesión, un código de recuperación le permite añadir una llave de acceso nueva. Sin código, puede pedir un restablecimiento de la cuenta, que tarda tres días.
recovery-code-heading = Usar un código de recuperación
recovery-code = Código de recuperación
recovery-code-hint = Veinte letras y cifras. No importan las mayúsculas, los espacios ni los guiones.
recovery-code-use = Usar este código
recovery-no-codes = Esta cuenta no tiene códigos de recuperación sin usar.
recovery-reset-heading = ¿Tampoco tiene un código?
recovery-reset-how = En su lugar, puede restablecer la cuenta. Al cabo de tres días podrá crear una llave de acceso nueva. Le avisamos enseguida por correo. Quien tenga una de sus llaves de acceso, o ese correo, puede cancelar el restablecimiento antes de que se use.
recovery-reset-ask = Pedir un restablecimiento
recovery-reset-by-mail = Para pedir un restablecimiento, inicie sesión primero por correo: cierre la sesión y pida un enlace de acceso.
recovery-reset-no-mail = Este sitio no puede enviar correos, así que no es posible restablecer la cuenta.
recovery-waiting = Se pidió un restablecimiento: { $asked }. Desde { $ripe } hasta { $over }, inicie sesión por correo para crear aquí una llave de acceso nueva.
recovery-waiting-ends = Usar una llave de acceso o un código de recuperación cancela el restablecimiento. También lo cancela el enlace de nuestro correo.
recovery-ripe = Han pasado los tres días. Puede crear una llave de acceso nueva hasta { $over }. Sus códigos de recuperación dejarán de funcionar. Las llaves perdidas siguen funcionando hasta que las quite con la nueva.

## Un restablecimiento, en «Mi cuenta»

reset-under-way = Se ha pedido un restablecimiento de esta cuenta
reset-under-way-what = Lo pidió ({ $asked }) alguien con acceso a su correo, que dijo haber perdido todas las llaves de acceso. A partir de { $ripe } podrá crear una llave nueva y entrar en su cuenta.
reset-cancel = Cancelar el restablecimiento
reset-verify = ¿No fue usted? Cancele el restablecimiento. Para ello necesita una llave de acceso o el enlace de nuestro correo.
reset-you = ¿Fue usted? Vea qué ocurre después
reset-cancelled = Un restablecimiento fue cancelado
reset-cancelled-what = Se pidió ({ $asked }) y se canceló ({ $cancelled }). Nada ha cambiado.
reset-not-you = Si no lo pidió usted, otra persona puede leer su correo. Cambie la contraseña de su correo y cierre las sesiones que no sean suyas.

## La página que cancela un restablecimiento

cancel-title = Cancelar un restablecimiento
cancel-heading = ¿Cancelar el restablecimiento?
cancel-why = Alguien con acceso a su correo dijo haber perdido todas las llaves de acceso de su cuenta. Si no fue usted, cancele el restablecimiento. Así no cambia nada.
cancel-done = Restablecimiento cancelado
cancel-done-what = No ha cambiado nada. Sus llaves de acceso y códigos siguen funcionando.
cancel-nothing = No hay nada que cancelar
cancel-nothing-why = Este restablecimiento ya se canceló o se usó, o ha caducado. El historial de su cuenta muestra lo ocurrido.

## La página del correo sobre un navegador nuevo

not-me-title = ¿Fue usted?
not-me-what = Alguien inició sesión en su cuenta el { $when }, en { $browser } desde la dirección IP { $ip }.
not-me-passkey = Usó la llave de acceso «{ $passkey }».
not-me-why = Si no fue usted, cierre la sesión de ese navegador. También se cerrará la de todos los que iniciaron sesión en su cuenta después.
not-me-button = No fui yo
not-me-if-you = Si fue usted, cierre esta página. No tiene que hacer nada.
not-me-done = La sesión de ese navegador está cerrada
not-me-done-what = También está cerrada la de todos los que iniciaron sesión en su cuenta después.
not-me-passkey-works = La llave de acceso que se usó sigue funcionando. Quítela para que nadie vuelva a usarla.
not-me-remove = Quitar «{ $passkey }»
not-me-first = Iniciar sesión para quitar la llave
not-me-mail = El inicio de sesión fue por correo, así que otra persona puede leer su correo. Cambie la contraseña de su correo.
not-me-nothing = Este enlace ya no funciona
not-me-nothing-why = Ya se usó o ha caducado. En su cuenta puede ver las sesiones y cerrar cada una.

## La oferta de una llave de acceso

offer-heading = La próxima vez, sin correo
offer-why = Con una llave de acceso inicia sesión con la huella, el rostro o el bloqueo de pantalla. Basta un clic, sin esperas, y nadie puede engañarle para que la entregue.
offer-not-now = Ahora no
offer-later = Siempre puede añadir una en «Mi cuenta».

## Ajustes de la cuenta y confirmación de identidad

reauth-without-scripts = Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador.
reauth-by-mail = Esta cuenta no tiene llave de acceso. Para confirmar que es usted, pida un enlace de acceso nuevo.
verify-why = Así protege su cuenta si otra persona usa este navegador.
verify-cancel = Cancelar
manage-title = Ajustes de la cuenta
manage-name = Nombre
manage-name-label = Su nombre
manage-name-hint = Se muestra en este sitio y en su gestor de contraseñas. Si está vacío, se muestra su dirección de correo.
manage-name-save = Guardar el nombre
manage-details = Sus datos
manage-details-save = Guardar los datos
manage-address = Dirección de correo
manage-address-waiting = Su nueva dirección aún no está confirmada
manage-address-sent = Hemos enviado un enlace y un código a { $email }. No cambia nada hasta que use el enlace o el código.
manage-address-elsewhere = El cambio se pidió en otra sesión. Solo se puede confirmar allí.
manage-address-cancel = Cancelar el cambio
manage-address-new = Nueva dirección de correo
manage-address-hint = Enviaremos un enlace a la nueva dirección. El cambio se aplica cuando lo confirme. También avisamos a su dirección actual.
manage-address-change = Cambiar la dirección de correo
manage-address-off = Este sitio no puede enviar correos, así que no puede cambiar su dirección.
manage-data = Sus datos
manage-data-what = Todo lo que este sitio guarda sobre usted, en un archivo (JSON): su cuenta, llaves de acceso, sesiones e historial. Nadie puede usar el archivo para entrar en su cuenta.
manage-data-download = Descargar mis datos
manage-leave = Borrar la cuenta
manage-leave-how = Es inmediato y definitivo. Lo confirmará en la página siguiente.
manage-leave-go = Borrar la cuenta…
delete-title = Borrar su cuenta
delete-back = Volver a los ajustes de la cuenta
delete-lost = Lo que se borrará
delete-lost-address = su dirección de correo, { $email }
delete-lost-phone = su número de teléfono, { $phone }
delete-lost-passkeys = { $count ->
    [one] su llave de acceso, que dejará de funcionar
   *[other] sus { $count } llaves de acceso, que dejarán de funcionar
}
delete-lost-sessions = todas las sesiones: se cerrarán en todas partes, también aquí
delete-lost-rest = el historial de su cuenta y todo lo demás que este sitio guarda sobre usted
delete-mail = Nadie puede recuperar su cuenta. Si su dirección está confirmada, le enviamos un último correo. El servidor borra su copia un día después de enviarlo.
delete-understood = Entiendo que esto no se puede deshacer.
delete-button = Borrar mi cuenta definitivamente
goodbye-title = Adiós
goodbye-done = Su cuenta se ha borrado
goodbye-nothing-left = Aquí no queda ninguno de sus datos y se han cerrado todas sus sesiones.
goodbye-manager = Si su gestor de contraseñas aún muestra la llave de acceso, puede borrarla allí.
goodbye-none = No se acaba de borrar ninguna cuenta en este navegador.
