"""A mail server for tests: aiosmtpd, which shares no code with the project.

It prints its port, then a line of JSON for each event. The recipient's local part decides what it
does with an email:

refused   550 to the recipient
busy      450 to the recipient
quoting   554 to the mail, with the mail's first link and words in the answer
cut       hangs up in the middle of the mail, the first time
mute      accepts the mail, and hangs up before it answers, the first time
held      accepts the mail once the file --release exists
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("--port", type=int, default=0)
options.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
options.add_argument("--certificate")
options.add_argument("--key")
options.add_argument("--login")
options.add_argument("--release", default="")
options = options.parse_args()

# The tests make clients hang up on purpose.
logging.disable()
warnings.simplefilter("ignore")

seen = set()


def tell(**what):
    # One write, because two threads report events.
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def listen():
    """Answers each line of the test, so that it knows to have heard everything that was before."""
    for line in sys.stdin:
        tell(what="asked")


def first_time(session):
    if session.host_name in seen:
        return False
    seen.add(session.host_name)
    return True


def kind(envelope):
    return envelope.rcpt_tos[0].split("@")[0].split("+")[0]


def content(part):
    return part.get_content() if part else None


class Server(SMTP):
    async def smtp_RCPT(self, arg):
        # aiosmtpd removes the quotes of an address.
        self.session.asked_for = arg
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and kind(self.envelope) == "cut" and first_time(self.session):
            tell(what="cut", hello=self.session.host_name)
            await self.push("354 Go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        envelope.rcpt_tos.append(address)
        tell(what="recipient", hello=session.host_name, wire=session.asked_for)
        if kind(envelope) == "refused":
            envelope.rcpt_tos.clear()
            return f"550 5.1.1 <{address}> is nobody here"
        if kind(envelope) == "busy":
            envelope.rcpt_tos.clear()
            return "450 4.2.1 come back later"
        while kind(envelope) == "held" and not os.path.exists(options.release):
            await asyncio.sleep(0.02)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        raw = envelope.content
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        if kind(envelope) == "quoting":
            words = content(mail.get_body(["plain"])).split()
            quoted = " ".join(words)[-380:]
            return f"554 5.7.1 no such mails: to <{envelope.rcpt_tos[0]}> from [192.0.2.7]: {quoted}"
        tell(
            what="mail",
            sender=envelope.mail_from,
            to=envelope.rcpt_tos,
            encrypted=session.ssl is not None or options.tls == "implicit",
            user=session.auth_data.decode() if session.auth_data else None,
            hello=session.host_name,
            headers=[[name, str(value)] for name, value in mail.items()],
            type=mail.get_content_type(),
            text=content(mail.get_body(["plain"])),
            html=content(mail.get_body(["html"])),
            bare_line_feeds=raw.replace(b"\r\n", b"").count(b"\n"),
            longest_line=max(len(line) for line in raw.split(b"\r\n")),
        )
        if kind(envelope) == "mute" and first_time(session):
            server.transport.abort()
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    given = data.login + b":" + data.password
    tell(what="login", hello=session.host_name)
    if given.decode() == options.login:
        return AuthResult(success=True, auth_data=data.login)
    return AuthResult(success=False, handled=False)


async def main():
    context = None
    if options.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    settings = {}
    if options.tls == "starttls":
        settings.update(tls_context=context, require_starttls=True)
    if options.login:
        settings.update(authenticator=authenticate, auth_required=True)
        settings.update(auth_require_tls=options.tls == "starttls")
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(Handler(), hostname="mail.test", enable_SMTPUTF8=True, **settings),
        host="127.0.0.1",
        port=options.port,
        ssl=context if options.tls == "implicit" else None,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    # Ends when the test that started it ends.
    await asyncio.get_running_loop().run_in_executor(None, listen)
    os._exit(0)


asyncio.run(main())
