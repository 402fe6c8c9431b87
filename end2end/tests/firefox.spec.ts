// The main journeys in Firefox, with its own WebAuthn and a virtual device.
//
// Unlike Chrome's, its autofill list is a real one: the test picks from it with the keyboard. A device that
// is left alone cancels every request.
import { isAccessible } from './support/accessibility.ts';
import { pickFromList } from './support/firefox.ts';
import { expect, test } from './support/test.ts';
import {
  askForLink,
  CANCELLED,
  confirmAddress,
  isSignedIn,
  newAddress,
  parts,
  signIn,
  signInByMail,
  signOut,
  signUp,
} from './support/people.ts';
import { newestLink } from './support/mailbox.ts';

// Firefox reports downloads that the user leaves behind, such as the script and the WebAssembly of the page before.
const LEFT_BEHIND = /NetworkError when attempting to fetch|The operation was aborted|error loading dynamically imported module/;
test.beforeEach(({ watch }) => watch.tolerate(LEFT_BEHIND));

test('a user signs up, signs out and signs in with one click', async ({ page, device }) => {
  const address = await signUp(page);
  const { passkeys, sessions } = parts(page);
  expect(await device.passkeys()).toHaveLength(1);
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
  await expect(sessions).toContainText('Firefox');
  await signOut(page);
  await signIn(page, address);
  await expect(passkeys).toContainText('Last used');
});

test('a passkey from the autofill list signs in', async ({ page }) => {
  const address = await signUp(page);
  await signOut(page);
  await page.goto('/sign-in');
  await pickFromList(parts(page).email, parts(page).account);
  await isSignedIn(page, address);
});

test('a cancelled sign-up and a cancelled sign-in can be tried again', async ({ page, device }) => {
  const address = newAddress();
  const { createPasskey, email, signInWithPasskey, status } = parts(page);
  await device.leaveAlone();
  await page.goto('/sign-up');
  await email.fill(address);
  await createPasskey.click();
  await expect(status).toHaveText(CANCELLED);
  await expect(email).toHaveValue(address);
  await device.touch();
  await createPasskey.click();
  await isSignedIn(page, address);

  await signOut(page);
  await device.leaveAlone();
  await page.goto('/sign-in');
  await signInWithPasskey.click();
  await expect(status).toHaveText(CANCELLED);
  await device.touch();
  await signInWithPasskey.click();
  await isSignedIn(page, address);
});

test('an unknown finger does not sign in', async ({ page, device }) => {
  const address = await signUp(page);
  await signOut(page);
  await device.recognizesOwner(false);
  await page.goto('/sign-in');
  await parts(page).signInWithPasskey.click();
  await expect(parts(page).status).toHaveText(CANCELLED);
  await device.recognizesOwner(true);
  await parts(page).signInWithPasskey.click();
  await isSignedIn(page, address);
});

test('after a sign-in by email, managing passkeys needs a passkey first', async ({ page }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await signOut(page);
  await signInByMail(page, address, 2);
  const { addPasskey, confirmItIsYou, history } = parts(page);
  await addPasskey.click();
  await page.waitForURL('/verify?next=%2Fdashboard');
  await confirmItIsYou.click();
  await page.waitForURL('/dashboard');
  await expect(history).toContainText('Confirmed with a passkey');
});

test('a second passkey for the same device is refused', async ({ page, device }) => {
  await signUp(page);
  await parts(page).addPasskey.click();
  await expect(parts(page).status).toHaveText('This device or password manager already has a passkey for this account.');
  expect(await device.passkeys()).toHaveLength(1);
});

test('a link and a code sign in', async ({ page }) => {
  const address = await signInByMail(page);
  await signOut(page);
  await askForLink(page, address);
  await parts(page).code.fill((await newestLink(page, address, 2)).code);
  await parts(page).useCode.click();
  await isSignedIn(page, address);
});

test('the pages are accessible', async ({ page }) => {
  await page.goto('/sign-in');
  await isAccessible(page, 'sign-in page in Firefox');
  await signUp(page);
  await isAccessible(page, 'account in Firefox');
});

test('the sign-in page loads each file once', async ({ page }) => {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  const assets = paths.filter((path) => path.startsWith('/assets/'));
  expect(assets.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  expect(new Set(assets).size).toBe(assets.length);
});
