"""fastapi-passkeys with its SQLAlchemy repository on SQLite.

Challenges are kept in memory. The library leaves users and sessions to the application: here a
user is an address, a sign-in stores a session, and a sign-up stores none.

Settings: PORT, DATA (a folder).
"""

import hashlib
import os
import secrets
import time
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi_passkeys import PasskeyConfig, Passkeys, PasskeyUser
from fastapi_passkeys.contrib.memory import InMemoryChallengeStore
from fastapi_passkeys.contrib.sqlalchemy import PasskeyBase, SqlAlchemyCredentialRepository
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

PAGE = Path(__file__).with_name("page.mjs").read_text().split("`")[1]

engine = create_async_engine(f"sqlite+aiosqlite:///{os.environ['DATA']}/fastapi-passkeys.db")
database = async_sessionmaker(engine)


@event.listens_for(engine.sync_engine, "connect")
def set_durability(connection, _record):
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")


@asynccontextmanager
async def lifespan(_app):
    async with engine.begin() as connection:
        await connection.run_sync(PasskeyBase.metadata.create_all)
        await connection.execute(
            text(
                "create table if not exists sessions (hash text primary key, user_id text not null, expires_at integer not null)"
            )
        )
    yield
    await engine.dispose()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def get_user(request: Request) -> PasskeyUser:
    email = (await request.json())["email"]
    return PasskeyUser(id=email, name=email, display_name=email)


async def open_session(_request: Request, result):
    token = secrets.token_urlsafe(32)
    row = {"hash": hashed(token), "user_id": result.user_id, "expires_at": int(time.time()) + 86400}
    async with database.begin() as connection:
        await connection.execute(text("insert into sessions values (:hash, :user_id, :expires_at)"), row)
    return {"status": "ok", "userId": result.user_id, "access_token": token}


passkeys = Passkeys(
    config=PasskeyConfig(
        rp_id="localhost",
        rp_name="Peer",
        expected_origins=[f"http://localhost:{os.environ['PORT']}"],
        user_verification="required",
        resident_key="required",
    ),
    credential_repository=SqlAlchemyCredentialRepository(database),
    challenge_store=InMemoryChallengeStore(),
    get_user=get_user,
    on_authenticated=open_session,
)

app = FastAPI(lifespan=lifespan)
app.include_router(passkeys.router, prefix="/auth/passkeys")
passkeys.install_exception_handlers(app)


@app.get("/sign-in")
async def sign_in() -> HTMLResponse:
    return HTMLResponse(PAGE)


@app.get("/auth/user")
async def user(request: Request):
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    query = text("select user_id from sessions where hash = :hash and expires_at > :now")
    async with database() as connection:
        found = (await connection.execute(query, {"hash": hashed(token), "now": int(time.time())})).first()
    return JSONResponse({"userId": found[0] if found else None}, status_code=200 if found else 401)
