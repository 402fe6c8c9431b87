// The size of a page and its files.
import { expect, test } from './support/test.ts';
import { ask } from './support/http.ts';

/** Bytes of response bodies on the wire. */
const BUDGET = 72_500;

test(`the sign-in page takes at most ${BUDGET} bytes in total`, async ({ page, device, server }) => {
  await device.leaveAlone();
  const sizes = new Map<string, number>();
  page.on('requestfinished', async (request) => {
    const { responseBodySize } = await request.sizes();
    const { pathname } = new URL(request.url());
    sizes.set(pathname, (sizes.get(pathname) ?? 0) + responseBodySize);
  });
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  await expect.poll(() => [...sizes.keys()]).toContain('/api/start_sign_in');

  // The browser loads it too, but Playwright doesn't report it.
  const icon = await page.locator('link[rel=icon]').getAttribute('href');
  sizes.set(icon!, (await ask(server, icon!, { headers: { 'accept-encoding': 'br' } })).body.length);

  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const rows = [...sizes, ['in all', total] as const];
  console.log(rows.map(([name, size]) => `${String(size).padStart(8)} ${name}`).join('\n'));
  expect(total).toBeLessThanOrEqual(BUDGET);
});

test('styles, script and WebAssembly are compressed and cached under their hash', async ({ page, server }) => {
  await page.goto('/sign-in');
  const urls = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const assets = urls.map((url) => new URL(url).pathname).filter((path) => path.startsWith('/assets/'));
  for (const kind of ['.css', '.js', '.wasm']) {
    const path = assets.find((asset) => asset.endsWith(kind))!;
    expect(path).toMatch(/^\/assets\/[\w-]{16}\/pkg\//);
    const plain = await ask(server, path);
    expect(plain.headers).not.toHaveProperty('content-encoding');
    for (const encoding of ['br', 'gzip']) {
      const { status, headers, body } = await ask(server, path, { headers: { 'accept-encoding': encoding } });
      expect(status).toBe(200);
      expect(headers['content-encoding']).toBe(encoding);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers.vary).toContain('accept-encoding');
      expect(body.length).toBeLessThan(plain.body.length);
    }
    const stale = await ask(server, path.replace(/^\/assets\/[\w-]{16}/, '/assets/0000000000000000'));
    expect(stale.headers['cache-control']).not.toContain('immutable');
  }
});

test('the next page loads no files again', async ({ page, device }) => {
  await device.leaveAlone();
  const assets = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => name.includes('/assets/'))
        .map(({ name, transferSize }) => ({ name, fromCache: transferSize === 0 })),
    );
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  expect(new Set((await assets()).map(({ name }) => name)).size).toBe(4);
  await page.goto('/sign-up', { waitUntil: 'networkidle' });
  const again = await assets();
  expect(again).not.toEqual([]);
  for (const asset of again) expect(asset).toMatchObject({ fromCache: true });
});
