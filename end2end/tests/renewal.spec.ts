// The page renews a ceremony that it started early, before the server's challenge expires.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { isAwake, isSignedIn, parts, signOut, signUp } from './support/people.ts';

/** Opens the sign-in page with a clock that can be moved. */
async function openSignIn(page: Page) {
  await page.addInitScript(() => {
    const lists: AbortSignal[] = [];
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => {
      lists.push(options!.signal!);
      return get(options);
    };
    Object.assign(window, { lists });
  });
  let begun = 0;
  page.on('request', (request) => (begun += request.url().endsWith('/api/start_sign_in') ? 1 : 0));
  await page.clock.install();
  await page.goto('/sign-in');
  await isAwake(parts(page).signInWithPasskey);
  const open = () =>
    page.evaluate(() => (window as unknown as { lists: AbortSignal[] }).lists.map(({ aborted }) => !aborted));
  await expect.poll(open).toEqual([true]);
  expect(begun).toBe(1);
  return { begun: () => begun, open };
}

/** Gives the page time to start requests. */
async function settle(page: Page) {
  await page.evaluate(() => fetch('/healthz').then((answer) => answer.text()));
}

/** Tells the page whether it is visible. */
async function show(page: Page, state: DocumentVisibilityState = 'visible') {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, state);
}

test('the list is renewed at three quarters of its time, again and again', async ({ page, device }) => {
  await device.leaveAlone();
  const { begun, open } = await openSignIn(page);
  for (const renewals of [1, 2, 3]) {
    // Every timer fires on time, like on a visible page.
    await page.clock.runFor('07:00');
    await settle(page);
    expect(begun()).toBe(renewals);
    await page.clock.runFor('00:50');
    // The previous request stays until the new one replaces it.
    await expect.poll(open).toEqual([...Array<boolean>(renewals).fill(false), true]);
    expect(begun()).toBe(renewals + 1);
  }
  await expect(parts(page).status).toBeEmpty();
});

test('the list is not renewed while the user types or comes back to the field', async ({ page, device }) => {
  await device.leaveAlone();
  const { begun, open } = await openSignIn(page);
  await parts(page).email.focus();
  await page.clock.runFor('08:00');
  await show(page);
  await settle(page);
  expect(begun()).toBe(1);
  expect(await open()).toEqual([true]);
  await parts(page).signInWithPasskey.focus();
  await page.clock.runFor('00:16');
  await expect.poll(begun).toBe(2);
});

test('after sleep, a machine has one list', async ({ page, device }) => {
  await device.leaveAlone();
  const { begun, open } = await openSignIn(page);
  await page.clock.fastForward('03:00:00');
  // The screen is unlocked, and the browser reports it more than once.
  await show(page);
  await show(page);
  await expect.poll(async () => (await open()).length).toBeGreaterThan(1);
  await settle(page);
  expect((await open()).filter(Boolean)).toEqual([true]);
  expect((await open()).at(-1)).toBe(true);
  expect(begun()).toBeGreaterThan(1);
  await expect(parts(page).status).toBeEmpty();
});

test('a background tab requests nothing until it is visible again', async ({ page, device }) => {
  await device.leaveAlone();
  const { begun, open } = await openSignIn(page);
  await show(page, 'hidden');
  await page.clock.runFor('30:00');
  await settle(page);
  expect(begun()).toBe(1);
  await show(page);
  await expect.poll(open).toEqual([false, true]);
  expect(begun()).toBe(2);
});

test('after an expired list, the passkey is requested again and signs in', async ({ page, watch }) => {
  watch.expect(/400.* \/api\/finish_sign_in/);
  const address = await signUp(page);
  await signOut(page);
  let answers = 0;
  await page.route('**/api/finish_sign_in', async (route) => {
    answers += 1;
    if (answers > 1) await route.continue();
    else await route.fulfill({ status: 400, json: { code: 'ceremony_expired' } });
  });
  await page.goto('/sign-in');
  await isSignedIn(page, address);
  expect(answers).toBe(2);
});
