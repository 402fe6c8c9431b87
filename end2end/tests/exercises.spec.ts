// extra: passage
// The solution of docs/exercises/6-flask.md: its commands, with a token of a real sign-up.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AHEAD, PYTHON } from './support/flask.ts';
import { signUp } from './support/people.ts';
import { freePort } from './support/port.ts';
import { expect, test } from './support/test.ts';

const folder = fileURLToPath(new URL('../../examples/flask', import.meta.url));
const DOCS = fileURLToPath(new URL('../../docs/exercises/6-flask.md', import.meta.url));

test('a token is verified in Flask, and a changed or expired one is refused', async ({ page, server }) => {
  const page6 = await readFile(DOCS, 'utf8');
  expect(page6).toContain('`flask run -p 4000` in `examples/flask/`');
  const [, snippet] = /`(\(await \(await fetch.*?)`\./.exec(page6)!;
  const [port, later] = [await freePort(), await freePort()];
  const env = { PATH: process.env.PATH!, LATCHKEY_ORIGIN: server.origin };
  const started: ReturnType<typeof spawn>[] = [];
  const serve = async (port: number, ...command: string[]) => {
    started.push(spawn(PYTHON, command, { cwd: folder, env, stdio: 'ignore' }));
    await expect.poll(() => fetch(`http://localhost:${port}/hello`).then(({ status }) => status, () => 0)).toBe(401);
  };
  try {
    await signUp(page);
    const token = (await page.evaluate(`(async () => ${snippet})()`)) as string;
    await serve(port, '-m', 'flask', 'run', '-p', String(port));
    const hello = (port: number, token: string) =>
      fetch(`http://localhost:${port}/hello`, { headers: { authorization: `Bearer ${token}` } });
    const right = await hello(port, token);
    expect(right.status).toBe(200);
    expect((await right.json()).user_id).toMatch(/^[0-9a-f-]{36}$/);
    const middle = Math.floor(token.length / 2);
    const changed = token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1);
    expect((await hello(port, changed)).status).toBe(401);
    await serve(later, '-c', AHEAD, String(later));
    expect((await hello(later, token)).status).toBe(401);
  } finally {
    for (const process of started) process.kill();
  }
});
