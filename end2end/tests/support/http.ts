// Sends requests that a browser wouldn't send, and returns responses as they are on the wire.
import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import type { Server } from './server.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Compressed if the response was. */
  body: Buffer;
}

interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export async function ask(server: Server, path: string, { method, headers, body }: Question = {}): Promise<Answer> {
  const host = `localhost:${server.port}`;
  const question = request({ host: '127.0.0.1', port: server.port, path, method, headers: { host, ...headers } });
  question.end(body);
  const [answer] = await once(question, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
}

/** Starts to post a form. The server has read the head and waits for the rest. */
export async function beginPost(server: Server, path: string, form: string) {
  const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
  let received = '';
  socket.on('data', (text: string) => (received += text));
  const closed = once(socket, 'close');
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost:${server.port}\r\naccept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\n` +
      `content-length: ${form.length}\r\nexpect: 100-continue\r\n\r\n`,
  );
  while (!received) await once(socket, 'data');
  if (!received.startsWith('HTTP/1.1 100 ')) throw new Error(received);
  return async function finish() {
    socket.write(form);
    await closed;
    return received.slice(received.indexOf('\r\n\r\n') + 4);
  };
}
