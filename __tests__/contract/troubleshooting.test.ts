import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.dirname(path.dirname(import.meta.dirname));
const sources = ['src', 'emulator']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  )
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(root, name), 'utf8'))
  .join('\n');

const [, section = ''] = readFileSync(path.join(root, 'README.md'), 'utf8').split('## Troubleshooting');
const rows = [...(section.split('\n## ')[0]?.matchAll(/^\| (.+?) \| (.+) \|$/gm) ?? [])].slice(2);

test('the table of errors has its rows', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows.map(([, says = '', advice = '']) => [says, advice]))('"%s" is what an error says', (says, advice) => {
  for (const part of says.split('…')) expect(sources).toContain(part.trim());
  expect(advice).toMatch(/\.$/);
});
