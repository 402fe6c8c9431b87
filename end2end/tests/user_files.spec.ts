// Passkeys move between Latchkey and SimpleWebAuthn at the same RP ID, in both directions, and the user does
// nothing for it.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as webauthn from '@simplewebauthn/server';
import type { Page } from '@playwright/test';
import { expect, test as base } from './support/test.ts';
import { isSignedIn, signIn, signOut, signUp } from './support/people.ts';
import { BINARY, type Server } from './support/server.ts';

const rpID = 'localhost';
const HANDLE = 'customer-42';

interface Passkey {
  credential_id: string;
  public_key: string;
  sign_count: number;
}

/** Another relying party, on another port of the same host. */
interface Elsewhere {
  /** Creates a passkey there, and returns the user's row for an import here. */
  signUp(page: Page, email: string, algorithms?: number[]): Promise<object>;
  /** Signs in there with any passkey. Returns the user handle. */
  signIn(page: Page, passkeys: Passkey[]): Promise<string>;
}

const test = base.extend<{ elsewhere: Elsewhere }>({
  baseURL: ({ freshServer }, use) => use(freshServer.origin),

  elsewhere: async ({}, use) => {
    const blank = '<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">';
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(blank));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const expectedOrigin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const expected = { expectedOrigin, expectedRPID: rpID };
    await use({
      async signUp(page, email, algorithms = [-7, -257]) {
        const options = await webauthn.generateRegistrationOptions({
          rpName: 'Elsewhere',
          rpID,
          userID: new TextEncoder().encode(HANDLE),
          userName: email,
          supportedAlgorithmIDs: algorithms,
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        });
        await page.goto(expectedOrigin);
        const response = await page.evaluate(async (json) => {
          const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as never);
          return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON();
        }, options);
        const { registrationInfo } = await webauthn.verifyRegistrationResponse({
          ...expected,
          response: response as webauthn.RegistrationResponseJSON,
          expectedChallenge: options.challenge,
        });
        const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo!;
        return {
          external_id: 'old-7',
          email,
          email_verified_at: '2025-01-01T00:00:00Z',
          user_handle: Buffer.from(HANDLE).toString('base64url'),
          passkeys: [
            {
              credential_id: credential.id,
              public_key: Buffer.from(credential.publicKey).toString('base64url'),
              sign_count: credential.counter,
              transports: credential.transports,
              backup_eligible: credentialDeviceType === 'multiDevice',
              backup_state: credentialBackedUp,
            },
          ],
        };
      },
      async signIn(page, passkeys) {
        const options = await webauthn.generateAuthenticationOptions({ rpID, userVerification: 'required' });
        await page.goto(expectedOrigin);
        const response = (await page.evaluate(async (json) => {
          const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as never);
          return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON();
        }, options)) as webauthn.AuthenticationResponseJSON;
        const passkey = passkeys.find((one) => one.credential_id === response.id)!;
        const { verified } = await webauthn.verifyAuthenticationResponse({
          ...expected,
          response,
          expectedChallenge: options.challenge,
          credential: {
            id: passkey.credential_id,
            publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
            counter: passkey.sign_count,
          },
        });
        expect(verified).toBe(true);
        return response.response.userHandle!;
      },
    });
    server.close();
  },
});

async function user(server: Server, ...command: string[]) {
  const env = { DATABASE_URL: `sqlite:${join(server.folder, 'latchkey.db')}` };
  return (await promisify(execFile)(BINARY, ['user', ...command], { cwd: server.folder, env })).stdout;
}

test('a passkey from SimpleWebAuthn signs in after an import', async ({ page, device, freshServer, elsewhere }) => {
  const row = await elsewhere.signUp(page, 'ada@example.org');
  const file = join(freshServer.folder, 'users.ndjson');
  await writeFile(file, JSON.stringify(row));
  expect(await user(freshServer, 'import', file)).toBe('');

  await signIn(page, 'ada@example.org');
  // The password manager has one account, with the handle that it knows.
  const [known] = await device.passkeys();
  expect(Buffer.from(known!.userHandle!, 'base64').toString()).toBe(HANDLE);
  expect(await device.passkeys()).toHaveLength(1);
  await signOut(page);
  await signIn(page, 'ada@example.org');
});

test('an EdDSA passkey is left out of an import, and the report says so', async ({ page, device, freshServer, elsewhere }) => {
  const row = await elsewhere.signUp(page, 'ada@example.org', [-8, -7, -257]);
  expect(await device.passkeys()).toHaveLength(1);
  const file = join(freshServer.folder, 'users.ndjson');
  await writeFile(file, JSON.stringify(row));
  expect(await user(freshServer, 'import', file)).toContain("algorithm -8 isn't supported");
});

test('a passkey from here signs in at SimpleWebAuthn after an export', async ({ page, device, freshServer, elsewhere }) => {
  const address = await signUp(page);
  await signOut(page);
  expect(await device.passkeys()).toHaveLength(1);
  await user(freshServer, 'export', join(freshServer.folder, 'users.ndjson'));
  const row = JSON.parse(await readFile(join(freshServer.folder, 'users.ndjson'), 'utf8'));
  const handle = await elsewhere.signIn(page, row.passkeys);
  expect(Buffer.from(handle, 'base64url').toString('hex')).toBe(row.id.replaceAll('-', ''));
  // It still works here.
  await signIn(page, address);
  await isSignedIn(page, address);
});
