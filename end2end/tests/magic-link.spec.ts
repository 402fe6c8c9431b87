// Signing in by email: with the link in the browser that requested it, or with the code in that window.
import { expect, test } from './support/test.ts';
import {
  askForLink, confirmAddress, isAwake, isSignedIn, newAddress, parts, signInByMail, signOut, signUp,
} from './support/people.ts';
import { newestLink } from './support/mailbox.ts';

const USED = 'This link or code has expired or was already used. Request a new one.';

test.beforeEach(async ({ device }) => {
  await device.leaveAlone();
});

test('the link signs in', async ({ page }) => {
  const address = await askForLink(page);
  await page.goto((await newestLink(page, address)).link);
  await expect(page.getByText(address)).toBeVisible();
  await parts(page).signIn.click();
  await isSignedIn(page, address);
  await expect(parts(page).sessions).toContainText('Signed in with an emailed link or code');
  await expect(parts(page).account).toContainText('Confirmed');
  await expect(parts(page).passkeys).toContainText('No passkeys yet');
});

test('the code signs in in any spelling', async ({ page }) => {
  const address = await askForLink(page);
  const { code } = await newestLink(page, address);
  await parts(page).code.fill(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
  await parts(page).useCode.click();
  await isSignedIn(page, address);
});

test('Enter in the email field requests a link', async ({ page }) => {
  const address = newAddress();
  await page.goto('/sign-in');
  await isAwake(parts(page).signInWithPasskey);
  await parts(page).email.fill(address);
  await parts(page).email.press('Enter');
  await page.waitForURL('/magic-link');
  await newestLink(page, address);
});

test('a link works once', async ({ page, anotherBrowser, watch }) => {
  watch.expect(/410.* \/magic-link/);
  const address = await askForLink(page);
  const { link } = await newestLink(page, address);
  await page.goto(link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'You’re signed in' })).toBeVisible();
  await expect(parts(page).signIn).toHaveCount(0);
  const elsewhere = await (await anotherBrowser()).newPage();
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('heading', { name: 'This link can’t be used' })).toBeVisible();
  await expect(parts(elsewhere).alert).toHaveText(USED);
  await expect(parts(elsewhere).signIn).toHaveCount(0);
});

test('opening a link does not use it', async ({ page }) => {
  const address = await askForLink(page);
  const { link } = await newestLink(page, address);
  for (let look = 0; look < 3; look += 1) await page.goto(link);
  await page.request.head(link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
});

test('when two tabs use one link, one signs in and both continue', async ({ page, context }) => {
  const address = await askForLink(page);
  const { link } = await newestLink(page, address);
  const tabs = [page, await context.newPage()];
  for (const tab of tabs) await tab.goto(link);
  await Promise.all(tabs.map((tab) => parts(tab).signIn.click()));
  for (const tab of tabs) {
    await expect(tab).not.toHaveURL(/magic-link/);
    await expect(parts(tab).alert).toHaveCount(0);
  }
  await page.goto('/dashboard');
  await isSignedIn(page, address);
  await expect(parts(page).sessions.getByRole('listitem')).toHaveCount(1);
});

test("a link used in another account's session opens its own account, and merges nothing", async ({ page, anotherBrowser }) => {
  const bob = await signInByMail(page, newAddress('bob'));
  const ada = await askForLink(page);
  await page.goto((await newestLink(page, ada)).link);
  await expect(page.getByText('signs you out of this one')).toContainText(bob);
  await parts(page).signIn.click();
  await isSignedIn(page, ada);
  await expect(parts(page).account).not.toContainText(bob);
  await expect(parts(page).sessions.getByRole('listitem')).toHaveCount(1);
  const elsewhere = await (await anotherBrowser()).newPage();
  await signInByMail(elsewhere, bob, 2);
  await expect(parts(elsewhere).account).not.toContainText(ada);
  await expect(parts(elsewhere).sessions.getByRole('listitem')).toHaveCount(1);
});

test('in another browser, the link explains how to use the code', async ({ page, anotherBrowser }) => {
  const address = await askForLink(page);
  const { link, code } = await newestLink(page, address);
  const elsewhere = await (await anotherBrowser()).newPage();
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('heading', { name: 'Use the code instead' })).toBeVisible();
  await expect(elsewhere.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(elsewhere.getByText(address)).toHaveCount(0);

  await parts(page).code.fill(code);
  await parts(page).useCode.click();
  await isSignedIn(page, address);
  await elsewhere.goto('/');
  await expect(elsewhere.getByText('Account menu')).toHaveCount(0);
});

test('after a wrong code, the right one still works', async ({ page }) => {
  const address = await askForLink(page);
  const { code } = await newestLink(page, address);
  await parts(page).code.fill(code === 'AAAAAAAA' ? 'CCCCCCCC' : 'AAAAAAAA');
  await parts(page).useCode.click();
  await expect(parts(page).alert).toHaveText('That code doesn’t match our latest email. Try again.');
  await parts(page).code.fill(code);
  await parts(page).useCode.click();
  await isSignedIn(page, address);
});

test('a code cannot be guessed by trying', async ({ page }) => {
  const address = await askForLink(page);
  const { code } = await newestLink(page, address);
  for (let guess = 0; guess < 5; guess += 1) {
    await parts(page).code.fill(code === 'AAAAAAAA' ? 'CCCCCCCC' : 'AAAAAAAA');
    await parts(page).useCode.click();
    await expect(parts(page).alert).toBeVisible();
  }
  await parts(page).code.fill(code);
  await parts(page).useCode.click();
  await expect(parts(page).alert).toHaveText(USED);
});

test('sending again invalidates the first email', async ({ page, watch }) => {
  watch.expect(/410.* \/magic-link/);
  const address = await askForLink(page);
  const first = await newestLink(page, address);
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  const second = await newestLink(page, address, 2);
  expect(second.link).not.toBe(first.link);
  await page.goto(first.link);
  await expect(page.getByRole('heading', { name: 'This link can’t be used' })).toBeVisible();
  await page.goto(second.link);
  await parts(page).signIn.click();
  await isSignedIn(page, address);
});

test('the answer does not reveal whether an address has an account', async ({ page, anotherBrowser }) => {
  const known = await askForLink(page);
  await page.goto((await newestLink(page, known)).link);
  await parts(page).signIn.click();
  await isSignedIn(page, known);

  const stranger = await (await anotherBrowser()).newPage();
  const answers = [];
  for (const address of [known, newAddress()]) {
    await askForLink(stranger, address);
    const said = (await stranger.getByRole('main').innerText()).replaceAll(address, '…');
    // The wait until the next email, which changes with time.
    answers.push(said.replaceAll(/\d+ seconds?/g, '… seconds'));
  }
  expect(answers[0]).toBe(answers[1]);
});

test('an invalid address is rejected', async ({ page }) => {
  await page.goto('/sign-in');
  await parts(page).email.fill('ada@localhost');
  await parts(page).emailLink.click();
  // By the browser, with the field's pattern.
  expect(await parts(page).email.evaluate((field: HTMLInputElement) => field.validity.patternMismatch)).toBe(true);
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/sign-in?problem=invalid_email');
  await expect(parts(page).alert).toHaveText('That isn’t an email address. Enter one like name@example.org.');
});

test('an email opens the passkey account once its address is confirmed', async ({ page, device }) => {
  await device.touch();
  const address = await signUp(page);
  await device.leaveAlone();
  await confirmAddress(page, address);
  await signOut(page);
  await signInByMail(page, address, 2);
  await expect(parts(page).passkeys.getByRole('listitem')).toHaveCount(1);
});
