import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { renderPages } from '../../scripts/readme-tables.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

test('generated tables, workflows and the version are current', async () => {
  const outdated = (await renderPages()).filter(({ text, fresh }) => text !== fresh);
  expect(outdated.map(({ file }) => file)).toEqual([]);
});

test('the README has at most 1,400 words, not counting generated tables', () => {
  const text = read('README.md')
    .replaceAll(/<!-- ([\w. -]+?):begin[\s\S]*?<!-- \1:end -->/g, '')
    .replaceAll(/```[\s\S]*?```/g, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/^\[[^\]]+\]: .*$/gm, '');
  const words = text.split(/\s+/).filter((word) => /\w/.test(word));
  expect(words.length).toBeGreaterThan(500);
  expect(words.length).toBeLessThanOrEqual(1400);
});

test('every page in docs/ is linked from the README', async () => {
  const pages = (await renderPages()).map(({ file }) => file).filter((file) => file.startsWith('docs/'));
  expect(pages.filter((file) => !read('README.md').includes(`](${file}`))).toEqual([]);
});
