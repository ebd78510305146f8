import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findPlaceholders, replaceOwner } from '../../scripts/owner.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'owner-'));
  spawnSync('git', ['init', '--quiet'], { cwd: folder });
  mkdirSync(path.join(folder, 'docs'));
  writeFileSync(path.join(folder, '.gitignore'), 'node_modules\n');
  writeFileSync(
    path.join(folder, 'README.md'),
    'uses: OWNER/deploy-apify-actor@v1\nhttps://github.com/OWNER/NAME.git\n',
  );
  writeFileSync(path.join(folder, 'docs/a.md'), 'OWNER/deploy-apify-actor/discover@v1, OWNER/deploy-apify-actor\n');
  writeFileSync(path.join(folder, 'LICENSE'), 'text\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('replaces every placeholder, and nothing else', () => {
  expect(replaceOwner(folder, 'janedoe')).toEqual(['README.md', 'docs/a.md']);
  expect([...findPlaceholders(folder)]).toEqual([]);
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe(
    'uses: janedoe/deploy-apify-actor@v1\nhttps://github.com/OWNER/NAME.git\n',
  );
  expect(readFileSync(path.join(folder, 'docs/a.md'), 'utf8')).toBe(
    'janedoe/deploy-apify-actor/discover@v1, janedoe/deploy-apify-actor\n',
  );
});

test.each(['', '-jane', 'jane--doe', 'jane/doe', 'a'.repeat(40)])('rejects the account name %j', (owner) => {
  expect(() => replaceOwner(folder, owner)).toThrow('is not a valid GitHub account name');
  expect([...findPlaceholders(folder).keys()]).toEqual(['README.md', 'docs/a.md']);
});
