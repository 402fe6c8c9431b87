console-link = Enlace de acceso
console-link-what = Un enlace permite entrar al usuario una sola vez, durante una hora. No cuenta como llave de acceso. El historial del usuario muestra que lo creó el responsable.
console-link-send = Enviar un enlace a { $to }
console-link-create = Crear un enlace para copiar
console-link-impossible = Esta cuenta no tiene ninguna dirección ni número confirmados, así que no se puede entrar en ella con un enlace.
console-link-shown = Este enlace se muestra una sola vez. Envíelo solo al usuario: quien lo abra podrá entrar.
done-user-link-sent = El enlace se ha enviado.
console-create = Crear un usuario
console-create-what = La dirección y el número pasan a ser de la cuenta. Nadie recibe un correo: envíe un enlace de acceso desde la página del usuario.
console-create-phone = Con el prefijo del país, por ejemplo +34 612 345 678. Basta una dirección o un número.
console-create-back = Volver a los usuarios
console-keys = Claves de API
console-keys-list = Claves de los servidores
console-keys-none = No hay claves.
console-key-shown = Esta clave se muestra una sola vez. Cópiela en la configuración de su servidor.
console-key-used = Creada el { $created }, usada por última vez { $used }
console-key-unused = Creada el { $created }, nunca usada
console-key-expires = Válida hasta el { $at }
console-key-expired = Caducada
console-key-revoke = Revocar
done-keys-revoked = La clave se ha revocado.
console-key-new = Una clave nueva
console-key-what = Un servidor con una clave gestiona las cuentas a través de la API de gestión.
console-key-scope = Permisos
console-key-read = Solo lectura
console-key-write = Lectura y cambios
console-key-lifetime = Válida durante
console-key-days = { $count ->
    [one] un día
   *[other] { $count } días
    }
console-key-forever = Hasta que se revoque
console-key-create = Crear una clave
