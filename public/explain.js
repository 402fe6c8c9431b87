// Plays an authenticator that breaks one rule at a time, for the page /explain/break-it. Only that page loads
// this file. The key of the demo credential exists only here.
import { cases } from './explain-cases.js';
import { authenticator, build, views } from './explain-authenticator.js';

const page = document.getElementById('break-it');
const words = JSON.parse(page.dataset.words);

/** Calls a server function. Without cookies, it is like another browser that has copied the request. */
async function call(name, fields, credentials = 'same-origin') {
  const headers = { accept: 'application/json' };
  const answer = await fetch(`/api/${name}`, { method: 'POST', headers, credentials, body: new URLSearchParams(fields) });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** The ceremony runs in the session of the demo account `account`. */
async function start(kind, account = '') {
  const { ceremony, options } = await call('demo_start', { kind, account });
  return { ceremony, options: JSON.parse(options).publicKey };
}

async function finish(kind, { ceremony, credential, account = '' }, credentials) {
  return call('demo_send', { kind, account, ceremony, credential: JSON.stringify(credential) }, credentials);
}

/** Registers a demo credential and returns it. */
async function register(flags) {
  const demo = await authenticator(flags);
  const { ceremony, options } = await start('registration');
  const credential = await build(demo.create(options));
  const { code } = await finish('registration', { ceremony, credential });
  if (code !== 'ok') throw new Error(`the demo credential was refused: ${code}`);
  return demo;
}

/** Signs a demo credential in, once. This browser doesn't get the session's cookie. */
async function signIn(one) {
  if (one.account) return;
  const { ceremony, options } = await start('authentication');
  const { account, code } = await finish('session', { ceremony, credential: await build(one.get(options)) });
  if (code !== 'ok') throw new Error(`the demo credential was refused: ${code}`);
  one.account = account;
}

/** Adds another passkey to the account of a demo credential. */
async function add(one) {
  const { ceremony, options } = await start('addition', one.account);
  const second = await authenticator(0x05);
  const credential = await build(second.create(options));
  const { code } = await finish('addition', { ceremony, credential, account: one.account });
  if (code !== 'ok') throw new Error(`the second passkey was refused: ${code}`);
  return second;
}

/** An account for a case that takes something away from it. */
async function sacrifice({ change }) {
  const own = await register(0x05);
  await signIn(own);
  return { account: own.account, holder: change === 'removal' ? await add(own) : own };
}

const OTHER = { registration: 'authentication', authentication: 'registration' };

let demos;
/** Returns two demo credentials, of two accounts: one on this device only, and a synced one. */
const demo = () => (demos ??= registerBoth());

// One after the other: the first request gives this browser the cookie to which ceremonies belong.
async function registerBoth() {
  const own = await register(0x05);
  return [own, await register(0x1d)];
}

/** Prepares a case: the response that it sends, and how it differs from the right one. */
async function prepare(one) {
  const [own, other] = await demo();
  const changed = one.change && (await sacrifice(one));
  if (one.as || one.starts) for (const each of [own, other]) await signIn(each);
  const holder = changed?.holder ?? (one.synced ? other : own);
  const kind = one.as ?? one.kind;
  const { ceremony, options } = await start(one.late ? `late-${kind}` : (one.starts ?? kind), own.account);
  const answer = async (who) => {
    if (one.kind === 'authentication') return who.get(options);
    const fresh = one.registered ? own : await authenticator(0x05);
    return fresh.create(options);
  };
  const right = await answer(holder);
  const given = one.signedBy === 'other' ? await answer(other) : right;
  const wrong = { ...given, client: { ...given.client } };
  await one.bend?.(wrong, { own, other, options, allowed: page.dataset.allowed, stranger: await authenticator(0x05) });
  const credential = await build(wrong);
  let sealed = ceremony;
  if (one.other) sealed = (await start(OTHER[one.kind])).ceremony;
  // The second tab has started its own ceremony, which the response of the first one doesn't answer.
  if (one.way === 'tabs') sealed = (await start(kind)).ceremony;
  if (changed) await call('demo_change', { change: one.change, account: changed.account, credential_id: credential.id });
  const { account } = one.finishedBy === 'other' ? other : own;
  return {
    credential, kind, account, ceremony: one.seal?.(sealed) ?? sealed,
    changes: changes(await views(right), await views(wrong)),
  };
}

/** Returns the lines in which two responses differ. */
function changes(before, after) {
  return Object.keys(after).filter((name) => before[name] !== after[name])
    .map((name) => ({ name, ...around(before[name] ?? '', after[name]) }));
}

/** Shortens two texts to the place where they differ. */
function around(before, after) {
  let at = 0;
  while (at < Math.min(before.length, after.length) && before[at] === after[at]) at += 1;
  const from = Math.max(0, at - 24);
  const cut = (text) => (from ? '…' : '') + text.slice(from, at + 48) + (text.length > at + 48 ? '…' : '');
  return { before: cut(before), after: cut(after) };
}

/** Sends a case, in its own way if it has one. Returns the answer that is of interest. */
async function send(one, prepared) {
  const { kind } = prepared;
  if (one.way === 'twice') await finish(kind, prepared);
  if (one.way === 'at once') {
    const both = await Promise.all([finish(kind, prepared), finish(kind, prepared)]);
    return both.find(({ code }) => code !== 'ok') ?? both[0];
  }
  return finish(kind, prepared, one.way === 'elsewhere' ? 'omit' : undefined);
}

function isAsExpected(line, one, { step }) {
  const section = one.kind === 'registration' ? '7.1.' : '7.2.';
  return Boolean(step?.startsWith(section)) && line.dataset.steps.split(' ').includes(step);
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text ?? '';
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The place for the outcome of a case, below its buttons. */
function resultOf(line, one) {
  const name = `result-${one.kind}-${one.way === 'tabs' ? 'tabs' : 'one'}`;
  let result = line.querySelector(`.${name}`);
  if (!result) {
    result = element('div', '', { class: `result ${name}`, role: 'status' });
    line.append(result);
  }
  return result;
}

function showChanges(result, { changes }) {
  result.replaceChildren(element('h3', words.changed));
  if (!changes.length) result.append(element('p', words.nothing));
  const list = element('dl', '', { lang: 'en' });
  for (const { name, before, after } of changes) {
    const both = element('dd');
    both.append(element('del', before), ' ', element('ins', after));
    const row = element('div');
    row.append(element('dt', name), both);
    list.append(row);
  }
  if (changes.length) result.append(list);
}

function showAnswer(result, line, one, answer) {
  const right = isAsExpected(line, one, answer);
  const outcome = element('p', '', { class: right ? 'outcome accepted' : 'outcome refused', 'data-step': answer.step ?? '' });
  outcome.append(element('strong', answer.step ? `${words.refused} ${answer.step}` : `${words.accepted} (${answer.code})`));
  outcome.append(` (${right ? words.expected : words.unexpected}) `, element('code', answer.why, { lang: 'en' }));
  if (answer.record) {
    outcome.append(' ', element('a', words.all, { href: `/explain?ceremony=${answer.record}#refused` }));
  }
  result.querySelector('.outcome')?.remove();
  result.querySelector('button')?.remove();
  result.append(outcome);
  return right;
}

function showFailure(result, error) {
  result.append(element('p', `${words.failed} ${error.message}`, { class: 'problem' }));
}

/** Lets the user look at a case before it is sent. */
async function offer(line, one) {
  const result = resultOf(line, one);
  try {
    const prepared = await prepare(one);
    showChanges(result, prepared);
    const button = element('button', words.send, { type: 'button', class: 'primary' });
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        showAnswer(result, line, one, await send(one, prepared));
      } catch (error) {
        showFailure(result, error);
      }
    });
    result.append(button);
    button.focus();
  } catch (error) {
    showFailure(result, error);
  }
}

async function sendAll(all) {
  let right = 0;
  for (const { line, one } of all) {
    const result = resultOf(line, one);
    try {
      const prepared = await prepare(one);
      showChanges(result, prepared);
      if (showAnswer(result, line, one, await send(one, prepared))) right += 1;
    } catch (error) {
      showFailure(result, error);
    }
  }
  document.getElementById('sum').textContent = words.sum.replace('##', all.length).replace('#', right);
}

const all = [];
for (const line of page.querySelectorAll('[data-row]')) {
  for (const button of line.querySelectorAll('[data-kind]')) {
    const isMine = ({ row, kind }) => row === Number(line.dataset.row) && kind === button.dataset.kind;
    const mine = cases.filter((one) => isMine(one) && (!one.needsAllowed || page.dataset.allowed));
    for (const one of mine.reverse()) {
      // A row may have two ways to send a response.
      const own = one === mine.at(-1) ? button : button.cloneNode(true);
      if (own !== button) {
        own.id += '-more';
        own.setAttribute('aria-labelledby', `${own.id} case-${line.dataset.row}`);
        button.after(own);
      }
      own.textContent = (one.way === 'tabs' && words.tabs) || words[one.as] || own.textContent;
      own.hidden = false;
      own.addEventListener('click', () => offer(line, one));
      all.push({ line, one });
    }
  }
}
const button = document.getElementById('send-all');
button.hidden = false;
button.addEventListener('click', async () => {
  button.disabled = true;
  await sendAll(all);
  button.disabled = false;
});
