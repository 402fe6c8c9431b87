// Signing in from the autofill list of the email field.
//
// The simulation has no list to pick from: a touched device answers the request at once.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { cancel, holdBack, isAwake, isSignedIn, parts, signOut, signUp } from './support/people.ts';

interface Asked {
  mediation: string | undefined;
  aborted: boolean;
}

/** Records the page's requests to the browser. The browser's own function still does the work. */
async function lookOn(page: Page) {
  await page.addInitScript(() => {
    const asked: CredentialRequestOptions[] = [];
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options = {}) => {
      asked.push(options);
      return get(options);
    };
    Object.assign(window, { asked });
  });
  return () =>
    page.evaluate(() =>
      (window as unknown as { asked: CredentialRequestOptions[] }).asked.map(
        ({ mediation, signal }): Asked => ({ mediation, aborted: signal?.aborted ?? false }),
      ),
    );
}

test('while the autofill list waits, the page works as usual', async ({ page, device }) => {
  await signUp(page);
  await signOut(page);
  await device.leaveAlone();
  const asked = await lookOn(page);
  await page.goto('/sign-in');
  await expect.poll(asked).toEqual([{ mediation: 'conditional', aborted: false }]);

  const { email, signInWithPasskey, status } = parts(page);
  await email.fill('someone@example.org');
  await isAwake(signInWithPasskey);
  await expect(status).toBeEmpty();
  await expect(page).toHaveURL('/sign-in');
  await parts(page).emailLink.click();
  await page.waitForURL('/magic-link');
});

test('a passkey from the autofill list signs in', async ({ page, device }) => {
  const address = await signUp(page);
  await signOut(page);
  const asked = await lookOn(page);
  const letThrough = await holdBack(page, '/api/finish_sign_in');
  await page.goto('/sign-in');
  await expect.poll(asked).toEqual([{ mediation: 'conditional', aborted: false }]);
  letThrough();
  await isSignedIn(page, address);
  expect(await device.passkeys()).toHaveLength(1);
});

test('the button takes over from the autofill list', async ({ page, device }) => {
  const address = await signUp(page);
  await signOut(page);
  await device.leaveAlone();
  const asked = await lookOn(page);
  await page.goto('/sign-in');
  await expect.poll(asked).toHaveLength(1);

  const letThrough = await holdBack(page, '/api/finish_sign_in');
  await device.touch();
  await parts(page).signInWithPasskey.click();
  await expect.poll(asked).toEqual([
    { mediation: 'conditional', aborted: true },
    { mediation: undefined, aborted: false },
  ]);
  letThrough();
  await isSignedIn(page, address);
});

test('pressing the button asks the browser at once, without a request to the server', async ({ page, device }) => {
  await device.leaveAlone();
  const asked = await lookOn(page);
  await page.goto('/sign-in');
  await expect.poll(asked).toHaveLength(1);
  // If the page fetched options now, Safari would no longer count the press as a user gesture.
  await holdBack(page, '/api/start_sign_in');
  await parts(page).signInWithPasskey.click();
  await expect.poll(asked).toHaveLength(2);
  expect((await asked())[1]).toEqual({ mediation: undefined, aborted: false });
});

test('the autofill list offers a passkey again after the button was cancelled', async ({ page, device }) => {
  await device.leaveAlone();
  const asked = await lookOn(page);
  await page.goto('/sign-in');
  await expect.poll(asked).toHaveLength(1);
  await parts(page).signInWithPasskey.click();
  await expect.poll(asked).toHaveLength(2);
  // Until the device that caused the cancellation is removed.
  const letThrough = await holdBack(page, '/api/start_sign_in');
  await cancel(page);
  letThrough();
  await expect.poll(asked).toHaveLength(3);
  expect((await asked())[2]).toEqual({ mediation: 'conditional', aborted: false });
  await isAwake(parts(page).signInWithPasskey);
});

test('without a passkey, the page stops asking the server after a few tries', async ({ page, device }) => {
  // Without a passkey, every request is answered at once with "none".
  await device.clear();
  const asked = await lookOn(page);
  await page.goto('/sign-in');
  await expect.poll(asked).toHaveLength(3);
  await page.waitForLoadState('networkidle');
  expect(await asked()).toHaveLength(3);
  await expect(parts(page).status).toBeEmpty();
});
