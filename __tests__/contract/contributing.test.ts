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

test('names of code that it mentions stand in the code', () => {
  const code = ['src', 'emulator', '__tests__'].map(codeIn).join('\n');
  const names = [...page.matchAll(/`([A-Za-z]+(?:\.[a-z]+)?)`/g)].flatMap(([, name = '']) => name);
  const ofCode = names.filter((name) => /^[A-Za-z]*[a-z][A-Z][A-Za-z]*$|^[a-z]+\.[a-z]+$/.test(name));
  const files = new Set(names.filter((name) => /\.(?:ts|md|yml)$/.test(name)));
  const lost = ofCode.filter((name) => !files.has(name) && !new RegExp(`\\b${name.replace('.', '\\.')}\\b`).test(code));
  expect(ofCode.length).toBeGreaterThan(15);
  expect(lost).toEqual([]);
});

test('every part of the source is on the map', () => {
  const parts = readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .map((entry) => `src/${entry.name}`)
    .filter((name) => !/\/(?:index|version)\.ts$/.test(name));
  expect(parts.filter((name) => !page.includes(`](${name})`))).toEqual([]);
});
