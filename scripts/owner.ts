/**
 * `npm run owner -- NAME` replaces the placeholder for the publishing account in all files that Git tracks. Without a
 * name, it only lists the files that still contain the placeholder, and exits with code 1 if there are any.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Matches the placeholder in URLs of this repository and in .github/CODEOWNERS. */
const placeholder = /\bOWNER(?=\/deploy-apify-actor\b)|(?<=^\* @)OWNER$/gm;
/** Matches code that searches for the placeholder. */
const excluded = /^(?:dist\/|scripts\/owner\.ts$|__tests__\/|node_modules\/)/;
/** https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const accountName = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

/** Returns the files that contain the placeholder, and their contents. */
export function findPlaceholders(root: string): ReadonlyMap<string, string> {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  if (listed.status !== 0) throw new Error('Git could not list the files of the repository');
  const files = listed.stdout.toString().split('\0').filter(Boolean);
  const texts = files
    .filter((file) => !excluded.test(file))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const);
  return new Map(texts.filter(([, text]) => text.search(placeholder) !== -1));
}

/** @returns the changed files. */
export function replaceOwner(root: string, owner: string): readonly string[] {
  if (!accountName.test(owner)) throw new Error(`"${owner}" is not a valid GitHub account name`);
  const found = findPlaceholders(root);
  for (const [file, text] of found) writeFileSync(path.join(root, file), text.replaceAll(placeholder, owner));
  return [...found.keys()];
}

if (import.meta.main) {
  const root = path.dirname(import.meta.dirname);
  const [owner] = process.argv.slice(2);
  if (owner !== undefined) console.log(`Replaced OWNER in ${replaceOwner(root, owner).length} files.`);
  const left = [...findPlaceholders(root).keys()];
  if (left.length > 0) {
    console.error(`OWNER is not replaced in: ${left.join(', ')}. Run "npm run owner -- NAME".`);
    process.exitCode = 1;
  }
}
