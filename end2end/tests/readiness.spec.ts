// The page /ready describes the browser, and the sign-in page uses the same checks.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { isAwake, parts } from './support/people.ts';
import { isAccessible } from './support/accessibility.ts';

/** Changes the browser's reported capabilities. With `null`, it can't be asked. */
async function says(page: Page, answers: Record<string, boolean> | null) {
  await page.addInitScript((answers) => {
    const passkeys = PublicKeyCredential as unknown as Record<string, unknown>;
    if (answers) passkeys.getClientCapabilities = async () => answers;
    else delete passkeys.getClientCapabilities;
  }, answers);
}

const line = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
const tag = (page: Page, name: string) => line(page, name).locator('.tag').filter({ visible: true });
const counted = (page: Page) => page.waitForRequest('**/api/count_capabilities');

const DEVICE = 'A passkey on this device';
const FIELD = 'Passkeys in the email field';
const PHONE = 'Your phone, with a QR code';
const TIDY = 'Removed passkeys disappear from your password manager';

test('the page says what this browser can do, and counts it once', async ({ page, freshServer }) => {
  const request = counted(page);
  await page.goto(`${freshServer.origin}/ready`);
  await expect(page.getByRole('status')).toContainText('Yes.');
  await expect(tag(page, DEVICE)).toHaveText('Yes');
  await expect(tag(page, FIELD)).toHaveText('Yes');
  await expect(tag(page, TIDY)).toHaveText('Yes');
  const said = JSON.parse(new URLSearchParams((await request).postData()!).get('said')!) as Record<string, boolean>;
  expect(said).toMatchObject({ conditionalGet: true, userVerifyingPlatformAuthenticator: true });
  expect(Object.keys(said).filter((name) => name.includes(':'))).toEqual([]);
  await expect.poll(async () => (await page.context().cookies()).map(({ name }) => name)).toEqual([`latchkey_counted_${freshServer.port}`]);
  await isAccessible(page, 'ready');

  let again = 0;
  page.on('request', (one) => (again += one.url().endsWith('/api/count_capabilities') ? 1 : 0));
  await page.reload({ waitUntil: 'networkidle' });
  await expect(tag(page, DEVICE)).toHaveText('Yes');
  expect(again).toBe(0);
});

test('what a browser does not say is unknown, and not "no"', async ({ page }) => {
  await says(page, { userVerifyingPlatformAuthenticator: false, conditionalGet: true });
  await page.goto('/ready');
  await expect(page.getByRole('status')).toContainText('Almost.');
  await expect(tag(page, DEVICE)).toHaveText('No');
  await expect(line(page, DEVICE)).toContainText('a PIN is enough');
  await expect(tag(page, FIELD)).toHaveText('Yes');
  await expect(tag(page, PHONE)).toHaveText('Unknown');
  await isAccessible(page, 'almost ready');
});

test('a browser without getClientCapabilities is asked single questions', async ({ page }) => {
  await says(page, null);
  await page.goto('/ready');
  await expect(tag(page, DEVICE)).toHaveText('Yes');
  await expect(tag(page, FIELD)).toHaveText('Yes');
  await expect(tag(page, PHONE)).toHaveText('Unknown');
});

test('a browser without passkeys gets a clear answer', async ({ page, device }) => {
  await device.leaveAlone();
  await page.addInitScript(() => delete (window as { PublicKeyCredential?: unknown }).PublicKeyCredential);
  await page.goto('/ready');
  await expect(page.getByRole('status')).toContainText('doesn’t support passkeys');
  await expect(tag(page, DEVICE)).toHaveText('No');
  await isAccessible(page, 'ready, without passkeys');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what it cannot check', async ({ page }) => {
    await page.goto('/ready');
    await expect(page.getByText('This page needs JavaScript to check your browser')).toBeVisible();
    await expect(line(page, DEVICE)).toBeVisible();
    await expect(tag(page, DEVICE)).toHaveCount(0);
    await expect(page.getByRole('status')).toBeHidden();
  });
});

test('without autofill support, the button still works', async ({ page, device }) => {
  await device.leaveAlone();
  await says(page, { conditionalGet: false, hybridTransport: false });
  const mediations: unknown[] = [];
  await page.exposeFunction('asked', (mediation: unknown) => mediations.push(mediation));
  await page.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => {
      (window as unknown as { asked(mediation: unknown): void }).asked(options?.mediation ?? null);
      return get(options);
    };
  });
  const begun = page.waitForResponse('**/api/start_sign_in');
  await page.goto('/sign-in');
  await begun;
  const { signInWithPasskey } = parts(page);
  await isAwake(signInWithPasskey);
  const phone = page.getByText('Is your passkey on your phone?');
  await expect(phone).toBeHidden();
  await signInWithPasskey.click();
  await expect.poll(() => mediations).toEqual([null]);
});

test('unknown capabilities hide nothing', async ({ page, device }) => {
  await device.leaveAlone();
  await says(page, {});
  await page.goto('/sign-in');
  await isAwake(parts(page).signInWithPasskey);
  await page.waitForLoadState('networkidle');
  await expect(page.getByText('Is your passkey on your phone?')).toBeVisible();
});
