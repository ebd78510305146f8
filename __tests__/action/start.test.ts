import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from '@jest/globals';

const root = path.dirname(path.dirname(import.meta.dirname));

test('the example Actor is deployed, and log, outputs, summary and what the emulator holds are shown', () => {
  const shown = execFileSync(process.execPath, [path.join(root, 'scripts', 'start.ts')], { encoding: 'utf8' });
  const parts = shown.split(/^── (.+?) ─+\r?\n/m).slice(1);
  const part = (title: string): string => parts[parts.indexOf(title) + 1] ?? '';
  expect(parts.filter((_text, index) => index % 2 === 0)).toEqual([
    'Log of the step',
    'Outputs',
    'Step summary (Markdown)',
    'What the emulator holds now',
  ]);
  expect(part('Log of the step')).toMatch(/^Deployed build 0\.1\.1: https:\/\/console\.apify\.com\//m);
  expect(part('Outputs')).toContain('build-status = SUCCEEDED\n');
  expect(part('Step summary (Markdown)')).toContain('<td>6 files, ');
  expect(part('What the emulator holds now')).toMatch(/^ {2}POST \/v2\/acts\/[^/]+\/builds$/m);
  expect(shown).not.toContain('not-a-real-secret');
});
