// The one-time link of `server demo` signs in with one press.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test as base } from './support/test.ts';
import { isSignedIn, signIn, signOut } from './support/people.ts';
import { BINARY } from './support/server.ts';

const test = base.extend({ baseURL: ({ freshServer }, use) => use(freshServer.origin) });

test('one press creates a passkey for the account and signs in', async ({ page, device, freshServer, watch }) => {
  const env = { DATABASE_URL: `sqlite:${join(freshServer.folder, 'latchkey.db')}`, LATCHKEY_ORIGIN: freshServer.origin };
  const link = (await promisify(execFile)(BINARY, ['demo'], { cwd: freshServer.folder, env })).stdout.trim();
  await page.goto(link);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await isSignedIn(page, 'developer@example.com');
  expect(await device.passkeys()).toHaveLength(1);
  await signOut(page);
  await signIn(page, 'developer@example.com');

  watch.tolerate(/410/);
  expect((await page.goto(link))!.status()).toBe(410);
  await expect(page.getByRole('heading', { name: 'This link was used' })).toBeVisible();
});
