// People: what they do, in the words of the pages.
import { randomBytes } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { Authenticator } from './authenticator.ts';
import { newestLink } from './mailbox.ts';

export const WAITING = 'Follow your browser’s prompt to use your fingerprint, face or screen lock.';
export const CANCELLED = 'The passkey request wasn’t completed. Try again, or get a sign-in link by email.';
/** The same on pages that have no sign-in link to offer. */
export const CANCELLED_WITHOUT_LINK = 'The passkey request wasn’t completed. Try again.';

/** An address that nobody else has. */
export function newAddress(name = 'ada') {
  return `${name}-${randomBytes(5).toString('hex')}@example.org`;
}

export const parts = (page: Page) => ({
  email: page.getByRole('textbox', { name: 'Email' }),
  code: page.getByRole('textbox', { name: 'Code from the email' }),
  createPasskey: page.getByRole('button', { name: 'Create a passkey' }),
  signInWithPasskey: page.getByRole('button', { name: 'Sign in with a passkey' }),
  confirmItIsYou: page.getByRole('button', { name: 'Confirm it’s you' }),
  addPasskey: page.getByRole('button', { name: 'Add a passkey' }),
  emailLink: page.getByRole('button', { name: 'Email me a sign-in link' }),
  signIn: page.getByRole('button', { name: 'Sign in', exact: true }),
  signOut: page.getByRole('button', { name: 'Sign out', exact: true }),
  useCode: page.getByRole('button', { name: 'Use the code' }),
  /** What a passkey button says under itself. */
  status: page.getByRole('status'),
  /** What went wrong on the way to a page. */
  alert: page.getByRole('alert'),
  account: page.getByRole('region', { name: 'Account' }),
  passkeys: page.getByRole('region', { name: 'Passkeys' }),
  sessions: page.getByRole('region', { name: 'Sessions' }),
  history: page.getByRole('region', { name: 'History' }),
});

/** Signs up with a passkey, as far as the dashboard. */
export async function signUp(page: Page, address = newAddress()) {
  await page.goto('/sign-up');
  await parts(page).email.fill(address);
  await parts(page).createPasskey.click();
  await isSignedIn(page, address);
  return address;
}

export async function signOut(page: Page) {
  await parts(page).signOut.click();
  await page.waitForURL('/');
}

/**
 * Opens a page that signs in and presses its button, before the server has begun anything. So the
 * autofill list does not get to ask; the device would answer it at once, having no list to pick
 * from. The returned function lets the server, and so the device, answer the button.
 */
export async function pressSignIn(page: Page, path = '/sign-in') {
  const letThrough = await holdBack(page, '/api/start_sign_in');
  await page.goto(path);
  await parts(page).signInWithPasskey.click();
  await expect(parts(page).status).toHaveText(WAITING);
  return letThrough;
}

/** Signs in with one click, as far as the dashboard. */
export async function signIn(page: Page, address: string) {
  const answer = await pressSignIn(page);
  answer();
  await isSignedIn(page, address);
}

/** Signs in by a mail, as far as the dashboard. `links`: how many the address has got by then. */
export async function signInByMail(page: Page, address = newAddress(), links = 1) {
  await askForLink(page, address);
  await page.goto((await newestLink(page, address, links)).link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
  return address;
}

/** Confirms the address of a new account by the code in its first mail. */
export async function confirmAddress(page: Page, address: string) {
  await parts(page).code.fill((await newestLink(page, address)).code);
  await parts(page).useCode.click();
  await isSignedIn(page, address);
  await expect(parts(page).account).not.toContainText('Not confirmed yet');
}

/**
 * Cancels what the browser asks for, where `device` is left alone. There is no dialogue to close in
 * a simulation; but when a security key is put in that cannot help, the browser ends the ceremony
 * in the same way.
 */
export async function cancel(page: Page, words = CANCELLED) {
  const key = await Authenticator.connect(page, { transport: 'usb', hasResidentKey: false });
  await expect(parts(page).status).toHaveText(words);
  await key.disconnect();
}

/** Lets requests for `path` wait, from now on until the returned function is called. */
export async function holdBack(page: Page, path: string) {
  let letThrough = () => {};
  const allowed = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(`**${path}`, async (route) => {
    await allowed;
    await route.continue();
  });
  return letThrough;
}

/** Asks for a sign-in link, as far as the page that waits for it. */
export async function askForLink(page: Page, address = newAddress()) {
  await page.goto('/sign-in');
  await parts(page).email.fill(address);
  await parts(page).emailLink.click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  return address;
}

/** Leaves the page that offers a passkey to whoever came by mail and has none. */
export async function declineOffer(page: Page) {
  await page.waitForURL(/\/passkey-offer(\?|$)/);
  await page.getByRole('link', { name: 'Not now' }).click();
}

export async function isSignedIn(page: Page, address: string) {
  // Whoever came by mail may be offered a passkey on the way.
  await page.waitForURL(/\/(dashboard|passkey-offer)$/);
  if (page.url().endsWith('/passkey-offer')) await declineOffer(page);
  await page.waitForURL('/dashboard');
  await expect(parts(page).account).toContainText(address);
}
