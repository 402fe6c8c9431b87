// extra: passage
// A page of another site with /element.js, under a strict content security policy.
import type { Page } from '@playwright/test';
import { HostPage } from './host-page.ts';
import { Server } from './server.ts';
import { test as base } from './test.ts';

export const ADA = 'ada@example.org';

interface Shop {
  origin: string;
  server: Server;
  /** Opens a page with these elements. `script` runs before them. */
  open(page: Page, body: string, script?: string): Promise<void>;
}

export const test = base.extend<{ shop: Shop }>({
  shop: async ({}, use) => {
    let body = '';
    let script = '';
    let server: Server;
    const html = () => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Shop</title>
<style nonce="host">:is(passage-auth, latchkey-auth):not(:defined) { display: block; min-height: 25rem }</style>
<script nonce="host">window.told = []; window.shifts = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifts += one.value; })
  .observe({ type: 'layout-shift', buffered: true });</script>
<main><h1>Shop</h1>${body}</main>
<script nonce="host">${script}</script>
<script src="${server.origin}/element.js" type="module"></script>
</html>`;
    const headers = () => ({
      'content-security-policy':
        `default-src 'none'; script-src 'nonce-host' ${server.origin}; connect-src ${server.origin}; ` +
        "style-src 'nonce-host'; img-src 'self'; base-uri 'none'; require-trusted-types-for 'script'",
    });
    const host = await HostPage.start(() => ({ html: html(), headers: headers() }));
    server = await Server.start({ settings: { LATCHKEY_ALLOWED_ORIGINS: host.origin } });
    try {
      await use({
        origin: host.origin,
        server,
        open: async (page, elements, more = '') => {
          [body, script] = [elements, more];
          await page.goto(host.origin);
        },
      });
    } finally {
      await server.cleanUp();
      host.stop();
    }
  },
});

/** What the elements have called so far. */
export const told = (page: Page) => page.evaluate('window.told') as Promise<string[]>;

/** Records the calls of the first `<passage-auth>`. */
export const LISTEN = `const auth = document.querySelector('passage-auth');
auth.beforeAuth = (identifier, { authType }) => { told.push('before ' + authType); return true; };
auth.onSuccess = (result, { identifier, authType }) => { window.result = result; told.push(authType + ' ' + identifier); };
auth.onEvent = ({ type }) => { told.push(type); };`;
