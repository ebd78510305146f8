/**
 * Builds `dist/` or another folder. tsc compiles TypeScript to JavaScript, then ncc creates one readable file for each
 * action.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { hashSources } from './source-hash.ts';

const require = createRequire(import.meta.url);
const root = path.dirname(import.meta.dirname);
const out = path.resolve(root, process.argv[2] ?? 'dist');
const compiled = path.join(root, 'build');

/**
 * Packages that can be removed if nothing uses them, although their package.json does not declare it. `@actions/core`
 * imports an HTTP client and undici for OpenID tokens, which the actions do not use. They make up two thirds of the
 * code that would be loaded at startup.
 */
const withoutSideEffects = ['@actions/core', '@actions/http-client'];

/** The folders of the bundles in `dist/`, by the action's folder in `src/actions/`. */
const actions = { deploy: '.', discover: 'discover', promote: 'promote', cleanup: 'cleanup' } as const;

rmSync(compiled, { recursive: true, force: true });
rmSync(out, { recursive: true, force: true });
run(path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc'), ['-p', 'tsconfig.build.json']);
for (const name of withoutSideEffects) {
  const copy = path.join(compiled, 'node_modules', name);
  cpSync(path.join(root, 'node_modules', name), copy, { recursive: true });
  const file = path.join(copy, 'package.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), sideEffects: false }));
}
// The package also contains a validator that compiles the schemas, half a megabyte that the actions do not use.
const schemas = path.join(compiled, 'node_modules', '@apify', 'json_schemas');
cpSync(path.join(root, 'node_modules', '@apify', 'json_schemas'), schemas, { recursive: true });
const schemaModule = path.join(schemas, 'esm', 'index.mjs');
const withAjv = readFileSync(schemaModule, 'utf8');
const withoutAjv = withAjv.replace(/^import Ajv from .*$/m, 'const Ajv = class {};');
if (withoutAjv === withAjv)
  throw new Error('@apify/json_schemas no longer imports ajv in the form that this script removes');
writeFileSync(schemaModule, withoutAjv);

for (const [action, folder] of Object.entries(actions)) {
  run(require.resolve('@vercel/ncc/dist/ncc/cli.js'), [
    'build',
    path.join(compiled, 'actions', action, 'index.js'),
    ...['--out', path.join(out, folder), '--license', 'licenses.txt', '--no-cache', '--target', 'es2024'],
  ]);
}

for (const folder of Object.values(actions)) {
  for (const name of readdirSync(path.join(out, folder)).filter((each) => each.endsWith('.js'))) {
    const file = path.join(out, folder, name);
    const text = readFileSync(file, 'utf8');
    // If a module is missing, the bundler does not fail, but the bundle does.
    if (text.includes('@@notfound')) {
      console.error(`A module of dist/${folder} was not found: is another build running?`);
      process.exit(1);
    }
    writeFileSync(file, withFastBuiltIns(text));
  }
}

// Tests of the bundles fail if the sources have changed since the build.
writeFileSync(path.join(out, 'sources.sha256'), `${hashSources()}\n`);

/**
 * Replaces the `require` functions that the bundler creates for Node's modules. Together, they would take 3 ms at
 * startup.
 */
function withFastBuiltIns(text: string): string {
  return text.replaceAll('__WEBPACK_EXTERNAL_createRequire(import.meta.url)(', 'process.getBuiltinModule(');
}

function run(script: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
