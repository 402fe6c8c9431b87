// Firefox's automation protocol, in addition to the one that Playwright uses.
//
// Each message is JSON with its length in bytes before it: 24:[0,1,"Name:Command",{}]
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

type Answer = [type: 1, id: number, error: { error: string; message: string } | null, result: { value?: unknown } | null];

const connections = new Map<number, Promise<Marionette>>();

export class Marionette {
  private received = Buffer.alloc(0);
  private readonly waiting = new Map<number, Waiting>();
  private sent = 0;

  private constructor(private readonly socket: Socket) {
    socket.unref();
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('Firefox closed the connection'));
    });
  }

  /** Returns the only connection to a Firefox. When it closes, Firefox also ends Playwright's session. */
  static to(port: number) {
    if (!connections.has(port)) connections.set(port, Marionette.connect(port));
    return connections.get(port)!;
  }

  private static async connect(port: number) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Marionette(socket);
  }

  /** Sends a command and returns the value of its response. */
  send<T>(command: string, parameters: object = {}): Promise<T> {
    const id = (this.sent += 1);
    const message = JSON.stringify([0, id, command, parameters]);
    this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject }));
  }

  private read(chunk: Buffer) {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const colon = this.received.indexOf(':');
      const end = colon + 1 + Number(this.received.subarray(0, colon));
      if (colon < 0 || this.received.length < end) return;
      const message = JSON.parse(this.received.toString('utf8', colon + 1, end)) as Answer | object;
      this.received = this.received.subarray(end);
      // The first message is a greeting.
      if (Array.isArray(message)) this.answer(message as Answer);
    }
  }

  private answer([, id, error, result]: Answer) {
    const { resolve, reject } = this.waiting.get(id)!;
    this.waiting.delete(id);
    if (error) reject(new Error(`${error.error}: ${error.message}`));
    else resolve(result?.value);
  }
}
