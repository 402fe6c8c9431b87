// Shortens the names of the functions that the script and the WebAssembly import from each other. In
// wasm-bindgen each name ends in a hash of 16 digits, which can't be compressed: 3 kB of the sign-in page.

/** Names that wasm-bindgen generates. An island's name ends in a longer number and stays. */
const HASHED = /[_h][0-9a-f]{16}(_\d+)?$/;

const IMPORTS = 2;
const EXPORTS = 7;

/** Returns both with short names. */
export function shortNames(script, wasm) {
  const names = new Map();
  const short = (name) => {
    if (!HASHED.test(name)) return name;
    if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
    return names.get(name);
  };
  const renamed = rename(wasm, short);
  return { script: script.replace(/\w+/g, (word) => names.get(word) ?? word), wasm: renamed };
}

/** https://webassembly.github.io/spec/core/binary/modules.html */
function rename(wasm, short) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    return wasm.toString('utf8', at, (at += length));
  };
  const limits = () => {
    const hasMaximum = wasm[at++] & 1;
    number();
    if (hasMaximum) number();
  };
  /** Skips the kind and type after the names of an import. */
  const skipImport = () => {
    switch (wasm[at++]) {
      case 0: number(); break; // A function.
      case 1: at++; limits(); break; // A table.
      case 2: limits(); break; // A memory.
      case 3: at += 2; break; // A global.
      default: throw new Error('an import of an unknown kind');
    }
  };
  const skipExport = () => {
    at++;
    number();
  };
  const entries = function* (readNames, skip) {
    const count = number();
    yield encoded(count);
    for (let i = 0; i < count; i++) {
      yield* readNames().map((name) => named(name));
      const began = at;
      skip();
      yield wasm.subarray(began, at);
    }
  };
  const parts = [wasm.subarray(0, at)];
  while (at < wasm.length) {
    const began = at;
    const section = wasm[at++];
    const end = number() + at;
    if (section === IMPORTS || section === EXPORTS) {
      const content = Buffer.concat([
        ...(section === IMPORTS
          ? entries(() => [text(), short(text())], skipImport)
          : entries(() => [short(text())], skipExport)),
      ]);
      parts.push(Buffer.of(section), encoded(content.length), content);
    } else {
      parts.push(wasm.subarray(began, end));
    }
    at = end;
  }
  return Buffer.concat(parts);
}

const named = (name) => Buffer.concat([encoded(Buffer.byteLength(name)), Buffer.from(name)]);

/** An unsigned number in LEB128. */
function encoded(number) {
  const bytes = [];
  for (; number > 127; number >>>= 7) bytes.push((number & 127) | 128);
  return Buffer.from([...bytes, number]);
}
