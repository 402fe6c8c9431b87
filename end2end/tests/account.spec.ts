// Account settings: name, address, data and deletion, and the signals to the passkey's device.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { confirmAddress, newAddress, parts, signUp } from './support/people.ts';
import { isAccessible } from './support/accessibility.ts';
import { mailsTo, newestLink } from './support/mailbox.ts';

const SETTINGS = '/dashboard/account';

const settings = (page: Page) => ({
  name: page.getByRole('textbox', { name: 'Your name' }),
  saveName: page.getByRole('button', { name: 'Save name' }),
  newAddress: page.getByRole('textbox', { name: 'New email address' }),
  changeAddress: page.getByRole('button', { name: 'Change email address' }),
  download: page.getByRole('button', { name: 'Download my data' }),
  lastStep: page.getByRole('link', { name: 'Delete account…' }),
  understood: page.getByRole('checkbox', { name: 'I understand that this can’t be undone.' }),
  deleteForGood: page.getByRole('button', { name: 'Delete my account permanently' }),
});

/** Signs up, confirms the address, and opens the account settings. */
async function confirmed(page: Page) {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name: 'Account' }).click();
  await page.waitForURL(SETTINGS);
  return address;
}

test('the device learns a new name and a new address', async ({ page, device }) => {
  const told = device.listen();
  const address = await confirmed(page);
  await settings(page).name.fill('Ada Lovelace');
  await settings(page).saveName.click();
  await page.waitForURL(SETTINGS);
  // Through signalCurrentUserDetails.
  await expect.poll(() => told).toContain(`called ${address}, Ada Lovelace`);

  const next = newAddress('next');
  await settings(page).newAddress.fill(next);
  await settings(page).changeAddress.click();
  await page.waitForURL('/magic-link');
  expect((await mailsTo(page, address))[0]!.subject).toContain('about to change');
  await parts(page).code.fill((await newestLink(page, next)).code);
  await parts(page).useCode.click();
  await page.waitForURL('/dashboard');
  await expect(parts(page).account).toContainText(next);
  await expect.poll(() => told).toContain(`called ${next}, Ada Lovelace`);
  expect((await mailsTo(page, address))[0]!.subject).toContain('was changed');
  expect(told).not.toContain('deleted');
});

test('deleting an account removes its passkey from the device', async ({ page, device }) => {
  const told = device.listen();
  const address = await confirmed(page);
  await settings(page).lastStep.click();
  await isAccessible(page, 'last step');
  // The browser itself requires the tick.
  await settings(page).deleteForGood.click();
  await expect(settings(page).understood).toBeFocused();
  expect(await device.passkeys()).toHaveLength(1);
  await settings(page).understood.check();
  await settings(page).deleteForGood.click();
  await page.waitForURL('/goodbye');
  await expect(page.getByRole('heading', { name: 'Your account was deleted' })).toBeVisible();
  // Through signalAllAcceptedCredentials.
  await expect.poll(() => told).toContain('deleted');
  expect(await device.passkeys()).toEqual([]);
  expect((await mailsTo(page, address)).map(({ subject }) => subject)).toEqual(['Your Latchkey account was deleted']);
  await isAccessible(page, 'goodbye');
  await page.goto(SETTINGS);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('the data is downloaded as a file', async ({ page, device: _ }) => {
  const address = await confirmed(page);
  await isAccessible(page, 'account');
  const waiting = page.waitForEvent('download');
  await settings(page).download.click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  const data = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, { email: string }[]>;
  expect(data.users).toMatchObject([{ email: address }]);
  expect(data.credentials).toHaveLength(1);
});

test('the name is changed and the account deleted with the keyboard alone', async ({ page, device: _ }) => {
  await confirmed(page);
  const reach = async (target: ReturnType<Page['locator']>) => {
    for (let stops = 0; stops < 40; stops += 1) {
      if (await target.evaluate((node) => node === document.activeElement)) return;
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
      expect(outline, 'the focus can be seen').not.toBe('none');
    }
    throw new Error(`Tab does not reach ${target}`);
  };
  await reach(settings(page).name);
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await page.waitForURL(SETTINGS);
  await expect(settings(page).name).toHaveValue('Ada');
  await reach(settings(page).lastStep);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${SETTINGS}/delete`);
  await reach(settings(page).understood);
  await page.keyboard.press('Space');
  await reach(settings(page).deleteForGood);
  await page.keyboard.press('Enter');
  await page.waitForURL('/goodbye');
});
