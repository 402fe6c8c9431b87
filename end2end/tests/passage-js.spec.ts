// extra: passage
// The page of a former Passage customer, on another origin, with Passage's published passage-js. Every method is
// called. Only the two lines that set the base URL are new.
import { HostPage, importMap } from './support/host-page.ts';
import { mailsTo, newestLink } from './support/mailbox.ts';
import { Authenticator } from './support/authenticator.ts';
import { Server } from './support/server.ts';
import { expect, test as base } from './support/test.ts';

const PACKAGES = [
  '@passageidentity/passage-js',
  '@passageidentity/webauthnutils',
  'ua-parser-js',
  'jwt-decode',
  'async-mutex',
  'serialize-error',
];

const page = (base: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Shop</title>
<input id="email" aria-label="Email" autocomplete="email webauthn">
${importMap(...PACKAGES)}
<script>
  const f = window.fetch;
  window.fetch = (u, i) => f(typeof u === 'string' ? u.replace('https://auth.passage.id', '${base}') : u, i);
</script>
<script type="module">
  import { Passage } from '@passageidentity/passage-js';
  window.psg = new Passage('latchkey');
  psg.social.apiUrl = '${base}/v1/apps/latchkey/social';
</script>
</html>`;

/** The page's `window.psg`, as a type for the methods that are called here. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Methods = Record<string, Record<string, (...all: any[]) => Promise<any>>>;
declare global {
  var psg: Methods;
}

const test = base.extend<{ more: Record<string, string>; shop: { origin: string; server: Server } }>({
  more: [{}, { option: true }],
  shop: async ({ more, page: tab }, use) => {
    let base = '';
    const host = await HostPage.start(() => ({ html: page(base) }));
    const server = await Server.start({ settings: { LATCHKEY_ALLOWED_ORIGINS: host.origin, ...more } });
    base = server.origin;
    try {
      await tab.goto(host.origin);
      await tab.waitForFunction(() => globalThis.psg);
      await use({ origin: host.origin, server });
    } finally {
      await server.cleanUp();
      host.stop();
    }
  },
});

test('a page signs up and in with a passkey, and knows its user', async ({ shop, page }) => {
  const found = await page.evaluate(async () => {
    const { app, passkey } = psg;
    return {
      info: await app!.info!(),
      before: await app!.userExists!('ada@example.org'),
      created: await app!.createUser!('ada@example.org'),
      origin: await passkey!.checkPasskeyOrigin!(),
      get: await passkey!.getCredentialAvailable!(),
      create: await passkey!.createCredentialAvailable!(),
      none: await passkey!.hasLocalPasskey!('x'),
    };
  });
  expect(found).toMatchObject({ before: null, created: { status: 'pending' }, origin: true, none: false });
  expect(found.info).toMatchObject({ id: 'latchkey', authOrigin: shop.origin, socialConnections: {} });
  expect(found.get.isAvailable && found.create.isAvailable).toBe(true);

  const user = await page.evaluate(async () => {
    const { app, passkey, session, currentUser } = psg;
    const result = await passkey!.register!('ada@example.org');
    const user = await currentUser!.userInfo!();
    return {
      result,
      user,
      exists: await app!.userExists!('ada@example.org'),
      local: await passkey!.hasLocalPasskey!(user.id),
      guard: await session!.authGuard!(),
      token: await session!.getAuthToken!(),
      refreshed: await session!.refresh!(),
      passkeys: await currentUser!.passkeys!(),
      metadata: await currentUser!.metadata!(),
      social: await currentUser!.listSocialConnections!(),
    };
  });
  expect(user.user).toMatchObject({ email: 'ada@example.org', emailVerified: false, status: 'active', webauthn: true });
  expect(user).toMatchObject({ exists: { webauthn: true }, local: true, guard: true, metadata: {}, social: {} });
  expect(user.result.redirectUrl).toBe(`${shop.origin}/`);
  expect(user.token).toBe(user.result.authToken);
  expect(user.refreshed.refreshToken).not.toBe(user.result.refreshToken);
  expect(user.passkeys).toHaveLength(1);

  const renamed = await page.evaluate((id) => psg.currentUser!.editPasskey!(id, 'Laptop'), user.passkeys[0].id);
  expect(renamed.friendlyName).toBe('Laptop');

  const again = await page.evaluate(async () => {
    const { passkey, session } = psg;
    const out = await session!.signOut!();
    const guard = await session!.authGuard!();
    const named = await passkey!.login!('ada@example.org');
    return { out, guard, named, chosen: await passkey!.login!() };
  });
  expect(again).toMatchObject({ out: true, guard: false, named: { redirectUrl: `${shop.origin}/` } });
  await page.goto(shop.origin);
  const suggested = await page.evaluate(() => psg.passkey!.login!(undefined, { isConditionalMediation: true }));
  expect(suggested.authToken).toContain('.');
});

test('what an access token alone must not do is rejected with an explanation', async ({ shop, page, watch }) => {
  await page.evaluate(() => psg.passkey!.register!('ada@example.org'));
  watch.expect(/403.*\/currentuser\/devices\/start/);
  await expect(page.evaluate(() => psg.currentUser!.addPasskey!())).rejects.toThrow(/passkey has to be used first/);
  watch.expect(/403.*\/currentuser\/email/);
  await expect(page.evaluate(() => psg.currentUser!.changeEmail!('b@example.org'))).rejects.toThrow(/used first/);
  watch.expect(/403.*\/currentuser\/phone/);
  await expect(page.evaluate(() => psg.currentUser!.changePhone!('+4915123456789'))).rejects.toThrow(/used first/);
  watch.expect(/403.*\/currentuser\/user-metadata/);
  await expect(page.evaluate(() => psg.currentUser!.updateMetadata!({ plan: 'pro' }))).rejects.toThrow(/may not change/);
  watch.expect(/404.*\/currentuser\/social-connections\/github/);
  await expect(page.evaluate(() => psg.currentUser!.deleteSocialConnection!('github'))).rejects.toThrow(/not found/);
  watch.expect(/403.*\/social\/authorize/);
  watch.tolerate(/favicon/);
  await page.evaluate(() => psg.social!.authorize!('github'));
  await expect(page).toHaveURL(new RegExp(`^${shop.server.origin}/v1/apps/latchkey/social/authorize`));
  await expect(page.locator('body')).toContainText('no social sign-in');
});

test('a link signs in the page that opens it, not the one that waits', async ({ shop, page, watch, anotherBrowser }) => {
  const { id } = await page.evaluate(() => psg.magicLink!.register!('ada@example.org'));
  const { link } = await newestLink(page, 'ada@example.org', 1, shop.server.origin);
  expect(link.startsWith(`${shop.origin}/?psg_magic_link=`)).toBe(true);
  const elsewhere = await (await anotherBrowser()).newPage();
  await elsewhere.goto(link);
  await elsewhere.waitForFunction(() => globalThis.psg);
  const user = await elsewhere.evaluate(async () => {
    await psg.magicLink!.activate!(new URL(location.href).searchParams.get('psg_magic_link'));
    return psg.currentUser!.userInfo!();
  });
  expect(user).toMatchObject({ email: 'ada@example.org', emailVerified: true });
  watch.expect(/404.*\/magic-link\/status/);
  await expect(page.evaluate((id) => psg.magicLink!.status!(id), id)).rejects.toThrow(/not found/);
});

test('a code signs in the page that requested it', async ({ shop, page, watch }) => {
  const { otpId } = await page.evaluate(() => psg.oneTimePasscode!.register!('ada@example.org', 'de'));
  const { code } = await newestLink(page, 'ada@example.org', 1, shop.server.origin);
  watch.expect(/401.*\/otp\/activate/);
  const wrong = page.evaluate((id) => psg.oneTimePasscode!.activate!('AAAAAAAA', id), otpId);
  await expect(wrong).rejects.toThrow(/wrong, used or expired/);
  const result = await page.evaluate(([code, id]) => psg.oneTimePasscode!.activate!(code, id), [code, otpId]);
  expect(result.authToken).toContain('.');
  const again = await page.evaluate(() => psg.oneTimePasscode!.login!('ada@example.org'));
  expect(again.otpId).not.toBe(otpId);
});

test('a user without a passkey confirms a number with a texted code', async ({ shop, page }) => {
  const { otpId } = await page.evaluate(() => psg.oneTimePasscode!.register!('ada@example.org'));
  const mail = await newestLink(page, 'ada@example.org', 1, shop.server.origin);
  await page.evaluate(([code, id]) => psg.oneTimePasscode!.activate!(code, id), [mail.code, otpId]);
  const number = '+4915123456789';
  const { id } = await page.evaluate((number) => psg.currentUser!.changePhone!(number), number);
  const text = (await mailsTo(page, number, shop.server.origin))[0]!;
  await page.evaluate(([code, id]) => psg.oneTimePasscode!.activate!(code, id), [text.code, id]);
  expect(await page.evaluate(() => psg.currentUser!.userInfo!())).toMatchObject({ phone: number, phoneVerified: true });
});

test.describe('where the site trusts as Passage did', () => {
  test.use({
    more: { LATCHKEY_PAGES: 'any-click, token-alone, short-codes', LATCHKEY_USER_FIELDS: 'nickname:string' },
  });

  test('a page manages passkeys, address, number and metadata by the token alone', async ({ page, shop }) => {
    await page.evaluate(() => psg.passkey!.register!('ada@example.org'));
    await Authenticator.connect(page, { transport: 'usb' });
    const added = await page.evaluate(() => psg.currentUser!.addPasskey!({ authenticatorAttachment: 'cross-platform' }));
    expect(await page.evaluate(() => psg.currentUser!.passkeys!())).toHaveLength(2);
    expect(await page.evaluate((passkey) => psg.currentUser!.deletePasskey!(passkey), added)).toBe(true);
    expect(await page.evaluate(() => psg.currentUser!.passkeys!())).toHaveLength(1);

    const { id } = await page.evaluate(() => psg.currentUser!.changeEmail!('ada@example.com'));
    const { code } = await newestLink(page, 'ada@example.com', 1, shop.server.origin);
    expect(code).toMatch(/^\d{6}$/);
    await page.evaluate(([code, id]) => psg.oneTimePasscode!.activate!(code, id), [code, id]);
    const number = '+4915123456789';
    const phone = await page.evaluate((number) => psg.currentUser!.changePhone!(number), number);
    const text = (await mailsTo(page, number, shop.server.origin))[0]!;
    await page.evaluate(([code, id]) => psg.oneTimePasscode!.activate!(code, id), [text.code, phone.id]);
    expect(await page.evaluate(() => psg.currentUser!.userInfo!())).toMatchObject({ phone: number, phoneVerified: true });
    const changed = await page.evaluate(() => psg.currentUser!.updateMetadata!({ nickname: 'Ada' }));
    expect(changed).toMatchObject({ email: 'ada@example.com', emailVerified: true, userMetadata: { nickname: 'Ada' } });
    expect(await page.evaluate(() => psg.app!.info!())).toMatchObject({ authFallbackMethod: 'otp' });
    expect(shop.origin).not.toBe(shop.server.origin);
  });

  test('any browser that opens the link signs in the waiting page', async ({ shop, page, anotherBrowser }) => {
    const { id } = await page.evaluate(() => psg.magicLink!.login!('ada@example.org'));
    const { link } = await newestLink(page, 'ada@example.org', 1, shop.server.origin);
    const elsewhere = await (await anotherBrowser()).newPage();
    await elsewhere.goto(link);
    await elsewhere.waitForFunction(() => globalThis.psg);
    const token = new URL(link).searchParams.get('psg_magic_link');
    await elsewhere.evaluate((token) => psg.magicLink!.activate!(token), token);
    const result = await page.evaluate((id) => psg.magicLink!.status!(id), id);
    expect(result.authToken).toContain('.');
  });
});
