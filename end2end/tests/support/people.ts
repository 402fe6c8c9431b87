// User actions, in the terms of the pages.
import { randomBytes } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import { Authenticator } from './authenticator.ts';
import { newestLink } from './mailbox.ts';

export const WAITING = 'Follow your browser’s prompt to use your fingerprint, face or screen lock.';
export const CANCELLED = 'The passkey request wasn’t completed. Try again, or get a sign-in link by email.';
/** The same on pages that offer no sign-in link. */
export const CANCELLED_WITHOUT_LINK = 'The passkey request wasn’t completed. Try again.';

/** Returns an address that no other test uses. */
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
  /** The message under a passkey button. */
  status: page.locator('.ceremony').getByRole('status'),
  /** The error message of a page. */
  alert: page.getByRole('alert'),
  /** Who is signed in, on every page of the account. */
  account: page.getByRole('region', { name: 'Account', exact: true }),
  passkeys: page.getByRole('region', { name: 'Passkeys' }),
  sessions: page.getByRole('region', { name: 'Sessions' }),
  history: page.getByRole('region', { name: 'Recent activity' }),
});

/** Opens a form of a passkey: “Rename” or “Remove”. */
export async function open(item: Locator, name: string) {
  await item.locator('summary').getByText(name).click();
}

/** Removes a passkey and says yes to the question. */
export async function remove(item: Locator) {
  await open(item, 'Remove');
  await item.getByRole('button', { name: 'Remove' }).click();
}

/** Waits until the script handles a passkey button. Before that, the button keeps a press for later. */
export async function isAwake(button: Locator) {
  await expect(button).toHaveAttribute('type', 'submit');
  await expect(button).toBeEnabled();
}

/** The message that a change worked. */
export const done = (page: Page) => page.locator('.done');

/** Signs up with a passkey and waits for the dashboard. */
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
 * Opens a sign-in page and presses its button before the server has started a ceremony. Otherwise the
 * autofill list would ask first, and the device would answer it at once, because the simulation has no
 * list to pick from. The returned function lets the server, and so the device, answer the button.
 */
export async function pressSignIn(page: Page, path = '/sign-in') {
  const letThrough = await holdBack(page, '/api/start_sign_in');
  await page.goto(path);
  await parts(page).signInWithPasskey.click();
  await expect(parts(page).status).toHaveText(WAITING);
  return letThrough;
}

/** Signs in with one click and waits for the dashboard. */
export async function signIn(page: Page, address: string) {
  const answer = await pressSignIn(page);
  answer();
  await isSignedIn(page, address);
}

/** Signs in by email and waits for the dashboard. `links` is how many links the address has received by then. */
export async function signInByMail(page: Page, address = newAddress(), links = 1) {
  await askForLink(page, address);
  await page.goto((await newestLink(page, address, links)).link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
  return address;
}

/** Confirms the address of a new account with the code in its first email. */
export async function confirmAddress(page: Page, address: string) {
  await parts(page).code.fill((await newestLink(page, address)).code);
  await parts(page).useCode.click();
  await isSignedIn(page, address);
  await expect(parts(page).account).not.toContainText('Not confirmed yet');
}

/**
 * Cancels the browser's request while no one touches `device`. The simulation has no dialogue to close.
 * But when a security key is connected that can't answer, the browser ends the ceremony in the same way.
 */
export async function cancel(page: Page, words = CANCELLED) {
  const key = await Authenticator.connect(page, { transport: 'usb', hasResidentKey: false });
  await expect(parts(page).status).toHaveText(words);
  await key.disconnect();
}

/** Holds requests for `path` until the returned function is called. */
export async function holdBack(page: Page, path: string) {
  let letThrough = () => {};
  const allowed = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(`**${path}`, async (route) => {
    await allowed;
    await route.continue();
  });
  return letThrough;
}

/** Requests a sign-in link and waits for the next page. */
export async function askForLink(page: Page, address = newAddress()) {
  await page.goto('/sign-in');
  await parts(page).email.fill(address);
  await parts(page).emailLink.click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  return address;
}

/** Leaves the page that offers a passkey after an email sign-in. */
export async function declineOffer(page: Page) {
  await page.waitForURL(/\/passkey-offer(\?|$)/);
  await page.getByRole('link', { name: 'Not now' }).click();
}

export async function isSignedIn(page: Page, address: string) {
  // After an email sign-in, a passkey may be offered first.
  await page.waitForURL(/\/(dashboard|passkey-offer)$/);
  if (page.url().endsWith('/passkey-offer')) await declineOffer(page);
  await page.waitForURL('/dashboard');
  await expect(parts(page).account).toContainText(address);
}
