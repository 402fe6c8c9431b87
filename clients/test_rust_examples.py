"""The Rust examples, each started as its first lines say, on the same database as a running server.

Needs RUST_EXAMPLES, the folder with the output of `cargo build --examples`.
"""

import json
import os
import subprocess
import urllib.error
import urllib.request

from fastapi_passkeys.testing import SoftwareAuthenticator
from with_server import WithServer, free_port

EXAMPLES = os.path.abspath(os.environ["RUST_EXAMPLES"])


class RustExamples(WithServer):
    def start_example(self, example):
        port = free_port()
        settings = self.settings | {"LATCHKEY_ADDR": f"127.0.0.1:{port}"}
        self.serve([f"{EXAMPLES}/{example}"], port, settings)
        return f"http://127.0.0.1:{port}"

    def test_a_protected_route_needs_a_session_and_a_recently_used_passkey(self):
        example = self.start_example("protected_route")

        def ask(path, authorization, method="GET"):
            headers = {"Host": self.origin.removeprefix("http://")}
            if authorization is not None:
                headers["Authorization"] = authorization
            request = urllib.request.Request(example + path, headers=headers, method=method)
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as refused:
                return refused.code, json.load(refused)

        key = SoftwareAuthenticator(user_verified=True)
        tokens = self.sign_up("fay@example.org", key)[1]
        token = tokens["access_token"]
        self.assertEqual(ask("/hello", f"Bearer {token}"), (200, {"user_id": tokens["userId"]}))
        self.assertEqual(ask("/hello", None), (401, {"code": "signed_out"}))
        head, body, signature = token.split(".")
        for bad in ("Bearer", f"Bearer {head}.{body}.{signature[::-1]}"):
            self.assertEqual(ask("/hello", bad), (401, {"code": "invalid_token"}), bad)
        # Credentials of another scheme belong to a proxy and are ignored.
        for other in ("", f"Basic {token}"):
            self.assertEqual(ask("/hello", other), (401, {"code": "signed_out"}), other)
        refused = ask("/pay", f"Bearer {token}", "POST")
        self.assertEqual(refused, (403, {"code": "verification_required"}))

        # This route also checks that the token's session is alive.
        self.call("/auth/tokens/revoke", {"refresh_token": tokens["refresh_token"]})
        self.assertEqual(ask("/hello", f"Bearer {token}"), (401, {"code": "invalid_token"}))

    def test_the_ceremony_routes_are_mounted_with_hooks(self):
        routes = f"{self.start_example('ceremonies')}/passkeys"
        key = SoftwareAuthenticator(user_verified=True)
        status, made = self.sign_up("gus@example.org", key, routes)
        self.assertEqual((status, made["name"]), (200, "gus@example.org"), made)
        status, signed_in = self.sign_in(key, routes)
        self.assertEqual((status, signed_in["userId"]), (200, made["userId"]), signed_in)
        self.assertNotIn("access_token", signed_in)
        # The hooks know no user.
        self.assertEqual(self.call(f"{routes}/credentials")[0], 401)
        # The account is like any other.
        self.assertEqual(self.sign_in(key)[1]["userId"], made["userId"])

    def test_ceremonies_without_routes(self):
        example = subprocess.Popen(
            [f"{EXAMPLES}/direct"], cwd=self.folder.name, env=self.settings, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        self.addCleanup(example.communicate)
        key = SoftwareAuthenticator(user_verified=True)

        def answer(act):
            credential = act(json.loads(example.stdout.readline()), origin=self.origin)
            example.stdin.write(json.dumps(credential) + "\n")
            example.stdin.flush()
            return json.loads(example.stdout.readline())

        made = answer(key.create)
        signed_in = answer(key.get)
        self.assertEqual(signed_in["user_id"], made["user_id"])
        self.assertEqual(example.wait(10), 0)
        # The running server accepts the token and returns its user.
        token = signed_in["tokens"]["access_token"]
        status, listed = self.call("/auth/passkeys/credentials", token=token)
        self.assertEqual((status, len(listed)), (200, 1))
