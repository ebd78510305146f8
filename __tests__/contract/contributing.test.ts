import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.dirname(path.dirname(import.meta.dirname));
const page = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');

function codeIn(folder: string): string {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(root, folder, name), 'utf8'))
    .join('\n');
}

test('CONTRIBUTING.md mentions only names that exist in the code', () => {
  const code = ['src', 'emulator', 'scripts', '__tests__'].map(codeIn).join('\n');
  const names = [...page.matchAll(/`([A-Za-z]+)`/g)].flatMap(([, name = '']) => name);
  const ofCode = names.filter((name) => /[a-z][A-Z]/.test(name));
  expect(ofCode.length).toBeGreaterThan(5);
  expect(ofCode.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});

test('CONTRIBUTING.md describes every folder and file directly in src/', () => {
  const parts = readdirSync(path.join(root, 'src'), { withFileTypes: true }).map((entry) => `src/${entry.name}`);
  expect(parts.filter((name) => !page.includes(`](${name})`))).toEqual([]);
});
