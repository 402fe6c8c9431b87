# extra: passage
# A page with a sign-in element, and a route for signed-in users. docs/quickstart.md says how to run it.
import os
from pathlib import Path

import click
import jwt
from flask import Flask, jsonify, request
from passageidentity import Passage
from passageidentity.openapi_client.configuration import Configuration

LATCHKEY = os.environ.get("LATCHKEY_ORIGIN", "http://localhost:3000")

# Only the command below needs a real API key.
psg = Passage("latchkey", os.environ.get("API_KEY", "none"))
Configuration.get_default().host = f"{LATCHKEY}/v1"
psg.auth.jwks.uri = f"{LATCHKEY}/v1/apps/latchkey/.well-known/jwks.json"
app = Flask(__name__)


@app.get("/")
def page():
    html = Path(__file__).with_name("index.html").read_text(encoding="utf-8")
    return html.replace("http://localhost:3000", LATCHKEY)


@app.get("/hello")
def hello():
    try:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return jsonify(user_id=psg.auth.validate_jwt(token))
    except (jwt.PyJWTError, ValueError):
        return jsonify(code="invalid_token"), 401


@app.cli.command()
@click.argument("user_id")
def deactivate(user_id):
    """Locks a user out. Needs API_KEY."""
    print(psg.user.deactivate(user_id).status.value)
