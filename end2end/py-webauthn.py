# extra: user_files
"""A relying party with py_webauthn, for end2end/tests/user_files.spec.ts.

Reads a JSON object per line, [function, arguments], and answers each with one line.
"""

import json
import sys

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


def registration_options(rp_id, handle, email, algorithms):
    options = webauthn.generate_registration_options(
        rp_id=rp_id,
        rp_name="Elsewhere",
        user_id=handle.encode(),
        user_name=email,
        supported_pub_key_algs=[COSEAlgorithmIdentifier(one) for one in algorithms],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return json.loads(options_to_json(options))


def verify_registration(rp_id, origin, challenge, response):
    verified = webauthn.verify_registration_response(
        credential=response,
        expected_challenge=base64url_to_bytes(challenge),
        expected_rp_id=rp_id,
        expected_origin=origin,
        require_user_verification=True,
    )
    return {
        "credential_id": bytes_to_base64url(verified.credential_id),
        "public_key": bytes_to_base64url(verified.credential_public_key),
        "sign_count": verified.sign_count,
        "backup_eligible": verified.credential_device_type == "multi_device",
        "backup_state": verified.credential_backed_up,
    }


def authentication_options(rp_id):
    verification = UserVerificationRequirement.REQUIRED
    options = webauthn.generate_authentication_options(rp_id=rp_id, user_verification=verification)
    return json.loads(options_to_json(options))


def verify_authentication(rp_id, origin, challenge, response, passkey):
    verified = webauthn.verify_authentication_response(
        credential=response,
        expected_challenge=base64url_to_bytes(challenge),
        expected_rp_id=rp_id,
        expected_origin=origin,
        credential_public_key=base64url_to_bytes(passkey["public_key"]),
        credential_current_sign_count=passkey["sign_count"],
        require_user_verification=True,
    )
    return verified.user_verified


FUNCTIONS = [registration_options, verify_registration, authentication_options, verify_authentication]

for line in sys.stdin:
    name, arguments = json.loads(line)
    function = next(one for one in FUNCTIONS if one.__name__ == name)
    print(json.dumps(function(**arguments)), flush=True)
