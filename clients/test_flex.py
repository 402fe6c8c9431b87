# extra: passage
"""A back end that manages its own users, and its page, with fastapi-passkeys' software authenticator,
against the real server.
"""

from fastapi_passkeys.testing import SoftwareAuthenticator
from with_server import WithServer


def as_flex(credential):
    """Returns a credential as passage-flex-js sends it: the transports next to the response, nothing else."""
    response = dict(credential["response"])
    transports = response.pop("transports", None)
    sent = {key: credential[key] for key in ("id", "rawId", "type")} | {"response": response}
    return sent | ({"transports": transports} if transports else {})


class Flex(WithServer):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.operate(cls, "api-key", "create", "flex")[1].strip()

    def ask(self, path, body, key=None):
        return self.call(f"/v1/apps/latchkey{path}", body, token=key)

    def transaction(self, kind, **body):
        status, made = self.ask(f"/transactions/{kind}", body, self.key)
        self.assertEqual(status, 200, made)
        return made["transaction_id"]

    def begin_flex(self, what, transaction=None):
        path = f"/{what}/transactions/webauthn/start"
        status, begun = self.ask(path, {"transaction_id": transaction} if transaction else {})
        self.assertEqual(status, 200, begun)
        return begun["handshake"]

    def finish_flex(self, what, transaction, handshake, credential):
        body = {"handshake_id": handshake["id"], "handshake_response": as_flex(credential)}
        if transaction:
            body["transaction_id"] = transaction
        return self.ask(f"/{what}/transactions/webauthn/finish", body)

    def register(self, external_id, authenticator, **bends):
        name = f"{external_id} by name"
        transaction = self.transaction("register", external_id=external_id, passkey_display_name=name)
        handshake = self.begin_flex("register", transaction)
        bends.setdefault("origin", self.origin)
        made = authenticator.create(handshake["challenge"]["publicKey"], **bends)
        return self.finish_flex("register", transaction, handshake, made)

    def authenticate(self, transaction, authenticator, **bends):
        handshake = self.begin_flex("authenticate", transaction)
        bends.setdefault("origin", self.origin)
        used = authenticator.get(handshake["challenge"]["publicKey"], **bends)
        return self.finish_flex("authenticate", transaction, handshake, used)

    def verify(self, nonce):
        return self.ask("/authenticate/verify", {"nonce": nonce}, self.key)

    def test_the_back_end_learns_who_created_or_used_a_passkey(self):
        key = SoftwareAuthenticator(user_verified=True)
        status, made = self.register("customer-7", key)
        self.assertEqual(status, 200, made)
        self.assertEqual(self.verify(made["nonce"]), (200, {"external_id": "customer-7"}))
        self.assertEqual(self.verify(made["nonce"])[1]["code"], "invalid_nonce")
        for transaction in (self.transaction("authenticate", external_id="customer-7"), None):
            status, used = self.authenticate(transaction, key)
            self.assertEqual(status, 200, used)
            self.assertEqual(self.verify(used["nonce"]), (200, {"external_id": "customer-7"}))
        listed = self.ask("/users?identifier=customer-7", None, self.key)[1]
        self.assertEqual([user["external_id"] for user in listed["users"]], ["customer-7"])

    def test_a_misbehaving_client_is_rejected(self):
        key = SoftwareAuthenticator(user_verified=True)
        self.assertEqual(self.register("bob", key, origin="https://evil.example")[0], 401)
        self.assertEqual(self.register("bob", SoftwareAuthenticator(user_verified=False))[0], 401)
        status, refused = self.ask("/transactions/authenticate", {"external_id": "bob"}, self.key)
        self.assertEqual((status, refused["code"]), (409, "user_has_no_passkeys"))
        self.assertEqual(self.ask("/transactions/authenticate", {"external_id": "bob"})[0], 401)

        good = SoftwareAuthenticator(user_verified=True)
        self.assertEqual(self.register("bob", good, credential_id=b"bob's only one")[0], 200)
        twin = SoftwareAuthenticator(user_verified=True)
        status, twice = self.register("eve", twin, credential_id=b"bob's only one")
        self.assertEqual((status, twice["code"]), (401, "webauthn_login_failed"))
        self.assertEqual(self.authenticate(None, good, sign_count=5)[0], 200)
        self.assertEqual(self.authenticate(None, good, sign_count=5)[0], 401)
        status, refused = self.authenticate(None, good, sign_count=6, origin="https://evil.example")
        self.assertEqual((status, refused["code"]), (401, "discoverable_login_failed"))
        # He uses his own passkey, though the transaction is for another user.
        self.assertEqual(self.register("ada", SoftwareAuthenticator(user_verified=True))[0], 200)
        transaction = self.transaction("authenticate", external_id="ada")
        self.assertEqual(self.authenticate(transaction, good, sign_count=7)[0], 401)
