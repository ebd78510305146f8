import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RunState } from '../../src/actions/deploy/state.ts';
import { summaryOf } from '../../src/actions/deploy/summary.ts';
import { createReport, type Report } from '../../src/runner/report.ts';
import type { Secret } from '../../src/runner/secrets.ts';
import { deployedState } from '../support/run-state.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
const summaryFile = path.join(folder, 'summary');
const outputFile = path.join(folder, 'output');
process.env['GITHUB_STEP_SUMMARY'] = summaryFile;
beforeEach(() => {
  process.env['GITHUB_OUTPUT'] = outputFile;
  writeFileSync(summaryFile, '');
  writeFileSync(outputFile, '');
});
afterAll(() => {
  process.env['GITHUB_STEP_SUMMARY'] = '';
  process.env['GITHUB_OUTPUT'] = '';
  rmSync(folder, { recursive: true });
});

function secretsOf(values: readonly string[]): readonly Secret[] {
  return values.map((value) => ({ name: 'KEY', value }));
}

/** Does not print the masks, which would hide these words in the log of our own CI. */
function reportWith(...secrets: readonly string[]): Report {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return createReport(secretsOf(secrets));
  } finally {
    process.stdout.write = write;
  }
}

const failedState: RunState = {
  ...deployedState,
  buildResult: 'failed',
  created: 'version',
  promoted: false,
  diagnostics: [
    { level: 'warning', message: 'look here' },
    { level: 'info', message: 'details' },
    { level: 'debug', message: 'hidden' },
  ],
  failure: { message: 'It broke', hint: undefined },
};

async function summary(state: RunState, ...secrets: readonly string[]): Promise<string> {
  await reportWith(...secrets).summary(state, summaryOf);
  return readFileSync(summaryFile, 'utf8');
}

/** Returns everything that is printed to the log while the function runs. */
async function logOf(print: () => unknown): Promise<string> {
  const printed: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (text: string | Uint8Array): boolean => printed.push(String(text)) > 0;
  try {
    await print();
  } finally {
    process.stdout.write = write;
  }
  return printed.join('');
}

test.each(['failed', 'done', 'named', 'warning', 'info', 'debug', 'version'])(
  'a secret with the value %s does not change the form of the summary',
  async (secret) => {
    expect(await summary(failedState, secret)).toBe(`${summaryOf(failedState)}${EOL}`);
  },
);

test.each(['kind', 'result', 'moved'])(
  'the summary can depend on %s, even if a secret has the same value',
  async (key) => {
    const report = reportWith('maybe');
    await report.summary({ [key]: 'maybe', text: 'maybe' }, (state) => `${state[key]} ${state['text']}`);
    expect(readFileSync(summaryFile, 'utf8')).toBe(`maybe ***${EOL}`);
  },
);

describe('redacts a secret whose parts are next to each other', () => {
  test.each([
    ['a color', 'KEY=sesame-\u001b[1mstreet'],
    ['another terminal sequence', 'KEY=sesame-\u001b[2Kstreet'],
    ['a control character', 'KEY=sesame-\u0007street'],
    ['nothing', 'KEY=sesame-street'],
  ])('separated by %s', async (_title, line) => {
    const text = await summary({ ...failedState, buildFailure: { reason: 'x', logTail: [line] } }, 'sesame-street');
    expect(text).toMatch(/<pre>KEY(=|&#61;)(\*\*\*|(&#42;){3})<\/pre>/);
    expect(text).not.toContain('street');
  });
});

test('redacts a secret in the path of an annotation', async () => {
  const log = await logOf(() => {
    const place = { file: 'sesame-open/.actor/actor.json', line: 3 };
    const report = reportWith('sesame-open');
    report.fail({ message: 'wrong', hint: undefined, place }, new Error('wrong'));
    report.print({ level: 'warning', message: 'odd', place });
  });
  expect(log.replaceAll(/^::add-mask::.*/gm, '')).not.toContain('sesame-open');
  expect(log).toMatch(/::error file=\*\*\*\/\.actor\/actor\.json,line=3::wrong/);
});

test('hides secrets that are added later, even in the log of later steps', async () => {
  const log = await logOf(() => {
    const report = createReport(secretsOf(['first-secret']));
    report.line('first-secret second-secret');
    report.hide(secretsOf(['second-secret']));
    report.line('first-secret second-secret');
  });
  const lines = log.trimEnd().split(EOL);
  const isMask = (line: string): boolean => line.startsWith('::add-mask::');
  expect(lines.filter((line) => !isMask(line))).toEqual(['*** second-secret', '*** ***']);
  expect(lines.filter(isMask)).toEqual(
    expect.arrayContaining(['::add-mask::first-secret', '::add-mask::second-secret']),
  );
  expect(isMask(lines[0] ?? '')).toBe(true);
});

test('keeps the value of an output, even if it is a secret', () => {
  reportWith('latest').outputs({ 'build-tag': 'latest' });
  expect(readFileSync(outputFile, 'utf8')).toMatch(/^build-tag<<(\S+)\r?\nlatest\r?\n\1\r?\n$/);
});

test('sets an output once for each value', () => {
  const report = reportWith();
  for (const value of ['1', '1', '2', '2']) report.outputs({ a: value, b: 'x' });
  expect(readFileSync(outputFile, 'utf8').match(/^[ab]<</gm)).toEqual(['a<<', 'b<<', 'a<<']);
});

test('rejects a file for outputs that cannot be written', () => {
  process.env['GITHUB_OUTPUT'] = path.join(folder, 'gone', 'output');
  expect(() => reportWith().outputs({ a: '1' })).toThrow(/^Output a could not be written/);
});

describe('a summary of more than 1 MiB', () => {
  /** Tags that are open at the end. */
  function openTags(text: string): readonly string[] {
    const open: string[] = [];
    for (const [, slash, name = ''] of text.matchAll(
      /<(\/?)(table|ul|li|details|pre|blockquote|code|tr|td)\b[^>]*>/g,
    )) {
      if (slash === '') open.push(name);
      else if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
    }
    return open;
  }

  test.each<[string, Partial<RunState>]>([
    [
      'in the plan',
      {
        plan: {
          lines: Array(6000).fill('x'.repeat(200)),
          files: [],
          version: { versionNumber: '1.4' },
          creates: undefined,
        },
      },
    ],
    ['in the diagnostics', { diagnostics: Array(6000).fill({ level: 'warning', message: `<${'y'.repeat(200)}` }) }],
    ['in a single line', { diagnostics: [{ level: 'warning', message: 'é'.repeat(2_000_000) }] }],
    [
      'in the reason for a failure',
      { buildFailure: { reason: Array(9000).fill('z'.repeat(200)).join('\n'), logTail: [] } },
    ],
  ])('%s is cut off at the end of a line, with all elements closed', async (_title, more) => {
    const text = await summary({ ...failedState, ...more });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text.trimEnd()).toMatch(/<p>The rest was omitted, because a step summary is limited to 1 MiB\.<\/p>$/);
    expect(openTags(text)).toEqual([]);
    expect(text).not.toContain('\ufffd');
  });
});

describe('problem matchers of earlier steps do not match the log', () => {
  /** The matchers of actions/setup-node, setup-python, setup-go, setup-dotnet and others. */
  test.each<[string, RegExp, string]>([
    [
      'tsc',
      /^(?:\s+\d+>)?([^\s].*)[(:](\d+)[,:](\d+)(?:\):\s+|\s+-\s+)(error|warning|info)\s+TS(\d+)\s*:\s*(.*)$/,
      'src/a.ts(1,2): error TS1005: x',
    ],
    [
      'tsc --pretty',
      /^(?:\s+\d+>)?([^\s].*)[(:](\d+)[,:](\d+)(?:\):\s+|\s+-\s+)(error|warning|info)\s+TS(\d+)\s*:\s*(.*)$/,
      'src/a.ts:1:2 - error TS1005: x',
    ],
    [
      'eslint-compact',
      /^(.+):\sline\s(\d+),\scol\s(\d+),\s(Error|Warning|Info)\s-\s(.+)\s\((.+)\)$/,
      '/a/b.js: line 3, col 5, Error - bad (rule)',
    ],
    ['eslint-stylish', /^\s+(\d+):(\d+)\s+(error|warning|info)\s+(.*)\s\s+(.*)$/, '  3:5  error  bad  rule'],
    ['go', /^\s*(\.{0,2}[/\\].+\.go):(?:(\d+):(\d+):)? (.*)/, './a.go:1:2: bad'],
    ['go without a line', /^\s*(\.{0,2}[/\\].+\.go):(?:(\d+):(\d+):)? (.*)/, './a.go: bad'],
    ['python', /^\s*File\s"(.*)",\sline\s(\d+),\sin\s(.*)$/, '  File "a.py", line 3, in x'],
    [
      'csc',
      /^([^\s].*)\((\d+)(?:,\d+|,\d+,\d+)?\):\s+(error|warning)\s+([a-zA-Z]+(?<!MSB)\d+):\s*(.*?)\s+\[(.*?)\]$/,
      'a.cs(1,2): error CS1: bad [x.csproj]',
    ],
    ['javac', /^(.+\.java):(\d+):\s(error|warning):\s(.+)$/, 'A.java:3: error: bad'],
    ['gcc', /^(.*):(\d+):(\d+):\s+(warning|error):\s+(.*)$/, 'a.c:1:2: error: bad'],
    ['no location', /^(error|warning):\s+(.*)$/, 'error: bad'],
  ])('%s', async (_name, matcher, line) => {
    expect(line).toMatch(matcher);
    const report = reportWith();
    const log = await logOf(() => {
      report.line(line);
      report.print({ level: 'info', message: line });
    });
    for (const printed of log.trimEnd().split(EOL)) expect(printed).not.toMatch(matcher);
    expect(log.replaceAll('\u2060', '')).toBe(`${line}${EOL}${line}${EOL}`);
  });

  test('does not change other lines', async () => {
    const line = '2026-11-24T09:00:41.020Z Step 3/5 : RUN npm ci && FROM node:24 https://x.test:80/a';
    expect(await logOf(() => reportWith().line(line))).toBe(`${line}${EOL}`);
  });
});
