// The phone number in the account settings.
import { expect, test } from './support/test.ts';
import { confirmAddress, done, signUp } from './support/people.ts';
import { isAccessible } from './support/accessibility.ts';
import { mailsTo } from './support/mailbox.ts';

/** A valid number that no other test uses. */
function newNumber() {
  return `+491512${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
}

test('a number is confirmed with a texted code, and removed', async ({ page, device: _ }) => {
  await confirmAddress(page, await signUp(page));
  await page.goto('/dashboard/account');
  const number = newNumber();
  await page.getByRole('textbox', { name: 'New phone number' }).fill(number);
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await expect(done(page)).toHaveText('We texted you a code.');
  await isAccessible(page, 'account, a number to be confirmed');
  await page.getByRole('textbox', { name: 'Code from the text message' }).fill((await mailsTo(page, number))[0]!.code);
  await page.getByRole('button', { name: 'Confirm number' }).click();
  const region = page.getByRole('region', { name: 'Phone number' });
  await expect(region.locator('strong')).toHaveText([number]);
  await isAccessible(page, 'account, with a number');
  await page.getByRole('button', { name: 'Remove number' }).click();
  await expect(region).toContainText('None. A phone number is optional');
});
