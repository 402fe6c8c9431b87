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

async function start(kind) {
  const { ceremony, options } = await call('demo_start', { kind });
  return { ceremony, options: JSON.parse(options).publicKey };
}

async function finish(kind, { ceremony, credential }, credentials) {
  return call('demo_send', { kind, ceremony, credential: JSON.stringify(credential) }, credentials);
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
  const holder = one.synced ? other : own;
  const { ceremony, options } = await start(one.late ? `late-${one.kind}` : one.kind);
  const answer = async () => {
    if (one.kind === 'authentication') return holder.get(options);
    const fresh = one.registered ? own : await authenticator(0x05);
    return fresh.create(options);
  };
  const right = await answer();
  const wrong = { ...right, client: { ...right.client } };
  await one.bend?.(wrong, { other, stranger: await authenticator(0x05) });
  const credential = await build(wrong);
  const sealed = one.other ? (await start(OTHER[one.kind])).ceremony : ceremony;
  return { credential, ceremony: one.seal?.(sealed) ?? sealed, changes: changes(await views(right), await views(wrong)) };
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
  if (one.way === 'twice') await finish(one.kind, prepared);
  if (one.way === 'at once') {
    const both = await Promise.all([finish(one.kind, prepared), finish(one.kind, prepared)]);
    return both.find(({ code }) => code !== 'ok') ?? both[0];
  }
  return finish(one.kind, prepared, one.way === 'elsewhere' ? 'omit' : undefined);
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
  const name = `result-${one.kind}`;
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
    const mine = cases.filter(({ row, kind }) => row === Number(line.dataset.row) && kind === button.dataset.kind);
    if (!mine.length) continue;
    const [one] = mine;
    button.hidden = false;
    button.addEventListener('click', () => offer(line, one));
    all.push({ line, one });
  }
}
const button = document.getElementById('send-all');
button.hidden = false;
button.addEventListener('click', async () => {
  button.disabled = true;
  await sendAll(all);
  button.disabled = false;
});
