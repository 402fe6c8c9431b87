// Passkeys that the server rejects. These are real errors, shown in red.
import { expect, test } from './support/test.ts';
import { WAITING, isAwake, parts, pressSignIn, signIn, signOut, signUp } from './support/people.ts';
import { strangePasskey } from './support/authenticator.ts';

const NOT_VERIFIED = 'That passkey couldn’t be verified. Try again, or use another one.';

test('a wrong signature does not sign in', async ({ page, device, watch }) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  const address = await signUp(page);
  await signOut(page);
  const answer = await pressSignIn(page);
  const { status } = parts(page);
  const quiet = await status.evaluate((node) => getComputedStyle(node).color);
  await device.signsWrongly(true);
  answer();
  await expect(status).toHaveText(NOT_VERIFIED);
  expect(await status.evaluate((node) => getComputedStyle(node).color)).not.toBe(quiet);
  await expect(page).toHaveURL('/sign-in');

  await device.leaveAlone();
  await page.goto('/dashboard');
  await expect(page).toHaveURL('/sign-in');

  // The autofill list has asked again. Without this, it would be answered while the page changes.
  await page.goto('/');
  await device.signsWrongly(false);
  await device.touch();
  await signIn(page, address);
});

test('an unknown passkey has its own error and is reported to the device', async ({ page, device, watch }) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  await device.add(strangePasskey());
  const answer = await pressSignIn(page);
  answer();
  await expect(parts(page).status).toHaveText(
    'This passkey is no longer registered here. Use another one, or get a sign-in link by email.',
  );
  await isAwake(parts(page).signInWithPasskey);
  // Through signalUnknownCredential, so that a password manager stops offering it.
  await expect.poll(() => device.passkeys()).toEqual([]);
});

test('a copied passkey is detected by its counter', async ({ page, device, watch }) => {
  watch.expect(/401.* \/api\/finish_sign_in/);
  const address = await signUp(page);
  const copy = (await device.passkeys())[0]!;
  await signOut(page);
  await device.clear();
  await device.add({ ...copy, signCount: copy.signCount + 100 });
  await signIn(page, address);
  await signOut(page);
  await device.clear();
  await device.add(copy);
  const answer = await pressSignIn(page);
  answer();
  await expect(parts(page).status).toHaveText(NOT_VERIFIED);
  await expect(page).toHaveURL('/sign-in');
});

test('a replayed response signs in once', async ({ page, anotherBrowser }) => {
  const address = await signUp(page);
  await signOut(page);
  const answer = page.waitForRequest('**/api/finish_sign_in');
  await signIn(page, address);
  const { url, headers, body } = await answer.then(async (request) => ({
    url: request.url(),
    headers: { 'content-type': (await request.allHeaders())['content-type']! },
    body: request.postData()!,
  }));
  expect(body).toContain('signature');

  const thief = await anotherBrowser();
  await thief.addCookies(await page.context().cookies());
  const again = await thief.request.post(url, { headers, data: body });
  expect(again.status()).toBe(400);
  expect(await again.json()).toEqual({ code: 'ceremony_expired' });
});

test('the page says so when the server cannot be reached', async ({ page, context, device, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED \/api\/start_sign_in/);
  await device.leaveAlone();
  const answer = await pressSignIn(page);
  await context.setOffline(true);
  answer();
  const { status, signInWithPasskey } = parts(page);
  await expect(status).toHaveText('The site couldn’t be reached. Check your connection and try again.');
  await context.setOffline(false);
  await signInWithPasskey.click();
  await expect(status).toHaveText(WAITING);
});

test('when the server is unreachable, the device gets no signal', async ({ page, device, watch }) => {
  watch.expect(/ERR_FAILED .*\/api\/finish_sign_in/);
  // The server doesn't know the passkey, but it hasn't said so.
  await device.add(strangePasskey());
  await page.route('**/api/finish_sign_in', (route) => route.abort());
  const answer = await pressSignIn(page);
  answer();
  await expect(parts(page).status).toHaveText('The site couldn’t be reached. Check your connection and try again.');
  await page.waitForLoadState('networkidle');
  expect(await device.passkeys()).toHaveLength(1);
});
