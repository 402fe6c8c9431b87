// extra: passage
// docs/quickstart.md, followed step by step: two origins, the element, a protected route, and the SDK.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AHEAD, PYTHON } from './support/flask.ts';
import { freePort } from './support/port.ts';
import { BINARY, Server } from './support/server.ts';
import { expect, test } from './support/test.ts';

const run = promisify(execFile);
const EXAMPLE = fileURLToPath(new URL('../../examples/quickstart', import.meta.url));
const DOCS = fileURLToPath(new URL('../../docs/quickstart.md', import.meta.url));

test('a newcomer protects a route by the quickstart', async ({ page }) => {
  const commands = [...(await readFile(DOCS, 'utf8')).matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block]) => block!.trim().split('\n'));
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-quickstart-'));
  const [port, later] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  expect(commands[0]).toBe('LATCHKEY_ALLOWED_ORIGINS=http://localhost:8080 make run');
  const server = await Server.start({ settings: { LATCHKEY_ALLOWED_ORIGINS: origin } });
  const env: Record<string, string> = { PATH: process.env.PATH!, LATCHKEY_ORIGIN: server.origin };
  const started: ReturnType<typeof spawn>[] = [];
  const serve = async (port: number, ...command: string[]) => {
    started.push(spawn(PYTHON, command, { cwd: folder, env, stdio: 'ignore' }));
    await expect.poll(() => fetch(`http://localhost:${port}/`).then(({ ok }) => ok, () => false)).toBe(true);
  };
  try {
    await cp(EXAMPLE, folder, { recursive: true });
    expect(commands[3]).toBe('.venv/bin/flask --app app run -p 8080');
    await serve(port, '-m', 'flask', '--app', 'app', 'run', '-p', String(port));

    await page.goto(origin);
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByLabel('Email').fill('ada@example.org');
    const asked = page.waitForRequest(`${origin}/hello`);
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    const authorization = (await asked).headers().authorization!;
    const shown = page.locator('output');
    await expect(shown).toContainText('user_id');
    const { user_id } = JSON.parse(await shown.innerText()) as { user_id: string };
    const bare = await fetch(`${origin}/hello`);
    expect([bare.status, await bare.json()]).toEqual([401, { code: 'invalid_token' }]);

    expect(commands[4]).toBe('export API_KEY=$(target/debug/server api-key create quickstart)');
    const database = { DATABASE_URL: `sqlite:${server.folder}/latchkey.db` };
    env.API_KEY = (await run(BINARY, ['api-key', 'create', 'quickstart'], { cwd: server.folder, env: database })).stdout.trim();
    expect(commands[5]).toBe('.venv/bin/flask --app app deactivate USER_ID');
    const done = await run(PYTHON, ['-m', 'flask', '--app', 'app', 'deactivate', user_id], { cwd: folder, env });
    expect(done.stdout.trim()).toBe('inactive');
    expect(commands).toHaveLength(6);

    // Its last token is good until it expires.
    const ask = (port: number) => fetch(`http://localhost:${port}/hello`, { headers: { authorization } });
    expect((await ask(port)).status).toBe(200);
    await serve(later, '-c', AHEAD, String(later));
    expect((await ask(later)).status).toBe(401);
  } finally {
    for (const process of started) process.kill();
    await server.cleanUp();
    await rm(folder, { recursive: true, force: true });
  }
});
