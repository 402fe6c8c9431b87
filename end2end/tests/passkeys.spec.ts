// Managing an account: passkeys, sessions and history.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { isAccessible } from './support/accessibility.ts';
import {
  confirmAddress,
  done,
  isSignedIn,
  open,
  parts,
  pressSignIn,
  remove,
  signIn,
  signInByMail,
  signOut,
  signUp,
} from './support/people.ts';
import { Authenticator } from './support/authenticator.ts';

/** The default names of passkeys: the browser and system, or the password manager. */
const BUILT_IN = /^Chrome on /;
const KEY = 'Security key';

const passkey = (page: Page, name: string | RegExp) =>
  parts(page).passkeys.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** Renames the only passkey with this name. */
async function rename(page: Page, from: string | RegExp, to: string) {
  await open(passkey(page, from), 'Rename');
  await passkey(page, from).getByRole('textbox', { name: 'New name' }).fill(to);
  await passkey(page, from).getByRole('button', { name: 'Rename' }).click();
  await expect(passkey(page, to)).toHaveCount(1);
  await expect(done(page)).toHaveText('Passkey renamed.');
  await expect(done(page)).toBeFocused();
}

test('a passkey is renamed', async ({ page }) => {
  await signUp(page);
  await rename(page, BUILT_IN, 'Laptop & phone');
  await expect(passkey(page, BUILT_IN)).toHaveCount(0);
  await expect(parts(page).sessions).toContainText('Signed in with the passkey “Laptop & phone”');
  await expect(parts(page).history).toContainText('Passkey renamed: “Laptop & phone”');
});

test('a removed passkey no longer signs in, and disappears from the device', async ({ page, device, watch }) => {
  await signUp(page);
  await rename(page, BUILT_IN, 'Laptop');
  const key = await Authenticator.connect(page, { transport: 'usb' });
  await device.leaveAlone();
  await parts(page).addPasskey.click();
  await rename(page, KEY, 'Key');
  const removed = (await key.passkeys())[0]!;

  await remove(passkey(page, 'Key'));
  await expect(passkey(page, 'Key')).toHaveCount(0);
  await expect(passkey(page, 'Laptop')).toHaveCount(1);
  await expect(parts(page).history).toContainText('Passkey removed: “Key”');
  // Through signalAllAcceptedCredentials.
  await expect.poll(() => key.passkeys()).toEqual([]);
  expect(await device.passkeys()).toHaveLength(1);

  await signOut(page);
  await device.disconnect();
  await key.add(removed);
  watch.expect(/401.* \/api\/finish_sign_in/);
  const answer = await pressSignIn(page);
  answer();
  await expect(parts(page).status).toContainText('This passkey is no longer registered here.');
});

test('the last way into an account cannot be removed', async ({ page }) => {
  const address = await signUp(page);
  await open(passkey(page, BUILT_IN), 'Remove');
  await expect(passkey(page, BUILT_IN)).toContainText('This is the only way into your account');
  await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0);

  await confirmAddress(page, address);
  await remove(passkey(page, BUILT_IN));
  await expect(parts(page).passkeys).toContainText('No passkeys yet');
});

test('two browsers that remove the last two passkeys at once leave one', async ({ page, device, anotherBrowser }) => {
  const address = await signUp(page);
  await rename(page, BUILT_IN, 'Laptop');
  const key = await Authenticator.connect(page, { transport: 'usb' });
  await device.leaveAlone();
  await parts(page).addPasskey.click();
  await rename(page, KEY, 'Key');
  const other = await (await anotherBrowser()).newPage();
  const moved = (await key.passkeys())[0]!;
  await (await Authenticator.connect(other, { transport: 'usb' })).add({ ...moved, signCount: moved.signCount + 10 });
  await signIn(other, address);

  // Each removes the passkey that opened its session, so that neither signs the other out.
  await open(passkey(page, 'Laptop'), 'Remove');
  await open(passkey(other, 'Key'), 'Remove');
  await Promise.all([
    passkey(page, 'Laptop').getByRole('button', { name: 'Remove' }).click(),
    passkey(other, 'Key').getByRole('button', { name: 'Remove' }).click(),
  ]);
  // The first removal also ends the other session's recent verification. Either check may reject the second.
  const refusal = /problem=(last_way_in|verification_required)/;
  const refused = () => [page, other].filter((window) => refusal.test(window.url())).length;
  await expect.poll(refused).toBe(1);
  for (const window of [page, other]) {
    await window.goto('/dashboard');
    await expect(parts(window).passkeys.getByRole('listitem')).toHaveCount(1);
  }
});

test('after an email sign-in, managing passkeys needs a passkey first', async ({ page, device }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await signOut(page);
  await device.leaveAlone();
  await signInByMail(page, address, 2);
  const { addPasskey, confirmItIsYou, history } = parts(page);
  await addPasskey.click();
  await page.waitForURL('/verify?next=%2Fdashboard');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.waitForURL('/dashboard');
  await remove(passkey(page, BUILT_IN));
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm it’s you' })).toBeVisible();
  await isAccessible(page, 'confirm it’s you');
  await device.touch();
  await confirmItIsYou.click();
  // Back at the question, with the focus on the answer.
  const yes = page.getByRole('button', { name: 'Remove' });
  await expect(yes).toBeFocused();
  await expect(history).toContainText('Confirmed with a passkey');
  await yes.click();
  await expect(done(page)).toContainText('Passkey removed.');
});

test('a session in another browser can be signed out', async ({ page, device, anotherBrowser }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await device.leaveAlone();
  const { sessions, history } = parts(page);
  const elsewhere: Page[] = [];
  for (const links of [2, 3, 4]) {
    const other = await (await anotherBrowser()).newPage();
    await signInByMail(other, address, links);
    elsewhere.push(other);
  }
  await page.reload();
  await expect(sessions.getByRole('listitem')).toHaveCount(4);
  await expect(sessions.getByText('This session')).toHaveCount(1);

  await sessions.getByRole('button', { name: /^Sign out (?!of)/ }).first().click();
  await expect(sessions.getByRole('listitem')).toHaveCount(3);
  await expect(history).toContainText('Signed out of a session');
  await sessions.getByRole('button', { name: 'Sign out of other sessions' }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  for (const other of elsewhere) {
    await other.reload();
    await expect(other).toHaveURL('/sign-in');
  }
  await page.reload();
  await isSignedIn(page, address);
});

test('the history shows rejected attempts', async ({ page, device, watch }) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  const address = await signUp(page);
  await signOut(page);
  await device.signsWrongly(true);
  const answer = await pressSignIn(page);
  answer();
  await expect(parts(page).status).toContainText('couldn’t be verified');
  // The autofill list has asked again. Without this, it would be answered while the page changes.
  await page.goto('/');
  await device.signsWrongly(false);
  await signIn(page, address);
  await expect(parts(page).history).toContainText('A passkey was rejected');
});
