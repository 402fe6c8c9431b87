// Recovery: codes, resets, and the passkey offer.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { isAccessible } from './support/accessibility.ts';
import { Authenticator } from './support/authenticator.ts';
import { mailsTo, newestLink } from './support/mailbox.ts';
import {
  askForLink, confirmAddress, isAwake, isSignedIn, parts, remove, signInByMail, signOut, signUp,
} from './support/people.ts';

const recovery = (page: Page) => ({
  makeCodes: page.getByRole('link', { name: 'Create recovery codes' }),
  make: page.getByRole('button', { name: 'Create recovery codes' }),
  codes: page.getByRole('list', { name: 'Recovery codes' }),
  code: page.getByRole('textbox', { name: 'Recovery code' }),
  use: page.getByRole('button', { name: 'Use this code' }),
  lost: page.getByRole('link', { name: 'Lost your passkeys?' }),
  ask: page.getByRole('button', { name: 'Request a reset' }),
  cancel: page.getByRole('button', { name: 'Cancel the reset' }),
  notice: page.getByRole('region', { name: 'A reset of this account was requested' }),
  card: page.getByRole('region', { name: 'Recovery codes' }),
});

/** Signs up, confirms the address, and loses every passkey. */
async function loseEverything(page: Page, device: Authenticator) {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await signOut(page);
  await device.leaveAlone();
  await device.clear();
  await signInByMail(page, address, 2);
  await recovery(page).lost.click();
  return address;
}

test('codes are created with the keyboard, shown once, saved, and replace a lost passkey', async ({ page, device }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await recovery(page).makeCodes.focus();
  await page.keyboard.press('Enter');
  await recovery(page).make.focus();
  await page.keyboard.press('Enter');
  await expect(recovery(page).codes.getByRole('listitem')).toHaveCount(10);
  const codes = await recovery(page).codes.getByRole('listitem').allTextContents();
  await isAccessible(page, 'recovery codes, shown');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as text file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('latchkey-recovery-codes.txt');
  const file = await readFile((await download.path())!, 'utf8');
  for (const code of codes) expect(file).toContain(code);

  // A click selects them, and they are copied as shown.
  await recovery(page).codes.getByRole('listitem').first().click();
  const selected = await page.evaluate(() => getSelection()!.toString());
  expect(selected.split(/\s+/).filter(Boolean)).toEqual(codes);

  await page.getByRole('link', { name: 'I’ve saved my codes' }).click();
  await expect(recovery(page).card).toContainText('10 of 10 unused');
  await page.goto('/recovery-codes');
  await expect(page.getByText(codes[0]!)).toHaveCount(0);
  await isAccessible(page, 'recovery codes, made');

  await page.goto('/dashboard');
  await signOut(page);
  await device.leaveAlone();
  await device.clear();
  await signInByMail(page, address, 2);
  await recovery(page).lost.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lost your passkeys?' })).toBeVisible();
  await recovery(page).code.fill('ACDEF-ACDEF-ACDEF-ACDEF');
  await recovery(page).code.press('Enter');
  await expect(parts(page).alert).toContainText('one of your unused recovery codes');
  await isAccessible(page, 'recovery, wrong code');
  await recovery(page).code.fill(codes[0]!.toLowerCase());
  await recovery(page).code.press('Enter');
  await isSignedIn(page, address);
  await device.touch();
  await parts(page).addPasskey.click();
  await expect(parts(page).passkeys.getByRole('listitem')).toHaveCount(2);
  await remove(parts(page).passkeys.getByRole('listitem').first());
  await expect(parts(page).passkeys.getByRole('listitem')).toHaveCount(1);
  await expect(recovery(page).card).toContainText('9 of 10 unused');
  await expect(parts(page).history).toContainText('Confirmed with a recovery code');
  expect((await mailsTo(page, address)).map(({ subject }) => subject)).toContain(
    'A recovery code for your Latchkey account was used',
  );
});

test('creating codes needs a recently used passkey', async ({ page, device }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await signOut(page);
  await device.leaveAlone();
  await signInByMail(page, address, 2);
  await page.goto('/recovery-codes');
  await recovery(page).make.click();
  await isAccessible(page, 'recovery codes, passkey not used just now');
  await device.touch();
  await parts(page).confirmItIsYou.click();
  await page.waitForURL('/recovery-codes');
  await recovery(page).make.click();
  await expect(recovery(page).codes.getByRole('listitem')).toHaveCount(10);
});

test('the owner of a passkey sees a requested reset and cancels it', async ({
  page,
  device,
  anotherBrowser,
}) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  const thief = await (await anotherBrowser({ reducedMotion: 'reduce' })).newPage();
  await signInByMail(thief, address, 2);
  await recovery(thief).lost.click();
  await isAccessible(thief, 'recovery, without codes');
  await recovery(thief).ask.focus();
  await thief.keyboard.press('Enter');
  await expect(thief.getByText('A reset was requested')).toBeVisible();
  await expect(recovery(thief).ask).toHaveCount(0);
  await isAccessible(thief, 'recovery, reset under way');
  await thief.goto('/dashboard');
  await expect(recovery(thief).notice).toBeVisible();
  await isAccessible(thief, 'dashboard, reset under way');

  await page.reload();
  await expect(recovery(page).notice).toBeVisible();
  await isAccessible(page, 'dashboard, reset to cancel');
  await recovery(page).cancel.focus();
  await page.keyboard.press('Enter');
  await expect(recovery(page).notice).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'A reset was cancelled' })).toContainText('Reset cancelled.');
  await expect(parts(page).history).toContainText('Reset cancelled');
  await isAccessible(page, 'dashboard, reset cancelled');
  await device.leaveAlone();
});

test("the email's link cancels a reset by its button, in any browser", async ({ page, device, anotherBrowser, watch }) => {
  watch.expect(/410.* \/cancel-reset/);
  const address = await loseEverything(page, device);
  await recovery(page).ask.click();
  await expect(page.getByText('A reset was requested')).toBeVisible();
  const { link } = await newestLink(page, address, 3);
  const anywhere = await (await anotherBrowser({ reducedMotion: 'reduce' })).newPage();
  await anywhere.goto(link);
  await isAccessible(anywhere, 'cancel a reset');
  await page.goto('/dashboard');
  await expect(recovery(page).notice).toBeVisible();
  await recovery(anywhere).cancel.click();
  await expect(anywhere.getByRole('heading', { name: 'Reset cancelled' })).toBeVisible();
  await isAccessible(anywhere, 'cancelled a reset');
  await page.reload();
  await expect(recovery(page).notice).toHaveCount(0);
  await anywhere.goto(link);
  await expect(anywhere.getByRole('heading', { name: 'There’s nothing to cancel' })).toBeVisible();
  await isAccessible(anywhere, 'nothing to cancel');
});

test('after an email sign-in, the passkey offer can be accepted', async ({ page, device }) => {
  await device.leaveAlone();
  const address = await askForLink(page);
  await page.goto((await newestLink(page, address)).link);
  await parts(page).signIn.click();
  await expect(page.getByRole('heading', { name: 'Skip the email next time' })).toBeVisible();
  await isAwake(parts(page).createPasskey);
  await isAccessible(page, 'passkey offer');
  await device.touch();
  await parts(page).createPasskey.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('/dashboard');
  await expect(parts(page).account).toContainText(address);
  expect(await device.passkeys()).toHaveLength(1);
});

test('after "not now", the offer does not appear again soon', async ({ page, device }) => {
  await device.leaveAlone();
  const address = await askForLink(page);
  await page.goto((await newestLink(page, address)).link);
  await parts(page).signIn.click();
  await page.getByRole('link', { name: 'Not now' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('/dashboard');
  await signOut(page);
  await askForLink(page, address);
  await page.goto((await newestLink(page, address, 2)).link);
  await parts(page).signIn.click();
  await page.waitForURL(/\/(dashboard|passkey-offer)$/);
  await expect(page).toHaveURL('/dashboard');
});
