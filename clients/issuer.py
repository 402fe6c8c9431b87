"""A token issuer for tests: publishes keys like Latchkey, and signs any claims that a test wants."""

import base64
import hashlib
import hmac
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

JWKS = "/v1/apps/latchkey/.well-known/jwks.json"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Publishing)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.keys = {"first": new_key()}
        self.asked = 0
        Thread(target=self.serve_forever, daemon=True).start()

    def end(self):
        self.shutdown()
        self.server_close()

    def jwks(self):
        members = {"use": "sig", "alg": "RS256"}
        return [
            jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | members | {"kid": kid}
            for kid, key in self.keys.items()
        ]

    def claims(self, **bends):
        """Returns the claims of a user's token. A claim that is set to None is left out."""
        now = int(time.time())
        claims = {
            "iss": f"{self.origin}/v1/apps/latchkey", "aud": [self.origin, "latchkey"],
            "sub": "ada", "iat": now, "nbf": now, "exp": now + 600,
        } | bends
        return {name: claim for name, claim in claims.items() if claim is not None}

    def token(self, kid="first", key=None, algorithm="RS256", **bends):
        key = key or self.keys[kid]
        return jwt.encode(self.claims(**bends), key, algorithm, headers={"kid": kid})

    def confused(self):
        """Returns a token that is signed with the public key as an HMAC secret."""
        public = self.keys["first"].public_key()
        secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        parts = ({"alg": "HS256", "typ": "JWT", "kid": "first"}, self.claims())
        signed = ".".join(base64url(json.dumps(part).encode()) for part in parts)
        return f"{signed}.{base64url(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


class Publishing(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != JWKS:
            return self.send_error(404)
        self.server.asked += 1
        body = json.dumps({"keys": self.server.jwks()}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
