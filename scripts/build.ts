/** Builds `dist/` (or the folder named): TypeScript to JavaScript with tsc, then one readable file with ncc. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

const require = createRequire(import.meta.url);
const root = path.dirname(import.meta.dirname);
const out = path.resolve(root, process.argv[2] ?? 'dist');
const compiled = path.join(root, 'build');

rmSync(compiled, { recursive: true, force: true });
rmSync(out, { recursive: true, force: true });
run(path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc'), ['-p', 'tsconfig.build.json']);
run(require.resolve('@vercel/ncc/dist/ncc/cli.js'), [
  'build',
  path.join(compiled, 'index.js'),
  ...['--out', out, '--license', 'licenses.txt', '--no-cache', '--target', 'es2024'],
]);

function run(script: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
