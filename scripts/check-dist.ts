/** Fails if `dist/` differs by a single byte from a new build of the sources. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

const root = path.dirname(import.meta.dirname);
const fresh = mkdtempSync(path.join(tmpdir(), 'dist-'));
try {
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts', 'build.ts'), fresh], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  const committed = path.join(root, 'dist');
  const names = new Set([...filesIn(fresh), ...filesIn(committed)]);
  const stale = [...names].filter((name) => read(fresh, name) !== read(committed, name));
  if (stale.length > 0) {
    console.error(`dist/ differs from a new build of src/: ${stale.join(', ')}. Run "npm run build" and commit dist/.`);
    process.exitCode = 1;
  } else {
    console.log(`dist/ matches a new build of src/ (${names.size} files).`);
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

function read(folder: string, name: string): string | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, 'latin1') : undefined;
}
