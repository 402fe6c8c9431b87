"""Clients that share no code with this project, against the real server.

fastapi-passkeys' software authenticator signs up and in by the plain ceremony routes; PyJWT and
jose verify the tokens by the published keys before, during and after a rotation.

Needs SERVER_BINARY; takes DATABASE_URL, or makes an SQLite file.
"""

import importlib.util
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

import jwt
from fastapi_passkeys.testing import SoftwareAuthenticator

SERVER = os.path.abspath(os.environ["SERVER_BINARY"])
HERE = os.path.dirname(os.path.abspath(__file__))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        port = free_port()
        cls.origin = f"http://localhost:{port}"
        cls.database = os.environ.get("DATABASE_URL", f"sqlite:{cls.folder.name}/latchkey.db")
        cls.settings = {
            "DATABASE_URL": cls.database,
            "LATCHKEY_ADDR": f"127.0.0.1:{port}",
            "LATCHKEY_ORIGIN": cls.origin,
        }
        with open(f"{cls.folder.name}/log", "w") as log:
            cls.server = subprocess.Popen(
                [SERVER], cwd=cls.folder.name, env=cls.settings, stdout=log, stderr=log
            )
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{cls.origin}/readyz").read()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(open(f"{cls.folder.name}/log").read())

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        cls.folder.cleanup()

    def call(self, path, body=None, token=None, method=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.origin + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                self.assertIsNone(answer.headers["Set-Cookie"])
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def begin(self, path, body):
        status, begun = self.call(f"/auth/passkeys/{path}/begin", body)
        self.assertEqual(status, 200, begun)
        return begun

    def sign_up(self, email, authenticator, **bends):
        begun = self.begin("register", {"email": email})
        bends.setdefault("origin", self.origin)
        credential = authenticator.create(begun["publicKey"], **bends)
        body = {"credential": credential, "state": begun["state"], "deviceName": "Test key"}
        return self.call("/auth/passkeys/register/finish", body)

    def answer(self, authenticator, **bends):
        begun = self.begin("authenticate", {})
        bends.setdefault("origin", self.origin)
        credential = authenticator.get(begun["publicKey"], **bends)
        return {"credential": credential, "state": begun["state"]}

    def sign_in(self, authenticator, **bends):
        body = self.answer(authenticator, **bends)
        return self.call("/auth/passkeys/authenticate/finish", body)

    def test_the_software_authenticator_signs_up_and_in(self):
        key = SoftwareAuthenticator(user_verified=True)
        status, made = self.sign_up("ada@example.org", key)
        self.assertEqual((status, made["status"]), (200, "ok"), made)
        status, signed_in = self.sign_in(key)
        self.assertEqual((status, signed_in["userId"]), (200, made["userId"]), signed_in)
        _, listed = self.call("/auth/passkeys/credentials", token=signed_in["access_token"])
        self.assertEqual([one["id"] for one in listed], [made["credentialId"]])
        self.assertEqual(listed[0]["deviceName"], "Test key")

    def test_a_client_that_misbehaves_is_refused(self):
        key = SoftwareAuthenticator(user_verified=True)
        status, made = self.sign_up("bob@example.org", key, origin="https://evil.example")
        self.assertEqual((status, made["code"]), (401, "verification_failed"))
        lazy = SoftwareAuthenticator(user_verified=False)
        self.assertEqual(self.sign_up("bob@example.org", lazy)[0], 401)

        good = SoftwareAuthenticator(user_verified=True)
        self.sign_up("bob@example.org", good, credential_id=b"one and only")
        twin = SoftwareAuthenticator(user_verified=True)
        status, twice = self.sign_up("eve@example.org", twin, credential_id=b"one and only")
        self.assertEqual((status, twice["code"]), (409, "duplicate_credential"))

        self.assertEqual(self.sign_in(good, sign_count=5)[0], 200)
        self.assertEqual(self.sign_in(good, sign_count=5)[0], 401)
        self.assertEqual(self.sign_in(good, sign_count=6, origin="https://evil.example")[0], 401)
        body = self.answer(good, sign_count=7)
        self.assertEqual(self.call("/auth/passkeys/authenticate/finish", body)[0], 200)
        status, replayed = self.call("/auth/passkeys/authenticate/finish", body)
        self.assertEqual((status, replayed["code"]), (400, "ceremony_expired"))

    def verify(self, token, jwks):
        """As a back end does that asks for the origin, and one that asks for the app."""
        key = jwks.get_signing_key_from_jwt(token).key
        issuer = f"{self.origin}/v1/apps/latchkey"
        for audience in (self.origin, "latchkey"):
            claims = jwt.decode(token, key, ["RS256"], audience=audience, issuer=issuer)
        with self.assertRaises(jwt.InvalidAudienceError):
            jwt.decode(token, key, ["RS256"], audience="another")
        verified = subprocess.run(
            ["node", f"{HERE}/../end2end/verify-token.mjs", self.origin, token],
            check=True, capture_output=True, text=True,
        )
        self.assertEqual(verified.stdout.strip(), claims["sub"])
        return claims

    def refresh(self, tokens):
        body = {"refresh_token": tokens["refresh_token"]}
        status, tokens = self.call("/auth/tokens/refresh", body)
        self.assertEqual(status, 200, tokens)
        return tokens

    def test_tokens_are_verified_before_during_and_after_a_rotation(self):
        jwks = jwt.PyJWKClient(f"{self.origin}/v1/apps/latchkey/.well-known/jwks.json")
        before = self.sign_up("eve@example.org", SoftwareAuthenticator(user_verified=True))[1]
        claims = self.verify(before["access_token"], jwks)
        self.assertEqual((claims["sub"], claims["exp"] - claims["iat"]), (before["userId"], 600))

        rotate = subprocess.run(
            [SERVER, "keys", "rotate"], cwd=self.folder.name, env=self.settings,
            check=True, capture_output=True, text=True,
        )
        kid = rotate.stdout.strip()
        during = self.refresh(before)
        self.verify(during["access_token"], jwks)
        self.assertNotEqual(jwt.get_unverified_header(during["access_token"])["kid"], kid)

        # Ten minutes pass.
        self.execute(f"update signing_keys set signs_at = signs_at - 600 where id = '{kid}'")
        after = self.refresh(during)
        self.assertEqual(jwt.get_unverified_header(after["access_token"])["kid"], kid)
        for tokens in (before, during, after):
            self.verify(tokens["access_token"], jwks)

    def check_protected(self, get):
        """`get` asks for /hello with an Authorization header, and returns status and JSON."""
        key = SoftwareAuthenticator(user_verified=True)
        tokens = self.sign_up("dora@example.org", key)[1]
        token = tokens["access_token"]
        self.assertEqual(get(f"Bearer {token}"), (200, {"user_id": tokens["userId"]}))
        head, body, signature = token.split(".")
        none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
        for bad in ("", "Bearer", f"Basic {token}", f"Bearer {head}.{body}.{signature[::-1]}",
                    f"Bearer {none}.{body}.", f"Bearer {none}.{body}.{signature}"):
            self.assertEqual(get(bad)[0], 401, bad)

    def test_the_flask_example_lets_people_in_who_are_signed_in(self):
        os.environ["LATCHKEY_ORIGIN"] = self.origin
        spec = importlib.util.spec_from_file_location("flask_app", f"{HERE}/../examples/flask/app.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)

        def get(authorization):
            client = module.app.test_client()
            answer = client.get("/hello", headers={"Authorization": authorization})
            return answer.status_code, answer.get_json(silent=True)

        self.check_protected(get)

    def test_the_express_example_lets_people_in_who_are_signed_in(self):
        port = str(free_port())
        # Node looks for packages beside the file.
        copy = f"{HERE}/../end2end/.cache/express-example.mjs"
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copy(f"{HERE}/../examples/express/server.mjs", copy)
        settings = os.environ | {"LATCHKEY_ORIGIN": self.origin, "PORT": port}
        server = subprocess.Popen(["node", copy], env=settings)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)

        def get(authorization):
            address = f"http://127.0.0.1:{port}/hello"
            request = urllib.request.Request(address, headers={"Authorization": authorization})
            for _ in range(100):
                try:
                    with urllib.request.urlopen(request) as answer:
                        return answer.status, json.load(answer)
                except urllib.error.HTTPError as refused:
                    return refused.code, json.load(refused)
                except OSError:
                    time.sleep(0.1)
            raise RuntimeError("the example did not start")

        self.check_protected(get)

    def execute(self, sql):
        if self.database.startswith("sqlite:"):
            with sqlite3.connect(self.database.removeprefix("sqlite:"), timeout=10) as connection:
                connection.execute(sql)
        else:
            subprocess.run(
                ["node", f"{HERE}/../end2end/execute-sql.mjs", self.database, sql], check=True
            )


if __name__ == "__main__":
    unittest.main()
