// Two tabs of one browser at the same time don't disturb each other.
import { expect, test } from './support/test.ts';
import { holdBack, isSignedIn, newAddress, parts, pressSignIn, signOut, signUp, WAITING } from './support/people.ts';
import { Authenticator } from './support/authenticator.ts';
import { type Answer, ask } from './support/http.ts';
import { mailsTo } from './support/mailbox.ts';

test('two sign-ups at the same time both create an account', async ({ page, context, device }) => {
  const other = await context.newPage();
  const tabs = [
    { page, device, address: newAddress('first'), letThrough: () => {} },
    { page: other, device: await Authenticator.connect(other), address: newAddress('second'), letThrough: () => {} },
  ];
  for (const tab of tabs) {
    await tab.page.bringToFront();
    await tab.page.goto('/sign-up');
    tab.letThrough = await holdBack(tab.page, '/api/finish_sign_up');
    await parts(tab.page).email.fill(tab.address);
    await parts(tab.page).createPasskey.click();
    await expect.poll(() => tab.device.passkeys()).toHaveLength(1);
  }
  for (const tab of tabs) {
    await expect(parts(tab.page).status).toHaveText(WAITING);
    tab.letThrough();
    await isSignedIn(tab.page, tab.address);
  }
  // The browser has one session: the last account's.
  await page.reload();
  await expect(parts(page).account).toContainText(tabs[1]!.address);
  for (const { address } of tabs) expect(await mailsTo(page, address)).toHaveLength(1);
});

test('two sign-in pages work one after the other', async ({ page, context, device }) => {
  const address = await signUp(page);
  await signOut(page);
  const other = await context.newPage();
  const otherDevice = await Authenticator.connect(other);
  // Raise the counter. Synced passkeys don't count, but the simulation does.
  const passkey = (await device.passkeys())[0]!;
  await otherDevice.add({ ...passkey, signCount: passkey.signCount + 10 });

  const answer = await pressSignIn(page);
  await other.bringToFront();
  const answerOther = await pressSignIn(other);
  await page.bringToFront();
  answer();
  await isSignedIn(page, address);
  await other.bringToFront();
  answerOther();
  await isSignedIn(other, address);
  await page.reload();
  await isSignedIn(page, address);
});

test('simultaneous first requests of a browser share one cookie', async ({ server }) => {
  // For example, the autofill list and the button. If each response set a new cookie, the last one would
  // invalidate the other's ceremony.
  const nameIn = ({ headers }: Answer) => {
    const cookies = headers['set-cookie'] ?? [];
    return cookies.find((cookie) => cookie.startsWith('latchkey_browser_'))?.split(';')[0];
  };
  for (const path of ['/sign-in', '/sign-up']) {
    const cookie = nameIn(await ask(server, path)) ?? '';
    const start = () => ask(server, '/api/start_sign_in', { method: 'POST', headers: { cookie } });
    const [first, second] = await Promise.all([start(), start()]);
    expect(first.status).toBe(200);
    expect(nameIn(first)).toBe(nameIn(second));
  }
});

test('signing out in one tab signs out the other', async ({ page, context, device }) => {
  const address = await signUp(page);
  const other = await context.newPage();
  await other.goto('/dashboard');
  await isSignedIn(other, address);
  await signOut(page);
  await device.leaveAlone();
  await other.reload();
  await expect(other).toHaveURL('/sign-in');
});
