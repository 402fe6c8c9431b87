// A highly available PostgreSQL on one machine: two nodes under Patroni, etcd, and HAProxy before them.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './cluster.mjs';

/** Seconds: a leader that doesn't renew its lease for `TTL` is replaced. */
const TTL = 20;
const LOOP = 5;

const started = new Set();
const everStarted = [];
process.on('exit', () => {
  for (const one of started) killGroup(one);
});

function killGroup({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

export class Patroni {
  nodes = [];

  /** @param {{ folder: string, tools: string, postgres: string, user: string }} places `user` runs PostgreSQL, which refuses root */
  static async start(places) {
    const patroni = Object.assign(new Patroni(), places);
    const [client, peer, front] = [await freePort(), await freePort(), await freePort()];
    Object.assign(patroni, { etcd: client, front });
    mkdirSync(places.folder, { recursive: true });
    if (process.getuid() === 0) execFileSync('chown', [places.user, places.folder]);
    patroni.run(join(places.tools, 'bin/etcd'), [
      '--data-dir', join(places.folder, 'etcd'), '--listen-client-urls', `http://127.0.0.1:${client}`,
      '--advertise-client-urls', `http://127.0.0.1:${client}`, '--listen-peer-urls', `http://127.0.0.1:${peer}`,
      '--initial-advertise-peer-urls', `http://127.0.0.1:${peer}`, '--initial-cluster', `default=http://127.0.0.1:${peer}`,
    ], 'etcd');
    for (const name of ['a', 'b']) patroni.nodes.push({ name, rest: await freePort(), port: await freePort() });
    for (const node of patroni.nodes) patroni.write(node);
    patroni.startNode(patroni.nodes[0]);
    await patroni.until(() => patroni.leader());
    patroni.startNode(patroni.nodes[1]);
    await patroni.until(() => patroni.isSynchronous());
    patroni.balance();
    // Until its checks have failed twice, HAProxy takes the standby for a leader.
    await sleep(4000);
    return patroni;
  }

  get url() {
    return `postgres://postgres:test@127.0.0.1:${this.front}/postgres`;
  }

  /** Starts a program in a new process group, as the user of PostgreSQL. */
  run(program, options, name) {
    const command = process.getuid() === 0 ? ['runuser', ['-u', this.user, '--', program, ...options]] : [program, options];
    const env = { PATH: process.env.PATH, PYTHONPATH: join(this.tools, 'usr/lib/python3/dist-packages'), LANG: 'C.UTF-8' };
    const child = spawn(...command, { cwd: this.folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-4000)));
    Object.defineProperty(child, 'log', { get: () => `${name}: ${log}` });
    started.add(child);
    everStarted.push(child);
    child.on('exit', () => started.delete(child));
    return child;
  }

  write({ name, rest, port }) {
    const data = join(this.folder, name);
    const config = {
      scope: 'latchkey', name,
      restapi: { listen: `127.0.0.1:${rest}`, connect_address: `127.0.0.1:${rest}` },
      etcd3: { hosts: [`127.0.0.1:${this.etcd}`] },
      bootstrap: {
        dcs: { ttl: TTL, loop_wait: LOOP, retry_timeout: LOOP, synchronous_mode: true, postgresql: { use_pg_rewind: true, parameters: { max_connections: 100 } } },
        initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums'],
      },
      postgresql: {
        listen: `127.0.0.1:${port}`, connect_address: `127.0.0.1:${port}`, data_dir: data, bin_dir: this.postgres,
        authentication: {
          superuser: { username: 'postgres', password: 'test' },
          replication: { username: 'replicator', password: 'test' },
          rewind: { username: 'rewinder', password: 'test' },
        },
        parameters: { unix_socket_directories: this.folder },
        pg_hba: ['host all all 127.0.0.1/32 md5', 'host replication all 127.0.0.1/32 md5', 'local all all trust'],
      },
    };
    // JSON is YAML.
    writeFileSync(join(this.folder, `${name}.yml`), JSON.stringify(config));
    chmodSync(join(this.folder, `${name}.yml`), 0o644);
  }

  startNode(node) {
    node.process = this.run(join(this.tools, 'bin/patroni'), [join(this.folder, `${node.name}.yml`)], node.name);
  }

  /** HAProxy sends every connection to the node whose Patroni says that it leads. */
  balance() {
    const servers = this.nodes.map(({ name, rest, port }) => `  server ${name} 127.0.0.1:${port} check port ${rest}`);
    writeFileSync(join(this.folder, 'haproxy.cfg'), `
defaults
  mode tcp
  timeout connect 1s
  timeout client 30m
  timeout server 30m
  timeout check 1s
listen primary
  bind 127.0.0.1:${this.front}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join('\n')}
`);
    this.run(join(this.tools, 'haproxy/bin/haproxy'), ['-db', '-f', join(this.folder, 'haproxy.cfg')], 'haproxy');
  }

  async leader() {
    for (const node of this.nodes) if ((await status(node, '/primary')) === 200) return node;
    return undefined;
  }

  /** Whether the leader waits for the other node with each commit. */
  async isSynchronous() {
    for (const node of this.nodes) if ((await status(node, '/synchronous')) === 200) return true;
    return false;
  }

  /** Kills Patroni and PostgreSQL of a node at once, as if its machine had lost power. */
  kill(node) {
    const [postmaster] = readFileSync(join(this.folder, node.name, 'postmaster.pid'), 'utf8').split('\n');
    killGroup(node.process);
    process.kill(Number(postmaster), 'SIGKILL');
  }

  async until(holds) {
    for (const end = Date.now() + 120_000; ; await sleep(100)) {
      const result = await holds();
      if (result) return result;
      if (Date.now() > end) throw new Error(`not within two minutes\n${everStarted.map((child) => child.log).join('\n')}`);
    }
  }

  close() {
    for (const { name } of this.nodes) {
      try {
        process.kill(Number(readFileSync(join(this.folder, name, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
      } catch {
        // It doesn't run.
      }
    }
    for (const one of started) killGroup(one);
  }
}

function status({ rest }, path) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port: rest, path, agent: false, timeout: 1000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}
