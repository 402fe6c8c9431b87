"""A receiver that verifies deliveries of the real server with `standardwebhooks`, a library that shares no
code with this project.
"""

import http.server
import threading
import time

from fastapi_passkeys.testing import SoftwareAuthenticator
from standardwebhooks import Webhook, WebhookVerificationError
from with_server import WithServer, free_port


class Receiver:
    """Rejects the first `refusals` deliveries, then accepts everything, unless it is paused."""

    def __init__(self, refusals=0, port=0):
        self.told, self.refusals, self.free = [], refusals, threading.Event()
        self.free.set()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.told.append((dict(self.headers), body))
                receiver.free.wait(20)
                status, receiver.refusals = (503 if receiver.refusals > 0 else 204), receiver.refusals - 1
                try:
                    self.send_response(status)
                    self.end_headers()
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.url = f"http://localhost:{self.server.server_port}/hooks"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, count):
        for _ in range(400):
            if len(self.told) >= count:
                return self.told[:count]
            time.sleep(0.05)
        raise AssertionError(f"told {len(self.told)} times, not {count}")

    def stop(self):
        self.free.set()
        self.server.shutdown()
        self.server.server_close()


class Webhooks(WithServer):
    def receive(self, *events, refusals=0):
        receiver = Receiver(refusals)
        self.addCleanup(receiver.stop)
        return receiver, *self.add(receiver.url, *events)

    def add(self, url, *events):
        events = ["--events", ",".join(events)] if events else []
        status, secret, said = self.operate("webhook", "add", url, *events)
        self.assertEqual(status, 0, said)
        listed = self.operate("webhook", "list")[1].splitlines()
        endpoint = next(line.split("\t")[0] for line in listed if line.split("\t")[1] == url)
        self.addCleanup(self.operate, "webhook", "remove", endpoint)
        self.assertNotIn(secret.strip(), said + "".join(listed))
        return endpoint, Webhook(secret.strip())

    def let_time_pass(self):
        self.execute("update messages set next_attempt_at = 0 where next_attempt_at > 0")

    def deliveries(self, endpoint):
        listed = self.operate("webhook", "deliveries")[1].splitlines()
        return [line.split("\t") for line in listed if endpoint in line]

    def wait_until(self, endpoint, states):
        for _ in range(100):
            found = [line[0] for line in self.deliveries(endpoint)]
            if found == states:
                return
            time.sleep(0.1)
        self.assertEqual(found, states)

    def test_a_receiver_that_rejects_at_first_gets_every_event_signed(self):
        receiver, endpoint, webhook = self.receive(refusals=1)
        port = free_port()
        down, _ = self.add(f"http://localhost:{port}/hooks")
        key = SoftwareAuthenticator(user_verified=True)
        _, made = self.sign_up("ada@example.org", key)
        told = receiver.wait_for(3)
        self.let_time_pass()
        told = receiver.wait_for(4)

        news = [webhook.verify(body, headers) for headers, body in told]
        self.assertEqual({one["data"]["user_id"] for one in news}, {made["userId"]})
        self.assertEqual(
            [one["type"] for one in news],
            ["user.created", "passkey.added", "session.created", "user.created"],
        )
        ids = [headers["webhook-id"] for headers, _ in told]
        self.assertEqual((ids[0], len(set(ids))), (ids[3], 3))
        self.assertNotIn(b"ada@example.org", b"".join(body for _, body in told))
        headers, body = told[0]
        for wrong_headers, wrong_body in [
            (headers, body + b" "),
            (headers | {"webhook-id": ids[1]}, body),
            (headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}, body),
        ]:
            with self.assertRaises(WebhookVerificationError):
                webhook.verify(wrong_body, wrong_headers)

        self.wait_until(endpoint, ["sent"] * 3)
        self.wait_until(down, ["waiting"] * 3)
        for line in self.deliveries(down):
            self.assertIn("refused", line[-1])
        # It starts, and gets the events that it missed.
        late = Receiver(port=port)
        self.addCleanup(late.stop)
        self.let_time_pass()
        late.wait_for(3)

    def test_a_killed_server_loses_no_event_and_repeats_the_same_delivery(self):
        receiver, endpoint, webhook = self.receive("user.created")
        receiver.free.clear()
        self.sign_up("bob@example.org", SoftwareAuthenticator(user_verified=True))
        self.sign_up("eve@example.org", SoftwareAuthenticator(user_verified=True))
        receiver.wait_for(1)
        self.server.kill()
        self.server.wait()
        receiver.free.set()
        self.start()
        # Backdate the claim by a minute.
        self.execute("update messages set claimed_until = 0 where claimed_until > 0")
        told = receiver.wait_for(3)
        ids = [headers["webhook-id"] for headers, _ in told]
        self.assertEqual((ids[0], len(set(ids))), (ids[1], 2))
        for headers, body in told:
            self.assertEqual(webhook.verify(body, headers)["type"], "user.created")

    def test_the_operator_tests_an_endpoint_and_removes_it(self):
        receiver, endpoint, webhook = self.receive("user.deleted", refusals=1)
        status, steps, why = self.operate("webhook", "test", endpoint)
        self.assertEqual(status, 1)
        self.assertIn(receiver.url, steps)
        self.assertIn("503", why)
        status, steps, _ = self.operate("webhook", "test", endpoint)
        self.assertEqual((status, steps.splitlines()[-1]), (0, "The endpoint accepted the test event."))
        headers, body = receiver.wait_for(2)[1]
        self.assertEqual(webhook.verify(body, headers)["type"], "webhook.test")
        self.assertEqual(self.operate("webhook", "remove", endpoint)[0], 0)
        self.assertEqual(self.operate("webhook", "remove", endpoint)[0], 1)
        self.assertEqual(self.operate("webhook", "test", endpoint)[0], 1)

    def test_invalid_endpoints_are_rejected_in_one_line(self):
        for url, *events in [
            ["http://example.org/"], ["example.org"], ["https://a:b@example.org/"],
            ["https://example.org/", "--events", "user.created,user.renamed"],
        ]:
            status, printed, said = self.operate("webhook", "add", url, *events)
            self.assertEqual((status, printed, len(said.splitlines())), (1, "", 1), said)
