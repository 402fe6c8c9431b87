// Adding a passkey to an account.
import { expect, test } from './support/test.ts';
import {
  CANCELLED_WITHOUT_LINK, WAITING, cancel, isAwake, parts, signIn, signInByMail, signOut, signUp,
} from './support/people.ts';
import { Authenticator } from './support/authenticator.ts';

test('a second device gets its own passkey, and both sign in', async ({ page, device }) => {
  const address = await signUp(page);
  const first = (await device.passkeys())[0]!;
  await device.disconnect();
  const key = await Authenticator.connect(page, { transport: 'usb' });
  const { addPasskey, passkeys } = parts(page);
  await addPasskey.click();
  await expect(passkeys.getByRole('listitem')).toHaveCount(2);
  const second = (await key.passkeys())[0]!;
  expect(second.userHandle).toBe(first.userHandle);
  await signOut(page);
  await signIn(page, address);
  await signOut(page);

  await key.disconnect();
  await (await Authenticator.connect(page)).add(first);
  await signIn(page, address);
});

test('a device that already has a passkey says so', async ({ page, device }) => {
  await signUp(page);
  const { addPasskey, passkeys, status } = parts(page);
  await addPasskey.click();
  await expect(status).toHaveText('This device or password manager already has a passkey for this account.');
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
  expect(await device.passkeys()).toHaveLength(1);
  await isAwake(addPasskey);
});

test('two devices create one passkey each, and then neither creates another', async ({ page, device }) => {
  await signUp(page);
  const key = await Authenticator.connect(page, { transport: 'usb' });
  const { addPasskey, passkeys, status } = parts(page);
  await device.leaveAlone();
  await addPasskey.click();
  await expect(passkeys.getByRole('listitem')).toHaveCount(2);
  await device.touch();
  await addPasskey.click();
  await expect(status).toHaveText('This device or password manager already has a passkey for this account.');
  await expect(passkeys.getByRole('listitem')).toHaveCount(2);
  for (const one of [device, key]) expect(await one.passkeys()).toHaveLength(1);
});

test('cancelling adding a passkey stays on the dashboard', async ({ page, device }) => {
  await signUp(page);
  await device.clear();
  await device.leaveAlone();
  const { addPasskey, passkeys, status } = parts(page);
  await addPasskey.click();
  await expect(status).toHaveText(WAITING);
  await cancel(page, CANCELLED_WITHOUT_LINK);
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
});

test('after an email sign-in, the first passkey is added and signs in', async ({ page, device }) => {
  await device.leaveAlone();
  const address = await signInByMail(page);
  await device.touch();
  await parts(page).addPasskey.click();
  await expect(parts(page).passkeys.getByRole('listitem')).toHaveCount(1);
  await signOut(page);
  await signIn(page, address);
});
