console-hooks = Webhooks
console-hooks-all = All events
console-endpoints = Endpoints
console-endpoints-none = There are no endpoints.
console-endpoint-shown = This secret is shown once. The receiver verifies deliveries with it.
console-endpoint-since = Added { $created }
console-endpoint-remove = Remove
done-endpoints-removed = The endpoint was removed.
console-endpoint-new = A new endpoint
console-endpoint-url = Web address
console-endpoint-what = It starts with https://. Each delivery is posted there and signed.
console-endpoint-events = Events (none means all)
console-endpoint-add = Add an endpoint
console-endpoint-gone = The endpoint was removed
console-deliveries = Newest deliveries
console-deliveries-none = There are no deliveries.
done-deliveries-resent = The delivery is sent again.
console-delivery-resend = Send again
console-delivery-attempts = { $count ->
    [one] one attempt
   *[other] { $count } attempts
    }
console-delivery-waiting = Waiting
console-delivery-sending = Sending
console-delivery-sent = Sent
console-delivery-failed = Failed
