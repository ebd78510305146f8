import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Facts } from '../../src/actions/deploy/run-state.ts';
import { summaryOf } from '../../src/actions/deploy/summary.ts';
import { createReport } from '../../src/runner/report.ts';
import { createRedactor } from '../../src/runner/secrets.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
const summaryFile = path.join(folder, 'summary');
process.env['GITHUB_STEP_SUMMARY'] = summaryFile;
beforeEach(() => writeFileSync(summaryFile, ''));
afterAll(() => {
  process.env['GITHUB_STEP_SUMMARY'] = '';
  rmSync(folder, { recursive: true });
});

function reportWith(...secrets: readonly string[]) {
  return createReport(createRedactor(secrets.map((value) => ({ name: 'KEY', value }))));
}

const build = { id: 'b1', buildNumber: '0.1.7', status: 'FAILED', startedAt: '2026-11-24T12:00:00.000Z' } as const;
const failed: Facts = {
  dryRun: false,
  build,
  buildResult: 'failed',
  created: 'version',
  target: {
    actor: { kind: 'named', name: 'crawler' },
    versionNumber: '0.1',
    buildTag: undefined,
    chosenTag: undefined,
  },
  diagnostics: [
    { level: 'warning', message: 'look here' },
    { level: 'info', message: 'it is so' },
    { level: 'debug', message: 'for nobody' },
  ],
  times: [],
};

async function summary(facts: Facts, ...secrets: readonly string[]): Promise<string> {
  const outcome = { kind: 'failed', message: 'It broke', hint: undefined } as const;
  await reportWith(...secrets).summary({ facts, outcome }, (told) => summaryOf(told.facts, told.outcome));
  return readFileSync(summaryFile, 'utf8');
}

test.each(['failed', 'done', 'named', 'warning', 'info', 'debug', 'version'])(
  'a secret that is by chance a word by which the summary decides changes nothing: %s',
  async (secret) => {
    expect(await summary(failed, secret)).toBe(
      `${summaryOf(failed, { kind: 'failed', message: 'It broke', hint: undefined })}\n`,
    );
  },
);

describe('a secret whose parts only come together where they are shown is hidden', () => {
  test.each([
    ['by a colour', 'KEY=sesame-\u001b[1mopen'],
    ['by another sequence of the terminal', 'KEY=sesame-\u001b[2Kopen'],
    ['by a control character', 'KEY=sesame-\u0007open'],
    ['by nothing', 'KEY=sesame-open'],
  ])('broken up %s', async (_title, line) => {
    const text = await summary({ ...failed, logTail: [line] }, 'sesame-open');
    expect(text).toContain('KEY&#61;&#42;&#42;&#42;');
    expect(text).not.toContain('open');
  });
});

test('a secret in the path of an annotation is hidden', () => {
  const written: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (text: string | Uint8Array): boolean => written.push(String(text)) > 0;
  try {
    const place = { file: 'sesame-open/.actor/actor.json', line: 3 };
    const report = reportWith('sesame-open');
    report.fail({ message: 'wrong', hint: undefined, place }, new Error('wrong'));
    report.find({ level: 'warning', message: 'odd', place });
  } finally {
    process.stdout.write = write;
  }
  expect(written.join('')).not.toContain('sesame-open');
  expect(written.join('')).toMatch(/::error file=\*\*\*\/\.actor\/actor\.json,line=3::wrong/);
});

test('the file stays under 1 MiB, its last end of a line included', async () => {
  const text = await summary({ ...failed, plan: Array.from({ length: 6000 }, () => 'x'.repeat(200)) });
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toContain('The rest is left out');
});
