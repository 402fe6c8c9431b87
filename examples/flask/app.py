# A Flask route for people who are signed in: pip install flask 'PyJWT[crypto]' && flask run -p 4000
import os
from functools import wraps

import jwt
from flask import Flask, g, jsonify, request

LATCHKEY = os.environ.get("LATCHKEY_ORIGIN", "http://localhost:3000")
APP_ID = os.environ.get("LATCHKEY_APP_ID", "latchkey")
ISSUER = f"{LATCHKEY}/v1/apps/{APP_ID}"

# Fetched once, kept for five minutes, and again when a token names a key that is not there.
keys = jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json")
app = Flask(__name__)


def signed_in(view):
    @wraps(view)
    def only_signed_in(*args, **kwargs):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise jwt.InvalidTokenError("no token")
            key = keys.get_signing_key_from_jwt(token).key
            g.claims = jwt.decode(token, key, ["RS256"], audience=APP_ID, issuer=ISSUER)
        except jwt.PyJWTError:
            return jsonify(code="invalid_token"), 401, {"WWW-Authenticate": "Bearer"}
        return view(*args, **kwargs)

    return only_signed_in


@app.get("/hello")
@signed_in
def hello():
    return jsonify(user_id=g.claims["sub"])
