// better-auth with its passkey plugin on better-sqlite3, behind node:http. Challenges, users,
// passkeys and sessions are its own tables. A sign-up starts with the passkey, without a session.
//
// Settings: PORT, DATA (a folder).
import http from 'node:http';
import path from 'node:path';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import Database from 'better-sqlite3';
import { page } from './page.mjs';

const origin = `http://localhost:${process.env.PORT}`;
const database = new Database(path.join(process.env.DATA, 'better-auth.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');

const options = {
  baseURL: origin,
  trustedOrigins: [origin],
  secret: 'a-secret-that-is-long-enough-and-only-for-measurements',
  database,
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  plugins: [
    passkey({
      rpID: 'localhost',
      rpName: 'Peer',
      origin,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      registration: {
        requireSession: false,
        // The context is the address. The account is created once the response has been verified.
        resolveUser: ({ context }) => ({ id: context, name: context }),
        afterVerification: async ({ ctx, user }) => {
          const account = { name: user.name, email: user.name, emailVerified: false };
          return { userId: (await ctx.context.internalAdapter.createUser(account)).id };
        },
      },
    }),
  ],
};

const { runMigrations } = await getMigrations(options);
await runMigrations();
const handler = toNodeHandler(betterAuth(options));

http
  .createServer((request, response) => {
    if (request.url === '/sign-in') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(page);
    } else {
      handler(request, response);
    }
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
