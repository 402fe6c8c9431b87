"""Clients that share no code with this project, against the real server.

fastapi-passkeys' software authenticator signs up and in with the JSON ceremony routes. PyJWT and jose
verify the tokens with the published keys before, during and after a rotation.
"""

import subprocess

import jwt
from fastapi_passkeys.testing import SoftwareAuthenticator
from with_server import HERE, SERVER, WithServer


class Clients(WithServer):
    def test_the_software_authenticator_signs_up_and_in(self):
        key = SoftwareAuthenticator(user_verified=True)
        status, made = self.sign_up("ada@example.org", key)
        self.assertEqual((status, made["status"]), (200, "ok"), made)
        status, signed_in = self.sign_in(key)
        self.assertEqual((status, signed_in["userId"]), (200, made["userId"]), signed_in)
        _, listed = self.call("/auth/passkeys/credentials", token=signed_in["access_token"])
        self.assertEqual([one["id"] for one in listed], [made["credentialId"]])
        self.assertEqual(listed[0]["deviceName"], "Test key")

    def test_a_misbehaving_client_is_rejected(self):
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
        """Verifies like a back end that requires the origin, and like one that requires the app."""
        key = jwks.get_signing_key_from_jwt(token).key
        issuer = f"{self.origin}/v1/apps/latchkey"
        for audience in (self.origin, "latchkey"):
            claims = jwt.decode(token, key, ["RS256"], audience=audience, issuer=issuer)
        with self.assertRaises(jwt.InvalidAudienceError):
            jwt.decode(token, key, ["RS256"], audience="another")
        self.assertEqual(self.verify_with_jose(token), claims["sub"])
        return claims

    def test_a_fresh_token_is_accepted_by_a_slow_clock(self):
        jwks = jwt.PyJWKClient(f"{self.origin}/v1/apps/latchkey/.well-known/jwks.json")
        made = self.sign_up("grace@example.org", SoftwareAuthenticator(user_verified=True))[1]
        token = made["access_token"]
        key = jwks.get_signing_key_from_jwt(token).key
        for behind in (0, 2, 30):
            # For `nbf` and `iat`, a negative leeway has the same effect as a slow clock.
            claims = jwt.decode(token, key, ["RS256"], audience="latchkey", leeway=-behind)
            self.assertEqual(claims["sub"], made["userId"])
            self.verify_with_jose(token, behind)
        with self.assertRaises(jwt.ImmatureSignatureError):
            jwt.decode(token, key, ["RS256"], audience="latchkey", leeway=-120)

    def verify_with_jose(self, token, behind=0):
        verified = subprocess.run(
            ["node", f"{HERE}/../end2end/verify-token.mjs", self.origin, token, str(behind)],
            check=True, capture_output=True, text=True,
        )
        return verified.stdout.strip()

    def refresh(self, tokens):
        body = {"refresh_token": tokens["refresh_token"]}
        status, tokens = self.call("/auth/tokens/refresh", body)
        self.assertEqual(status, 200, tokens)
        return tokens

    def test_tokens_are_verified_before_during_and_after_a_rotation(self):
        jwks = jwt.PyJWKClient(f"{self.origin}/v1/apps/latchkey/.well-known/jwks.json")
        before = self.sign_up("eve@example.org", SoftwareAuthenticator(user_verified=True))[1]
        claims = self.verify(before["access_token"], jwks)
        self.assertEqual((claims["sub"], claims["exp"] - claims["iat"]), (before["userId"], 660))

        rotate = subprocess.run(
            [SERVER, "keys", "rotate"], cwd=self.folder.name, env=self.settings,
            check=True, capture_output=True, text=True,
        )
        kid = rotate.stdout.strip()
        during = self.refresh(before)
        self.verify(during["access_token"], jwks)
        self.assertNotEqual(jwt.get_unverified_header(during["access_token"])["kid"], kid)

        # Backdate the rotation by ten minutes.
        self.execute(f"update signing_keys set signs_at = signs_at - 600 where id = '{kid}'")
        after = self.refresh(during)
        self.assertEqual(jwt.get_unverified_header(after["access_token"])["kid"], kid)
        for tokens in (before, during, after):
            self.verify(tokens["access_token"], jwks)
