// The whole journey of a user with a passkey.
import { expect, test } from './support/test.ts';
import { isSignedIn, newAddress, parts, pressSignIn, signIn, signOut, signUp } from './support/people.ts';

test('a user signs up, signs out and signs in with one click', async ({ page, device }) => {
  const address = newAddress();
  await signUp(page, address);

  const { account, passkeys, sessions, history, email } = parts(page);
  await expect(account).toContainText('Not confirmed yet');
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
  await expect(passkeys).toContainText('Added ');
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await expect(sessions).toContainText('Signed in with the passkey');
  await expect(sessions).toContainText('This session');
  expect(await device.passkeys()).toHaveLength(1);

  await signOut(page);
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await expect(page.getByText('Account menu')).toHaveCount(0);

  const answer = await pressSignIn(page);
  await expect(email).toHaveValue('');
  answer();
  await isSignedIn(page, address);
  await expect(passkeys).toContainText('Last used');
  await expect(history.getByRole('listitem').first()).toContainText('Signed in with a passkey');
  await expect(history.getByRole('listitem').last()).toContainText('Account created');
});

test('two users share a device, and each passkey opens its own account', async ({ page, device }) => {
  const ada = await signUp(page, newAddress('ada'));
  const adasPasskey = (await device.passkeys())[0]!;
  await signOut(page);
  await device.clear();
  const ben = await signUp(page, newAddress('ben'));
  await signOut(page);
  await signIn(page, ben);
  await signOut(page);
  await device.clear();
  await device.add(adasPasskey);
  await signIn(page, ada);
});

test('the dashboard needs a session', async ({ page, device }) => {
  await device.leaveAlone();
  await page.goto('/dashboard');
  await expect(page).toHaveURL('/sign-in');
  await device.touch();
  await signUp(page);
  await signOut(page);
  await device.leaveAlone();
  await page.goBack();
  await expect(page).toHaveURL('/sign-in');
});
