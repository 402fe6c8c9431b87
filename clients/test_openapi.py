"""/openapi.json, checked by tools that share no code with its generator.

openapi-spec-validator checks that it is a valid description. schemathesis generates valid and invalid
requests and compares the responses with it.
"""

import json
import subprocess
import sys
import urllib.request

from fastapi_passkeys.testing import SoftwareAuthenticator
from openapi_spec_validator import OpenAPIV31SpecValidator
from with_server import SERVER, WithServer

# Bounds for one run, and the same requests every time.
BOUNDS = ["--seed", "1", "--max-examples", "20", "--workers", "1"]

# Leaves out the check that a request that fits its schema is accepted: a made-up passkey never is.
CHECKS = ",".join([
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
])


class Described(WithServer):
    def check(self, token, checks, *which):
        run = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "run", f"{self.origin}/openapi.json",
                "--checks", checks, *BOUNDS, *which, "--no-color",
                "--header", f"Authorization: Bearer {token}",
            ],
            cwd=self.folder.name, capture_output=True, text=True,
        )
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)


class Unlimited(Described):
    more_settings = {"LATCHKEY_RATE_LIMITS": "off"}

    def test_it_is_valid(self):
        with urllib.request.urlopen(f"{self.origin}/openapi.json") as answer:
            document = json.load(answer)
        self.assertEqual(document["openapi"], "3.1.0")
        OpenAPIV31SpecValidator(document).validate()

    def test_responses_to_a_signed_in_user_match_the_description(self):
        key = SoftwareAuthenticator(user_verified=True)
        token = self.sign_up("ada@example.org", key)[1]["access_token"]
        # Also leaves out the check that a bad cookie is rejected: the valid token next to it is accepted.
        self.check(token, CHECKS, "--exclude-tag", "Management", "--exclude-tag", "Passkey Flex")

    def test_responses_to_a_back_end_match_the_description(self):
        made = subprocess.run(
            [SERVER, "api-key", "create", "description"], cwd=self.folder.name, env=self.settings,
            check=True, capture_output=True, text=True,
        )
        which = ["--include-tag", "Management", "--include-tag", "Passkey Flex"]
        self.check(made.stdout.strip(), f"{CHECKS},ignored_auth", *which)


class Limited(Described):
    more_settings = {"LATCHKEY_LIMIT_KEYS": "3/1h"}

    def test_responses_over_the_limit_match_the_description(self):
        self.check("wrong", CHECKS, "--include-tag", "Management", "--include-tag", "Passkey Flex")
        status, refused = self.call("/v1/apps/latchkey/users", token="wrong")
        self.assertEqual((status, refused["code"]), (429, "too_many_requests"))
