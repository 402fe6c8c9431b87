console-hooks = Webhooks
console-hooks-all = Todos os eventos
console-endpoints = Destinos
console-endpoints-none = Não há destinos.
console-endpoint-shown = Este segredo só é mostrado uma vez. O destinatário verifica as entregas com ele.
console-endpoint-since = Adicionado em { $created }
console-endpoint-remove = Remover
done-endpoints-removed = O destino foi removido.
console-endpoint-new = Um novo destino
console-endpoint-url = Endereço web
console-endpoint-what = Começa com https://. Cada entrega é enviada para lá, assinada.
console-endpoint-events = Eventos (nenhum significa todos)
console-endpoint-add = Adicionar um destino
console-endpoint-gone = O destino foi removido
console-deliveries = Entregas mais recentes
console-deliveries-none = Não há entregas.
done-deliveries-resent = A entrega será enviada de novo.
console-delivery-resend = Enviar de novo
console-delivery-attempts = { $count ->
    [one] uma tentativa
   *[other] { $count } tentativas
    }
console-delivery-waiting = Aguardando
console-delivery-sending = Enviando
console-delivery-sent = Enviada
console-delivery-failed = Falhou
