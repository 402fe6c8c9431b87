// Passkeys move between Latchkey and two other relying parties at the same RP ID, in both directions, and the user
// does nothing for it.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, test as base } from './support/test.ts';
import { isSignedIn, signIn, signOut, signUp } from './support/people.ts';
import { HANDLE, type Library, type Passkey, pyWebAuthn, simpleWebAuthn } from './support/relying-parties.ts';
import { BINARY, type Server } from './support/server.ts';

/** Another relying party, on another port of the same host. */
interface Elsewhere {
  /** Creates a passkey there, and returns the user's row for an import here. */
  signUp(page: Page, email: string, algorithms?: number[]): Promise<object>;
  /** Signs in there with any passkey. Returns the user handle. */
  signIn(page: Page, passkeys: Passkey[]): Promise<string>;
}

const test = base.extend<{ library: { start: () => Library }; elsewhere: Elsewhere }>({
  baseURL: ({ freshServer }, use) => use(freshServer.origin),
  library: [{ start: simpleWebAuthn }, { option: true }],

  elsewhere: async ({ library }, use) => {
    const blank = '<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">';
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(blank));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const party = library.start();
    await use({
      async signUp(page, email, algorithms = [-7, -257]) {
        const options = await party.registrationOptions(email, algorithms);
        await page.goto(origin);
        const response = await page.evaluate(async (json) => {
          const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as never);
          return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON();
        }, options);
        const passkey = await party.verifyRegistration(origin, options.challenge, response);
        const { transports } = (response as unknown as { response: { transports?: string[] } }).response;
        return {
          external_id: 'old-7',
          email,
          email_verified_at: '2025-01-01T00:00:00Z',
          user_handle: Buffer.from(HANDLE).toString('base64url'),
          passkeys: [{ ...passkey, transports }],
        };
      },
      async signIn(page, passkeys) {
        const options = await party.authenticationOptions();
        await page.goto(origin);
        const response = await page.evaluate(async (json) => {
          const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as never);
          return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON();
        }, options);
        const { id, response: { userHandle } } = response as unknown as { id: string; response: { userHandle: string } };
        const passkey = passkeys.find((one) => one.credential_id === id)!;
        expect(await party.verifyAuthentication(origin, options.challenge, response, passkey)).toBe(true);
        return userHandle;
      },
    });
    party.end();
    server.close();
  },
});

async function user(server: Server, ...command: string[]) {
  const env = { DATABASE_URL: `sqlite:${join(server.folder, 'latchkey.db')}` };
  return (await promisify(execFile)(BINARY, ['user', ...command], { cwd: server.folder, env })).stdout;
}

test('an EdDSA passkey is left out of an import, and the report says so', async ({ page, device, freshServer, elsewhere }) => {
  const row = await elsewhere.signUp(page, 'ada@example.org', [-8, -7, -257]);
  expect(await device.passkeys()).toHaveLength(1);
  const file = join(freshServer.folder, 'users.ndjson');
  await writeFile(file, JSON.stringify(row));
  expect(await user(freshServer, 'import', file)).toContain("algorithm -8 isn't supported");
});

for (const [name, start] of [['SimpleWebAuthn', simpleWebAuthn], ['py_webauthn', pyWebAuthn]] as const) {
  test.describe(name, () => {
    test.use({ library: { start } });

    test(`a passkey from ${name} signs in after an import`, async ({ page, device, freshServer, elsewhere }) => {
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

    test(`a passkey from here signs in at ${name} after an export`, async ({ page, device, freshServer, elsewhere }) => {
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
  });
}
