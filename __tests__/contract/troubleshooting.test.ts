import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.dirname(path.dirname(import.meta.dirname));
const sources: readonly string[] = ['src', 'emulator']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  )
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => readFileSync(path.join(root, name), 'utf8').split('\n'));

const [, section = ''] = readFileSync(path.join(root, 'README.md'), 'utf8').split('## Troubleshooting');
const rows = [...(section.split('\n## ')[0]?.matchAll(/^\| (.+?) \| (.+) \|$/gm) ?? [])].slice(2);

test('the table of errors has its rows', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows.map(([, says = '', advice = '']) => [says, advice]))('"%s" is what an error says', (says, advice) => {
  // A message stands on one line; what is put into it is `…` in the table.
  const message = new RegExp(says.split(' … ').map(escapePattern).join('.*\\S.*'));
  expect(sources.filter((line) => message.test(line))).not.toEqual([]);
  expect(advice).toMatch(/\.$/);
});

function escapePattern(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
