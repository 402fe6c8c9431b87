// Runs the release build (or SERVER_BINARY) in an empty folder, with its own port and database.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDatabase, type Database, type Engine } from './database.ts';
import { freePort } from './port.ts';

export const BINARY = process.env.SERVER_BINARY
  ? resolve(process.env.SERVER_BINARY)
  : fileURLToPath(new URL('../../../target/release/server', import.meta.url));

export class Server {
  /** Its output on stderr so far. */
  log = '';
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    readonly folder: string,
    private readonly database: Database,
    private readonly binary: string,
    private readonly settings: Record<string, string>,
  ) {}

  get origin() {
    return `http://localhost:${this.port}`;
  }

  /** Starts a server with an empty database. */
  static async start({
    engine = 'sqlite',
    binary = BINARY,
    settings = {},
  }: { engine?: Engine; binary?: string; settings?: Record<string, string> } = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-end2end-'));
    const database = await createDatabase(engine, folder);
    const server = new Server(await freePort(), folder, database, binary, settings);
    await server.run();
    return server;
  }

  /** Starts it and waits until it answers. After `stop`, it has the same port and database. */
  async run() {
    const server = spawn(this.binary, {
      cwd: this.folder,
      // Only these settings, so that the developer's own settings don't leak in.
      env: {
        DATABASE_URL: this.database.url,
        LATCHKEY_ORIGIN: this.origin,
        LATCHKEY_ADDR: `127.0.0.1:${this.port}`,
        // All tests come from one network, and they don't wait a minute between two emails.
        LATCHKEY_LIMIT_SENDS: 'off',
        LATCHKEY_LIMIT_SENDS_NETWORK: 'off',
        LATCHKEY_LIMIT_SIGN_UPS: 'off',
        ...this.settings,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.process = server;
    server.stderr.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    let failed: Error | undefined;
    server.once('error', (error) => (failed = error));
    while (!(await this.answers())) {
      if (failed || server.exitCode !== null || server.signalCode !== null) {
        throw new Error(`the server did not start (make release builds it)\n${failed ?? this.log}`);
      }
      await sleep(20);
    }
  }

  private async answers() {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/healthz`)).ok;
    } catch {
      return false;
    }
  }

  /** Runs an operator's command, and returns what it prints. */
  async command(...words: string[]) {
    const env = { DATABASE_URL: this.database.url, LATCHKEY_ORIGIN: this.origin };
    const { stdout } = await promisify(execFile)(this.binary, words, { cwd: this.folder, env });
    return stdout.trim();
  }

  /** Stops it like a service manager and returns its exit code. */
  async stop() {
    const server = this.process;
    if (!server || server.exitCode !== null || server.signalCode !== null) {
      throw new Error(`the server had ended already\n${this.log}`);
    }
    server.kill('SIGTERM');
    const [code, signal] = (await once(server, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? signal;
  }

  /** Deletes its files and its database. */
  async cleanUp() {
    this.process?.kill('SIGKILL');
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
