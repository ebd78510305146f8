import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from '@jest/globals';

const root = path.dirname(path.dirname(import.meta.dirname));

test('deploys only the changed Actor of the example monorepo', () => {
  const script = path.join(root, 'scripts', 'start-monorepo.ts');
  const shown = execFileSync(process.execPath, [script], { encoding: 'utf8' }).replaceAll('\r\n', '\n');
  expect(shown).toContain('directories = ["actors/hello"]\n');
  expect(shown).toContain('1 of 3 Actors affected\n');
  expect(shown.match(/POST \/v2\/acts\/janedoe~\w+\/versions\/0\.1\n/g)).toEqual([
    'POST /v2/acts/janedoe~hello/versions/0.1\n',
  ]);
  // The files behind the link are sent, even if Git has checked out the link as a text file.
  expect(shown).toMatch(/^ {2}shared\/say\.js \(TEXT, \d+ characters\)$/m);
});
