import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { fingerprint, renderPage } from '../../scripts/images.ts';

const folder = path.join(path.dirname(path.dirname(import.meta.dirname)), 'docs/images');

// If this fails, run "npm run images", which needs Chromium.
test("the README's picture shows the current step summary", async () => {
  const saved = readFileSync(path.join(folder, 'summary.sha256'), 'utf8').trim();
  expect(fingerprint(await renderPage('light'))).toBe(saved);
});

test.each(['light', 'dark'])('there is a picture for the %s theme', (theme) => {
  const picture = readFileSync(path.join(folder, `summary-${theme}.png`));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
});
