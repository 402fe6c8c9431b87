// Applies the code blocks of a page in docs/ to a folder. The sentence before a block ends with its place:
// "A new file `PATH`:", or "In `PATH`, after the line `LINE`:" (or "before").
//
// usage: node scripts/apply-blocks.mjs PAGE FOLDER
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [page, folder] = process.argv.slice(2);

const BLOCK = /(.*):\n\n```\w+\n([^]*?)^```$/gm;
const NEW_FILE = /A new file `([^`]+)`$/;
const PLACE = /In `([^`]+)`, (after|before) the line `([^`]+)`$/;

let blocks = 0;
for (const [, sentence, code] of readFileSync(page, 'utf8').matchAll(BLOCK)) {
  blocks += 1;
  const file = NEW_FILE.exec(sentence);
  const place = PLACE.exec(sentence);
  if (!file && !place) throw new Error(`${page} doesn't say where this belongs:\n${code}`);
  const path = join(folder, (file ?? place)[1]);
  if (file) {
    if (existsSync(path)) throw new Error(`${page}: ${file[1]} is no new file`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    continue;
  }
  const [, name, side, line] = place;
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lines.findIndex((one) => one.trim() === line);
  if (at < 0) throw new Error(`${page}: ${name} has no line ${line}`);
  lines.splice(side === 'after' ? at + 1 : at, 0, code.replace(/\n$/, ''));
  writeFileSync(path, lines.join('\n'));
}
if (!blocks) throw new Error(`${page} has no blocks`);
