"""The back ends in examples/: which requests they accept and reject.

A back end is skipped if its language isn't installed, and the run says so.
"""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request

from fastapi_passkeys.testing import SoftwareAuthenticator
from issuer import Issuer, new_key
from with_server import HERE, WithServer, free_port

EXAMPLES = os.path.abspath(f"{HERE}/../examples")


def succeeds(*command, **options):
    return subprocess.run(command, capture_output=True, **options).returncode == 0


class BackEnds(WithServer):
    def test_flask(self):  # extra: passage
        app = f"{EXAMPLES}/flask/app.py"  # extra: passage
        python = os.environ["PASSAGE_PYTHON"]  # extra: passage
        self.check(lambda port: [python, "-m", "flask", "--app", app, "run", "-p", port], cooldown=30)  # extra: passage

    def test_express(self):
        # Node looks for packages next to the file.
        copy = os.path.abspath(f"{HERE}/../end2end/.cache/express-example.mjs")
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copy(f"{EXAMPLES}/express/server.mjs", copy)
        self.check(lambda _: ["node", copy], cooldown=30)

    def test_go(self):
        if not shutil.which("go"):
            self.skipTest("no Go here")
        folder = f"{self.folder.name}/hello"
        shutil.copytree(f"{EXAMPLES}/go", folder)
        # Without Go modules, the library is in GOPATH (scripts/setup-tests).
        if os.environ.get("GO111MODULE") != "off":
            with open(f"{folder}/go.mod", encoding="utf-8") as file:
                pinned = file.read()
            if not succeeds("go", "mod", "tidy", cwd=folder):
                self.skipTest("Go cannot load its modules here")
            with open(f"{folder}/go.mod", encoding="utf-8") as file:
                self.assertEqual(file.read(), pinned, "nothing was left to tidy but the checksums")
        subprocess.run(["go", "build", "-o", "hello", "main.go"], cwd=folder, check=True)
        self.check(lambda _: [f"{folder}/hello"])

    def test_sinatra(self):
        gems = "require 'jwt'; require 'sinatra/base'"
        if not shutil.which("ruby") or not succeeds("ruby", "-e", gems):
            self.skipTest("no Ruby with the gems jwt and sinatra here")
        self.check(lambda _: ["ruby", f"{EXAMPLES}/sinatra/app.rb"], cooldown=10)

    def start_back_end(self, command, origin):
        port = free_port()
        settings = os.environ | {"LATCHKEY_ORIGIN": origin, "PORT": str(port)}
        self.serve(command(str(port)), port, settings)

        def get(authorization):
            """Requests /hello and returns status and JSON."""
            address = f"http://127.0.0.1:{port}/hello"
            headers = {} if authorization is None else {"Authorization": authorization}
            try:
                with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as refused:
                self.assertEqual(refused.headers["WWW-Authenticate"], "Bearer", authorization)
                return refused.code, json.load(refused)

        return get

    def check(self, command, cooldown=None):
        self.check_who_is_let_in(self.start_back_end(command, self.origin))
        issuer = Issuer()
        self.addCleanup(issuer.end)
        get = self.start_back_end(command, issuer.origin)
        self.check_who_is_refused(get, issuer)
        self.check_another_key(get, issuer, cooldown)

    def check_who_is_let_in(self, get):
        key = SoftwareAuthenticator(user_verified=True)
        tokens = self.sign_up("dora@example.org", key)[1]
        token = tokens["access_token"]
        self.assertEqual(get(f"Bearer {token}"), (200, {"user_id": tokens["userId"]}))
        self.assertEqual(get(f"bearer {token}"), (200, {"user_id": tokens["userId"]}))
        head, body, signature = token.split(".")
        none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
        for bad in (None, "", "Bearer", "Bearer x", f"Basic {token}", token,
                    f"Bearer {head}.{body}.{signature[::-1]}", f"Bearer {head}.{body}.",
                    f"Bearer {none}.{body}.", f"Bearer {none}.{body}.{signature}"):
            self.assertEqual(get(bad), (401, {"code": "invalid_token"}), bad)

    def check_who_is_refused(self, get, issuer):
        """Each of these tokens has one thing wrong with it."""
        self.assertEqual(get(f"Bearer {issuer.token()}"), (200, {"user_id": "ada"}))
        now = int(time.time())
        refused = {
            "expired": issuer.token(iat=now - 7200, nbf=now - 7200, exp=now - 3600),
            "not yet": issuer.token(nbf=now + 3600, exp=now + 7200),
            "for another app": issuer.token(aud=[issuer.origin, "another"]),
            "without an audience": issuer.token(aud=None),
            "from another issuer": issuer.token(iss=f"{issuer.origin}/v1/apps/another"),
            "without an issuer": issuer.token(iss=None),
            "by another key of that name": issuer.token(key=new_key()),
            "by an unknown key": issuer.token(kid="unknown", key=new_key()),
            "by a known key of another name": issuer.token(kid="unknown", key=issuer.keys["first"]),
            "by another algorithm": issuer.token(algorithm="PS256"),
            "by the public key as a secret": issuer.confused(),
        }
        for why, token in refused.items():
            self.assertEqual(get(f"Bearer {token}"), (401, {"code": "invalid_token"}), why)
        self.assertEqual(get(f"Bearer {issuer.token()}"), (200, {"user_id": "ada"}))

    def check_another_key(self, get, issuer, cooldown):
        """A new key is accepted. With a cooldown, clients can't force a fetch of the keys for every token."""
        if cooldown:
            asked = issuer.asked
            for number in range(20):
                get(f"Bearer {issuer.token(kid=f'unknown {number}', key=issuer.keys['first'])}")
            self.assertLessEqual(issuer.asked, asked + 1)
        issuer.keys = {"second": new_key()}
        for _ in range((cooldown or 0) + 5):
            if get(f"Bearer {issuer.token('second')}")[0] == 200:
                break
            time.sleep(1)
        self.assertEqual(get(f"Bearer {issuer.token('second')}"), (200, {"user_id": "ada"}))
