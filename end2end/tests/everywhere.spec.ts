// The main journeys, also in WebKit and in Playwright's own Firefox.
//
// These have no virtual authenticators. Here Playwright answers instead of the browser. So these
// tests cover the site's code in that browser, but not the browser's WebAuthn. There is no autofill list
// and no touch: every request is answered at once.
// https://playwright.dev/docs/api/class-credentials
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test as base } from './support/test.ts';
import { isAwake, isSignedIn, parts, remove, signIn, signOut, signUp } from './support/people.ts';

type Passkeys = BrowserContext['credentials'];

const test = base.extend<{ passkeys: Passkeys }>({
  // Otherwise Chromium's own would be asked first.
  device: async ({}, use) => use(undefined as never),
  passkeys: async ({ context }, use) => {
    await context.credentials.install();
    await use(context.credentials);
  },
});

// Firefox reports requests of a page that was left, and one of Playwright's styles.
test.beforeEach(({ browserName, watch }) => {
  if (browserName === 'firefox') watch.tolerate(/NetworkError when attempting to fetch|inline style \(style-src-elem\)/);
});

const items = (page: Page) => parts(page).passkeys.getByRole('listitem');

test('a user signs up, signs out and signs in with one click', async ({ page, passkeys }) => {
  const address = await signUp(page);
  expect(await passkeys.get()).toHaveLength(1);
  await expect(items(page)).toHaveCount(1);
  await expect(items(page)).toContainText('This device');
  await signOut(page);
  await signIn(page, address);
  await expect(items(page)).toContainText('Last used');
});

test('a passkey from the autofill list signs in', async ({ page, passkeys }) => {
  const address = await signUp(page);
  await signOut(page);
  await page.goto('/sign-in');
  await isSignedIn(page, address);
  expect((await passkeys.get())[0]!.signCount).toBe(1);
});

test('a second passkey is added, and the first one removed', async ({ page, passkeys }) => {
  const address = await signUp(page);
  const { addPasskey, status } = parts(page);
  await addPasskey.click();
  await expect(status).toHaveText('This device or password manager already has a passkey for this account.');
  await expect(items(page)).toHaveCount(1);

  const [first] = await passkeys.get();
  await passkeys.delete(first!.id);
  // The list is sorted by seconds.
  await page.waitForTimeout(1100);
  await addPasskey.click();
  await expect(items(page)).toHaveCount(2);
  await remove(items(page).first());
  await expect(items(page)).toHaveCount(1);
  expect(await passkeys.get()).toHaveLength(1);
  await signOut(page);
  await signIn(page, address);
});

test('without a passkey, the message is quiet', async ({ page, passkeys }) => {
  await page.goto('/sign-in');
  expect(await passkeys.get()).toEqual([]);
  const { signInWithPasskey, status } = parts(page);
  await isAwake(signInWithPasskey);
  await page.waitForLoadState('networkidle');
  await signInWithPasskey.click();
  await expect(status).toContainText('The passkey request wasn’t completed.');
  await expect(page).toHaveURL('/sign-in');
});
