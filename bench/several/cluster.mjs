// Server processes on one PostgreSQL behind nginx, with a mail server and a webhook receiver that count.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NGINX = new URL('../../deploy/nginx.conf', import.meta.url);

export async function freePort() {
  // Below the ports that systems give to clients, which could take one before it is used.
  for (let tries = 0; tries < 50; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const listener = net.createServer().listen(port, '127.0.0.1');
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

/** No process is left behind, whatever ends this program. */
const processes = new Set();
process.on('exit', () => {
  for (const one of processes) one.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

function start(...command) {
  const started = spawn(...command);
  processes.add(started);
  started.on('exit', () => processes.delete(started));
  return started;
}

export class Cluster {
  servers = [];
  /** The recipient of every delivered email. */
  mails = [];
  /** Every delivered webhook: its id and its type. */
  hooks = [];

  /** Starts `count` processes at the same moment, on an empty database. */
  static async start(binary, databaseUrl, count, settings = {}, stderr = 'inherit') {
    const cluster = new Cluster();
    cluster.folder = await mkdtemp(join(tmpdir(), 'latchkey-several-'));
    const [mail, hook, front] = [await freePort(), await freePort(), await freePort()];
    cluster.mailServer = mailServer(cluster.mails).listen(mail, '127.0.0.1');
    cluster.receiver = receiver(cluster.hooks).listen(hook, '127.0.0.1');
    Object.assign(cluster, { stderr, binary, front, origin: `http://localhost:${front}`, hookUrl: `http://127.0.0.1:${hook}/` });
    cluster.env = {
      PATH: process.env.PATH, DATABASE_URL: databaseUrl, LATCHKEY_ORIGIN: cluster.origin,
      LATCHKEY_TRUSTED_PROXIES: '127.0.0.1', SMTP_URL: `smtp://127.0.0.1:${mail}`, LATCHKEY_LOG: 'error',
      LATCHKEY_LIMIT_SIGN_UPS: 'off', LATCHKEY_LIMIT_NEWS: 'off', LATCHKEY_LIMIT_ANSWERS: '5/1h', ...settings,
    };
    for (let number = 0; number < count; number += 1) cluster.servers.push({ port: await freePort() });
    await Promise.all(cluster.servers.map((server) => cluster.run(server)));
    await cluster.startProxy();
    return cluster;
  }

  /** Starts one process and waits until it answers. */
  async run(server) {
    const env = { ...this.env, LATCHKEY_ADDR: `127.0.0.1:${server.port}` };
    server.process = start(this.binary, { cwd: this.folder, env, stdio: ['ignore', 'ignore', this.stderr] });
    while (!(await answers(server.port))) {
      if (server.process.exitCode !== null) throw new Error('a server did not start');
      await sleep(20);
    }
  }

  /** Stops one process as a service manager does. */
  async stop(server) {
    server.process.kill('SIGTERM');
    await once(server.process, 'exit');
  }

  /** Runs one of the server's commands and returns what it prints. */
  async command(...words) {
    return (await run(this.binary, words, { cwd: this.folder, env: this.env })).stdout;
  }

  /** Starts nginx with the lines of deploy/nginx.conf. It asks the servers in turn. */
  async startProxy() {
    const lines = await readFile(NGINX, 'utf8');
    const [, parameters] = /server [\d.:]+(.*?);/.exec(lines);
    const [location] = /location \/ \{.*?\n {4}\}/s.exec(lines);
    await mkdir(join(this.folder, 'temp'));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    await writeFile(join(this.folder, 'nginx.conf'), `
daemon off;
pid ${this.folder}/nginx.pid;
error_log stderr crit;
worker_processes 1;
${process.getuid() === 0 ? `user ${userInfo().username};` : ''}
events { worker_connections 1024; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${this.folder}/temp/${name};`).join('\n  ')}
  upstream latchkey { ${this.servers.map(({ port }) => `server 127.0.0.1:${port}${parameters};`).join(' ')} }
  server {
    listen 127.0.0.1:${this.front};
    add_header X-Served-By $upstream_addr always;
    ${location}
  }
}
`);
    const options = ['-p', this.folder, '-c', join(this.folder, 'nginx.conf')];
    this.proxy = start('nginx', options, { stdio: ['ignore', 'inherit', 'inherit'] });
    this.proxy.on('error', (error) => (this.proxyError = error));
    while (!(await answers(this.front))) {
      if (this.proxyError || this.proxy.exitCode !== null) throw new Error(`nginx did not start: ${this.proxyError ?? ''}`);
      await sleep(20);
    }
  }

  async close() {
    const running = [this.proxy, ...this.servers.map(({ process }) => process)].filter((one) => one && one.exitCode === null && one.pid);
    const ends = running.map((process) => once(process, 'exit'));
    for (const process of running) process.kill('SIGTERM');
    await Promise.all(ends);
    this.mailServer.close();
    this.receiver.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function answers(port) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/readyz', agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

/** Accepts every email and notes its recipients. */
function mailServer(mails) {
  return net.createServer((socket) => {
    let text = '';
    let [isData, recipients] = [false, []];
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on('error', () => {});
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
      for (;;) {
        const end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) {
          mails.push(...recipients);
          [isData, recipients] = [false, []];
          say('250 ok');
        } else if (/^DATA/i.test(line)) {
          isData = true;
          say('354 go on');
        } else if (/^RCPT/i.test(line)) {
          recipients.push(/<(.*)>/.exec(line)[1]);
          say('250 ok');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else {
          say('250 ok');
        }
      }
    });
    say('220 ready');
  });
}

/** Accepts every webhook and notes it. */
function receiver(hooks) {
  return http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    hooks.push({ id: request.headers['webhook-id'], type: JSON.parse(Buffer.concat(chunks)).type });
    response.writeHead(204).end();
  });
}
