// The link on the home page: if the browser can ask for a passkey on this device, one click signs in.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { isAwake, isSignedIn, parts, signOut, signUp } from './support/people.ts';
import { strangePasskey } from './support/authenticator.ts';

const link = (page: Page) => page.getByRole('main').getByRole('link', { name: 'Sign in' });

/** Sets whether the browser says that it supports the mode. */
async function hasMode(page: Page, immediateGet: boolean | undefined) {
  await page.addInitScript((immediateGet) => {
    const ask = PublicKeyCredential.getClientCapabilities.bind(PublicKeyCredential);
    PublicKeyCredential.getClientCapabilities = async () => ({ ...(await ask()), immediateGet: immediateGet! });
  }, immediateGet);
}

/** Records the page's requests to the browser. */
async function lookOn(page: Page) {
  const asked: (string | null)[] = [];
  await page.exposeFunction('asked', (mode: string | null) => asked.push(mode));
  await page.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => {
      const { uiMode } = { ...options } as { uiMode?: string };
      (window as unknown as { asked(mode: string | null): void }).asked(uiMode ?? null);
      return get(options);
    };
  });
  return asked;
}

/** Waits until the script handles the link. Before that, the browser follows it. */
async function isReady(page: Page) {
  await page.waitForLoadState('networkidle');
}

test('one click on the home page signs in', async ({ page }) => {
  const address = await signUp(page);
  await signOut(page);
  const asked = await lookOn(page);
  await page.goto('/');
  await isReady(page);
  await link(page).click();
  await isSignedIn(page, address);
  expect(asked).toEqual(['immediate']);
});

test('without a passkey on this device, the link opens the sign-in page', async ({ page, device }) => {
  await device.clear();
  const asked = await lookOn(page);
  await page.goto('/');
  await isReady(page);
  await link(page).click();
  await page.waitForURL('/sign-in');
  expect(asked[0]).toBe('immediate');
  await expect(parts(page).alert).toHaveCount(0);
  await isAwake(parts(page).signInWithPasskey);
});

test('a passkey that is no longer registered is reported on the sign-in page', async ({ page, device, watch }) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  await device.add(strangePasskey());
  await page.goto('/');
  await isReady(page);
  await link(page).click();
  await page.waitForURL('/sign-in?problem=unknown_credential');
  await expect(parts(page).alert).toContainText('This passkey is no longer registered here.');
  await expect.poll(() => device.passkeys()).toEqual([]);
});

for (const answer of [false, undefined]) {
  test(`when the browser answers ${answer} about the mode, the link opens the sign-in page`, async ({ page, device }) => {
    await device.leaveAlone();
    await hasMode(page, answer);
    const asked = await lookOn(page);
    await page.goto('/');
    await isReady(page);
    await link(page).click();
    await page.waitForURL('/sign-in');
    expect(asked).not.toContain('immediate');
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the link opens the sign-in page', async ({ page }) => {
    await page.goto('/');
    await link(page).click();
    await expect(page).toHaveURL('/sign-in');
  });
});
