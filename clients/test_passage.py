"""Passage's own SDKs against the real server: passage-identity 3 for Python and, through
end2end/passage-node.mjs, passage-node for Node. Only the base URL is changed.

Needs CLIENTS_PYTHON, a Python with fastapi-passkeys.
"""

import datetime
import json
import os
import subprocess
import urllib.parse
import urllib.request

import jwt
from passageidentity import (
    CreateUserArgs,
    MagicLinkChannel,
    MagicLinkLanguage,
    MagicLinkOptions,
    MagicLinkType,
    MagicLinkWithEmailArgs,
    MagicLinkWithPhoneArgs,
    MagicLinkWithUserArgs,
    Passage,
    PassageError,
    UpdateUserArgs,
    UserStatus,
)
from passageidentity.openapi_client.configuration import Configuration

from with_server import HERE, WithServer

APP = "latchkey"
UNKNOWN_ID = "7f3f0d4e-0000-4000-8000-000000000000"
NEVER = datetime.datetime(1, 1, 1, tzinfo=datetime.timezone.utc)


class Sdk(WithServer):
    def setUp(self):
        self.base = f"{self.origin}/v1"
        self.key = self.api_key("back end")

    def api_key(self, *options):
        status, key, error = self.operate("api-key", "create", *options)
        self.assertEqual(status, 0, error)
        return key.strip()

    def passage(self, key=None, app=APP):
        psg = Passage(app, key or self.key)
        Configuration.get_default().host = self.base
        psg.auth.jwks.uri = f"{self.base}/apps/{app}/.well-known/jwks.json"
        return psg

    def refused(self, status, code, call, *arguments):
        with self.assertRaises(PassageError) as refused:
            call(*arguments)
        error = refused.exception
        self.assertEqual((error.status_code, error.error_code), (status, code), error.message)
        self.assertTrue(error.message)

    def signed_up(self, email, times=0):
        """Returns a user with a passkey from another project's authenticator."""
        command = [os.environ["CLIENTS_PYTHON"], f"{HERE}/passkey.py", self.origin, email, str(times)]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def activate(self, link):
        body = {"magic_link": link.secret}
        return self.call(f"/v1/apps/{APP}/magic-link/activate", body, method="PATCH")

    def mails(self):
        request = urllib.request.Request(
            f"{self.origin}/dev/mailbox", headers={"Accept": "application/json"}
        )
        return json.load(urllib.request.urlopen(request))

    def test_a_user_is_created_found_changed_and_deleted(self):
        psg = self.passage()
        made = psg.user.create(CreateUserArgs(
            email="ada@example.org", phone="+4915123456001", user_metadata={"plan": "free"}))
        self.assertEqual((made.email, made.phone, made.status), ("ada@example.org", "+4915123456001", UserStatus.PENDING))
        self.assertEqual((made.external_id, made.email_verified, made.phone_verified), ("", False, False))
        self.assertEqual((made.login_count, made.last_login_at), (0, NEVER))
        self.assertEqual((made.user_metadata, made.webauthn, made.webauthn_devices), ({"plan": "free"}, False, []))
        self.assertEqual(made.recent_events[0].action.value, "register")

        self.assertEqual(psg.user.get(made.id), made)
        self.assertEqual(psg.user.get_by_identifier("ADA@example.org"), made)
        self.assertEqual(psg.user.get_by_identifier("+4915123456001"), made)

        changed = psg.user.update(made.id, UpdateUserArgs(
            email="ada@new.example.org", user_metadata={"seats": 5, "nested": {"deep": [1, None]}}))
        self.assertEqual(changed.email, "ada@new.example.org")
        self.assertEqual(changed.user_metadata, {"plan": "free", "seats": 5, "nested": {"deep": [1, None]}})
        self.assertEqual(psg.user.update(made.id, UpdateUserArgs(phone="+4915123456002")).phone, "+4915123456002")

        self.assertEqual(psg.user.deactivate(made.id).status, UserStatus.INACTIVE)
        self.assertEqual(psg.user.activate(made.id).status, UserStatus.ACTIVE)
        self.assertIsNone(psg.user.revoke_refresh_tokens(made.id))
        self.assertEqual(psg.user.list_devices(made.id), [])
        self.assertIsNone(psg.user.delete(made.id))
        self.refused(404, "user_not_found", psg.user.get, made.id)

    def test_devices_are_listed_and_revoked(self):
        psg = self.passage()
        signed_up = self.signed_up("bob@example.org", times=2)
        user = psg.user.get(signed_up["userId"])
        self.assertEqual((user.status, user.webauthn, user.login_count), (UserStatus.ACTIVE, True, 3))
        self.assertGreater(user.last_login_at, NEVER)
        self.assertEqual({event.action.value for event in user.recent_events}, {"register", "login", "other"})
        [device] = psg.user.list_devices(user.id)
        self.assertEqual([device], user.webauthn_devices)
        self.assertEqual((user.webauthn_types, device.usage_count), ([device.type], 2))
        self.assertTrue(device.cred_id and device.friendly_name and device.id)
        other = psg.user.create(CreateUserArgs(email="eve@example.org"))
        self.refused(404, "device_not_found", psg.user.revoke_device, other.id, device.id)
        self.refused(404, "device_not_found", psg.user.revoke_device, user.id, UNKNOWN_ID)
        self.assertIsNone(psg.user.revoke_device(user.id, device.id))
        self.assertEqual(psg.user.list_devices(user.id), [])
        self.refused(404, "device_not_found", psg.user.revoke_device, user.id, device.id)

    def test_every_documented_error(self):
        psg = self.passage()
        user = psg.user.create(CreateUserArgs(email="carl@example.org"))
        taken = CreateUserArgs(email="Carl@example.org")
        self.refused(400, "invalid_request", psg.user.create, taken)
        self.refused(400, "invalid_request", psg.user.create, CreateUserArgs(email="carl"))
        self.refused(400, "invalid_request", psg.user.create, CreateUserArgs(phone="1"))
        large = {"all": "x" * 9000}
        self.refused(400, "invalid_request", psg.user.update, user.id, UpdateUserArgs(user_metadata=large))
        self.refused(400, "invalid_request", psg.user.update, user.id, UpdateUserArgs(email="carl"))
        self.refused(404, "user_not_found", psg.user.get_by_identifier, "nobody@example.org")
        of_user = [
            (psg.user.get,), (psg.user.activate,), (psg.user.deactivate,), (psg.user.delete,),
            (psg.user.list_devices,), (psg.user.revoke_refresh_tokens,),
            (psg.user.update, UpdateUserArgs(email="x@example.org")), (psg.user.revoke_device, UNKNOWN_ID),
        ]
        for call, *more in of_user:
            for unknown in (UNKNOWN_ID, "nobody"):
                self.refused(404, "user_not_found", call, unknown, *more)
            with self.assertRaises(ValueError):
                call("", *more)
        for create in (CreateUserArgs(), CreateUserArgs(email="")):
            with self.assertRaises(ValueError):
                psg.user.create(create)

        link = MagicLinkWithEmailArgs(email="carl@example.org", link_type=MagicLinkType.LOGIN, send=False)
        calls = lambda psg: [
            (psg.user.get, user.id), (psg.user.get_by_identifier, "carl@example.org"),
            (psg.user.activate, user.id), (psg.user.deactivate, user.id), (psg.user.delete, user.id),
            (psg.user.list_devices, user.id), (psg.user.revoke_refresh_tokens, user.id),
            (psg.user.update, user.id, UpdateUserArgs(email="x@example.org")),
            (psg.user.create, CreateUserArgs(email="x@example.org")),
            (psg.user.revoke_device, user.id, UNKNOWN_ID), (psg.auth.create_magic_link, link),
        ]
        for call in calls(self.passage(key="wrong")):
            self.refused(401, "invalid_access_token", *call)
        for call in calls(self.passage(app="another")):
            self.refused(404, "app_not_found", *call)
        reader = self.passage(key=self.api_key("reports", "--read-only"))
        self.assertEqual(reader.user.get(user.id).id, user.id)
        self.refused(403, "operation_not_allowed", reader.user.revoke_refresh_tokens, user.id)
        self.refused(403, "operation_not_allowed", reader.auth.create_magic_link, link)
        # The SDK has no 403 here and only reports the status.
        self.refused(403, None, reader.user.delete, user.id)
        self.assertEqual(psg.user.get(user.id).status, UserStatus.PENDING)

    def test_links_are_created_sent_and_work_once(self):
        psg = self.passage()
        options = MagicLinkOptions(
            language=MagicLinkLanguage.DE, magic_link_path="/magic-link", redirect_url="/dashboard/account", ttl=60)
        link = psg.auth.create_magic_link(MagicLinkWithEmailArgs(
            email="dora@example.org", link_type=MagicLinkType.VERIFY_IDENTIFIER, send=True), options)
        self.assertEqual((link.ttl, link.redirect_url, link.activated), (60, "/dashboard/account", False))
        self.assertEqual(link.url, f"{self.origin}/magic-link?psg_magic_link={link.secret}")
        mail = next(mail for mail in self.mails() if mail["to"] == "dora@example.org")
        self.assertEqual((mail["links"], mail["subject"]), ([link.url], "Ihr Anmeldelink für Latchkey"))
        page = urllib.request.urlopen(link.url).read().decode()
        self.assertIn("dora@example.org", page)

        status, answer = self.activate(link)
        self.assertEqual(status, 200, answer)
        result = answer["auth_result"]
        self.assertEqual(result["redirect_url"], f"{self.origin}/dashboard/account")
        self.assertEqual(psg.auth.validate_jwt(result["auth_token"]), link.user_id)
        self.assertTrue(psg.user.get(link.user_id).email_verified)
        self.assertEqual(self.activate(link)[0], 401)

        by_phone = psg.auth.create_magic_link(MagicLinkWithPhoneArgs(
            phone="+4915123456003", link_type=MagicLinkType.LOGIN, send=True))
        text = next(mail for mail in self.mails() if mail["to"] == "+4915123456003")
        self.assertIn(by_phone.url, text["text"])
        self.assertEqual(psg.user.get_by_identifier("+4915123456003").id, by_phone.user_id)

        by_user = psg.auth.create_magic_link(MagicLinkWithUserArgs(
            user_id=link.user_id, channel=MagicLinkChannel.EMAIL, link_type=MagicLinkType.LOGIN, send=False))
        self.assertEqual((by_user.user_id, by_user.redirect_url), (link.user_id, ""))
        unknown = MagicLinkWithUserArgs(
            user_id=UNKNOWN_ID, channel=MagicLinkChannel.EMAIL, link_type=MagicLinkType.LOGIN, send=False)
        self.refused(404, "user_not_found", psg.auth.create_magic_link, unknown)
        again = MagicLinkWithEmailArgs(email="dora@example.org", link_type=MagicLinkType.LOGIN, send=False)
        elsewhere = MagicLinkOptions(redirect_url="https://evil.example/")
        self.refused(400, "invalid_request", psg.auth.create_magic_link, again, elsewhere)
        psg.user.deactivate(link.user_id)
        self.refused(403, None, psg.auth.create_magic_link, again)
        self.assertEqual(self.activate(by_user)[0], 404)

    def test_tokens_are_validated_without_checking_the_session(self):
        psg = self.passage()
        made = self.signed_up("frank@example.org")
        self.assertEqual(psg.auth.validate_jwt(made["access_token"]), made["userId"])
        head, body, signature = made["access_token"].split(".")
        for bad in (f"{head}.{body}.{signature[::-1]}", "x", "a.b.c"):
            with self.assertRaises(jwt.PyJWTError):
                psg.auth.validate_jwt(bad)
        with self.assertRaises(ValueError):
            psg.auth.validate_jwt("")
        psg.user.revoke_refresh_tokens(made["userId"])
        body = {"refresh_token": made["refresh_token"]}
        self.assertEqual(self.call("/auth/tokens/refresh", body)[0], 401)

    def test_users_are_listed_page_by_page_while_others_are_created(self):
        psg = self.passage()
        for number in range(12):
            psg.user.create(CreateUserArgs(email=f"page{number}@list.example.org"))
        api, seen, more = psg.user.users_api, [], {"identifier": "like:@list.example.org"}
        for page in (1, 2, 3):
            listed = api.list_paginated_users(
                APP, page=page, limit=5, _headers=psg.user.request_headers, **more)
            more["created_before"] = listed.created_before
            self.assertEqual(listed.total_users, 12)
            seen += [user.email for user in listed.users]
            psg.user.create(CreateUserArgs(email=f"late{page}@list.example.org"))
        self.assertEqual(sorted(seen), sorted(f"page{number}@list.example.org" for number in range(12)))
        self.assertEqual(listed.links.next.href, "")
        self.assertTrue(urllib.parse.urlsplit(f"//{listed.links.first.href}").query)

    def test_the_sdk_for_node_calls_every_method(self):
        made = self.signed_up("node@example.org")
        subprocess.run(
            ["node", f"{HERE}/../end2end/passage-node.mjs", self.origin, self.key, json.dumps(made)], check=True
        )
