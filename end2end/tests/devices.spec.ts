// Passkeys on this device and on another device.
import { expect, test } from './support/test.ts';
import { isAwake, isSignedIn, newAddress, parts, pressSignIn, signOut, signUp } from './support/people.ts';
import { Authenticator } from './support/authenticator.ts';

const OFFER = 'Skip your phone next time';

test('after signing in by phone, a passkey on this device replaces the phone', async ({
  page,
  device,
}) => {
  const address = newAddress();
  await device.disconnect();
  const phone = await Authenticator.connect(page, { transport: 'hybrid' });
  await signUp(page, address);
  const { passkeys, addPasskey } = parts(page);
  const offer = passkeys.getByRole('heading', { name: OFFER });
  await expect(offer).toBeVisible();
  await expect(passkeys.getByText('This device', { exact: true })).toHaveCount(0);
  await expect(passkeys.getByRole('heading', { name: 'Phone or tablet' })).toBeVisible();

  // The phone is gone, and this device has a fingerprint reader.
  await phone.leaveAlone();
  const reader = await Authenticator.connect(page);
  await addPasskey.click();
  await expect(passkeys.getByRole('listitem')).toHaveCount(2);
  await expect(offer).toHaveCount(0);
  await isAwake(addPasskey);
  const here = passkeys.getByRole('listitem').filter({ hasText: 'This device' });
  await expect(here.getByRole('heading')).toHaveText(/^Chrome on /);
  expect(await reader.passkeys()).toHaveLength(1);

  await phone.disconnect();
  await signOut(page);
  const answer = await pressSignIn(page);
  answer();
  await isSignedIn(page, address);
  await expect(offer).toHaveCount(0);
  await expect(here.getByRole('heading')).toHaveText(/^Chrome on /);
  await expect(here).toContainText(/Last used .* with Chrome on /);
});

test('the offer for this device can be declined', async ({ page, device }) => {
  await device.disconnect();
  await Authenticator.connect(page, { transport: 'hybrid' });
  const address = await signUp(page);
  const { passkeys, addPasskey } = parts(page);
  await passkeys.getByRole('button', { name: 'Not on this device' }).click();
  await expect(passkeys.getByRole('heading', { name: OFFER })).toHaveCount(0);
  await isAwake(addPasskey);
  await signOut(page);
  const answer = await pressSignIn(page);
  answer();
  await isSignedIn(page, address);
  await expect(passkeys.getByRole('heading', { name: OFFER })).toHaveCount(0);
});

test('signing in with a security key offers nothing', async ({ page, device }) => {
  await device.disconnect();
  await Authenticator.connect(page, { transport: 'usb' });
  await signUp(page);
  await expect(parts(page).passkeys.getByRole('heading', { name: 'Security key' })).toBeVisible();
  await expect(parts(page).passkeys.getByRole('heading', { name: OFFER })).toHaveCount(0);
});
