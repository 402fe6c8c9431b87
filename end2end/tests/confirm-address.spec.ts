// An address is a claim until an email to it is redeemed.
import { expect, test } from './support/test.ts';
import { confirmAddress, isSignedIn, newAddress, parts, pressSignIn, signInByMail, signOut, signUp } from './support/people.ts';
import { newestLink } from './support/mailbox.ts';

const confirm = 'Confirm this address';

test('the link confirms, in the browser that signed up', async ({ page }) => {
  const address = await signUp(page);
  await expect(parts(page).account).toContainText('Not confirmed yet');
  const mail = await newestLink(page, address);
  expect(mail.subject).toMatch(/^Confirm your .*address/);

  await page.goto(mail.link);
  await page.getByRole('button', { name: confirm }).click();
  await isSignedIn(page, address);
  await expect(parts(page).account).not.toContainText('Not confirmed yet');
  await expect(parts(page).account).toContainText('Confirmed');
  // The session is still the passkey's, which is stronger than an email sign-in.
  await expect(parts(page).sessions).toContainText('Signed in with the passkey');
});

test('the code confirms, on the dashboard', async ({ page }) => {
  const address = await signUp(page);
  await confirmAddress(page, address);
  await expect(parts(page).code).toHaveCount(0);
});

test('after signing out, the link asks for the passkey first', async ({ page }) => {
  const address = await signUp(page);
  const { link } = await newestLink(page, address);
  await signOut(page);
  const answer = await pressSignIn(page, link);
  await expect(page.getByRole('heading', { name: 'Sign in to confirm' })).toBeVisible();
  answer();
  await page.getByRole('button', { name: confirm }).click();
  await isSignedIn(page, address);
  await expect(parts(page).account).toContainText('Confirmed');
});

test('the user who confirms an address takes it over', async ({ page, anotherBrowser }) => {
  const address = await signUp(page, newAddress('claimed'));

  const owner = await (await anotherBrowser()).newPage();
  await signInByMail(owner, address, 2);
  await expect(parts(owner).passkeys).toContainText('No passkeys yet');

  await page.reload();
  await expect(parts(page).account).toContainText('No email address');
  await expect(parts(page).account).not.toContainText(address);
});
