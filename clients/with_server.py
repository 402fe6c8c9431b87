"""A new server for each class of tests, and a client of the JSON ceremony routes.

Needs SERVER_BINARY. Its database is an SQLite file, or one in the PostgreSQL of POSTGRES_URL.
"""

import json
import os
import secrets
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

SERVER = os.path.abspath(os.environ["SERVER_BINARY"])
HERE = os.path.dirname(os.path.abspath(__file__))


def free_port():
    # Below the ports that systems give to clients, which could take one before it is used.
    for _ in range(50):
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")


def new_database(folder):
    server = os.environ.get("POSTGRES_URL")
    if not server:
        return f"sqlite:{folder}/latchkey.db"
    name = f"latchkey_{secrets.token_hex(8)}"
    execute(server, f"create database {name}")
    return f"{server.rpartition('/')[0]}/{name}"


def execute(database, sql):
    if database.startswith("sqlite:"):
        with sqlite3.connect(database.removeprefix("sqlite:"), timeout=10) as connection:
            connection.execute(sql)
    else:
        subprocess.run(["node", f"{HERE}/../end2end/execute-sql.mjs", database, sql], check=True)


def serve(command, port, settings, folder):
    """Starts a server and waits until it listens."""
    path = f"{folder}/{port}.log"
    with open(path, "a") as log:
        server = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return server
        except OSError:
            time.sleep(0.1)
    end(server)
    with open(path) as log:
        raise RuntimeError(f"{command} did not start: {log.read()}")


def end(server):
    server.terminate()
    server.wait()


class WithServer(unittest.TestCase):
    # More settings than those that every server has.
    more_settings = {}

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        port = free_port()
        cls.origin = f"http://localhost:{port}"
        cls.database = new_database(cls.folder.name)
        cls.settings = {
            "DATABASE_URL": cls.database,
            "LATCHKEY_ADDR": f"127.0.0.1:{port}",
            "LATCHKEY_ORIGIN": cls.origin,
            **cls.more_settings,
        }
        cls.port = port
        cls.start()
        cls.addClassCleanup(lambda: end(cls.server))

    @classmethod
    def start(cls):
        cls.server = serve([SERVER], cls.port, cls.settings, cls.folder.name)
        # The server listens before it sets up the database.
        urllib.request.urlopen(f"{cls.origin}/readyz", timeout=30).read()

    def serve(self, command, port, settings):
        self.addCleanup(end, serve(command, port, settings, self.folder.name))

    def call(self, path, body=None, token=None, method=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        address = path if "://" in path else self.origin + path
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                self.assertIsNone(answer.headers["Set-Cookie"])
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def begin(self, path, body, routes):
        status, begun = self.call(f"{routes}/{path}/begin", body)
        self.assertEqual(status, 200, begun)
        return begun

    def sign_up(self, email, authenticator, routes="/auth/passkeys", **bends):
        begun = self.begin("register", {"email": email}, routes)
        bends.setdefault("origin", self.origin)
        credential = authenticator.create(begun["publicKey"], **bends)
        body = {"credential": credential, "state": begun["state"], "deviceName": "Test key"}
        return self.call(f"{routes}/register/finish", body)

    def answer(self, authenticator, routes="/auth/passkeys", **bends):
        begun = self.begin("authenticate", {}, routes)
        bends.setdefault("origin", self.origin)
        credential = authenticator.get(begun["publicKey"], **bends)
        return {"credential": credential, "state": begun["state"]}

    def sign_in(self, authenticator, routes="/auth/passkeys", **bends):
        body = self.answer(authenticator, routes, **bends)
        return self.call(f"{routes}/authenticate/finish", body)

    def execute(self, sql):
        execute(self.database, sql)

    def operate(self, *arguments):
        """Runs an operator command and returns its status and output."""
        done = subprocess.run(
            [SERVER, *arguments], cwd=self.folder.name, env=self.settings,
            capture_output=True, text=True,
        )
        return done.returncode, done.stdout, done.stderr
