// Prints the licences of all crates that are compiled into the server and into the browser's WebAssembly,
// with the texts that their authors publish. The licences ask for that in every copy of the binary.
//
// usage: node scripts/licences.mjs
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const host = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))[1];

const crates = new Map();
for (const [root, triple, features] of [
  ['app', host, 'app/ssr'],
  ['frontend', 'wasm32-unknown-unknown', 'frontend/hydrate'],
]) {
  for (const crate of linked(root, triple, features)) crates.set(crate.id, crate);
}

const texts = new Map();
const without = [];
for (const crate of [...crates.values()].sort((a, b) => a.name.localeCompare(b.name))) {
  const title = `${crate.name} ${crate.version} (${crate.license ?? 'see its licence file'})`;
  const found = licenceFiles(dirname(crate.manifest_path));
  if (!found.length) without.push(`${title}, ${crate.repository ?? 'crates.io'}`);
  for (const text of found) texts.set(text, [...(texts.get(text) ?? []), title]);
}

console.log(`This program contains ${crates.size} Rust crates of other authors. Above each text are the crates that it
applies to.`);
for (const [text, titles] of texts) {
  console.log(`\n${'='.repeat(80)}\n${titles.join('\n')}\n${'-'.repeat(80)}\n${text}`);
}
console.log(`
${'='.repeat(80)}
These crates contain no text of their licence. MIT and Apache-2.0 are in LICENSE-MIT and LICENSE-APACHE; here the
copyright is that of the crate's authors. MPL-2.0 is at <https://www.mozilla.org/MPL/2.0/>; the source of these
crates is at the address given, and on crates.io.

${without.join('\n')}`);

/** The crates that a crate is linked with: not those that only build or test it, nor macros. */
function linked(root, triple, features) {
  const metadata = JSON.parse(
    execFileSync(
      'cargo',
      ['metadata', '--locked', '--format-version=1', `--filter-platform=${triple}`, `--features=${features}`],
      { maxBuffer: 1 << 28 },
    ),
  );
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const seen = new Set();
  const queue = metadata.packages.filter((one) => one.name === root && !one.source).map((one) => one.id);
  while (queue.length) {
    const id = queue.pop();
    if (seen.has(id) || isMacro(packages.get(id))) continue;
    seen.add(id);
    for (const dependency of nodes.get(id).deps) {
      if (dependency.dep_kinds.some(({ kind }) => kind === null)) queue.push(dependency.pkg);
    }
  }
  return [...seen].map((id) => packages.get(id)).filter((one) => one.source);
}

function isMacro(one) {
  return one.targets.some((target) => target.kind.includes('proc-macro'));
}

function licenceFiles(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name));
  return names.sort().flatMap((name) => {
    try {
      return [readFileSync(join(folder, name), 'utf8').replaceAll('\r', '').trim()];
    } catch {
      return []; // A folder.
    }
  });
}
