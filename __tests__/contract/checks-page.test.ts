import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.dirname(path.dirname(import.meta.dirname));

/** Files that do not contain a check. */
const notChecks = ['apify-schemas', 'check-definition', 'checkers', 'explain-errors', 'find-schemas'];

test('docs/checks.md describes each check, and each check has a test file', () => {
  const page = readFileSync(path.join(root, 'docs/checks.md'), 'utf8');
  const described = [...page.matchAll(/^\| `([a-z-]+)` \| .* \| (?:error|warning) \|/gm)].map(([, name = '']) => name);
  const files = readdirSync(path.join(root, 'src/actor/checks')).map((name) => name.replace('.ts', ''));
  expect(described.toSorted()).toEqual(files.filter((name) => !notChecks.includes(name)).toSorted());
  const tests = readdirSync(path.join(root, '__tests__/actor/checks')).map((name) => name.replace('.test.ts', ''));
  expect(described.filter((name) => !tests.includes(name))).toEqual([]);
});
