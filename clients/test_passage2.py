# extra: passage
"""passage-identity 2, for applications that never moved to 3. It authenticates requests by cookie or header,
and requests the app first. The version is 2.5.1, because 2.6.0 never finds the token in a header (it looks
for its own pattern, escaped). It has no setting for the base URL; `passage` replaces it.

Needs CLIENTS_PYTHON, a Python with fastapi-passkeys.
"""

import copy
import json
import os
import subprocess
import types
import warnings

import passageidentity.helper
import passageidentity.requests
from passageidentity import Passage, PassageError
from passageidentity.openapi_client.configuration import Configuration

from with_server import HERE, WithServer

APP = "latchkey"
UNKNOWN_ID = "7f3f0d4e-0000-4000-8000-000000000000"


class Sdk2(WithServer):
    def setUp(self):
        warnings.simplefilter("ignore", DeprecationWarning)
        self.base = f"{self.origin}/v1"
        self.key = self.api_key("back end")

    def api_key(self, *options):
        status, key, error = self.operate("api-key", "create", *options)
        self.assertEqual(status, 0, error)
        return key.strip()

    def passage(self, strategy=Passage.COOKIE_AUTH, key=None):
        get = passageidentity.requests.requests.get
        hosts = ("https://api.passage.id/v1", "https://auth.passage.id/v1")
        there = lambda url: next((url.replace(host, self.base) for host in hosts if host in url), url)
        passageidentity.requests.requests = types.SimpleNamespace(get=lambda url, **more: get(there(url), **more))
        Configuration.set_default(Configuration(host=self.base))
        return Passage(APP, key or self.key, strategy)

    def signed_up(self, email):
        command = [os.environ["CLIENTS_PYTHON"], f"{HERE}/passkey.py", self.origin, email]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def refused(self, call, *arguments):
        with self.assertRaises(PassageError) as refused:
            call(*arguments)
        return str(refused.exception)

    def test_requests_are_authenticated_by_cookie_and_by_header(self):
        made = self.signed_up("ada@example.org")
        token = made["access_token"]
        by_cookie, by_header = self.passage(), self.passage(Passage.HEADER_AUTH)
        flask = types.SimpleNamespace(cookies={"psg_auth_token": token}, headers={})
        django = types.SimpleNamespace(COOKIES={"psg_auth_token": token}, headers={})
        header = types.SimpleNamespace(headers={"Authorization": f"Bearer {token}"})
        for psg, request in ((by_cookie, flask), (by_cookie, django), (by_header, header)):
            self.assertEqual(psg.authenticateRequest(request), made["userId"])
        self.assertEqual(by_cookie.validateJwt(token), made["userId"])
        self.assertEqual(by_cookie.authenticateJWT(token), made["userId"])
        self.refused(by_cookie.authenticateRequest, header)
        for bad in (f"Bearer {token[::-1]}", f"Basic {token}", ""):
            self.refused(by_header.authenticateRequest, types.SimpleNamespace(headers={"Authorization": bad}))

    def test_every_call_of_the_management_api(self):
        psg = self.passage()
        self.assertEqual(psg.getApp().id, APP)
        user = psg.createUser({"email": "bob@example.org", "user_metadata": {"plan": "free"}})
        self.assertEqual((user.email, user.status.value), ("bob@example.org", "pending"))
        self.assertEqual(psg.getUser(user.id), user)
        self.assertEqual(psg.getUserByIdentifier("BOB@example.org").id, user.id)
        self.assertEqual(psg.updateUser(user.id, {"phone": "+4915123456020"}).phone, "+4915123456020")
        self.assertEqual(psg.deactivateUser(user.id).status.value, "inactive")
        self.assertEqual(psg.activateUser(user.id).status.value, "active")
        link = psg.createMagicLink({"email": "bob@example.org"})
        self.assertEqual((link.user_id, link.identifier), (user.id, "bob@example.org"))
        link = psg.createMagicLink({"email": "bob@example.org", "send": True, "channel": "email", "ttl": 60})
        self.assertEqual((link.user_id, link.ttl), (user.id, 60))
        self.assertTrue(psg.revokeUserRefreshTokens(user.id) and psg.signOut(user.id))

        made = self.signed_up("carl@example.org")
        [device] = psg.listUserDevices(made["userId"])
        self.refused(psg.deleteUserDevice, user.id, device.id)
        self.assertTrue(psg.deleteUserDevice(made["userId"], device.id))
        self.refused(psg.revokeUserDevice, made["userId"], device.id)
        self.assertEqual(psg.listUserDevices(made["userId"]), [])

        self.assertIn("user_not_found", self.refused(psg.getUser, UNKNOWN_ID))
        self.assertIn("invalid_request", self.refused(psg.createUser, {"email": "bob@example.org"}))
        self.refused(psg.getUserByIdentifier, "nobody@example.org")
        self.assertTrue(psg.deleteUser(user.id))
        self.refused(psg.deleteUser, user.id)
        self.assertIn("app_not_found", self.refused(other_app(psg).getUser, UNKNOWN_ID))
        psg.request_headers = {"Authorization": "Bearer wrong"}
        self.assertIn("invalid_access_token", self.refused(psg.getUser, UNKNOWN_ID))


def other_app(psg):
    other = copy.copy(psg)
    other.app_id = "another"
    return other
