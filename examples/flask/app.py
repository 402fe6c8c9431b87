# extra: passage
# A Flask route for signed-in users: pip install flask passage-identity && flask run -p 4000
import os
from functools import wraps

import jwt
from flask import Flask, g, jsonify, request
from passageidentity import Passage

LATCHKEY = os.environ.get("LATCHKEY_ORIGIN", "http://localhost:3000")
APP_ID = os.environ.get("LATCHKEY_APP_ID", "latchkey")
ISSUER = f"{LATCHKEY}/v1/apps/{APP_ID}"

# Only calls about users need a real API key (docs/passage.md). Public keys are kept for five minutes.
psg = Passage(APP_ID, os.environ.get("LATCHKEY_API_KEY", "none"))
psg.auth.jwks.uri = f"{ISSUER}/.well-known/jwks.json"
app = Flask(__name__)


def signed_in(view):
    @wraps(view)
    def only_signed_in(*args, **kwargs):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise ValueError("no token")
            g.user_id = psg.auth.validate_jwt(token)
            # The SDK doesn't check the issuer.
            if jwt.decode(token, options={"verify_signature": False}).get("iss") != ISSUER:
                raise ValueError("another issuer")
        except (jwt.PyJWTError, ValueError):
            return jsonify(code="invalid_token"), 401, {"WWW-Authenticate": "Bearer"}
        return view(*args, **kwargs)

    return only_signed_in


@app.get("/hello")
@signed_in
def hello():
    return jsonify(user_id=g.user_id)
