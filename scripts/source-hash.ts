/** A hash of everything that `dist/` is built from. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** Returns the SHA-256 of the sources and of the lock file, regardless of the line endings in the checkout. */
export function hashSources(): string {
  const hash = createHash('sha256');
  const names = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name.split(path.sep).join('/')}`);
  for (const name of [...names.sort(), 'package-lock.json']) {
    hash.update(`${name}\n${readFileSync(path.join(root, name), 'utf8').replaceAll('\r\n', '\n')}\n`);
  }
  return hash.digest('hex');
}
