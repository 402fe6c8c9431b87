// Browsers and password managers that don't follow the specification, and responses that the server
// rejects.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { CANCELLED, isAwake, isSignedIn, newAddress, parts, signOut, signUp } from './support/people.ts';

type Answer = 'AbortError' | 'null' | 'undefined';

/** Makes the dialogue answer like this. The list waits forever, or answers with nothing at once. */
async function answers(page: Page, answer: Answer, list: 'waits' | 'undefined' = 'waits') {
  await page.addInitScript(
    ({ answer, list }) => {
      const asked: string[] = [];
      const ask = (mediation?: string): Promise<Credential | null> => {
        asked.push(mediation ?? 'dialogue');
        if (mediation) return list === 'waits' ? new Promise(() => {}) : Promise.resolve(undefined as unknown as null);
        if (answer === 'AbortError') return Promise.reject(new DOMException('The operation was aborted.', 'AbortError'));
        return Promise.resolve(answer === 'null' ? null : (undefined as unknown as null));
      };
      navigator.credentials.get = (options) => ask(options?.mediation);
      navigator.credentials.create = () => ask();
      Object.assign(window, { asked });
    },
    { answer, list },
  );
}

const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: string[] }).asked);

for (const answer of ['AbortError', 'null', 'undefined'] as const) {
  test(`${answer} from a dialogue counts as cancelled, and the button works again`, async ({ page }) => {
    await answers(page, answer);
    const { email, signInWithPasskey, createPasskey, status } = parts(page);
    await page.goto('/sign-in');
    await expect.poll(() => asked(page)).toEqual(['conditional']);
    for (const presses of [1, 2]) {
      await signInWithPasskey.click();
      await expect.poll(async () => (await asked(page)).filter((one) => one === 'dialogue').length).toBe(presses);
      await expect(status).toHaveText(CANCELLED);
      await isAwake(signInWithPasskey);
    }
    await page.goto('/sign-up');
    await email.fill(newAddress());
    for (const presses of [1, 2]) {
      await createPasskey.click();
      await expect.poll(async () => (await asked(page)).length).toBe(presses);
      await expect(status).toHaveText(CANCELLED);
      await isAwake(createPasskey);
    }
  });
}

test('a list that answers with nothing at once costs one ceremony and shows nothing', async ({ page }) => {
  await answers(page, 'null', 'undefined');
  let started = 0;
  page.on('request', (request) => (started += request.url().endsWith('/api/start_sign_in') ? 1 : 0));
  await page.goto('/sign-in');
  await expect.poll(() => asked(page)).toEqual(['conditional']);
  await page.waitForLoadState('networkidle');
  expect(await asked(page)).toEqual(['conditional']);
  expect(started).toBe(1);
  await expect(parts(page).status).toBeEmpty();
});

for (const [status, code] of [
  [400, 'ceremony_expired'],
  [401, 'verification_failed'],
  [409, 'duplicate_credential'],
] as const) {
  test(`a new passkey that the server rejects with ${status} is not offered again`, async ({ page, device, watch }) => {
    watch.expect(new RegExp(`${status}.* /api/finish_`));
    const refuse = { status, contentType: 'application/json', body: JSON.stringify({ code }) };
    await page.route('**/api/finish_sign_up', (route) => route.fulfill(refuse));
    await page.goto('/sign-up');
    await parts(page).email.fill(newAddress());
    await parts(page).createPasskey.click();
    await isAwake(parts(page).createPasskey);
    await expect.poll(() => device.passkeys()).toEqual([]);
    await page.unroute('**/api/finish_sign_up');

    await signUp(page);
    const mine = await device.passkeys();
    await device.clear();
    await page.route('**/api/finish_adding_passkey', (route) => route.fulfill(refuse));
    await parts(page).addPasskey.click();
    await expect(parts(page).status).not.toBeEmpty();
    await expect.poll(() => device.passkeys()).toEqual([]);
    expect(mine).toHaveLength(1);
  });
}

test('a new passkey stays on the device when the result is unknown', async ({ page, device, watch }) => {
  watch.expect(/ERR_FAILED .*\/api\/finish_sign_up|50[0-9].*\/api\/finish_sign_up/);
  for (const outcome of ['network', 'fault'] as const) {
    await device.clear();
    await page.route('**/api/finish_sign_up', (route) =>
      outcome === 'network'
        ? route.abort()
        : route.fulfill({ status: 500, contentType: 'application/json', body: '{"code":"internal"}' }),
    );
    await page.goto('/sign-up');
    await parts(page).email.fill(newAddress());
    await parts(page).createPasskey.click();
    await expect(parts(page).status).toHaveText(/couldn’t be reached|Something went wrong/);
    await page.waitForLoadState('networkidle');
    expect(await device.passkeys()).toHaveLength(1);
    await page.unroute('**/api/finish_sign_up');
  }
});

const COOKIES = /This site needs cookies/;

test('without cookies, no passkey is created', async ({ page, device }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'cookieEnabled', { get: () => false }));
  await page.goto('/sign-up');
  await parts(page).email.fill(newAddress());
  await parts(page).createPasskey.click();
  await expect(parts(page).status).toHaveText(COOKIES);
  expect(await device.passkeys()).toEqual([]);
});

test('when cookies do not come back, no passkey is created', async ({ page, device }) => {
  await page.route('**/api/start_sign_up', async (route) => {
    await page.context().clearCookies();
    await route.continue();
  });
  await page.goto('/sign-up');
  await parts(page).email.fill(newAddress());
  await parts(page).createPasskey.click();
  await expect(parts(page).status).toHaveText(COOKIES);
  expect(await device.passkeys()).toEqual([]);
});

test('a page that was open longer than its cookie lives still signs up', async ({ page }) => {
  const address = newAddress();
  await page.goto('/sign-up');
  await page.context().clearCookies();
  await parts(page).email.fill(address);
  await parts(page).createPasskey.click();
  await isSignedIn(page, address);
  await signOut(page);
});
