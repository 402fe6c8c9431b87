import { once } from 'node:events';
import { createServer } from 'node:net';

/** Returns a port that no one listens on. */
export async function freePort() {
  // Below the ports that systems give to clients, which could take one before it is used.
  for (let tries = 0; tries < 50; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const listener = createServer().listen(port, '127.0.0.1');
    try {
      await once(listener, 'listening');
    } catch {
      continue;
    }
    listener.close();
    await once(listener, 'close');
    return port;
  }
  throw new Error('no port is free');
}
