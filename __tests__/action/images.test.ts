import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { type DiffLine, diffLines } from '../../scripts/annotation-sample.ts';
import { fingerprint, names, renderPage } from '../../scripts/images.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const folder = path.join(root, 'docs/images');

// If this fails, run "npm run images", which needs Chromium.
test.each(names)('the picture of the %s shows the texts of a run', async (name) => {
  const saved = readFileSync(path.join(folder, `${name}.sha256`), 'utf8').trim();
  expect(fingerprint(await renderPage(name, 'light'))).toBe(saved);
});

test.each(names.flatMap((name) => [`${name}-light.png`, `${name}-dark.png`]))(
  '%s is a small picture that the README shows',
  (file) => {
    const picture = readFileSync(path.join(folder, file));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeLessThan(100_000);
    expect(readFileSync(path.join(root, 'README.md'), 'utf8')).toContain(`"docs/images/${file}"`);
  },
);

test('the annotation is below its line', async () => {
  const page = (await renderPage('annotation', 'light')).replaceAll(/<[^>]+>/g, '');
  expect(page).toMatch(
    /19\+ {6}&#34;editor&#34;: &#34;textfield&#34;\s+Check failure on line 19 in \.actor\/input_schema\.json/,
  );
});

test('the diff has three unchanged lines around a change, with the numbers of both sides', () => {
  const show = ({ kind, before = 0, after = 0, text }: DiffLine): string => `${kind} ${before} ${after} ${text}`;
  expect(diffLines('a\nb\nc\nd\ne\nf\n', 'a\nb\nc\nd\nX\nY\nf\n').map(show)).toEqual([
    'context 2 2 b',
    'context 3 3 c',
    'context 4 4 d',
    'deleted 5 0 e',
    'added 0 5 X',
    'added 0 6 Y',
    'context 6 7 f',
  ]);
});
