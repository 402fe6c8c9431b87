// A browser's half of the site's ceremonies, with its cookies, over plain sockets.
import http from 'node:http';
import { Passkey } from './passkey.mjs';

export class Client {
  cookies = new Map();
  /** Which server answered each request, as nginx reports it. */
  servedBy = [];

  /** @param {string} origin where the site is for browsers @param {number} port where this client sends its requests */
  constructor(origin, port = Number(new URL(origin).port), headers = {}) {
    Object.assign(this, { origin, port, headers });
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }

  async send(method, path, { form, json, headers = {} } = {}) {
    const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json);
    const sent = {
      host: new URL(this.origin).host, origin: this.origin, accept: 'application/json',
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(json && { 'content-type': 'application/json' }),
      'content-length': Buffer.byteLength(body ?? ''),
      ...this.headers, ...headers,
    };
    const answer = await new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: this.port, method, path, headers: sent, agent: this.agent }, resolve);
      request.on('error', reject).end(body);
    });
    const chunks = [];
    for await (const chunk of answer) chunks.push(chunk);
    for (const cookie of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value && !/max-age=0/i.test(cookie)) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    this.servedBy.push(answer.headers['x-served-by']);
    return { status: answer.statusCode, text: Buffer.concat(chunks).toString() };
  }

  /** Posts a form to a server function and returns its JSON. */
  async call(name, form = {}) {
    const { status, text } = await this.send('POST', `/api/${name}`, { form });
    if (status !== 200) throw new Error(`${name}: ${status} ${text}`);
    return JSON.parse(text);
  }

  async signUp(email) {
    const passkey = new Passkey(this.origin);
    const start = async () => {
      const started = await this.call('start_sign_up', { email });
      // The first response sets the browser's cookie.
      return started.has_cookie ? started : this.call('start_sign_up', { email });
    };
    const { ceremony, options } = await start();
    await this.call('finish_sign_up', { ceremony, credential: JSON.stringify(passkey.create(JSON.parse(options))) });
    return passkey;
  }

  /** Starts a sign-in and returns the form that finishes it. */
  async startSignIn(passkey) {
    const { ceremony, options } = await this.call('start_sign_in');
    return { ceremony, credential: JSON.stringify(passkey.get(JSON.parse(options))) };
  }

  async signIn(passkey) {
    await this.call('finish_sign_in', await this.startSignIn(passkey));
  }

  /** Whether this client has a session. */
  async isSignedIn() {
    const { status } = await this.send('GET', '/dashboard', { headers: { accept: 'text/html' } });
    return status === 200;
  }

  /** The same browser; its requests go straight to one server. */
  at(port) {
    const other = new Client(this.origin, port, this.headers);
    other.cookies = this.cookies;
    return other;
  }

  close() {
    this.agent.destroy();
  }
}
