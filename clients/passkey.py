"""python passkey.py ORIGIN EMAIL [TIMES]: signs up with fastapi-passkeys' software authenticator, signs in
TIMES times, and prints the last response."""

import json
import sys
import urllib.request

from fastapi_passkeys.testing import SoftwareAuthenticator

origin, email = sys.argv[1:3]
times = int(sys.argv[3]) if len(sys.argv) > 3 else 0


def post(path, body):
    data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{origin}/auth/passkeys/{path}", data, headers)
    return json.load(urllib.request.urlopen(request))


key = SoftwareAuthenticator(user_verified=True)
begun = post("register/begin", {"email": email})
credential = key.create(begun["publicKey"], origin=origin)
answer = post("register/finish", {"credential": credential, "state": begun["state"]})
for _ in range(times):
    begun = post("authenticate/begin", {})
    credential = key.get(begun["publicKey"], origin=origin)
    answer = post("authenticate/finish", {"credential": credential, "state": begun["state"]})
print(json.dumps(answer))
