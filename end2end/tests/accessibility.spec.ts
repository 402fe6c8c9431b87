// Every page in every state: axe finds no problem, and no page scrolls sideways.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  WAITING, askForLink, cancel, confirmAddress, isAwake, isSignedIn, newAddress, open, parts, pressSignIn, signInByMail, signOut, signUp,
} from './support/people.ts';
import { isAccessible } from './support/accessibility.ts';
import { Authenticator, strangePasskey } from './support/authenticator.ts';
import { newestLink } from './support/mailbox.ts';

async function hasHeading(page: Page, name: string) {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('home and page not found', async ({ page, watch }) => {
  watch.expect(/404.* \/none/);
  await page.goto('/');
  await isAccessible(page, 'home');
  await page.goto('/none');
  await hasHeading(page, 'This page doesn’t exist');
  await isAccessible(page, 'page not found');
});

test('sign-up', async ({ page, device }) => {
  await device.leaveAlone();
  await page.goto('/sign-up');
  const { email, createPasskey, status } = parts(page);
  await isAwake(createPasskey);
  await isAccessible(page, 'sign-up');
  await email.fill(newAddress());
  await createPasskey.click();
  await expect(status).toHaveText(WAITING);
  await isAccessible(page, 'sign-up, waiting');
  await cancel(page);
  await isAccessible(page, 'sign-up, cancelled');
  await page.goto('/sign-up?problem=invalid_email');
  await expect(parts(page).alert).toBeVisible();
  await isAccessible(page, 'sign-up, refused');
});

test('long addresses and names', async ({ page }) => {
  const long = 'm'.repeat(60);
  await signUp(page, newAddress('ada.lovelace.of.the.analytical.engine'));
  await isAccessible(page, 'dashboard with a long address');
  await open(parts(page).passkeys, 'Rename');
  await page.getByRole('textbox', { name: 'New name' }).fill('\u2800');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
  await isAccessible(page, 'dashboard, name refused');
  await page.getByRole('textbox', { name: 'New name' }).fill(long);
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(parts(page).passkeys.getByRole('heading', { name: long })).toBeVisible();
  await isAccessible(page, 'dashboard with a long name');
  await page.goto('/dashboard/account');
  await isAccessible(page, 'account with a long address');
  await page.getByRole('textbox', { name: 'Your name' }).fill(long);
  const saved = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Save name' }).click();
  await saved;
  await page.goto('/');
  await isAccessible(page, 'home with a long address');
  await page.goto('/dashboard');
  await expect(parts(page).account).toContainText(long);
  await isAccessible(page, 'dashboard with long names');
});

test('sign-in', async ({ page, device }) => {
  await device.leaveAlone();
  await page.goto('/sign-in');
  const { signInWithPasskey, status } = parts(page);
  await isAwake(signInWithPasskey);
  await isAccessible(page, 'sign-in');
  await signInWithPasskey.click();
  await expect(status).toHaveText(WAITING);
  await isAccessible(page, 'sign-in, waiting');
  await cancel(page);
  await isAccessible(page, 'sign-in, cancelled');
  await page.goto('/sign-in?problem=link_expired');
  await expect(parts(page).alert).toBeVisible();
  await isAccessible(page, 'sign-in, refused');
  await page.getByRole('link', { name: 'Lost your passkeys?' }).click();
  await page.waitForURL('/recovery');
  await isAccessible(page, 'recovery, signed out');
});

test('sign-in with a rejected passkey', async ({ page, device, watch }) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  await device.add(strangePasskey());
  const answer = await pressSignIn(page);
  answer();
  await expect(parts(page).status).toContainText('no longer registered');
  await isAccessible(page, 'sign-in, passkey not accepted');
});

test('sign-in link', async ({ page, anotherBrowser, watch }) => {
  watch.expect(/410.* \/magic-link/);
  await page.goto('/magic-link');
  await hasHeading(page, 'We haven’t sent you a link');
  await isAccessible(page, 'link, none awaited');
  const address = await askForLink(page);
  await isAccessible(page, 'link, waiting');
  await parts(page).code.fill('AAAAAAAA');
  await parts(page).useCode.click();
  await expect(parts(page).alert).toBeVisible();
  await isAccessible(page, 'link, wrong code');
  const { link } = await newestLink(page, address);
  const elsewhere = await (await anotherBrowser({ reducedMotion: 'reduce' })).newPage();
  await elsewhere.goto(link);
  await hasHeading(elsewhere, 'Use the code instead');
  await isAccessible(elsewhere, 'link, elsewhere');
  await page.goto(link);
  await hasHeading(page, 'Sign in');
  await isAccessible(page, 'link, ready');
  await parts(page).signIn.click();
  await isSignedIn(page, address);
  await isAccessible(page, 'dashboard, opened by mail');
  await page.goto(link);
  await hasHeading(page, 'You’re signed in');
  await isAccessible(page, 'link, used by the one who is signed in');
  await elsewhere.goto(link);
  await hasHeading(elsewhere, 'This link can’t be used');
  await isAccessible(elsewhere, 'link, used');
});

test('dashboard', async ({ page, device }) => {
  const address = await signUp(page);
  const { addPasskey, status } = parts(page);
  await isAwake(addPasskey);
  await isAccessible(page, 'dashboard, address not confirmed');
  await addPasskey.click();
  await expect(status).toContainText('already has a passkey');
  await isAccessible(page, 'dashboard, has a passkey here');
  await page.goto((await newestLink(page, address)).link);
  await hasHeading(page, 'Confirm your email address');
  await isAccessible(page, 'link, ready to confirm');
  await page.goto('/dashboard');
  await confirmAddress(page, address);
  await isAccessible(page, 'dashboard, address confirmed');
  await page.goto('/');
  await isAccessible(page, 'home, signed in');

  await device.leaveAlone();
  const other = await askForLink(page);
  await page.goto((await newestLink(page, other)).link);
  await expect(page.getByText('signs you out of this one')).toBeVisible();
  await isAccessible(page, 'link, ready, to another account');
  await page.goto('/dashboard');
  await signOut(page);
  await signInByMail(page, address, 2);
  await isAccessible(page, 'dashboard, passkey not used just now');
  await page.goto('/dashboard?problem=last_way_in');
  await expect(parts(page).alert).toBeVisible();
  await isAccessible(page, 'dashboard, refused');
});

test('confirmation link after signing out', async ({ page, device }) => {
  const address = await signUp(page);
  await signOut(page);
  await device.leaveAlone();
  await page.goto((await newestLink(page, address)).link);
  await hasHeading(page, 'Sign in to confirm');
  await isAwake(parts(page).signInWithPasskey);
  await isAccessible(page, 'link, sign in to confirm');
});

test('dashboard with several passkeys and sessions', async ({ page, device, anotherBrowser }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await device.disconnect();
  await Authenticator.connect(page, { transport: 'usb' });
  await parts(page).addPasskey.click();
  await expect(parts(page).passkeys.getByRole('listitem')).toHaveCount(2);
  await signInByMail(await (await anotherBrowser()).newPage(), address, 2);
  await page.reload();
  await expect(parts(page).sessions.getByRole('listitem')).toHaveCount(2);
  await isAccessible(page, 'dashboard, several passkeys and sessions');
  await open(parts(page).passkeys.getByRole('listitem').first(), 'Remove');
  await isAccessible(page, 'dashboard, a question');
  await page.getByText('Account menu').click({ force: true });
  // The open menu covers a part of the page, at some widths half of a link.
  await isAccessible(page, 'account menu', 'header');
  for (const query of ['', '?show=sign-ins', '?show=warnings']) {
    await page.goto(`/dashboard/activity${query}`);
    await isAccessible(page, `activity${query}`);
  }
});

test('development mailbox', async ({ page, freshServer }) => {
  await page.goto(`${freshServer.origin}/dev/mailbox`);
  await expect(page.getByText('No emails yet')).toBeVisible();
  await isAccessible(page, 'mailbox, empty');
  await askForLink(page);
  await signUp(page);
  await page.goto('/dev/mailbox');
  await expect(page.getByRole('article')).not.toHaveCount(0);
  await isAccessible(page, 'mailbox');
});

test('without scripts', async ({ page, device }) => {
  // axe doesn't run without scripts either, so this page only looks as if they were off.
  await page.route('**/*.css', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/\(scripting: ?none\)/, '(scripting: enabled)');
    await route.fulfill({ response, body });
  });
  await device.leaveAlone();
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await expect(page.getByText('Passkeys need JavaScript')).toBeVisible();
    await isAccessible(page, `${path}, without scripts`);
  }
});
