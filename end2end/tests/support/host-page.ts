// extra: passage
// Another site on another origin. Its pages can load npm packages.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const MODULES = new URL('../../node_modules/', import.meta.url);

/** Packages whose module a bundler would choose. The others declare it themselves. */
const ENTRIES: Record<string, string> = { 'jwt-decode': 'jwt-decode/build/jwt-decode.esm.js' };

export class HostPage {
  private constructor(
    private readonly http: HttpServer,
    readonly origin: string,
  ) {}

  /** Starts a site that answers every path with a page, and `/npm/` with files of packages. */
  static async start(page: () => { html: string; headers?: Record<string, string> }) {
    const http = createServer(async ({ url = '/' }, response) => {
      const path = url.split('?')[0]!;
      if (path.startsWith('/npm/')) {
        response.setHeader('content-type', 'text/javascript');
        response.end(await script(path.slice('/npm/'.length)));
      } else if (path === '/favicon.ico') {
        response.end();
      } else {
        const { html, headers } = page();
        response.setHeader('content-type', 'text/html; charset=utf-8');
        for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
        response.end(html);
      }
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    return new HostPage(http, `http://localhost:${(http.address() as AddressInfo).port}`);
  }

  stop() {
    this.http.closeAllConnections();
    this.http.close();
  }
}

async function script(path: string) {
  const text = await readFile(new URL(path, MODULES), 'utf8');
  // This one isn't a module yet. A bundler would convert it.
  return path.startsWith('ua-parser-js/') ? `${text}\nexport default window.UAParser;` : text;
}

/** Returns the import map for these packages. */
export function importMap(...packages: string[]) {
  const entry = (name: string) => ENTRIES[name] ?? fileURLToPath(import.meta.resolve(name)).split('/node_modules/')[1]!;
  const imports = Object.fromEntries(packages.map((name) => [name, `/npm/${entry(name)}`]));
  return `<script type="importmap">${JSON.stringify({ imports })}</script>`;
}
