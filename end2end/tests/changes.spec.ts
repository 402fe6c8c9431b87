// Passkeys with changing flags or counters, and signals to the device.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { parts, pressSignIn, remove, signIn, signOut, signUp } from './support/people.ts';
import { Authenticator, strangePasskey } from './support/authenticator.ts';

const NOT_VERIFIED = 'That passkey couldn’t be verified. Try again, or use another one.';

async function isRefused(page: Page) {
  const answer = await pressSignIn(page);
  answer();
  await expect(parts(page).status).toHaveText(NOT_VERIFIED);
  await expect(page).toHaveURL('/sign-in');
  // The autofill list has asked again. Without this, it would be answered while the page changes.
  await page.goto('/');
}

test('a passkey that becomes synced is shown as synced, and may stop being synced', async ({ page, device }) => {
  const address = await signUp(page);
  const { passkeys } = parts(page);
  await expect(passkeys).toContainText('On one device only');
  await signOut(page);
  // The specification says that eligibility never changes, but one vendor changes it.
  await device.change({ backupEligibility: true, backupState: true });
  await signIn(page, address);
  await expect(passkeys).toContainText('Synced');
  await signOut(page);
  await device.change({ backupState: false });
  await signIn(page, address);
  await expect(passkeys).toContainText('On one device only');
});

test('a passkey that loses its backup eligibility is rejected and recorded', async ({
  page,
  device,
  watch,
}) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  const address = await signUp(page);
  await signOut(page);
  await device.change({ backupEligibility: true, backupState: true });
  await signIn(page, address);
  await signOut(page);
  await device.change({ backupEligibility: false, backupState: false });
  await isRefused(page);
  await device.change({ backupEligibility: true, backupState: true });
  await signIn(page, address);
  await expect(parts(page).passkeys).toContainText('Synced');
  await expect(parts(page).history).toContainText('A passkey was rejected');
});

test('a counter that goes back is rejected and recorded', async ({ page, device, watch }) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  const address = await signUp(page);
  await signOut(page);
  await device.change({ signCount: 100 });
  await signIn(page, address);
  await signOut(page);
  await device.change({ signCount: 10 });
  await isRefused(page);
  await device.change({ signCount: 1000 });
  await signIn(page, address);
  await expect(parts(page).history).toContainText('A passkey was rejected because it may have been copied');
});

test('the device learns the account name and removed passkeys', async ({
  page,
  device,
  watch,
}) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  const told = device.listen();
  const address = await signUp(page);
  // Through signalCurrentUserDetails.
  await expect.poll(() => told).toContain(`called ${address}, ${address}`);
  expect(told).not.toContain('deleted');
  await signOut(page);

  // Through signalUnknownCredential.
  await device.clear();
  await device.add(strangePasskey());
  const deleted = () => told.filter((one) => one === 'deleted').length;
  // Browsers differ in whether they report this too.
  const before = deleted();
  const answer = await pressSignIn(page);
  answer();
  await expect.poll(deleted).toBe(before + 1);
  expect(await device.passkeys()).toEqual([]);
});

test('the device learns that a passkey was removed on the dashboard', async ({ page, device }) => {
  const address = await signUp(page);
  const key = await Authenticator.connect(page, { transport: 'usb' });
  await device.leaveAlone();
  await parts(page).addPasskey.click();
  const { passkeys } = parts(page);
  await expect(passkeys.getByRole('listitem')).toHaveCount(2);
  const told = { device: device.listen(), key: key.listen() };
  const added = passkeys.getByRole('listitem').filter({ hasText: 'Security key' });
  await remove(added);
  await expect(passkeys.getByRole('listitem')).toHaveCount(1);
  // Through signalAllAcceptedCredentials.
  await expect.poll(() => told.key).toContain('deleted');
  expect(told.device).not.toContain('deleted');
  expect(await key.passkeys()).toEqual([]);
  await expect(parts(page).account).toContainText(address);
});
