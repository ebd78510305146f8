import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from '@jest/globals';

const root = path.dirname(path.dirname(import.meta.dirname));

test('npm start explains what happens, and prints the log, the outputs and the summary as text', () => {
  const shown = execFileSync(process.execPath, [path.join(root, 'scripts', 'start.ts')], { encoding: 'utf8' });
  const [intro = '', ...parts] = shown.split(/^── (.+?) ─+\r?\n/m);
  const part = (title: string): string => parts[parts.indexOf(title) + 1] ?? '';
  expect(intro).toContain('deploys the Actor in examples/hello-actor');
  expect(parts.filter((_text, index) => index % 2 === 0)).toEqual([
    'Log of the step',
    'Outputs',
    'Step summary',
    'Stored by the emulator',
    'Requests to the emulator',
  ]);
  expect(part('Log of the step')).toMatch(/^ {2}9 files, \d+\.\d kB$/m);
  expect(part('Log of the step')).toMatch(/^ {2}Wrote version 0\.1$/m);
  expect(part('Log of the step')).toMatch(/^ {4}src\/main\.js$/m);
  expect(part('Log of the step')).toMatch(/^Deployed build 0\.1\.1: https:\/\/console\.apify\.com\//m);
  expect(part('Outputs')).toContain('build-status = SUCCEEDED\n');
  expect(part('Step summary')).toMatch(/^✅ Build 0\.1\.1 of janedoe\/hello-actor is live as latest$/m);
  expect(part('Step summary')).toMatch(/^Source: 9 files, /m);
  expect(part('Requests to the emulator')).toMatch(/^POST \/v2\/acts\/[^/]+\/builds$/m);
  // There are no workflow commands, HTML tags or escaped characters.
  expect(shown).not.toMatch(/^\s*::|<\/?[a-z]+>|&[a-z#\d]+;|[\u200b\u2060]/m);
  expect(shown).not.toContain('not-a-real-secret');
});
