console-hooks = Webhooks
console-hooks-all = Todos los eventos
console-endpoints = Destinos
console-endpoints-none = No hay destinos.
console-endpoint-shown = Este secreto se muestra una sola vez. El receptor verifica los envíos con él.
console-endpoint-since = Añadido el { $created }
console-endpoint-remove = Eliminar
done-endpoints-removed = El destino se ha eliminado.
console-endpoint-new = Un destino nuevo
console-endpoint-url = Dirección web
console-endpoint-what = Empieza por https://. Cada envío se publica allí, firmado.
console-endpoint-events = Eventos (ninguno significa todos)
console-endpoint-add = Añadir un destino
console-endpoint-gone = El destino se eliminó
console-deliveries = Últimos envíos
console-deliveries-none = No hay envíos.
done-deliveries-resent = El envío se repite.
console-delivery-resend = Enviar de nuevo
console-delivery-attempts = { $count ->
    [one] un intento
   *[other] { $count } intentos
    }
console-delivery-waiting = En espera
console-delivery-sending = Enviando
console-delivery-sent = Enviado
console-delivery-failed = Fallido
