// Leaving a page while it asks for a passkey, and coming back to it.
//
// Some browsers keep a page that the user leaves, and show it again when the user comes back. Chrome
// doesn't do that with pages that aren't cached, like ours. So the tests send the page the events that
// it would get.
// https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-pagetransitionevent-interface
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { WAITING, isAwake, isSignedIn, newAddress, parts, signOut, signUp } from './support/people.ts';

interface Asked {
  mediation: string | null;
  aborted: boolean;
}

/** Records the page's requests to the browser, in the page, so that they come back with it. */
async function lookOn(page: Page) {
  await page.addInitScript(() => {
    const asked: CredentialRequestOptions[] = [];
    for (const method of ['get', 'create'] as const) {
      const ask = navigator.credentials[method].bind(navigator.credentials) as typeof navigator.credentials.get;
      navigator.credentials[method] = ((options: CredentialRequestOptions) => {
        asked.push(options);
        return ask(options);
      }) as never;
    }
    Object.assign(window, { asked });
  });
  return () =>
    page.evaluate(() =>
      (window as unknown as { asked: CredentialRequestOptions[] }).asked.map(
        ({ mediation, signal }): Asked => ({ mediation: mediation ?? null, aborted: signal!.aborted }),
      ),
    );
}

async function leaveAndComeBack(page: Page) {
  for (const event of ['pagehide', 'pageshow']) {
    await page.evaluate((event) => dispatchEvent(new PageTransitionEvent(event, { persisted: true })), event);
  }
}

test('the autofill list ends with the page, and waits again when the user comes back', async ({ page, device }) => {
  await device.leaveAlone();
  const asked = await lookOn(page);
  await page.goto('/sign-in');
  await expect.poll(asked).toEqual([{ mediation: 'conditional', aborted: false }]);
  await leaveAndComeBack(page);
  await expect.poll(asked).toEqual([
    { mediation: 'conditional', aborted: true },
    { mediation: 'conditional', aborted: false },
  ]);
  await isAwake(parts(page).signInWithPasskey);
});

test('a dialogue ends with the page, and the button works again', async ({ page, device }) => {
  const address = await signUp(page);
  await signOut(page);
  await device.leaveAlone();
  const asked = await lookOn(page);
  await page.goto('/sign-in');
  const { signInWithPasskey, status } = parts(page);
  await expect.poll(asked).toHaveLength(1);
  await signInWithPasskey.click();
  await expect.poll(asked).toHaveLength(2);
  await expect(status).toHaveText(WAITING);
  await leaveAndComeBack(page);
  await expect.poll(asked).toHaveLength(3);
  expect((await asked())[1]).toEqual({ mediation: null, aborted: true });
  await expect(status).toBeEmpty();
  await device.touch();
  await signInWithPasskey.click();
  await isSignedIn(page, address);
});

test('an abandoned sign-up can be started again', async ({ page, device }) => {
  await device.leaveAlone();
  const address = newAddress();
  const asked = await lookOn(page);
  await page.goto('/sign-up');
  const { email, createPasskey, status } = parts(page);
  await email.fill(address);
  await createPasskey.click();
  await expect.poll(asked).toEqual([{ mediation: null, aborted: false }]);
  await leaveAndComeBack(page);
  expect(await asked()).toEqual([{ mediation: null, aborted: true }]);
  await expect(status).toBeEmpty();
  await expect(email).toHaveValue(address);
  await device.touch();
  await createPasskey.click();
  await isSignedIn(page, address);
});
