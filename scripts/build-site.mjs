// Builds the site from the table that cargo-leptos reads, `[[workspace.metadata.leptos]]` in
// Cargo.toml: frontend, script, style, public files, then the server. `make run`, `make release` and
// `make test` build this way; `make watch` runs cargo-leptos, and scripts/compare-builds checks that
// both build the same site.
//
// usage: node scripts/build-site.mjs debug|release frontend|files|server
// Called by scripts/build, which puts cargo, wasm-bindgen and wasm-opt on PATH and the npm packages
// into TOOLS.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { shortNames } from './short-names.mjs';

const [profile, part] = process.argv.slice(2);
const release = profile === 'release';
const require = createRequire(join(process.env.TOOLS, 'node_modules/'));

const metadata = JSON.parse(
  execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], { maxBuffer: 1 << 26 }),
);
const leptos = metadata.metadata.leptos[0];
const name = leptos.name;
// Only scripts/compare-builds and scripts/test-run set SITE_ROOT.
const site = process.env.SITE_ROOT ?? leptos['site-root'];
const packageFolder = join(site, leptos['site-pkg-dir']);
// The folder that cargo-leptos uses for the frontend, so that the two reuse each other's output.
const frontendTarget = join(metadata.target_directory, 'front');
const triple = 'wasm32-unknown-unknown';

const run = (program, args) => execFileSync(program, args, { stdio: ['ignore', 2, 2] });

function frontend() {
  const cargoProfile = release ? leptos['lib-profile-release'] : 'dev';
  run('cargo', [
    'build', '--lib', `--package=${leptos['lib-package']}`, `--target-dir=${frontendTarget}`,
    `--target=${triple}`, '--no-default-features', `--features=${leptos['lib-features'].join()}`,
    `--profile=${cargoProfile}`,
  ]);
  const folder = release ? cargoProfile : 'debug';
  const wasm = join(frontendTarget, triple, folder, `${leptos['lib-package']}.wasm`);
  mkdirSync(packageFolder, { recursive: true });
  run('wasm-bindgen', ['--target=web', `--out-name=${name}`, `--out-dir=${packageFolder}`, wasm]);
  // Leptos requests it by this name.
  const made = join(packageFolder, `${name}.wasm`);
  renameSync(join(packageFolder, `${name}_bg.wasm`), made);
  if (release) {
    run('wasm-opt', ['-Oz', '--enable-bulk-memory', '--enable-nontrapping-float-to-int', made, '-o', made]);
  }
}

async function files() {
  cpSync(leptos['assets-dir'], site, { recursive: true });
  const { bundle } = require('lightningcss');
  const style = bundle({
    filename: leptos['style-file'],
    minify: release,
    targets: targets(leptos.browserquery),
  });
  writeFileSync(join(packageFolder, `${name}.css`), style.code);
  if (!release) return;
  const [script, wasm] = ['js', 'wasm'].map((kind) => join(packageFolder, `${name}.${kind}`));
  const { code } = await require('terser').minify(readFileSync(script, 'utf8'), { module: true });
  const short = shortNames(code, readFileSync(wasm));
  writeFileSync(script, short.script);
  writeFileSync(wasm, short.wasm);
  compress(site);
}

/** Browsers like `chrome 109, safari 16.4`, as Lightning CSS takes them. */
function targets(browsers) {
  const entries = browsers.split(',').map((browser) => {
    const [engine, version] = browser.trim().split(' ');
    const [major, minor = 0] = version.split('.').map(Number);
    return [engine, (major << 16) | (minor << 8)];
  });
  return Object.fromEntries(entries);
}

/** Writes each file's compressed forms beside it; the server sends them as they are. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      compress(path);
    } else {
      const bytes = readFileSync(path);
      writeFileSync(`${path}.br`, brotliCompressSync(bytes));
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  }
}

function server() {
  run('cargo', [
    'build', `--package=${leptos['bin-package']}`, `--bin=${leptos['bin-target']}`,
    ...(leptos['bin-default-features'] ? [] : ['--no-default-features']), `--features=${leptos['bin-features'].join()}`,
    `--profile=${release ? leptos['bin-profile-release'] : 'dev'}`,
  ]);
}

switch (part) {
  case 'frontend':
    // Files of the previous build may have other names.
    rmSync(site, { recursive: true, force: true });
    frontend();
    break;
  case 'files':
    await files();
    break;
  case 'server':
    server();
    break;
  default:
    throw new Error('usage: node scripts/build-site.mjs debug|release frontend|files|server');
}
