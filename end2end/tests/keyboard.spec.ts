// Using the site with the keyboard alone: every step with Tab and Enter, and the focus is always visible.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  WAITING, cancel, confirmAddress, holdBack, isAwake, isSignedIn, newAddress, parts, signInByMail, signUp,
} from './support/people.ts';
import { Authenticator } from './support/authenticator.ts';

/** Presses Tab, or Shift and Tab, until `target` has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab') {
  await expect(target).toBeEnabled();
  for (let stops = 0; stops < 30; stops += 1) {
    await page.keyboard.press(key);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline, 'the focus can be seen').not.toBe('none');
    if (await target.evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${target}`);
}

test('a user signs up, signs out and signs in with the keyboard alone', async ({ page, device }) => {
  const address = newAddress();
  await page.goto('/');
  await tabTo(page, page.getByRole('link', { name: 'Create an account' }));
  await page.keyboard.press('Enter');
  await page.waitForURL('/sign-up');
  await tabTo(page, parts(page).email);
  await page.keyboard.type(address);
  await tabTo(page, parts(page).createPasskey);
  await page.keyboard.press('Enter');
  await isSignedIn(page, address);

  await tabTo(page, parts(page).signOut);
  await page.keyboard.press('Enter');
  await page.waitForURL('/');

  await device.leaveAlone();
  const letThrough = await holdBack(page, '/api/start_sign_in');
  // The focus is on the message that the user is signed out.
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Sign in' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('/sign-in');
  await tabTo(page, parts(page).signInWithPasskey);
  await page.keyboard.press('Enter');
  await expect(parts(page).status).not.toBeEmpty();
  await device.touch();
  letThrough();
  await isSignedIn(page, address);
});

test('a user manages passkeys and sessions with the keyboard alone', async ({ page, device, anotherBrowser }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await device.leaveAlone();
  const key = await Authenticator.connect(page, { transport: 'usb' });
  const { addPasskey, passkeys, sessions } = parts(page);
  await tabTo(page, addPasskey);
  await page.keyboard.press('Enter');
  await expect(passkeys.getByRole('listitem')).toHaveCount(2);
  const added = passkeys.getByRole('listitem').filter({ hasText: 'Security key' });

  await tabTo(page, added.locator('summary').first());
  await page.keyboard.press('Enter');
  await tabTo(page, added.getByRole('textbox', { name: 'New name' }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Blue');
  await page.keyboard.press('Enter');
  const blue = passkeys.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Blue' }) });
  await expect(blue).toHaveCount(1);

  await tabTo(page, blue.locator('summary').last());
  await page.keyboard.press('Enter');
  await tabTo(page, blue.getByRole('button', { name: 'Remove' }));
  await page.keyboard.press('Enter');
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
  await expect.poll(() => key.passkeys()).toEqual([]);

  for (const links of [2, 3]) await signInByMail(await (await anotherBrowser()).newPage(), address, links);
  await page.reload();
  await expect(sessions.getByRole('listitem')).toHaveCount(3);
  await tabTo(page, sessions.getByRole('button', { name: /^Sign out (?!of)/ }).first());
  await page.keyboard.press('Enter');
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await tabTo(page, sessions.getByRole('button', { name: 'Sign out of other sessions' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
});

test('after cancelling, the focus is still on the button', async ({ page, device }) => {
  const address = newAddress();
  await device.leaveAlone();
  await page.goto('/sign-up');
  await parts(page).email.fill(address);
  await tabTo(page, parts(page).createPasskey);
  let begun = 0;
  page.on('request', (request) => (begun += request.url().endsWith('/api/start_sign_up') ? 1 : 0));
  await page.keyboard.press('Enter');
  await expect(parts(page).status).toHaveText(WAITING);
  // Pressing it several times starts nothing else.
  await page.keyboard.press('Enter');
  await cancel(page);
  expect(begun).toBe(1);
  await device.touch();
  await expect(parts(page).createPasskey).toBeFocused();
  await page.keyboard.press('Enter');
  await isSignedIn(page, address);
});

test('Enter in the email field of the sign-up page creates a passkey', async ({ page }) => {
  const address = newAddress();
  await page.goto('/sign-up');
  await isAwake(parts(page).createPasskey);
  await parts(page).email.fill(address);
  await parts(page).email.press('Enter');
  await isSignedIn(page, address);
});

test('an empty field gets the focus instead', async ({ page, device }) => {
  await page.goto('/sign-up');
  await parts(page).createPasskey.click();
  await expect(parts(page).email).toBeFocused();
  expect(await device.passkeys()).toEqual([]);
});

test('the first Tab stop skips to the content', async ({ page }) => {
  await page.goto('/sign-up');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(parts(page).email).toBeFocused();
});
