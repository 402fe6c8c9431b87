// Ceremonies that the user cancels, or in which the device doesn't recognise the finger.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  CANCELLED,
  cancel,
  holdBack,
  isSignedIn,
  newAddress,
  parts,
  pressSignIn,
  signIn,
  signOut,
  signUp,
  WAITING,
} from './support/people.ts';

const colourOf = (element: Locator) => element.evaluate((node) => getComputedStyle(node).color);

/** Cancels. The message has the same quiet colour as the one before: nothing went wrong. */
async function cancelQuietly(page: Page, colourBefore: string) {
  const { status } = parts(page);
  await cancel(page);
  expect(await colourOf(status)).toBe(colourBefore);
}

test('a cancelled sign-up can be continued', async ({ page, device }) => {
  const address = newAddress();
  const { email, createPasskey, status } = parts(page);
  await device.leaveAlone();
  await page.goto('/sign-up');
  await email.fill(address);
  await createPasskey.click();
  await expect(status).toHaveText(WAITING);
  await expect(createPasskey).toBeDisabled();
  const quiet = await colourOf(status);

  await cancelQuietly(page, quiet);
  await expect(email).toHaveValue(address);

  await device.touch();
  await createPasskey.click();
  await isSignedIn(page, address);
});

test('a cancelled sign-in can be tried again', async ({ page, device }) => {
  const address = await signUp(page);
  await signOut(page);
  await device.leaveAlone();
  await page.goto('/sign-in');
  const { email, signInWithPasskey, status } = parts(page);
  await signInWithPasskey.click();
  await expect(status).toHaveText(WAITING);
  const quiet = await colourOf(status);
  await email.fill(address);
  // Otherwise the autofill list asks again and gets the answer for the button.
  const answer = await holdBack(page, '/api/start_sign_in');
  await cancelQuietly(page, quiet);
  await expect(email).toHaveValue(address);

  await device.touch();
  await signInWithPasskey.click();
  await expect(status).toHaveText(WAITING);
  answer();
  await isSignedIn(page, address);
});

test('an unknown finger creates no passkey', async ({ page, device }) => {
  const address = newAddress();
  await device.recognizesOwner(false);
  await page.goto('/sign-up');
  await parts(page).email.fill(address);
  await parts(page).createPasskey.click();
  await expect(parts(page).status).toHaveText(CANCELLED);
  expect(await device.passkeys()).toEqual([]);
  await expect(parts(page).email).toHaveValue(address);

  await device.recognizesOwner(true);
  await parts(page).createPasskey.click();
  await isSignedIn(page, address);
});

test('an unknown finger does not sign in', async ({ page, device }) => {
  const address = await signUp(page);
  await signOut(page);
  const answer = await pressSignIn(page);
  await device.recognizesOwner(false);
  answer();
  await expect(parts(page).status).toHaveText(CANCELLED);
  await expect(page).toHaveURL('/sign-in');

  // The autofill list has asked again. Without this, it would be answered while the page changes.
  await page.goto('/');
  await device.recognizesOwner(true);
  await signIn(page, address);
});

